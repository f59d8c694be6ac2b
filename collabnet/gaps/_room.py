"""Finding every gap and question of every kind, and saying one in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from collabnet import languages
from collabnet.gaps._because import BECAUSE
from collabnet.gaps._competence import competent_level, stated_level
from collabnet.gaps._record import Gap, GapFinding, GapKind, Question, case_id, reason_parts
from collabnet.network import UNSPECIFIED
from collabnet.registry import inhabitants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from collabnet.gaps._context import GapContext

ROOM = "collabnet.gaps"

MOST_NAMES = 8
"""Names that a sentence lists; of more it lists :data:`FIRST_NAMES`, and the code of the reason holds all."""

FIRST_NAMES = 5

IN_ANY_WAY = "_in_any_way"
"""Ends the code of a suggestion that is said where the way of working together has no name."""


@dataclass(frozen=True)
class Found:
    """What there is to act on, and what there is to ask."""

    gaps: tuple[Gap, ...]
    questions: tuple[Question, ...]


def gap_kinds() -> Mapping[str, GapKind]:
    """Return every kind of gap by key, in the order of lists."""
    return inhabitants(ROOM, GapKind)


def find_gaps(context: GapContext) -> tuple[Gap, ...]:
    """Return what a manager can act on, those that matter most first, as :func:`cases` ranks them."""
    return gaps_and_questions(context).gaps


def find_questions(context: GapContext) -> tuple[Question, ...]:
    """Return what should be asked, those that matter most first."""
    return gaps_and_questions(context).questions


def gaps_and_questions(context: GapContext) -> Found:
    """Find all there is to act on and to ask: every kind is looked for once."""
    found = [one for kind in gap_kinds().values() for one in kind.find(context)]
    findings = [_finding_filled_in(context, one) for one in found if isinstance(one, GapFinding)]
    questions = [_question_filled_in(context, one) for one in found if isinstance(one, Question)]
    return Found(cases(findings, context.network.waves), _asked_together(questions, context.network.waves))


def cases(findings: Iterable[GapFinding], waves: Sequence[str] = ()) -> tuple[Gap, ...]:
    """Fold findings into cases, one per pair of organisations, service or organisation, and rank these.

    Ranked by importance × size × confidence, ties broken by wave, kind and organisations. Services keep the places
    that this gives them, and fill them by the number of people left without help: an estimate of people says more
    than how many entries stand behind it.

    Parameters
    ----------
    findings
        With their ``gap_id``.
    waves
        All waves in their order, where findings of several are folded.
    """
    place = {wave: number for number, wave in enumerate(waves)}
    heaviest = sorted(findings, key=lambda one: (one.gap_id, -place.get(one.wave, -1), *_place(one)))
    found = [_case(key, tuple(group), place) for key, group in groupby(heaviest, key=lambda one: one.gap_id)]
    return _services_by_people(sorted(found, key=lambda gap: _place(gap.main)))


def _case(key: str, findings: tuple[GapFinding, ...], place: Mapping[str, int]) -> Gap:
    waves = sorted({one.wave for one in findings if one.wave}, key=lambda wave: (place.get(wave, -1), wave))
    return Gap(key, findings, tuple(waves))


def _place(one: GapFinding) -> tuple[object, ...]:
    return (-round(one.weight, 9), one.wave, one.kind, one.organisations, one.process, one.domain)


def _services_by_people(ranked: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return gaps in their order, those about a service among themselves by the people left without help."""
    services = (gap for gap in ranked if gap.main.service)
    known = iter(sorted(services, key=lambda gap: -gap.main.people if gap.main.people > 0 else 0.0))
    return tuple(next(known) if gap.main.service else gap for gap in ranked)


def _asked_together(questions: Iterable[Question], waves: Sequence[str]) -> tuple[Question, ...]:
    """Return one question per case, kind and wave, about all its ways of working together and conditions."""
    place = {wave: number for number, wave in enumerate(waves)}
    ordered = sorted(
        questions,
        key=lambda one: (one.gap_id, one.kind, place.get(one.wave, -1), -one.importance, one.processes, one.domains),
    )
    groups = groupby(ordered, key=lambda one: (one.gap_id, one.kind, one.wave))
    together = [_together(tuple(group)) for _, group in groups]
    return tuple(sorted(together, key=lambda one: (-place.get(one.wave, -1), -round(one.importance, 9), one.kind,
                                                   one.organisations)))  # fmt: skip


def _together(several: tuple[Question, ...]) -> Question:
    return replace(
        several[0],
        ask=_each_once(one.ask for one in several),
        processes=_each_once(one.processes for one in several),
        domains=_each_once(one.domains for one in several),
        reasons=_each_once(one.reasons for one in several),
        evidence=tuple(sorted(_each_once(one.evidence for one in several))),
    )


def _each_once(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for group in groups for value in group))


def _finding_filled_in(context: GapContext, one: GapFinding) -> GapFinding:
    """Add what follows for every kind alike: the case, why a pair is expected, and who is competent to change it.

    A kind may say itself who is competent.
    """
    return replace(
        one,
        gap_id=case_id(() if one.of_network else one.organisations, one.service),
        expected_because=context.expected_because(one.source, one.target),
        competent_level=one.competent_level or competent_level(context, one),
        stated_level=stated_level(context, one),
    )


def _question_filled_in(context: GapContext, one: Question) -> Question:
    return replace(
        one,
        gap_id=case_id(one.organisations),
        expected_because=context.expected_because(one.source, one.target),
    )


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
    return _sentence(gap_kinds()[kind].reasons if kind in gap_kinds() else {}, written, language, say)


def because_text(
    written: str, language: str = languages.ENGLISH, *, say: Callable[[str, str], str] | None = None
) -> str:
    """Say in a language why two organisations are expected to work together; ``say`` as for :func:`reason_text`."""
    return _sentence(BECAUSE, written, language, say)


def suggestion_text(
    one: GapFinding | Question, language: str = languages.ENGLISH, *, say: Callable[[str, str], str] | None = None
) -> str:
    """Say what would help, or what should be asked, in a language; ``say`` as for :func:`reason_text`."""
    where = (
        {"domain": one.domains, "process": _ways(one.processes), "service": ()}
        if isinstance(one, Question)
        else {"domain": (one.domain,), "process": _ways((one.process,)), "service": (one.service,)}
    )
    values = {
        "source": (one.source,), "target": (one.target,), "organisation": one.organisations[:1],
        "organisations": one.organisations, **where,
    }  # fmt: skip
    suggestions = gap_kinds()[one.kind].suggestions
    sentence = suggestions.get(one.suggestion, one.suggestion)
    if not where["process"]:
        sentence = suggestions.get(f"{one.suggestion}{IN_ANY_WAY}", sentence)
    return languages.text(sentence, language, **_said(values, language, say))


def _ways(processes: Iterable[str]) -> tuple[str, ...]:
    """Return the ways of working together that have a name."""
    return tuple(process for process in processes if process not in ("", UNSPECIFIED))


def _sentence(sentences: Mapping[str, str], written: str, language: str, say: Callable[[str, str], str] | None) -> str:
    code, values = reason_parts(written)
    return languages.text(sentences.get(code, code), language, **_said(values, language, say))


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
