"""Which statements speak to a tie, and what each says: one test per sentence of the rules."""

from __future__ import annotations

import pytest

TIE = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}


def answer(network, **said) -> str:
    found = network([TIE | said]).claims
    assert len(found) == 1
    return found["answer"].iloc[0]


def spoken(network, **said) -> int:
    return len(network([TIE | said]).claims)


def test_a_statement_that_says_nothing_else_is_a_yes(network) -> None:
    assert answer(network) == "yes"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"tie_state": "present"}, "yes"),
        ({"transfer_status": 1.0}, "yes"),
        ({"strength": 0.5}, "yes"),
        ({"rating": 1.0}, "yes"),
        ({"valence": "barrier"}, "yes"),
        ({"tie_state": "absent"}, "no"),
        ({"transfer_status": 0.0}, "no"),
        ({"strength": 0.0}, "no"),
        ({"tie_state": "unclear"}, "neither"),
        ({"tie_state": "unclear", "rating": 4.0}, "neither"),
        ({"rating": 0.0}, "neither"),
        ({"tie_state": "ended"}, "ended"),
    ],
)
def test_each_way_of_saying_yes_no_and_neither_is_understood(network, said, expected) -> None:
    assert answer(network, **said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"tie_state": "present", "rating": 0.0}, "yes"),
        ({"tie_state": "absent", "rating": 3.0}, "no"),
        ({"rating": 0.0, "transfer_status": 2.0}, "yes"),
        ({"rating": 2.0, "transfer_status": 0.0}, "no"),
        ({"strength": 2.0, "transfer_status": 0.0}, "neither"),
    ],
)
def test_what_is_said_of_the_tie_comes_before_counts_and_counts_before_ratings(network, said, expected) -> None:
    assert answer(network, **said) == expected


def test_a_negative_tie_is_there_however_low_it_is_rated(network) -> None:
    assert answer(network, sign="negative", rating=0.0) == "yes"
    assert answer(network, sign="negative", tie_state="absent") == "no"


def test_without_a_process_a_statement_speaks_to_unspecified(network) -> None:
    made = network([TIE | {"process": ""}])
    assert made.claims["process"].tolist() == ["unspecified"]
    assert "unspecified" in made.processes


def test_unspecified_is_no_process_of_a_study_that_never_uses_it(network) -> None:
    assert "unspecified" not in network([TIE]).processes


@pytest.mark.parametrize("modality", ["conditional", "hypothetical", "wished", "planned", "should"])
def test_what_is_not_actual_is_no_tie(network, modality) -> None:
    assert spoken(network, modality=modality) == 0


@pytest.mark.parametrize("about", ["clients", "own_work", "system"])
def test_what_is_not_about_collaboration_is_no_tie(network, about) -> None:
    assert spoken(network, about=about) == 0


@pytest.mark.parametrize("basis", ["from_client", "hearsay"])
def test_what_a_client_told_or_what_was_heard_is_never_a_tie(network, basis) -> None:
    assert spoken(network, basis=basis) == 0
    assert spoken(network, basis="first_hand") == 1


@pytest.mark.parametrize("kind", ["group", "type", "forum", "unnamed", "person"])
def test_only_organisations_are_ends_of_a_tie_and_groups_are_never_spelled_out(network, kind) -> None:
    organisations = ["a", {"organisation_id": "all", "kind": kind}, "b"]
    members = [{"group_id": "all", "organisation_id": "b"}]
    made = network([TIE | {"target": "all"}], organisations=organisations, members=members)
    assert made.claims.empty
    assert made.ties.empty
    assert made.organisations.index.tolist() == ["a", "b"]
    assert made.others.index.tolist() == ["all"]


def test_a_statement_about_ones_own_organisation_is_no_tie(network) -> None:
    assert spoken(network, target="a") == 0
    assert spoken(network, target="") == 0


def test_several_targets_make_one_claim_each_at_a_share_of_the_weight(network) -> None:
    claims = network([TIE | {"target": "b|c|d"}]).claims
    assert claims["target"].tolist() == ["b", "c", "d"]
    assert claims["weight"].tolist() == [1 / 3] * 3


def test_several_targets_together_are_kept_and_tie_no_pair(network) -> None:
    made = network([TIE | {"target": "b|c", "target_mode": "together"}])
    assert made.claims["together"].tolist() == [True, True]
    assert made.claims["weight"].tolist() == [1 / 2] * 2
    assert made.ties.empty
    assert made.reports.empty


def test_one_target_together_is_a_pair_like_any_other(network) -> None:
    assert network([TIE | {"target_mode": "together"}]).ties["state"].tolist() == ["one_sided"] * 2


def test_a_group_among_several_targets_keeps_its_share_of_the_weight(network) -> None:
    organisations = ["a", "b", {"organisation_id": "all", "kind": "group"}]
    claims = network([TIE | {"target": "all|b"}], organisations=organisations).claims
    assert claims["target"].tolist() == ["b"]
    assert claims["weight"].tolist() == [0.5]


def test_an_undirected_process_holds_each_pair_once_with_the_smaller_id_first(network) -> None:
    said = [{"by": "b", "source": "b", "target": "a", "process": "case_coordination"}]
    assert network(said).claims[["source", "target"]].to_numpy().tolist() == [["a", "b"]]


def test_the_reporter_is_a_party_when_it_is_source_or_target(network) -> None:
    claims = network([TIE, TIE | {"by": "b"}, TIE | {"source": "c", "target": "d"}]).claims
    assert claims["party"].tolist() == [True, True, False]
