"""From sheets that are called as the tables of the codebook to a study as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.findings import Finding
from collabnet.formats._tables import joined, named_frame, table_of
from collabnet.study import RawStudy

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.formats._grid import Grid, Source


def raw_study(source: Source, origin: str) -> RawStudy:
    """Return the study in a folder or workbook whose sheets are called as tables."""
    frames: dict[str, list[pd.DataFrame]] = {}
    findings = list(source.findings)
    settings: dict[str, Any] = dict(source.settings)
    for grid in source.grids:
        table = table_of(grid.name)
        if table in ("study", "waves", "phases") or table is None:
            findings.append(_unknown_table(grid))
        else:
            frame, found = named_frame(grid, table)
            frames.setdefault(table, []).append(frame)
            findings += found
    tables = {name: joined(parts) for name, parts in frames.items()}
    return RawStudy(tables, settings, origin, tuple(findings), source.inputs)


def _unknown_table(grid: Grid) -> Finding:
    return Finding(
        "unknown_table",
        "warning",
        file=grid.file,
        expected="a table of the codebook",
        remedy="Nothing was read from it. Call it as the table it holds, such as statements or organisations.",
    )
