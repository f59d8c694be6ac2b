"""An expected relation without a working tie: said to be absent, named by neither when asked, ended, or failing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet import settings
from collabnet.gaps._context import LETTERS, each
from collabnet.gaps._record import GapFinding, GapKind, Question, reason, reason_parts
from collabnet.network.asked import BOTH_SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "missing_link"

_GONE = ("absent", "ended")

_SUGGESTIONS = {"K": "introduce", "C": "free_capacity", "T": "talk", "D": "earlier"}


FEWEST_RATERS = 2
"""Organisations that rate a tie as failing from which that is claimed: with one, of 100 ties that work, seven were."""


def _find(context: GapContext) -> Iterator[GapFinding | Question]:
    ties = context.ties
    expected = ties[(ties["required_weight"].fillna(0.0) > 0) & ~ties["works"].fillna(True)]
    for tie in each(expected):
        reasons, told = _reasons(tie), _told(context, tie)
        if not reasons or not (context.sure(told) or by_silence(tie)):
            continue
        if reason_parts(reasons[0])[0] == "fails" and _raters(context, tie) < FEWEST_RATERS:
            yield _question(context, tie)
        else:
            yield _gap(context, tie, reasons, context.absence(tie) if tie.state in _GONE else context.confidence(told))


def _raters(context: GapContext, tie: Any) -> int:
    """Count the organisations by whose rating of the tie itself it fails."""
    said = context.ratings(context.sure(tie.evidence))
    return sum(rating < settings.WORKING_RATING for rating in said.values())


def _told(context: GapContext, tie: Any) -> tuple[str, ...]:
    """Return the statements by which the tie is not there, or fails."""
    return context.denials(tie) if tie.state in _GONE else tuple(tie.evidence)


def by_silence(tie: Any) -> bool:
    """Return True where both sides were asked about the tie and did not name it, and nobody says yes."""
    return bool(tie.state == "absent" and tie.silent >= BOTH_SIDES)


def _reasons(tie: Any) -> list[str]:
    """Say what is known to stand in the way; nothing where the pair is unknown or only its accounts differ."""
    who = {"source": tie.source, "target": tie.target}
    if tie.state == "absent":
        return [reason("absent", **who, count=int(tie.no)) if tie.no else reason("asked_and_silent", **who)]
    if tie.state == "ended":
        return [reason("ended", **who)]
    if tie.state in ("unknown", "contested", "reported_by_others"):
        return []
    if tie.process == "case_transfer" and tie.transfer_status < settings.WORKING_TRANSFER:
        return [reason("transfer_stops", **who, status=float(tie.transfer_status))]
    return [reason("fails", **who, value=float(tie.rating))]


def _gap(context: GapContext, tie: Any, reasons: list[str], confidence: float) -> GapFinding:
    pair = (tie.source, tie.target)
    domain = context.barrier(*pair, tie.wave)
    letter = LETTERS.get(domain, "")
    if domain:
        reasons = [*reasons, reason("barrier", domain=domain)]
    return GapFinding(
        kind=KEY, organisations=pair, source=tie.source,
        target=tie.target, process=tie.process, wave=tie.wave, size=_size(tie),
        confidence=confidence, importance=float(tie.required_weight),
        reasons=tuple(reasons),
        suggestion=_SUGGESTIONS.get(letter, "agree"), letter=letter, concerns=pair, evidence=tuple(tie.evidence),
    )  # fmt: skip


def _question(context: GapContext, tie: Any) -> Question:
    pair = (tie.source, tie.target)
    said = context.reporters(tie.evidence)
    return Question(
        kind=KEY, organisations=pair, source=tie.source, target=tie.target, processes=(tie.process,), wave=tie.wave,
        ask=tuple(sorted(pair, key=lambda one: one in said)), importance=float(tie.required_weight),
        reasons=(reason("may_fail", source=tie.source, target=tie.target),), suggestion="ask",
        evidence=tuple(tie.evidence),
    )  # fmt: skip


def _size(tie: Any) -> float:
    """Return 100 where there is no tie; else how far short of working it falls: of *accepted*, or of rating 2."""
    if tie.state in _GONE:
        return 100.0
    if tie.process == "case_transfer" and tie.transfer_status < settings.WORKING_TRANSFER:
        return 100.0 * (1.0 - float(tie.transfer_status) / settings.WORKING_TRANSFER)
    if pd.isna(tie.rating):
        return 50.0
    return 100.0 * max(0.0, 1.0 - float(tie.rating) / settings.WORKING_RATING)


MISSING_LINK = GapKind(
    key=KEY,
    title="expected, and not working",
    sentence="Two organisations that are expected to work together do not, or it fails, by what they say or, asked "
    "about each other, do not name.",
    reasons={
        "absent": "It is said that {source} and {target} do not work together in this way.",
        "asked_and_silent": "{source} and {target} were asked about each other, and neither says that they do this.",
        "ended": "It is said that this has ended between {source} and {target}.",
        "transfer_stops": "Cases that {source} sends to {target} stop before they are accepted.",
        "fails": "It fails more often than not between {source} and {target}.",
        "may_fail": "One organisation rates what {source} and {target} do together below half of the scale.",
        "barrier": "Most often named as a barrier between them: {domain}.",
    },
    suggestions={
        "ask": "Ask {source} and {target} how well this goes between them: {process}.",
        "ask_in_any_way": "Ask {source} and {target} how well they work together.",
        "introduce": "Let {source} and {target} meet: who does what, for whom, and whom to call.",
        "free_capacity": "Look with {target} at what would free places or time, or at who else could take this on.",
        "talk": "Bring {source} and {target} to one table about a few shared cases.",
        "earlier": "Agree between {source} and {target} when and how a young person is announced.",
        "agree": "Agree between {source} and {target} on who calls whom, and when.",
    },
    find=_find,
    false_claims=4.0,
    order=1,
)
