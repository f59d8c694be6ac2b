"""How other programs spell edges: headers, headerless lists, directions, and where the first row stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from collabnet import cells
from collabnet.findings import Finding
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from collabnet.formats._grid import Grid

SOURCE: Final = (
    "source", "from", "ego", "i", "vertex1", "sender", "ielements", "sourceid", "fromid", "bron", "van", "de",
    "networkcanvassourceuuid", "srcid", "egoid",
)  # fmt: skip
TARGET: Final = (
    "target", "to", "alter", "j", "vertex2", "receiver", "jelements", "targetid", "toid", "doel", "naar", "cible",
    "vers", "networkcanvastargetuuid", "tgtid", "alterid",
)  # fmt: skip
WEIGHT: Final = (
    "weight",
    "weights",
    "strength",
    "value",
    "w",
    "gewicht",
    "sterkte",
    "waarde",
    "poids",
    "force",
    "valeur",
)
RELATION: Final = (
    "relation", "relatie", "kind", "process", "processus", "proces", "tietype", "relationtype", "layer", "laag",
    "couche",
)  # fmt: skip
DIRECTION: Final = ("direction", "directed", "isdirected", "richting", "gericht", "dirige")

HEADERS: Final[Mapping[str, str]] = {
    **dict.fromkeys(SOURCE, "source"),
    **dict.fromkeys(TARGET, "target"),
    **dict.fromkeys(WEIGHT, "strength"),
    **dict.fromkeys(RELATION, "process"),
    **dict.fromkeys(DIRECTION, "direction"),
    "type": "type",
    "reporter": "reporter",
    "wave": "wave",
    "golf": "wave",
    "vague": "wave",
    "label": "label",
}
"""Folded header to what it means in a list of edges, as Gephi, Kumu, Polinode, NodeXL and others write them."""

NAMES: Final = (
    "edges",
    "edge list",
    "edgelist",
    "connections",
    "ties",
    "links",
    "relations",
    "liens",
    "banden",
    "relaties",
)
"""What a file or sheet of edges is called."""

NODE_NAMES: Final = (
    "nodes", "node list", "vertices", "elements", "actors", "attributes", "knopen", "noeuds", "nœuds", "alters",
    "egos", "attributelist",
)  # fmt: skip
"""What a file or sheet of nodes is called."""

UNDIRECTED: Final = frozenset({"undirected", "ongericht", "nondirige", "nonoriente", "false", "no"})
DIRECTED: Final = frozenset({"directed", "gericht", "dirige", "oriente", "true", "yes"})
MUTUAL: Final = frozenset({"mutual", "wederzijds", "mutuel", "both", "bidirectional", "reciprocal"})

COMMENT: Final = ("#", "%")


def is_called(name: str, names: Iterable[str]) -> bool:
    """Return whether a file or sheet is called so, alone or with something around it (``study [Edges]``)."""
    words = set(re.split(r"[\s_\-\[\]().]+", name.casefold()))
    return any(word in words or folded(name).startswith(folded(word)) for word in names)


def names_ties(header: Iterable[str]) -> bool:
    """Return whether a header row says where ties come from and go to."""
    meant = {HEADERS.get(folded(name), "") for name in header}
    return {"source", "target"} <= meant


def edge_grid(grid: Grid) -> Grid | None:
    """Return a sheet of edges with its header in place, or nothing where it holds none.

    A second row may be the header (NodeXL writes groups of columns above it). Without a header, two columns of names
    and perhaps one of numbers are a plain list, where at least one name stands in both.
    """
    if names_ties(grid.header):
        return grid
    if grid.rows and names_ties(grid.rows[0][1]):
        return replace(grid, header=grid.rows[0][1], rows=grid.rows[1:])
    return _plain(grid)


def _plain(grid: Grid) -> Grid | None:
    rows = [(1, grid.header), *grid.rows]
    comments = sum(1 for _, row in rows if row and row[0].startswith(COMMENT))
    kept = [(number, _parts(row)) for number, row in rows if row and not row[0].startswith(COMMENT)]
    if not kept or not all(len(row) in (2, 3) and all(row) for _, row in kept):
        return None
    if not all(cells.number(row[2]) is not None for _, row in kept if len(row) == 3):
        return None
    if not {row[0] for _, row in kept} & {row[1] for _, row in kept}:
        return None
    width = max(len(row) for _, row in kept)
    header = ("source", "target", "strength")[:width]
    notes = [_no_header(grid, width)] + ([_comments(grid, comments)] if comments else [])
    return replace(grid, header=header, rows=tuple(kept), findings=(*grid.findings, *notes))


def _parts(row: tuple[str, ...]) -> tuple[str, ...]:
    """Part ``a b 2`` at its spaces where a row is one cell; cells at the end that hold nothing are left out."""
    if len([value for value in row if value]) == 1:
        return tuple(quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', row[0]))
    width = max(index + 1 for index, value in enumerate(row) if value)
    return row[:width]


def direction_of(value: str) -> str | None:
    """Return ``directed``, ``undirected`` or ``mutual``; nothing where a value says none of these."""
    word = folded(value)
    if word in UNDIRECTED:
        return "undirected"
    if word in MUTUAL:
        return "mutual"
    return "directed" if word in DIRECTED else None


def _no_header(grid: Grid, width: int) -> Finding:
    return Finding(
        "no_header",
        "note",
        file=grid.file,
        row=1,
        expected="a row of headers",
        remedy="It was read as a plain list of {columns} columns: source, target and, where there is one, strength.",
        values={"columns": str(width)},
    )


def _comments(grid: Grid, count: int) -> Finding:
    return Finding(
        "comments_skipped",
        "note",
        file=grid.file,
        found=str(count),
        expected="rows of ties",
        remedy="{count} rows that start with # or % were taken for remarks and left out.",
        values={"count": str(count)},
    )
