"""What reports about one pair add up to: one test per sentence of the rules."""

from __future__ import annotations

import pytest

TIE = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}
BACK = TIE | {"by": "b"}
THIRD = TIE | {"by": "c"}
YES, NO, ENDED = {"tie_state": "present"}, {"tie_state": "absent"}, {"tie_state": "ended"}
ALL_THREE = ["a", "b", "c"]


def tie_of(made):
    ties = made.ties
    return ties[ties["process"].eq("information_exchange")].iloc[0]


def test_yes_and_yes_is_confirmed(state) -> None:
    assert state(TIE, BACK) == "confirmed"


def test_yes_and_no_is_contested(state) -> None:
    assert state(TIE, BACK | NO) == "contested"


def test_one_party_that_says_both_is_contested(state) -> None:
    assert state(TIE, TIE | NO) == "contested"
    assert state(TIE, TIE | NO, BACK) == "contested"


def test_yes_with_the_other_interviewed_and_silent_is_one_sided(state) -> None:
    assert state(TIE) == "one_sided"


def test_yes_with_the_other_speaking_but_saying_neither_is_one_sided(state) -> None:
    assert state(TIE, BACK | {"tie_state": "unclear"}) == "one_sided"


def test_yes_with_the_other_not_interviewed_is_unverifiable(state) -> None:
    assert state(TIE, interviews=["a"]) == "unverifiable"


def test_the_other_must_be_interviewed_in_this_wave(state) -> None:
    talks = ["a", {"interview_id": "i_b", "organisation_id": "b", "wave": "2"}]
    assert state(TIE, interviews=talks, waves=("1", "2")) == "unverifiable"


@pytest.mark.parametrize("kind", ["document", "report", "observation", "person"])
def test_a_document_or_a_young_person_is_no_interview_with_an_organisation(state, kind) -> None:
    talks = ["a", {"interview_id": "i_b", "organisation_id": "b", "kind": kind}]
    assert state(TIE, interviews=talks) == "unverifiable"


def test_only_third_parties_say_yes_is_reported_by_others(state) -> None:
    assert state(THIRD, interviews=ALL_THREE) == "reported_by_others"
    assert state(THIRD, TIE | NO, interviews=ALL_THREE) == "reported_by_others"


def test_a_young_person_is_a_third_party(state) -> None:
    talks = ["a", "b", {"interview_id": "i_p", "kind": "person"}]
    assert state(TIE | {"by": "p"}, interviews=talks) == "reported_by_others"


def test_a_third_party_cannot_confirm_contest_or_deny_what_parties_say(state) -> None:
    assert state(TIE, THIRD, interviews=ALL_THREE) == "one_sided"
    assert state(TIE, THIRD | NO, interviews=ALL_THREE) == "one_sided"
    assert state(TIE, BACK, THIRD | NO, interviews=ALL_THREE) == "confirmed"


def test_only_no_is_absent(state) -> None:
    assert state(TIE | NO) == "absent"
    assert state(TIE | NO, BACK | NO) == "absent"
    assert state(THIRD | NO, interviews=ALL_THREE) == "absent"


def test_what_ended_is_ended(state) -> None:
    assert state(TIE | ENDED) == "ended"
    assert state(TIE | ENDED, BACK | NO) == "ended"


def test_nobody_said_is_unknown_and_stands_nowhere_unless_required(network) -> None:
    made = network([], required=[{"source": "a", "target": "b", "process": "case_transfer"}])
    rows = made.ties.set_index("process")
    assert rows["state"].to_dict() == {"case_transfer": "unknown", "all": "unknown"}
    assert rows["evidence"].tolist() == [(), ()]


def test_neither_stays_in_the_evidence_and_leaves_the_tie_unknown(network) -> None:
    tie = network([TIE | {"statement_id": "s9", "rating": 0.0}]).ties.iloc[0]
    assert (tie["state"], tie["yes"], tie["no"], tie["evidence"]) == ("unknown", 0, 0, ("s9",))


