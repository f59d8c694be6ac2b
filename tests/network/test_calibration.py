"""Studies made up from a known truth: what is said to be likely happens as often."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from collabnet import measures
from collabnet.network import Layer
from collabnet.network.posterior import Posterior

SIZE = 25
IDS = [f"o{place:02}" for place in range(SIZE)]
STUDIES = 12


class Study:
    """Directed ties drawn at random, what the interviewed report of them, and what is made of it."""

    def __init__(self, seed: int, *, density: float, recall: float, false: float, spoke: int, roster: bool) -> None:
        random = np.random.default_rng(seed)
        self.off = ~np.eye(SIZE, dtype=bool)
        self.truth = (random.random((SIZE, SIZE)) < density) & self.off
        speaks = np.zeros(SIZE, dtype=bool)
        speaks[random.permutation(SIZE)[:spoke]] = True
        says = random.random((2, SIZE, SIZE)) < np.where(self.truth, recall, false)
        says &= np.stack([np.tile(speaks[:, None], SIZE), np.tile(speaks, (SIZE, 1))]) & self.off
        self.yes = says.sum(axis=0).astype(float)
        sides = (speaks[:, None].astype(float) + speaks) * self.off
        self.reports = sides if roster else self.yes
        source, target = np.nonzero(self.reports)
        names = np.array(IDS)
        cells = pd.DataFrame(
            {"source": names[source], "target": names[target], "process": "help", "wave": "1", "asked": roster,
             "reports": self.reports[source, target], "yes": self.yes[source, target]}
        )  # fmt: skip
        named = [(IDS[one], IDS[other]) for one, other in zip(*np.nonzero(self.yes), strict=True)]
        spoken = [IDS[place] for place in np.flatnonzero(speaks)]
        self.layer = Layer.from_edges(named, IDS, process="help", wave="1", interviewed=spoken)
        self.posterior = Posterior.of({"help": self.layer}, cells, seed)

    @property
    def density_is_covered(self) -> bool:
        low, high = np.quantile(self.posterior.expected_ties("help") / self.off.sum(), (0.025, 0.975))
        return bool(low <= self.truth.sum() / self.off.sum() <= high)

    def likely_and_true(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        source, target = np.nonzero(self.off)
        pairs = pd.DataFrame({"source": np.array(IDS)[source], "target": np.array(IDS)[target]})
        likely = self.posterior.probabilities("help", pairs)["probability"].to_numpy()
        return likely, self.truth[source, target], self.yes[source, target] > 0


@pytest.mark.parametrize("density", [0.05, 0.15, 0.3])
@pytest.mark.parametrize("roster", [True, False])
def test_the_interval_of_density_holds_the_truth(density: float, roster: bool) -> None:
    spoke = SIZE if roster else 14
    studies = [
        Study(seed, density=density, recall=0.6, false=0.05 if roster else 0.01, spoke=spoke, roster=roster)
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
        study = Study(seed, density=0.15, recall=recall, false=false, spoke=18, roster=roster)
        found.append(study.likely_and_true())
    likely, true, named = (np.concatenate(column) for column in zip(*found, strict=True))
    for which in (named, ~named):
        assert likely[which].mean() == pytest.approx(true[which].mean(), abs=0.09)


def test_intervals_of_measures_hold_the_truth() -> None:
    keys = ["indegree", "outdegree", "harmonic_in", "betweenness", "pagerank"]
    covered: dict[str, list[float]] = {key: [] for key in keys}
    for seed in range(6):
        study = Study(seed, density=0.15, recall=0.6, false=0.05, spoke=18, roster=True)
        ties = [(IDS[one], IDS[other]) for one, other in zip(*np.nonzero(study.truth), strict=True)]
        wanted = measures.measure(Layer.from_edges(ties, IDS), keys)
        drawn = [measures.measure(study.posterior.network(number)["help"], keys) for number in range(60)]
        for key in keys:
            low, high = np.quantile([one[key] for one in drawn], (0.025, 0.975), axis=0)
            covered[key].append(float(((low <= wanted[key]) & (wanted[key] <= high)).mean()))
    assert min(np.mean(shares) for shares in covered.values()) >= 0.85, covered
