"""How sure a number is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from collabnet.network import Network
from collabnet.scoring import scores
from collabnet.scoring.certainty import with_grade
from collabnet.scoring.intervals import share_interval, student, student_below

Build = Callable[..., Network]


def array(*values: float) -> np.ndarray:
    return np.array(values)


def rated(ratings: dict[str, float], target: str = "t") -> list[dict[str, Any]]:
    return [
        {"by": name, "source": name, "target": target, "domain": "trust", "rating": rating}
        for name, rating in ratings.items()
    ]


def network_of(network: Build, ratings: dict[str, float], **options: Any) -> pd.DataFrame:
    names = [*ratings, "t"]
    found = scores(network(rated(ratings), organisations=names, interviews=names, **options))
    return found[found["level"] == "organisation_in"]


def test_student_s_interval_is_the_one_in_the_tables() -> None:
    # Five organisations, mean 50, standard deviation 10: t(0.975, 4) = 2.776445; 10 / √5 = 4.472136: ± 12.41664.
    low, high = student(array(50), array(10), array(5))
    assert low[0] == pytest.approx(50 - 12.41664, abs=1e-4)
    assert high[0] == pytest.approx(50 + 12.41664, abs=1e-4)


def test_the_probability_below_the_aim_is_one_half_at_the_aim_and_agrees_with_the_interval() -> None:
    mean, deviation, count = array(50, 50), array(10, 10), array(5, 5)
    low, high = student(mean, deviation, count)
    assert student_below(array(50, 50), mean, deviation, count)[0] == pytest.approx(0.5)
    assert student_below(low, mean, deviation, count)[0] == pytest.approx(0.025)
    assert student_below(high, mean, deviation, count)[0] == pytest.approx(0.975)


def test_without_spread_the_probability_is_none_or_all() -> None:
    below = student_below(array(75, 75, 75), array(50, 75, 100), array(0, 0, 0), array(5, 5, 5))
    assert below.tolist() == [1.0, 0.0, 0.0]


def test_jeffreys_interval_of_a_share_is_the_published_one() -> None:
    # Brown, Cai & DasGupta (2001), table 5: n = 10, x = 1: (0.011, 0.381); x = 0: (0, 0.217).
    low, high = share_interval(array(1, 0, 10), array(10, 10, 10))
    assert low[0] == pytest.approx(0.011, abs=5e-4)
    assert high[0] == pytest.approx(0.381, abs=5e-4)
    assert (low[1], high[2]) == (0.0, 1.0)
    assert high[1] == pytest.approx(0.217, abs=5e-4)
    assert low[2] == pytest.approx(1 - 0.217, abs=5e-4)


@pytest.mark.parametrize("count", [2, 9, 10, 11, 30])
def test_every_number_of_organisations_gets_student_s_interval(network: Build, count: int) -> None:
    row = network_of(network, {f"o{k:02}": k % 3 + 1 for k in range(count)}).iloc[0]
    values = np.array([25.0 * (k % 3 + 1) for k in range(count)])
    low, high = student(values.mean(keepdims=True), values.std(ddof=1, keepdims=True), array(count))
    assert (row["low"], row["high"]) == pytest.approx((max(low[0], 0.0), min(high[0], 100.0)))
    below = student_below(array(75, 50), np.repeat(values.mean(), 2), np.repeat(values.std(ddof=1), 2), array(count))
    assert (row["p_below_aim"], row["p_below_half"]) == pytest.approx(tuple(below))


def test_no_rule_changes_with_the_number_of_organisations(network: Build) -> None:
    """With the same answers from more organisations, intervals narrow as one over the root of their number does."""
    widths = []
    for count in range(4, 24, 2):
        row = network_of(network, {f"o{k:02}": (1, 3)[k % 2] for k in range(count)}).iloc[0]
        spread = 25.0 * np.sqrt(count / (count - 1))
        widths.append((row["high"] - row["low"]) * np.sqrt(count) / (2 * stats.t.ppf(0.975, count - 1) * spread))
    assert widths == pytest.approx([1.0] * len(widths))


def test_organisations_differ_about_a_pair_more_than_in_their_means(network: Build) -> None:
    # Of u they say 1, 3, 1, 3, 1, 3 and of v the reverse: at network level all mean 50, and of a pair none does.
    names = [f"o{k}" for k in range(6)]
    said = [row for target, turn in (("u", 0), ("v", 1)) for row in rated(
        {name: (1, 3)[(k + turn) % 2] for k, name in enumerate(names)}, target)]  # fmt: skip
    said += rated(dict.fromkeys(names, 2), "w")
    found = scores(network(said, organisations=[*names, "u", "v", "w"], interviews=names))
    pooled = np.sqrt((2 * 5 * 750.0 + 0) / 15)  # (3 · 25² + 3 · 25²) / 5 = 750 for u and for v, 0 for w
    w = found[(found["level"] == "organisation_in") & (found["subject"] == "w")].iloc[0]
    low, high = student(array(50), array(pooled), array(6))
    assert (w["low"], w["high"]) == pytest.approx((low[0], high[0]))
    whole = found[found["level"] == "network"].iloc[0]
    low, high = student(array(50), array(25 / np.sqrt(12)), array(6))
    assert (whole["low"], whole["high"]) == pytest.approx((low[0], high[0]))


def test_an_interval_stays_within_the_scale(network: Build) -> None:
    row = network_of(network, {"a": 0, "b": 4}).iloc[0]
    assert (row["low"], row["high"]) == (0.0, 100.0)


def test_organisations_that_happen_to_agree_get_the_domain_s_spread(network: Build) -> None:
    # Towards t three say 2: no spread of their own. In the domain a, b, c, d say 2, 2, 2 and 4 (of u):
    # 50, 50, 50, 100: standard deviation 25; t(0.975, 2) · 25 / √3 = 62.1.
    said = [*rated({"a": 2, "b": 2, "c": 2}), *rated({"d": 4}, "u")]
    names = ["a", "b", "c", "d", "t", "u"]
    found = scores(network(said, organisations=names, interviews=names))
    row = found[(found["level"] == "organisation_in") & (found["subject"] == "t")].iloc[0]
    assert (row["low"], row["high"]) == (0.0, 100.0)
    assert row["p_below_aim"] == pytest.approx(student_below(array(75), array(50), array(25), array(3))[0])


def test_the_spread_is_pooled_over_waves(network: Build) -> None:
    # Wave 1: 0, 50, 100 (variance 2500, 2 degrees); wave 2: 50, 50, 50 (0, 2). Pooled √((5000 + 0) / 4) = 35.36.
    interviews = [
        {"interview_id": f"i_{name}{wave}", "organisation_id": name, "wave": wave} for name in "abc" for wave in "12"
    ]
    said = [
        {"by": f"{name}{wave}", "source": name, "target": "t", "domain": "trust", "rating": rating}
        for wave, ratings in (("1", (0, 2, 4)), ("2", (2, 2, 2)))
        for name, rating in zip("abc", ratings, strict=True)
    ]
    found = scores(network(said, organisations=[*"abct"], interviews=interviews, waves=("1", "2")))
    second = found[(found["level"] == "network") & (found["wave"] == "2")].iloc[0]
    expected = student_below(array(75), array(50), array(np.sqrt(1250)), array(3))[0]
    assert second["p_below_aim"] == pytest.approx(expected)


# Agreement never makes a number exact: 2 · t(0.975, n − 1) · 7.217 / √n is 129.7, 35.9, 23.0, 15.1 and 13.3 wide.
@pytest.mark.parametrize(("reporters", "grade"), [(1, "D"), (2, "D"), (3, "C"), (4, "B"), (6, "B"), (7, "A")])
def test_the_grade_of_those_who_agree_rises_with_their_number(network: Build, reporters: int, grade: str) -> None:
    row = network_of(network, {f"o{k}": 2 for k in range(reporters)}).iloc[0]
    assert row["grade"] == grade


def test_the_grade_asks_for_several_reporters_as_well_as_for_a_narrow_interval(network: Build) -> None:
    # One of seven speaks in twenty quotes: effectively (6 + 20)² / (6 + 400) = 1.67 reporters.
    said = rated({f"o{k}": 2 for k in range(7)})
    said += [{**said[0], "quote": f"once more, {k}"} for k in range(19)]
    names = [*(f"o{k}" for k in range(7)), "t"]
    row = scores(network(said, organisations=names, interviews=names)).iloc[0]
    assert row["reporters_effective"] == pytest.approx(26**2 / 406)
    assert (row["high"] - row["low"] < 15, row["grade"]) == (True, "D")


@pytest.mark.parametrize("reporters", [2, 5, 9, 10, 12, 25])
def test_no_number_of_organisations_that_agree_makes_a_score_exact(network: Build, reporters: int) -> None:
    row = network_of(network, {f"o{k:02}": 2 for k in range(reporters)}).iloc[0]
    floor = np.sqrt(25**2 / 12)
    low, high = student(array(50), array(floor), array(reporters))
    assert (row["low"], row["high"]) == pytest.approx((max(low[0], 0.0), min(high[0], 100.0)))
    below = student_below(array(75), array(50), array(floor), array(reporters))[0]
    assert row["p_below_aim"] == pytest.approx(below)
    assert below < 1.0


def test_a_pair_is_at_most_c_whatever_its_interval(network: Build) -> None:
    made = network([], organisations=[*"ab"], interviews=[*"ab"])
    rows = pd.DataFrame({"level": ["dyad", "network", "dyad"], "high": [51.0, 51.0, 99.0]}).assign(
        low=49.0, estimate=50.0, aim=75.0, reporters_effective=4.0, reporters=4, subject="a>b", wave="1",
    )  # fmt: skip
    assert with_grade(rows, made)["grade"].tolist() == ["C", "A", "D"]


def test_a_wide_interval_hides_the_number(network: Build) -> None:
    row = network_of(network, {"a": 0, "b": 4, "c": 0, "d": 4}).iloc[0]
    assert row["grade"] == "D"
    assert np.isnan(row["score"])
    assert row["estimate"] == 50.0


def test_an_organisation_that_was_not_interviewed_needs_three_reporters_and_says_so(network: Build) -> None:
    two = scores(network(rated({"a": 3, "b": 3}), organisations=[*"abt"], interviews=[*"ab"]))
    three = scores(network(rated({"a": 3, "b": 3, "c": 3}), organisations=[*"abct"], interviews=[*"abc"]))
    about = [found[(found["level"] == "organisation_in")].iloc[0] for found in (two, three)]
    assert [row["remark"] for row in about] == ["not_interviewed", "not_interviewed"]
    assert [row["grade"] for row in about] == ["D", "C"]
    heard = network_of(network, {"a": 3, "b": 3, "c": 3}).iloc[0]
    assert (heard["grade"], heard["remark"]) == ("C", "")


def test_standing_is_clear_only_where_the_interval_leaves_the_network_out(network: Build) -> None:
    good = rated(dict.fromkeys([f"o{k}" for k in range(12)], 4), "t")
    bad = [{**row, "target": "u", "rating": 0, "quote": "other words"} for row in good[:11]]
    names = [f"o{k}" for k in range(12)] + ["t", "u", "v"]
    few = [{**good[0], "target": "v", "rating": 1, "quote": "once"}]
    found = scores(network([*good, *bad, *few], organisations=names, interviews=names))
    found = found[found["level"] == "organisation_in"].set_index("subject")
    assert found["standing"].to_dict() == {"t": "clearly_above", "u": "clearly_below", "v": "cannot_tell"}


def test_standing_against_an_aim_is_said_only_where_the_network_set_one(network: Build) -> None:
    ratings = {f"o{k}": 1 for k in range(12)}
    unset = network_of(network, ratings).iloc[0]
    agreed = network_of(network, ratings, settings={"aims": {"trust": 60.0}}).iloc[0]
    assert unset["standing_aim"] == ""
    assert (agreed["standing_aim"], agreed["aim"], agreed["shortfall"]) == ("clearly_below", 60.0, 35.0)


@pytest.mark.parametrize(("organisation", "reporters"), [("a", 2), ("t", 3)])
def test_so_many_reporters_are_needed_with_however_narrow_an_interval(
    network: Build, organisation: str, reporters: int
) -> None:
    """Narrow intervals of two reporters come of the model alone: student's are as wide as the scale."""
    made = network([], organisations=[*"at"], interviews=["a"])
    rows = pd.DataFrame({"reporters": [1, 2, 3, 4]}).assign(
        low=49.0, high=51.0, estimate=50.0, aim=75.0, reporters_effective=4.0, level="organisation_in",
        subject=organisation, wave="1",
    )  # fmt: skip
    graded = with_grade(rows, made)
    enough = rows["reporters"].ge(reporters)
    assert graded["grade"].eq("A").tolist() == enough.tolist()
    assert graded.loc[~enough, "grade"].eq("D").all()
    assert graded["score"].notna().tolist() == enough.tolist()
