"""A table that is seen, as a file: CSV with its methods above it, or a workbook with its methods on a second sheet."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
MADE: Final = datetime(2000, 1, 1)
"""A fixed date, so that the same table gives the same bytes."""


@dataclass(frozen=True)
class Sheet:
    """Headings and rows; cells are words, numbers or nothing."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def as_csv(sheet: Sheet, notes: Sequence[str]) -> bytes:
    """Write one table, every note as a line that begins with ``#`` above it (``pandas.read_csv(..., comment="#")``)."""
    out = io.StringIO()
    for note in notes:
        out.write(f"# {' '.join(note.split())}\r\n")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in sheet.headings])
    writer.writerows([_safe(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def as_workbook(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """Write a workbook; no cell of it can run as a formula."""
    import xlsxwriter  # noqa: PLC0415 - loaded when a workbook is wanted

    out = io.BytesIO()
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, settings) as book:
        book.set_properties({"title": title, "comments": "collabnet", "created": MADE})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _add(book.add_worksheet(sheet.name[:31]), sheet, bold)
    return out.getvalue()


def _add(page: Any, sheet: Sheet, bold: Any) -> None:
    page.freeze_panes(1, 0)
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, bold)
        longest = max([len(heading), *(len(str(row[column])) for row in sheet.rows)])
        page.set_column(column, column, min(max(longest, 8), 60))
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                page.write_number(number, column, cell)
            elif cell not in (None, ""):
                page.write_string(number, column, str(cell))
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)


def _safe(cell: Any) -> Any:
    """Keep a cell that a spreadsheet would run as a formula as text; numbers with twelve digits."""
    if isinstance(cell, float):
        return f"{cell:.12g}"
    return "'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell
