"""A tie that hangs on one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import each
from collabnet.gaps._record import GapFinding, GapKind, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "person_bound"

SIZE = 50.0
"""It works, and would be gone with one person: a convention."""


def _find(context: GapContext) -> Iterator[GapFinding]:
    statements = context.network.study.statements
    said = frozenset(statements.loc[statements["depends_on_person"].fillna(False).astype(bool), "statement_id"])
    bound = context.ties[context.ties["depends_on_person"].astype(bool) & (context.ties["yes"] > 0)]
    for tie in each(bound):
        evidence = tuple(key for key in tie.evidence if key in said)
        if context.sure(evidence):
            yield _gap(context, tie, evidence)


def _gap(context: GapContext, tie: Any, evidence: tuple[str, ...]) -> GapFinding:
    pair = (tie.source, tie.target)
    why = reason("one_person", source=tie.source, target=tie.target)
    return GapFinding(
        kind=KEY, organisations=pair, source=tie.source,
        target=tie.target, process=tie.process, wave=tie.wave, size=SIZE,
        confidence=context.confidence(evidence), importance=context.importance(*pair, tie.wave),
        reasons=(why,), suggestion="second_contact",
        concerns=pair, evidence=evidence,
    )  # fmt: skip


PERSON_BOUND = GapKind(
    key=KEY,
    title="hangs on one person",
    sentence="Two organisations work together thanks to one person; when that person leaves, so does the tie.",
    reasons={"one_person": "Between {source} and {target} it is said to hang on one person."},
    suggestions={"second_contact": "Name a second contact at {source} and at {target}, and let them meet."},
    find=_find,
    order=7,
)
