"""GraphML: what networkx reads back is the network that was computed."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

import collabnet
from collabnet.exports import ExportOptions, export
from collabnet.exports.graphml import TIED
from collabnet.views import seen


def read_back(analysis: collabnet.Analysis, path: Path, **chosen: str) -> nx.Graph:
    export(analysis, "graphml", path, options=ExportOptions(**chosen))
    return nx.read_graphml(path)


@pytest.fixture
def analysis(analysed_tiny: collabnet.Analysis) -> collabnet.Analysis:
    return analysed_tiny


@pytest.mark.parametrize("process", ["information_exchange", "case_transfer", "case_coordination", "all"])
@pytest.mark.parametrize("wave", ["1", "2"])
@pytest.mark.parametrize("basis", ["reported", "confirmed"])
def test_networkx_reads_back_the_organisations_and_ties_of_the_layer(
    analysis: collabnet.Analysis, tmp_path: Path, process: str, wave: str, basis: str
) -> None:
    graph = read_back(analysis, tmp_path / "x.graphml", process=process, wave=wave, ties=basis)
    layer = analysis.network.layer(process, wave, basis)
    names = list(layer.organisations)
    expected = {
        (names[source], names[target]): strength
        for source, target, strength in zip(layer.source, layer.target, layer.strength, strict=True)
    }
    found = {(source, target): data["weight"] for source, target, data in graph.edges(data=True)}
    if not layer.directed:
        found = {tuple(sorted(pair)): weight for pair, weight in found.items()}
        expected = {tuple(sorted(pair)): weight for pair, weight in expected.items()}
    assert found == expected
    assert graph.is_directed() == layer.directed
    assert set(graph) == set(analysis.network.organisations.index)


def test_measures_and_positions_are_attributes_of_organisations(analysis: collabnet.Analysis, tmp_path: Path) -> None:
    graph = read_back(analysis, tmp_path / "x.graphml", process="information_exchange", wave="1", ties="reported")
    wide = analysis.tables["centrality_wide"]
    here = wide[wide["process"].eq("information_exchange") & wide["wave"].eq("1") & wide["ties"].eq("reported")]
    for row in here.to_dict("records"):
        node = graph.nodes[row["organisation_id"]]
        assert node["indegree"] == row["indegree"]
        assert ("betweenness" in node) == bool(row["interviewed"])
        assert node.get("betweenness", math.nan) == pytest.approx(row["betweenness"], abs=1e-11, nan_ok=True)
    places = analysis.network.positions()
    assert graph.nodes["alder"]["x"] == pytest.approx(places.loc["alder", "x"], abs=1e-11)
    assert graph.nodes["alder"]["name"] == "Alder House"


def test_the_graph_says_what_it_is(analysis: collabnet.Analysis, tmp_path: Path) -> None:
    graph = read_back(analysis, tmp_path / "x.graphml", process="case_transfer", wave="2", ties="reported")
    told = graph.graph
    assert (told["process"], told["wave"], told["ties"], told["view"]) == (
        "case_transfer",
        "2",
        "reported",
        "researcher",
    )


def test_absent_facts_are_left_out_and_lists_are_joined(analysis: collabnet.Analysis, tmp_path: Path) -> None:
    graph = read_back(analysis, tmp_path / "x.graphml", process="information_exchange", wave="1")
    assert "latitude" not in graph.nodes["alder"]
    assert graph.nodes["alder"]["languages"] == "nl|fr"
    assert 0.5 < graph.edges["alder", "birch"]["probability"] < 1
    assert graph.edges["alder", "birch"]["evidence"] == "s01|s02|s08"


def test_names_that_break_xml_are_read_back_as_they_are(analysed_hostile: collabnet.Analysis, tmp_path: Path) -> None:
    graph = read_back(analysed_hostile, tmp_path / "x.graphml")
    assert graph.nodes["o2"]["name"] == "<script>alert(1)</script>"
    assert graph.nodes["o6"]["name"] == "Ünal & Co"


def test_without_a_choice_it_is_everything_together_in_the_last_wave(
    analysis: collabnet.Analysis, tmp_path: Path
) -> None:
    graph = read_back(analysis, tmp_path / "x.graphml")
    assert (graph.graph["process"], graph.graph["wave"], graph.graph["ties"]) == ("all", "2", "reported")


def test_what_others_may_see_keeps_every_tie_that_the_view_shows(
    analysed_sample: collabnet.Analysis, tmp_path: Path
) -> None:
    """The view empties the column of negative ties: an empty cell must not take the tie out."""
    options = ExportOptions(process="case_transfer", wave="1")
    said = export(analysed_sample, "graphml", tmp_path / "x.graphml", view="shared", options=options)
    ties = seen(analysed_sample, "shared").table("ties")
    here = ties[ties["process"].eq("case_transfer") & ties["wave"].eq("1") & ties["state"].isin(TIED)]
    drawn = set(nx.read_graphml(tmp_path / "x.graphml").edges())
    assert drawn == set(zip(here["source"], here["target"], strict=True))
    assert len(drawn) > 20
    assert not any("no tie" in sentence for sentence in said)


def test_a_file_without_a_tie_says_so(analysis: collabnet.Analysis, tmp_path: Path) -> None:
    whole = seen(analysis, "shared")
    none = replace(whole, tables={**whole.tables, "ties": whole.table("ties").iloc[:0]})
    assert "no tie" in export(none, "graphml", tmp_path / "x.graphml")[0]
