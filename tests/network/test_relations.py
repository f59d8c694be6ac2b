"""What two organisations are to each other: both name it, one does, or nobody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from collabnet.findings import Finding
from collabnet.network import Network
from collabnet.network.relations import RELATIONS
from collabnet.network.states import STATES

TIE = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}
BACK = TIE | {"by": "b"}
RETURN = BACK | {"source": "b", "target": "a"}
OTHER = RETURN | {"process": "case_transfer"}
GENERIC = RETURN | {"process": ""}
NO = {"tie_state": "absent"}


def pair(made: Network) -> pd.Series[Any]:
    assert made.pairs.duplicated(["source", "target", "wave"]).sum() == 0
    row: pd.Series[Any] = made.pairs.set_index(["source", "target"]).loc[("a", "b")]
    return row


@pytest.mark.parametrize(
    ("said", "relation", "sides"),
    [
        ((TIE, BACK), "confirmed", 2),
        ((TIE, RETURN), "mutual", 2),
        ((TIE, OTHER), "mutual", 2),
        ((TIE, GENERIC), "mutual", 2),
        ((TIE, RETURN, BACK), "confirmed", 2),
        ((TIE,), "one_sided", 1),
        ((TIE, TIE | {"process": "case_transfer"}), "one_sided", 1),
        ((TIE, RETURN | {"tie_state": "unclear"}), "one_sided", 1),
        ((TIE, RETURN | NO), "one_sided", 1),
        ((TIE, BACK | NO), "contested", 1),
        ((TIE, BACK | NO, OTHER), "mutual", 2),
        ((TIE, GENERIC | NO), "contested", 1),
        ((TIE, RETURN, RETURN | NO), "one_sided", 1),
        ((TIE | NO, RETURN | NO), "unknown", 0),
        ((GENERIC | NO,), "absent", 0),
        ((TIE | {"tie_state": "ended"},), "unknown", 0),
        ((GENERIC | {"tie_state": "ended"}, TIE | NO), "ended", 0),
    ],
)
def test_two_that_name_each_other_are_mutual_whatever_they_name(network, said, relation, sides) -> None:
    made = network(said)
    assert pair(made)[["relation", "sides"]].tolist() == [relation, sides]
    assert set(made.ties["relation"]) == {relation}


def test_directed_ties_keep_states_of_their_own(network) -> None:
    ties = network([TIE, RETURN]).ties
    assert set(ties["state"]) == {"one_sided"}


def test_who_is_spoken_of_and_was_not_interviewed_cannot_make_it_mutual(network) -> None:
    assert pair(network([TIE], interviews=["a"]))["relation"] == "unverifiable"


def test_a_third_party_names_for_neither_side(network) -> None:
    made = network([TIE, RETURN | {"by": "c"}], interviews=["a", "b", "c"])
    assert pair(made)[["relation", "sides"]].tolist() == ["one_sided", 1]


def test_what_each_says_in_another_wave_is_another_pair(network) -> None:
    later = [{"interview_id": "i_b2", "organisation_id": "b", "wave": "2"}]
    made = network([TIE, RETURN | {"by": "b2"}], interviews=["a", "b", *later], waves=("1", "2"))
    assert made.pairs[["wave", "relation"]].to_numpy().tolist() == [["1", "one_sided"], ["2", "unverifiable"]]


def test_a_conflict_has_no_relation_and_makes_none(network) -> None:
    made = network([TIE | {"sign": "negative"}, RETURN])
    assert pair(made)["relation"] == "one_sided"
    assert made.ties.loc[made.ties["negative"], "relation"].tolist() == [""]


def test_a_pair_lists_what_was_named_what_is_expected_and_its_evidence(network) -> None:
    required = [{"source": "b", "target": "a", "process": "case_transfer", "weight": 0.6}]
    row = pair(network([TIE | {"statement_id": "s2"}, RETURN | {"statement_id": "s1"}], required=required))
    assert row["processes"] == ("information_exchange",)
    assert (row["required_weight"], row["evidence"]) == (0.6, ("s1", "s2"))


@pytest.mark.parametrize(
    ("said", "works"),
    [
        ((TIE,), True),
        ((TIE | {"rating": 1.0},), False),
        ((TIE | {"rating": 1.0}, OTHER), True),
        ((TIE | NO,), False),
        ((TIE, BACK | NO), None),
        ((TIE, TIE | NO, OTHER | {"transfer_status": 1.0}), False),
        ((TIE | {"by": "c"},), None),
    ],
)
def test_a_pair_works_where_some_tie_does_and_is_not_told_where_none_is_known(network, said, works) -> None:
    found = pair(network(said, interviews=["a", "b", "c"]))["works"]
    assert (None if pd.isna(found) else bool(found)) is works


def test_a_pair_that_is_only_expected_is_unknown(network) -> None:
    row = pair(network([], required=[{"source": "b", "target": "a", "process": "case_transfer"}]))
    assert row[["relation", "sides", "processes"]].tolist() == ["unknown", 0, ()]
    assert pd.isna(row["works"])


def test_in_a_list_of_edges_two_directions_confirm_nothing(study) -> None:
    given = replace(study([TIE, RETURN]), findings=(Finding("basis_not_available", "warning"),))
    assert pair(Network.from_study(given))["relation"] == "listed"


def test_parts_of_a_network_keep_the_relation_of_their_pairs(network) -> None:
    made = network([TIE, OTHER, TIE | {"target": "c"}])
    assert made.only(["a", "b"]).pairs["relation"].tolist() == ["mutual"]
    assert made.of_process("case_transfer").pairs["relation"].tolist() == ["mutual"]
    assert made.at_wave("1").pairs["target"].tolist() == ["b", "c"]


def test_every_state_can_be_a_relation() -> None:
    assert set(RELATIONS) == {*STATES, "mutual"}


def test_a_study_without_ties_has_no_pairs(network) -> None:
    assert len(network([]).pairs) == 0
