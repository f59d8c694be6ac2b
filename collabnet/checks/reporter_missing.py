"""Interviews that do not say which organisation speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which interview with organisations has no reporter, not even through its respondents."""
    respondents = context.table("respondents")
    through = set(respondents.loc[respondents["organisation_id"] != "", "interview_id"])
    table = context.table("interviews")
    ours = table["kind"].isin(["organisation", "questionnaire", "focus_group", ""])
    for row in rows(table, ours & (table["organisation_id"] == "") & ~table["interview_id"].isin(through)):
        yield Finding(
            "reporter_missing",
            "warning",
            **place(row, "organisation_id"),
            expected="the organisation that speaks",
            remedy="Fill in organisation_id, or that of its respondents. Without it, its statements confirm no tie.",
        )


REPORTER_MISSING = Check(
    key="reporter_missing",
    title="reporter missing",
    sentence="Every conversation with organisations says which of them speaks.",
    check=check,
    order=51,
)
