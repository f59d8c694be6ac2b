"""Sheets of an XLSX workbook, read without running anything in it."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from collabnet import cells
from collabnet.codebook import CODEBOOK_SHEET, LISTS_SHEET
from collabnet.findings import Finding
from collabnet.formats._bombs import BrokenWorkbookError, checked
from collabnet.formats._grid import Grid, UnreadableError, grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES: Final = (".xlsx", ".xlsm")
"""Endings of workbooks that are read."""

MARK: Final = b"PK\x03\x04"
"""The first bytes of a workbook, which is a zip archive."""

OWN: Final = (CODEBOOK_SHEET, LISTS_SHEET)
"""Sheets by which a new study explains itself; nobody needs to be told that they are not read."""

IGNORED: Final = "(ignore)"
"""Sheets whose name ends so are not part of the study (a habit of Kumu's users)."""


def sheets(data: bytes, file: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Return every sheet of a workbook, and what was found out about it."""
    try:
        parts = checked(data, file)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(parts.archive))
        names = list(workbook.sheet_names)
        grids = tuple(_sheet(workbook, name, file) for name in names if not _is_ignored(name))
    except (BrokenWorkbookError, CalamineError, OSError, ValueError):
        raise UnreadableError(_broken(file)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what calamine's Rust raises has no name that can be imported
            raise
        raise UnreadableError(_broken(file)) from None
    ignored = tuple(_ignored(file, name) for name in names if _is_ignored(name) and name not in OWN)
    formulas = tuple(_formulas(file, part.first_formula, part.formulas) for part in parts.sheets if part.formulas)
    unsaved = tuple(_unsaved(file, part.first_unsaved) for part in parts.sheets if part.first_unsaved)
    failed = tuple(_failed(file, part.first_error) for part in parts.sheets if part.first_error)
    return grids, (*ignored, *formulas, *unsaved, *failed)


def _sheet(workbook: CalamineWorkbook, name: str, file: str) -> Grid:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return grid(f"{file}, {name}", name.strip(), _texts(rows))


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


def _is_ignored(name: str) -> bool:
    return name.strip().casefold().endswith(IGNORED)


def _broken(file: str) -> Finding:
    return Finding(
        "broken_workbook",
        "error",
        file=file,
        expected="an .xlsx workbook as a spreadsheet saves it",
        remedy="Open the file in a spreadsheet and save it again as .xlsx, without a password.",
    )


def _ignored(file: str, name: str) -> Finding:
    return Finding(
        "sheet_ignored",
        "note",
        file=f"{file}, {name}",
        expected="sheets that are part of the study",
        remedy="Nothing was read from this sheet, because its name ends with (ignore).",
    )


def _formulas(file: str, cell: str, count: int) -> Finding:
    return Finding(
        "formula_cells",
        "note",
        file=file,
        found=cell,
        expected="values",
        remedy="{count} cells hold formulas. The values that were saved with them were read; nothing was computed.",
        values={"count": str(count)},
    )


def _unsaved(file: str, cell: str) -> Finding:
    return Finding(
        "formula_without_value",
        "warning",
        file=file,
        found=cell,
        expected="a value saved with every formula",
        remedy="Cells with a formula but no saved value count as empty. Open and save the file in a spreadsheet.",
    )


def _failed(file: str, cell: str) -> Finding:
    return Finding(
        "error_cells",
        "warning",
        file=file,
        found=cell,
        expected="values, not errors such as #N/A or #REF!",
        remedy="Cells that show an error count as empty. Mend their formulas, or fill in the values.",
    )
