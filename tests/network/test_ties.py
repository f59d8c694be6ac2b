"""What a tie carries: whether it works, whether it matters, what `all` is, and who could have reported it."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from collabnet.study import Process

TIE = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}
BACK = TIE | {"by": "b"}
TRANSFER = TIE | {"process": "case_transfer"}


def row(made, process: str = "information_exchange", source: str = "a", target: str = "b"):
    ties = made.ties
    found = ties[ties["source"].eq(source) & ties["target"].eq(target) & ties["process"].eq(process)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize(
    ("statements", "options", "works"),
    [
        ([TIE, BACK], {}, True),
        ([TIE], {}, True),
        ([TIE], {"interviews": ["a"]}, True),
        ([TIE, BACK | {"tie_state": "absent"}], {}, None),
        ([TIE | {"by": "c"}], {"interviews": ["a", "b", "c"]}, None),
        ([TIE | {"tie_state": "ended"}], {}, False),
        ([TIE | {"tie_state": "absent"}], {}, False),
    ],
)
def test_a_tie_works_where_its_parties_report_it_and_nobody_knows_where_they_differ_or_others_do(
    network, statements, options, works
) -> None:
    found = row(network(statements, **options))["works"]
    assert (None if pd.isna(found) else bool(found)) is works


@pytest.mark.parametrize(("status", "works"), [(1.0, False), (2.0, False), (3.0, True), (5.0, True)])
def test_a_transfer_works_from_accepted_on_where_its_status_was_coded(network, status, works) -> None:
    assert row(network([TRANSFER | {"transfer_status": status, "rating": 0.0}]), "case_transfer")["works"] == works


def test_a_transfer_without_a_status_works_whatever_its_rating(network) -> None:
    assert row(network([TRANSFER | {"rating": 1.0}]), "case_transfer")["works"]


@pytest.mark.parametrize(
    ("ratings", "works"), [((1.0,), False), ((2.0,), True), ((3.0, 1.0), True), ((2.0, 1.0), False)]
)
def test_other_processes_work_from_a_mean_rating_of_two_on_where_rated(network, ratings, works) -> None:
    said = [said | {"rating": rating} for said, rating in zip((TIE, BACK), ratings, strict=False)]
    assert row(network(said))["works"] == works


def test_a_pair_is_important_from_a_required_weight_of_one_half_on(network) -> None:
    wanted = [{"source": "a", "target": "b", "process": "information_exchange", "weight": 0.5},
              {"source": "a", "target": "c", "process": "information_exchange", "weight": 0.4}]  # fmt: skip
    made = network([TIE], required=wanted)
    assert row(made)["important"]
    assert not row(made, target="c")["important"]


def test_a_pair_is_important_when_it_is_named_in_two_processes(network) -> None:
    assert row(network([TIE, TRANSFER]))["important"]
    assert not row(network([TIE, TRANSFER | {"tie_state": "absent"}]))["important"]
    assert not row(network([TIE]))["important"]


def test_all_is_a_tie_in_any_process_and_its_strength_the_number_of_processes(network) -> None:
    made = network([TIE | {"strength": 9.0}, TRANSFER | {"tie_state": "absent"}, TIE | {"process": ""}])
    assert (row(made, "all")["state"], row(made, "all")["strength"]) == ("one_sided", 2.0)
    assert made.layer("all").strength.tolist() == [2.0]


NO, ENDED = {"tie_state": "absent"}, {"tie_state": "ended"}
SHARED = TIE | {"process": "case_coordination"}
GENERAL = BACK | {"process": ""}


@pytest.mark.parametrize(
    ("said", "state", "works"),
    [
        ([TIE, BACK | NO, TRANSFER, TRANSFER | {"by": "b"}], "confirmed", True),
        ([TIE, TRANSFER | {"by": "b"}], "confirmed", True),
        ([TIE, SHARED | {"by": "b"}], "confirmed", True),
        ([TIE, BACK | NO, TRANSFER | NO, TRANSFER | {"by": "b"}], "confirmed", None),
        ([TIE, {"by": "b", "source": "b", "target": "a", "process": "case_transfer"}], "one_sided", True),
        ([TIE, TIE | NO, TRANSFER | {"by": "b"}], "one_sided", True),
        ([TIE, TRANSFER | NO | {"by": "b"}], "one_sided", True),
        ([TIE, TRANSFER | {"by": "c"}], "one_sided", True),
        ([TIE, BACK | NO], "contested", None),
        ([TIE, GENERAL | NO], "contested", None),
        ([TIE | {"by": "c"}], "reported_by_others", None),
        ([TIE | NO], "unknown", None),
        ([TIE | ENDED, TRANSFER | NO], "unknown", None),
        ([TIE | NO, TRANSFER | NO, SHARED | NO], "absent", False),
        ([TIE | NO, TRANSFER | ENDED, SHARED | NO], "ended", False),
        ([GENERAL | NO], "absent", False),
    ],
)
def test_all_is_what_each_side_says_of_working_together_in_any_way(network, said, state, works) -> None:
    made = row(network(said, interviews=["a", "b", "c"]), "all")
    assert made["state"] == state
    assert (None if pd.isna(made["works"]) else bool(made["works"])) is works


def test_two_that_name_different_ways_are_one_tie_of_all_on_the_confirmed_basis(network) -> None:
    made = network([TIE, TRANSFER | {"by": "b"}])
    assert made.layer("all", ties="confirmed").strength.tolist() == [1.0]
    assert made.layer("case_transfer", ties="confirmed").m == 0
    likely = made.ties.join(made.tie_probabilities)
    of_all = likely[likely["process"].eq("all")].iloc[0]
    assert of_all["probability"] > likely[likely["process"].ne("all")]["probability"].max()


def test_what_is_rated_of_a_condition_is_no_rating_of_the_tie(network) -> None:
    trust = TIE | {"domain": "trust", "rating": 1.0}
    made = row(network([trust]))
    assert made["works"]
    assert math.isnan(made["rating"])
    assert row(network([trust, TIE | {"rating": 3.0}]))["rating"] == 3.0


def test_a_condition_that_is_absent_says_neither_yes_nor_no_of_the_tie(network) -> None:
    assert row(network([TIE | {"domain": "trust", "rating": 0.0}]))["state"] == "unknown"


def test_in_general_beside_a_process_does_not_make_a_pair_important(network) -> None:
    both = network([TIE, TIE | {"process": ""}])
    assert not both.ties["important"].any()
    assert network([TIE, TRANSFER]).ties["important"].all()


def test_all_has_no_mixture_of_ratings_and_works_when_one_process_works(network) -> None:
    made = row(network([TIE | {"rating": 1.0}, TRANSFER | {"rating": 4.0, "transfer_status": 4.0}]), "all")
    assert made["works"]
    assert made[["rating", "transfer_status"]].isna().all()


def test_in_all_a_tie_without_direction_counts_both_ways(network) -> None:
    made = network([TIE | {"process": "case_coordination"}])
    assert row(made, "all", "b", "a")["state"] == "one_sided"
    assert made.layer("all").directed
    assert made.layer("all").m == 2
    assert made.layer("case_coordination").m == 1


def test_all_has_no_direction_when_no_process_has_one(network) -> None:
    made = network([TIE | {"process": "meets"}], processes={"meets": Process("meets", directed=False)})
    assert not made.layer("all").directed
    assert made.layer("all").m == 1


def test_all_on_the_confirmed_basis_counts_confirmed_processes_only(network) -> None:
    made = network([TIE, BACK, TRANSFER])
    assert made.layer("all").strength.tolist() == [2.0]
    assert made.layer("all", ties="confirmed").strength.tolist() == [1.0]


def test_a_no_about_one_process_leaves_the_others_unknown(network) -> None:
    made = network([TIE | {"tie_state": "absent"}], organisations=["a", "b"])
    assert made.layer("information_exchange").unknown_count == 1
    assert made.layer("all").unknown_count == 2


def test_a_no_without_a_process_denies_them_all(network) -> None:
    made = network([TIE | {"process": "", "tie_state": "absent"}], organisations=["a", "b"])
    assert made.layer("all").unknown_count == 1


def test_strengths_of_a_network_file_are_kept(network) -> None:
    said = [TIE | {"strength": 4.0}, TIE | {"target": "c", "strength": 2.5}]
    assert network(said).layer("information_exchange").strength.tolist() == [4.0, 2.5]


def test_evidence_lists_every_statement_of_the_pair_once(network) -> None:
    made = network([TIE | {"statement_id": "s2"}, BACK | {"statement_id": "s1"}, TRANSFER | {"statement_id": "s3"}])
    assert row(made)["evidence"] == ("s1", "s2")
    assert row(made, "all")["evidence"] == ("s1", "s2", "s3")


def test_a_tie_hangs_on_one_person_when_somebody_says_so(network) -> None:
    made = network([TIE | {"depends_on_person": True}, TRANSFER])
    assert [bool(row(made, process)["depends_on_person"]) for process in ("information_exchange", "case_transfer")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("asked", "prompted", "expected"),
    [
        ([], False, 1),
        ([{"interview_id": "i_b", "organisation_id": "a"}], False, 2),
        ([{"interview_id": "i_b", "organisation_id": "a", "process": "case_transfer"}], False, 1),
        ([{"interview_id": "i_b", "organisation_id": "a", "domain": "trust"}], False, 1),
        ([{"interview_id": "i_b", "organisation_id": "c"}], False, 1),
        ([], True, 2),
    ],
)
def test_silence_counts_only_for_pairs_that_were_asked_about(network, asked, prompted, expected) -> None:
    talks = ["a", {"interview_id": "i_b", "organisation_id": "b", "prompted": prompted}]
    assert row(network([TIE], interviews=talks, asked=asked))["possible_reporters"] == expected


SHOWN = [{"interview_id": f"i_{who}", "organisation_id": who, "prompted": True} for who in "ab"]
EXPECTED = [{"source": "a", "target": "b", "process": "information_exchange", "weight": 0.8}]


def test_two_that_are_shown_each_other_and_name_neither_have_no_tie(network) -> None:
    made = network([], required=EXPECTED, interviews=SHOWN)
    for process in ("information_exchange", "all"):
        found = row(made, process)
        assert found[["state", "yes", "no", "silent", "possible_reporters"]].tolist() == ["absent", 0, 0, 2, 2]
        assert found["works"] is False or not found["works"]
    assert pair_states(made) == ["absent"]


def pair_states(made) -> list[str]:
    return made.pairs["relation"].tolist()


@pytest.mark.parametrize(
    "talks", [["a", SHOWN[1]], [SHOWN[0]], ["a", "b"], [{**SHOWN[0], "prompted": False}, SHOWN[1]]]
)
def test_one_silent_side_leaves_open_what_the_other_may_have_forgotten(network, talks) -> None:
    found = row(network([], required=EXPECTED, interviews=talks))
    assert found["state"] == "unknown"
    assert found["silent"] == sum(isinstance(talk, dict) and talk["prompted"] for talk in talks)
    assert pd.isna(found["works"])


@pytest.mark.parametrize(
    ("said", "state", "silent"),
    [
        ([TIE], "one_sided", 1),
        ([TIE, BACK], "confirmed", 0),
        ([TIE, BACK | NO], "contested", 0),
        ([TIE | NO], "absent", 1),
        ([TIE | ENDED], "ended", 1),
        ([TIE | {"by": "c"}], "reported_by_others", 2),
        ([TIE | {"tie_state": "unclear"}], "unknown", 1),
        ([GENERAL], "unknown", 1),
        ([GENERAL | {"domain": "trust", "rating": 0.0}], "unknown", 1),
        ([TRANSFER, TRANSFER | {"by": "b"}], "absent", 2),
        ([TIE | {"sign": "negative"}], "absent", 2),
    ],
)
def test_silence_when_asked_stands_beside_what_is_said(network, said, state, silent) -> None:
    """Who says of the two that they work together, not how, has denied no way of doing so."""
    made = network(said, required=EXPECTED, interviews=[*SHOWN, "c"]).ties
    found = made[made["process"].eq("information_exchange") & ~made["negative"]].iloc[0]
    assert found[["state", "silent"]].tolist() == [state, silent]


def test_who_was_asked_about_one_way_only_is_silent_about_that_one(network) -> None:
    about = [
        {"interview_id": f"i_{one}", "organisation_id": other, "process": "information_exchange"}
        for one, other in ("ab", "ba")
    ]
    wanted = [*EXPECTED, EXPECTED[0] | {"process": "case_transfer"}]
    made = network([], required=wanted, asked=about)
    assert [row(made, key)["state"] for key in ("information_exchange", "case_transfer", "all")] == [
        "absent", "unknown", "unknown",
    ]  # fmt: skip


def test_a_list_without_ways_of_working_together_asks_whether_two_work_together(network) -> None:
    """Three are shown each other; a names b, b names nobody, c names nobody."""
    three = [*SHOWN, {"interview_id": "i_c", "organisation_id": "c", "prompted": True}]
    made = network([TIE | {"process": ""}], interviews=three, organisations=["a", "b", "c"], processes={})
    assert row(made, "unspecified")[["state", "silent"]].tolist() == ["one_sided", 1]
    layer = made.layer("all")
    assert (layer.m, layer.unknown_count) == (1, 1)
    denied = set(zip(layer.denied_source.tolist(), layer.denied_target.tolist(), strict=True))
    assert denied == {(0, 2), (1, 2), (2, 0), (2, 1)}


def test_bounds_of_measures_count_no_tie_where_both_were_asked_and_silent(network) -> None:
    made = network([TIE], interviews=SHOWN, organisations=["a", "b", "c"])
    silent = made.layer("case_transfer")
    assert silent.denied_source.tolist() == [0, 1]
    assert (silent.possible, silent.unknown_count) == (6, 4)
    assert made.layer("all").unknown_count == 4
    assert network([TIE], organisations=["a", "b", "c"]).layer("case_transfer").unknown_count == 6


def test_a_roster_names_only_organisations_in_the_boundary(network) -> None:
    organisations = [{"organisation_id": "a", "in_boundary": False}, "b"]
    talks = ["a", {"interview_id": "i_b", "organisation_id": "b", "prompted": True}]
    assert row(network([TIE], organisations=organisations, interviews=talks))["possible_reporters"] == 1


def test_being_asked_about_a_group_is_not_being_asked_about_each_member(network) -> None:
    organisations = ["a", "b", {"organisation_id": "all", "kind": "group"}]
    members = [{"group_id": "all", "organisation_id": "a"}]
    asked = [{"interview_id": "i_b", "organisation_id": "all"}]
    assert row(network([TIE], organisations=organisations, members=members, asked=asked))["possible_reporters"] == 1


def test_who_says_neither_could_have_reported(network) -> None:
    made = row(network([TIE, BACK | {"rating": 0.0}]))
    assert (made["yes"], made["no"], made["possible_reporters"]) == (1, 0, 2)


def test_in_all_everyone_who_could_report_on_some_process_is_counted_once(network) -> None:
    made = network([TIE, TRANSFER, TRANSFER | {"by": "b"}, TIE | {"by": "c", "process": "case_coordination"}],
                   interviews=["a", "b", "c"])  # fmt: skip
    assert row(made, "all")[["yes", "possible_reporters"]].tolist() == [3, 3]
