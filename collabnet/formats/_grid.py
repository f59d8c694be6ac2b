"""A sheet of text as it stands in a file: a header and rows that know their number."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collabnet import settings
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Row = tuple[int, tuple[str, ...]]
"""The number of a row (the header is row 1) and its cells."""


@dataclass(frozen=True)
class Grid:
    """One sheet: a CSV file, or a sheet of a workbook.

    Attributes
    ----------
    file
        What findings call it: the file, and the sheet where there is one.
    name
        The file's or sheet's own name, from which the table is recognised.
    header
        The headers as they stand.
    rows
        The rows that hold anything.
    findings
        What the reader found out.
    """

    file: str
    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Source:
    """Everything that a path holds, as text.

    Attributes
    ----------
    grids
        Its sheets, in the order of their names.
    settings
        Contents of ``study.toml``, where there is one.
    findings
        What was found out, and what could not be read.
    inputs
        File name to SHA-256 of its bytes.
    """

    grids: tuple[Grid, ...]
    settings: Mapping[str, object] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)


class UnreadableError(Exception):
    """A file cannot be read; carries the finding that says so."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def content(path: Path, file: str, room: int) -> bytes:
    """Return the bytes of a file, unless it is larger than what a study has left."""
    if path.stat().st_size > room:
        raise UnreadableError(too_large(file))
    return path.read_bytes()


def checksum(data: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def too_large(file: str) -> Finding:
    """Say that a file is larger than any study."""
    return Finding(
        "too_large",
        "error",
        file=file,
        expected="a table of at most {cells} cells and {columns} columns, unpacked at most {megabytes} MB",
        remedy="Leave out what is not part of the study, or split the table over several files.",
        values={
            "cells": f"{settings.MOST_CELLS:,}",
            "columns": f"{settings.MOST_COLUMNS:,}",
            "megabytes": str(settings.LARGEST_FILE // 1_000_000),
        },
    )


def grid(file: str, name: str, records: Iterable[Sequence[str]], findings: Sequence[Finding] = ()) -> Grid:
    """Make a sheet of records; the first that holds anything is the header.

    Raises
    ------
    UnreadableError
        Where there are more cells or columns than any study has.
    """
    numbered = _bounded(file, records)
    first, header = next(numbered, (0, ()))
    rows = tuple(numbered)
    empty = [] if first else [_empty(file)]
    return Grid(file, name, _trimmed(header, rows), rows, (*findings, *empty))


def _bounded(file: str, records: Iterable[Sequence[str]]) -> Iterator[Row]:
    cells = 0
    for position, record in enumerate(records, start=1):
        cells += len(record)
        if len(record) > settings.MOST_COLUMNS or cells > settings.MOST_CELLS:
            raise UnreadableError(too_large(file))
        values = tuple(_plain(value) for value in record)
        if any(values):
            yield position, values


def _plain(value: str) -> str:
    """Return a cell without space around it, its letters composed, its lines ended in one way."""
    plain = value.strip().replace("\r\n", "\n").replace("\r", "\n")
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def _trimmed(header: tuple[str, ...], rows: tuple[Row, ...]) -> tuple[str, ...]:
    width = len(header)
    used = max((index + 1 for _, row in rows for index, value in enumerate(row[:width]) if value), default=0)
    while width > used and not header[width - 1]:
        width -= 1
    return header[:width]


def _empty(file: str) -> Finding:
    return Finding(
        "empty_file",
        "warning",
        file=file,
        expected="a row of headers and rows below it",
        remedy="Fill the table, or take the file out of the study.",
    )
