"""What changed between waves: said from the intervals of both, and beside it among those who spoke both times.

The rule. A score is said to be higher or lower where that has a probability of at least :data:`SAID`, and the
probability is written beside it. It comes from the two intervals, taken as normal and as independent of each other;
of each interval the longer half counts, because one that is cut at 0 or 100 hides how far it reaches. The two waves
share how severely coders rate, which their difference does not have to fear: taking them as independent errs to the
careful side. A plain mean, and a score without declared pairs, depends on who was asked: it is not compared where
fewer than half of the organisations were interviewed both times; a score of the model for expected pairs is, and says
how many were.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scipy import stats

from collabnet import settings
from dashboard.sentences import capital, ids, table, wave_before
from dashboard.sentences.derivation import Paired, paired
from dashboard.sentences.method import MODEL
from dashboard.sentences.scores import Score, scores

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say

COMPARABLE = 0.5
"""Two waves compare when at least this share of all organisations interviewed were interviewed in both."""

SAID = 0.9
"""Probability from which a score is said to be higher or lower: *very likely*, in the words of every page."""


def since(seen: Seen, score: Score, say: Say) -> tuple[str, ...]:
    """Say what changed since the wave before: from the two scores, then among the organisations that spoke twice.

    The second is left out where neither can tell that anything changed: one sentence says that well enough.
    """
    before = wave_before(seen, score.wave)
    if not before or not score.known:
        return ()
    was = _same(seen, before, score)
    if was is None or not was.known:
        return (say("No score in {wave} to compare with.", wave=say.wave(seen, before)),)
    first, told = _compared(seen, was, score, say)
    found = paired(seen, was, score) if score.voice == "organisations" else None
    second = _among_the_same(found, say) if found is not None and (told or _apart(found)) else ""
    return tuple(line for line in (first, second) if line)


def interviewed_in_both(seen: Seen, first: str, second: str) -> tuple[int, int]:
    """Return how many organisations were interviewed in both waves, and how many in either."""
    organisations = table(seen, "organisations")
    if "interviewed" not in organisations:
        return 0, 0
    waves = [set(ids(cell)) for cell in organisations["interviewed"]]
    return sum(1 for cell in waves if {first, second} <= cell), sum(1 for cell in waves if cell & {first, second})


def probability_higher(before: Score, now: Score) -> float:
    """Return the probability that a score is higher now, from the two intervals (see the rule above)."""
    wide = stats.norm.ppf((1.0 + settings.INTERVAL) / 2.0)
    spread = math.hypot(_half(before), _half(now)) / wide
    difference = now.value - before.value
    return float(stats.norm.cdf(difference / spread)) if spread > 0 else float(difference > 0)


def _half(score: Score) -> float:
    return max(score.high - score.value, score.value - score.low)


def _same(seen: Seen, wave: str, score: Score) -> Score | None:
    """Return the score of the same subject in another wave, made the same way."""
    found = scores(seen, wave, score.level, domain=score.domain, voice=score.voice)
    return next((one for one in found if one.subject == score.subject and one.method == score.method), None)


def _compared(seen: Seen, was: Score, now: Score, say: Say) -> tuple[str, bool]:
    """Say how two scores differ, and tell whether that says that something changed."""
    both, either = interviewed_in_both(seen, was.wave, now.wave)
    few = both < COMPARABLE * either
    values = {
        "score": say.number(was.value), "wave": say.wave(seen, was.wave), "both": say.number(both),
        "either": say.number(either),
    }  # fmt: skip
    if few and not _stands_for_all(was, now):
        return say(
            "{score} in {wave}; not comparable: {both} of {either} organisations were interviewed both times.", **values
        ), False
    higher = probability_higher(was, now)
    if max(higher, 1.0 - higher) < SAID:
        return say("{score} in {wave}: too close to tell whether it changed.", **values), False
    chance = say.probability(max(higher, 1.0 - higher))
    return _moved(higher > 0.5, few, {**values, "chance": chance}, say), True


def _stands_for_all(was: Score, now: Score) -> bool:
    """Tell whether both scores stand for every expected pair, whoever was asked."""
    return all(score.method == MODEL and score.basis == "required" for score in (was, now))


def _moved(up: bool, few: bool, values: dict[str, str], say: Say) -> str:
    told = (
        say("{chance} higher than in {wave} ({score} then)", **values)
        if up
        else say("{chance} lower than in {wave} ({score} then)", **values)
    )
    if few:
        more = say("{both} of {either} organisations were interviewed both times", **values)
        return capital(say("{sentence}; {addition}.", sentence=told, addition=more))
    return capital(say("{sentence}.", sentence=told))


def _apart(found: Paired) -> bool:
    return found.low > 0 or found.high < 0


def _among_the_same(found: Paired, say: Say) -> str:
    """Say how the plain means moved of the organisations that spoke in both waves."""
    values = {
        "n": say.number(found.organisations), "points": say.number(abs(found.change)),
        "low": say.number(abs(found.low)), "high": say.number(abs(found.high)),
    }  # fmt: skip
    if found.low > 0:
        return say("Plain means of the {n} that spoke both times: up {points} points ({low} to {high}).", **values)
    if found.high < 0:
        return say("Plain means of the {n} that spoke both times: down {points} points ({high} to {low}).", **values)
    return say("Plain means of the {n} that spoke both times: too close to tell.", **values)
