"""Groups in which everyone works with everyone, and how far they overlap within and between ways of working."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from collabnet.network import _igraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from collabnet.network import Layer

MOST_COMPARED: Final = 5_000
"""Above this many groups they are not compared two by two: it would take long, and tell little."""


def cliques(layer: Layer, smallest: int = 3) -> list[tuple[int, ...]] | None:
    """Return the groups of at least ``smallest`` in which everyone is tied to everyone, and to which nobody can join.

    A tie in either direction counts; see :func:`mutual` for ties both ways. Nothing where there are more than a
    hundred thousand.

    References
    ----------
    Luce & Perry (1949), doi:10.1007/BF02289146.
    """
    return _igraph.maximal_cliques(layer, smallest)


def mutual(layer: Layer) -> Layer:
    """Return the layer, without direction, of the pairs that are tied both ways.

    Ties that have no direction stay. It keeps no states, no required and no denied pairs.
    """
    return layer.remember("mutual", _mutual) if layer.directed else layer


def _mutual(layer: Layer) -> Layer:
    here, back = layer.source * layer.n + layer.target, layer.target * layer.n + layer.source
    first = np.isin(here, back) & (layer.source < layer.target)
    none = np.zeros(0, dtype=np.intp)
    return replace(
        layer, source=layer.source[first], target=layer.target[first], strength=layer.strength[first], directed=False,
        parts=(), denied_source=none, denied_target=none, required_source=none, required_target=none,
        required_weight=np.zeros(0), state=np.zeros(0, dtype=object), _memo={},
    )  # fmt: skip


def comembership(layer: Layer, smallest: int = 3) -> csr_array | None:
    """Count, for each two organisations, the groups that both belong to; on the diagonal, those of each.

    Returns
    -------
    scipy.sparse.csr_array or None
        Shape (n, n); nothing where there are too many groups.
    """
    return layer.remember(f"comembership:{smallest}", lambda it: _comembership(it, smallest))


def _comembership(layer: Layer, smallest: int) -> csr_array | None:
    groups = cliques(layer, smallest)
    if groups is None:
        return None
    table = _table(groups, layer.n)
    return csr_array(table.T @ table)


def _table(groups: Sequence[tuple[int, ...]], size: int) -> csr_array:
    members = np.fromiter((member for group in groups for member in group), dtype=np.intp)
    ends = np.concatenate([[0], np.cumsum([len(group) for group in groups])]).astype(np.intp)
    return csr_array((np.ones(len(members)), members, ends), shape=(len(groups), size))


def mean_overlap(groups: Sequence[tuple[int, ...]], size: int) -> float:
    """Return the mean over pairs of groups of ``|both| / |either|``; NaN below two groups or above five thousand."""
    count = len(groups)
    if not 2 <= count <= MOST_COMPARED:
        return np.nan
    table = _table(groups, size)
    shared = (table @ table.T).tocoo()
    later = shared.row < shared.col
    lengths = np.asarray([len(group) for group in groups], dtype=np.float64)
    both = shared.data[later]
    either = lengths[shared.row[later]] + lengths[shared.col[later]] - both
    # summed in rising order, so that other names give the same digits
    return float(np.sort(both / either).sum() / (count * (count - 1) / 2))


@dataclass(frozen=True)
class Overlap:
    """How far the pairs that share a group in one way of working share one in another.

    Attributes
    ----------
    either
        ``|P_k ∩ P_l| / |P_k ∪ P_l|``; NaN where nobody shares a group in either.
    second_of_first, first_of_second
        ``|P_k ∩ P_l| / |P_k|`` and ``|P_k ∩ P_l| / |P_l|``; NaN where nobody shares a group there.
    """

    either: float
    second_of_first: float
    first_of_second: float


def multiplex_overlap(first: Layer, second: Layer, smallest: int = 3) -> Overlap:
    """Say whether those who form a group in one way of working form one in another too.

    ``P_k`` are the unordered pairs that share at least one group in layer k. From 0 to 1; NaN where there is no pair,
    or too many groups. Both layers hold the same organisations.

    References
    ----------
    Provan & Sebastian (1998), doi:10.2307/257084; how pairs are counted is a reading of ours, the article gives none.
    """
    sides = [_pairs(layer, smallest) for layer in (first, second)]
    if sides[0] is None or sides[1] is None:
        return Overlap(np.nan, np.nan, np.nan)
    return overlap_of(sides[0], sides[1])


def overlap_of(first: Iterable[int], second: Iterable[int]) -> Overlap:
    """Return how far two sets of pairs overlap."""
    one, other = set(first), set(second)
    both = len(one & other)
    return Overlap(*(both / size if size else np.nan for size in (len(one | other), len(one), len(other))))


def _pairs(layer: Layer, smallest: int) -> set[int] | None:
    counts = comembership(layer, smallest)
    if counts is None:
        return None
    cells = counts.tocoo()
    above = cells.row < cells.col
    return set((cells.row[above].astype(np.int64) * layer.n + cells.col[above]).tolist())


def diversity(kinds: Iterable[str]) -> float:
    """Return ``1 − Σ p_s²`` over kinds: the chance that two drawn with replacement differ; NaN without any.

    References
    ----------
    Simpson (1949), doi:10.1038/163688a0; Bunger & Gillespie (2014), doi:10.1097/HMR.0b013e31828c8b76.
    """
    _, counts = np.unique(np.asarray(sorted(kinds), dtype=str), return_counts=True)
    total = int(counts.sum())
    return float(1 - ((counts / total) ** 2).sum()) if total else np.nan
