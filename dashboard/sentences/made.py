"""How the model came to one score: what it is the sum of, what was taken out, how much is known behind it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from collabnet.tables import DIFFERENCES
from dashboard.sentences import capital, number, records, table
from dashboard.sentences import ids as several
from dashboard.sentences.method import MODEL
from dashboard.sentences.scores import short
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.words import Say

PARTS: Final = {
    "shared": N_("what all share"),
    "source": N_("organisations that turn to others"),
    "target": N_("organisations that others turn to"),
    "relation": N_("particular pairs"),
}
"""What a score of the model is the sum of, as people read it; the keys are the library's words."""

TERMS: Final = {
    "shared": N_("common level"),
    "source": N_("source"),
    "target": N_("target"),
    "relation": N_("relation"),
}
"""The same as the terms of the equation."""

ALIKE: Final = 2.0
"""Points below which nobody would call two numbers different."""

FAR: Final = 10.0
"""Points from which the library says why the model's number and the plain mean differ."""


@dataclass(frozen=True)
class Made:
    """What stands behind one score of the model.

    Attributes
    ----------
    known
        Whether there is evidence enough for a number; without, nothing of how it is made up may be shown.
    estimate
        The score.
    parts
        What it is the sum of, in points.
    differences
        Why it differs from the plain mean: code and points.
    ordinal
        The number when ratings are steps, not points.
    reliability
        Share of the uncertainty that statements removed.
    pairs, expected, interviewed, covered, both
        How many pairs it stands for (0 where it stands for organisations alone), whether they are the expected ones,
        which share of the organisations in them was interviewed, and which share of them one side or both spoke of.
    reporters, effective
        Organisations that speak, and how many would weigh as much if all spoke equally.
    flags
        Codes on which coders do not agree well enough.
    """

    known: bool
    estimate: float
    parts: Mapping[str, float]
    differences: tuple[tuple[str, float], ...]
    ordinal: float
    reliability: float
    pairs: int
    expected: bool
    interviewed: float
    covered: float
    both: float
    reporters: int
    effective: float
    flags: tuple[str, ...]


def made(seen: Seen, score: Score) -> Made | None:
    """Find how the model came to a score; nothing where it did not make it."""
    rows = table(seen, "scores")
    if rows.empty or score.method != MODEL:
        return None
    place = {name: getattr(score, name) for name in ("level", "subject", "domain", "wave", "voice")}
    found = rows[(rows[list(place)] == list(place.values())).all(axis=1)]
    return made_of(records(found)[0]) if len(found) else None


def made_of(row: Mapping[str, Any]) -> Made:
    """Read how the model came to a score from its row."""
    return Made(
        known=row["grade"] != "D" and not math.isnan(number(row, "score")),
        estimate=number(row, "estimate"),
        parts={part: number(row, f"part_{part}") for part in PARTS},
        differences=tuple(_differences(row.get("difference_because"))),
        ordinal=number(row, "ordinal_estimate"),
        reliability=number(row, "reliability"),
        pairs=0 if row.get("basis") == "no_pairs" else _whole(row, "pairs"),
        expected=row.get("basis") == "required",
        interviewed=number(row, "interviewed_share"),
        covered=number(row, "pairs_covered"),
        both=number(row, "pairs_two_sided"),
        reporters=_whole(row, "reporters"),
        effective=number(row, "reporters_effective"),
        flags=several(row.get("coder_flags")),
    )


def signed(value: float, say: Say, digits: int = 0) -> str:
    """Write a difference with its sign."""
    told = say.number(abs(value), digits)
    if told == say.number(0, digits):
        return told
    return f"+{told}" if value > 0 else f"−{told}"


def amount(value: float, say: Say) -> str:
    """Write points of one digit; with a sign only below 0."""
    return signed(value, say, 1).removeprefix("+")


def balanced(values: Sequence[float], digits: int = 1) -> tuple[float, ...]:
    """Round values so that they add up to their rounded sum: the ones furthest from their rounding give way.

    >>> balanced((0.14, 0.14, 0.14))
    (0.2, 0.1, 0.1)
    """
    unit = 10**digits
    floors = [math.floor(value * unit) for value in values]
    missing = round(sum(values) * unit) - sum(floors)
    nearest = sorted(range(len(values)), key=lambda place: floors[place] - values[place] * unit)
    raised = set(nearest[:missing])
    return tuple((floor + (place in raised)) / unit for place, floor in enumerate(floors))


