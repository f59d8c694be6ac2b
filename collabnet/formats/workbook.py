"""A study as one XLSX workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.formats import Format
from collabnet.formats._source import open_file
from collabnet.formats._study import raw_study
from collabnet.formats._workbook import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from collabnet.study import RawStudy


def recognises(path: Path) -> bool:
    """Return whether a file is called as a workbook; what its sheets hold, other formats have looked at."""
    return path.is_file() and path.suffix.casefold() in SUFFIXES


def read(path: Path) -> RawStudy:
    """Read the sheets that are called as tables."""
    return raw_study(open_file(path), WORKBOOK.key)


WORKBOOK = Format(
    key="workbook",
    title="XLSX workbook",
    sentence="One workbook with a sheet per table: organisations, statements and, where there are, the others.",
    recognises=recognises,
    read=read,
    order=40,
)
