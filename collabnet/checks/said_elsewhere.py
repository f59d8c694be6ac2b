"""Statements that say what their interview says, and something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

SAME: Final = {"reporter": "organisation_id", "wave": "wave"}
"""Columns that people add to statements, and what the interview calls them."""


def check(context: Context) -> Iterator[Finding]:
    """Say which statement names another reporter or wave than its interview, which is the one that counts."""
    table, interviews = context.table("statements"), context.table("interviews")
    for column, theirs in SAME.items():
        if not context.has("statements", column):
            continue
        known = dict(zip(interviews["interview_id"], interviews[theirs], strict=True))
        counted = table["interview_id"].map(lambda interview, known=known: known.get(interview, ""))
        for row in rows(table, (table[column] != "") & (counted != "") & (table[column] != counted)):
            yield Finding(
                "said_elsewhere",
                "warning",
                **place(row, column),
                expected="the same {column} as in the interview: {counted}",
                remedy="What the interview says counts. Correct one of the two.",
                values={"column": column, "counted": known[row["interview_id"]]},
            )


SAID_ELSEWHERE = Check(
    key="said_elsewhere",
    title="other than in the interview",
    sentence="Reporter and wave are those of the interview.",
    check=check,
    order=76,
)
