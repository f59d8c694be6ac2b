"""A condition that is weak between two organisations that matter to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import LETTERS, each
from collabnet.gaps._record import GapFinding, GapKind, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "weak_condition"

HALF = 50.0
"""Below this a pair is weak where the network set no aim: rating 2, as often as not."""


def _find(context: GapContext) -> Iterator[GapFinding]:
    for row in each(context.pair_scores):
        bar = float(row.aim) if row.aim_is == "set" else HALF
        weak = float(row.estimate) < bar and context.is_important(row.source, row.target, row.wave)
        if weak and context.sure(row.evidence):
            yield _gap(context, row, bar)


def _gap(context: GapContext, row: Any, bar: float) -> GapFinding:
    pair = (row.source, row.target)
    code = "below_aim" if row.aim_is == "set" else "below_half"
    return GapFinding(
        kind=KEY, organisations=pair, source=row.source,
        target=row.target, domain=row.domain, wave=row.wave, size=100.0 * (bar - float(row.estimate)) / bar,
        confidence=context.confidence(row.evidence), importance=context.importance(*pair, row.wave),
        reasons=(reason(code, domain=row.domain, score=float(row.estimate), aim=bar, count=int(row.reporters)),),
        suggestion=row.domain if row.domain in WEAK_CONDITION.suggestions else "talk",
        letter=LETTERS.get(row.domain, ""), concerns=pair,
        evidence=tuple(row.evidence),
    )  # fmt: skip


WEAK_CONDITION = GapKind(
    key=KEY,
    title="weak condition",
    sentence="Between two organisations that matter to each other, a condition for working together is weak.",
    reasons={
        "below_aim": "{domain}: {score} of 100 between them, where the network wants {aim}.",
        "below_half": "{domain}: {score} of 100 between them, below half of the scale.",
    },
    suggestions={
        "diagnosis": "Agree on when and how {source} hands over what a young person needs.",
        "service_knowledge": "Let {source} learn what {target} offers, for whom, and whom to call.",
        "capacity": "Look with {target} at what would free places or time.",
        "trust": "Bring the people of {source} and {target} to one table about a few shared cases.",
        "cultural_competence": "Offer {target} interpreters, mediators or training for this group.",
        "talk": "Bring {source} and {target} to one table.",
    },
    find=_find,
    order=5,
)
