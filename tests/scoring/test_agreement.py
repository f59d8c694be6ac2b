"""How far coders agree; against Krippendorff's own example, Cohen's own table, and what can be done by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from collabnet.errors import CallError
from collabnet.network import Network
from collabnet.scoring import agreement
from collabnet.scoring.agreement import alpha, failing, failing_for, kappa, segment_f1

One = Callable[..., Any]
Build = Callable[..., Network]

OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Four observers, twelve units: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C."""

UNITS = [[value for value in unit if value is not None] for unit in zip(*OBSERVERS, strict=True)]

JUDGES = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
"""200 cases by two judges: Cohen (1968), table 1, whose shares are .44 .07 .09 / .05 .20 .05 / .01 .03 .06."""

SKIN = ((10, 4, 1, 0), (5, 10, 12, 2), (2, 4, 12, 5), (0, 2, 6, 13))
"""88 patients by two dermatologists: SAS/STAT User's Guide, The FREQ Procedure, Agreement Study."""

VALUES = some.lists(some.lists(some.integers(0, 4), max_size=4), min_size=2, max_size=12)
PAIRS = some.lists(some.tuples(some.integers(0, 4), some.integers(0, 4)), min_size=2, max_size=20)


def spread(counts: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return the values of two coders from their table of counts."""
    cells = [
        (one, other) for one, row in enumerate(counts) for other, count in enumerate(row) for _ in range(count)
    ]  # fmt: skip
    return [one for one, _ in cells], [other for _, other in cells]


def coded(quote: str, coder: str, **more: Any) -> dict[str, Any]:
    return {"by": "a", "source": "a", "target": "b", "quote_id": quote, "quote": quote, "coder": coder, **more}


def marked(document: str, coder: str, start: float, end: float) -> dict[str, Any]:
    return coded(f"{document} {start} {end}", coder, document=document, start=start, end=end)


def both(quote: str, first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
    return [coded(quote, "c1", **first), coded(quote, "c2", **second)]


# Krippendorff's alpha


@pytest.mark.parametrize(("metric", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_the_one_krippendorff_published(metric: str, value: float) -> None:
    assert alpha(UNITS, metric) == pytest.approx(value, abs=5e-4)


def test_full_agreement_is_one_and_no_variation_is_no_number() -> None:
    assert alpha([["a", "a"], ["b", "b"]], "nominal") == 1.0
    assert np.isnan(alpha([["a", "a"], ["a", "a"]], "nominal"))
    assert np.isnan(alpha([["a"], ["b"]], "nominal"))
    assert np.isnan(alpha([], "nominal"))


@pytest.mark.parametrize("metric", ["nominal", "interval"])
@settings(deadline=None)
@given(units=VALUES)
def test_alpha_is_one_minus_the_disagreement_within_units_over_that_between_all_values(
    metric: str, units: list[list[int]]
) -> None:
    """Second way: mean squared difference of pairs within units, over that of all pairs of values."""
    apart = (lambda a, b: float(a != b)) if metric == "nominal" else (lambda a, b: float((a - b) ** 2))
    paired = [unit for unit in units if len(unit) > 1]
    everything = [value for unit in paired for value in unit]
    within = sum(apart(a, b) / (len(unit) - 1) for unit in paired for a, b in permutations(unit, 2))
    between = sum(apart(a, b) for a, b in permutations(everything, 2))
    found = alpha(units, metric)
    if between == 0:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(1 - (len(everything) - 1) * within / between, abs=1e-12)


@settings(deadline=None)
@given(units=VALUES, names=some.permutations(["zebra", "apple", "mouse", "house", "river"]))
def test_other_names_for_the_values_change_no_nominal_alpha(units: list[list[int]], names: list[str]) -> None:
    renamed = [[names[value] for value in unit] for unit in units]
    assert alpha(renamed, "nominal") == pytest.approx(alpha(units, "nominal"), abs=1e-12, nan_ok=True)


@settings(deadline=None)
@given(units=VALUES, metric=some.sampled_from(["nominal", "ordinal", "interval"]))
def test_another_order_of_coders_and_units_changes_no_alpha(units: list[list[int]], metric: str) -> None:
    turned = [unit[::-1] for unit in reversed(units)]
    assert alpha(turned, metric) == pytest.approx(alpha(units, metric), abs=1e-12, nan_ok=True)


@settings(deadline=None)
@given(values=some.lists(some.integers(0, 4), min_size=2, max_size=12).filter(lambda it: len(set(it)) > 1))
def test_coders_who_always_choose_the_same_agree_fully_however_it_is_measured(values: list[int]) -> None:
    for metric in ("nominal", "ordinal", "interval"):
        assert alpha([[value] * 3 for value in values], metric) == 1.0
    for weights in ("none", "linear", "quadratic"):
        assert kappa(values, values, weights) == 1.0


def test_numbers_are_ordered_by_size_whatever_their_type() -> None:
    assert alpha([[1, 1.5], [2, 2.0], [10, 10.0]], "ordinal") == alpha(
        [[1.0, 1.5], [2.0, 2.0], [10.0, 10.0]], "ordinal"
    )


def test_a_metric_or_weights_that_do_not_exist_are_refused_with_what_there_is() -> None:
    with pytest.raises(CallError, match="nominal, ordinal, interval"):
        alpha(UNITS, "ratio")
    with pytest.raises(CallError, match="none, linear, quadratic"):
        kappa([1, 2], [1, 2], "cubic")
    with pytest.raises(CallError, match="found 2 and 1"):
        kappa([1, 2], [1])


# Cohen's kappa


def test_kappa_is_the_one_cohen_published() -> None:
    """Shares on the diagonal .70; by chance .60·.50 + .30·.30 + .10·.20 = .41; (.70 − .41) / .59 = .492."""
    assert kappa(*spread(JUDGES)) == pytest.approx(0.492, abs=5e-4)


def test_weighted_kappa_of_cohen_s_table_is_what_a_hand_finds() -> None:
    """Work out linear and quadratic weights on Cohen's table.

    One step apart: observed .07 + .05 + .05 + .03 = .20; by chance .60·.30 + .30·.50 + .30·.20 + .10·.30 = .42.
    Two steps apart: observed .09 + .01 = .10; by chance .60·.20 + .10·.50 = .17.
    Linear: 1 − (.20 + 2·.10) / (.42 + 2·.17) = 1 − .40/.76.
    Quadratic: 1 − (.20 + 4·.10) / (.42 + 4·.17) = 1 − .60/1.10.
    """
    assert kappa(*spread(JUDGES), "linear") == pytest.approx(1 - 0.40 / 0.76, abs=1e-12)
    assert kappa(*spread(JUDGES), "quadratic") == pytest.approx(1 - 0.60 / 1.10, abs=1e-12)


def test_kappa_is_the_one_that_sas_prints() -> None:
    assert kappa(*spread(SKIN)) == pytest.approx(0.3449, abs=5e-5)


@pytest.mark.parametrize(("weights", "power"), [("linear", 1), ("quadratic", 2)])
@settings(deadline=None)
@given(pairs=PAIRS)
def test_weighted_kappa_is_one_minus_mean_difference_over_that_of_any_two_of_their_values(
    weights: str, power: int, pairs: list[tuple[int, int]]
) -> None:
    first, second = zip(*pairs, strict=True)
    observed = np.mean([abs(a - b) ** power for a, b in pairs])
    by_chance = np.mean([abs(a - b) ** power for a in first for b in second])
    found = kappa(first, second, weights)
    if by_chance == 0:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(1 - observed / by_chance, abs=1e-12)


@settings(deadline=None)
@given(pairs=PAIRS, names=some.permutations(["zebra", "apple", "mouse", "house", "river"]))
def test_other_names_or_another_order_change_no_kappa(pairs: list[tuple[int, int]], names: list[str]) -> None:
    first, second = zip(*pairs, strict=True)
    plain = kappa(first, second)
    assert kappa([names[it] for it in first], [names[it] for it in second]) == pytest.approx(plain, nan_ok=True)
    assert kappa(second, first) == pytest.approx(plain, nan_ok=True)
    assert kappa(first[::-1], second[::-1], "linear") == pytest.approx(kappa(first, second, "linear"), nan_ok=True)


def test_two_coders_who_never_vary_have_no_kappa_and_two_who_never_meet_have_none_either() -> None:
    assert np.isnan(kappa([2, 2, 2], [2, 2, 2]))
    assert np.isnan(kappa([], []))
    assert kappa([1, 1, 1], [2, 2, 2]) == 0.0


# Segments


def test_f1_of_segments_is_what_a_hand_finds() -> None:
    """80 of 100 shared: the same. 50 of 150: not. 20 of 40, just half: the same. So 2 · 2 of 6 segments."""
    first = [(0, 100), (200, 300), (400, 420)]
    second = [(10, 90), (250, 350), (400, 440)]
    assert segment_f1(first, second) == pytest.approx(2 * 2 / 6)


def test_each_segment_is_matched_once() -> None:
    assert segment_f1([(0, 100)], [(0, 60), (40, 100)]) == pytest.approx(2 * 1 / 3)


def test_as_many_segments_are_matched_as_can_be() -> None:
    """The first of one suits both of the other (8 of 14, 6 of 10); the second only one (10 of 14): two matches."""
    assert segment_f1([(0, 10), (4, 16)], [(2, 14), (0, 6)]) == 1.0


def test_segments_that_only_touch_have_nothing_in_common() -> None:
    assert segment_f1([(0, 10)], [(10, 20)]) == 0.0
    assert segment_f1([(0, 10)], []) == 0.0
    assert np.isnan(segment_f1([], []))


SEGMENTS = some.lists(
    some.tuples(some.integers(0, 50), some.integers(1, 20)).map(lambda it: (it[0], it[0] + it[1])), max_size=8
)


@settings(deadline=None)
@given(first=SEGMENTS, second=SEGMENTS)
def test_f1_is_the_same_from_either_side_and_one_with_oneself(first: list[Any], second: list[Any]) -> None:
    assert segment_f1(first, second) == pytest.approx(segment_f1(second, first), nan_ok=True)
    assert not first or segment_f1(first, first) == 1.0
    assert not first or 0.0 <= segment_f1(first, second) <= 1.0


def test_passages_count_in_documents_that_several_coders_marked(network: Build, one: One) -> None:
    said = [
        marked("d1", "c1", 0, 100), marked("d1", "c1", 200, 300), marked("d1", "c2", 10, 90),
        marked("d2", "c3", 0, 50),  # nobody else saw it
        marked("d3", "c1", 30, 30), marked("d3", "c2", 0, 50),  # a passage without a letter is none
        marked("d4", "", 0, 50), marked("d4", "c2", 0, 50),  # nobody knows who
        coded("q1", "c1", document="d5"), coded("q2", "c2", document="d5"),  # nobody knows where
    ]  # fmt: skip
    row = one(agreement(network(said)), unit="segments")
    assert (row["coefficient"], row["units"], row["advice"]) == ("segment_f1", 3, "too_few")
    assert row["value"] == pytest.approx(2 * 1 / 3)
    assert row["coders"] == ("c1", "c2")
    assert row["evidence"] == ("s000", "s001", "s002")
    assert row["low"] < row["value"] < row["high"]


def test_a_passage_that_was_coded_several_times_is_one(network: Build, one: One) -> None:
    said = [marked("d1", "c1", 0, 100), {**marked("d1", "c1", 0, 100), "domain": "trust"}, marked("d1", "c2", 0, 90)]
    row = one(agreement(network(said)), unit="segments")
    assert (row["units"], row["value"]) == (2, 1.0)
    assert len(row["evidence"]) == 3


def test_three_coders_of_one_document_are_compared_two_by_two(network: Build, one: One) -> None:
    """Of c1 and c2 one passage is the same, of the other pairs none: 2 · 1 of 2 + 2 + 2 segments."""
    said = [marked("d1", "c1", 0, 10), marked("d1", "c2", 0, 9), marked("d1", "c3", 50, 60)]
    assert one(agreement(network(said)), unit="segments")["value"] == pytest.approx(1 / 3)


def test_the_same_name_in_another_interview_is_another_document(network: Build) -> None:
    said = [marked("interview.txt", "c1", 0, 10), {**marked("interview.txt", "c2", 0, 10), "by": "b"}]
    assert agreement(network(said)).empty


def test_from_five_documents_on_it_is_documents_that_are_drawn_again(network: Build, one: One) -> None:
    """Half of the documents agree fully, half not at all: between them the interval spans what draws of six give."""
    said = []
    for place in range(6):
        for piece in range(4):
            start = 100 * piece
            said += [marked(f"d{place}", "c1", start, start + 10)]
            said += [marked(f"d{place}", "c2", start + 50 * (place % 2), start + 50 * (place % 2) + 10)]
    row = one(agreement(network(said)), unit="segments")
    assert (row["value"], row["units"], row["advice"]) == (0.5, 48, "do_not_aggregate")
    assert {row["low"] * 6, row["high"] * 6} == {1.0, 5.0}


# The table


def test_ratings_are_compared_where_coders_agree_on_the_domain(network: Build, one: One) -> None:
    said = [
        coded("q1", "c1", domain="trust", rating=4), coded("q1", "c2", domain="trust", rating=3),
        coded("q2", "c1", domain="trust", rating=0), coded("q2", "c2", domain="trust", rating=0),
        coded("q3", "c1", domain="trust", rating=4), coded("q3", "c2", domain="capacity", rating=0),
        coded("q4", "c1", domain="trust", rating=1),
    ]  # fmt: skip
    found = agreement(network(said))
    for metric in ("ordinal", "interval", "nominal"):
        rating = one(found, unit="rating", coefficient=f"krippendorff_alpha_{metric}")
        assert rating["units"] == 2
        assert rating["value"] == pytest.approx(alpha([[4, 3], [0, 0]], metric))
        assert rating["evidence"] == ("s000", "s001", "s002", "s003")
    domain = one(found, unit="domain", coefficient="krippendorff_alpha_nominal")
    assert domain["units"] == 3
    pairs = [["trust", "trust"], ["trust", "trust"], ["trust", "capacity"]]
    assert domain["value"] == pytest.approx(alpha(pairs, "nominal"))
    assert domain["coders"] == ("c1", "c2")
    assert domain["advice"] == "too_few"
    assert one(found, unit="domain", coefficient="cohen_kappa")["units"] == 3


def test_each_domain_is_asked_apart_whether_coders_saw_it_in_the_quote(network: Build, one: One) -> None:
    """A coder who codes two pairs of one quote saw what either of the two is about."""
    said = [
        *both("q1", {"domain": "trust"}, {"domain": "trust"}),
        coded("q1", "c2", domain="capacity", target="c"),
        *both("q2", {"domain": "capacity"}, {"domain": "capacity"}),
        *both("q3", {"domain": "trust"}, {"domain": ""}),
    ]
    found = agreement(network(said))
    assert [unit for unit in found["unit"].unique() if "=" in unit] == ["domain=capacity", "domain=trust"]
    trust, capacity = (one(found, unit=f"domain={key}") for key in ("trust", "capacity"))
    assert trust["value"] == pytest.approx(alpha([[1, 1], [0, 0], [1, 0]], "nominal"))
    assert capacity["value"] == pytest.approx(alpha([[0, 1], [1, 1], [0, 0]], "nominal"))
    assert trust["units"] == capacity["units"] == 3
    assert capacity["evidence"] == tuple(f"s00{place}" for place in range(7))
    assert one(found, unit="domain", coefficient="krippendorff_alpha_nominal")["units"] == 3


def test_coders_can_differ_on_the_level_although_it_follows_from_whom_a_statement_is_about(
    network: Build, one: One
) -> None:
    said = [
        *both("q1", {"level": "dyad"}, {"level": "organisation", "target": ""}),
        *both("q2", {"level": "dyad"}, {"level": "dyad"}),
        *both("q3", {"level": "organisation", "target": ""}, {"level": "organisation", "target": ""}),
    ]
    row = one(agreement(network(said)), unit="level", coefficient="krippendorff_alpha_nominal")
    values = [["dyad", "organisation"], ["dyad", "dyad"], ["organisation", "organisation"]]
    assert row["value"] == pytest.approx(alpha(values, "nominal"))


def test_several_choices_together_are_one_value_and_several_ratings_their_mean(network: Build, one: One) -> None:
    said = [
        coded("q1", "c1", cause="stress", rating=1), coded("q1", "c1", cause="turnover", rating=2),
        coded("q1", "c2", cause="turnover", rating=2), coded("q1", "c2", cause="stress", rating=1),
        *both("q2", {"cause": "stress", "rating": 4}, {"cause": "turnover", "rating": 3}),
    ]  # fmt: skip
    found = agreement(network(said))
    together = [["stress|turnover"] * 2, ["stress", "turnover"]]
    assert one(found, unit="cause")["value"] == pytest.approx(alpha(together, "nominal"))
    rating = one(found, unit="rating", coefficient="krippendorff_alpha_interval")
    assert rating["value"] == pytest.approx(alpha([[1.5, 1.5], [4, 3]], "interval"))


def test_several_targets_are_the_same_in_any_order(network: Build, one: One) -> None:
    said = both("q1", {"domain": "trust", "target": "b|c"}, {"domain": "trust", "target": "c|b"})
    assert one(agreement(network(said)), unit="domain")["units"] == 1


def test_every_two_coders_who_share_three_units_are_compared(network: Build, one: One) -> None:
    values = {"c1": (4, 3, 0, 2), "c2": (4, 2, 0, 2), "c3": (3, 3, None, None)}
    said = [
        coded(f"q{place}", coder, domain="trust" if rating else "capacity", rating=rating)
        for coder, ratings in values.items()
        for place, rating in enumerate(ratings)
        if rating is not None
    ]
    found = agreement(network(said))
    kappas = found[found["coefficient"].str.startswith("cohen")]
    assert set(kappas["coders"]) == {("c1", "c2")}
    assert list(zip(kappas["unit"], kappas["coefficient"], strict=True)) == [
        ("domain", "cohen_kappa"), ("rating", "cohen_kappa_quadratic"), ("rating", "cohen_kappa_linear"),
    ]  # fmt: skip
    for name in ("linear", "quadratic"):
        row = one(found, coefficient=f"cohen_kappa_{name}")
        assert row["value"] == pytest.approx(kappa(values["c1"], values["c2"], name))
        assert row["advice"] == "too_few"
        assert set(row["evidence"]) <= {f"s00{place}" for place in range(8)}
    assert one(found, unit="domain", coefficient="krippendorff_alpha_nominal")["coders"] == ("c1", "c2", "c3")


def test_nobody_agrees_with_a_copy_of_oneself(network: Build) -> None:
    said = [coded("q1", "c1", domain="trust", rating=4), coded("q1", "c1", domain="trust", rating=4)]
    assert agreement(network(said)).empty


def test_a_row_that_was_entered_twice_changes_nothing(network: Build) -> None:
    said = [
        row
        for place in range(12)
        for row in both(
            f"q{place}",
            {"domain": ("trust", "capacity")[place % 2], "rating": place % 5},
            {"domain": ("trust", "capacity")[place % 3 % 2], "rating": place % 4},
        )
    ]
    again = [*said, *said[::3]]
    pd.testing.assert_frame_equal(agreement(network(said)), agreement(network(again)))


@pytest.mark.parametrize(("wrong", "advice"), [(0, "rely"), (3, "tentative"), (8, "do_not_aggregate")])
def test_the_advice_follows_the_coefficient(network: Build, one: One, wrong: int, advice: str) -> None:
    found = agreement(network(differing(wrong)))
    for coefficient in ("krippendorff_alpha_nominal", "cohen_kappa"):
        row = one(found, unit="domain", coefficient=coefficient)
        assert row["advice"] == advice
        assert row["low"] <= row["value"] <= row["high"]


def differing(wrong: int) -> list[dict[str, Any]]:
    """Return 24 quotes; in some of them the second coder saw the other domain."""
    said = []
    for place in range(24):
        first = ("trust", "capacity")[place % 2]
        second = ("trust", "capacity")[(place + (place < wrong)) % 2]
        said += both(f"q{place}", {"domain": first}, {"domain": second})
    return said


def test_without_double_coding_there_is_nothing_to_say(network: Build) -> None:
    for said in ([], [coded("q1", "c1", domain="trust")], [coded("q1", "", domain="trust"), coded("q1", "c1")]):
        found = agreement(network(said))
        assert found.empty
        assert list(found.columns)[:8] == ["unit", "coefficient", "value", "low", "high", "units", "coders", "advice"]
        assert failing(found) == frozenset()
        assert failing_for(found, "trust") == ()


def test_a_coder_who_coded_one_quote_is_in_alpha_and_not_compared_apart(network: Build, one: One) -> None:
    found = agreement(network([*differing(3), coded("q0", "c9", domain="trust")]))
    assert one(found, unit="domain", coefficient="krippendorff_alpha_nominal")["coders"] == ("c1", "c2", "c9")
    assert set(found.loc[found["coefficient"] == "cohen_kappa", "coders"]) == {("c1", "c2")}


def test_where_all_choose_the_same_there_is_no_number_and_the_advice_says_why(network: Build) -> None:
    said = [row for place in range(12) for row in both(f"q{place}", {"rating": 3}, {"rating": 3})]
    found = agreement(network(said))
    assert len(found) == 5
    assert found[["value", "low", "high"]].isna().all(axis=None)
    assert set(found["advice"]) == {"no_variation"}


def test_a_rating_that_only_one_coder_gave_is_not_compared(network: Build) -> None:
    found = agreement(network(both("q1", {"domain": "trust", "rating": 3}, {"domain": "trust"})))
    assert "rating" not in set(found["unit"])


def test_the_same_seed_gives_the_same_rows_and_a_row_does_not_depend_on_others(network: Build) -> None:
    said = differing(5)
    found = agreement(network(said))
    pd.testing.assert_frame_equal(found, agreement(network(said)))
    more = agreement(network([{**row, "process": "case_transfer"} for row in said]))
    pd.testing.assert_frame_equal(more[more["unit"] != "process"].reset_index(drop=True), found)
    other = network(said)
    other = Network.from_study(replace(other.study, settings=replace(other.study.settings, seed=99)))
    assert not agreement(other)["low"].equals(found["low"])


def test_other_names_for_coders_and_domains_change_no_value(network: Build) -> None:
    said = differing(5)
    names = {"c1": "zoe", "c2": "adam", "trust": "capacity", "capacity": "trust"}
    turned = [{**row, "coder": names[row["coder"]], "domain": names[row["domain"]]} for row in said]
    left, right = (agreement(network(rows)) for rows in (said, turned))
    right = right.assign(unit=right["unit"].map(lambda unit: "=".join(names.get(it, it) for it in unit.split("="))))
    merged = left.merge(right, on=["unit", "coefficient"])
    assert len(merged) == len(left) == len(right)
    np.testing.assert_allclose(merged["value_x"], merged["value_y"], atol=1e-12)
    np.testing.assert_allclose(merged[["low_x", "high_x"]], merged[["low_y", "high_y"]], atol=0.1)


def test_the_interval_is_as_wide_as_that_of_resampled_units(network: Build, one: One) -> None:
    """Draw whole units by hand and compare: what is the same need not be told apart. One unit more or less is .07."""
    row = one(agreement(network(differing(5))), unit="domain", coefficient="krippendorff_alpha_nominal")
    units = np.array([[place % 2, (place + (place < 5)) % 2] for place in range(24)])
    random = np.random.default_rng(5)
    drawn = [alpha(units[random.integers(0, 24, 24)].tolist(), "nominal") for _ in range(2000)]
    np.testing.assert_allclose([row["low"], row["high"]], np.quantile(drawn, [0.025, 0.975]), atol=0.1)


# What fails


def table(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "coefficient", "advice"])


def test_codes_fail_by_krippendorff_s_alpha_alone() -> None:
    found = table(
        ("domain", "krippendorff_alpha_nominal", "do_not_aggregate"),
        ("domain=trust", "krippendorff_alpha_nominal", "do_not_aggregate"),
        ("domain=capacity", "krippendorff_alpha_nominal", "too_few"),
        ("process", "krippendorff_alpha_nominal", "tentative"),
        ("process", "cohen_kappa", "do_not_aggregate"),
        ("modality", "krippendorff_alpha_nominal", "no_variation"),
        ("segments", "segment_f1", "do_not_aggregate"),
    )
    assert failing(found) == {"domain", "domain=trust"}


@pytest.mark.parametrize(("ordinal", "fails"), [("do_not_aggregate", True), ("tentative", False)])
def test_of_the_rating_the_ordinal_alpha_decides(ordinal: str, fails: bool) -> None:
    others = ("do_not_aggregate", "rely") if not fails else ("rely", "rely")
    found = table(
        ("rating", "krippendorff_alpha_ordinal", ordinal),
        ("rating", "krippendorff_alpha_interval", others[0]),
        ("rating", "krippendorff_alpha_nominal", others[0]),
        ("rating", "cohen_kappa_quadratic", "do_not_aggregate"),
    )
    assert failing(found) == ({"rating"} if fails else set())


def test_what_feeds_the_score_of_a_domain_is_named_in_order() -> None:
    units = ("rating", "level", "domain=trust", "domain", "cause", "domain=capacity")
    kinds = {"rating": "krippendorff_alpha_ordinal"}
    found = table(*[(unit, kinds.get(unit, "krippendorff_alpha_nominal"), "do_not_aggregate") for unit in units])
    assert failing_for(found, "trust") == ("domain", "domain=trust", "level", "rating")
    assert failing_for(found, "diagnosis") == ("domain", "level", "rating")


def test_the_sample_s_own_study_is_coded_well_enough_for_every_score(analysed_sample: Any) -> None:
    found = analysed_sample.tables["agreement"]
    assert failing(found) == {"valence"}
    assert failing_for(found, "trust") == ()
    known = set(analysed_sample.tables["statements"]["statement_id"])
    assert all(set(cell.split("|")) <= known for cell in found["evidence"])
    assert (found["value"].dropna() <= 1).all()
    assert not found.duplicated(["unit", "coefficient", "coders"]).any()
