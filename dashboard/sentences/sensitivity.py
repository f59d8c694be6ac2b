"""What would change the picture: how far the network's score moves when something about data or model is changed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from collabnet.scoring.model.sensitivity import FLAGGED
from dashboard.sentences import at_wave, number, records, table
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collabnet.views import Seen
    from dashboard.words import Say

INTERVIEW: Final = "interview"

CHANGES: Final = {
    ("not_interviewed", "-10"): N_("if pairs with organisations that were not interviewed are 10 points lower"),
    ("not_interviewed", "+10"): N_("if pairs with organisations that were not interviewed are 10 points higher"),
    ("pairs", "all"): N_("over all pairs, expected or not"),
    ("pairs", "required"): N_("over the expected pairs only"),
    ("pairs", "stated_pairs"): N_("over the pairs that were spoken of only"),
    ("prior_scale", "5"): N_("if small differences are expected beforehand"),
    ("prior_scale", "15"): N_("if middling differences are expected beforehand"),
    ("prior_scale", "30"): N_("if large differences are expected beforehand"),
    ("ordinal", "probit"): N_("with ratings as steps instead of points"),
    ("transparent", "plain"): N_("as the plain mean of the organisations"),
}  # fmt: skip
"""What is changed: kind and setting, as the table writes them, to what follows *the score …*."""

SAME: Final = 1e-6
"""Points below which a setting is the one that the score itself has."""


@dataclass(frozen=True)
class Shift:
    """The score of the whole network after one change.

    Attributes
    ----------
    kind, setting
        What is changed, as the table writes it.
    score, low, high
        The score then, with its 95 % interval.
    points
        How far it moved.
    flagged
        Whether that is more than five points.
    """

    kind: str
    setting: str
    score: float
    low: float
    high: float
    points: float
    flagged: bool


def shifts(seen: Seen, domain: str, wave: str) -> tuple[Shift, ...]:
    """Return every change of one score that may be seen, except those that leave it as it is made."""
    rows = at_wave(seen, "sensitivity", wave)
    if rows.empty:
        return ()
    order = {key: place for place, key in enumerate(CHANGES)}
    found = [
        Shift(str(row["kind"]), str(row["setting"]), number(row, "score"), number(row, "low"), number(row, "high"),
              number(row, "shift"), bool(row["flagged"]))
        for row in records(rows[rows["domain"] == domain])
    ]  # fmt: skip
    changed = [one for one in found if not math.isnan(one.points) and (_left_out(one) or abs(one.points) > SAME)]
    return tuple(sorted(changed, key=lambda one: (order.get((one.kind, one.setting), -1), one.setting)))


def interviews(found: Sequence[Shift]) -> tuple[Shift, ...]:
    """Return those that leave out one interview."""
    return tuple(one for one in found if _left_out(one))


def others(found: Sequence[Shift]) -> tuple[Shift, ...]:
    """Return all other changes."""
    return tuple(one for one in found if not _left_out(one))


def furthest(found: Sequence[Shift]) -> float:
    """Return how far the score moves at most, in points; 0 where nothing is changed."""
    return max((abs(one.points) for one in found), default=0.0)


def sensitivity_title(found: Sequence[Shift], title: str, say: Say) -> str:
    """Say how far the score moves when an interview is left out; where that is not to be seen, what moves it most."""
    less = interviews(found)
    if less:
        return _moves(furthest(less), title, say)
    most = max(found, key=lambda one: abs(one.points))
    values = {"domain": title, "points": say.number(abs(most.points)), "change": change(most, say)}
    if abs(most.points) < 1:
        return say("{domain} moves by less than 1 point, whatever is changed", **values)
    return say("{domain} moves most, by {points} points, {change}", **values)


def _moves(points: float, title: str, say: Say) -> str:
    values = {"domain": title, "points": say.number(points)}
    if round(points) < 1:
        return say("{domain} moves by less than 1 point when any one interview is left out", **values)
    if round(points) == 1:
        return say("{domain} moves by at most 1 point when any one interview is left out", **values)
    return say("{domain} moves by at most {points} points when any one interview is left out", **values)


def flagged_sentence(found: Sequence[Shift], seen: Seen, say: Say) -> str:
    """Name what moves the score by more than five points; say that nothing does where nothing does."""
    named = [one for one in found if one.flagged]
    most = say.number(FLAGGED)
    if not named:
        return say("Nothing that was tried moves it by more than {most} points.", most=most)
    told = [say("{change} ({points})", change=said(one, seen, say), points=moved(one.points, say)) for one in named]
    return say("It moves by more than {most} points: {changes}.", most=most, changes="; ".join(told))


def change(one: Shift, say: Say) -> str:
    """Say what is changed."""
    words = CHANGES.get((one.kind, one.setting))
    return say(words) if words else f"{one.kind} {one.setting}"


def said(one: Shift, seen: Seen, say: Say) -> str:
    """Say what is changed; of an interview whose it is."""
    if not _left_out(one):
        return change(one, say)
    who = _organisation(seen, one.setting)
    if not who:
        return say("without interview {interview}", interview=one.setting)
    return say("without interview {interview} ({name})", interview=one.setting, name=say.name(seen, who))


def moved(points: float, say: Say) -> str:
    """Write how far the score moved: *+3 points*."""
    told = say.number(abs(points))
    if told == say.number(0):
        return say("less than 1 point")
    sign = "+" if points > 0 else "−"
    if FLAGGED < abs(points) < FLAGGED + 0.5:
        told = say.number(abs(points), 1)
    if round(abs(points)) == 1:
        return say("{sign}1 point", sign=sign)
    return say("{sign}{points} points", sign=sign, points=told)


def _left_out(one: Shift) -> bool:
    return one.kind == INTERVIEW


def _organisation(seen: Seen, interview: str) -> str:
    rows = table(seen, "statements")
    if not {"interview_id", "reporter"} <= set(rows.columns):
        return ""
    rows = rows[rows["interview_id"] == interview]
    return str(rows["reporter"].iloc[0]) if len(rows) else ""
