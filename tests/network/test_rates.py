"""How far reports can be trusted: worked by hand, recovered from what is expected, integrated numerically."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import numpy as np
import pytest

from collabnet.errors import CallError
from collabnet.network.rate_draws import drawn_rates, weighed_rates
from collabnet.network.rates import PRIORS, Prior, Rates, Seen, most_likely, probability, seen

FLAT = Prior("flat", recall=(1.0, 1.0), false_positive=(1.0, 1.0), tie=(1.0, 1.0))
STARTS = (Rates(0.1, 0.8, 0.1), Rates(0.3, 0.5, 0.02), Rates(0.4, 0.45, 0.01))


def expected(reports: int, tie: float, recall: float, false: float, pairs: int = 870_000) -> tuple[list[int], ...]:
    """Return the pairs that are expected, each as often as it is."""
    asked, yes = [], []
    for said in range(reports + 1):
        ways = comb(reports, said)
        share = tie * recall**said * (1 - recall) ** (reports - said)
        share += (1 - tie) * false**said * (1 - false) ** (reports - said)
        count = round(ways * share * pairs / 100)
        asked += [reports] * count
        yes += [said] * count
    return asked, yes


@pytest.mark.parametrize(
    ("reports", "yes", "wanted"),
    [
        (0, 0, 0.2),
        (1, 1, 0.2 * 0.6 / (0.2 * 0.6 + 0.8 * 0.05)),
        (2, 2, 0.2 * 0.36 / (0.2 * 0.36 + 0.8 * 0.0025)),
        (2, 1, 0.2 * 0.24 / (0.2 * 0.24 + 0.8 * 0.05 * 0.95)),
        (2, 0, 0.2 * 0.16 / (0.2 * 0.16 + 0.8 * 0.95**2)),
    ],
)
def test_a_tie_is_as_likely_as_worked_by_hand(reports: int, yes: int, wanted: float) -> None:
    found = probability([reports], [yes], Rates(0.2, 0.6, 0.05))
    np.testing.assert_allclose(found, [wanted], rtol=1e-12)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("reports", [3, 6])
def test_with_three_reports_the_truth_is_found_from_anywhere(reports: int, start: Rates) -> None:
    found = most_likely(seen(*expected(reports, 0.21, 0.6, 0.05)), FLAT, start=start)
    assert found.settled
    np.testing.assert_allclose(found.rates, (0.21, 0.6, 0.05), atol=0.005)


def test_with_two_reports_very_different_rates_are_equally_likely() -> None:
    asked, yes = expected(2, 0.21, 0.6, 0.05)
    found = [most_likely(seen(asked, yes), FLAT, start=start) for start in STARTS]
    assert not any(one.settled for one in found)
    ties = [float(one.rates.tie) for one in found]
    assert max(ties) > 3 * min(ties)
    # All three end on the same ridge: the likelihood differs by less than rounding to whole pairs makes.
    assert np.ptp([one.log_likelihood for one in found]) < 0.01


def test_with_two_reports_what_is_believed_of_reporters_decides() -> None:
    """Methods: about (.27, .52, .035) under the usual prior, and half that density if reporters rarely forget."""
    asked, yes = expected(2, 0.21, 0.6, 0.05, pairs=87_000)
    usual, _, attentive = (most_likely(seen(asked, yes), replace(prior, tie=(1.0, 1.0))).rates for prior in PRIORS)
    np.testing.assert_allclose(usual, (0.27, 0.52, 0.035), atol=0.03)
    assert float(attentive.tie) < float(usual.tie) / 2


@pytest.mark.parametrize(
    ("reports", "yes"),
    [
        (3, [0] * 22 + [1] * 2 + [2] * 2 + [3] * 4),
        (2, [0] * 1000 + [1] * 160 + [2] * 40),  # on a ridge
        (1, [0] * 40 + [1] * 5),
    ],
)
def test_draws_follow_the_posterior_as_integrated_on_a_grid(reports: int, yes: list[int]) -> None:
    drawn = drawn_rates(seen([reports] * len(yes), yes), Prior(), 20_000, np.random.default_rng(4))
    grid = (np.arange(100) + 0.5) / 100
    tie, recall, false = np.meshgrid(grid, grid, grid / 3, indexing="ij")
    log = sum(
        (a - 1) * np.log(value) + (b - 1) * np.log1p(-value)
        for value, (a, b) in ((tie, (1, 3)), (recall, Prior().recall), (false, Prior().false_positive))
    )
    for said, pairs in zip(*np.unique(yes, return_counts=True), strict=True):
        with_tie = tie * recall**said * (1 - recall) ** (reports - said)
        log = log + pairs * np.log(with_tie + (1 - tie) * false**said * (1 - false) ** (reports - said))
    weight = np.where(recall > false, np.exp(log - log.max()), 0.0)
    for axis, values in zip((tie, recall, false), drawn, strict=True):
        mean = float((weight * axis).sum() / weight.sum())
        spread = float(np.sqrt((weight * (axis - mean) ** 2).sum() / weight.sum()))
        assert abs(values.mean() - mean) < 0.1 * spread
        assert abs(values.std() - spread) < 0.1 * spread


@pytest.mark.parametrize(
    "kinds",
    [
        seen([], []),
        seen([1, 1], [0, 1], [44, 6]),
        seen([2, 2, 2], [0, 1, 2], [480, 90, 30]),
        seen([2, 2, 2], [0, 1, 2], [215_000, 27_000, 7_500]),  # 500 organisations with a list shown: a long ridge
        seen([2], [0], [600]),
        seen([3, 3, 3, 3], [0, 1, 2, 3], [80_000, 15_000, 3_000, 2_000]),
    ],
)
@pytest.mark.parametrize("prior", PRIORS, ids=lambda prior: prior.key)
def test_few_draws_never_carry_all_the_weight(kinds: Seen, prior: Prior) -> None:
    """A chain of random steps gets nowhere on a long ridge; weighed draws are worth a thousand of 4,000 or more."""
    _, weight = weighed_rates(kinds, prior, np.random.default_rng(1))
    assert 1 / np.square(weight).sum() > 1000


def test_nothing_asked_leaves_what_was_believed() -> None:
    drawn = drawn_rates(seen([], []), Prior(), 20_000, np.random.default_rng(1))
    np.testing.assert_allclose([values.mean() for values in drawn], (0.25, 0.6, 0.05), atol=0.01)


def test_recall_is_never_below_the_false_positive_rate() -> None:
    prior = Prior(recall=(1, 1), false_positive=(1, 1))
    drawn = drawn_rates(seen([2] * 40, [0] * 40), prior, 500, np.random.default_rng(1))
    assert (drawn.recall > drawn.false_positive).all()


@pytest.mark.parametrize(("reports", "yes"), [([1], [2]), ([1, 2], [1]), ([-1], [0]), ([np.nan], [0]), ([np.inf], [1])])
def test_impossible_counts_are_refused_in_a_sentence(reports: list[float], yes: list[float]) -> None:
    with pytest.raises(CallError, match=r"Expected .* found"):
        seen(reports, yes)
