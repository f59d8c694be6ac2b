"""Numbers outside the limits of their column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.cells import written
from collabnet.checks import Check, Context, numbers, place, rows
from collabnet.codebook import codebook
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which number is too small, too large, or not whole where only whole ones make sense."""
    for name, table in context.tables():
        for column in codebook()[name].values():
            if column.type not in ("number", "integer"):
                continue
            values = numbers(table[column.name])
            low, high = column.limits or (float("-inf"), float("inf"))
            for row in rows(table, (values < low) | (values > high)):
                yield Finding(
                    "out_of_limits",
                    "error",
                    **place(row, column.name),
                    expected="a number between {low} and {high}",
                    remedy="Correct the number, or leave the cell empty.",
                    values={"low": _shown(low), "high": _shown(high)},
                )
            if column.type == "integer":
                for row in rows(table, values.notna() & (values % 1 != 0)):
                    yield Finding(
                        "not_whole",
                        "error",
                        **place(row, column.name),
                        expected="a whole number",
                        remedy="Write a whole number, or leave the cell empty.",
                    )


def _shown(limit: float) -> str:
    return "∞" if limit in (float("inf"), float("-inf")) else written(limit)


OUT_OF_LIMITS = Check(
    key="out_of_limits",
    title="number out of limits",
    sentence="Numbers stay within the limits that the codebook gives.",
    check=check,
    order=9,
)
