"""Ids with a bar in them, which stands between several values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.cells import BAR
from collabnet.checks import Check, Context, place, rows
from collabnet.codebook import codebook
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which id holds a bar although its column takes one value."""
    for name, table in context.tables():
        for column in codebook()[name].values():
            if column.type != "id":
                continue
            for row in rows(table, table[column.name].str.contains(BAR, regex=False)):
                yield Finding(
                    "bar_in_id",
                    "error",
                    **place(row, column.name),
                    expected="one id, without a bar",
                    remedy="A bar stands between several values. Write a row for each, or spell the id without it.",
                )


BAR_IN_ID = Check(
    key="bar_in_id",
    title="bar in an id",
    sentence="An id holds no bar, because a bar stands between several values.",
    check=check,
    order=6,
)
