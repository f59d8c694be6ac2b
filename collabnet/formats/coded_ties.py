"""The least a study can be: one table of coded ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.cells import told
from collabnet.codebook import processes as known_processes
from collabnet.findings import Finding
from collabnet.formats import Format
from collabnet.formats._edges import SOURCE
from collabnet.formats._egos import ego_headers, with_own_ids
from collabnet.formats._source import open_file, open_folder, peek
from collabnet.formats._tables import columns_of, frame, joined, overlong, table_of
from collabnet.formats._text import SUFFIXES
from collabnet.formats._ties import (
    CODED,
    INTERVIEW_HEADERS,
    organisations_in,
    reporter_header,
    roles,
    taken,
    text,
    with_interviews,
)
from collabnet.formats._workbook import SUFFIXES as WORKBOOKS
from collabnet.study import FILE, ROW, RawStudy
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from collabnet.formats._grid import Grid, Source


def recognises(path: Path) -> bool:
    """Return whether a file, or the only table in a folder, holds sources, targets and codes."""
    if path.is_dir():
        return _is_lonely(path)
    if not path.is_file() or path.suffix.casefold() not in (*SUFFIXES, *WORKBOOKS):
        return False
    sheets = peek(path)
    if path.suffix.casefold() in WORKBOOKS and any(table_of(name) == "organisations" for name, _ in sheets):
        return False
    return any(_is_coded(header) for _, header in sheets)


def _is_coded(header: tuple[str, ...]) -> bool:
    named = roles(header)
    return {"source", "target"} <= named and bool(named & CODED)


def _is_lonely(path: Path) -> bool:
    """Return whether a folder holds statements but no list of organisations."""
    files = [entry for entry in sorted(path.iterdir()) if entry.suffix.casefold() in SUFFIXES and entry.is_file()]
    folders = [entry.name for entry in path.iterdir() if entry.is_dir()]
    tables = {table_of(name) for name in (*folders, *(file.stem for file in files))}
    if "organisations" in tables or "statements" not in tables:
        return False
    statements = [file for file in files if table_of(file.stem) == "statements"]
    return any(_is_coded(header) for file in statements for _, header in peek(file))


def read(path: Path) -> RawStudy:
    """Read the table; make the interviews and organisations that it implies."""
    source = open_folder(path, lambda name: table_of(name) == "statements") if path.is_dir() else open_file(path)
    grids = [grid for grid in source.grids if _is_coded(grid.header)]
    findings = [*source.findings, *(_left(grid) for grid in source.grids if grid not in grids)]
    ties, found = _ties(grids)
    findings += found
    if ties is None:
        return RawStudy({}, source.settings, CODED_TIES.key, tuple(findings), source.inputs)
    settings, added = _settings(source, ties)
    statements, interviews, made = with_interviews(ties)
    organisations = organisations_in(ties, None)
    findings += [*added, *made, *taken(organisations, listed=False)]
    tables = {"organisations": organisations, "interviews": interviews, "statements": statements}
    return RawStudy(tables, settings, CODED_TIES.key, tuple(findings), source.inputs)


def _ties(grids: list[Grid]) -> tuple[pd.DataFrame | None, list[Finding]]:
    frames: list[pd.DataFrame] = []
    findings: list[Finding] = []
    for grid in grids:
        more = {**INTERVIEW_HEADERS, **reporter_header(grid.header), **ego_headers(grid.header, SOURCE)}
        names, found = columns_of(grid, "statements", more)
        frames.append(frame(grid, names))
        findings += [*found, *overlong(grid)]
    if not frames:
        return None, findings
    ties, apart = with_own_ids(joined(frames))
    return ties, [*findings, *apart]


def _settings(source: Source, ties: pd.DataFrame) -> tuple[dict[str, Any], list[Finding]]:
    """Declare the ways of working together that the table brings and nobody else knows."""
    settings: dict[str, Any] = dict(source.settings)
    given = settings.get("processes")
    declared: dict[str, Any] = dict(given) if isinstance(given, dict) else {}
    known = {folded(word) for term in known_processes().values() for word in term.synonyms}
    known |= {folded(str(word)) for key, row in declared.items() for word in (key, *_words(row))}
    named = ties.assign(process=text(ties, "process"))
    new = named[~named["process"].map(folded).isin(known) & (named["process"] != "")].drop_duplicates("process")
    findings = []
    for process, file, row in new[["process", FILE, ROW]].sort_values("process").itertuples(index=False, name=None):
        declared[str(process)] = {"directed": True, "label": str(process)}
        findings.append(_process_taken(str(file), int(row), str(process)))
    if findings:
        settings["processes"] = declared
    return settings, findings


def _words(row: object) -> list[str]:
    return [str(word) for word in row.values()] if isinstance(row, dict) else []


def _process_taken(file: str, row: int, process: str) -> Finding:
    return Finding(
        "process_taken",
        "warning",
        file=file,
        row=row,
        column="process",
        found=told(process),
        expected="a way of working together that the codebook knows",
        remedy="It counts as a way of working together of its own, with a direction. Look whether it is meant so.",
    )


def _left(grid: Grid) -> Finding:
    return Finding(
        "sheet_not_read",
        "warning",
        file=grid.file,
        expected="one table of coded ties, with source and target",
        remedy="Nothing was read from this sheet. Call it as the table it holds, such as organisations.",
    )


CODED_TIES = Format(
    key="coded_ties",
    title="one table of coded ties",
    sentence="One table, as CSV or XLSX: who, towards whom, and any of domain, process, rating, quote.",
    recognises=recognises,
    read=read,
    order=10,
)
