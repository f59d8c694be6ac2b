"""A file of edges holds one side of each tie: nothing that needs two sides comes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import collabnet
from tests.conftest import DRAWS

if TYPE_CHECKING:
    from pathlib import Path

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
    assert "one_sided" not in {gap.kind for gap in edges.gaps}


def test_a_study_of_interviews_has_both_bases(analysed_tiny: collabnet.Analysis) -> None:
    assert analysed_tiny.network.bases == ("reported", "confirmed")
    assert set(analysed_tiny.tables["centrality"]["ties"]) == {"reported", "confirmed", "posterior"}
    assert "confirmation_rate" in set(analysed_tiny.tables["network_measures"]["measure"])
