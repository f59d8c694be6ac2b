"""Opens what a path holds, be it a folder, a text file or a workbook, and loses nothing without saying so."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final

from collabnet import settings
from collabnet.codebook import CODEBOOK_FILE
from collabnet.findings import Finding
from collabnet.formats import _bombs, _workbook
from collabnet.formats._grid import Grid, Source, UnreadableError, checksum, content
from collabnet.formats._tables import table_of
from collabnet.formats._text import SUFFIXES, decoded, text_grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SETTINGS: Final = "study.toml"
"""The file in which a study says what holds for all of it."""

SPREADSHEETS: Final = (*_workbook.SUFFIXES, ".xls", ".xlsb", ".ods")
"""Endings of files that may hold tables which a folder's reader leaves aside."""

PEEKED: Final = 64_000
"""Bytes of a text file that are looked at to recognise it."""


def open_folder(path: Path, wanted: Callable[[str], bool]) -> Source:
    """Return the tables in a folder and in the folders directly in it.

    Parameters
    ----------
    path
        The folder.
    wanted
        Whether a file of this name (without its ending) is part of the study; others are not opened, and said.
    """
    grids: list[Grid] = []
    findings: list[Finding] = []
    inputs: dict[str, str] = {}
    declared: dict[str, Any] = {}
    room = settings.LARGEST_FILE
    for file in _files(path):
        name = file.relative_to(path).as_posix()
        if file.name == CODEBOOK_FILE:
            continue
        if not _is_read(file) or not (file.name.casefold() == SETTINGS or wanted(name.rpartition(".")[0])):
            findings.append(_not_read(name, is_table=file.suffix.casefold() in (*SUFFIXES, *SPREADSHEETS)))
            continue
        try:
            if file.is_symlink():
                raise UnreadableError(_link(name))
            data = content(file, name, room)
            room -= len(data)
            inputs[name] = checksum(data)
            if file.name.casefold() == SETTINGS:
                declared = _toml(data, name)
            else:
                grids.append(text_grid(data, name, name.rpartition(".")[0]))
        except UnreadableError as error:
            findings.append(error.finding)
        except OSError:
            findings.append(_no_access(name))
    return Source(tuple(grids), declared, (*findings, *_said(grids)), inputs)


def open_file(path: Path) -> Source:
    """Return the table in one text file, or every sheet of a workbook."""
    try:
        data = content(path, path.name, settings.LARGEST_FILE)
        if path.suffix.casefold() in _workbook.SUFFIXES or data.startswith(_workbook.MARK):
            grids, findings = _workbook.sheets(data, path.name)
        else:
            grids, findings = (text_grid(data, path.name, path.stem),), ()
    except UnreadableError as error:
        return Source((), findings=(error.finding,))
    except OSError:
        return Source((), findings=(_no_access(path.name),))
    return Source(grids, findings=(*findings, *_said(grids)), inputs={path.name: checksum(data)})


def _files(path: Path) -> Iterator[Path]:
    """Yield the files in a folder and one folder deeper, in the order of their names, hidden ones left out."""
    for entry in sorted(path.iterdir()):
        if entry.name.startswith((".", "~$", "__MACOSX")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from (
                file for file in sorted(entry.iterdir()) if file.is_file() and not file.name.startswith((".", "~$"))
            )
        elif entry.is_file() or entry.is_symlink():
            yield entry


def _is_read(file: Path) -> bool:
    return file.suffix.casefold() in SUFFIXES or file.name.casefold() == SETTINGS


def _said(grids: tuple[Grid, ...] | list[Grid]) -> tuple[Finding, ...]:
    return tuple(finding for grid in grids for finding in grid.findings)


def _toml(data: bytes, name: str) -> dict[str, Any]:
    text, _ = decoded(data, name)
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise UnreadableError(_broken_settings(name, str(error))) from None


def _broken_settings(name: str, reason: str) -> Finding:
    return Finding(
        "broken_settings",
        "error",
        file=name,
        found=reason[:200],
        expected='settings in TOML, such as title = "My study"',
        remedy="Mend the line that is named; texts stand between quotation marks.",
    )


def _link(name: str) -> Finding:
    return Finding(
        "link_not_followed",
        "error",
        file=name,
        expected="a file of the study itself",
        remedy="Put the file in the folder instead of a link to it.",
    )


def _not_read(name: str, *, is_table: bool) -> Finding:
    return Finding(
        "file_not_read",
        "warning" if is_table else "note",
        file=name,
        expected="files that are called as the tables of a study, such as statements.csv, and study.toml",
        remedy="Nothing was read from this file. If it is part of the study, call it as the table it holds.",
    )


def _no_access(name: str) -> Finding:
    return Finding(
        "no_access",
        "error",
        file=name,
        expected="a file that may be read",
        remedy="Close it in other programs and give yourself the right to read it.",
    )


def peek(path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names and headers of what a file or workbook holds, reading no more than it takes to recognise it.

    A workbook with a list of organisations is known by the names of its sheets: their headers are left empty.
    """
    if path.suffix.casefold() in _workbook.SUFFIXES:
        names = _bombs.sheet_names(path)
        if not names or any(table_of(name) == "organisations" for name in names):
            return tuple((name, ()) for name in names)
        return tuple((grid.name, grid.header) for grid in open_file(path).grids)
    try:
        with path.open("rb") as file:
            start = file.read(PEEKED)
        whole = start if len(start) < PEEKED else start[: start.rfind(b"\n") + 1]
        grid = text_grid(whole, path.name, path.stem)
    except (UnreadableError, OSError):
        return ()
    return ((grid.name, grid.header),)
