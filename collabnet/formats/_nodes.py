"""How other programs list nodes: ids, names, the column that is the sector, and attributes that are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.codebook import codebook, value_names
from collabnet.findings import Finding
from collabnet.formats._egos import EGOS, within
from collabnet.formats._tables import columns_of, frame, joined, overlong
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collabnet.formats._grid import Grid

IDS: Final = (
    "networkcanvasuuid", "alterid", "organisationid", "organizationid", "id", "nodeid", "vertex", "node", "actor",
    "shortname", "egoid",
)  # fmt: skip
NAMES: Final = ("label", "name", "naam", "nom", "nodelabel", "fullname")
SECTORS: Final = (
    "sector", "secteur", "sponsorship", "agency", "branche", "organisationtype", "organizationtype", "typeorganisatie",
    "typeoforganisation", "type", "category", "categorie", "group", "groep", "groupe", "affiliation", "cluster",
)  # fmt: skip
"""Headers that may name the field of work, the likeliest first."""


def organisations(nodes: list[Grid], findings: list[Finding]) -> pd.DataFrame | None:
    """Return the nodes as organisations, or nothing where there is no list of nodes."""
    frames = []
    for grid in nodes:
        placed = _placed(grid)
        if placed is None:
            findings.append(_no_ids(grid))
            continue
        more = _meanings(placed)
        names, found = columns_of(placed, "organisations", more, relaxed=True)
        frames.append(_named(_within_egos(placed, frame(placed, names))))
        findings += [*found, *overlong(placed), *_sector_note(placed, more)]
    return joined(frames) if frames else None


def _placed(grid: Grid) -> Grid | None:
    """Return the sheet with its header in place; NodeXL writes groups of columns above it."""
    if _has_ids(grid.header):
        return grid
    if grid.rows and _has_ids(grid.rows[0][1]):
        return replace(grid, header=grid.rows[0][1], rows=grid.rows[1:])
    return None


def _has_ids(header: tuple[str, ...]) -> bool:
    return any(folded(name) in (*IDS, *NAMES) for name in header)


def _meanings(grid: Grid) -> dict[str, str]:
    """Return which header is the id, which the name and which the sector; where there is no id, the name is it."""
    headers = [folded(name) for name in grid.header]
    ids = next((name for name in IDS if name in headers), None)
    names = next((name for name in NAMES if name in headers), None)
    sector = next((name for name in SECTORS if name in headers and _may_be_sector(grid, name)), None)
    meanings = {name: "" for name in (*IDS, *NAMES, *SECTORS, *_choices()) if name in headers}
    if ids:
        meanings[ids] = "organisation_id"
    if names:
        meanings[names] = "name" if ids else "organisation_id"
    if sector:
        meanings[sector] = "sector"
    return {**meanings, **{name: name for name in _fitting(grid)}}


def _may_be_sector(grid: Grid, name: str) -> bool:
    return name != "type" or not _fits(grid, name, "kind")


def _choices() -> list[str]:
    """Return the columns whose values are a fixed list: another program's column of that name may hold anything."""
    return [folded(name) for name, column in codebook()["organisations"].items() if column.type == "choice"]


def _fitting(grid: Grid) -> list[str]:
    """Return the choice columns, spelled exactly, whose every value is one that the codebook knows."""
    choices = {name for name, column in codebook()["organisations"].items() if column.type == "choice"}
    return [name for name in grid.header if name in choices and _fits(grid, folded(name), name)]


def _fits(grid: Grid, header: str, column: str) -> bool:
    known = value_names(codebook()["organisations"][column].allowed)
    index = [folded(name) for name in grid.header].index(header)
    values = {row[index] for _, row in grid.rows if index < len(row) and row[index]}
    return bool(values) and all(folded(value) in known for value in values)


def _within_egos(grid: Grid, nodes: pd.DataFrame) -> pd.DataFrame:
    """Put the ego before ids that stand in the list several times, where a column says whose network they are of."""
    ego = next((name for name in grid.header if folded(name) in EGOS and name in nodes), None)
    if ego is None or not nodes["organisation_id"].duplicated().any():
        return nodes
    own = [
        within(whose, name) if name else "" for whose, name in zip(nodes[ego], nodes["organisation_id"], strict=True)
    ]
    return nodes.assign(organisation_id=pd.Series(own, index=nodes.index, dtype="str"))


def _named(nodes: pd.DataFrame) -> pd.DataFrame:
    if "name" not in nodes:
        return nodes.assign(name=nodes["organisation_id"])
    return nodes.assign(name=nodes["name"].mask(nodes["name"] == "", nodes["organisation_id"]))


def _sector_note(grid: Grid, meanings: dict[str, str]) -> list[Finding]:
    if "sector" in meanings.values():
        return []
    return [
        Finding(
            "no_sector",
            "note",
            file=grid.file,
            row=1,
            column="sector",
            expected="a column that says the field of work",
            remedy="Every organisation is of sector unknown. Call the column sector to compare fields of work.",
        )
    ]


def _no_ids(grid: Grid) -> Finding:
    return Finding(
        "no_node_ids",
        "error",
        file=grid.file,
        row=1,
        expected="a column id, label or name",
        remedy="Call the column that holds the ids of the nodes id.",
    )
