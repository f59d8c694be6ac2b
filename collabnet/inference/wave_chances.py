"""How likely it is that a tie changed between two waves, from what was reported of it in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from collabnet.network import ALL

if TYPE_CHECKING:
    from collabnet.network import Layer, Network
    from collabnet.network.rates import Beta

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Places = np.ndarray[Any, np.dtype[np.intp]]

LIKELY: Final = 0.8
"""From which probability on a change that nobody tells of is called probable: a choice of ours."""

STAYING: Final[Beta] = (6.0, 4.0)
"""What is believed of how many ties stay from one wave to the next, as imagined yes and no: a choice of ours. It is
worth eight ties, and so counts only where few pairs were asked about twice."""

PAIRS_BELIEVED: Final = 50.0
"""How many pairs the density of the earlier wave's own posterior is worth."""

STARTS_BELIEVED: Final = 8.0
"""How many pairs the belief is worth that as many ties begin as end."""

STEPS: Final = 2000
CLOSE: Final = 1e-9


class Turnover(NamedTuple):
    """Share of pairs tied in the earlier wave, of ties that stay, and of other pairs that become tied."""

    tie: float
    stay: float
    start: float


@dataclass(frozen=True, eq=False)
class ChancesOfChange:
    """How likely each pair of one process is tied in one of two waves and not in the other.

    Attributes
    ----------
    process
        Which way of working together.
    turnover
        The shares that pairs asked about in both waves make most likely.
    asked_twice
        How many pairs these are.
    """

    process: str
    turnover: Turnover
    asked_twice: int
    _organisations: pd.Index
    _pairs: Places
    _changed: Numbers
    _elsewhere: float
    _there: np.ndarray[Any, np.dtype[np.bool_]]

    def of(self, source: pd.Series[str], target: pd.Series[str]) -> Numbers:
        """Return the probabilities of these pairs; NaN where one of the two was not there in one of the waves."""
        first, second = (self._organisations.get_indexer(pd.Index(side)) for side in (source, target))
        wanted = _codes(first, second, len(self._organisations))
        place = np.searchsorted(self._pairs, wanted)
        known = np.isin(wanted, self._pairs)
        found = np.full(len(wanted), self._elsewhere)
        found[known] = self._changed[place[known]]
        found[~(self._there[first] & self._there[second] & (first >= 0) & (second >= 0))] = np.nan
        return found


def chances_of_change(network: Network, before: str, after: str, process: str = ALL) -> ChancesOfChange | None:
    """Say how likely each tie changed between two waves, where pairs were asked about in both.

    A tie that is named in one wave and not in the other may have changed; or it was there both times and somebody
    forgot it once; or it never was. A pair is in one of four states: tied in neither wave, in the later, in the
    earlier, in both, with shares ``(1 − ρ)(1 − g)``, ``(1 − ρ) g``, ``ρ (1 − s)`` and ``ρ s``: density ρ of the
    earlier wave, ties that stay s, others that become tied g. Given the state, the reports of one wave say nothing of
    those of the other. What the reports of a wave are worth, ``P(reports | tie) / P(reports | no tie)``, are the odds
    that the wave's :class:`~collabnet.network.Posterior` gives the pair, over those of a pair nobody spoke of: so
    recall and false positives are those that each wave's reports make likely. ρ, s and g are found by expectation and
    maximisation (:func:`turnover`) over the pairs asked about in both waves, where silence is known too.

    Parameters
    ----------
    network
        What was found.
    before, after
        Two waves, the earlier first.
    process
        A way of working together, or ``all``.

    Returns
    -------
    ChancesOfChange or None
        None where no pair was asked about in both waves, so that nothing tells how many ties stay, and where the
        study does not say who reports a tie.

    Notes
    -----
    Taking the two posteriors as independent, ``q₁ (1 − q₂) + q₂ (1 − q₁)``, would be no more than a bound. With the
    same q's, ``P(changed) = q₁ + q₂ − 2 P(tied in both)``, and ``P(tied in both) ≥ q₁ q₂`` as soon as a tie in one wave
    makes one in the other more likely: the product is too small, and the change too large. Of twenty organisations that
    were all asked about all others twice, with recall .6, 3 % false positives and no change, fifty ties are named in
    one wave only; independence expects 32 of them to have changed, this model 7 to 10.

    Whoever errs in one wave is taken to err anew in the next. Where people forget the same partners every time, fewer
    ties are named once only because they were forgotten, and these probabilities are too low, not too high.

    References
    ----------
    Reports given a tie: Newman (2018), doi:10.1038/s41567-018-0076-1. Two states with a chance of passing from one to
    the other, seen through errors, are a latent Markov model: Wiggins (1973), *Panel Analysis*, Elsevier.
    """
    if not network.two_sided:
        return None
    layers = [network.layer(process, wave) for wave in (before, after)]
    ids = network.organisations.index
    both = np.intersect1d(_asked(network, before, process), _asked(network, after, process))
    there = np.logical_and(*(ids.isin(layer.organisations) for layer in layers))
    first, second = np.divmod(both, max(len(ids), 1))
    both = both[there[first] & there[second]]
    if not len(both):
        return None
    worth = [_worth(network, layer) for layer in layers]
    every = np.unique(np.concatenate([both, *(codes for codes, _ in worth)]))
    first_odds, second_odds = (_spread(every, *each) for each in worth)
    density = [float(network.posterior(layer.wave).any_pair(process).mean()) for layer in layers]
    here = np.searchsorted(every, both)
    found = turnover(first_odds[here], second_odds[here], (density[0], density[1]))
    elsewhere = float(_changed(np.ones(1), np.ones(1), found)[0])
    return ChancesOfChange(
        process, found, len(both), ids, every, _changed(first_odds, second_odds, found), elsewhere, there
    )


