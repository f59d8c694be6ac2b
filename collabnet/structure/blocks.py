"""How densely groups of organisations work with each other, and whether that is more than chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.errors import CallError
from collabnet.multiplicity import holm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer

PERMUTATIONS: Final = 999

COLUMNS: Final = ("source_group", "target_group", "ties", "possible", "density", "expected", "p", "p_holm")


def blocks(layer: Layer, by: str = "sector", permutations: int = PERMUTATIONS, seed: int = 0) -> pd.DataFrame:
    """Say how densely the organisations of one sector work with those of another.

    Density is ties over possible ties from group to group. Expected is what it would be on average if the groups had
    been dealt out at random: the density of the whole network. ``p`` is the share of random deals (and the real one) in
    which the block is at least as far from that, on either side; ``p_holm`` is corrected for how many blocks there are,
    because among twenty p-values one below 0.05 is what chance gives. Organisations without the attribute form a group
    of their own, named "".

    Parameters
    ----------
    layer
        With ``attributes``.
    by
        A column of the attributes.
    permutations
        How often the groups are dealt out anew; 0 leaves ``p`` empty.
    seed
        Of the deals.

    Returns
    -------
    pandas.DataFrame
        One row per block, without direction each pair of groups once; columns ``source_group``, ``target_group``,
        ``ties``, ``possible``, ``density`` (NaN for a group of one with itself), ``expected``, ``p`` and
        ``p_holm`` (never below blocks / (permutations + 1)).

    Raises
    ------
    CallError
        When the organisations have no such attribute.

    References
    ----------
    White, Boorman & Breiger (1976), doi:10.1086/226141; Good (2005), *Permutation, Parametric, and Bootstrap Tests of
    Hypotheses*, doi:10.1007/b138696; Holm (1979), https://www.jstor.org/stable/4615733.
    """
    if by not in layer.attributes:
        known = ", ".join(map(str, layer.attributes)) or "none"
        raise CallError(f"Expected an attribute of the organisations among {known}, found {by!r}. Choose one of them.")
    label, names = pd.factorize(layer.attributes[by].fillna("").astype(str), sort=True)
    count = len(names)
    sizes = np.bincount(label, minlength=count)
    possible = (np.outer(sizes, sizes) - np.diag(sizes)).astype(np.float64)
    ties = _counts(layer, label[None, :], count)[0]
    if not layer.directed:
        possible[np.diag_indices(count)] /= 2
    overall = layer.m / layer.possible if layer.possible else np.nan
    far = _farther(layer, label, ties, possible * overall, permutations, seed)
    chosen = np.ones((count, count), dtype=bool) if layer.directed else np.triu(np.ones((count, count), dtype=bool))
    first, second = np.nonzero(chosen)
    with np.errstate(invalid="ignore", divide="ignore"):
        density = ties[chosen] / possible[chosen]
    p = np.where(possible[chosen] > 0, far[chosen], np.nan)
    found = (names[first], names[second], ties[chosen], possible[chosen], density, overall, p, holm(p))
    return pd.DataFrame(dict(zip(COLUMNS, found, strict=True))).astype({"ties": int, "possible": int})


def _counts(layer: Layer, labels: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    """Count the ties of each block, for each row of labels; without direction a tie counts in both corners."""
    first, second = labels[:, layer.source], labels[:, layer.target]
    cells = np.arange(len(labels))[:, None] * count * count + first * count + second
    table = np.bincount(cells.ravel(), minlength=len(labels) * count * count).reshape(-1, count, count)
    if layer.directed:
        return table.astype(np.float64)
    own = np.einsum("kii->ki", table).copy()
    both = (table + table.transpose(0, 2, 1)).astype(np.float64)
    both[:, np.arange(count), np.arange(count)] = own
    return both


def _farther(
    layer: Layer, label: NDArray[np.intp], ties: NDArray[np.float64], mean: NDArray[np.float64], times: int, seed: int
) -> NDArray[np.float64]:
    """Return the share of deals in which each block is at least as far from its mean."""
    if not times or not layer.m:
        return np.full(ties.shape, np.nan)
    random = np.random.default_rng(seed)
    at_least = np.ones(ties.shape)
    chunk = max(1, 2_000_000 // max(layer.m, layer.n))
    for start in range(0, times, chunk):
        dealt = random.permuted(np.tile(label, (min(chunk, times - start), 1)), axis=1)
        drawn = _counts(layer, dealt, len(ties))
        at_least += (np.abs(drawn - mean) >= np.abs(ties - mean) - 1e-9).sum(axis=0)
    return at_least / (times + 1)
