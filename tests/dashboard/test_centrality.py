from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.pages import centrality
from dashboard.sentences import centrality as read
from dashboard.sentences.centrality import Asked
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.fakes import centrality as centrality_table
from tests.dashboard.reading import empty_seen, ids, likely, parts, rows_of, seen_with, with_class, words


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
    assert "There is no interval and no range of possible places on this basis" in words(shown)
    assert "–" not in {row["betweenness_place"] for row in rows_of(shown)}


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


def test_a_study_without_measures_is_not_in_the_menu() -> None:
    assert not centrality.available(empty_seen())


@pytest.mark.parametrize("ties", ["reported", "confirmed"])
def test_no_two_things_on_the_page_share_an_id(analysed_sample: Any, ties: str) -> None:
    shown = centrality.layout(
        look(analysed_sample), State(study="s", page="centrality", wave="1", options={"ties": ties})
    )
    assert len(ids(shown)) == len(set(ids(shown)))


def definitions(shown: Any) -> dict[str, dict[str, Any]]:
    found = next(part.columnDefs for part in parts(shown) if hasattr(part, "columnDefs"))
    return {column["field"]: column for column in found}


def test_on_likely_relations_a_value_stands_with_its_interval_as_words_and_as_a_bar() -> None:
    shown = centrality.layout(likely(), state(ties="posterior", measures=("betweenness",)))
    tower = next(row for row in rows_of(shown) if row["_id"] == "tower")
    assert (tower["betweenness"], tower["betweenness_low"], tower["betweenness_high"]) == (2.5, 1.5, 3.5)
    column = definitions(shown)["betweenness"]
    assert column["cellStyle"] == {"function": "collabnetTrack(params, 0.0, 3.5)"}
    assert column["valueFormatter"] == {"function": "collabnetInterval(params, 'en', 1)"}


def test_on_likely_relations_possible_places_stand_for_ranks_and_those_that_tell_little_are_not_shown() -> None:
    shown = centrality.layout(likely(), state(ties="posterior", measures=("betweenness",)))
    last = {row["_id"]: row["betweenness_place_high"] for row in rows_of(shown)}
    assert last == {"tower": 2.0, "north": None, "river": None, "youth": None}
    reads = definitions(shown)["betweenness_place"]["valueFormatter"]
    assert reads == {"function": "collabnetPlaces(params, 'en', \"cannot tell\")"}
    assert "span more than a third of all organisations" in words(shown)
    without = centrality.layout(likely(), state(ties="posterior", measures=("betweenness",), places="no"))
    assert "betweenness_place" not in definitions(without)


def test_a_filter_does_not_change_what_a_range_of_places_says() -> None:
    shown = centrality.layout(likely(), state(ties="posterior", measures=("betweenness",), search="tower"))
    assert [row["betweenness_place_high"] for row in rows_of(shown)] == [2.0]
    alone = centrality.layout(likely(), state(ties="posterior", measures=("betweenness",), search="north"))
    assert [row["betweenness_place_high"] for row in rows_of(alone)] == [None]


def test_the_answer_on_likely_relations_is_as_sure_as_the_places() -> None:
    here = state(ties="posterior", measures=("betweenness",))
    assert centrality.answer(likely(), here) == "In between: highest for Tower Welfare, 2.5 (1.5–3.5)."
    seen = likely()
    frame = seen.tables["centrality"]
    frame.loc[frame["ties"] == "posterior", "rank_low"] = 1.0
    said = centrality.answer(seen, here)
    assert said == (
        "In between: 4 organisations may stand first; the highest estimate is that of Tower Welfare, 2.5 (1.5–3.5)."
    )
    frame.loc[(frame["ties"] == "posterior") & (frame["organisation_id"] != "north"), "rank_low"] = 2.0
    frame.loc[(frame["ties"] == "posterior") & frame["organisation_id"].isin(["tower", "north"]), "rank_low"] = 1.0
    assert "highest among North Shelter and Tower Welfare, in which order is not sure" in centrality.answer(seen, here)


def test_of_few_possible_networks_values_stand_alone_and_nobody_stands_first() -> None:
    here = state(ties="posterior", measures=("betweenness",))
    seen = likely()
    frame = seen.tables["centrality"]
    frame.loc[frame["ties"] == "posterior", ["low", "high", "rank", "rank_low", "rank_high"]] = float("nan")
    assert centrality.answer(seen, here) == "In between: too few possible networks to say who stands first."
    tower = next(row for row in rows_of(centrality.layout(seen, here)) if row["_id"] == "tower")
    assert tower["betweenness"] == 2.5
    assert tower["betweenness_place_high"] is None
    assert "nan" not in str(definitions(centrality.layout(seen, here))["betweenness"])


def test_where_nothing_is_likely_the_basis_is_not_offered(seen: FakeSeen) -> None:
    assert centrality.answer(seen, state(ties="posterior", measures=("betweenness",))).startswith("In between")
    assert "likely, with intervals" not in str(centrality.layout(seen, state()))
    assert "likely, with intervals" in str(centrality.layout(likely(), state()))


def test_on_what_was_reported_a_place_is_shown_only_when_asked_for_and_says_what_it_is_worth(seen: FakeSeen) -> None:
    assert "betweenness_place" not in definitions(centrality.layout(seen, state()))
    asked = centrality.layout(seen, state(places="yes"))
    assert "betweenness_place" in definitions(asked)
    assert "one interview more may move it" in words(asked)


