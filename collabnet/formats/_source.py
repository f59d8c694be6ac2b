"""Opens what a path holds, be it a folder, a text file or a workbook, and loses nothing without saying so."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final

from collabnet.findings import Finding
from collabnet.formats import _workbook
from collabnet.formats._grid import Grid, Source, UnreadableError, checksum, content
from collabnet.formats._text import SUFFIXES, decoded, text_grid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS: Final = "study.toml"
"""The file in which a study says what holds for all of it."""


def open_folder(path: Path) -> Source:
    """Return every table in a folder and in the folders directly in it."""
    grids: list[Grid] = []
    findings: list[Finding] = []
    inputs: dict[str, str] = {}
    declared: dict[str, Any] = {}
    for file in _files(path):
        name = file.relative_to(path).as_posix()
        try:
            if file.is_symlink():
                raise UnreadableError(_link(name))
            if not _is_read(file):
                findings.append(_not_read(name))
                continue
            data = content(file, name)
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
        data = content(path, path.name)
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
        expected="settings in TOML, such as title = \"My study\"",
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


def _not_read(name: str) -> Finding:
    return Finding(
        "file_not_read",
        "note",
        file=name,
        expected="tables as CSV, and study.toml",
        remedy="Nothing was read from this file. If it holds a table of the study, save it as CSV (UTF-8).",
    )


def _no_access(name: str) -> Finding:
    return Finding(
        "no_access",
        "error",
        file=name,
        expected="a file that may be read",
        remedy="Close it in other programs and give yourself the right to read it.",
    )
