"""A network: a list of edges, with or without a list of nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet import cells
from collabnet.codebook import organisation_names
from collabnet.findings import Finding
from collabnet.formats import Format
from collabnet.formats._edges import HEADERS, NAMES, NODE_NAMES, SOURCE, direction_of, edge_grid, is_called, names_ties
from collabnet.formats._egos import EGO, EGOS, ego_headers, from_egos, with_own_ids
from collabnet.formats._grid import Source
from collabnet.formats._nodes import organisations
from collabnet.formats._source import open_file, open_folder, peek
from collabnet.formats._study import SETTINGS_TABLES, raw_study
from collabnet.formats._tables import columns_of, frame, has_columns, joined, overlong, table_of
from collabnet.formats._text import SUFFIXES
from collabnet.formats._ties import organisations_in, reporter_header, roles, taken, text, with_interviews
from collabnet.formats._workbook import SUFFIXES as WORKBOOKS
from collabnet.study import FILE, ROW, RawStudy
from collabnet.vocabularies import Spellings, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from collabnet.formats._grid import Grid

ENDINGS: Final = (*SUFFIXES, ".edges", ".edgelist", ".el", ".net.csv")

TIE: Final = "tie"
"""The way of working together where a file names none."""

TIE_LABELS: Final = {"en": "tie", "nl": "band", "fr": "lien"}


def recognises(path: Path) -> bool:
    """Return whether a folder holds a file of edges, or a file or workbook holds a list of them."""
    if path.is_dir():
        files = [entry for entry in path.iterdir() if entry.suffix.casefold() in SUFFIXES]
        coded = any(table_of(file.stem) == "statements" for file in files)
        return not coded and any(is_called(file.stem, NAMES) for file in files)
    if not path.is_file():
        return False
    if path.suffix.casefold() in WORKBOOKS:
        sheets = peek(path)
        coded = any(table_of(name) == "statements" for name, _ in sheets)
        return not coded and any(names_ties(header) or is_called(name, NAMES) for name, header in sheets)
    return path.suffix.casefold() in ENDINGS and any(_holds_edges(path, header) for _, header in peek(path))


def _holds_edges(path: Path, header: tuple[str, ...]) -> bool:
    if names_ties(header) or {"source", "target"} <= roles(header):
        return True
    source = open_file(path)
    return any(edge_grid(grid) is not None for grid in source.grids)


def read(path: Path) -> RawStudy:
    """Read edges and nodes; each tie is one statement by its source."""
    source = open_folder(path, _wanted(path)) if path.is_dir() else open_file(path)
    findings = list(source.findings)
    beside = _beside(source)
    findings += beside.findings
    edges, nodes = _parted(source, findings)
    ties = _ties(edges, findings)
    listed = _joined(beside.table("organisations"), organisations(nodes, findings))
    if ties is not None:
        ties, found = _of_egos(ties, edges, listed)
        findings += found
    if ties is None:
        findings.append(_no_edges(path.name))
        tables = {} if listed is None else {"organisations": listed}
        return RawStudy(tables, source.settings, NETWORK.key, tuple(findings), source.inputs)
    ties = _without_loops(ties, findings)
    ties, processes = _directed(ties, findings, _declared(source))
    ties = _signed(ties, findings)
    spoken = _spoken(ties, beside.table("interviews"), listed, findings)
    added = organisations_in(ties, listed)
    findings += taken(added, listed=listed is not None)
    if "reporter" not in ties and "interviews" not in beside.tables:
        findings.append(_basis(str(ties[FILE].iloc[0]) if len(ties) else path.name))
    everyone = added if listed is None else joined([listed, added]) if len(added) else listed
    settings = {**beside.settings, **_settings(source, processes)}
    tables = {**beside.tables, "organisations": everyone, **spoken}
    return RawStudy(tables, settings, NETWORK.key, tuple(findings), source.inputs)


def _beside(source: Source) -> RawStudy:
    """Return the tables of a study that stand beside the ties, such as its organisations and interviews."""
    return raw_study(Source(tuple(grid for grid in source.grids if _is_of_study(grid.name, grid.header))), NETWORK.key)


def _is_of_study(name: str, header: tuple[str, ...]) -> bool:
    """Return whether a sheet is a table of a study beside the ties: called so, and with the columns that it needs."""
    table = table_of(name)
    if table is None or table == "statements" or is_called(name, (*NAMES, *NODE_NAMES)):
        return False
    return table in SETTINGS_TABLES or has_columns(header, table)


def _joined(one: pd.DataFrame | None, other: pd.DataFrame | None) -> pd.DataFrame | None:
    frames = [frame for frame in (one, other) if frame is not None]
    return joined(frames) if frames else None


def _spoken(
    ties: pd.DataFrame, interviews: pd.DataFrame | None, listed: pd.DataFrame | None, findings: list[Finding]
) -> dict[str, pd.DataFrame]:
    """Return the ties as statements of the interviews that there are; without these, of such as the ties imply."""
    if interviews is None:
        statements, interviews, found = with_interviews(ties)
        findings += [finding for finding in found if finding.severity == "error"]
    else:
        statements = ties if "interview_id" in ties else _in_interviews(ties, interviews, listed)
    return {"interviews": interviews, "statements": statements}


def _in_interviews(ties: pd.DataFrame, interviews: pd.DataFrame, listed: pd.DataFrame | None) -> pd.DataFrame:
    """Give each tie the one interview with its reporter (or source) in its wave; where there is none it stays empty."""
    spelled = Spellings.of(organisation_names(listed))
    speaker = text(ties, "reporter").mask(text(ties, "reporter") == "", ties["source"])
    own: dict[tuple[str, str], list[str]] = {}
    waved = "wave" in ties
    waves = text(interviews, "wave")
    for name, wave, interview in zip(
        text(interviews, "organisation_id"), waves, text(interviews, "interview_id"), strict=True
    ):
        own.setdefault((spelled.key(name) or name, wave if waved else ""), []).append(interview)
    keys = zip(speaker, text(ties, "wave"), strict=True)
    found = [own.get((spelled.key(name) or name, wave), []) for name, wave in keys]
    given = [interview[0] if len(interview) == 1 else "" for interview in found]
    return ties.assign(interview_id=pd.Series(given, index=ties.index, dtype="str"))


def _wanted(path: Path) -> Callable[[str], bool]:
    """Return which files of a folder are part of a network, by their names without the ending."""
    files = [file for file in path.iterdir() if file.suffix.casefold() in SUFFIXES and file.is_file()]
    beside = {file.stem for file in files for name, header in peek(file) if _is_of_study(name, header)}
    return lambda name: "/" not in name and (is_called(name, (*NAMES, *NODE_NAMES)) or name in beside)


def _parted(source: Source, findings: list[Finding]) -> tuple[list[Grid], list[Grid]]:
    """Return the sheets of edges and those of nodes; say which sheet is neither."""
    edges: list[Grid] = []
    nodes: list[Grid] = []
    for grid in source.grids:
        if _is_of_study(grid.name, grid.header):
            continue
        ties = None if is_called(grid.name, NODE_NAMES) else edge_grid(grid)
        if ties is not None:
            findings += ties.findings[len(grid.findings) :]
            edges.append(ties)
        elif is_called(grid.name, NODE_NAMES):
            nodes.append(grid)
        elif grid.header:
            findings.append(_neither(grid))
    return edges, nodes


def _ties(edges: list[Grid], findings: list[Finding]) -> pd.DataFrame | None:
    frames = []
    for grid in edges:
        more = {**HEADERS, **reporter_header(grid.header), **ego_headers(grid.header, SOURCE)}
        names, found = columns_of(grid, "statements", more, relaxed=True)
        frames.append(_split(frame(grid, names)))
        findings += [*found, *overlong(grid)]
    if not frames:
        return None
    ties = joined(frames)
    ids = text(ties, "statement_id")
    if "statement_id" in ties and (ids[ids != ""].duplicated().any() or (ids == "").any()):
        findings.append(_ids_shared(str(ties[FILE].iloc[0])))
        ties = ties.rename(columns={"statement_id": "edge_id"})
    return ties


def _of_egos(
    ties: pd.DataFrame, edges: list[Grid], listed: pd.DataFrame | None
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Keep apart those who have the same number in several ego networks."""
    known = () if listed is None else frozenset(listed["organisation_id"])
    if EGO not in ties and any(folded(name) in EGOS for grid in edges for name in grid.header):
        return from_egos(ties, known)
    return with_own_ids(ties, known)


