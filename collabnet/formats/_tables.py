"""From sheets to the tables of the codebook: which table a sheet is, and which column a header means."""

from __future__ import annotations

import difflib
import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from collabnet.cells import told
from collabnet.codebook import codebook, header_names
from collabnet.findings import Finding
from collabnet.study import FILE, ROW
from collabnet.vocabularies import folded, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from collabnet.formats._grid import Grid

_PART = re.compile(r"\A(?:\(?\d+\)?|[_.\-\s(].*)?\Z", re.DOTALL)


def table_of(name: str) -> str | None:
    """Return the table that a file or sheet of this name holds, or nothing where the name is no table's.

    ``statements_2``, ``statements-wave2``, ``statements (2)`` and ``statements/north`` are parts of ``statements``.
    """
    folder, _, _ = name.partition("/")
    for candidate in dict.fromkeys((folder, name)):
        for spelling, key in table_names().items():
            rest = _after(candidate, spelling)
            if rest is not None and _PART.match(rest):
                return key
    return None


@cache
def table_names() -> Mapping[str, str]:
    """Return how tables may be called, in any language: spelling to table, the longest first."""
    spellings = {word.casefold(): key for key, term in vocabulary("tables").items() for word in term.synonyms}
    plain = {"".join(_unaccented(word)): key for word, key in spellings.items()}
    return MappingProxyType(dict(sorted((spellings | plain).items(), key=lambda pair: (-len(pair[0]), pair[0]))))


def _unaccented(word: str) -> Iterable[str]:
    return (folded(letter) or letter for letter in word)


def _after(name: str, spelling: str) -> str | None:
    plain = name.casefold()
    return plain.removeprefix(spelling) if plain.startswith(spelling) else None


def joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put the parts of one table below each other; a column that one part lacks is empty there."""
    columns = dict.fromkeys(column for frame in frames for column in frame.columns)
    alike = [frame.reindex(columns=list(columns)) for frame in frames]
    whole = pd.concat(alike, ignore_index=True) if len(alike) > 1 else alike[0]
    texts = [column for column in columns if column != ROW]
    return whole.astype(dict.fromkeys(texts, "str")).fillna(dict.fromkeys(texts, ""))


def named_frame(
    grid: Grid, table: str, more: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Return the rows of a sheet as a table of the codebook, and what was understood and what not."""
    names, findings = columns_of(grid, table, more)
    return frame(grid, names), (*findings, *overlong(grid))


def frame(grid: Grid, names: Sequence[str]) -> pd.DataFrame:
    """Return the rows of a sheet under given column names; a column without a name is left out."""
    kept = [(index, name) for index, name in enumerate(names) if name]
    columns: dict[str, list[object]] = {name: [] for _, name in kept}
    for _, row in grid.rows:
        for index, name in kept:
            columns[name].append(row[index] if index < len(row) else "")
    table = pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in columns.items()})
    table[FILE] = pd.Series([grid.file] * len(grid.rows), dtype="str")
    table[ROW] = pd.Series([number for number, _ in grid.rows], dtype="int64")
    return table


def columns_of(
    grid: Grid, table: str, more: Mapping[str, str] | None = None, *, relaxed: bool = False
) -> tuple[list[str], list[Finding]]:
    """Return a column name for every header: the codebook's where it is understood, its own where not.

    Parameters
    ----------
    grid, table
        The sheet, and the table that it holds.
    more
        Spellings that this kind of input has besides those of the codebook; they go first.
    relaxed
        Whether a second header for the same column is kept under its own name instead of being an error; the very
        same header twice always is.
    """
    spellings = {**header_names(table), **(more or {})}
    known = {*codebook()[table], *(more or {}).values()}
    own = more or {}
    meant = [
        header if header in known and folded(header) not in own else spellings.get(folded(header), "")
        for header in grid.header
    ]
    findings: list[Finding] = []
    names: list[str] = []
    for position, (header, name) in enumerate(zip(grid.header, meant, strict=True), start=1):
        later_exact = header != name and (name, name) in list(zip(grid.header, meant, strict=True))[position:]
        if name and name not in names and not later_exact:
            findings += [_understood(grid, header, name)] if folded(header) != folded(name) else []
            names.append(name)
        elif name and (not relaxed or header in grid.header[: position - 1]):
            findings.append(_doubled(grid, header, name))
            names.append(_free(f"{header} (column {position})", names))
        else:
            names.append(_free(_own(grid, header, position, table, findings), names))
    return names, findings


def knows_any(header: Iterable[str], table: str) -> bool:
    """Return whether a header row names any column of a table."""
    return any(folded(name) in header_names(table) for name in header)


def has_columns(header: Iterable[str], table: str) -> bool:
    """Return whether a header row names every column without which rows of a table are of no use."""
    spelled = header_names(table)
    named = {spelled.get(folded(name)) for name in header}
    return all(name in named for name, column in codebook()[table].items() if column.obligatory)


def _own(grid: Grid, header: str, position: int, table: str, findings: list[Finding]) -> str:
    if not header:
        findings.append(_nameless(grid, position))
        return f"column {position}"
    findings.append(_unknown(grid, header, table))
    return f"{header}_" if header in (FILE, ROW, *codebook()[table]) else header


def _free(name: str, taken: Sequence[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free = f"{name} ({number})"
        number += 1
    return free


def overlong(grid: Grid) -> list[Finding]:
    """Say which rows have more cells than there are headers."""
    width = len(grid.header)
    return [
        Finding(
            "too_many_cells",
            "error",
            file=grid.file,
            row=number,
            found=str(len(row)),
            expected="as many cells as there are headers: {width}",
            remedy="Put quotation marks around a cell that holds the delimiter, or give the last column a header.",
            values={"width": str(width)},
        )
        for number, row in grid.rows
        if any(row[width:])
    ]


def _understood(grid: Grid, header: str, name: str) -> Finding:
    return Finding(
        "header_understood",
        "note",
        file=grid.file,
        row=1,
        column=name,
        found=told(header),
        expected="the column name {name}",
        remedy="The header was understood as {name}. Nothing needs to be done.",
        values={"name": name},
    )


def _doubled(grid: Grid, header: str, name: str) -> Finding:
    return Finding(
        "doubled_column",
        "error",
        file=grid.file,
        row=1,
        column=name,
        found=told(header),
        expected="one column {name}",
        remedy="Two columns say the same. Rename or remove one of them.",
        values={"name": name},
    )


def _nameless(grid: Grid, position: int) -> Finding:
    return Finding(
        "column_without_name",
        "warning",
        file=grid.file,
        row=1,
        column=f"column {position}",
        expected="a header above every column that holds something",
        remedy="Give the column a name. It was kept as it is.",
    )


def _unknown(grid: Grid, header: str, table: str) -> Finding:
    near = difflib.get_close_matches(header.casefold(), list(codebook()[table]), n=1, cutoff=0.7)
    if near:
        return Finding(
            "unknown_column",
            "warning",
            file=grid.file,
            row=1,
            column=told(header),
            found=told(header),
            expected="a column of the codebook",
            remedy="Did you mean {name}? The column was kept, but nothing is computed from it.",
            values={"name": near[0]},
        )
    return Finding(
        "unknown_column",
        "note",
        file=grid.file,
        row=1,
        column=told(header),
        found=told(header),
        expected="a column of the codebook",
        remedy="The column was kept, but nothing is computed from it.",
    )
