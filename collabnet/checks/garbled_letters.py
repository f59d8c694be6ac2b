"""Letters that were garbled on the way, such as Ã© for é."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from collabnet.checks import Check, Context, matching
from collabnet.findings import Finding
from collabnet.study import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

GARBLED: Final = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]|â€|\ufffd"
)
"""What UTF-8 looks like when it was once read as cp1252, and the mark for a letter that was lost."""


def check(context: Context) -> Iterator[Finding]:
    """Say in which columns letters are garbled, once per file and column."""
    for table in context.raw.tables.values():
        for column in table.columns:
            if column in (FILE, ROW):
                continue
            numbers: dict[str, list[int]] = {}
            for row in matching(table, table[column], GARBLED):
                numbers.setdefault(str(row[FILE]), []).append(int(row[ROW]))
            for file, hit in sorted(numbers.items()):
                yield Finding(
                    "garbled_letters",
                    "warning",
                    file=file,
                    row=min(hit),
                    column=str(column),
                    found=str(len(hit)),
                    expected="letters with accents as they are, such as é",
                    remedy="Accents are garbled in {count} cells, first here. Save the file again as CSV (UTF-8).",
                    values={"count": str(len(hit))},
                )


GARBLED_LETTERS = Check(
    key="garbled_letters",
    title="garbled letters",
    sentence="Letters with accents are as they were written.",
    check=check,
    order=77,
)
