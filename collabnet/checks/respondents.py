"""Respondents who speak in an interview in which they did not take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which statement names a respondent of another interview."""
    respondents = context.table("respondents")
    present = set(zip(respondents["respondent_id"], respondents["interview_id"], strict=True))
    known = {respondent for respondent, _ in present}
    table = context.table("statements")
    for row in rows(table, table["respondent_id"].isin(known)):
        if (row["respondent_id"], row["interview_id"]) not in present:
            yield Finding(
                "respondent_elsewhere",
                "warning",
                **place(row, "respondent_id"),
                expected="a respondent who took part in interview {interview}",
                remedy="Correct the respondent or the interview, or list the respondent for this interview too.",
                values={"interview": str(row["interview_id"])},
            )


RESPONDENTS = Check(
    key="respondents",
    title="respondent of another interview",
    sentence="Who is quoted took part in the interview.",
    check=check,
    order=73,
)
