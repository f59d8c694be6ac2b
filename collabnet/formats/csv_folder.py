"""A study as a folder of CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.codebook import codebook
from collabnet.formats import Format
from collabnet.formats._source import SETTINGS, open_folder, peek
from collabnet.formats._study import raw_study
from collabnet.formats._tables import has_columns, table_of
from collabnet.formats._text import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from collabnet.study import RawStudy


def recognises(path: Path) -> bool:
    """Return whether a folder holds statements, or a study.toml, or organisations as a study has them."""
    if not path.is_dir():
        return False
    entries = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    tables = {table_of(entry.stem) for entry in entries if entry.is_dir() or _is_table(entry)}
    if "statements" in tables or SETTINGS in {entry.name.casefold() for entry in entries}:
        return True
    return "organisations" in tables and _is_ours([entry for entry in entries if _is_table(entry)])


def _is_table(entry: Path) -> bool:
    return entry.is_file() and entry.name.casefold().endswith(SUFFIXES)


def _is_ours(files: list[Path]) -> bool:
    """Return whether tables are those of a study, not of another kind of folder in which some are called alike.

    Every table that is called as one of the codebook's then has the columns without which its rows are of no use, and
    these are not fewer than those that nobody here knows.
    """
    called = [(file, table) for file in files if (table := table_of(file.stem)) in codebook()]
    fitting = all(has_columns(header, table) for file, table in called if table for _, header in peek(file))
    return fitting and 2 * len(called) >= len(files)


def read(path: Path) -> RawStudy:
    """Read the tables; a table may stand in several files."""
    return raw_study(open_folder(path, lambda name: table_of(name) is not None), CSV_FOLDER.key)


CSV_FOLDER = Format(
    key="csv_folder",
    title="folder of CSV files",
    sentence="A folder with organisations.csv, statements.csv and, where there are, the other tables and study.toml.",
    recognises=recognises,
    read=read,
    order=30,
)
