"""The tables: their columns, their order, and the way from any number back to the words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import collabnet.tables
from collabnet import analyse, registry
from collabnet.analysis import Analysis
from collabnet.drawn import FEWEST
from collabnet.tables import tables
from tests.conftest import DRAWS

DESIGN = {
    "organisations": "organisation_id name kind sector municipality interviewed in_boundary statements_by "
    "statements_about",
    "required": "source target process wave weight reasons",
    "ties": "source target process wave state strength probability low high yes no silent possible_reporters "
    "transfer_status works evidence",
    "centrality": "organisation_id name sector interviewed process wave ties measure value low high rank rank_low "
    "rank_high normalisation missing",
    "network_measures": "measure process wave ties value low high missing definition",
    "scores": "level subject source target domain wave voice score estimate low high raw_mean aim aim_is shortfall "
    "p_below_aim grade reliability statements reporters basis method evidence",
    "mentions": "domain facet cause valence wave interviews organisations of evidence",
    "causes": "cause competent_level domain locus wave interviews organisations low high evidence",
    "attribution": "domain wave basis part share low high",
    "coverage": "kind key wave interviewed required required_with_statement two_sided one_sided neither "
    "reporters_effective",
    "agreement": "unit coefficient value low high units coders advice",
    "gaps": "gap_id kind organisations source target domains processes waves size confidence reasons suggestion "
    "competent_level evidence",
    "gap_findings": "gap_id kind organisations source target domain process wave size confidence reasons suggestion "
    "competent_level evidence",
    "questions": "gap_id kind ask organisations source target processes domains wave importance reasons suggestion "
    "evidence",
    "findings": "code severity file row column found expected remedy",
}
"""The columns of the design, in its order; more may come after them."""

NEW_TABLE = """
import pandas as pd
from collabnet.tables import Table, TableColumn

LOUD = Table(key="loud", title="loud ones", sentence="Who speaks most.", rows=lambda parts: pd.DataFrame(
    {"organisation_id": list(parts.network.organisations.index), "unnamed": 1}),
    columns=(TableColumn("organisation_id", "Organisation."),))
