"""Studies made up from known ties: what the interviewed would report of them, and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from collabnet.network import Layer
from collabnet.network.posterior import Posterior

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PROCESS = "help"


class InventedTies:
    """Directed ties drawn at random, what the interviewed report of them, and what is made of it.

    Each pair has a propensity: what its two organisations bring (``spread``, a standard deviation), what both
    directions share (``shared``, a share of the variance), how far apart the two stand (``closure``, what a step of a
    standard deviation takes off: who is near one is near the other's partners, so that ties close; with ``circles``,
    all of one circle stand together), and chance. The pairs with the largest are tied.
    """

    def __init__(
        self,
        seed: int,
        *,
        density: float,
        recall: float,
        false: float,
        spoke: int,
        roster: bool,
        size: int = 25,
        spread: float = 0.0,
        shared: float = 0.0,
        closure: float = 0.0,
        circles: int = 0,
        sectors: Sequence[str] = (),
    ) -> None:
        random = np.random.default_rng(seed)
        self.ids = [f"o{place:03}" for place in range(size)]
        self.off = ~np.eye(size, dtype=bool)
        self.truth = _truth(random, size, density, spread, shared, closure, circles) & self.off
        speaks = np.zeros(size, dtype=bool)
        speaks[random.permutation(size)[:spoke]] = True
        says = random.random((2, size, size)) < np.where(self.truth, recall, false)
        says &= np.stack([np.tile(speaks[:, None], size), np.tile(speaks, (size, 1))]) & self.off
        self.yes = says.sum(axis=0).astype(float)
        sides = (speaks[:, None].astype(float) + speaks) * self.off
        reports = sides if roster else self.yes
        source, target = np.nonzero(reports)
        names = np.array(self.ids)
        cells = pd.DataFrame(
            {"source": names[source], "target": names[target], "process": PROCESS, "wave": "1", "asked": roster,
             "reports": reports[source, target], "yes": self.yes[source, target]}
        )  # fmt: skip
        spoken = [self.ids[place] for place in np.flatnonzero(speaks)]
        self.about = pd.DataFrame(index=pd.Index(self.ids))
        if sectors:
            self.about["sector"] = [sectors[place % len(sectors)] for place in range(size)]
        layer = Layer.from_edges(
            self._pairs(self.yes), self.ids, process=PROCESS, wave="1", interviewed=spoken, attributes=self.about
        )
        self.posterior = Posterior.of({PROCESS: layer}, cells, seed)

    def _pairs(self, table: NDArray[np.generic]) -> list[tuple[str, str]]:
        return [(self.ids[one], self.ids[other]) for one, other in zip(*np.nonzero(table), strict=True)]

    @property
    def true_density(self) -> float:
        """Share of ordered pairs that are tied."""
        return float(self.truth.sum() / self.off.sum())

    def densities(self) -> NDArray[np.float64]:
        """Return the density that each draw of the rates expects."""
        return np.asarray(self.posterior.expected_ties(PROCESS) / self.off.sum(), dtype=np.float64)

    @property
    def density_is_covered(self) -> bool:
        """Whether the 95 % interval of the density holds the true one."""
        low, high = np.quantile(self.densities(), (0.025, 0.975))
        return bool(low <= self.true_density <= high)

    def likely_and_true(self) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
        """Return for each ordered pair how likely a tie is said to be, whether there is one, and if it was named."""
        source, target = np.nonzero(self.off)
        pairs = pd.DataFrame({"source": np.array(self.ids)[source], "target": np.array(self.ids)[target]})
        likely = self.posterior.probabilities(PROCESS, pairs)["probability"].to_numpy()
        return likely, self.truth[source, target], self.yes[source, target] > 0

    def true_layer(self) -> Layer:
        """Return the network as it is."""
        return Layer.from_edges(self._pairs(self.truth), self.ids, attributes=self.about)

    def drawn(self, networks: int) -> list[Layer]:
        """Return networks drawn from what is believed."""
        return [self.posterior.network(number)[PROCESS] for number in range(networks)]


def _truth(
    random: np.random.Generator, size: int, density: float, spread: float, shared: float, closure: float, circles: int
) -> NDArray[np.bool_]:
    if spread == shared == closure == 0:
        return np.asarray(random.random((size, size)) < density)
    gives, takes = spread * random.normal(size=(2, size))
    both = np.triu(random.normal(size=(size, size)), 1)
    alone = random.normal(size=(size, size))
    propensity = gives[:, None] + takes + np.sqrt(shared) * (both + both.T) + np.sqrt(1 - shared) * alone
    if closure:
        place = np.eye(circles)[np.arange(size) % circles] if circles else random.normal(size=(size, 2))
        propensity -= closure * np.linalg.norm(place[:, None] - place, axis=2)
    limit = np.quantile(propensity[~np.eye(size, dtype=bool)], 1 - density)
    return np.asarray(propensity > limit)
