"""One workbook for Excel and LibreOffice: a sheet per table, the codebook, the manifest."""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet.exports import Export, ExportOptions
from collabnet.exports._codebook import CODEBOOK_COLUMNS, codebook_rows
from collabnet.exports._manifest import manifest
from collabnet.exports._sheet import Sheet, SheetFormat
from collabnet.exports._values import clean, facts, plain
from collabnet.languages import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import xlsxwriter

    from collabnet.views import Seen

ROWS: Final = 1_048_576
"""Rows of a sheet, the header included."""

CELL: Final = 32_767
"""Characters of a cell."""

MADE: Final = datetime(2000, 1, 1)
WIDEST: Final = 60
SAMPLE: Final = 200
"""Rows looked at to find how wide a column must be."""


def _cannot_hold(seen: Seen) -> tuple[str, ...]:
    said = []
    if any(len(table) >= ROWS for table in seen.tables.values()):
        said.append(text("A sheet holds 1,048,575 rows: longer tables go on in a second sheet."))
    if any(_too_long(table) for table in seen.tables.values()):
        said.append(
            text("A cell holds 32,767 characters: longer ones are cut and end in …. CSV files hold them whole.")
        )
    said.append(text("Numbers have at most fifteen digits, and an empty text looks like an absent one."))
    return tuple(said)


def _too_long(table: pd.DataFrame) -> bool:
    texts = table.select_dtypes(exclude=["number", "bool"])
    return any(texts[column].map(lambda cell: isinstance(cell, str) and len(cell) > CELL).any() for column in texts)


def _write(seen: Seen, path: Path, options: ExportOptions) -> None:
    with _workbook(str(path), seen.settings.title) as workbook:
        book = _Book(workbook)
        book.sheet("codebook", pd.DataFrame(codebook_rows(seen), columns=list(CODEBOOK_COLUMNS)))
        for name, table in seen.tables.items():
            for number, start in enumerate(range(0, max(len(table), 1), ROWS - 1), start=1):
                part = table.iloc[start : start + ROWS - 1]
                book.sheet(name if number == 1 else f"{name}_{number}", part)
        book.sheet("manifest", pd.DataFrame(facts(manifest(seen, options)), columns=["name", "value"], dtype="object"))


def as_workbook(sheet: Sheet) -> bytes:
    """Write one table as a workbook: the table, what goes with it on sheets of their own, its notes on the last."""
    out = io.BytesIO()
    with _workbook(out, sheet.title) as workbook:
        book = _Book(workbook)
        for part in (sheet, *sheet.beside):
            book.sheet(part.name, _frame(part))
        about = [note for note in (sheet.title, *_meanings(sheet), *sheet.notes) if note]
        book.sheet("about", pd.DataFrame({"about": about}, dtype="object"))
    return out.getvalue()


def _frame(sheet: Sheet) -> pd.DataFrame:
    columns = {column.name: pd.Series(sheet.cells(place), dtype="object") for place, column in enumerate(sheet.columns)}
    return pd.DataFrame(columns)


def _meanings(sheet: Sheet) -> list[str]:
    """Return what each column means, where the name does not say so itself."""
    return [f"{column.name}: {column.label}" for column in sheet.columns if column.label]


@contextmanager
def _workbook(target: str | io.BytesIO, title: str) -> Iterator[xlsxwriter.Workbook]:
    """Open a workbook in which no cell can run, and whose bytes do not tell when it was made."""
    import xlsxwriter  # noqa: PLC0415 - loaded when a workbook is wanted

    settings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, settings) as workbook:
        workbook.set_properties({"title": clean(title), "comments": "collabnet", "created": MADE})
        yield workbook


class _Book:
    """A workbook with its formats: made once, used by every sheet."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._whole = workbook.add_format({"num_format": "0"})
        self._decimal = workbook.add_format({"num_format": "0.000"})

    def sheet(self, name: str, table: pd.DataFrame) -> None:
        """Add a table: header frozen, filters on, columns as wide as what they hold."""
        sheet = self._workbook.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(table.columns):
            values = [plain(value) for value in table[title]]
            number_format = self._number_format(values)
            sheet.set_column(column, column, _width(title, values))
            sheet.write_string(0, column, str(title), self._head)
            for row, value in enumerate(values, start=1):
                _cell(sheet, (row, column), value, number_format)
        if len(table.columns):
            sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)

    def _number_format(self, values: list[Any]) -> Any:
        numbers = [value for value in values if isinstance(value, int | float)]
        return self._whole if all(float(number).is_integer() for number in numbers) else self._decimal


def _cell(sheet: Any, place: tuple[int, int], value: Any, number_format: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | float):
        sheet.write_number(*place, value, number_format)
    elif isinstance(value, str):
        words = clean(value)
        sheet.write_string(*place, words if len(words) <= CELL else words[: CELL - 1] + "…")


def _width(title: str, values: list[Any]) -> int:
    longest = max((len(str(value)) for value in values[:SAMPLE] if value is not None), default=0)
    return min(max(longest, len(str(title))) + 2, WIDEST)


XLSX = Export(
    key="xlsx",
    title="Excel workbook",
    sentence="One workbook with a sheet per table, filters, and the codebook: for Excel and LibreOffice.",
    suffix=".xlsx",
    cannot_hold=_cannot_hold,
    write=_write,
    sheet=SheetFormat(".xlsx", as_workbook),
    order=2,
)
