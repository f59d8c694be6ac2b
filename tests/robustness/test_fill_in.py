"""What is unknown filled in: by hand on three reporters, and where the readings must agree."""

from __future__ import annotations

import itertools
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from collabnet import measures, read
from collabnet.network import Network
from collabnet.robustness import TREATMENTS, Deletion, fill_in, filling, left_out, places, robust

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from collabnet.network import Layer

TIE = {"process": "information_exchange"}
SAID = [
    TIE | {"by": "a", "source": "a", "target": "b"},
    TIE | {"by": "b", "source": "a", "target": "b"},
    TIE | {"by": "a", "source": "c", "target": "a"},
    TIE | {"by": "b", "source": "a", "target": "d"},
    TIE | {"by": "a", "source": "b", "target": "a"},
    TIE | {"by": "a", "source": "a", "target": "c", "tie_state": "absent"},
]
"""a and b were interviewed. Both say a→b; a says c→a, b→a and no to a→c; b, a third party, says a→d."""


@pytest.fixture(scope="module")
def sample_network(sample: Path) -> Network:
    return Network.from_study(read(sample))


def by_treatment(made: Network, measure: str, process: str = "information_exchange") -> dict[str, list[float]]:
    rows = fill_in(made, process, keys=[measure])
    return {treatment: rows.loc[rows["treatment"].eq(treatment), "value"].tolist() for treatment in TREATMENTS}


def test_indegrees_are_those_of_a_hand_worked_example(network) -> None:
    found = by_treatment(network(SAID), "indegree")
    assert found["unknown_absent"] == [2, 1, 0, 1]
    assert found["union"] == [2, 1, 0, 0]
    assert found["intersection"] == [0, 1, 0, 0]
    assert found["null"] == [0, 1, 0, 0]
    assert found["reconstruction"] == [1, 1, 0, 0]
    assert found["available_case"] == pytest.approx([0, 3, 0, 0])


def test_what_could_be_is_that_of_a_hand_worked_example(network) -> None:
    # Unknown: b→c, b→d, c→b, c→d, d→a, d→b, d→c; a→c is denied, all else is a tie.
    found = by_treatment(network(SAID), "indegree")
    assert found["unknown_present"] == [3, 3, 2, 3]
    assert found["own_present"] == [2, 3]
    assert found["others_present"] == [0, 1]


def test_available_partners_are_scaled_by_the_pairs_that_could_be_observed(network) -> None:
    # Partners by own account: a has b; b has a; c and d have none of the two interviewed.
    said = [*SAID, TIE | {"by": "b", "source": "b", "target": "d"}]
    assert by_treatment(network(said), "degree")["available_case"] == pytest.approx([1, 2, 0, 1.5])
    out = by_treatment(network(said), "outdegree")["available_case"]
    assert out[:2] == [1, 1]
    assert np.isnan(out[2:]).all()


def test_other_measures_of_available_cases_see_the_interviewed_alone(network) -> None:
    found = by_treatment(network(SAID), "harmonic_out")["available_case"]
    assert found[:2] == [1, 0]
    assert np.isnan(found[2:]).all()


def test_without_direction_union_reconstruction_and_null_agree(network) -> None:
    said = [row | {"process": "case_coordination"} for row in SAID]
    found = by_treatment(network(said), "degree", "case_coordination")
    assert found["union"] == found["reconstruction"] == found["null"]
    assert found["intersection"] == [1, 1, 0, 0]


def test_in_all_a_tie_without_direction_is_one_for_both_whoever_says_so(network) -> None:
    made = network([{"by": "a", "source": "a", "target": "b", "process": "case_coordination"}])
    found = by_treatment(made, "indegree", "all")
    assert found["null"] == found["union"] == [1, 1, 0, 0]


def test_unknown_absent_is_the_value_shown_elsewhere(sample_network: Network) -> None:
    rows = fill_in(sample_network)
    shown = measures.measure(sample_network.layer("all"), rows["measure"].unique())
    rows = rows[rows["treatment"].eq("unknown_absent")]
    here = rows.pivot_table(index="organisation_id", columns="measure", values="value")
    here = here.loc[shown.index, shown.columns]
    told = shown.notna()
    assert told.to_numpy().sum() > 100
    assert here.where(told).equals(shown)


def test_counts_grow_with_the_ties_that_a_reading_sees(sample_network: Network) -> None:
    for process in ("all", "case_coordination"):
        found = {key: np.array(values) for key, values in by_treatment(sample_network, "degree", process).items()}
        assert (found["intersection"] <= found["union"]).all()
        assert (found["null"] <= found["union"]).all()
        assert (found["union"] <= found["unknown_absent"]).all()
        assert (found["unknown_absent"] <= found["unknown_present"]).all()


def test_where_everybody_was_interviewed_nothing_is_filled_in(network) -> None:
    made = network(SAID[:2], organisations=["a", "b"])
    found = by_treatment(made, "indegree")
    assert found["unknown_present"] == found["unknown_absent"] == found["reconstruction"] == [0, 1]
    assert found["own_present"] == []
    assert len(places(fill_in(made))) == 0


def test_where_nobody_was_interviewed_readings_are_empty_and_not_wrong(network) -> None:
    found = by_treatment(network([], interviews=[]), "degree")
    assert found["union"] == found["null"] == [0] * 4
    assert found["unknown_present"] == [3] * 4
    assert np.isnan(found["available_case"]).all()


def test_one_organisation_has_a_place_under_every_reading(network) -> None:
    rows = fill_in(network([], organisations=["a"], interviews=["a"]), keys=["degree"])
    assert rows.loc[rows["treatment"].isin(["union", "unknown_absent", "unknown_present"]), "rank"].tolist() == [
        1,
        1,
        1,
    ]


