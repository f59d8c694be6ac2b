"""A tie that one side names and the other, though interviewed, does not.

A network of edges has none: it holds one side of each tie, so silence of the other means nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import each
from collabnet.gaps._record import Gap, GapKind, gap_id, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "one_sided"

SIZE = 40.0
"""Half a tie, and perhaps only half a story: a convention."""


def _find(context: GapContext) -> Iterator[Gap]:
    if "confirmed" not in context.network.bases:
        return
    for tie in each(context.ties[context.ties["state"] == "one_sided"]):
        if context.matters(tie.source, tie.target, tie.wave) and context.sure(tie.evidence):
            yield _gap(context, tie)


def _gap(context: GapContext, tie: Any) -> Gap:
    pair = (tie.source, tie.target)
    why = reason("one_side_silent", source=tie.source, target=tie.target)
    return Gap(
        gap_id=gap_id(KEY, pair, process=tie.process), kind=KEY, organisations=pair, source=tie.source,
        target=tie.target, process=tie.process, wave=tie.wave, size=SIZE,
        confidence=context.confidence(tie.evidence), importance=context.importance(*pair, tie.wave),
        reasons=(why,), suggestion="compare",
        concerns=pair, evidence=tuple(tie.evidence),
    )  # fmt: skip


ONE_SIDED = GapKind(
    key=KEY,
    title="named by one side",
    sentence="One organisation says they work together; the other was interviewed and did not mention it.",
    reasons={"one_side_silent": "Only one of {source} and {target} names this; both were interviewed."},
    suggestions={"compare": "Ask {source} and {target} how each of them sees it."},
    find=_find,
    order=4,
)
