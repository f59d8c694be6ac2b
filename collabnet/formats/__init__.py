"""The room of formats: one kind of input per file, read into a :class:`~collabnet.study.RawStudy`.

A format is one file here with one :class:`Format`. It says whether it recognises a path (from names and headers
alone) and reads it: text in, text out, every value with its file and row, nothing dropped, guessed or repaired
without a finding. To add one: one file. Modules that start with an underscore are the room's own tools: letters,
sheets and headers, which every format needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabnet.findings import Finding
from collabnet.formats import _source
from collabnet.registry import inhabitants

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from collabnet.study import RawStudy


@dataclass(frozen=True)
class Format:
    """One kind of input.

    Attributes
    ----------
    key, title, sentence
        Its name in tables, on screen (English) and in one sentence for someone who wants to hand in a study.
    recognises
        Whether a path looks like it; reads as little as it can and never raises.
    read
        Path to :class:`~collabnet.study.RawStudy`; what cannot be read is in its findings.
    order
        Who is asked first.
    """

    key: str
    title: str
    sentence: str
    recognises: Callable[[Path], bool]
    read: Callable[[Path], RawStudy]
    order: int = 100


def formats() -> Mapping[str, Format]:
    """Return every format by key, in the order in which they are asked."""
    return inhabitants(__name__, Format)


def format_of(path: Path) -> Format | None:
    """Return the first format that recognises a path, or nothing where none does."""
    return next((format_ for format_ in formats().values() if format_.recognises(path)), None)


def why_not(path: Path) -> tuple[Finding, ...]:
    """Say why no format recognises a path: the reason first, then what else was found out about it."""
    if not path.exists():
        return (_nothing(path),)
    if path.is_dir():
        return (_no_study(path),)
    if not path.is_file() or path.suffix.casefold() in OLD:
        return (_foreign(path),)
    found = tuple(finding for finding in _source.open_file(path).findings if finding.severity == "error")
    return found or (_no_ties(path),)


OLD = (".xls", ".xlsb", ".ods", ".numbers")
"""Endings of spreadsheets that are not read."""


def _nothing(path: Path) -> Finding:
    return Finding(
        "nothing_there",
        "error",
        file=str(path),
        expected="a file or a folder",
        remedy="There is no file or folder {path}. Look whether the name is spelled as it stands on disk.",
        values={"path": str(path)},
    )


def _no_study(path: Path) -> Finding:
    names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return Finding(
        "not_a_study",
        "error",
        file=str(path),
        found=shown,
        expected="organisations.csv and statements.csv, or edges.csv",
        remedy="The folder {path} holds no study. Put organisations.csv and statements.csv, or edges.csv, in it.",
        values={"path": str(path)},
    )


def _foreign(path: Path) -> Finding:
    return Finding(
        "foreign_kind",
        "error",
        file=path.name,
        found=path.suffix,
        expected="a folder, a .csv or an .xlsx file",
        remedy="{name} is of a kind that is not read. Open it in a spreadsheet and save it as .xlsx or CSV.",
        values={"name": path.name},
    )


def _no_ties(path: Path) -> Finding:
    return Finding(
        "not_a_study",
        "error",
        file=path.name,
        expected="at least the columns source and target",
        remedy="{name} is no table of a study. Call the columns that say who, and towards whom, source and target.",
        values={"name": path.name},
    )
