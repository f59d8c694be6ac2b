"""Ids that two different rows claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS: Final = {
    "organisations": ["organisation_id"],
    "interviews": ["interview_id"],
    "respondents": ["respondent_id", "interview_id"],
    "statements": ["statement_id"],
}
"""By which columns a row is known."""


def check(context: Context) -> Iterator[Finding]:
    """Say which rows share an id and differ in what they say; rows that are the same throughout were kept once."""
    for name, keys in KEYS.items():
        table = context.table(name)
        shared = table.duplicated(keys, keep=False) & (table[keys[0]] != "")
        for row in rows(table, shared):
            yield Finding(
                "doubled_id",
                "error",
                **place(row, keys[0]),
                expected="an id that no other row has",
                remedy="Another row has the same id and says something else. Give each its own, or keep one of them.",
            )


DOUBLED_ID = Check(
    key="doubled_id",
    title="doubled id",
    sentence="Every organisation, interview, respondent and statement has an id of its own.",
    check=check,
    order=4,
)
