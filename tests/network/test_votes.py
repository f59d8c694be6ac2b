"""Coders within a quote, quotes within an interview, interviews within an organisation: one organisation, one vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from collabnet.network import Network

TIE = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}
YES, NO, UNCLEAR = {"tie_state": "present"}, {"tie_state": "absent"}, {"tie_state": "unclear"}


def coded(*codings: dict, quote: str = "q1") -> list[dict]:
    return [TIE | said | {"quote_id": quote, "coder": f"c{place}"} for place, said in enumerate(codings)]


@pytest.mark.parametrize(
    ("codings", "expected"),
    [
        ([YES, YES, NO], "yes"),
        ([NO, NO, YES], "no"),
        ([YES, NO], "neither"),
        ([YES, UNCLEAR], "neither"),
        ([YES, YES, UNCLEAR], "yes"),
        ([YES, UNCLEAR, UNCLEAR], "neither"),
        ([YES, YES, NO, NO], "neither"),
    ],
)
def test_the_majority_of_coders_of_one_quote_counts_and_a_draw_is_neither(network, codings, expected) -> None:
    assert network(coded(*codings)).reports["answer"].tolist() == [expected]


def test_codings_of_one_quote_are_one_report_and_of_two_quotes_are_two(network) -> None:
    said = coded(YES, NO) + coded(YES, quote="q2")
    assert network(said).reports["answer"].tolist() == ["yes"]


def test_one_coder_who_codes_a_quote_under_two_domains_speaks_once(network) -> None:
    twice = [TIE | YES | {"quote_id": "q1", "coder": "c1", "domain": domain} for domain in ("trust", "capacity")]
    other = [TIE | NO | {"quote_id": "q1", "coder": "c2"}]
    assert network(twice + other).reports["answer"].tolist() == ["neither"]


def test_one_coder_who_says_both_of_one_quote_has_said_neither(network) -> None:
    both = [TIE | said | {"quote_id": "q1", "coder": "c1"} for said in (YES, NO)]
    assert network(both).reports["answer"].tolist() == ["neither"]


def test_what_is_unclear_does_not_weigh_against_what_the_same_coder_says(network) -> None:
    both = [TIE | said | {"quote_id": "q1", "coder": "c1"} for said in (YES, {"rating": 0.0})]
    assert network(both).reports["answer"].tolist() == ["yes"]


def test_an_organisation_that_says_yes_and_no_in_two_quotes_has_said_both(network) -> None:
    assert network([TIE | YES, TIE | NO]).reports["answer"].tolist() == ["both"]


def test_two_interviews_with_one_organisation_are_one_vote(network) -> None:
    talks = ["a", "b", {"interview_id": "i_again", "organisation_id": "a"}]
    made = network([TIE | YES, TIE | YES | {"by": "again"}], interviews=talks)
    tie = made.ties.iloc[0]
    assert (tie["yes"], tie["no"], tie["state"]) == (1, 0, "one_sided")


def test_numbers_average_coders_then_quotes_then_interviews_then_parties(network) -> None:
    talks = ["a", "b", {"interview_id": "i_again", "organisation_id": "a"}]
    said = [
        *coded({"rating": 4.0}, {"rating": 2.0}),
        TIE | {"rating": 1.0},
        TIE | {"by": "again", "rating": 4.0},
        TIE | {"by": "b", "rating": 2.0},
    ]
    made = network(said, interviews=talks)
    assert made.reports["rating"].tolist() == [((4 + 2) / 2 + 1) / 2 / 2 + 4 / 2, 2.0]
    assert made.ties["rating"].iloc[1] == (3.0 + 2.0) / 2
    assert made.ties["process"].iloc[1] == "information_exchange"


def test_strength_averages_those_who_give_one_and_is_one_where_nobody_does(network) -> None:
    given = network([TIE | {"strength": 6.0}, TIE | {"by": "b", "strength": 2.0}]).ties
    half = network([TIE | {"strength": 6.0}, TIE | {"by": "b"}]).ties
    none = network([TIE]).ties
    each = [frame.loc[frame["process"].ne("all"), "strength"].iloc[0] for frame in (given, half, none)]
    assert each == [4.0, 6.0, 1.0]


ZERO = {"tie_state": "present", "strength": 0.0}


def test_a_strength_of_0_beside_a_tie_that_is_there_was_not_measured(network) -> None:
    made = network([TIE | ZERO, TIE | {"by": "b", "strength": 3.0}])
    assert made.layer("information_exchange").strength.tolist() == [3.0]
    made = network([TIE | ZERO])
    assert made.layer("information_exchange").strength.tolist() == [1.0]
    assert made.layer("all").m == 1


def test_what_others_report_counts_only_where_no_party_gives_a_number(network) -> None:
    talks = ["a", "b", "c"]
    both = network([TIE | {"rating": 4.0}, TIE | {"by": "c", "rating": 1.0}], interviews=talks).ties
    other = network([TIE, TIE | {"by": "c", "rating": 1.0}], interviews=talks).ties
    assert [frame.loc[frame["process"].ne("all"), "rating"].iloc[0] for frame in (both, other)] == [4.0, 1.0]


STUDY = [
    *coded({"rating": 4.0}, {"rating": 1.0}),
    *coded(YES, NO, quote="q2"),
    TIE | {"rating": 2.0, "quote": "zo", "coder": "c0"},
    TIE | {"by": "b", "rating": 3.0, "strength": 2.0, "coder": "c0"},
    TIE | {"by": "b", "source": "b", "target": "a|c", "strength": 5.0, "coder": "c1"},
    TIE | {"by": "b", "source": "b", "target": "c", "process": "case_transfer", "transfer_status": 2.0, "coder": "c0"},
    TIE | {"by": "b", "source": "b", "target": "c", "process": "case_transfer", "transfer_status": 4.0, "coder": "c0"},
    TIE | {"by": "b", "source": "b", "target": "d", "tie_state": "absent", "coder": "c1"},
    TIE | {"by": "a", "source": "a", "target": "d", "process": "case_coordination", "rating": 0.0, "coder": "c1"},
    TIE | {"by": "a", "source": "c", "target": "d", "process": "case_coordination", "rating": 3.0, "coder": "c1"},
]
NUMBERED = [{"statement_id": f"s{place:02d}"} | said for place, said in enumerate(STUDY)]


def without_evidence(made) -> pd.DataFrame:
    return made.ties.drop(columns="evidence")


@pytest.mark.parametrize("place", range(len(NUMBERED)))
@pytest.mark.parametrize("same_quote", [True, False])
def test_duplicating_a_row_changes_no_tie(network, place, same_quote) -> None:
    said = [row | {"quote": f"words of {row.get('quote_id', row['statement_id'])}"} for row in NUMBERED]
    copy = said[place] | {"statement_id": "copy"} | ({} if same_quote else {"quote_id": "of its own"})
    if not same_quote:
        said[place] = said[place] | {"quote_id": said[place].get("quote_id", "its own")}
    pd.testing.assert_frame_equal(without_evidence(network(said)), without_evidence(network([*said, copy])))


@pytest.mark.parametrize("place", [4, 5, 6, 9, 10, 11])
def test_duplicating_a_row_without_words_or_quote_changes_no_tie(network, place) -> None:
    copy = NUMBERED[place] | {"statement_id": "copy"}
    pd.testing.assert_frame_equal(without_evidence(network(NUMBERED)), without_evidence(network([*NUMBERED, copy])))


def test_two_quotes_with_ids_and_no_words_are_two(network) -> None:
    said = [*coded({"rating": 4.0}), *coded({"rating": 4.0}, quote="q2"), *coded({"rating": 1.0}, quote="q3")]
    assert network(said).reports["rating"].tolist() == [3.0]


@pytest.mark.parametrize("coder", ["c0", "c1"])
def test_duplicating_a_coder_changes_no_tie(network, coder) -> None:
    said = [row | {"quote_id": row.get("quote_id", "q" + row["statement_id"])} for row in NUMBERED]
    copies = [
        row | {"coder": "again", "statement_id": "x" + row["statement_id"]} for row in said if row["coder"] == coder
    ]
    assert len(copies) >= 5
    pd.testing.assert_frame_equal(without_evidence(network(said)), without_evidence(network(said + copies)))


def test_duplicating_a_respondent_changes_no_tie(network) -> None:
    said = [row | {"respondent_id": "r" + row["by"]} for row in NUMBERED]
    copies = [
        row | {"respondent_id": "again", "statement_id": "x" + row["statement_id"]} for row in said if row["by"] == "b"
    ]
    pd.testing.assert_frame_equal(without_evidence(network(said)), without_evidence(network(said + copies)))


def test_three_coders_of_one_quote_of_whom_two_agree_are_three_coders(network) -> None:
    assert network(coded(YES, YES, NO)).reports["answer"].tolist() == ["yes"]


def test_the_order_of_rows_changes_nothing(network) -> None:
    first, last = network(NUMBERED), network(NUMBERED[::-1])
    pd.testing.assert_frame_equal(first.ties, last.ties)
    pd.testing.assert_frame_equal(first.reports, last.reports)
    pd.testing.assert_frame_equal(first.positions(), last.positions())


def test_a_young_person_who_is_interviewed_twice_has_one_vote(network: Callable[..., Network]) -> None:
    talks = [{"interview_id": name, "kind": "person", "person_id": "p1"} for name in ("once", "again")]
    said = [
        {"interview_id": name, "source": "a", "target": "b", "process": "case_transfer", "transfer_status": 3}
        for name in ("once", "again")
    ]
    ties = network(said, interviews=["a", "b", *talks]).ties.query("process == 'case_transfer'")
    assert ties[["state", "yes", "possible_reporters"]].to_numpy().tolist() == [["reported_by_others", 1, 1]]