def turnover(before: Numbers, after: Numbers, density: tuple[float, float]) -> Turnover:
    """Find how many ties stay and how many begin, from what the reports of each pair are worth in two waves.

    Expectation and maximisation over four states, with beliefs worth few pairs: :data:`STAYING`; a density of the
    earlier wave as its own reports make it; as many ties that begin as end.

    Parameters
    ----------
    before, after
        Of each pair: how much likelier its reports are with a tie than without, above 0. Without reports 1.
    density
        Share of pairs tied in each wave, as the wave's own reports make it.

    Examples
    --------
    >>> import numpy as np
    >>> told = np.array([50.0] * 30 + [0.05] * 70)
    >>> round(turnover(told, told, (0.3, 0.3)).stay, 2)
    0.92
    """
    kinds, pairs = np.unique(np.column_stack([before, after]), axis=0, return_counts=True)
    mean = float(np.clip(np.mean(density), 1e-6, 0.9))
    stay = (STAYING[0] - 1) / (sum(STAYING) - 2)
    believed = min(mean * (1 - stay) / (1 - mean), 0.9)
    here = Turnover(mean, stay, believed)
    for _ in range(STEPS):
        neither, later, earlier, twice = pairs @ _states(kinds[:, 0], kinds[:, 1], here)
        new = Turnover(
            float((earlier + twice + density[0] * PAIRS_BELIEVED) / (pairs.sum() + PAIRS_BELIEVED)),
            float((twice + STAYING[0] - 1) / (twice + earlier + sum(STAYING) - 2)),
            float((later + believed * STARTS_BELIEVED) / (later + neither + STARTS_BELIEVED)),
        )
        close = max(abs(one - other) for one, other in zip(new, here, strict=True)) < CLOSE
        here = new
        if close:
            break
    return here


def _states(before: Numbers, after: Numbers, shares: Turnover) -> Numbers:
    """Return how likely each pair is tied in neither wave, in the later, in the earlier, in both."""
    tie, stay, start = shares
    each = np.column_stack(
        [
            np.full(len(before), (1 - tie) * (1 - start)),
            (1 - tie) * start * after,
            tie * (1 - stay) * before,
            tie * stay * before * after,
        ]
    )
    return np.asarray(each / each.sum(axis=1, keepdims=True))


def _changed(before: Numbers, after: Numbers, shares: Turnover) -> Numbers:
    return np.asarray(_states(before, after, shares)[:, 1:3].sum(axis=1))


def _worth(network: Network, layer: Layer) -> tuple[Places, Numbers]:
    """Return the pairs known of in a wave, and how much likelier their reports are with a tie than without."""
    posterior, ids = network.posterior(layer.wave), network.organisations.index
    known = posterior.probabilities(layer.process)
    likely = np.clip(known["probability"].to_numpy(dtype=np.float64), 1e-9, 1 - 1e-9)
    usual = float(np.clip(posterior.any_pair(layer.process).mean(), 1e-9, 1 - 1e-9))
    source, target = (ids.get_indexer(pd.Index(known[side])) for side in ("source", "target"))
    return _codes(source, target, len(ids)), likely / (1 - likely) * (1 - usual) / usual


def _spread(every: Places, codes: Places, odds: Numbers) -> Numbers:
    """Put the worth of reports at the places of their pairs; a pair without reports is worth 1."""
    found = np.ones(len(every))
    found[np.searchsorted(every, codes)] = odds
    return found


def _asked(network: Network, wave: str, process: str) -> Places:
    """Return the pairs that somebody was asked about in a wave; without direction the smaller id first."""
    asked, ids = network.asked, network.organisations.index
    asked = asked[asked["wave"].eq(wave)]
    if process != ALL:
        asked = asked[asked["process"].isin(["", process])]
    one, other = (ids.get_indexer(pd.Index(asked[side])) for side in ("reporter", "organisation_id"))
    known = (one >= 0) & (other >= 0)
    one, other = one[known], other[known]
    codes = _codes(np.minimum(one, other), np.maximum(one, other), len(ids))
    if network.processes[process].directed:
        codes = np.concatenate([codes, _codes(np.maximum(one, other), np.minimum(one, other), len(ids))])
    return np.unique(codes)


def _codes(source: Places, target: Places, size: int) -> Places:
    return np.asarray(source * size + target, dtype=np.intp)
