"""GraphML for Gephi, visone, yEd, igraph and networkx: one way of working together, in one wave, on one basis."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from collabnet.exports import Export, ExportOptions
from collabnet.exports._values import clean, plain, rounded
from collabnet.languages import text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping
    from pathlib import Path

    from collabnet.views import Seen

ALL: Final = "all"
TIED: Final = frozenset({
    "confirmed", "one_sided", "unverifiable", "listed", "reported_by_others", "contested", "reported",
})  # fmt: skip
"""States in which at least one says yes."""

TYPES: Final = {bool: "boolean", int: "long", float: "double", str: "string"}
NOT_OF_THE_NODE: Final = frozenset({"organisation_id", "name", "sector", "interviewed", "process", "wave", "ties"})

Facts = dict[str, "str | float | bool"]


class _Graph(NamedTuple):
    """One graph: facts about itself, its organisations and its ties; absent facts are not there."""

    directed: bool
    facts: Facts
    nodes: Mapping[str, Facts]
    ties: list[tuple[str, str, Facts]]


def _cannot_hold(seen: Seen) -> tuple[str, ...]:
    said = [text("A GraphML file holds the network only: no statements, scores, causes or gaps.")]
    ties = seen.table("ties")
    if not _drawn(seen, _chosen(seen, ExportOptions(process=_only_process(seen)))).shape[0]:
        said.insert(0, text("This file holds organisations and no tie: none is reported in what is chosen and shown."))
    if len(ties) and len(ties[["process", "wave"]].drop_duplicates()) > 1:
        said.append(
            text(
                "It holds one way of working together, in one wave, on one basis: unless you choose, "
                "all of them together, in the last wave, as reported."
            )
        )
    if "negative" in ties and ties["negative"].eq(True).any():
        said.append(text("Conflict and avoidance are left out: programs would count them as working together."))
    if len(ties) and (~ties["state"].isin(TIED)).any():
        said.append(text("Ties that ended, were denied or are unknown are left out: a line would count as a tie."))
    said.append(text("Lists are joined with a bar, and what is absent is left out: GraphML knows neither."))
    return tuple(said)


def _write(seen: Seen, path: Path, options: ExportOptions) -> None:
    graph = _graph(seen, _chosen(seen, options))
    path.write_bytes("".join(_document(graph)).encode())


def _only_process(seen: Seen) -> str:
    """Return the way of working together that was chosen; nothing where there are several."""
    found = set(seen.table("ties").get("process", ()))
    return next(iter(found)) if len(found) == 1 else ""


def _chosen(seen: Seen, options: ExportOptions) -> ExportOptions:
    waves = [wave.id for wave in seen.settings.waves]
    spoken = seen.table("ties")
    known = [wave for wave in waves if wave in set(spoken["wave"])] if len(spoken) else waves
    wave = options.wave or (known or waves or [""])[-1]
    return ExportOptions(options.process or ALL, wave, options.ties or "reported")


def _graph(seen: Seen, chosen: ExportOptions) -> _Graph:
    facts = {"process": chosen.process, "wave": chosen.wave, "ties": chosen.ties, "title": seen.settings.title,
             "view": seen.view}  # fmt: skip
    nodes = _nodes(seen, chosen)
    return _Graph(_directed(seen, chosen.process), _facts(facts), nodes, _ties(seen, chosen, nodes))


def _directed(seen: Seen, process: str) -> bool:
    declared = seen.settings.processes
    if process == ALL:
        used = set(seen.table("ties").get("process", ())) - {ALL}
        return not used or any(key not in declared or declared[key].directed for key in used)
    return process not in declared or declared[process].directed


def _nodes(seen: Seen, chosen: ExportOptions) -> Mapping[str, Facts]:
    organisations = seen.table("organisations")
    if "kind" in organisations:
        organisations = organisations[organisations["kind"] == "organisation"]
    measured, places = _measured(seen.table("centrality_wide"), chosen), seen.network_positions
    nodes = {}
    for row in organisations.to_dict("records"):
        key = str(row.pop("organisation_id"))
        where = places.loc[key].to_dict() if key in places.index else {}
        nodes[key] = _facts({**_named(row), **measured.get(key, {}), **_named(where)})
    return dict(sorted(nodes.items()))


def _measured(wide: pd.DataFrame, chosen: ExportOptions) -> Mapping[str, Mapping[str, Any]]:
    if wide.empty:
        return {}
    here = wide[wide["process"].eq(chosen.process) & wide["wave"].eq(chosen.wave) & wide["ties"].eq(chosen.ties)]
    measures = [column for column in here.columns if column not in NOT_OF_THE_NODE]
    ids = here["organisation_id"].astype(str)
    return dict(zip(ids, map(_named, here[measures].to_dict("records")), strict=True))


def _named(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _ties(seen: Seen, chosen: ExportOptions, nodes: Mapping[str, Facts]) -> list[tuple[str, str, Facts]]:
    found = []
    for row in _drawn(seen, chosen).sort_values(["source", "target"]).to_dict("records"):
        source, target = str(row.pop("source")), str(row.pop("target"))
        facts = {str(name): value for name, value in row.items() if name not in {"process", "wave", "negative"}}
        if source in nodes and target in nodes:
            found.append((source, target, _facts({"weight": facts.pop("strength", None), **facts})))
    return found


def _drawn(seen: Seen, chosen: ExportOptions) -> pd.DataFrame:
    """Return the ties that become lines.

    The shared view empties the column of negative ties and leaves these out: what is not told to be one is none.
    """
    ties = seen.table("ties")
    if ties.empty:
        return pd.DataFrame(columns=["source", "target"])
    states = frozenset({"confirmed"}) if chosen.ties == "confirmed" else TIED
    here = ties[ties["process"].eq(chosen.process) & ties["wave"].eq(chosen.wave) & ties["state"].isin(states)]
    negative = here["negative"].eq(True).fillna(False) if "negative" in here else False
    return here.loc[~pd.Series(negative, index=here.index, dtype=bool)]


def _facts(row: Mapping[str, Any]) -> Facts:
    """Leave out what is absent; numbers that are whole stay numbers with a point, so that a column has one type."""
    found: Facts = {}
    for name, value in row.items():
        cell = plain(value)
        if cell is not None:
            found[name] = clean(cell) if isinstance(cell, str) else cell
    return found


def _document(graph: _Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    keys = {
        "graph": _keys([graph.facts]),
        "node": _keys(graph.nodes.values()),
        "edge": _keys(facts for _, _, facts in graph.ties),
    }
    for owner, types in keys.items():
        for name, kind in types.items():
            name_and_type = f'attr.name="{escape(name)}" attr.type="{TYPES[kind]}"'
            yield f'  <key id="{owner}_{escape(name)}" for="{owner}" {name_and_type}/>\n'
    yield f'  <graph id="collabnet" edgedefault="{"directed" if graph.directed else "undirected"}">\n'
    yield _data("graph", graph.facts, keys["graph"])
    for key, facts in graph.nodes.items():
        yield f'    <node id="{escape(clean(key))}">\n{_data("node", facts, keys["node"])}    </node>\n'
    for source, target, facts in graph.ties:
        ends = f'source="{escape(clean(source))}" target="{escape(clean(target))}"'
        yield f"    <edge {ends}>\n{_data('edge', facts, keys['edge'])}    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _keys(rows: Iterable[Facts]) -> dict[str, type]:
    """Find the one type of every fact: the widest that any row needs."""
    found: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            found[name] = _wider(found.get(name, type(value)), type(value))
    return found


def _wider(one: type, other: type) -> type:
    if one is other:
        return one
    return float if {one, other} == {int, float} else str


def _data(owner: str, facts: Facts, types: Mapping[str, type]) -> str:
    return "".join(f'      <data key="{owner}_{escape(name)}">{_said(value, types[name])}</data>\n'
                   for name, value in facts.items())  # fmt: skip


def _said(value: str | float | bool, kind: type) -> str:
    if kind is bool:
        return "true" if value else "false"
    if kind is float:
        return repr(rounded(float(value)))
    return escape(str(value))


GRAPHML = Export(
    key="graphml",
    title="GraphML",
    sentence="The network of one way of working together, with measures: for Gephi, visone, yEd, igraph and networkx.",
    suffix=".graphml",
    cannot_hold=_cannot_hold,
    write=_write,
    order=3,
)
