"""What is missing between whom, why it matters, how sure we are, what would help, and who can do it: in sentences."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from collabnet.gaps import Gap, gap_kinds, reason_text, suggestion_text
from collabnet.languages import language_name
from dashboard.sentences import at_wave, capital, ids, number, records
from dashboard.sentences.services import STATUSES
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from collabnet.views import Seen
    from dashboard.words import Say

SURE = (
    (0.8, "A", N_("well supported")),
    (0.6, "B", N_("fairly supported")),
    (0.4, "C", N_("little supported: ask first")),
    (-1.0, "D", N_("a hint only: ask first")),
)
"""How sure a point for attention is, in words, with as many dots as evidence of that grade has."""

DECIMALS = 2


def gaps(seen: Seen, wave: str) -> tuple[Gap, ...]:
    """Return every point for attention in one wave, the one that matters most first."""
    rows = at_wave(seen, "gaps", wave)
    ranked = rows.sort_values("rank", kind="stable") if "rank" in rows else rows
    return tuple(_gap(row) for row in records(ranked))


def most_important(found: tuple[Gap, ...], count: int) -> tuple[Gap, ...]:
    """Return those that matter most, no pair twice and no kind more than twice: one trouble has many sides."""
    chosen: list[Gap] = []
    for gap in found:
        same_pair = any(set(gap.organisations) == set(other.organisations) for other in chosen)
        same_kind = sum(1 for other in chosen if other.kind == gap.kind)
        if not same_pair and same_kind < 2 and len(chosen) < count:
            chosen.append(gap)
    return tuple(chosen)


def pick(gap: Gap) -> str:
    """Return the code that opens a gap in the drawer."""
    return f"gap:{gap.gap_id}"


def kind_title(kind: str, say: Say) -> str:
    """Say what kind of point for attention it is."""
    known = gap_kinds().get(kind)
    return capital(say(known.title)) if known else capital(kind.replace("_", " "))


def kind_sentence(kind: str, say: Say) -> str:
    """Say what that kind means."""
    known = gap_kinds().get(kind)
    return say(known.sentence) if known else ""


def who(gap: Gap, seen: Seen, say: Say) -> str:
    """Say between whom it lies, or whom or what it is about."""
    if gap.service:
        return capital(say.label(seen, gap.service))
    if gap.source and gap.target:
        source, target = say.name(seen, gap.source), say.name(seen, gap.target)
        return f"{source} → {target}" if _directed(gap, seen) else f"{source} – {target}"
    if gap.organisations:
        return say.listing(say.name(seen, key) for key in gap.organisations)
    return say("the whole network")


def about(gap: Gap, seen: Seen, say: Say) -> tuple[str, ...]:
    """Say in which way of working together, which condition or which service."""
    words = (
        say.process(seen, gap.process) if gap.process not in ("", "all", "unspecified") else "",
        say.domain(gap.domain) if gap.domain else "",
    )
    return tuple(word for word in words if word)


def why(gap: Gap, seen: Seen, say: Say) -> tuple[str, ...]:
    """Say every reason, in a sentence each."""
    value = partial(_said, seen, say)
    return tuple(capital(reason_text(gap.kind, code, say.language, say=value)) for code in gap.reasons)


def step(gap: Gap, seen: Seen, say: Say) -> str:
    """Say what would help."""
    if gap.kind not in gap_kinds() or not gap.suggestion:
        return ""
    return capital(suggestion_text(gap, say.language, say=partial(_said, seen, say)))


def sure(gap: Gap, say: Say) -> tuple[str, str]:
    """Return how sure we are: a grade for the dots, and the words."""
    confidence = -0.5 if math.isnan(gap.confidence) else gap.confidence
    grade, word = next((grade, word) for bound, grade, word in SURE if confidence >= bound)
    return grade, say(word)


def _said(seen: Seen, say: Say, key: str, value: str) -> str:
    words: dict[str, Callable[[str], str]] = {
        "process": partial(say.process, seen),
        "domain": say.domain,
        "cause": say.cause,
        "wave": partial(say.wave, seen),
        "service": partial(say.label, seen),
        "need": partial(say.label, seen),
        "sector": partial(say.label, seen),
        "term": partial(say.label, seen),
        "locus": say.locus,
        "phase": partial(_phase, seen, say),
        "language": partial(language_name, language=say.language),
        "needed": partial(language_name, language=say.language),
        "day": say.date,
        "status": partial(_status, say),
    }
    if key in words:
        return words[key](value)
    if value in seen.names:
        return say.name(seen, value)
    try:
        number = float(value)
    except ValueError:
        return value.replace("_", " ")
    return say.number(number, 0 if number.is_integer() or abs(number) >= 10 else DECIMALS)


def _phase(seen: Seen, say: Say, key: str) -> str:
    labels = next((phase.labels for phase in seen.settings.phases if phase.id == key), {})
    return labels.get(say.language) or labels.get("en") or key.replace("_", " ")


def _status(say: Say, key: str) -> str:
    return say(STATUSES[key]) if key in STATUSES else key.replace("_", " ")


def _directed(gap: Gap, seen: Seen) -> bool:
    known = seen.settings.processes.get(gap.process)
    return known.directed if known else True


def _gap(row: dict[str, Any]) -> Gap:
    def word(name: str) -> str:
        value = row.get(name)
        return value if isinstance(value, str) else ""

    def known(name: str, otherwise: float) -> float:
        value = number(row, name)
        return otherwise if math.isnan(value) else value

    return Gap(
        gap_id=word("gap_id"),
        kind=word("kind"),
        organisations=ids(row.get("organisations")),
        wave=word("wave"),
        size=known("size", 0.0),
        confidence=known("confidence", 0.0),
        importance=known("importance", 0.25),
        reasons=ids(row.get("reasons")),
        suggestion=word("suggestion"),
        source=word("source"),
        target=word("target"),
        domain=word("domain"),
        process=word("process"),
        service=word("service"),
        letter=word("letter"),
        competent_level=word("competent_level"),
        stated_level=word("stated_level"),
        people=number(row, "people"),
        concerns=ids(row.get("concerns")),
        evidence=ids(row.get("evidence")),
    )
