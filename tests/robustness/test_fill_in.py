"""What is unknown filled in: by hand on three reporters, and where the readings must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from collabnet import measures, read
from collabnet.network import Network
from collabnet.robustness import TREATMENTS, fill_in, places

if TYPE_CHECKING:
    from pathlib import Path

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
    here = rows[rows["treatment"].eq("unknown_absent")].pivot(
        index="organisation_id", columns="measure", values="value"
    )
    assert np.array_equal(here[shown.columns].to_numpy(), shown.loc[here.index].to_numpy())


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
        "Club C was not interviewed: by “Organisations that turn to it” it could be anywhere from place 1 to 4 of 4."
    )


def test_what_could_be_observed_is_counted(network) -> None:
    rows = fill_in(network(SAID), keys=["degree"]).drop_duplicates("organisation_id").set_index("organisation_id")
    assert rows["observed"].to_dict() == pytest.approx({"a": 1, "b": 1, "c": 2 / 3, "d": 2 / 3})
