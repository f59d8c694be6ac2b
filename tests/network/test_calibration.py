"""Studies made up from a known truth: what is said to be likely happens as often."""

from __future__ import annotations

import numpy as np
import pytest

from collabnet import measures
from tests.network.invented import InventedTies

SIZE = 25
STUDIES = 12


@pytest.mark.parametrize("density", [0.05, 0.15, 0.3])
@pytest.mark.parametrize("roster", [True, False])
def test_the_interval_of_density_holds_the_truth(density: float, roster: bool) -> None:
    spoke = SIZE if roster else 14
    studies = [
        InventedTies(seed, density=density, recall=0.6, false=0.05 if roster else 0.01, spoke=spoke, roster=roster)
        for seed in range(STUDIES)
    ]
    assert np.mean([study.density_is_covered for study in studies]) >= 0.9


@pytest.mark.parametrize("roster", [True, False])
def test_ties_are_as_likely_as_said(roster: bool) -> None:
    """Recall and false positives vary between studies as is believed of them."""
    random = np.random.default_rng(5)
    found = []
    for seed in range(STUDIES):
        recall, false = random.beta(6, 4), random.beta(2, 38)
        study = InventedTies(seed, density=0.15, recall=recall, false=false, spoke=18, roster=roster)
        found.append(study.likely_and_true())
    likely, true, named = (np.concatenate(column) for column in zip(*found, strict=True))
    for which in (named, ~named):
        assert likely[which].mean() == pytest.approx(true[which].mean(), abs=0.09)


def test_intervals_of_measures_hold_the_truth() -> None:
    keys = ["indegree", "outdegree", "harmonic_in", "betweenness", "pagerank"]
    covered: dict[str, list[float]] = {key: [] for key in keys}
    for seed in range(6):
        study = InventedTies(seed, density=0.15, recall=0.6, false=0.05, spoke=18, roster=True)
        wanted = measures.measure(study.true_layer(), keys)
        drawn = [measures.measure(network, keys) for network in study.drawn(60)]
        for key in keys:
            low, high = np.quantile([one[key] for one in drawn], (0.025, 0.975), axis=0)
            covered[key].append(float(((low <= wanted[key]) & (wanted[key] <= high)).mean()))
    assert min(np.mean(shares) for shares in covered.values()) >= 0.85, covered
