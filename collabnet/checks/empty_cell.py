"""Cells that may not be empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.codebook import codebook
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which obligatory cell is empty."""
    for name, table in context.tables():
        for column in codebook()[name].values():
            if not column.obligatory or not context.has(name, column.name):
                continue
            for row in rows(table, table[column.name] == ""):
                yield Finding(
                    "empty_cell",
                    "error",
                    **place(row, column.name),
                    expected="a value in every row of {column}",
                    remedy="Fill in {column}, or take the row out.",
                    values={"column": column.name},
                )


EMPTY_CELL = Check(
    key="empty_cell",
    title="empty cell",
    sentence="What a row cannot do without is filled in.",
    check=check,
    order=3,
)
