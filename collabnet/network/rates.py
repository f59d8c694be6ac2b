"""How much reports can be trusted: how often a tie is named that exists, and one that does not.

Of every pair some reports are known: how many reporters were asked or spoke, and how many said yes. A tie that exists
is named with probability *recall*, one that does not with the *false-positive rate*; a share of pairs (*tie*) has one.
With two reports a pair these three cannot be told apart by the data alone (many triples fit equally well), so each
has a prior, and results stand beside those under other priors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from collabnet.errors import CallError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Beta = tuple[float, float]

ENOUGH_REPORTS: Final = 3
"""Reports of a pair from which recall, false positives and density can be told apart (Blischke, 1964)."""


@dataclass(frozen=True)
class Prior:
    """What is believed before looking: Beta distributions, as numbers of imagined yes and no.

    Attributes
    ----------
    key
        Its name in tables.
    recall
        How often reporters name a tie that exists.
    false_positive
        How often they name one that does not.
    tie
        How many pairs have a tie: a quarter, give or take much, for ties are fewer than pairs without one.
    """

    key: str = "usual"
    recall: Beta = (6.0, 4.0)
    false_positive: Beta = (2.0, 38.0)
    tie: Beta = (1.0, 3.0)


PRIORS: Final = (Prior(), Prior("forgetful", recall=(4.0, 6.0)), Prior("attentive", recall=(8.0, 2.0)))
"""The usual prior, and two beside which its results always stand: how forgetful do we think reporters are?"""


class Rates(NamedTuple):
    """Share of pairs with a tie, recall and false-positive rate: one number each, or one per draw."""

    tie: Any
    recall: Any
    false_positive: Any


class Seen(NamedTuple):
    """Kinds of pairs: with so many reports of which so many say yes, how many pairs there are."""

    reports: NDArray[np.float64]
    yes: NDArray[np.float64]
    pairs: NDArray[np.float64]


def seen(reports: ArrayLike, yes: ArrayLike, pairs: ArrayLike | None = None) -> Seen:
    """Count the pairs of each kind.

    Parameters
    ----------
    reports, yes
        Per entry: how many reports there are, and how many say yes.
    pairs
        How many pairs each entry stands for, which need not be whole; one when not said.

    Raises
    ------
    CallError
        When a pair has more yes than reports, or numbers that are negative or not finite.
    """
    asked, said = np.asarray(reports, dtype=np.float64).ravel(), np.asarray(yes, dtype=np.float64).ravel()
    if asked.shape != said.shape:
        raise CallError(f"Expected as many numbers of yes as of reports, found {said.size} and {asked.size}. Align.")
    if not (np.isfinite(asked).all() and np.isfinite(said).all() and (said >= 0).all() and (said <= asked).all()):
        raise CallError("Expected from 0 to all reports of a pair to say yes, found others. Count them again.")
    many = np.ones(asked.size) if pairs is None else np.asarray(pairs, dtype=np.float64).ravel()
    if many.shape != asked.shape or not (np.isfinite(many).all() and (many >= 0).all()):
        raise CallError("Expected how many pairs each entry stands for, found others. Give 0 or more for each.")
    kinds, kind = np.unique(np.column_stack([asked, said]), axis=0, return_inverse=True)
    pairs_of = np.bincount(kind.ravel(), many, len(kinds)).astype(np.float64)
    return Seen(kinds[:, 0], kinds[:, 1], pairs_of)


def probability(reports: ArrayLike, yes: ArrayLike, rates: Rates) -> NDArray[np.float64]:
    """Return how likely a tie is, given what was reported and the rates: pairs in columns, draws of rates in rows.

    Formula ``ρ a^E (1 − a)^(N − E) / (ρ a^E (1 − a)^(N − E) + (1 − ρ) b^E (1 − b)^(N − E))`` with N reports of which E
    say yes, density ρ, recall a, false-positive rate b. Without a report it is ρ.

    References
    ----------
    Newman (2018), doi:10.1038/s41567-018-0076-1; Young, Cantwell & Newman (2021), doi:10.1093/comnet/cnaa046.
    """
    asked, said = np.asarray(reports, dtype=np.float64), np.asarray(yes, dtype=np.float64)
    tie, recall, false = (np.asarray(value, dtype=np.float64)[..., None] for value in rates)
    log_odds = (
        np.log(tie) - np.log1p(-tie)
        + said * (np.log(recall) - np.log(false)) + (asked - said) * (np.log1p(-recall) - np.log1p(-false))
    )  # fmt: skip
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)))


class MostLikely(NamedTuple):
    """Where EM ended: the rates, the logarithm of the likelihood, and whether reports alone can settle them."""

    rates: Rates
    log_likelihood: float
    settled: bool


def most_likely(kinds: Seen, prior: Prior = Prior(), *, start: Rates | None = None, steps: int = 20_000) -> MostLikely:
    """Find how often ties are most likely named that exist, and others, by expectation and maximisation.

    E-step: :func:`probability`. M-step, with Beta priors (A, B): ``a = (Σ Q E + A − 1) / (Σ Q N + A + B − 2)``,
    ``b = (Σ (1 − Q) E + …) / (Σ (1 − Q) N + …)``, ``ρ = (Σ Q + …) / (pairs + …)``; all three in 0–1. A prior of
    (1, 1) says nothing.

    Parameters
    ----------
    kinds
        What was reported, as :func:`seen` counts it.
    prior
        What is believed before.
    start
        Where to begin; the means of the prior when not said.
    steps
        Most steps.

    Returns
    -------
    MostLikely
        ``settled`` says whether some pairs have three reports or more: with two, other rates fit as well, and the
        prior decides between them.

    References
    ----------
    Newman (2018), doi:10.1038/s41567-018-0076-1; on identifiability Blischke (1964), doi:10.2307/2283006.

    Examples
    --------
    >>> found = most_likely(seen([3, 3, 3, 3], [3, 2, 0, 0]))
    >>> round(float(found.rates.tie), 2), found.settled
    (0.5, True)
    """
    rates = start or Rates(*(_mean(beta) for beta in (prior.tie, prior.recall, prior.false_positive)))
    for _ in range(steps):
        new = _maximised(kinds, prior, probability(kinds.reports, kinds.yes, rates))
        close = max(abs(after - before) for after, before in zip(new, rates, strict=True)) < 1e-12
        rates = new
        if close:
            break
    settled = bool((kinds.reports >= ENOUGH_REPORTS).any())
    return MostLikely(rates, float(log_likelihood(kinds, rates)), settled)


def _maximised(kinds: Seen, prior: Prior, q: NDArray[np.float64]) -> Rates:
    tied, free = q * kinds.pairs, (1 - q) * kinds.pairs
    return Rates(
        _most(prior.tie, float(tied.sum()), float(kinds.pairs.sum())),
        _most(prior.recall, float(tied @ kinds.yes), float(tied @ kinds.reports)),
        _most(prior.false_positive, float(free @ kinds.yes), float(free @ kinds.reports)),
    )


def _most(beta: Beta, yes: float, all_: float) -> float:
    """Return the mode of a Beta posterior, kept off 0 and 1 where logarithms end."""
    tries = all_ + beta[0] + beta[1] - 2
    share = (yes + beta[0] - 1) / tries if tries > 0 else _mean(beta)
    return float(np.clip(share, 1e-12, 1 - 1e-12))


def log_likelihood(kinds: Seen, rates: Rates) -> NDArray[np.float64]:
    """Return the logarithm of the likelihood of what was reported: one number, or one per draw of the rates."""
    tie, recall, false = (np.asarray(value, dtype=np.float64)[..., None] for value in rates)
    no = kinds.reports - kinds.yes
    with_tie = np.log(tie) + kinds.yes * np.log(recall) + no * np.log1p(-recall)
    without = np.log1p(-tie) + kinds.yes * np.log(false) + no * np.log1p(-false)
    return np.asarray(np.logaddexp(with_tie, without) @ kinds.pairs)


def _mean(beta: Beta) -> float:
    return beta[0] / (beta[0] + beta[1])
