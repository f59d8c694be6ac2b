"""Conversations and confirmations that have not happened yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from collabnet import cells
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

PAST: Final = (("interviews", "date"), ("services", "confirmed_on"))
"""Columns that speak of what has happened."""


def check(context: Context) -> Iterator[Finding]:
    """Say which date lies in the future although it speaks of the past."""
    today = date.today().isoformat()
    for table, column in PAST:
        frame = context.table(table)
        ahead = frame[column].map(lambda value: (cells.iso_date(value) or "") > today)
        for row in rows(frame, ahead.astype("bool")):
            yield Finding(
                "future_date",
                "error",
                **place(row, column),
                expected="a day that has been",
                remedy="Correct the date: it lies in the future.",
            )


FUTURE_DATE = Check(
    key="future_date",
    title="date in the future",
    sentence="A conversation that is coded has been held.",
    check=check,
    order=12,
)