def test_filters_stand_in_the_address_and_leave_what_fits(seen: FakeSeen) -> None:
    for options, kept in (
        ({"interviewed": "no"}, {"youth"}),
        ({"search": "TOW"}, {"tower"}),
        ({"search": "  "}, {"north", "river", "tower", "youth"}),
        ({"sector": ("reception",)}, {"north", "river", "tower", "youth"}),
        ({"interviewed": "yes", "search": "r"}, {"north", "river", "tower"}),
    ):
        assert {row["_id"] for row in rows_of(centrality.layout(seen, state(**options)))} == kept, options  # type: ignore[arg-type]


def test_the_answer_under_a_filter_says_among_whom(seen: FakeSeen) -> None:
    said = centrality.answer(seen, state(measures=("betweenness",), interviewed="no"))
    assert said == "In between: highest for Youth House (0) – shown: 1 of 4 organisations."


def test_filtered_to_nothing_says_which_filter_to_loosen(seen: FakeSeen) -> None:
    here = state(search="tower", interviewed="no")
    shown = centrality.layout(seen, here)
    assert "Loosen interviewed or not and search by name" in words(shown)
    assert centrality.answer(seen, here) == "None of the 4 organisations fits all the filters at once."
    alone = centrality.layout(seen, state(search="nobody", interviewed="no"))
    assert "Loosen search by name." in words(alone)


def test_columns_are_chosen_by_what_they_tell_each_with_its_sentence(seen: FakeSeen) -> None:
    groups = with_class(centrality.layout(seen, state()), "chooser-group")
    said = [words(group) for group in groups]
    assert said[0].startswith("How many partners Who works with many others")
    boxes = [part for group in groups for part in parts(group) if type(part).__name__ == "Checkbox"]
    assert {box.value for box in boxes} == {"indegree", "betweenness"}
    assert all(box.description.endswith(".") for box in boxes)
    assert len({box.id for box in boxes}) == len(boxes)


def test_a_measure_without_a_family_can_be_chosen_all_the_same() -> None:
    table = centrality_table()
    stranger = table[table["measure"] == "indegree"].assign(measure="brand_new")
    shown = centrality.layout(seen_with(centrality=pd.concat([table, stranger])), state(measures=("brand_new",)))
    last = with_class(shown, "chooser-group")[-1]
    assert "Other measures" in words(last)
    assert "brand_new" in rows_of(shown)[0]


def test_every_measure_of_the_library_has_a_family() -> None:
    from collabnet.measures import measures
    from dashboard.sentences.families import FAMILIES, by_family

    keys = tuple(key for key, one in measures().items() if one.level == "organisation")
    found = by_family(keys)
    assert sorted(key for inside in found.values() for key in inside) == sorted(keys)
    assert FAMILIES[-1] not in found, [measures()[key].order for key in found[FAMILIES[-1]]]


def test_a_column_that_says_the_same_of_everyone_is_said_once(seen: FakeSeen) -> None:
    assert "missing" not in definitions(centrality.layout(seen, state()))
    table = centrality_table()
    table.loc[table["organisation_id"] == "youth", "missing"] = "not_interviewed"
    assert "missing" in definitions(centrality.layout(seen_with(centrality=table), state()))


def test_a_row_says_every_reason_of_its_measures_once(seen: FakeSeen) -> None:
    table = centrality_table()
    silent = table["organisation_id"].eq("youth") & table["measure"].eq("betweenness")
    table.loc[silent, ["missing", "value", "rank"]] = ["not_interviewed", float("nan"), float("nan")]
    rows = read.positions(seen_with(centrality=table), Asked("all", "1", "reported", ("indegree", "betweenness")))
    codes = rows.set_index("organisation_id")["missing"]
    assert codes["youth"] == "not_interviewed|unknown_as_absent"
    assert set(codes.drop("youth")) == {"unknown_as_absent"}
    assert read.missing_words(seen, codes["youth"], Say("en")) == (
        "not interviewed: no value where its own word is needed; pairs nobody spoke of count as no relation"
    )


def test_measures_of_the_whole_network_that_few_ask_for_are_folded_in(analysed_tiny: Any) -> None:
    shown = centrality.layout(look(analysed_tiny, "researcher"), State(study="s", wave="1", page="centrality"))
    said = words(shown)
    before, after = said.split("More measures (")
    assert "Density" in before
    assert "Triples" not in before
    assert "Triples" in after


@pytest.mark.parametrize(("value", "said"), [(0.25, "0.25 to 1"), (1.0, "1 to 0.25")])
def test_what_it_is_if_nobody_worked_together_stands_before_what_it_is_if_everybody_did(
    value: float, said: str
) -> None:
    row = {"ties": "reported", "value": value, "low": 0.25, "high": 1.0, "bounds": "extremes"}
    assert read.bounds(row, Say("en")) == said


def test_a_number_of_ties_drawn_apart_has_a_dash_and_a_reason() -> None:
    rows = pd.DataFrame({"measure": ["reciprocity"], "low": [0.1], "high": [0.2], "bounds": ["drawn_apart"]})
    it = Asked("all", "1", "posterior", ())
    text = Say("en")
    assert read.bounds(rows.iloc[0].to_dict(), text) == "–"
    assert "A dash stands" in read.bounds_note(it, rows, text)
    assert "A dash stands" not in read.bounds_note(it, rows.assign(bounds="interval"), text)
