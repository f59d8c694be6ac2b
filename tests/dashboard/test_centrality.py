from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.pages import centrality
from collabnet.exports import Sheet, SheetColumn, exports
from dashboard.state import State
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import empty_seen, hrefs, ids, rows_of, seen_with, words


def state(**options: str | tuple[str, ...]) -> State:
    return State(study="small", page="centrality", wave="1", options=options)


def test_the_answer_names_who_stands_first_and_says_when_several_share_it(seen: FakeSeen) -> None:
    said = centrality.answer(seen, state(measures=("betweenness",)))
    assert said == "In between: highest for Tower Welfare (2)."
    shared = centrality.answer(seen, state(measures=("indegree",)))
    assert "North Shelter, Tower Welfare, and Youth House (1)" in shared


def test_only_the_columns_chosen_are_shown(seen: FakeSeen) -> None:
    rows = rows_of(centrality.layout(seen, state(measures=("betweenness",))))
    assert "betweenness" in rows[0]
    assert "indegree" not in rows[0]


def test_every_cell_knows_its_own_evidence(seen: FakeSeen) -> None:
    row = next(row for row in rows_of(centrality.layout(seen, state())) if row["_id"] == "tower")
    assert row["_pick"] == "org:tower"
    assert row["_pick_betweenness"] == "measure:betweenness:tower:all:1:reported"


def test_without_an_interval_the_page_says_so_and_shows_no_range_of_places(seen: FakeSeen) -> None:
    shown = centrality.layout(seen, state(places="yes"))
    assert "there is no interval and no range of possible places on this basis" in words(shown)
    assert "–" not in {row["betweenness_place"] for row in rows_of(shown)}


def test_where_there_is_a_range_of_places_it_is_shown(seen: FakeSeen) -> None:
    ranged = seen.tables["centrality"].assign(rank_low=1.0, rank_high=3.0)
    rows = rows_of(centrality.layout(seen_with(centrality=ranged), state(places="yes")))
    assert {row["betweenness_place"] for row in rows} == {"1–3"}


def test_what_is_missing_is_said_in_words(seen: FakeSeen) -> None:
    rows = rows_of(centrality.layout(seen, state()))
    assert {row["missing"] for row in rows} == {"pairs nobody spoke of count as no relation"}


def test_the_network_carries_its_bounds(seen: FakeSeen) -> None:
    said = words(centrality.layout(seen, state()))
    assert "0.25" in said
    assert "0.20 to 0.60" in said


def test_every_measure_shown_says_how_it_is_computed_and_whom_to_cite(seen: FakeSeen) -> None:
    said = words(centrality.layout(seen, state(measures=("betweenness",))))
    assert "Cite: Freeman" in said


def test_the_csv_is_exactly_what_is_seen_with_its_methods_above(seen: FakeSeen) -> None:
    written = centrality.comma_separated(seen, state(measures=("betweenness",), rows="tower,north"))
    lines = written.decode("utf-8-sig").splitlines()
    table = pd.read_csv(io.StringIO("\n".join(lines)), comment="#")
    assert list(table.columns) == ["organisation_id", "name", "sector", "betweenness", "betweenness_rank", "missing"]
    assert list(table["organisation_id"]) == ["tower", "north"]
    assert any(line.startswith("# betweenness") and "Cite: Freeman" in line for line in lines)


def test_the_workbook_is_the_same_bytes_each_time_and_holds_methods(seen: FakeSeen) -> None:
    here = state(measures=("betweenness",))
    assert centrality.workbook(seen, here) == centrality.workbook(seen, here)
    sheets = pd.read_excel(io.BytesIO(centrality.workbook(seen, here)), sheet_name=None, engine="calamine")
    assert list(sheets) == ["positions", "methods", "about"]
    assert list(sheets["methods"]["key"]) == ["betweenness"]


def test_a_name_that_looks_like_a_formula_stays_text_in_files() -> None:
    sheet = Sheet("t", ("name", "value"), [("=1+1", 0.1), ("@x", None)])
    assert as_csv(sheet, ()).decode("utf-8-sig").splitlines() == ["name,value", "'=1+1,0.1", "'@x,"]
    back = pd.read_excel(io.BytesIO(as_workbook([sheet], title="t")), engine="calamine")
    assert list(back["name"]) == ["=1+1", "@x"]


def test_the_page_offers_both_files_for_the_present_address(seen: FakeSeen) -> None:
    links = hrefs(centrality.layout(seen, state(measures=("betweenness",))))
    assert "/take/small/positions.csv?wave=1&lang=en&measures=betweenness" in links
    assert set(centrality.PAGE.files) == set(centrality.FILES)


def test_a_study_without_measures_is_not_in_the_menu() -> None:
    assert not centrality.available(empty_seen())


@pytest.mark.parametrize("ties", ["reported", "confirmed"])
def test_no_two_things_on_the_page_share_an_id(analysed_sample: Any, ties: str) -> None:
    shown = centrality.layout(
        look(analysed_sample), State(study="s", page="centrality", wave="1", options={"ties": ties})
    )
    assert len(ids(shown)) == len(set(ids(shown)))
