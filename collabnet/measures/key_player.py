"""Whose absence would break the network apart, and who together reach most of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from collabnet.errors import CallError
from collabnet.measures import Measure
from collabnet.network import _igraph
from collabnet.network.removal import Apart, without

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

    Judge = Callable[[NDArray[np.intp]], NDArray[np.float64]]

Kind = Literal["negative", "positive"]
What = Literal["fragmentation", "distance_fragmentation", "reach", "distance_reach"]

KINDS: Final[dict[Kind, tuple[What, ...]]] = {
    "negative": ("distance_fragmentation", "fragmentation"),
    "positive": ("distance_reach", "reach"),
}
"""What each kind can be judged by, the usual one first."""

MOST_SETS: Final = 161_700
"""Up to this many sets all are tried: every three of a hundred organisations."""

STARTS: Final = 10
"""Where not all sets are tried, from how many organisations sets are grown."""

MOST_BEST: Final = 20
"""How many of several equally good sets are named."""

_EQUAL: Final = 1e-12
_SOURCE = "Borgatti (2006), doi:10.1007/s10588-006-7084-x"


@dataclass(frozen=True)
class KeyPlayers:
    """The sets of organisations that matter most together.

    Attributes
    ----------
    sets
        The best sets, ids in rising order; several where they are equally good, at most twenty.
    value
        What a best set attains.
    baseline
        The same with nobody chosen: of the whole network, or 0 for reach.
    exact
        Whether all sets were tried. Else the best that was found, and there may be a better one.
    kind, measure
        What was asked.
    """

    sets: tuple[tuple[str, ...], ...]
    value: float
    baseline: float
    exact: bool
    kind: Kind
    measure: What


def key_players(
    layer: Layer, size: int, kind: Kind = "negative", *, measure: What | None = None, steps: int = 1
) -> KeyPlayers:
    """Return the organisations that matter most together: whose absence breaks most, or who reach most.

    All sets are tried where there are at most 161,700 of them (three of a hundred organisations). Else sets are grown
    from each of the ten best single organisations, each time by the one that helps most, and then members are
    exchanged one by one as long as that helps. A tie in either direction counts.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    size
        How many organisations.
    kind
        ``negative``: taken away, they break the network most. ``positive``: together they reach most of it.
    measure
        Of ``negative``: ``distance_fragmentation`` (the usual) or ``fragmentation`` of who is left. Of ``positive``:
        ``distance_reach``, the mean over all organisations of 1/distance to the nearest of the set (the usual), or
        ``reach``, the share within ``steps`` of it; members of the set count 1.
    steps
        How many steps ``reach`` goes.

    Raises
    ------
    CallError
        When the set is empty or leaves fewer than two organisations, or kind and measure do not belong together.

    References
    ----------
    Borgatti (2006), doi:10.1007/s10588-006-7084-x.
    """
    chosen = _checked(layer, size, kind, measure)
    judge = _absent(layer, chosen) if kind == "negative" else _reaching(layer, chosen, steps)
    exact = comb(layer.n, size) <= MOST_SETS
    sets = np.array(list(combinations(range(layer.n), size)), dtype=np.intp) if exact else _searched(layer, size, judge)
    values = judge(sets)
    best = np.flatnonzero(values >= values.max() - _EQUAL)[:MOST_BEST]
    names = layer.organisations
    baseline = float(judge(np.zeros((1, 0), dtype=np.intp))[0]) if kind == "negative" else 0.0
    found = tuple(tuple(str(names[place]) for place in sets[row]) for row in best)
    return KeyPlayers(found, float(values.max()), baseline, exact, kind, chosen)


def _checked(layer: Layer, size: int, kind: Kind, measure: What | None) -> What:
    if kind not in KINDS:
        raise CallError(f"Expected a kind among {', '.join(KINDS)}, found {kind!r}. Choose one of these.")
    if measure is not None and measure not in KINDS[kind]:
        known = ", ".join(KINDS[kind])
        raise CallError(f"Expected one of {known} for kind {kind!r}, found {measure!r}. Choose one of these.")
    if not 1 <= size <= layer.n - 2:
        raise CallError(
            f"Expected 1 to {max(layer.n - 2, 0)} organisations out of {layer.n}, found {size}. Leave at least two."
        )
    return measure or KINDS[kind][0]


def _absent(layer: Layer, what: What) -> Judge:
    return lambda sets: np.asarray(getattr(without(layer, sets), what), dtype=np.float64)


def _reaching(layer: Layer, what: What, steps: int) -> Judge:
    distance = _igraph.steps(layer.undirected())
    with np.errstate(divide="ignore"):
        near = 1.0 / distance if what == "distance_reach" else (distance <= steps).astype(np.float64)
    np.fill_diagonal(near, 1.0)

    def judged(sets: NDArray[np.intp]) -> NDArray[np.float64]:
        best = np.zeros((len(sets), layer.n))
        for column in sets.T:
            np.maximum(best, near[column], out=best)
        return np.asarray(best.mean(axis=1), dtype=np.float64)

    return lambda sets: np.concatenate([judged(part) for part in np.array_split(sets, 1 + len(sets) // 10_000)])


def _searched(layer: Layer, size: int, judge: Judge) -> NDArray[np.intp]:
    """Return the sets that exchanging ends in, grown from each of the best single organisations."""
    alone = judge(np.arange(layer.n, dtype=np.intp)[:, None])
    firsts = np.argsort(-alone, kind="stable")[:STARTS].tolist()
    ends = {tuple(sorted(_exchanged(layer.n, _grown(layer.n, [first], size, judge), judge))) for first in firsts}
    return np.array(sorted(ends), dtype=np.intp)


def _grown(organisations: int, members: list[int], size: int, judge: Judge) -> list[int]:
    """Add one organisation at a time, always the one that helps most."""
    while len(members) < size:
        others = [place for place in range(organisations) if place not in members]
        values = judge(np.array([[*members, other] for other in others], dtype=np.intp))
        members = [*members, others[int(np.argmax(values))]]
    return members


def _exchanged(organisations: int, start: list[int], judge: Judge) -> list[int]:
    """Exchange one member at a time, always where it helps most, until none helps."""
    here, value = start, float(judge(np.array([start], dtype=np.intp))[0])
    while True:
        others = [place for place in range(organisations) if place not in here]
        tried = [[*here[:spot], other, *here[spot + 1 :]] for spot in range(len(here)) for other in others]
        values = judge(np.array(tried, dtype=np.intp))
        best = int(np.argmax(values))
        if values[best] <= value + _EQUAL:
            return here
        here, value = tried[best], float(values[best])


def fragmentation_if_removed(layer: Layer) -> pd.Series[float]:
    """Say how many more pairs are cut off from each other without each organisation: high means it cannot be missed.

    Formula ``F(without i) − F``, with ``F = 1 − Σ_k s_k (s_k − 1) / (n (n − 1))`` over the parts, of s_k organisations,
    into which the network falls; a tie in either direction counts. From −1 to 1; below 0 where an organisation on the
    edge leaves, because those who remain are joined better. Isolates have the smallest value. NaN below three
    organisations: nobody could be cut off.

    References
    ----------
    Borgatti (2006), doi:10.1007/s10588-006-7084-x.
    """
    return layer.series(_increase(layer, "fragmentation"))


def distance_fragmentation_if_removed(layer: Layer) -> pd.Series[float]:
    """Say how much further apart the others are without each organisation: high means that it keeps them near.

    Formula ``DF(without i) − DF``, with ``DF = 1 − Σ_{i≠j} (1/d_ij) / (n (n − 1))``; a tie in either direction counts.
    From −1 to 1; below 0 where an organisation on the edge leaves, because those who remain are nearer on average.
    Isolates have the smallest value. NaN below three organisations.

    References
    ----------
    Borgatti (2006), doi:10.1007/s10588-006-7084-x.
    """
    return layer.series(_increase(layer, "distance_fragmentation"))


def _increase(layer: Layer, what: What) -> NDArray[np.float64]:
    whole, each = layer.remember("removal", _removals)
    return np.asarray(getattr(each, what) - getattr(whole, what)[0], dtype=np.float64)


def _removals(layer: Layer) -> tuple[Apart, Apart]:
    nobody = np.zeros((1, 0), dtype=np.intp)
    return without(layer, nobody), without(layer, np.arange(layer.n, dtype=np.intp)[:, None])


MEASURES = (
    Measure(
        key="fragmentation_if_removed",
        title="Breaks apart without it",
        sentence="What further share of pairs could no longer reach each other if this organisation left; high means "
        "that the network falls apart without it.",
        level="organisation",
        of_pattern=True,
        formula="F without the organisation - F, with F = 1 - sum over parts of s (s - 1) / (n (n - 1))",
        unit="share of pairs",
        limits=(-1, 1),
        isolates="the smallest value in the network",
        source=_SOURCE,
        compute=fragmentation_if_removed,
        normalisation="pairs of those who are left",
        up_to=300,
        order=112,
    ),
    Measure(
        key="distance_fragmentation_if_removed",
        title="Further apart without it",
        sentence="How much further apart the others would be if this organisation left; high means that it keeps them "
        "near each other.",
        level="organisation",
        of_pattern=True,
        formula="DF without the organisation - DF, with DF = 1 - mean over pairs of 1/d",
        unit="share of pairs",
        limits=(-1, 1),
        isolates="the smallest value in the network",
        source=_SOURCE,
        compute=distance_fragmentation_if_removed,
        normalisation="pairs of those who are left",
        up_to=300,
        order=113,
    ),
)
