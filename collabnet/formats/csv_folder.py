"""A study as a folder of CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.formats import Format
from collabnet.formats._source import SETTINGS, open_folder
from collabnet.formats._study import raw_study
from collabnet.formats._tables import table_of
from collabnet.formats._text import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from collabnet.study import RawStudy


def recognises(path: Path) -> bool:
    """Return whether a folder holds a table of statements or organisations, or a study.toml and nothing better."""
    if not path.is_dir():
        return False
    entries = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    stems = {entry.stem for entry in entries if entry.is_dir() or entry.name.casefold().endswith(SUFFIXES)}
    if any(table_of(stem) in ("statements", "organisations") for stem in stems):
        return True
    return SETTINGS in {entry.name.casefold() for entry in entries}


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