def test_places_say_from_where_to_where(network) -> None:
    found = places(fill_in(network(SAID), "information_exchange", keys=["indegree"]), {"c": "Club C"})
    assert found[["organisation_id", "rank_low", "rank_high", "count"]].to_numpy().tolist() == [
        ["c", 1, 4, 4], ["d", 1, 3, 4],
    ]  # fmt: skip
    assert found["text"].iloc[0] == (
        "Club C was not interviewed: by “Organisations that turn to it” its place could be at least from 1 to 4 of 4; "
        "other mixes of ties could take it further still."
    )


def every_place(layer: Layer, keys: Sequence[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the highest and the lowest place of each organisation over every filling of what nobody said."""
    rows, columns = layer.unknown
    open_ = ~(layer.interviewed[rows] & layer.interviewed[columns])
    rows, columns = rows[open_], columns[open_]
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for chosen in itertools.product([False, True], repeat=len(rows)):
        filled = layer.adding(rows[np.array(chosen)], columns[np.array(chosen)])
        values = pd.DataFrame(measures.values(filled, keys))
        ranks = values.round(9).rank(method="min", ascending=False).astype(int)
        for key in keys:
            for organisation in layer.organisations[~layer.interviewed]:
                place = ranks.loc[organisation, key]
                low, high = found.get((key, organisation), (place, place))
                found[key, organisation] = min(low, place), max(high, place)
    return found


def test_places_by_partners_hold_every_filling_and_by_betweenness_they_do_not_and_say_so(network) -> None:
    pairs = [("a", "e"), ("b", "c"), ("b", "e"), ("a", "f", "absent"), ("d", "e", "absent")]
    said = [
        {"by": source, "source": source, "target": target, "process": "case_coordination"}
        | ({"tie_state": state[0]} if state else {})
        for source, target, *state in pairs
    ]
    made = network(said, organisations=list("abcdef"), interviews=list("abcd"))
    keys = ["degree", "betweenness"]
    told = places(fill_in(made, "case_coordination", keys=keys)).set_index(["measure", "organisation_id"])
    true = every_place(made.layer("case_coordination"), keys)
    for organisation in "ef":
        row = told.loc["degree", organisation]
        assert (row["rank_low"], row["rank_high"]) == true["degree", organisation]
        assert "it could be anywhere from place" in row["text"]
    wider = [
        true["betweenness", one][0] < told.loc[("betweenness", one), "rank_low"]
        or true["betweenness", one][1] > told.loc[("betweenness", one), "rank_high"]
        for one in "ef"
    ]
    assert any(wider)
    assert told.loc["betweenness", "text"].str.contains("could be at least from").all()


def test_places_by_partners_hold_every_filling_with_direction_too(network) -> None:
    denied = [TIE | {"by": "a", "source": "a", "target": "d", "tie_state": "absent"}]
    made = network([*SAID, *denied, TIE | {"by": "b", "source": "c", "target": "b", "tie_state": "absent"}])
    told = places(fill_in(made, "information_exchange", keys=["degree"])).set_index("organisation_id")
    true = every_place(made.layer("information_exchange"), ["degree"])
    assert told["bounded"].all()
    assert {one: (row["rank_low"], row["rank_high"]) for one, row in told.iterrows()} == {
        one: place for (_, one), place in true.items()
    }


def test_where_readings_of_single_organisations_are_left_out_nothing_is_bounded(network, monkeypatch) -> None:
    monkeypatch.setattr(filling, "MOST_ALONE", 1)
    found = places(fill_in(network(SAID), "information_exchange", keys=["degree"]))
    assert not found["bounded"].any()
    assert found["text"].str.contains("at least from").all()


def test_what_could_be_observed_is_counted(network) -> None:
    rows = fill_in(network(SAID), keys=["degree"]).drop_duplicates("organisation_id").set_index("organisation_id")
    assert rows["observed"].to_dict() == pytest.approx({"a": 1, "b": 1, "c": 2 / 3, "d": 2 / 3})


@pytest.mark.parametrize("by", ["a", "b"])
def test_a_tie_without_direction_is_seen_by_either_of_the_two_whatever_their_names(network, by: str) -> None:
    said = [{"by": by, "source": "a", "target": "b", "process": "case_coordination"}]
    made = network(said, organisations=["a", "b", "c"], interviews=[by])
    found = by_treatment(made, "degree", "case_coordination")["available_case"]
    assert found == ([1, 2, 0] if by == "a" else [2, 1, 0])


def test_too_many_pairs_to_fill_in_are_left_out_and_it_is_said(network, monkeypatch) -> None:
    made = network(SAID)
    layer = made.layer("information_exchange")
    monkeypatch.setattr(filling, "MOST_FILLED", 10)
    assert left_out(layer) == ""
    monkeypatch.setattr(filling, "MOST_FILLED", 9)
    assert left_out(layer).startswith("10 pairs have an organisation in them that was not interviewed, more than 9")
    rows = fill_in(made, "information_exchange")
    assert set(rows["treatment"]) == set(TREATMENTS) - {"unknown_present", "own_present", "others_present"}
    assert places(rows).empty
    assert robust(made, "information_exchange", how=Deletion(repeats=2)).left_out == (left_out(layer),)


def test_memory_grows_with_ties_and_not_with_pairs(network) -> None:
    ids = [f"o{number:04}" for number in range(1500)]
    said = [{"by": "o0000", "source": "o0000", "target": id_, "process": "case_transfer"} for id_ in ids[1:30]]
    made = network(said, organisations=ids, interviews=ids[:1])
    tracemalloc.start()
    made.layer("all")
    fill_in(made, "all", keys=["indegree"])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1500 * 1500 * 8