def points(it: Made) -> dict[str, float]:
    """Return the parts in points of one digit that add up; nothing where they may not be shown."""
    if not it.known or any(math.isnan(value) for value in it.parts.values()):
        return {}
    return dict(zip(it.parts, balanced(tuple(it.parts.values())), strict=True))


def sum_line(it: Made, say: Say) -> str:
    """Write the score as the sum of its parts: ``62.3 − 0.2 + 0.9 − 0.2 = 62.8``; empty where it may not be shown."""
    values = points(it)
    if not values:
        return ""
    first, *others = values.values()
    terms = "".join(f" {'−' if value < 0 else '+'} {say.number(abs(value), 1)}" for value in others)
    whole = sum(values.values())
    line = f"{amount(first, say)}{terms} = {amount(whole, say)}"
    if whole < 0 or whole > 100:
        return say("{sum}, cut to {score}", sum=line, score=say.number(it.estimate))
    return line


def beside(it: Made, plain: Score | None, say: Say) -> str:
    """Say the plain mean beside the model's number, and why they differ where they lie far apart."""
    if not it.known or plain is None:
        return ""
    if not plain.known:
        return say("The plain mean of the organisations rests on too little evidence for a number.")
    apart = plain.value - it.estimate
    values = {"score": short(plain, say), "points": say.number(abs(apart))}
    if abs(apart) < ALIKE:
        return say("The plain mean of the organisations is much the same: {score}.", **values)
    if apart > 0:
        told = say("The plain mean of the organisations is {score}: {points} points higher.", **values)
    else:
        told = say("The plain mean of the organisations is {score}: {points} points lower.", **values)
    if abs(apart) <= FAR or not it.differences:
        return told
    why = "; ".join(_reason(code, points, say) for code, points in it.differences)
    return say("{sentence} {addition}", sentence=told, addition=say("Why the model says otherwise: {why}.", why=why))


def known_behind(it: Made, say: Say) -> str:
    """Say how much is known behind a score: interviewed, spoken of, by both sides, who speaks."""
    voices = _voices(it, say)
    if not it.pairs or math.isnan(it.covered):
        return voices
    values = {
        "n": say.number(it.pairs),
        "interviewed": say.percent(it.interviewed),
        "covered": say.percent(it.covered),
        "both": say.percent(it.both),
    }
    if it.expected:
        told = say(
            "It stands for {n} expected pairs: {interviewed} of the organisations in them were interviewed, {covered} "
            "of the pairs were spoken of in this condition, {both} by both sides.",
            **values,
        )
    else:
        told = say(
            "It stands for {n} pairs, for want of a complete list of expected ones: {interviewed} of the organisations "
            "in them were interviewed, {covered} of the pairs were spoken of in this condition, {both} by both sides.",
            **values,
        )
    return say("{sentence} {addition}", sentence=told, addition=voices)


def _voices(it: Made, say: Say) -> str:
    if it.reporters == 1:
        return say("One organisation speaks.")
    told = say("{n} organisations speak.", n=say.number(it.reporters))
    effective = say.number(it.effective, 1)
    if math.isnan(it.effective) or effective == say.number(it.reporters, 1):
        return told
    return say(
        "{n} organisations speak; they weigh as much as {effective} that speak equally often.",
        n=say.number(it.reporters),
        effective=effective,
    )


def certainty(it: Made, say: Say) -> str:
    """Say which part of the uncertainty statements removed."""
    if math.isnan(it.reliability):
        return ""
    return say(
        "Statements removed {share} of the uncertainty that there would be if nobody had spoken of it.",
        share=say.percent(it.reliability),
    )


def as_steps(it: Made, say: Say) -> str:
    """Say the number when ratings are steps instead of points."""
    if not it.known or math.isnan(it.ordinal):
        return ""
    return say("With ratings as steps instead of points it would be {score}.", score=say.number(it.ordinal))


def _reason(code: str, points: float, say: Say) -> str:
    return say(DIFFERENCES[code], points=signed(points, say)) if code in DIFFERENCES else capital(code)


def _differences(codes: object) -> list[tuple[str, float]]:
    found = []
    for told in several(codes):
        code, _, points = told.partition(":points=")
        found.append((code, float(points or "nan")))
    return found


def _whole(row: Mapping[str, Any], name: str) -> int:
    value = number(row, name)
    return 0 if math.isnan(value) else int(value)
