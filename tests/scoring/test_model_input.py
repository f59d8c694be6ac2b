"""What the model makes of studies: what enters it, what must not matter, and input from which little can be learned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from collabnet import settings
from collabnet.network import Network
from collabnet.reading import read
from collabnet.scoring import Effort, Modelled, modelled_study, scores
from collabnet.scoring.model.fit import fingerprint, usual
from collabnet.scoring.model.observations import of_collaboration, of_context
from collabnet.scoring.model.table import _with_remarks
from tests.scoring.test_invariance import (
    a_respondent_twice,
    coders_twice,
    one_coder_twice,
    rows_twice,
    rows_twice_with_quotes_of_their_own,
    some_rows_twice,
    with_statements,
)

Build = Callable[..., Network]

QUICK = Effort(kept=60)


def modelled(network: Network) -> Modelled:
    return modelled_study(network, scores(network), QUICK)


def study_of(network: Build, names: str, rows: list[dict[str, Any]]) -> Network:
    return network(rows, organisations=names.split(), interviews=names.split())


def said(number: int, by: str, source: str, target: Any, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"statement_id": f"s{number:03}", "by": by, "source": source, "target": target}
    row |= {"level": "dyad", "domain": "trust", "rating": 3.0, "coder": "c1", "quote": f"Words {number}."}
    row |= {"process": "information_exchange"}
    return row | {"quote_id": f"q{number:03}"} | more


def star(ratings: list[float], **more: Any) -> list[dict[str, Any]]:
    """Return statements of three organisations about each other, in turn."""
    sides = [("a", "b", "a"), ("b", "c", "b"), ("c", "a", "c"), ("b", "a", "b"), ("a", "c", "a"), ("c", "b", "c")]
    return [
        said(number, sides[number % 6][2], *sides[number % 6][:2], rating=rating, **more)
        for number, rating in enumerate(ratings)
    ]


def whole(found: Modelled, domain: str = "trust") -> pd.Series[Any]:
    rows = found.scores[(found.scores["level"] == "network") & (found.scores["domain"] == domain)]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.mark.parametrize(
    "change",
    [rows_twice, rows_twice_with_quotes_of_their_own, some_rows_twice, coders_twice, one_coder_twice,
     a_respondent_twice],
)  # fmt: skip
def test_entering_something_twice_changes_nothing_that_the_model_is_given(tiny: Any, change: Any) -> None:
    study = read(tiny)
    prints = []
    for statements in (study.statements, change(study.statements)):
        network = Network.from_study(with_statements(study, statements))
        for observations in (of_collaboration(network), of_context(network)):
            assert observations is not None
            prints.append(fingerprint(observations.design, usual(observations.design, 1)))
    assert prints[:2] == prints[2:]


def test_the_order_of_rows_changes_nothing_that_the_model_is_given(tiny: Any) -> None:
    study = read(tiny)
    turned = replace(study, tables={**study.tables, "statements": study.statements.iloc[::-1].reset_index(drop=True)})
    one, two = (of_collaboration(Network.from_study(it)) for it in (study, turned))
    assert one is not None and two is not None
    assert fingerprint(one.design, usual(one.design, 1)) == fingerprint(two.design, usual(two.design, 1))


@pytest.mark.parametrize(
    "changed",
    [{"rating": 0.0}, {"domain": "capacity"}, {"target": "c"}, {"coder": "c7"}, {"precision": "coarse"},
     {"basis": "hearsay"}, {"certainty": "doubtful"}, {"process": "case_transfer"}],
)  # fmt: skip
def test_whatever_a_statement_says_decides_the_draws(network: Build, changed: dict[str, Any]) -> None:
    rows = star([3, 2, 4, 1, 3, 2])
    again = [rows[0] | changed, *rows[1:]]
    prints = [
        fingerprint(found.design, usual(found.design, 1))
        for found in (of_collaboration(study_of(network, "a b c", it)) for it in (rows, again))
        if found is not None
    ]
    assert len(set(prints)) == 2


def test_seed_and_draws_are_part_of_the_print(tiny_network: Network) -> None:
    found = of_collaboration(tiny_network)
    assert found is not None
    plans = [usual(found.design, 1), usual(found.design, 2), usual(found.design, 1, kept=50), usual(found.design, 1, 1)]
    assert len({fingerprint(found.design, plan) for plan in plans}) == 4


def test_what_is_coarse_heard_or_doubtful_weighs_half_as_much_each(network: Build) -> None:
    rows = star([3, 2, 4, 1])
    rows[0] |= {"precision": "coarse"}
    rows[1] |= {"basis": "hearsay", "certainty": "doubtful"}
    found = of_collaboration(study_of(network, "a b c", rows))
    assert found is not None
    assert found.design.weight.tolist() == [0.5, 0.25, 1.0, 1.0]


def test_one_statement_about_three_organisations_weighs_as_one(network: Build) -> None:
    found = of_collaboration(study_of(network, "a b c d", [said(1, "a", "a", ("b", "c", "d")), said(2, "a", "a", "b")]))
    assert found is not None
    assert found.design.weight.tolist() == [pytest.approx(1 / 3)] * 3 + [1.0]


def test_what_is_said_of_several_at_one_table_is_one_rating_about_a_partner_of_its_own(network: Build) -> None:
    rows = [said(1, "a", "a", ("b", "c"), target_mode="together"), said(2, "a", "a", "b")]
    found = of_collaboration(study_of(network, "a b c", rows))
    assert found is not None
    assert found.frame["towards"].tolist() == ["together:b+c", "b"]
    assert found.design.weight.tolist() == [1.0, 1.0]
    assert ("together:b+c", "1") in found.columns["partner"]


def test_own_words_on_capacity_tell_what_partners_meet_and_on_trust_how_it_acts(network: Build) -> None:
    own = {"level": "organisation", "target": ()}
    rows = [said(1, "a", "a", "b"), said(2, "a", "a", "", domain="capacity") | own, said(3, "a", "a", "") | own]
    found = of_collaboration(study_of(network, "a b", rows))
    assert found is not None
    frame = found.frame.set_index("statement_id")
    assert (frame.loc["s002", "acting"], frame.loc["s002", "towards"]) == ("", "a")
    assert (frame.loc["s003", "acting"], frame.loc["s003", "towards"]) == ("a", "")
    assert set(found.columns["self_report"]) == {("trust",)}
    assert found.mostly_own == {"capacity"}


@pytest.mark.parametrize(("others", "mostly"), [(1, True), (2, False)])
def test_the_shift_of_self_report_is_estimated_where_a_fifth_and_more_is_said_by_others(
    network: Build, others: int, mostly: bool
) -> None:
    """Four own words and one of another are four fifths; of six, two others are a third."""
    own = {"level": "organisation", "target": ()}
    rows = [said(n, "a", "a", "", domain="capacity") | own for n in range(1, 5)]
    rows += [said(n, "a", "a", "b", domain="capacity") for n in range(5, 5 + others)]
    found = of_collaboration(study_of(network, "a b", rows))
    assert found is not None
    assert (found.mostly_own == {"capacity"}) == mostly
    assert ("self_report" in found.columns) != mostly


def test_an_organisation_in_another_wave_is_another_one(tiny_network: Network) -> None:
    found = of_collaboration(tiny_network)
    assert found is not None
    assert {key[1] for key in found.columns["actor"]} == {"1", "2"}


def test_codings_of_one_quote_are_one_claim(network: Build) -> None:
    twice = said(1, "a", "a", "b")
    rows = [twice, twice | {"statement_id": "s002", "coder": "c2", "rating": 2.0}, said(3, "a", "a", "b")]
    found = of_collaboration(study_of(network, "a b", rows))
    assert found is not None
    assert found.design.claim.tolist() == [0, 0, 1]
    assert found.design.quotes
    assert set(found.columns["coder"]) == {("c1",), ("c2",)}


# Little to learn from: wide intervals or a plain sentence, never a crash and never a narrow lie.


def test_one_interview_leaves_the_whole_scale_open(network: Build) -> None:
    found = modelled(study_of(network, "a b c", [said(n, "a", "a", "bc"[n % 2]) for n in range(12)]))
    row = whole(found)
    assert row["high"] - row["low"] > 40
    assert row["grade"] == "D"
    assert "few_interviews" in set(found.remarks["code"])


def test_ratings_that_are_all_equal_are_not_known_exactly(network: Build) -> None:
    found = modelled(study_of(network, "a b c", star([3.0] * 24)))
    row = whole(found)
    assert row["estimate"] == pytest.approx(75.0, abs=3.0)
    # Three organisations, 7.2 points each: ± 1.96 · 7.2 / √3.
    assert row["high"] - row["low"] >= 16.3
    assert "all_equal" in set(found.remarks["code"])


def test_one_coder_is_told_of(network: Build) -> None:
    found = modelled(study_of(network, "a b c", star([3, 2, 4, 1, 2, 3])))
    assert "one_coder" in set(found.remarks["code"])
    # What one coder adds to every rating stays open by some ± 15 points, however much is said (half-normal scale 7.5).
    much = modelled(study_of(network, "a b c", star([3.0, 2.0] * 60)))
    row = whole(much)
    assert row["high"] - row["low"] >= 25.0


def test_nothing_rated_gives_empty_tables_and_a_remark(network: Build) -> None:
    found = modelled(study_of(network, "a b c", [said(1, "a", "a", "b", rating=np.nan, tie_state="present")]))
    assert found.scores.empty
    assert found.remarks["code"].tolist() == ["nothing_rated"]
    for table in (found.attribution, found.curve, found.sensitivity, found.parameters, found.predicted):
        assert table.empty


def test_where_only_the_context_is_rated_it_alone_has_a_score(network: Build) -> None:
    unrated = [said(1, "a", "a", "b", rating=float("nan"), domain=""), said(2, "b", "b", "c", rating=1.0)]
    unrated[1] |= {"level": "context", "source": "", "target": (), "process": "", "domain": "capacity"}
    found = modelled(study_of(network, "a b c", unrated))
    assert found.scores[["level", "domain"]].to_numpy().tolist() == [["context", "capacity"]]
    assert found.remarks["code"].tolist() == ["nothing_rated"]
    assert not len(found.next_interviews)


def test_a_domain_nobody_rated_has_no_score(network: Build) -> None:
    found = modelled(study_of(network, "a b c", star([3, 2, 4, 1, 2, 3])))
    assert set(found.scores["domain"]) == {"trust"}


def test_without_expected_pairs_scores_stand_for_the_pairs_spoken_of(network: Build) -> None:
    found = modelled(study_of(network, "a b c", star([3, 2, 4, 1])))
    assert set(found.scores["basis"]) == {"stated_pairs"}
    assert whole(found)["pairs"] == 4
    assert found.predicted.empty


def test_only_words_about_organisations_alone_and_about_the_context_are_scored_too(network: Build) -> None:
    own = {"level": "organisation", "target": (), "domain": "capacity"}
    rows = [said(n, "abc"[n % 3], "abc"[n % 3], "", rating=float(n % 3 + 1)) | own for n in range(6)]
    rows += [said(9 + n, "abc"[n], "", "", level="context", domain="capacity", rating=1.0) for n in range(3)]
    found = modelled(study_of(network, "a b c", rows))
    row = found.scores[(found.scores["level"] == "context")].iloc[0]
    assert row["method"] == "model"
    assert row["low"] <= 25.0 <= row["high"]
    assert (found.scores["high"] - found.scores["low"] > 10.0).all()


def test_young_people_are_never_merged_into_the_model(analysed_sample: Any) -> None:
    frame = analysed_sample.tables["scores"]
    assert set(frame.loc[frame["voice"] == "young_people", "method"]) == {"transparent"}
    assert set(frame.loc[frame["voice"] == "organisations", "method"]) == {"model"}


def test_a_last_wave_without_ratings_names_nobody_to_interview(network: Build) -> None:
    rows = star([3, 2, 4, 1])
    found = modelled(network(rows, organisations=["a", "b", "c"], interviews=["a", "b", "c"], waves=("1", "2")))
    assert found.next_interviews.empty
    assert set(found.scores["wave"]) == {"1"}


def test_ratings_between_the_steps_and_a_single_pair_are_no_trouble(network: Build) -> None:
    found = modelled(study_of(network, "a b", [said(n, "ab"[n % 2], "a", "b", rating=n % 9 / 2) for n in range(40)]))
    row = whole(found)
    assert 0.0 <= row["low"] <= row["estimate"] <= row["high"] <= 100.0


def barriers(pairs: int) -> list[dict[str, Any]]:
    """Return what 80 organisations say of their own capacity, 70 of them that it fails; a few pairs are best."""
    own = {"level": "organisation", "target": (), "domain": "capacity"}
    rows = [said(n, f"o{n:02}", f"o{n:02}", "", rating=1.0 if n < 70 else 3.0) | own for n in range(80)]
    rows += [said(100 + n, f"o{n:02}", f"o{n:02}", f"o{n + 1:02}", rating=4.0, domain="capacity") for n in range(pairs)]
    return rows


def test_overload_that_nearly_everybody_reports_of_themselves_does_not_vanish(network: Build) -> None:
    """Four pairs are rated best: they were all the score stood for, and the level of what others say."""
    names = " ".join(f"o{n:02}" for n in range(80))
    row = whole(modelled(study_of(network, names, barriers(4))), "capacity")
    assert (row["remark"], row["basis"]) == ("mostly_self_report", "no_pairs")
    assert row["low"] < row["transparent"] < row["high"]
    assert abs(row["transparent"] - row["estimate"]) < 5
    assert row["high"] - row["low"] > 2 * 1.96 * settings.RATING_RESOLUTION


@pytest.mark.parametrize(("plain", "told"), [(61.0, False), (59.9, True), (80.0, False), (80.1, True)])
def test_a_plain_mean_outside_the_interval_is_remarked_upon(plain: float, told: bool) -> None:
    frame = pd.DataFrame({"level": ["organisation_in"] * 2, "domain": "trust", "transparent": plain, "low": 60.0,
                          "high": 80.0, "remark": ["", "not_interviewed"]})  # fmt: skip
    found = _with_remarks(frame, pd.Series([True, True]), None)["remark"].tolist()
    assert found == (["excludes_plain", "not_interviewed|excludes_plain"] if told else ["", "not_interviewed"])
    assert _with_remarks(frame, pd.Series([False, False]), None)["remark"].tolist() == ["", "not_interviewed"]
