"""Is a network more than chance would make it? Random networks that share its size, its ties or its kinds of pairs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from collabnet.errors import CallError
from collabnet.inference._layers import of_ties
from collabnet.inference._relabelling import p_values
from collabnet.inference._remarks import Remark, remark
from collabnet.inference._statistics import checked_draws
from collabnet.inference._statistics import statistic as asked_for
from collabnet.progress import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from collabnet.network import Layer
    from collabnet.progress import Progress

Condition = Literal["size", "ties", "pairs"]
CONDITIONS: Final[tuple[Condition, ...]] = ("size", "ties", "pairs")

STEP: Final = "drawing networks"

NOTHING: Final = 1e-12
"""Standard deviation, beside the mean, below which draws differ by rounding alone."""


@dataclass(frozen=True, eq=False)
class ConditionalUniform:
    """A number of a network beside that of random networks of like kind.

    Attributes
    ----------
    statistic, condition
        What was computed, and what random networks share with the one observed.
    value
        The number in the network.
    expected, sd
        Its mean and standard deviation over random networks.
    z
        How many standard deviations the network lies from the mean; 0 where random networks do not differ.
    p_two_sided, p_greater, p_less
        Twice the smaller of the two others; share of random networks with at least, at most that number; the network
        counts as one of them.
    draws, undefined, seed
        Random networks, in how many of them the number has no value (they count as at least as extreme, on either
        side, and in ``expected`` and ``sd`` not at all), and where chance started.
    drawn
        The number in every random network.
    """

    statistic: str
    condition: Condition
    value: float
    expected: float
    sd: float
    z: float
    p_two_sided: float
    p_greater: float
    p_less: float
    draws: int
    undefined: int
    seed: int
    drawn: NDArray[np.float64] = field(repr=False)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what a reader should know: whether random networks had no such number."""
        return (remark("undefined", count=self.undefined, draws=self.draws),) if self.undefined else ()


def conditional_uniform(
    layer: Layer, statistic: str | Callable[[Layer], float], condition: Condition = "ties", *, draws: int = 1000,
    seed: int = 1, progress: Progress = silent,
) -> ConditionalUniform:  # fmt: skip
    """Say whether a network is more centralised, more closed … than random networks of like kind.

    Random networks are drawn with equal chance from all that share with the one observed:

    - ``size``: the organisations; each tie is there or not with equal chance.
    - ``ties``: also the number of ties.
    - ``pairs``: also how many pairs are tied both ways, one way and not at all (the dyad census).

    Parameters
    ----------
    layer
        One process in one wave on one basis. Strengths and attributes stay; strengths are dealt to the new ties.
    statistic
        Key of a network measure, or a function of a layer.
    condition
        What random networks share with this one. ``pairs`` is for ties with direction.
    draws
        Random networks.
    seed
        The same seed gives the same numbers.
    progress
        Called as the work goes on.

    Raises
    ------
    CallError
        When the condition does not fit the network, or the number has no value.

    References
    ----------
    Anderson, Butts & Carley (1999), doi:10.1016/S0378-8733(99)00011-8; Holland & Leinhardt (1976),
    doi:10.2307/270703, for the dyad census.

    Examples
    --------
    >>> from collabnet import inference
    >>> from collabnet.network import Layer
    >>> star = Layer.from_edges([("a", other) for other in "bcdefg"])
    >>> found = inference.conditional_uniform(star, "centralisation_outdegree", "ties", draws=200)
    >>> found.value, found.p_greater < 0.01
    (1.0, True)
    """
    checked_draws(draws, seed)
    if condition not in CONDITIONS:
        raise CallError(
            f"Expected a condition among {', '.join(CONDITIONS)}, found {condition!r}. Choose one of these."
        )
    if condition == "pairs" and not layer.directed:
        raise CallError("Expected ties with direction for condition 'pairs', found ties without. Say condition='ties'.")
    asked = asked_for(statistic, layer)
    value = asked.of(layer)
    drawn = asked.of_each(_random(layer, condition, draws, seed), draws, STEP, progress)
    known = drawn[~np.isnan(drawn)]
    sd = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    _, greater, less = p_values(drawn, value)
    expected = float(known.mean())
    sd = sd if sd > NOTHING * max(abs(expected), 1.0) else 0.0
    z = (value - expected) / sd if sd else 0.0
    return ConditionalUniform(
        asked.name, condition, value, expected, sd, z, min(1.0, 2 * min(greater, less)), greater, less, draws,
        draws - len(known), seed, drawn,
    )  # fmt: skip


def _random(layer: Layer, condition: Condition, draws: int, seed: int) -> Iterator[Layer]:
    random = np.random.default_rng(seed)
    rows, columns = np.nonzero(~np.eye(layer.n, dtype=bool) if layer.directed else np.triu(np.ones((layer.n,) * 2), 1))
    first, second = np.triu_indices(layer.n, 1)
    mutual, one_way = _census(layer)
    for _ in range(draws):
        if condition == "size":
            there = random.random(len(rows)) < 0.5
            yield of_ties(layer, rows[there], columns[there], np.ones(int(there.sum())))
            continue
        if condition == "ties":
            chosen = random.choice(len(rows), layer.m, replace=False)
            source, target = rows[chosen], columns[chosen]
        else:
            source, target = _pairs(random, first, second, mutual, one_way)
        yield of_ties(layer, source, target, random.permutation(layer.strength))


def _pairs(
    random: np.random.Generator, first: NDArray[np.intp], second: NDArray[np.intp], mutual: int, one_way: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return ties of which so many pairs are tied both ways and so many one way."""
    chosen = random.choice(len(first), mutual + one_way, replace=False)
    both, single = chosen[:mutual], chosen[mutual:]
    turned = random.random(one_way) < 0.5
    source = np.where(turned, second[single], first[single])
    target = np.where(turned, first[single], second[single])
    return (
        np.concatenate([first[both], second[both], source]),
        np.concatenate([second[both], first[both], target]),
    )


def _census(layer: Layer) -> tuple[int, int]:
    """Return how many pairs are tied both ways, and how many one way."""
    there = layer.source * layer.n + layer.target
    back = layer.target * layer.n + layer.source
    both = int(np.isin(there, back).sum())
    return both // 2, layer.m - both
