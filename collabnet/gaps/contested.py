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
    alone = _one_side(context, tie)
    why = (
        reason("says_both", source=alone, target=tie.target if alone == tie.source else tie.source)
        if alone
        else reason("accounts_differ", source=tie.source, target=tie.target, yes=int(tie.yes), no=int(tie.no))
    )
    return GapFinding(
        kind=KEY, organisations=pair, source=tie.source,
        target=tie.target, process=tie.process, wave=tie.wave, size=SIZE,
        confidence=context.confidence(tie.evidence), importance=context.importance(*pair, tie.wave),
        reasons=(why,),
        suggestion=_step(tie, alone), concerns=pair, evidence=tuple(tie.evidence),
    )  # fmt: skip


def _one_side(context: GapContext, tie: Any) -> str:
    """Return the side that says both, where it alone speaks of the tie; nothing where both sides do."""
    sides = context.witnesses(tie.evidence).keys() & {tie.source, tie.target}
    return next(iter(sides)) if len(sides) == 1 else ""


def _step(tie: Any, alone: str) -> str:
    if not alone:
        return "clarify"
    return "ask_source" if alone == tie.source else "ask_target"


CONTESTED = GapKind(
    key=KEY,
    title="accounts differ",
    sentence="It is said that they work together, and that they do not, about the same time.",
    reasons={
        "accounts_differ": "Of {source} and {target}, accounts differ (yes: {yes}, no: {no}).",
        "says_both": "{source} says both: that it works with {target}, and that it does not, or no longer.",
    },
    suggestions={
        "clarify": "Let {source} and {target} compare what each of them counts as working together.",
        "ask_source": "Ask {source} which of the two holds, and check how its words were coded.",
        "ask_target": "Ask {target} which of the two holds, and check how its words were coded.",
    },
    find=_find,
    order=3,
)
