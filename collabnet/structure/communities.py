"""Communities: parts of the network that work more with each other than chance would have it, and how firm they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.network import _igraph
from collabnet.structure.naming import naming, seeds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer

RUNS: Final = 30
"""How often the search is repeated without some of the ties."""

STARTS: Final = 10
"""How often the search on all ties starts; the best division is kept."""

LEFT_OUT: Final = 0.1
"""Share of the ties that each repetition leaves out."""


@dataclass(frozen=True, eq=False)
class Communities:
    """The communities that were found.

    Attributes
    ----------
    modularity
        How much more ties lie within communities than chance would have it; NaN without ties.
    membership
        The number of each organisation's community: 1 is the largest.
    stability
        For each organisation, the mean over the others of its community of the share of repetitions in which both are
        found in one community; NaN for who is alone in it.
    together
        Share of repetitions in which each two are found in one community.
    """

    modularity: float
    membership: pd.Series[float]
    stability: pd.Series[float]
    together: pd.DataFrame


def communities(layer: Layer, runs: int = RUNS, left_out: float = LEFT_OUT, seed: int = 0) -> Communities:
    """Say into which communities the network falls, and how often they are found again.

    Leiden maximises modularity ``Σ_c (e_c / m − (d_c / 2m)²)`` over the network of a tie in either direction: e_c ties
    within community c, d_c the sum of its members' partners. It starts ten times; the best is kept. Stability
    repeats the search ``runs`` times on networks from which a share ``left_out`` of the ties is taken at random: with 0
    it tells only how often the search itself ends elsewhere.

    References
    ----------
    Traag, Waltman & van Eck (2019), doi:10.1038/s41598-019-41695-z; Newman & Girvan (2004),
    doi:10.1103/PhysRevE.69.026113; Lancichinetti & Fortunato (2012), *Consensus clustering*, doi:10.1038/srep00336.
    """
    return layer.remember(f"communities:{runs}:{left_out}:{seed}", lambda it: _communities(it, runs, left_out, seed))


def _communities(layer: Layer, runs: int, left_out: float, seed: int) -> Communities:
    laid = naming(layer.undirected())
    ends = np.argwhere(np.triu(laid.pairs) > 0)
    found = [_numbered(_igraph.leiden(layer.n, _edges(ends), one)) for one in seeds(seed, STARTS)]
    values = [modularity(ends, membership) for membership in found]
    best = found[int(np.nanargmax(values))] if len(ends) else np.arange(layer.n)
    together = _together(layer.n, ends, runs, left_out, seed)
    same = best[:, None] == best[None, :]
    np.fill_diagonal(same, val=False)
    others = same.sum(axis=1)
    firm = np.where(others > 0, (together * same).sum(axis=1) / np.maximum(others, 1), np.nan)
    own = np.empty(layer.n, dtype=np.intp)
    own[laid.order] = np.arange(layer.n)
    ids = layer.organisations
    return Communities(
        max(values) if len(ends) else np.nan,
        layer.series(best[own] + 1.0),
        layer.series(laid.back(firm)),
        _frame(together[np.ix_(own, own)], ids),
    )


def modularity(ends: NDArray[np.intp], membership: NDArray[np.intp]) -> float:
    """Return the modularity of a division, from whole counts; NaN without ties.

    References
    ----------
    Newman & Girvan (2004), doi:10.1103/PhysRevE.69.026113.
    """
    count = len(ends)
    if not count:
        return np.nan
    first, second = membership[ends[:, 0]], membership[ends[:, 1]]
    within = int((first == second).sum())
    degrees = np.bincount(np.concatenate([first, second])).astype(np.int64)
    return (4 * count * within - int((degrees**2).sum())) / (4 * count**2)


def _together(size: int, ends: NDArray[np.intp], runs: int, left_out: float, seed: int) -> NDArray[np.float64]:
    random = np.random.default_rng(seed)
    kept = len(ends) - round(left_out * len(ends))
    shares = np.zeros((size, size))
    for one in seeds(seed, runs):
        chosen = np.sort(random.permutation(len(ends))[:kept])
        label = _igraph.leiden(size, _edges(ends[chosen]), one)
        shares += label[:, None] == label[None, :]
    return shares / runs


def _edges(ends: NDArray[np.intp]) -> list[tuple[int, int]]:
    return [(int(first), int(second)) for first, second in ends]


def _numbered(label: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give communities numbers from 0, the largest first."""
    sizes = np.bincount(label)
    place = np.empty(len(sizes), dtype=np.intp)
    place[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return place[label] if len(label) else label


def _frame(values: NDArray[np.float64], ids: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(values, index=ids, columns=ids)
