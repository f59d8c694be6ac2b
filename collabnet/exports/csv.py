"""One CSV file per table, for R, Python, SPSS and everything else."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

from collabnet.exports import Export, ExportOptions
from collabnet.exports._codebook import CODEBOOK_COLUMNS, codebook_rows
from collabnet.exports._manifest import manifest, write_manifest
from collabnet.exports._sheet import Sheet, SheetFormat
from collabnet.exports._values import as_text
from collabnet.languages import text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from collabnet.views import Seen


def _cannot_hold(seen: Seen) -> tuple[str, ...]:
    return (
        text("A CSV file has no types: numbers and text look alike. The codebook beside them says which is which."),
        text("Excel may show accents wrongly when a CSV file is double-clicked. For Excel, choose the workbook."),
    )


def _write(seen: Seen, path: Path, options: ExportOptions) -> None:
    for name, table in seen.tables.items():
        _rows(path / f"{name}.csv", list(table.columns), table.itertuples(index=False, name=None))
    _rows(path / "codebook.csv", list(CODEBOOK_COLUMNS), codebook_rows(seen))
    write_manifest(manifest(seen, options), path)


def with_notes(sheet: Sheet) -> bytes:
    """Write one table, what must be said with it, and the tables that go with it as files of one archive.

    Returns
    -------
    bytes
        A ZIP file. ``{name}.csv`` begins with its header, so that any program reads it as it is; source, methods and
        what an empty cell means stand in ``README.txt``. The same sheet gives the same bytes.
    """
    out = io.BytesIO()
    told = [" ".join(note.split()) for note in (sheet.title, *sheet.notes) if note]
    columns = [f"{column.name}: {column.label}" for column in sheet.columns if column.label]
    files = {f"{one.name}.csv": as_csv(one) for one in (sheet, *sheet.beside)}
    files["README.txt"] = "\r\n\r\n".join([*told, "\r\n".join(columns)]).strip().encode() + b"\r\n"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_csv(sheet: Sheet) -> bytes:
    """Write one table as CSV: its header first, then its rows in their order, UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([as_text(column.name) for column in sheet.columns])
    writer.writerows([as_text(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8")


def _rows(path: Path, header: list[str], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([as_text(name) for name in header])
        writer.writerows([as_text(value) for value in row] for row in rows)


CSV = Export(
    key="csv",
    title="CSV files",
    sentence="A folder with one text file per table, a codebook and a manifest: for R, Python, SPSS and archives.",
    suffix="",
    cannot_hold=_cannot_hold,
    write=_write,
    sheet=SheetFormat(".csv.zip", with_notes),
    order=1,
)
