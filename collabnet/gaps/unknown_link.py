"""An expected relation about which nobody said anything that counts: a question, never a gap.

Where both sides were asked about it and neither named it, both have answered, and nothing is left to ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import each
from collabnet.gaps._record import GapKind, Question, reason
from collabnet.network.asked import BOTH_SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "unknown_link"

_DENIED = ("absent", "ended")

_OPEN = ("unknown", "reported_by_others")
"""States in which neither of the two said whether they work together in this way."""


def _find(context: GapContext) -> Iterator[Question]:
    ties = context.ties
    works = ties["works"].fillna(False)
    for tie in each(ties[(ties["required_weight"].fillna(0.0) > 0) & ~works]):
        told = context.denials(tie) if tie.state in _DENIED else tie.evidence
        doubtful = tie.state not in _OPEN and not context.sure(told) and len(context.silent(tie)) < BOTH_SIDES
        if tie.state in _OPEN or doubtful:
            yield _question(context, tie, doubtful=doubtful)


def _question(context: GapContext, tie: Any, *, doubtful: bool) -> Question:
    pair = (tie.source, tie.target)
    interviewed = context.network.interviewed(tie.wave)
    heard = len(interviewed & set(pair))
    spoken = context.of_each_other(*pair, tie.wave)
    if tie.state == "reported_by_others":
        known = reason("others_only", source=tie.source, target=tie.target)
    else:
        known = _other_ways(context, pair, tie.wave) if spoken else _silence(context, tie, heard)
    return Question(
        kind=KEY, organisations=pair, source=tie.source, target=tie.target, processes=(tie.process,), wave=tie.wave,
        ask=tuple(sorted(pair, key=lambda one: one in interviewed)), importance=float(tie.required_weight),
        reasons=(reason("doubtful") if doubtful else known,), suggestion="ask" if heard < 2 else "raise",
        evidence=tuple(sorted({*tie.evidence, *spoken})),
    )  # fmt: skip


def _other_ways(context: GapContext, pair: tuple[str, str], wave: str) -> str:
    """Return which of the two spoke of the other."""
    first, second = sorted(pair)
    sides = [(one, other) for one, other in ((first, second), (second, first)) if context.says_of(one, other, wave)]
    code = "both_other_ways" if len(sides) == BOTH_SIDES else "other_ways"
    return reason(code, source=sides[0][0], target=sides[0][1])


def _silence(context: GapContext, tie: Any, heard: int) -> str:
    """Return why nobody spoke: who was asked about the other and did not name it has answered, the other side not."""
    silent = context.silent(tie)
    if silent:
        other = tie.target if silent[0] == tie.source else tie.source
        return reason("one_answered", source=silent[0], target=other)
    code = {0: "nobody_asked", 1: "one_asked", 2: "both_silent"}[heard]
    return reason(code, source=tie.source, target=tie.target)


UNKNOWN_LINK = GapKind(
    key=KEY,
    title="expected link, no information",
    sentence="Two organisations are expected to work together in some way, and nobody said whether they do.",
    reasons={
        "nobody_asked": "Neither {source} nor {target} was interviewed.",
        "one_asked": "Only one of {source} and {target} was interviewed, and did not speak of the other.",
        "both_silent": "Both {source} and {target} were interviewed, and neither spoke of the other.",
        "one_answered": "{source} was asked about {target}, and does not name it.",
        "other_ways": "{source} spoke of {target}, and neither said whether they do this.",
        "both_other_ways": "{source} and {target} spoke of each other, and neither said whether they do this.",
        "others_only": "Only others say that {source} and {target} do this.",
        "doubtful": "What was said of them is a doubtful coding.",
    },
    suggestions={
        "ask": "Ask {source} and {target} whether there is {process} between them.",
        "ask_in_any_way": "Ask {source} and {target} whether they work together.",
        "raise": "Put the question to {source} and {target}: do you need each other for {process}?",
        "raise_in_any_way": "Put the question to {source} and {target}: do you need each other?",
    },
    find=_find,
    false_claims=0.0,
    order=11,
)
