"""Columns without which a table is of no use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context
from collabnet.codebook import codebook
from collabnet.findings import Finding
from collabnet.study import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

MADE = frozenset({"statement_id"})
"""Obligatory columns that are made where they are missing."""


def check(context: Context) -> Iterator[Finding]:
    """Say which obligatory column a table lacks."""
    for name, table in context.tables():
        for column in codebook()[name].values():
            if column.obligatory and column.name not in MADE and not context.has(name, column.name) and len(table):
                yield Finding(
                    "missing_column",
                    "error",
                    file=str(table[FILE].iloc[0]),
                    row=1,
                    column=column.name,
                    expected="a column {column} in the table {table}",
                    remedy="Add the column {column}.",
                    values={"column": column.name, "table": name},
                )


MISSING_COLUMN = Check(
    key="missing_column",
    title="missing column",
    sentence="A table has the columns without which its rows are of no use.",
    check=check,
    order=2,
)