def test_a_document_never_confirms_and_never_ties_but_stays_in_the_evidence(network) -> None:
    talks = ["a", {"interview_id": "i_paper", "organisation_id": "b", "kind": "document"}]
    paper = TIE | {"by": "paper", "statement_id": "s9"}
    alone = network([paper], interviews=talks).ties.iloc[0]
    beside = network([TIE | {"statement_id": "s1"}, paper], interviews=talks).ties.iloc[0]
    assert (alone["state"], alone["evidence"]) == ("unknown", ("s9",))
    assert (beside["state"], beside["evidence"]) == ("unverifiable", ("s1", "s9"))


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        ({}, {}, "contested"),
        ({"since": "2019"}, {}, "contested"),
        ({"until": "2020"}, {"since": "2021"}, "ended"),
        ({"since": "2022"}, {"until": "2021"}, "one_sided"),
        ({"since": "2019", "until": "2021"}, {"since": "2021"}, "contested"),
        ({"since": "2019", "until": "2021-05"}, {"since": "2021-06"}, "ended"),
        ({"since": "2021-06-02"}, {"until": "2021-06-01"}, "one_sided"),
    ],
)
def test_yes_and_no_are_contested_only_for_periods_that_overlap(state, yes, no, expected) -> None:
    assert state(TIE | yes, BACK | NO | no) == expected
    assert state(TIE | yes, TIE | NO | no) == expected


@pytest.mark.parametrize(
    ("yes", "ended", "expected"),
    [
        ({}, {}, "contested"),
        ({}, {"until": "2023"}, "contested"),
        ({"until": "2023"}, {"until": "2023"}, "ended"),
        ({"until": "2022"}, {}, "ended"),
        ({"since": "2024"}, {"until": "2023"}, "one_sided"),
        ({"since": "2020"}, {"until": "2023"}, "contested"),
    ],
)
def test_an_end_contradicts_a_yes_that_goes_on_and_gives_way_to_a_new_start(state, yes, ended, expected) -> None:
    assert state(TIE | yes, BACK | ENDED | ended) == expected


def test_what_is_undated_speaks_of_its_wave(state) -> None:
    talks = [{"interview_id": f"i_{one}", "organisation_id": one, "date": "2024-03-01"} for one in ("a", "b")]
    assert state(TIE | {"until": "2022"}, BACK | NO, interviews=talks) == "ended"
    assert state(TIE, BACK | NO | {"until": "2022"}, interviews=talks) == "one_sided"
    assert state(TIE, BACK | NO, interviews=talks) == "contested"


def test_a_tie_that_is_over_has_no_yes_left(network) -> None:
    tie = tie_of(network([TIE | {"until": "2020"}, BACK | NO | {"since": "2021"}]))
    assert (tie["state"], tie["yes"], tie["no"], tie["strength"]) == ("ended", 0, 1, 0.0)


def test_ratings_of_a_contested_tie_stay_with_who_gave_them(network) -> None:
    made = network([TIE | {"rating": 4.0}, BACK | NO | {"rating": 1.0}])
    assert made.ties["rating"].isna().all()
    assert made.reports.set_index("reporter")["rating"].to_dict() == {"a": 4.0, "b": 1.0}


def test_either_partys_yes_about_an_undirected_tie_is_about_the_same_tie(state) -> None:
    together = {"process": "case_coordination"}
    swapped = {"by": "b", "source": "b", "target": "a"}
    assert state(TIE | together, TIE | together | swapped, process="case_coordination") == "confirmed"


def test_the_two_directions_of_a_directed_process_are_two_ties(state) -> None:
    assert state(TIE, {"by": "b", "source": "b", "target": "a", "process": "information_exchange"}) == "one_sided"


def test_nothing_is_carried_over_between_waves(network) -> None:
    talks = ["a", "b", {"interview_id": "i_later", "organisation_id": "a", "wave": "2"}]
    said = [TIE, BACK, TIE | {"by": "later", "target": "c"}]
    ties = network(said, interviews=talks, waves=("1", "2")).ties
    assert ties[ties["wave"].eq("1")]["target"].unique().tolist() == ["b"]
    assert ties[ties["wave"].eq("2")]["target"].unique().tolist() == ["c"]
    assert ties[ties["wave"].eq("2")]["state"].unique().tolist() == ["unverifiable"]


def test_negative_ties_stand_apart_and_are_in_no_basis(network) -> None:
    conflict = TIE | {"sign": "negative", "negative_kind": "conflict"}
    made = network([conflict])
    assert made.ties[["process", "negative"]].to_numpy().tolist() == [["information_exchange", True]]
    assert made.layer("information_exchange").m == 0
    assert made.layer("all").m == 0
    beside = network([TIE, conflict]).ties
    assert beside.loc[~beside["negative"], "state"].tolist() == ["one_sided", "one_sided"]


def test_a_report_of_what_was_done_makes_a_tie_that_others_report(network) -> None:
    talks = [{"interview_id": "i_minutes", "kind": "report"}]
    made = network([TIE | {"by": "minutes"}], interviews=talks)
    (row,) = made.ties[made.ties["process"].ne("all")].to_dict("records")
    assert (row["state"], row["yes"], row["no"]) == ("reported_by_others", 1, 0)
    assert made.layer().m == 1
    assert made.interviewed("1") == frozenset()
