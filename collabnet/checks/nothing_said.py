"""Statements without a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES: Final = ("domain", "process", "cause", "tie_state", "transfer_status", "strength", "negative_kind")
"""Columns of which at least one says what a statement is about."""


def check(context: Context) -> Iterator[Finding]:
    """Say which statement has neither domain nor process nor cause, nor anything else that can be counted."""
    table = context.table("statements")
    silent = (table[list(CODES)] == "").all(axis=1)
    for row in rows(table, silent):
        yield Finding(
            "nothing_said",
            "warning",
            **place(row),
            expected="a domain, a process or a cause",
            remedy="Code what it says, or take the row out. It counts only as working together, where it has a target.",
        )
    unplaced = (table["rating"] != "") & (table["domain"] == "")
    for row in rows(table, unplaced & ~silent):
        yield Finding(
            "rating_without_domain",
            "warning",
            **place(row, "rating"),
            expected="a domain beside a rating",
            remedy="Code the domain that is rated. Without it the rating enters no score.",
        )


NOTHING_SAID = Check(
    key="nothing_said",
    title="statement without a code",
    sentence="A statement says something about a domain, a process or a cause.",
    check=check,
    order=52,
)
