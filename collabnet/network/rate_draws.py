"""Draws from the posterior of rates: how sure density, recall and false-positive rate are, given what was reported.

With two reports a pair the three rates lie on a ridge along which a chain of random steps hardly moves. So recall goes
over a grid that narrows to where the posterior lies; given recall, density and false-positive rate have one hump, to
which a bell curve is fitted; and draws from these curves are weighed by the posterior itself, so that the curves need
not be exact. Everything is on the scale of log odds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from collabnet.network.rates import Prior, Rates, Seen, log_likelihood, probability

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

GRID: Final = 40
"""Values of recall at a time."""

ZOOMS: Final = 6
"""Times that the grid narrows at most."""

FAR: Final = 14.0
"""What lies so far below the highest logarithm of the posterior does not count."""

CLIMBS: Final = 40
"""Most steps up to the top of a hump."""

FLAT: Final = 1e-10
"""A curvature below this is none."""

CLOSE: Final = 0.01
"""A step so small ends the climb: weights make up for what is left."""

FREEDOM: Final = 5.0
"""Degrees of freedom of the bell curves: heavier tails than a posterior has, so that no weight is large."""

PROPOSALS: Final = 4_000
"""Draws that are weighed."""


def drawn_rates(kinds: Seen, prior: Prior, count: int, random: np.random.Generator) -> Rates:
    """Draw rates from their posterior, recall above the false-positive rate: ``count`` of each, in no order.

    Parameters
    ----------
    kinds
        What was reported, as :func:`~collabnet.network.rates.seen` counts it; nothing leaves what was believed.
    prior
        What is believed before.
    count
        How many draws.
    random
        Where random numbers come from.

    References
    ----------
    Rubin (1988), *Using the SIR algorithm to simulate posterior distributions*: draws weighed, then drawn again.
    """
    return _redrawn(*weighed_rates(kinds, prior, random), count, random)


def weighed_rates(kinds: Seen, prior: Prior, random: np.random.Generator) -> tuple[Rates, Numbers]:
    """Draw rates near their posterior, and return how much each draw weighs; weights add up to 1.

    One over the sum of squared weights is how many equally weighted draws they are worth.
    """
    rates, log_proposed = _proposed(_narrowed(kinds, prior), random)
    log_weight = _log_posterior(kinds, prior, rates) - log_proposed
    log_weight[rates.recall <= rates.false_positive] = -np.inf
    weight = np.exp(log_weight - log_weight.max())
    return rates, weight / weight.sum()


class _Humps(NamedTuple):
    """Per value of recall (log odds, evenly spaced): top, spread and height of the hump of the two others."""

    recall: Numbers
    top: Numbers
    root: Numbers
    log_height: Numbers


def _narrowed(kinds: Seen, prior: Prior) -> _Humps:
    """Narrow the grid of recall to where the posterior lies."""
    low, high = -9.0, 9.0
    for _ in range(ZOOMS):
        humps = _humps(np.linspace(low, high, GRID), kinds, prior)
        inside = np.flatnonzero(humps.log_height > humps.log_height.max() - FAR)
        first, last = max(int(inside[0]) - 1, 0), min(int(inside[-1]) + 1, GRID - 1)
        low, high = float(humps.recall[first]), float(humps.recall[last])
        if last - first > GRID / 3:
            break
    return _humps(np.linspace(low, high, GRID), kinds, prior)


def _humps(recall: Numbers, kinds: Seen, prior: Prior) -> _Humps:
    """Climb to the top of each hump, and measure how wide it is there."""
    top = np.column_stack([np.full(GRID, _log_odds_of(prior.tie)), np.full(GRID, _log_odds_of(prior.false_positive))])
    top[:, 1] = np.minimum(top[:, 1], recall - 0.5)
    here = _at(recall, top, kinds, prior)
    for _ in range(CLIMBS):
        slope, curve, complete = _shape(recall, top, kinds, prior)
        best = top, here
        for matrix in (complete, curve):  # the first step goes up for certain, the second is faster near the top
            tried = top + np.clip(_solved(matrix, slope), -2.0, 2.0)
            there = _at(recall, tried, kinds, prior)
            better = there > best[1]
            best = np.where(better[:, None], tried, best[0]), np.where(better, there, best[1])
        close = np.abs(best[0] - top).max() < CLOSE
        top, here = best
        if close:
            break
    _, curve, complete = _shape(recall, top, kinds, prior)
    convex = (curve[0] > FLAT) & (curve[0] * curve[2] - curve[1] ** 2 > FLAT)
    root = _root(tuple(np.where(convex, one, other) for one, other in zip(curve, complete, strict=True)))
    return _Humps(recall, top, root, here + np.log(root[:, 0, 0] * root[:, 1, 1]))


Matrix = tuple[Any, Any, Any]
"""Upper left, off the diagonal and lower right of symmetric matrices of two rows: one matrix per value of recall."""


def _shape(recall: Numbers, at: Numbers, kinds: Seen, prior: Prior) -> tuple[Numbers, Matrix, Matrix]:
    """Return slope and curvature (negative) of the log posterior, and the curvature if it were known who has a tie.

    By Louis (1982), doi:10.1111/j.2517-6161.1982.tb01203.x: what is observed is what would be, less what is missing.
    """
    rates = _rates(recall, at)
    tied = probability(kinds.reports, kinds.yes, rates)
    free, surplus = 1 - tied, kinds.yes - kinds.reports * rates.false_positive[:, None]
    slope = np.column_stack([
        tied @ kinds.pairs - rates.tie * kinds.pairs.sum() + _slope(prior.tie, rates.tie),
        (free * surplus) @ kinds.pairs + _slope(prior.false_positive, rates.false_positive),
    ])  # fmt: skip
    first = rates.tie * (1 - rates.tie) * (kinds.pairs.sum() + sum(prior.tie))
    second = free @ (kinds.reports * kinds.pairs) + sum(prior.false_positive)
    second = second * rates.false_positive * (1 - rates.false_positive)
    unsure = tied * free
    missing = unsure @ kinds.pairs, -(unsure * surplus) @ kinds.pairs, (unsure * surplus**2) @ kinds.pairs
    return slope, (first - missing[0], -missing[1], second - missing[2]), (first, np.zeros_like(first), second)


def _solved(matrix: Matrix, slope: Numbers) -> Numbers:
    """Return the step that a curvature makes of a slope; none where the curvature is flat."""
    first, off, second = matrix
    size = first * second - off**2
    size = np.where(np.abs(size) > FLAT, size, np.inf)
    step = (second * slope[:, 0] - off * slope[:, 1]) / size, (first * slope[:, 1] - off * slope[:, 0]) / size
    return np.column_stack(step)


def _root(curve: Matrix) -> Numbers:
    """Return the lower triangular root of the covariance, which is the inverse of the curvature."""
    first, off, second = curve
    size = first * second - off**2
    root = np.zeros((len(first), 2, 2))
    root[:, 0, 0] = np.sqrt(second / size)
    root[:, 1, 0] = -off / size / root[:, 0, 0]
    root[:, 1, 1] = np.sqrt(1 / second)
    return root


def _proposed(humps: _Humps, random: np.random.Generator) -> tuple[Rates, Numbers]:
    """Draw recall from the grid and the others from the bell curve there, with the logarithm of how likely each was."""
    share = np.exp(humps.log_height - humps.log_height.max())
    share = 0.98 * share / share.sum() + 0.02 / GRID  # the ends of the grid too
    cell = random.choice(GRID, PROPOSALS, p=share)
    step = humps.recall[1] - humps.recall[0]
    recall = humps.recall[cell] + step * (random.random(PROPOSALS) - 0.5)
    bell = random.standard_normal((PROPOSALS, 2)) / np.sqrt(random.chisquare(FREEDOM, PROPOSALS) / FREEDOM)[:, None]
    root = humps.root[cell]
    # Within a cell the top moves with recall; drawing around the moved one keeps thin ridges in view.
    top = np.column_stack([np.interp(recall, humps.recall, humps.top[:, side]) for side in (0, 1)])
    at = top + np.einsum("nij,nj->ni", root, bell)
    log_bell = -(FREEDOM + 2) / 2 * np.log1p(np.square(bell).sum(axis=1) / FREEDOM)
    log_bell -= np.log(root[:, 0, 0] * root[:, 1, 1])
    return _rates(recall, at), log_bell + np.log(share[cell])


def _redrawn(rates: Rates, share: Numbers, count: int, random: np.random.Generator) -> Rates:
    """Draw as often as weights say, as evenly as can be (systematic resampling), and shuffle."""
    ends = np.cumsum(share)
    chosen = np.searchsorted(ends, (np.arange(count) + random.random()) / count * ends[-1])
    chosen = random.permutation(np.minimum(chosen, len(share) - 1))
    return Rates(*(np.asarray(value)[chosen] for value in rates))


def _at(recall: Numbers, at: Numbers, kinds: Seen, prior: Prior) -> Numbers:
    return _log_posterior(kinds, prior, _rates(recall, at))


def _log_posterior(kinds: Seen, prior: Prior, rates: Rates) -> Numbers:
    """Return the log posterior on the scale of log odds, up to a constant."""
    found = log_likelihood(kinds, rates)
    for (yes, no), value in zip((prior.tie, prior.recall, prior.false_positive), rates, strict=True):
        found = found + yes * np.log(value) + no * np.log1p(-value)
    return np.asarray(found)


def _rates(recall: Numbers, at: Numbers) -> Rates:
    return Rates(_share(at[:, 0]), _share(recall), _share(at[:, 1]))


def _share(log_odds: Numbers) -> Numbers:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -30.0, 30.0))))


def _slope(beta: tuple[float, float], share: Numbers) -> Numbers:
    return np.asarray(beta[0] - sum(beta) * share)


def _log_odds_of(beta: tuple[float, float]) -> float:
    return float(np.log(beta[0] / beta[1]))
