"""What changed between waves, read from ``score_changes`` and ``wave_changes``: first of all who was asked each time.

The rule. A score is said to be higher or lower where that has a probability of at least :data:`SAID`, and the
probability is written beside it. Beside a score of the model stand the plain means of those who spoke both times, in
the same sentence, so that the two never contradict each other in silence. Where fewer than half of the organisations
were interviewed both times and the score does not stand for all expected pairs, it is not compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.sentences import at_wave, capital, ids, number, records, study_has, table, wave_before
from dashboard.sentences.method import MODEL
from dashboard.sentences.scores import Score, scores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.views import Seen
    from dashboard.words import Say

    Row = Mapping[str, Any]

SAID = 0.9
"""Probability from which a score is said to be higher or lower: *very likely*, in the words of every page."""

PAIRED = "paired"
"""The method of a change among those who spoke both times."""


def asked_each_time(seen: Seen, wave: str, say: Say) -> str:
    """Say how many organisations were interviewed in the wave before, in this one and in both; empty for the first."""
    before = wave_before(seen, wave)
    if not before or not study_has.interviews(seen):
        return ""
    asked = [_interviewed(seen, one) for one in (before, wave)]
    if not any(asked):
        return ""
    return say(
        "Interviewed: {first} organisations in {before}, {second} in {now}, {both} of them both times.",
        first=say.number(len(asked[0])),
        second=say.number(len(asked[1])),
        both=say.number(len(asked[0] & asked[1])),
        before=say.wave(seen, before),
        now=say.wave(seen, wave),
    )


def interviewed_in_both(seen: Seen, first: str, second: str) -> tuple[int, int]:
    """Return how many organisations were interviewed in both waves, and how many in either."""
    asked = [_interviewed(seen, one) for one in (first, second)]
    return len(asked[0] & asked[1]), len(asked[0] | asked[1])


def relations_since(seen: Seen, wave: str, say: Say) -> str:
    """Say which relations are reported in both waves or in one only, and how many of these are known to have changed.

    Empty where nothing of it may be seen.
    """
    rows = at_wave(seen, "wave_changes", wave)
    if rows.empty:
        return ""
    rows = rows[rows["process"].eq("all") & rows["kind"].eq("ties")]
    counts = {(str(row["item"]), str(row["explanation"])): int(number(row, "count")) for row in records(rows)}
    if not {("kept", ""), ("gained", ""), ("lost", "")} <= set(counts):
        return ""
    values = {
        "kept": say.number(counts["kept", ""]),
        "lost": say.number(counts["lost", ""]),
        "gained": say.number(counts["gained", ""]),
        "before": say.wave(seen, wave_before(seen, wave)),
        "now": say.wave(seen, wave),
    }
    if not study_has.interviews(seen):
        return say(
            "Ties that the file has both times: {kept}; only in {before}: {lost}; only in {now}: {gained}.", **values
        )
    told = say("Relations reported both times: {kept}; only in {before}: {lost}; only in {now}: {gained}.", **values)
    return f"{told} {_why(counts, say)}".strip()


def _why(counts: Mapping[tuple[str, str], int], say: Say) -> str:
    """Say of how many of the relations reported once it is known that they changed."""
    once = counts["gained", ""] + counts["lost", ""]
    if not once:
        return ""
    return say(
        "Of the {once} reported once, {real} are said to have changed and {probable} probably changed; of the others "
        "nobody can tell: they may only show who was asked.",
        once=say.number(once),
        real=say.number(counts.get(("changed", "real"), 0)),
        probable=say.number(counts.get(("changed", "probable"), 0)),
    )


def since(seen: Seen, score: Score, say: Say) -> str:
    """Say what changed in a score since the wave before; empty for the first wave and without a score."""
    before = wave_before(seen, score.wave)
    if not before or not score.known:
        return ""
    was = _same(seen, before, score)
    if was is None or not was.known:
        return say("No score in {wave} to compare with.", wave=say.wave(seen, before))
    rows = _changes(seen, score)
    values = {"score": say.number(was.value), "wave": say.wave(seen, before)}
    if score.method == MODEL:
        return _of_model(rows.get(MODEL), rows.get(PAIRED), values, say)
    if PAIRED in rows:
        return _of_those_who_spoke_twice(rows[PAIRED], values, say)
    both, either = interviewed_in_both(seen, before, score.wave)
    if 2 * both >= either:
        return say("{score} in {wave}; not compared: fewer than three spoke of it both times.", **values)
    return _too_few_twice(both, either, values, say)


def _interviewed(seen: Seen, wave: str) -> frozenset[str]:
    organisations = table(seen, "organisations")
    if "interviewed" not in organisations:
        return frozenset()
    told = zip(organisations["organisation_id"], organisations["interviewed"], strict=True)
    return frozenset(str(key) for key, waves in told if wave in ids(waves))


def _same(seen: Seen, wave: str, score: Score) -> Score | None:
    """Return the score of the same subject in another wave, made the same way."""
    found = scores(seen, wave, score.level, domain=score.domain, voice=score.voice)
    return next((one for one in found if one.subject == score.subject and one.method == score.method), None)


def _changes(seen: Seen, score: Score) -> dict[str, Row]:
    """Return the rows that say how a score changed since the wave before, by method."""
    rows = table(seen, "score_changes")
    if rows.empty:
        return {}
    for name in ("level", "subject", "domain", "wave", "voice"):
        rows = rows[rows[name] == getattr(score, name)]
    return {str(row["method"]): row for row in records(rows)}


def _of_model(row: Row | None, paired: Row | None, values: dict[str, str], say: Say) -> str:
    if row is None:
        return say("{score} in {wave}; how far that differs is not shown here.", **values)
    if row["remark"]:
        both = int(number(row, "interviewed_both"))
        either = int(number(row, "interviewed_before") + number(row, "interviewed")) - both
        return _too_few_twice(both, either, values, say)
    told = _moved(number(row, "p_higher"), values, say)
    beside = _beside(number(row, "p_higher"), paired, say) if paired is not None else ""
    return capital(say("{sentence}; {addition}.", sentence=told, addition=beside) if beside else f"{told}.")


def _too_few_twice(both: int, either: int, values: dict[str, str], say: Say) -> str:
    return say(
        "{score} in {wave}; not comparable: {both} of {either} organisations were interviewed both times.",
        both=say.number(both),
        either=say.number(either),
        **values,
    )


def _moved(higher: float, values: dict[str, str], say: Say) -> str:
    """Say whether a score moved, as a clause without its full stop."""
    if max(higher, 1.0 - higher) < SAID:
        return say("{score} in {wave}: too close to tell whether it changed", **values)
    chance = say.probability(max(higher, 1.0 - higher))
    if higher > 0.5:
        return say("{chance} higher than in {wave} ({score} then)", chance=chance, **values)
    return say("{chance} lower than in {wave} ({score} then)", chance=chance, **values)


def _beside(higher: float, paired: Row, say: Say) -> str:
    """Say how the plain means moved of those who spoke both times, and whether that alone would tell."""
    found = {
        "n": say.number(number(paired, "reporters_both")), "points": say.number(abs(number(paired, "difference"))),
        "interval": _interval(paired, say),
    }  # fmt: skip
    if max(higher, 1.0 - higher) < SAID and not _tells(paired):
        return ""
    if say.number(number(paired, "difference")) in ("0", "-0"):
        return say("the plain mean of the {n} that spoke both times stayed the same ({interval})", **found)
    if number(paired, "difference") > 0:
        told = say("the plain mean of the {n} that spoke both times rose by {points} points ({interval})", **found)
    else:
        told = say("the plain mean of the {n} that spoke both times fell by {points} points ({interval})", **found)
    return told if _tells(paired) else say("{change}, too few to tell by themselves", change=told)


def _tells(paired: Row) -> bool:
    return number(paired, "low") > 0 or number(paired, "high") < 0


def _interval(row: Row, say: Say) -> str:
    return say("{low} to {high}", low=say.number(number(row, "low")), high=say.number(number(row, "high")))


def _of_those_who_spoke_twice(row: Row, values: dict[str, str], say: Say) -> str:
    found = {
        "n": say.number(number(row, "reporters_both")), "points": say.number(abs(number(row, "difference"))),
        "interval": _interval(row, say), "wave": values["wave"],
    }  # fmt: skip
    if not _tells(row):
        return say("Among the {n} that spoke of it both times: too close to tell ({interval} points).", **found)
    if number(row, "difference") > 0:
        return say("Among the {n} that spoke of it both times: {points} points up since {wave} ({interval}).", **found)
    return say("Among the {n} that spoke of it both times: {points} points down since {wave} ({interval}).", **found)
