"""Finding every gap of every kind, and saying one in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from collabnet import languages
from collabnet.gaps._competence import competent_level, stated_level
from collabnet.gaps._record import Gap, GapKind, reason_parts
from collabnet.registry import inhabitants

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from collabnet.gaps._context import GapContext

ROOM = "collabnet.gaps"

MOST_NAMES = 8
"""Names that a sentence lists; of more it lists :data:`FIRST_NAMES`, and the code of the reason holds all."""

FIRST_NAMES = 5


def gap_kinds() -> Mapping[str, GapKind]:
    """Return every kind of gap by key, in the order of lists."""
    return inhabitants(ROOM, GapKind)


def find_gaps(context: GapContext) -> tuple[Gap, ...]:
    """Find what a manager can act on: every gap of every kind, those that matter most first.

    Ranked by importance × size × confidence, ties broken by wave, kind and organisations. Services keep the places
    that this gives them, and fill them by the number of people left without help: an estimate of people says more
    than how many entries stand behind it.
    """
    found = [_with_levels(context, gap) for kind in gap_kinds().values() for gap in kind.find(context)]
    return _services_by_people(sorted(found, key=_place))


def _services_by_people(ranked: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return gaps in their order, those about a service among themselves by the people left without help."""
    services = (gap for gap in ranked if gap.service)
    known = iter(sorted(services, key=lambda gap: -gap.people if gap.people > 0 else 0.0))
    return tuple(next(known) if gap.service else gap for gap in ranked)


def _with_levels(context: GapContext, gap: Gap) -> Gap:
    """Add who is competent to change a gap, where its kind does not say so itself, and where people place it."""
    return replace(
        gap,
        competent_level=gap.competent_level or competent_level(context, gap),
        stated_level=stated_level(context, gap),
    )


def _place(gap: Gap) -> tuple[object, ...]:
    return (-round(gap.weight, 9), gap.wave, gap.kind, gap.organisations, gap.gap_id)


def reason_text(
    kind: str, written: str, language: str = languages.ENGLISH, *, say: Callable[[str, str], str] | None = None
) -> str:
    """Say one reason in a language.

    Parameters
    ----------
    kind
        Key of the kind of gap.
    written
        The reason as a code.
    language
        Code of the language.
    say
        Turns a value's name and the value into what people read (an organisation's name, a number); without it
        values stand as they are.
    """
    code, values = reason_parts(written)
    sentence = gap_kinds()[kind].reasons.get(code, code) if kind in gap_kinds() else code
    return languages.text(sentence, language, **_said(values, language, say))


def suggestion_text(
    gap: Gap, language: str = languages.ENGLISH, *, say: Callable[[str, str], str] | None = None
) -> str:
    """Say what would help, in a language; ``say`` as for :func:`reason_text`."""
    values = {
        "source": (gap.source,), "target": (gap.target,), "organisation": gap.organisations[:1],
        "service": (gap.service,), "domain": (gap.domain,), "process": (gap.process,),
        "organisations": gap.organisations,
    }  # fmt: skip
    sentence = gap_kinds()[gap.kind].suggestions.get(gap.suggestion, gap.suggestion)
    return languages.text(sentence, language, **_said(values, language, say))


def _said(
    values: Mapping[str, tuple[str, ...]], language: str, say: Callable[[str, str], str] | None
) -> dict[str, object]:
    words = {name: [say(name, item) if say else item for item in items] for name, items in values.items()}
    return {name: items[0] if len(items) == 1 else _listed(items, language) for name, items in words.items()}


def _listed(items: Sequence[str], language: str) -> str:
    """Return a list that a person can read: of many the first few, and how many more there are."""
    if len(items) <= MOST_NAMES:
        return languages.listing(items, language)
    more = languages.text("{n} more", language, n=languages.number(len(items) - FIRST_NAMES, language))
    return languages.listing([*items[:FIRST_NAMES], more], language)
