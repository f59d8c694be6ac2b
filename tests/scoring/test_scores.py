"""Scores, hand-worked on the tiny study (tests/data/tiny). Ratings count 25 points a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from collabnet.network import Network
from collabnet.scoring import scores

One = Callable[..., Any]
Build = Callable[..., Network]


@pytest.fixture(scope="module")
def tiny_scores(tiny_network: Network) -> pd.DataFrame:
    found = scores(tiny_network)
    return found[found["voice"] == "organisations"]


def test_the_network_s_trust_is_the_mean_of_three_organisations_means(tiny_scores: pd.DataFrame, one: One) -> None:
    # alder, interview i1: one quote q01, coded 4 by c1 (s01) and 3 by c2 (s02): (100 + 75) / 2 = 87.5.
    #   s07 is conditional and has no rating: it does not count.
    # birch, i2: q08 3 (s09) = 75, q12 0 (s13) = 0: (75 + 0) / 2 = 37.5.
    # cedar, i3: q18 2 towards two organisations, half a claim each (s19) = 50; q19 barrier = 1 (s20) = 25: 37.5.
    # Votes 87.5, 37.5, 37.5: mean 54.1667. Quotes 87.5, 75, 0, 50, 25: plain mean 47.5.
    row = one(tiny_scores, level="network", domain="trust", wave="1")
    assert row["estimate"] == pytest.approx((87.5 + 37.5 + 37.5) / 3)
    assert row["raw_mean"] == pytest.approx((87.5 + 75 + 0 + 50 + 25) / 5)
    assert row["evidence"] == ("s01", "s02", "s09", "s13", "s19", "s20")
    assert (row["statements"], row["reporters"], row["subject"]) == (6, 3, "network")
    # Shares of the five quotes 1/5, 2/5, 2/5: 1 / (0.04 + 0.16 + 0.16) = 2.7778 effective reporters.
    assert row["reporters_effective"] == pytest.approx(25 / 9)


def test_three_votes_have_a_student_interval_and_the_probability_that_goes_with_it(
    tiny_scores: pd.DataFrame, one: One
) -> None:
    # Standard deviation of 87.5, 37.5, 37.5 is 28.8675; / √3 = 16.6667; t(0.975, 2) = 4.3027: ± 71.71, cut to 0–100.
    row = one(tiny_scores, level="network", domain="trust", wave="1")
    assert (row["low"], row["high"], row["grade"]) == (0.0, 100.0, "D")
    assert row["p_below_aim"] == pytest.approx(stats.t.cdf((75 - 54.1666667) / 16.6666667, 2))
    assert np.isnan(row["score"])
    assert np.isnan(row["shortfall"])


def test_capacity_leaves_the_context_in_a_row_of_its_own(tiny_scores: pd.DataFrame, one: One) -> None:
    # alder: q02 2 (s03) = 50, q04 1 (s05) = 25: 37.5. cedar: q17 0 (s18) = 0, q20 1 (s21) = 25: 12.5. Mean 25.
    # birch's s15 is about the context: 0, alone there.
    network = one(tiny_scores, level="network", domain="capacity", wave="1")
    context = one(tiny_scores, level="context", domain="capacity", wave="1")
    assert network["estimate"] == pytest.approx(25.0)
    assert network["evidence"] == ("s03", "s05", "s18", "s21")
    assert (context["estimate"], context["evidence"], context["subject"]) == (0.0, ("s15",), "context")


def test_a_statement_with_two_targets_counts_half_above_the_pair(tiny_scores: pd.DataFrame, one: One) -> None:
    # elm, by cedar: s19 = 50 at weight 1/2 (birch and elm), s20 = 25 at weight 1: (25 + 25) / 1.5 = 33.33.
    # The pair cedar > elm itself: both whole: (50 + 25) / 2 = 37.5.
    inwards = one(tiny_scores, level="organisation_in", subject="elm", domain="trust", wave="1")
    pair = one(tiny_scores, level="dyad", subject="cedar>elm", domain="trust", wave="1")
    assert inwards["estimate"] == pytest.approx(100 / 3)
    assert pair["estimate"] == pytest.approx(37.5)


def test_what_partners_meet_and_what_an_organisation_says_of_itself_stand_side_by_side(
    tiny_scores: pd.DataFrame, one: One
) -> None:
    # cedar's capacity: alder's s03 = 50 is the score; cedar's own s21 = 25 stands beside it.
    # What cedar meets: towards birch s18 = 0, and of itself s21 = 25: 12.5.
    inwards = one(tiny_scores, level="organisation_in", subject="cedar", domain="capacity", wave="1")
    outwards = one(tiny_scores, level="organisation_out", subject="cedar", domain="capacity", wave="1")
    assert (inwards["estimate"], inwards["evidence"]) == (50.0, ("s03",))
    assert (inwards["own_estimate"], inwards["own_statements"], inwards["own_evidence"]) == (25.0, 1, ("s21",))
    assert (outwards["estimate"], outwards["evidence"]) == (12.5, ("s18", "s21"))


def test_between_sectors_only_pairs_of_organisations_count(tiny_scores: pd.DataFrame, one: One) -> None:
    # reception > welfare, trust: only alder's q01 = 87.5. service knowledge: birch's s08 = 75; s06 is about a group.
    trust = one(tiny_scores, level="sector", subject="reception>welfare", domain="trust", wave="1")
    knowledge = one(tiny_scores, level="sector", subject="reception>welfare", domain="service_knowledge", wave="1")
    assert (trust["estimate"], trust["source"], trust["target"]) == (87.5, "reception", "welfare")
    assert knowledge["evidence"] == ("s08",)


def test_what_is_said_of_a_group_counts_for_the_group_and_the_network_and_is_never_spread(
    tiny_scores: pd.DataFrame, one: One
) -> None:
    # s06, alder about all welfare centres: 1 = 25.
    group = one(tiny_scores, level="group", subject="group=all_welfare", domain="service_knowledge", wave="1")
    sector = one(tiny_scores, level="group", subject="sector=welfare", domain="service_knowledge", wave="1")
    network = one(tiny_scores, level="network", domain="service_knowledge", wave="1")
    assert (group["estimate"], group["evidence"]) == (25.0, ("s06",))
    assert sector["evidence"] == ("s06", "s08")
    assert "s06" in network["evidence"]
    places = tiny_scores[tiny_scores["evidence"].map(lambda ids: "s06" in ids)]
    assert set(places["level"]) == {"network", "group"}


def test_aims_are_set_or_a_convention(tiny_scores: pd.DataFrame) -> None:
    kinds = tiny_scores.groupby("domain")["aim_is"].unique().map(list).to_dict()
    assert kinds["trust"] == ["set"]
    assert kinds["capacity"] == ["convention"]
    assert (tiny_scores["aim"] == 75.0).all()


def test_every_row_says_how_it_was_made(tiny_scores: pd.DataFrame) -> None:
    assert (tiny_scores["method"] == "transparent").all()
    assert tiny_scores["reliability"].isna().all()
    assert set(tiny_scores["basis"]) <= {"required", "stated_pairs", "no_pairs"}
    assert tiny_scores["basis"].eq("no_pairs").equals(tiny_scores["on_required"].isna())
    assert tiny_scores["basis"].eq("no_pairs").any()
    assert (tiny_scores["statements"] == tiny_scores["evidence"].map(len)).all()
    place = ["level", "subject", "domain", "wave", "voice"]
    assert not tiny_scores.duplicated(place).any()


def test_without_required_relations_every_score_says_that_its_pairs_are_no_complete_list(network: Build) -> None:
    found = scores(network([{"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 3}]))
    assert set(found["basis"]) == {"stated_pairs"}


def test_only_pairs_that_are_required_make_a_score_over_required_pairs(network: Build, one: One) -> None:
    said = [
        {"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 3},
        {"by": "b", "source": "b", "target": "c", "domain": "trust", "rating": 3},
    ]
    required = [{"source": "a", "target": "b", "process": "case_transfer", "weight": 1.0}]
    found = scores(network(said, required=required))
    assert one(found, level="dyad", subject="a>b")["basis"] == "required"
    assert one(found, level="dyad", subject="b>c")["basis"] == "stated_pairs"
    whole = one(found, level="network")
    assert (whole["basis"], whole["on_required"]) == ("stated_pairs", 0.5)


def test_a_valence_alone_counts_as_rating_one_two_or_three(network: Build, one: One) -> None:
    for valence, points in (("barrier", 25.0), ("mixed", 50.0), ("enabler", 75.0)):
        said = [{"by": "a", "source": "a", "target": "b", "domain": "trust", "valence": valence}]
        assert one(scores(network(said)), level="network")["estimate"] == points


def test_a_rating_counts_before_a_valence(network: Build, one: One) -> None:
    said = [{"by": "a", "source": "a", "target": "b", "domain": "trust", "valence": "barrier", "rating": 4}]
    assert one(scores(network(said)), level="network")["estimate"] == 100.0


@pytest.mark.parametrize("modality", ["conditional", "hypothetical", "wished", "planned", "should"])
def test_what_is_not_actual_does_not_rate(network: Build, modality: str) -> None:
    said = [{"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 4, "modality": modality}]
    assert scores(network(said)).empty


def test_hearsay_and_what_is_about_clients_may_rate(network: Build, one: One) -> None:
    said = [
        {"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 4, "basis": "hearsay"},
        {"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 2, "about": "clients"},
    ]
    assert one(scores(network(said)), level="network")["estimate"] == 75.0


def test_voices_are_never_merged(network: Build, one: One) -> None:
    interviews = [
        "a", {"interview_id": "paper", "kind": "document"},
        {"interview_id": "young", "kind": "person", "person_id": "P01"},
    ]  # fmt: skip
    said = [
        {"by": "a", "source": "a", "target": "b", "domain": "capacity", "rating": 1},
        {"interview_id": "paper", "source": "a", "target": "b", "domain": "capacity", "rating": 4},
        {"interview_id": "young", "source": "b", "domain": "capacity", "rating": 0},
    ]
    found = scores(network(said, interviews=interviews))
    whole = {row["voice"]: row["estimate"] for _, row in found[found["level"] == "network"].iterrows()}
    assert whole == {"organisations": 25.0, "documents": 100.0, "young_people": 0.0}
    assert one(found, level="organisation_in", voice="young_people", subject="b")["estimate"] == 0.0


def test_one_organisation_has_one_vote_however_often_it_is_interviewed(network: Build, one: One) -> None:
    interviews = ["a", {"interview_id": "i_a2", "organisation_id": "a"}, "b"]
    said = [
        {"by": "a", "source": "a", "target": "c", "domain": "trust", "rating": 4},
        {"by": "a2", "source": "a", "target": "c", "domain": "trust", "rating": 2, "quote": "another day"},
        {"by": "a2", "source": "a", "target": "c", "domain": "trust", "rating": 0, "quote": "and again"},
        {"by": "b", "source": "b", "target": "c", "domain": "trust", "rating": 0},
    ]
    # a: first interview 100, second (50 + 0) / 2 = 25: 62.5. b: 0. Mean 31.25.
    assert one(scores(network(said, interviews=interviews)), level="network")["estimate"] == 31.25


def test_a_talkative_coder_does_not_outvote_another_within_a_quote(network: Build, one: One) -> None:
    quote = {"by": "a", "source": "a", "target": "c", "domain": "trust", "quote_id": "q"}
    said = [
        {**quote, "rating": 4, "coder": "c1", "facet": "openness"},
        {**quote, "rating": 4, "coder": "c1", "facet": "reliability"},
        {**quote, "rating": 0, "coder": "c2"},
    ]
    # c1: (100 + 100) / 2; c2: 0. Quote: 50.
    assert one(scores(network(said)), level="network")["estimate"] == 50.0


def test_together_speaks_of_no_pair_and_counts_for_its_source(network: Build) -> None:
    said = [{"by": "a", "source": "a", "target": "b|c", "target_mode": "together", "domain": "trust", "rating": 3}]
    found = scores(network(said))
    assert set(found["level"]) == {"network", "organisation_out"}
    assert set(found["estimate"]) == {75.0}
    assert set(found["statements"]) == {1}


def test_others_words_about_an_organisation_alone_are_what_partners_meet(network: Build, one: One) -> None:
    said = [
        {"by": "a", "source": "b", "domain": "capacity", "rating": 1},
        {"by": "b", "source": "b", "domain": "capacity", "rating": 4},
    ]
    found = scores(network(said))
    assert one(found, level="organisation_in", subject="b")["estimate"] == 25.0
    assert one(found, level="organisation_out", subject="b")["estimate"] == 100.0
    assert found[(found["subject"] == "b") & (found["level"] == "organisation_in")]["own_estimate"].item() == 100.0


def test_nothing_rated_gives_no_scores_but_the_same_columns(network: Build, tiny_scores: pd.DataFrame) -> None:
    empty = scores(network([{"by": "a", "source": "a", "target": "b", "tie_state": "present"}]))
    assert empty.empty
    assert list(empty.columns) == list(tiny_scores.columns)
    assert scores(network([])).empty


def test_all_ratings_equal_gives_that_score_as_surely_as_a_rating_step_allows(network: Build, one: One) -> None:
    names = ["a", "b", "c", "d", "e"]
    said = [{"by": name, "source": name, "target": "t", "domain": "trust", "rating": 2} for name in names]
    found = scores(network(said, organisations=[*names, "t"], interviews=[*names, "t"]))
    row = one(found, level="organisation_in", subject="t")
    # t(0.975, 4) · (25 / √12) / √5 = 2.776 · 7.217 / 2.236 = 8.961.
    assert (row["estimate"], row["grade"], row["shortfall"]) == (50.0, "B", 25.0)
    assert (row["low"], row["high"]) == pytest.approx((50 - 8.961, 50 + 8.961), abs=5e-4)
    assert 0.99 < row["p_below_aim"] < 1.0


def test_one_interview_gives_a_number_that_is_not_shown(network: Build, one: One) -> None:
    said = [{"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 4}]
    row = one(scores(network(said)), level="network")
    assert (row["estimate"], row["low"], row["high"], row["grade"]) == (100.0, 0.0, 100.0, "D")
    assert np.isnan(row["score"])
    assert np.isnan(row["p_below_aim"])


def test_a_study_s_own_attribute_makes_groups(network: Build, one: One) -> None:
    organisations = [
        {"organisation_id": "a", "district": "north"}, {"organisation_id": "b", "district": "north"},
        {"organisation_id": "c", "district": "south"},
    ]  # fmt: skip
    said = [
        {"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 4},
        {"by": "a", "source": "a", "target": "c", "domain": "trust", "rating": 0},
    ]
    found = scores(network(said, organisations=organisations))
    assert one(found, level="group", subject="district=north")["estimate"] == 100.0
    assert one(found, level="group", subject="district=south")["estimate"] == 0.0


def test_a_part_of_the_network_is_scored_by_what_is_said_within_it(tiny_network: Network, one: One) -> None:
    # Without cedar, trust in wave 1 is alder's 87.5 and birch's 0 (s13; s09 speaks of cedar).
    left = scores(tiny_network.without(["cedar"]))
    assert one(left, level="network", domain="trust", wave="1")["evidence"] == ("s01", "s02", "s13")
    assert not left["subject"].str.contains("cedar").any()
    second = scores(tiny_network.at_wave("2"))
    assert set(second["wave"]) == {"2"}
