"""Sheets of an XLSX workbook, read without running anything in it."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from collabnet import cells
from collabnet.findings import Finding
from collabnet.formats._grid import Grid, UnreadableError, grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES: Final = (".xlsx", ".xlsm")
"""Endings of workbooks that are read."""

MARK: Final = b"PK\x03\x04"
"""The first bytes of a workbook, which is a zip archive."""


def sheets(data: bytes, file: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Return every sheet of a workbook, and what was found out about it."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = tuple(_sheet(workbook, name, file) for name in workbook.sheet_names)
    except (CalamineError, OSError, ValueError):
        raise UnreadableError(_broken(file)) from None
    return grids, ()


def _sheet(workbook: CalamineWorkbook, name: str, file: str) -> Grid:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return grid(f"{file}, {name}", name, _texts(rows))


def _texts(rows: Sequence[Sequence[Any]]) -> Iterator[list[str]]:
    for row in rows:
        yield [_text(value) for value in row]


def _text(value: object) -> str:
    """Write a cell as text: whole numbers without decimals, days as ISO dates, yes and no as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return cells.written(float(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _broken(file: str) -> Finding:
    return Finding(
        "broken_workbook",
        "error",
        file=file,
        expected="an .xlsx workbook as a spreadsheet saves it",
        remedy="Open the file in a spreadsheet and save it again as .xlsx, without a password.",
    )
