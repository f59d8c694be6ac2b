"""An expected relation about which nobody said anything that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import each
from collabnet.gaps._record import Gap, GapKind, gap_id, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "unknown_link"

_CONFIDENCE = {0: 0.1, 1: 0.25, 2: 0.5}
"""How sure we are that a tie nobody spoke of is missing, by how many of the two were interviewed: a convention.

Where they speak of each other, and only not of this way of working together, it counts as one interview less.
"""

_DENIED = ("absent", "ended")


def _find(context: GapContext) -> Iterator[Gap]:
    ties = context.ties
    expected = ties[(ties["required_weight"].fillna(0.0) > 0) & ~ties["works"].astype(bool)]
    for tie in each(expected):
        told = context.denials(tie) if tie.state in _DENIED else tie.evidence
        doubtful = tie.state != "unknown" and not context.sure(told)
        if tie.state == "unknown" or doubtful:
            yield _gap(context, tie, doubtful=doubtful)


def _gap(context: GapContext, tie: Any, *, doubtful: bool) -> Gap:
    pair = (tie.source, tie.target)
    heard = len(context.network.interviewed(tie.wave) & set(pair))
    spoken = context.of_each_other(*pair, tie.wave)
    code = "other_ways" if spoken else {0: "nobody_asked", 1: "one_asked", 2: "both_silent"}[heard]
    known = reason(code, source=tie.source, target=tie.target)
    reasons = [reason("expected", weight=float(tie.required_weight)), reason("doubtful") if doubtful else known]
    return Gap(
        gap_id=gap_id(KEY, pair, process=tie.process), kind=KEY, organisations=pair, source=tie.source,
        target=tie.target, process=tie.process, wave=tie.wave, size=100.0,
        confidence=_CONFIDENCE[max(heard - bool(spoken), 0)], importance=float(tie.required_weight),
        reasons=tuple(reasons), suggestion="ask" if heard < 2 else "raise", letter="U", concerns=pair,
        evidence=tuple(sorted({*tie.evidence, *spoken})),
    )  # fmt: skip


UNKNOWN_LINK = GapKind(
    key=KEY,
    title="expected, and not spoken of",
    sentence="Two organisations are expected to work together in some way, and nobody said whether they do.",
    reasons={
        "expected": "They are expected to work together (weight {weight}).",
        "nobody_asked": "Neither {source} nor {target} was interviewed.",
        "one_asked": "Only one of {source} and {target} was interviewed, and did not speak of the other.",
        "both_silent": "Both {source} and {target} were interviewed, and neither spoke of the other.",
        "other_ways": "One of {source} and {target} spoke of the other, and did not say whether they do this.",
        "doubtful": "What was said of them is a doubtful coding.",
    },
    suggestions={
        "ask": "Ask {source} and {target} whether they work together in this way.",
        "raise": "Put the question to {source} and {target}: do you need each other for this?",
    },
    find=_find,
    order=2,
)
