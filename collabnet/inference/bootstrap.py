"""How sure a number about a network is: what it would be if another set of like organisations had been there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.stats import norm

from collabnet import settings
from collabnet.errors import CallError
from collabnet.inference._layers import light, rearranged
from collabnet.inference._matrices import SMALLEST
from collabnet.inference._remarks import Remark, remark
from collabnet.inference._statistics import Statistic, checked_draws
from collabnet.inference._statistics import statistic as asked_for
from collabnet.progress import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from collabnet.network import Layer
    from collabnet.progress import Progress

STEP: Final = "drawing organisations"

SHIFTED: Final = 0.25
"""Share of the standard error up to which bias can be let be (Efron & Tibshirani 1993, *An Introduction to the
Bootstrap*, §10.3, doi:10.1201/9780429246593): a 95 % interval then still holds the truth in 94 % of cases."""


@dataclass(frozen=True, eq=False)
class BootstrapEstimate:
    """A number of a network with its uncertainty.

    Attributes
    ----------
    statistic
        What was computed.
    estimate
        Its value in the network.
    standard_error
        Standard deviation over draws.
    low, high
        95 % interval: estimate ± 1.96 standard errors, inside the measure's limits.
    organisations
        How many there are.
    draws, undefined, seed
        How many networks were drawn, in how many of them the number has no value (they are left out), and where chance
        started.
    bias
        Mean over draws less the estimate. Where it is more than a quarter of the standard error, drawing shifts the
        number itself, and standard error and interval are not to be relied on; ``remarks`` say so.
    drawn
        The number in every network drawn.
    """

    statistic: str
    estimate: float
    standard_error: float
    low: float
    high: float
    organisations: int
    draws: int
    undefined: int
    seed: int
    bias: float
    drawn: NDArray[np.float64] = field(repr=False)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what a reader should know: whether drawing shifts the number, or leaves it without value."""
        return _remarks(self.statistic, self.estimate, self.bias, self.standard_error, self.drawn)


