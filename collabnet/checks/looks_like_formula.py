"""Text that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, matching, place
from collabnet.codebook import codebook
from collabnet.findings import Finding
from collabnet.study import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMULA = re.compile(r"\A\s*(?:=|@|[+\-](?=[A-Za-z(@=]))")


def check(context: Context) -> Iterator[Finding]:
    """Say which cells start as a formula does; they are kept as text and never run."""
    for name, raw in context.raw.tables.items():
        table = context.table(name) if name in dict(context.tables()) else raw
        for column in raw.columns:
            if column in (FILE, ROW):
                continue
            for row in matching(table, raw[column], FORMULA):
                yield Finding(
                    "looks_like_formula",
                    "warning",
                    **place(row, str(column), quiet=_may_be_words(name, str(column))),
                    expected="text that does not start with =, +, - or @",
                    remedy="It was kept as text, and is written so that no spreadsheet runs it. Look where it is from.",
                )


def _may_be_words(table: str, column: str) -> bool:
    """Return whether a column may hold what people said: such cells are not repeated."""
    known = codebook()[table].get(column) if table in codebook() else None
    return table == "statements" and (known is None or known.type in ("text", "texts"))


LOOKS_LIKE_FORMULA = Check(
    key="looks_like_formula",
    title="text that looks like a formula",
    sentence="No cell starts as a formula does.",
    check=check,
    order=70,
)
