"""Numbers, dates and yes-or-no that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet import cells
from collabnet.checks import Check, Context, place, rows
from collabnet.codebook import Column, codebook
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which cell holds no number, date or yes-or-no although its column takes nothing else."""
    for name, table in context.tables():
        for column in codebook()[name].values():
            unread = {value for value in set(table[column.name]) if value and not _is_read(value, column)}
            for row in rows(table, table[column.name].isin(unread)) if unread else ():
                yield _unread(row, column)


def _is_read(value: str, column: Column) -> bool:
    if column.type in ("number", "integer"):
        return cells.number(value) is not None and not cells.is_ambiguous(value)
    if column.type == "date":
        return cells.iso_date(value) is not None
    return column.type != "boolean" or cells.boolean(value) is not None


def _unread(row: Mapping[str, Any], column: Column) -> Finding:
    where = place(row, column.name)
    if column.type == "date":
        return Finding(
            "not_a_date",
            "error",
            **where,
            expected="a date as 2024-03-15, 2024-03 or 2024",
            remedy="Write the date as year-month-day.",
        )
    if column.type == "boolean":
        return Finding(
            "not_yes_or_no", "error", **where, expected="yes or no", remedy="Write yes or no, or leave the cell empty."
        )
    if cells.is_ambiguous(str(row[column.name])):
        return Finding(
            "ambiguous_number",
            "error",
            **where,
            expected="a number that can be read in one way only",
            remedy="The comma may stand for thousands or for decimals. Write it without thousands, with a dot.",
        )
    return Finding("not_a_number", "error", **where, expected="a number", remedy="Write a number, or leave it empty.")


UNREADABLE_VALUE = Check(
    key="unreadable_value",
    title="unreadable value",
    sentence="Numbers are numbers, dates are dates, and yes-or-no is one of the two.",
    check=check,
    order=8,
)
