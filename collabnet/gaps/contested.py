"""A tie about which accounts differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import each
from collabnet.gaps._record import GapFinding, GapKind, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "contested"

SIZE = 60.0
"""More than one side's silence, less than no tie: a convention."""


def _find(context: GapContext) -> Iterator[GapFinding]:
    for tie in each(context.ties[context.ties["state"] == "contested"]):
        denials = context.denials(tie)
        if context.sure(denials) and context.sure(key for key in tie.evidence if key not in denials):
            yield _gap(context, tie)


def _gap(context: GapContext, tie: Any) -> GapFinding:
    pair = (tie.source, tie.target)
    why = reason("accounts_differ", source=tie.source, target=tie.target, yes=int(tie.yes), no=int(tie.no))
    return GapFinding(
        kind=KEY, organisations=pair, source=tie.source,
        target=tie.target, process=tie.process, wave=tie.wave, size=SIZE,
        confidence=context.confidence(tie.evidence), importance=context.importance(*pair, tie.wave),
        reasons=(why,),
        suggestion="clarify", concerns=pair, evidence=tuple(tie.evidence),
    )  # fmt: skip


CONTESTED = GapKind(
    key=KEY,
    title="accounts differ",
    sentence="One says they work together, another that they do not, about the same time.",
    reasons={"accounts_differ": "Of {source} and {target}, accounts differ (yes: {yes}, no: {no})."},
    suggestions={"clarify": "Let {source} and {target} compare what each of them counts as working together."},
    find=_find,
    order=3,
)
