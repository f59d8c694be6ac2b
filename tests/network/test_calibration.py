"""Studies made up from a known truth: what is said to be likely happens as often."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from collabnet import measures
from tests.network.invented import InventedTies
from tests.studies import ways_study

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


def test_of_several_ways_only_what_holds_is_told() -> None:
    """What the committed study of nested processes found is what collabnet tells of drawn networks."""
    found = pd.read_csv(ways_study.RESULTS).set_index(["rule", "condition"]).loc["own"]
    assert set(found.index) == set(ways_study.CONDITIONS)
    assert found[["density", "indegree"]].min().min() >= 0.9
    held = found[["multiplexity", "overlap"]].min() >= 0.9
    assert not held["multiplexity"]
    assert measures.measures()["multiplexity"].of_pattern
    assert (found["apart_said"] - found["apart_true"]).abs().max() < 0.1


def test_two_sides_that_name_different_processes_are_as_likely_tied_as_said() -> None:
    """The first study of the committed table, made anew."""
    now = ways_study.replication("list shown, half nested", 0)
    assert now["apart"] > 0
    assert now["apart_said"] / now["apart"] == pytest.approx(now["apart_true"] / now["apart"], abs=0.1)
    before = ways_study.replication("list shown, half nested", 0, "largest")
    assert before["apart_said"] / before["apart"] < 0.75
