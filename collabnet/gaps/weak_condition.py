"""A condition that is weak between two organisations that matter to each other: claimed, or a question to ask.

It is claimed where it is all but certain. A number that grade D hides is no ground for a claim, and is not told.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from collabnet import settings
from collabnet.gaps._context import LETTERS, each
from collabnet.gaps._record import GapFinding, GapKind, Question, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "weak_condition"

CERTAIN: Final = 0.95
"""Probability that a score lies below its bar from which that is claimed.

``tests/studies/pair_study.py`` measures how many such claims are false.
"""


def _find(context: GapContext) -> Iterator[GapFinding | Question]:
    for row in each(context.pair_scores):
        if not context.is_important(row.source, row.target, row.wave) or not context.sure(row.evidence):
            continue
        bar, chance = _bar(row)
        if claimed(chance, row.grade):
            yield _finding(context, row, bar, chance)
        elif float(row.estimate) < bar:
            yield _question(context, row)


def _bar(row: Any) -> tuple[float, float]:
    """Return what a score should reach, and the probability that it lies below.

    That is what the network agreed on, else half of the scale.
    """
    if row.aim_is == "set":
        return float(row.aim), float(row.p_below_aim)
    return settings.HALF, float(row.p_below_half)


def claimed(chance: float, grade: str) -> bool:
    """Return True where a probability of being weak is large enough, and the evidence enough for any number."""
    return grade != "D" and not math.isnan(chance) and chance >= CERTAIN


def _finding(context: GapContext, row: Any, bar: float, chance: float) -> GapFinding:
    pair, score = (row.source, row.target), float(row.estimate)
    facts: dict[str, Any] = {"domain": row.domain, "score": round(score), "aim": bar, "chance": int(100 * chance)}
    return GapFinding(
        kind=KEY, organisations=pair, source=row.source, target=row.target, domain=row.domain, wave=row.wave,
        size=100.0 * (bar - score) / bar, confidence=chance, importance=context.importance(*pair, row.wave),
        reasons=(reason("below_aim" if row.aim_is == "set" else "below_half", **facts),),
        suggestion=row.domain if row.domain in WEAK_CONDITION.suggestions else "talk",
        letter=LETTERS.get(row.domain, ""), concerns=pair, evidence=tuple(row.evidence),
    )  # fmt: skip


def _question(context: GapContext, row: Any) -> Question:
    pair = (row.source, row.target)
    interviewed = context.network.interviewed(row.wave)
    code = "may_be_below_aim" if row.aim_is == "set" else "may_be_below_half"
    return Question(
        kind=KEY, organisations=pair, source=row.source, target=row.target, domains=(row.domain,), wave=row.wave,
        ask=tuple(sorted(pair, key=lambda one: one in interviewed)), importance=context.importance(*pair, row.wave),
        reasons=(reason(code, domain=row.domain, count=int(row.reporters)),), suggestion="ask",
        evidence=tuple(row.evidence),
    )  # fmt: skip


WEAK_CONDITION = GapKind(
    key=KEY,
    title="weak condition",
    sentence="Between two organisations that matter to each other, a condition for working together is weak. It is "
    f"claimed only where its probability is {100 * CERTAIN:.0f} % or more; otherwise it is a question.",
    reasons={
        "below_aim": "{domain}: {score} of 100 between them, where the network wants {aim}; it lies below with a "
        "probability of at least {chance} %.",
        "below_half": "{domain}: {score} of 100 between them; it lies below half of the scale with a probability of at "
        "least {chance} %.",
        "may_be_below_aim": "{domain}: what was said points below the level the network wants, and is too little to "
        "claim it (organisations that rate it: {count}).",
        "may_be_below_half": "{domain}: what was said points below half of the scale, and is too little to claim it "
        "(organisations that rate it: {count}).",
    },
    suggestions={
        "ask": "Ask {source} and {target} how well this goes between them: {domain}.",
        "diagnosis": "Agree on when and how {source} hands over what a young person needs.",
        "service_knowledge": "Let {source} learn what {target} offers, for whom, and whom to call.",
        "capacity": "Look with {target} at what would free places or time.",
        "trust": "Bring the people of {source} and {target} to one table about a few shared cases.",
        "cultural_competence": "Offer {target} interpreters, mediators or training for this group.",
        "talk": "Bring {source} and {target} to one table.",
    },
    find=_find,
    false_claims=1.0,
    order=5,
)
