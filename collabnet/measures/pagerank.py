"""Where somebody ends up who keeps following ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.measures import Measure
from collabnet.network import _igraph
from collabnet.network.spectrum import adjacency, dense

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

DAMPING: Final = 0.85
"""The chance to follow a tie rather than start anew: the value of Brin & Page (1998)."""

SMALL: Final = 150
"""Up to this many organisations the equations are solved at once; above, step by step."""

_STEPS: Final = 120
"""Steps after which what is left of igraph's tolerance (about 1e-10) is below rounding: 0.85 ** 120 < 1e-8."""


def pagerank(layer: Layer) -> pd.Series[float]:
    """Say how likely somebody who keeps following ties is found at each organisation.

    Formula ``p = 0.15/n + 0.85 · (Σ_j p_j x_ji / k_out(j))``, where who has no tie to follow starts anew anywhere. The
    values add up to 1; each is between 0 and 1, and isolates have the smallest. Without direction ties are followed
    both ways.

    References
    ----------
    Brin & Page (1998), doi:10.1016/S0169-7552(98)00110-X.
    """
    if 0 < layer.n <= SMALL:
        return layer.series(_solved(layer))
    return layer.series(_polished(layer, _igraph.pagerank(layer, DAMPING)))


def _solved(layer: Layer) -> NDArray[np.float64]:
    """Solve the defining equations, which sum to the same in every column, and scale to a sum of 1."""
    ties = dense(layer)
    leaving = ties.sum(axis=1)
    follow = np.divide(ties.T, leaving, out=np.zeros_like(ties), where=leaving > 0)
    rank = np.linalg.solve(np.eye(layer.n) - DAMPING * follow, np.ones(layer.n))
    return np.asarray(rank / rank.sum())  # who has no tie to follow adds the same to everyone


def _polished(layer: Layer, rank: NDArray[np.float64]) -> NDArray[np.float64]:
    """Repeat the defining step until rounding, so that relabelling changes nothing that can be seen."""
    if layer.n == 0:
        return rank
    matrix = adjacency(layer)
    leaving = np.asarray(matrix.sum(axis=1)).ravel()
    share = np.divide(1.0, leaving, out=np.zeros_like(leaving), where=leaving > 0)
    follow, stuck = matrix.T.tocsr(), leaving == 0
    for _ in range(_STEPS):
        step = (1 - DAMPING + DAMPING * rank[stuck].sum()) / layer.n + DAMPING * (follow @ (rank * share))
        done = np.abs(step - rank).max() < 1e-17
        rank = step / step.sum()
        if done:
            break
    return rank


MEASURE = Measure(
    key="pagerank",
    title="Where ties lead",
    sentence="How often one arrives at this organisation by following ties at random; high means that many routes "
    "lead to it.",
    level="organisation",
    of_pattern=True,
    formula="p_i = 0.15/n + 0.85 * sum over j of p_j x_ji / k_out(j)",
    unit="probability",
    limits=(0, 1),
    isolates="the smallest value in the network",
    source="Brin & Page (1998), doi:10.1016/S0169-7552(98)00110-X",
    compute=pagerank,
    normalisation="sum = 1",
    order=60,
)
