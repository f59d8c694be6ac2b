"""Whether the network has a core that works together and a periphery that hangs on it, and who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from scipy.optimize import minimize

from collabnet.network import _igraph
from collabnet.structure.naming import both_ways, naming, seeds

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

Pattern = Literal["ignored", "either"]

STARTS: Final = 50
"""Cores drawn at random from which the search climbs, beside those of the organisations with most ties."""

SWAPS_UP_TO: Final = 120
"""Above this many organisations the search moves one at a time and tries no exchanges."""

SAME: Final = 1e-12


@dataclass(frozen=True, eq=False)
class CorePeriphery:
    """The core that fits best.

    Attributes
    ----------
    fit
        Correlation between ties and pattern, −1 to 1; NaN where no core can be told from a periphery.
    core
        1 for who is in the core, else 0.
    """

    fit: float
    core: pd.Series[float]


@dataclass(frozen=True)
class Significance:
    """How a fit compares with networks in which everyone has as many ties, drawn at random.

    Attributes
    ----------
    fit
        Of the network.
    mean, sd
        Of the draws.
    p
        Share of the draws (and the network itself) whose fit is at least as good. Not small does not mean: no core.
    draws
        How many were drawn.
    """

    fit: float
    mean: float
    sd: float
    p: float
    draws: int


def core_periphery(layer: Layer, pattern: Pattern = "ignored", seed: int = 0) -> CorePeriphery:
    """Say which organisations form a core that works together, while the others do not work with each other.

    The core maximises the correlation of ties ``x_ij`` with a pattern over pairs ``i ≠ j``: 1 within the core, 0 within
    the periphery; ties between the two are ``ignored``, or the pattern wants them (``either`` of the two in the core).
    Every core of the organisations with most ties is tried, and from the best of them and from fifty drawn at random
    the search climbs by moves and exchanges. Of cores that fit equally the smaller is taken. Organisations that can be
    exchanged without changing any tie are in the core together or not at all.

    Parameters
    ----------
    layer
        Its ties with direction, or without.
    pattern
        What the pattern wants of ties between core and periphery.
    seed
        Of the cores drawn at random.

    References
    ----------
    Borgatti & Everett (2000), *Models of core/periphery structures*, doi:10.1016/S0378-8733(99)00019-2.
    """
    return layer.remember(f"core_periphery:{pattern}:{seed}", lambda it: _core_periphery(it, pattern, seed))


def _core_periphery(layer: Layer, pattern: Pattern, seed: int) -> CorePeriphery:
    laid = naming(layer)
    chosen, fit = best_core(laid.pairs, pattern, seed)
    return CorePeriphery(fit, layer.series(laid.back(chosen) >= 1 - SAME))


def core_significance(layer: Layer, pattern: Pattern = "ignored", draws: int = 200, seed: int = 0) -> Significance:
    """Say whether the core is more than what the number of ties of each organisation makes by itself.

    A large p does not say that there is no core; it says that who is in it follows from how many ties each has. Hubs
    alone create a core: so ties are drawn at random while everyone keeps as many, in and out, and the same search is
    done on each draw. ``p = (1 + draws with a fit at least as good) / (1 + draws)``. NaN where the network has no fit;
    draws without one count as at least as good.

    The test is right where there is nothing (random networks of 14 organisations with 20 % of pairs tied: p is 0.52 on
    average and 0.10 or less in 9 % of 200), and sees little, since most of what makes a core is held: a core of 6 among
    20, with nine tenths of its pairs tied and one in twenty outside, has p ≤ 0.05 in 5 of 24 networks. A core that fits
    perfectly follows from the number of ties of each, and its p is 1. So a small p says that something else than hubs
    is there as well (Kojaku & Masuda); where it is large, ``fit`` and who is in the core still describe what is there.

    References
    ----------
    Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2; Maslov & Sneppen (2002),
    doi:10.1126/science.1065103; Kojaku & Masuda (2018), doi:10.1088/1367-2630/aab547.
    """
    fit = core_periphery(layer, pattern, seed).fit
    if np.isnan(fit):
        return Significance(fit, np.nan, np.nan, np.nan, 0)
    found = [_drawn_fit(layer, pattern, one) for one in seeds(seed, draws)]
    known = np.asarray([value for value in found if not np.isnan(value)])
    spread = float(known.std(ddof=1)) if len(known) > 1 else np.nan
    mean = float(known.mean()) if len(known) else np.nan
    at_least = 1 + draws - int((known < fit - SAME).sum())
    return Significance(fit, mean, spread, at_least / (1 + draws), draws)


def _drawn_fit(layer: Layer, pattern: Pattern, seed: int) -> float:
    ends = np.asarray(_igraph.rewired(layer, seed), dtype=np.intp).reshape(-1, 2)
    return best_core(both_ways(layer.n, ends[:, 0], ends[:, 1], directed=layer.directed), pattern, seed)[1]


def best_core(pairs: NDArray[np.float64], pattern: Pattern, seed: int) -> tuple[NDArray[np.float64], float]:
    """Search for the core that fits best in a matrix of 0, 1 or 2 ties between each two.

    Returns
    -------
    tuple
        1 for who is in, and the correlation; all 0 and NaN where no core has one.
    """
    size = len(pairs)
    if size < 3:
        return np.zeros(size), np.nan
    climb = _Climb(pairs, pattern)
    prefixes = np.zeros((size, size))
    prefixes[:, np.argsort(-pairs.sum(axis=1), kind="stable")] = np.tril(np.ones((size, size)))
    best = np.argsort(-climb.fit(prefixes), kind="stable")[: STARTS // 5]
    random = np.random.default_rng(seed)
    drawn = random.random((STARTS, size)) < random.uniform(0.1, 0.6, (STARTS, 1))
    cores = climb.up(np.concatenate([prefixes[best], drawn.astype(np.float64)]))
    fits = climb.fit(cores)
    if fits.max() <= -2:
        return np.zeros(size), np.nan
    top = np.flatnonzero(fits >= fits.max() - SAME)
    chosen = cores[top[np.argmin(cores[top].sum(axis=1))]]
    return chosen, float(fits.max())


class _Climb:
    """Many cores at once, each moved to where no move and no exchange makes it fit better."""

    def __init__(self, pairs: NDArray[np.float64], pattern: Pattern) -> None:
        self.pairs, self.pattern = pairs, pattern
        self.size, self.ties, self.each = len(pairs), pairs.sum() / 2, pairs.sum(axis=1)

    def fit(self, cores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how well each core fits; −2 where it cannot be said."""
        inside, outside = self._within(cores, cores @ self.pairs)
        return self._correlation(inside, outside, cores.sum(axis=1))

    def up(self, cores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Climb."""
        cores = cores.copy()
        open_ = np.arange(len(cores))
        while len(open_):
            now = cores[open_]
            moved = self._moved(now)
            stuck = (moved == now).all(axis=1)
            if stuck.any() and self.size <= SWAPS_UP_TO:
                moved[stuck] = self._exchanged(now[stuck])
            cores[open_] = moved
            open_ = open_[(moved != now).any(axis=1)]
        return cores

    def _within(self, cores: NDArray[np.float64], to_core: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        inside = (cores * to_core).sum(axis=1) / 2
        return inside, self.ties - cores @ self.each + inside

    def _correlation(
        self, inside: NDArray[np.float64], outside: NDArray[np.float64], members: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the correlation of two yes/no tables of cells, from whole counts."""
        rest = self.size - members
        zeros = rest * (rest - 1)
        ones = members * (members - 1) if self.pattern == "ignored" else self.size * (self.size - 1) - zeros
        hits = inside if self.pattern == "ignored" else self.ties - outside
        cells, tied = ones + zeros, hits + outside
        below = ones * zeros * tied * (cells - tied)
        return np.where(below > 0, (cells * hits - ones * tied) / np.sqrt(np.where(below > 0, below, 1)), -2.0)

    def _moved(self, cores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Move in or out, for each core, the organisation that helps most."""
        to_core = cores @ self.pairs
        inside, outside = self._within(cores, to_core)
        way = 1 - 2 * cores
        now = self._correlation(inside, outside, cores.sum(axis=1))
        then = self._correlation(
            inside[:, None] + way * to_core,
            outside[:, None] - way * (self.each - to_core),
            cores.sum(axis=1)[:, None] + way,
        )
        best = then.argmax(axis=1)
        rows = np.flatnonzero(then[np.arange(len(cores)), best] > now + SAME)
        moved = cores.copy()
        moved[rows, best[rows]] = 1 - moved[rows, best[rows]]
        return moved

    def _exchanged(self, cores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Exchange, for each core, the one inside for the one outside that helps most."""
        to_core = cores @ self.pairs
        to_rest = self.each - to_core
        inside, outside = self._within(cores, to_core)
        now = self._correlation(inside, outside, cores.sum(axis=1))
        possible = (cores[:, :, None] == 1) & (cores[:, None, :] == 0)
        then = self._correlation(
            inside[:, None, None] - to_core[:, :, None] + to_core[:, None, :] - self.pairs,
            outside[:, None, None] + to_rest[:, :, None] - to_rest[:, None, :] - self.pairs,
            cores.sum(axis=1)[:, None, None],
        )
        flat = np.where(possible, then, -2.0).reshape(len(cores), -1)
        best = flat.argmax(axis=1)
        rows = np.flatnonzero(flat[np.arange(len(cores)), best] > now + SAME)
        out, in_ = np.divmod(best[rows], self.size)
        moved = cores.copy()
        moved[rows, out], moved[rows, in_] = 0.0, 1.0
        return moved


@dataclass(frozen=True, eq=False)
class Coreness:
    """How far each organisation belongs to the core.

    Attributes
    ----------
    fit
        Correlation between ties and the products of coreness, −1 to 1; NaN where there is none.
    coreness
        From 0 to 1; 0 for isolates.
    """

    fit: float
    coreness: pd.Series[float]


def coreness(layer: Layer) -> Coreness:
    """Say how far each organisation belongs to the core, by degrees.

    The values ``0 ≤ c ≤ 1`` for which ``Σ_{i≠j} (x_ij − c_i c_j)²`` is least (MINRES: the diagonal is left out), found
    by L-BFGS from the leading eigenvector and from all alike, whichever ends lower. Without the upper limit a star has
    no solution: its hub grows for ever while the others go to 0.

    References
    ----------
    Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2; Comrey (1962), doi:10.2466/pr0.1962.11.1.15.
    """
    return layer.remember("coreness_by_degrees", _coreness)


def _coreness(layer: Layer) -> Coreness:
    laid = naming(layer)
    if layer.m == 0:
        return Coreness(np.nan, layer.series(np.zeros(layer.n)))
    ties = laid.pairs / 2
    tied = ties.sum(axis=1) > 0
    ends = [_least(ties, np.where(tied, start, 0.0)) for start in _starts(ties)]
    values = min(ends, key=lambda end: end[0])[1]
    return Coreness(_product_fit(ties, values), layer.series(laid.back(values)))


def _starts(ties: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    size = len(ties)
    spread, vectors = np.linalg.eigh(ties)
    leading = np.abs(vectors[:, -1]) * np.sqrt(max(float(spread[-1]), 0.0))
    slope = 1 + 0.01 * np.cos(np.arange(size))  # not quite alike, so that the search leaves where it could go two ways
    return np.clip(leading, 0.01, 1.0), np.sqrt(ties.mean()) * slope


def _least(ties: NDArray[np.float64], start: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        square = values**2
        off = square.sum() ** 2 - (square**2).sum()
        product = ties @ values
        slope = 4 * (values * (square.sum() - square) - product)
        return float(off - 2 * values @ product), slope

    bounds = [(0.0, 1.0 if value > 0 else 0.0) for value in start]
    options = {"maxiter": 2000, "ftol": 1e-15, "gtol": 1e-10}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)  # type: ignore[call-overload]
    return float(found.fun), np.asarray(found.x)


def _product_fit(ties: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Return the correlation over all ordered pairs; ties are 0 or 1, of which ``ties`` holds the mean of both ways."""
    off = ~np.eye(len(ties), dtype=bool)
    pattern = np.outer(values, values)[off]
    share = float(ties[off].mean())
    pattern -= pattern.mean()
    below = np.sqrt(share * (1 - share) * float((pattern**2).mean()))
    return min(float((pattern * ties[off]).mean() / below), 1.0) if below > SAME else np.nan


def gini(values: NDArray[np.floating[Any]]) -> float:
    """Return how unequally something is spread: 0 all alike, towards 1 one has all; NaN where nobody has any.

    References
    ----------
    Gini (1912); Sen (1973), *On Economic Inequality*, doi:10.1093/0198281935.001.0001.
    """
    rising, size = np.sort(values), len(values)
    total = float(rising.sum())
    return float(((2 * np.arange(1, size + 1) - size - 1) * rising).sum() / (size * total)) if total > 0 else np.nan