@dataclass(frozen=True, eq=False)
class BootstrapDifference:
    """A number of a network at two times, and whether it changed.

    Attributes
    ----------
    first, second
        The number at each time, with its uncertainty, over the organisations of both.
    difference
        Second less first.
    standard_error
        Standard deviation of the difference over draws; both times use the same draw.
    low, high
        95 % interval of the difference.
    z, p
        Difference over its standard error, and two-sided p of a normal distribution.
    left_out
        Organisations that are in one network alone.
    bias
        Mean difference over draws less the difference, to be read as that of :class:`BootstrapEstimate`.
    """

    first: BootstrapEstimate
    second: BootstrapEstimate
    difference: float
    standard_error: float
    low: float
    high: float
    z: float
    p: float
    left_out: tuple[str, ...]
    bias: float

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what a reader should know: whether drawing shifts the difference, or leaves it without value."""
        drawn = self.second.drawn - self.first.drawn
        return _remarks(self.first.statistic, self.difference, self.bias, self.standard_error, drawn)


def vertex_bootstrap(
    layer: Layer, statistic: str | Callable[[Layer], float] = "density", *, draws: int = 2000, seed: int = 1,
    progress: Progress = silent,
) -> BootstrapEstimate:  # fmt: skip
    """Say how sure a number about a network is, if its organisations had been others of the same kind.

    As many organisations as there are are drawn with replacement, with the ties between them,
    ``y*_hk = y_s(h)s(k)``; where both are the same organisation, a random pair stands in. The standard deviation of
    the number over such networks is its standard error.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    statistic
        Key of a network measure, or a function of a layer. Measures of single organisations cannot be drawn so.
    draws
        Networks drawn.
    seed
        The same seed gives the same numbers.
    progress
        Called as the work goes on.

    Raises
    ------
    CallError
        When there are fewer than three organisations, or the number has no value.

    Notes
    -----
    It answers *what if another comparable set of organisations had been there*. Where these organisations are all
    there are, and what is unsure is what was reported, draws of ties answer, not this. Pairs that nobody spoke about
    count as no tie.

    It suits numbers that are means over pairs: density, mean strength, reciprocity. For these it is right where
    organisations differ, and wide where they do not. It does not suit numbers that hang on paths, on hubs or on whole
    groups (compactness, connectedness, components, centralisation, transitivity, core and periphery): an organisation
    drawn twice has a double that is tied to the same others, and one not drawn takes its bridges along, so that drawn
    networks are of another kind. In random networks of 25 organisations with 15 % of pairs tied, compactness is 0.46
    and in draws 0.37, transitivity 0.26 and 0.31; with 6 % tied, connectedness is 0.91 and in draws 0.56, and the
    standard error of the centralisation of betweenness is 0.04 where 0.07 is true. ``bias`` tells, and ``remarks`` warn
    where it is more than a quarter of the standard error; a small bias is no proof that the standard error is right.

    References
    ----------
    Snijders & Borgatti (1999), Non-parametric standard errors and tests for network statistics, *Connections*
    22(2), 161–170; Efron & Tibshirani (1993), doi:10.1201/9780429246593, §10.3, on bias.

    Examples
    --------
    >>> from collabnet import inference
    >>> from collabnet.network import Layer
    >>> layer = Layer.from_edges([("a", "b"), ("b", "a"), ("b", "c"), ("d", "b"), ("c", "d")], ["e"])
    >>> found = inference.vertex_bootstrap(layer, "density", draws=400)
    >>> found.estimate, round(found.standard_error, 2)
    (0.25, 0.14)
    """
    checked_draws(draws, seed)
    _check_size(layer.n)
    asked = asked_for(statistic, layer)
    estimate = asked.of(layer)
    drawn = asked.of_each(_resampled(layer, draws, seed), draws, STEP, progress)
    return _estimate(asked, estimate, drawn, layer.n, seed)


def paired_bootstrap(
    first: Layer, second: Layer, statistic: str | Callable[[Layer], float] = "density", *, draws: int = 2000,
    seed: int = 1, progress: Progress = silent,
) -> BootstrapDifference:  # fmt: skip
    """Say whether a number about a network changed between two waves, or whether that may be chance.

    The organisations that are in both networks are drawn with replacement, the same ones for both, so that what
    belongs to the organisations cancels out of the difference.

    Parameters
    ----------
    first, second
        Two waves (or processes) of the same organisations; those in one alone are left out, and named.
    statistic, draws, seed, progress
        As for :func:`vertex_bootstrap`.

    Raises
    ------
    CallError
        When fewer than three organisations are in both, one has direction and the other none, or a number has no
        value.

    Notes
    -----
    A difference that is the same in every draw has no standard error; ``z`` and ``p`` are then 0 and 1 where there is
    no difference, and a sentence is raised where there is one.

    References
    ----------
    Snijders & Borgatti (1999), *Connections* 22(2), 161–170.
    """
    checked_draws(draws, seed)
    if first.directed != second.directed:
        raise CallError("Expected both networks with direction or both without, found one of each. Compare like ones.")
    both = first.organisations.intersection(second.organisations)
    outside = first.organisations.symmetric_difference(second.organisations)
    _check_size(len(both))
    layers = [rearranged(layer, layer.organisations.get_indexer(both), both) for layer in (first, second)]
    asked = asked_for(statistic, first)
    values = [asked.of(layer) for layer in layers]
    drawn = [asked.of_each(_resampled(layer, draws, seed), draws, STEP, progress) for layer in layers]  # the same draws
    estimates = [_estimate(asked, value, all_, len(both), seed) for value, all_ in zip(values, drawn, strict=True)]
    return _difference(estimates[0], estimates[1], tuple(map(str, sorted(outside))))


def _difference(first: BootstrapEstimate, second: BootstrapEstimate, outside: tuple[str, ...]) -> BootstrapDifference:
    difference = second.estimate - first.estimate
    error = float(np.nanstd(second.drawn - first.drawn, ddof=1))
    if error < 1e-12 and abs(difference) > 1e-12:
        raise CallError("Expected a difference that varies between draws, found a fixed one. Take another measure.")
    z = difference / error if error >= 1e-12 else 0.0
    reach = _reach() * error
    return BootstrapDifference(
        first, second, difference, error, difference - reach, difference + reach, z, float(2 * norm.sf(abs(z))),
        outside, float(np.nanmean(second.drawn - first.drawn)) - difference,
    )  # fmt: skip


def _estimate(
    asked: Statistic, estimate: float, drawn: NDArray[np.float64], organisations: int, seed: int
) -> BootstrapEstimate:
    error = float(np.nanstd(drawn, ddof=1))
    reach = _reach() * error
    low, high = max(estimate - reach, asked.limits[0]), min(estimate + reach, asked.limits[1])
    undefined = int(np.isnan(drawn).sum())
    bias = float(np.nanmean(drawn)) - estimate
    return BootstrapEstimate(
        asked.name, estimate, error, low, high, organisations, len(drawn), undefined, seed, bias, drawn
    )


def _remarks(name: str, seen: float, bias: float, error: float, drawn: NDArray[np.float64]) -> tuple[Remark, ...]:
    found = []
    if abs(bias) > max(SHIFTED * error, 1e-12):
        found.append(remark("biased", statistic=name, mean=f"{seen + bias:.3g}", estimate=f"{seen:.3g}"))
    if blank := int(np.isnan(drawn).sum()):
        found.append(remark("blank", count=blank, draws=len(drawn)))
    return tuple(found)


def _reach() -> float:
    return float(norm.ppf((1 + settings.INTERVAL) / 2))


def _check_size(organisations: int) -> None:
    if organisations < SMALLEST:
        raise CallError(
            f"Expected at least {SMALLEST} organisations to draw from, found {organisations}. Take a network that has "
            "more, or two that have more in common."
        )


def _resampled(layer: Layer, draws: int, seed: int) -> Iterator[Layer]:
    """Yield networks of organisations drawn with replacement; random pairs stand between two copies of one."""
    random, n, layer = np.random.default_rng(seed), layer.n, light(layer)
    names = pd.Index([f"{place:09}" for place in range(n)], dtype="str", name=layer.organisations.name)
    for _ in range(draws):
        chosen = random.integers(n, size=n)
        first, second = np.nonzero(np.triu(chosen[:, None] == chosen, 1))
        one, other = random.integers(n, size=len(first)), random.integers(n - 1, size=len(first))
        yield rearranged(layer, chosen, names, (first, second, one, other + (other >= one)))