def _split(ties: pd.DataFrame) -> pd.DataFrame:
    """Make a tie of each target where a cell names several with a bar between them (Kumu)."""
    if not ties["target"].str.contains(cells.BAR, regex=False).any():
        return ties
    return (
        ties.assign(target=ties["target"].map(cells.items))
        .explode("target")
        .fillna({"target": ""})
        .reset_index(drop=True)
        .astype({"target": "str"})
    )


def _without_loops(ties: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Leave out ties of an organisation with itself: lists made from matrices hold their diagonal."""
    loops = (ties["source"] == ties["target"]) & (ties["source"] != "")
    for name, file, row in ties.loc[loops, ["source", FILE, ROW]].itertuples(index=False, name=None):
        findings.append(_loop(str(file), int(row), str(name)))
    return ties[~loops].reset_index(drop=True)


def _directed(
    ties: pd.DataFrame, findings: list[Finding], declared: Mapping[str, Any]
) -> tuple[pd.DataFrame, dict[str, dict[str, Any]]]:
    """Return ties with a process each, and whether each process has a direction.

    Where all rows of a process are undirected, so is the process; where some are, such a row becomes two ties. Where
    neither the file nor the study tells, a finding says how it was read.
    """
    ties = _typed(ties, findings)
    label = text(ties, "process").mask(text(ties, "process") == "", TIE)
    untold = ties[text(ties, "direction").eq("") & ~label.map(_keys(label)).isin([*declared])]
    if len(untold):
        names = sorted({str(name) for name in label[untold.index]})
        findings.append(_direction_not_told(str(untold[FILE].iloc[0]), names))
    ties = ties.assign(process=label.map(_keys(label)).astype("str"), direction=_directions(ties, findings))
    processes: dict[str, dict[str, Any]] = {}
    parts = []
    for key, rows in ties.groupby("process", sort=True):
        name = str(label[rows.index[0]])
        undirected = bool((rows["direction"] == "undirected").all())
        labels = {f"label_{code}": word for code, word in TIE_LABELS.items()} if name == TIE else {"label": name}
        processes[str(key)] = {"directed": not undirected, **labels}
        parts.append(rows if undirected else _both_ways(rows, findings))
    whole = pd.concat(parts, ignore_index=True) if parts else ties
    return whole.drop(columns="direction"), processes


def _typed(ties: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Take a column ``type`` for the direction (Gephi) where its values are directions, else for the process (Kumu)."""
    if "type" not in ties:
        return ties
    values = {value for value in ties["type"].unique() if value}
    is_direction = all(direction_of(value) or value.casefold() == "mixed" for value in values)
    meant = "direction" if is_direction else "process"
    if meant in ties:
        return ties.rename(columns={"type": "type of tie"})
    findings.append(_type_meant(str(ties[FILE].iloc[0]), meant))
    return ties.rename(columns={"type": meant})


def _directions(ties: pd.DataFrame, findings: list[Finding]) -> pd.Series[str]:
    given = text(ties, "direction")
    odd = ties.assign(direction=given)[(given != "") & given.map(lambda value: direction_of(value) is None)]
    places = odd.drop_duplicates("direction")[["direction", FILE, ROW]]
    for value, file, row in places.itertuples(index=False, name=None):
        findings.append(_odd_direction(str(file), int(row), str(value)))
    return given.map(lambda value: direction_of(value) or "directed").astype("str")


def _both_ways(rows: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    two = rows[rows["direction"] != "directed"]
    if two.empty:
        return rows
    findings.append(_became_two(str(two[FILE].iloc[0]), int(two[ROW].iloc[0]), len(two)))
    back = two.assign(source=two["target"], target=two["source"])
    return pd.concat([rows, back], ignore_index=True)


def _signed(ties: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Take a negative value for a negative tie of that strength."""
    strength = text(ties, "strength")
    negative = strength.map(lambda value: (cells.number(value) or 0) < 0)
    if not negative.any():
        return ties
    first = ties[negative].iloc[0]
    findings.append(_negative(str(first[FILE]), int(first[ROW]), str(first["strength"])))
    sign = text(ties, "sign").mask(negative, "negative")
    return ties.assign(strength=strength.mask(negative, strength.str.removeprefix("-")), sign=sign)


def _keys(labels: pd.Series[str]) -> dict[str, str]:
    """Return a key for every label; labels that differ never share one."""
    keys: dict[str, str] = {}
    for label in sorted(labels.unique()):
        key = re.sub(r"[^\w.\-]+", "_", label).strip("_") or TIE
        number = 2
        free = key
        while free in keys.values():
            free = f"{key}_{number}"
            number += 1
        keys[str(label)] = free
    return keys


def _declared(source: Source) -> dict[str, Any]:
    """Return the ways of working together that the study declares itself."""
    declared = source.settings.get("processes")
    return declared if isinstance(declared, dict) else {}


def _settings(source: Source, processes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {**source.settings, "processes": {**processes, **_declared(source)}}


def _no_edges(file: str) -> Finding:
    return Finding(
        "no_edges",
        "error",
        file=file,
        expected="a table with the columns source and target",
        remedy="Call the columns source and target; they may also be From and To, or Vertex 1 and Vertex 2.",
    )


def _neither(grid: Grid) -> Finding:
    return Finding(
        "sheet_not_read",
        "warning",
        file=grid.file,
        expected="a list of edges or of nodes",
        remedy="Nothing was read from this sheet. Call it edges or nodes if it is part of the network.",
    )


def _ids_shared(file: str) -> Finding:
    return Finding(
        "edge_ids_shared",
        "note",
        file=file,
        column="statement_id",
        expected="an id of its own for every tie",
        remedy="Some ties share an id or have none. Ids were made from what rows say; those of the file were kept.",
    )


def _loop(file: str, row: int, name: str) -> Finding:
    return Finding(
        "self_tie_left_out",
        "warning",
        file=file,
        row=row,
        found=cells.told(name),
        expected="a tie between two organisations",
        remedy="A tie of an organisation with itself was left out.",
    )


def _type_meant(file: str, meant: str) -> Finding:
    return Finding(
        "header_understood",
        "note",
        file=file,
        row=1,
        column=meant,
        found="type",
        expected="the column name {name}",
        remedy="The header was understood as {name}. Nothing needs to be done.",
        values={"name": meant},
    )


def _direction_not_told(file: str, names: list[str]) -> Finding:
    return Finding(
        "direction_not_told",
        "warning",
        file=file,
        column="direction",
        found=cells.told("|".join(names)),
        expected="a column type or direction that says directed or undirected",
        remedy="The ties were read with a direction, from the first organisation to the second. If they have none, "
        "write undirected in such a column.",
    )


def _odd_direction(file: str, row: int, value: str) -> Finding:
    return Finding(
        "direction_unknown",
        "warning",
        file=file,
        row=row,
        column="direction",
        found=cells.told(value),
        expected="directed, undirected or mutual",
        remedy="It counts as directed, here and wherever it stands in this column. Correct it if that is wrong.",
    )


def _became_two(file: str, row: int, count: int) -> Finding:
    return Finding(
        "undirected_became_two",
        "note",
        file=file,
        row=row,
        found=str(count),
        expected="ties that all have a direction, or none",
        remedy="{count} ties that go both ways stand among directed ones. Each counts as two, one each way.",
        values={"count": str(count)},
    )


def _negative(file: str, row: int, value: str) -> Finding:
    return Finding(
        "negative_value",
        "warning",
        file=file,
        row=row,
        column="strength",
        found=cells.told(value),
        expected="a strength of 0 or more",
        remedy="Values below zero count as negative ties of that strength, kept apart from the others.",
    )


def _basis(file: str) -> Finding:
    return Finding(
        "basis_not_available",
        "note",
        file=file,
        expected="interviews that tell who said what",
        remedy="The file does not tell who says so: results on confirmed and likely ties are left out. A column "
        "reporter would bring them.",
    )


NETWORK = Format(
    key="network",
    title="network of edges and nodes",
    sentence="A folder with edges.csv and, if there is one, nodes.csv, or one list of edges from another program.",
    recognises=recognises,
    read=read,
    order=20,
)
