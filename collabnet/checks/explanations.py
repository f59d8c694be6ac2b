"""Statements that explain themselves, by a longer or shorter way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.cells import items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which statement is reached again by following because_of."""
    table = context.table("statements")
    because = {
        own: items(reasons) for own, reasons in zip(table["statement_id"], table["because_of"], strict=True) if reasons
    }
    for row in rows(table, table["because_of"] != ""):
        if _returns(str(row["statement_id"]), because):
            yield Finding(
                "explanations_circle",
                "warning",
                **place(row, "because_of"),
                expected="explanations that end somewhere",
                remedy="Following because_of leads back here. Take out one step on the way.",
            )


def _returns(own: str, because: Mapping[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    ahead = list(because.get(own, ()))
    while ahead:
        current = ahead.pop()
        if current == own:
            return True
        if current not in seen:
            seen.add(current)
            ahead += because.get(current, ())
    return False


EXPLANATIONS = Check(
    key="explanations",
    title="explanations that circle",
    sentence="No statement explains itself.",
    check=check,
    order=57,
)
