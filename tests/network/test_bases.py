"""A file of edges holds one side of each tie: nothing that needs two sides comes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import collabnet
from collabnet import measures
from collabnet.network import Network
from collabnet.tables import tables
from collabnet.views import seen
from tests.conftest import DRAWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Build = Callable[..., Network]

EDGES = """source,target,relation,value
a,b,advice,1
a,b,money,1
b,c,advice,2
c,a,advice,0
c,b,money,1
"""


@pytest.fixture
def edges(tmp_path: Path) -> collabnet.Analysis:
    (tmp_path / "edges.csv").write_text(EDGES, encoding="utf-8")
    return collabnet.analyse(tmp_path, draws=DRAWS)


def test_a_network_of_edges_has_no_confirmed_rows(edges: collabnet.Analysis) -> None:
    assert edges.network.bases == ("reported",)
    for name in ("centrality", "centrality_wide", "network_measures"):
        assert set(edges.tables[name]["ties"]) == {"reported"}, name


def test_a_network_of_edges_has_no_rate_of_ties_that_both_sides_confirm(edges: collabnet.Analysis) -> None:
    measured = set(edges.tables["network_measures"]["measure"])
    assert "density" in measured
    assert "confirmation_rate" not in measured


def test_a_network_of_edges_has_no_tie_about_which_the_other_side_is_silent(edges: collabnet.Analysis) -> None:
    assert "one_sided" not in {kind for gap in edges.gaps for kind in gap.kinds}


def test_a_tie_of_a_file_is_listed_and_has_no_sides(edges: collabnet.Analysis) -> None:
    assert dict(edges.tables["ties"]["state"].value_counts()) == {"listed": 7, "absent": 1, "unknown": 1}
    assert set(edges.tables["pairs"]["relation"]) == {"listed", "unknown"}
    assert edges.network.layer("advice").m == 2
    assert "ties of a file" in repr(edges.network)
    assert "interview" not in repr(edges) + repr(edges.network)


def test_what_rests_on_who_says_so_is_empty_for_a_file_and_full_for_interviews(
    edges: collabnet.Analysis, analysed_tiny: collabnet.Analysis
) -> None:
    emptied = 0
    for name, table in tables().items():
        for column in table.columns:
            if not column.on_reporters or name not in edges.tables:
                continue
            cells = edges.tables[name][column.name]
            assert len(cells), (name, column.name)
            assert cells.isna().all() or set(cells) == {""}, (name, column.name)
            assert analysed_tiny.tables[name][column.name].notna().any(), (name, column.name)
            emptied += 1
    assert emptied == 20
    assert edges.network.interviewed("1") == {"a", "b", "c"}


CONTRADICTING = "source,target,relation,value,type\n" + "".join(
    f"{source},{target},advice,{value},Undirected\n"
    for source, target, value in [("a", "b", 1), ("b", "a", 0), ("b", "c", 1), ("c", "d", 1), ("d", "a", 1)]
)


def test_others_are_not_told_which_tie_of_a_file_its_rows_contradict(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text(CONTRADICTING, encoding="utf-8")
    analysis = collabnet.analyse(tmp_path, scores="transparent", draws=DRAWS)
    for name, column in (("ties", "state"), ("pairs", "relation")):
        assert set(analysis.tables[name][column]) == {"listed", "contested"}
        shared = seen(analysis, "shared").tables[name]
        assert set(shared[column]) == {"listed"}
        assert len(shared) == len(analysis.tables[name])


def test_others_see_no_tie_of_a_file_in_which_fewer_than_k_send_one(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\na,c\nb,c\n", encoding="utf-8")
    analysis = collabnet.analyse(tmp_path, scores="transparent", draws=DRAWS)
    assert seen(analysis, "shared").tables["ties"].empty


def test_a_study_of_interviews_has_both_bases(analysed_tiny: collabnet.Analysis) -> None:
    assert analysed_tiny.network.bases == ("reported", "confirmed")
    assert set(analysed_tiny.tables["centrality"]["ties"]) == {"reported", "confirmed", "posterior"}
    assert "confirmation_rate" in set(analysed_tiny.tables["network_measures"]["measure"])


def test_in_a_list_of_ties_who_sends_none_sends_none(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\na,c\nb,c\n", encoding="utf-8")
    layer = Network.from_study(collabnet.read(tmp_path)).layer()
    assert not layer.interviewed[2]
    assert layer.heard.all()
    assert measures.measure(layer)["outdegree"].tolist() == [2, 1, 0]
    assert set(measures.missing(layer, "outdegree")) == {"unknown_as_absent"}


def test_what_observers_report_is_about_all_alike_and_what_nobody_says_is_about_nobody(network: Build) -> None:
    observer = {"interview_id": "o", "kind": "observation"}
    said = [{"interview_id": "o", "source": "a", "target": "b", "process": "information_exchange"}]
    assert network(said, interviews=[observer]).layer().heard.all()
    assert not network(said, interviews=[observer, "b"]).layer().heard[0]
    paper = {"interview_id": "o", "kind": "document"}
    assert not network(said, interviews=[paper]).layer().heard.any()


def test_measures_that_need_its_own_word_are_empty_for_who_was_not_interviewed(
    analysed_tiny: collabnet.Analysis,
) -> None:
    table = analysed_tiny.tables["centrality"]
    known = measures.measures()
    directed = {key for key, process in analysed_tiny.network.processes.items() if process.directed}
    silent = table[table["ties"].eq("reported") & ~table["interviewed"].astype(bool)]
    needed = silent["measure"].map(lambda key: known[key].needs_own_word) | ~silent["process"].isin(directed)
    assert needed.sum() > 50
    assert silent.loc[needed, ["value", "rank"]].isna().all(axis=None)
    assert set(silent.loc[needed, "missing"]) == {"not_interviewed"}
    assert set(silent.loc[~needed, "measure"]) == {"indegree", "strength_in", "harmonic_in", "closeness"}
    assert silent.loc[~needed, "value"].notna().all()
    assert "not_interviewed" not in set(silent.loc[~needed, "missing"])
    wide = analysed_tiny.tables["centrality_wide"]
    row = wide[wide["ties"].eq("reported") & ~wide["interviewed"].astype(bool) & wide["process"].isin(directed)]
    assert row["outdegree"].isna().all()
    assert row["missing"].str.startswith("not_interviewed").all()