"""


@pytest.fixture(scope="module", params=["tiny", "sample"])
def analysis(request: pytest.FixtureRequest) -> Analysis:
    made: Analysis = request.getfixturevalue(f"analysed_{request.param}")
    return made


@pytest.mark.parametrize("name", DESIGN)
def test_every_table_of_the_design_is_there_with_its_columns_in_order(analysis: Analysis, name: str) -> None:
    expected = DESIGN[name].split()
    assert list(analysis.tables[name].columns[: len(expected)]) == expected


def test_statements_are_as_read_with_where_they_stand_and_who_said_them(analysis: Analysis) -> None:
    frame = analysis.tables["statements"]
    assert len(frame) == len(analysis.study.statements)
    assert {"statement_id", "quote", "cleared", "file", "row", "reporter", "wave", "voice"} <= set(frame.columns)


def test_every_column_says_what_it_means() -> None:
    for table in tables().values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.meaning.endswith(".") for column in table.columns), table.key
        assert table.sentence.endswith(".")


def test_every_table_has_only_named_columns_unless_it_says_so(analysis: Analysis) -> None:
    for name, frame in analysis.tables.items():
        if not tables()[name].extra:
            assert list(frame.columns) == [column.name for column in tables()[name].columns]


def test_lists_are_joined_by_a_bar(analysis: Analysis) -> None:
    for name, frame in analysis.tables.items():
        for column in frame.columns:
            assert not frame[column].map(lambda value: isinstance(value, (tuple, list, set))).any(), (name, column)


def test_from_every_number_one_join_leads_to_quotes(analysis: Analysis) -> None:
    known = set(analysis.tables["statements"]["statement_id"])
    results = ("ties", "centrality", "network_measures", "scores", "mentions", "causes", "attribution", "coverage")
    for name in (*results, "gaps", "gap_findings", "questions"):
        ids = analysis.tables[name]["evidence"].str.split("|").explode()
        assert set(ids[ids != ""]) <= known, name
        assert (ids != "").any(), name


def test_a_score_without_evidence_does_not_exist(analysis: Analysis) -> None:
    scores, mentions = analysis.tables["scores"], analysis.tables["mentions"]
    assert (scores["evidence"] != "").all()
    assert ((mentions["evidence"] != "") | (mentions["young_people_evidence"] != "")).all()
    assert (analysis.tables["causes"]["evidence"] != "").all()


def test_an_organisation_with_partners_has_evidence_for_its_place(analysis: Analysis) -> None:
    frame = analysis.tables["centrality"]
    degree = frame[frame["measure"].isin(["indegree", "outdegree", "degree"]) & (frame["value"] > 0)]
    degree = degree[degree["ties"].ne("posterior")]  # drawn networks have ties that nobody spoke of
    assert len(degree)
    assert (degree["evidence"] != "").all()


def test_ranks_start_at_one_and_ties_share_the_smallest(analysis: Analysis) -> None:
    frame = analysis.tables["centrality"]
    frame = frame[frame["ties"].ne("posterior")]
    for _, group in frame.groupby(["measure", "process", "wave", "ties"]):
        known = group.dropna(subset=["value"])
        if known.empty:
            continue
        assert known["rank"].min() == 1
        for value, rank in zip(known["value"], known["rank"], strict=True):
            assert rank == 1 + (known["value"] > value + 1e-9).sum()
    assert frame[["low", "high", "rank_low", "rank_high"]].isna().all(axis=None)


def test_on_few_drawn_networks_a_place_has_a_value_and_neither_interval_nor_rank(analysis) -> None:
    """Three networks, of sixty draws: see ``tests/test_drawn.py`` for what stands there from twenty on."""
    assert 0 < analysis.manifest["drawn_networks"] < FEWEST
    frame = analysis.tables["centrality"]
    drawn = frame[frame["ties"].eq("posterior") & frame["value"].notna()]
    assert len(drawn) > 100
    assert drawn[["low", "high", "rank", "rank_low", "rank_high"]].isna().all(axis=None)
    assert (drawn["missing"] == "").all()
    whole = analysis.tables["network_measures"]
    whole = whole[whole["ties"].eq("posterior")]
    assert whole["value"].notna().any()
    assert whole[["low", "high"]].isna().all(axis=None)
    assert set(whole["bounds"]) == {"none"}
    assert analysis.tables["rank_stability"]["told"].isna().all()


def test_what_is_missing_is_said(analysis: Analysis) -> None:
    frame = analysis.tables["centrality"]
    empty = frame[(frame["ties"] == "confirmed") & ~frame["interviewed"].astype(bool)]
    assert (empty["missing"] == "not_interviewed").all()
    assert empty["value"].isna().all()
    assert set(frame["missing"]) <= {"", "not_interviewed", "unknown_as_absent"}


def test_the_wide_table_says_the_same_as_the_long_one(analysis: Analysis) -> None:
    key = ["organisation_id", "process", "wave", "ties"]
    long = analysis.tables["centrality"].set_index([*key, "measure"])["value"].dropna()
    wide = analysis.tables["centrality_wide"].set_index(key)
    measures = [name for name in wide.columns if name in set(long.index.get_level_values("measure"))]
    melted = wide[measures].reset_index().melt(id_vars=key, var_name="measure")
    stacked = melted.set_index([*key, "measure"])["value"].dropna()
    pd.testing.assert_series_equal(long.sort_index(), stacked.sort_index(), check_names=False)


def test_codes_have_english_words_beside_them(analysis: Analysis) -> None:
    assert set(analysis.tables["scores"]["domain_text"]) <= {
        "assessment of needs", "knowledge of services", "capacity", "informal trust", "cultural competence",
    }  # fmt: skip
    assert (analysis.tables["causes"]["cause_text"] != "").all()
    assert (analysis.tables["gaps"]["reasons_text"] != "").all()


def test_tables_that_need_rows_are_left_out_where_there_are_none(tiny: Path, tmp_path: Path) -> None:
    for name in ("organisations.csv", "interviews.csv", "statements.csv", "study.toml"):
        (tmp_path / name).write_bytes((tiny / name).read_bytes())
    found = analyse(tmp_path, draws=DRAWS).tables
    assert "services" not in found
    assert "members" not in found
    assert set(DESIGN) <= set(found)


@pytest.fixture
def dropped_in(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "loud.py").write_text(NEW_TABLE, encoding="utf-8")
    collabnet.tables.__path__.append(str(tmp_path))
    registry._inhabitants.cache_clear()
    yield
    collabnet.tables.__path__.remove(str(tmp_path))
    sys.modules.pop("collabnet.tables.loud", None)
    registry._inhabitants.cache_clear()


@pytest.mark.usefixtures("dropped_in")
def test_a_table_dropped_in_is_built_with_the_columns_it_names(tiny: Path) -> None:
    frame = analyse(tiny, draws=DRAWS, scores="transparent").tables["loud"]
    assert list(frame.columns) == ["organisation_id"]
    assert len(frame) == 6
