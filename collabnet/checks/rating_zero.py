"""Ratings of 0 that leave open whether there is a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, numbers, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which rating of 0 on a pair stands alone: it may mean no tie, or one that is of no use."""
    table = context.table("statements")
    alone = (numbers(table["rating"]) == 0) & (table["tie_state"] == "")
    alone &= (table["transfer_status"] == "") & (table["strength"] == "") & (table["target"] != "")
    for row in rows(table, alone & table["modality"].isin(["actual", ""])):
        yield Finding(
            "rating_zero",
            "warning",
            **place(row, "rating"),
            expected="a tie_state beside a rating of 0",
            remedy="Code tie_state as absent, or as present where they meet but it is of no use. Now it is neither.",
        )


RATING_ZERO = Check(
    key="rating_zero",
    title="rating of 0 without a state",
    sentence="A rating of 0 alone does not say whether there is a tie.",
    check=check,
    order=32,
)
