"""Ties of which the coder could not say whether they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which tie was coded as unclear: it counts neither as yes nor as no."""
    table = context.table("statements")
    for row in rows(table, table["tie_state"] == "unclear"):
        yield Finding(
            "tie_unclear",
            "warning",
            **place(row, "tie_state"),
            expected="present, absent or ended",
            remedy="Read the quote again. As it stands, it is neither a yes nor a no and only stays in the evidence.",
        )


TIE_UNCLEAR = Check(
    key="tie_unclear",
    title="unclear tie",
    sentence="A statement on a tie says whether it is there.",
    check=check,
    order=64,
)
