"""How much reports can be trusted: how often a tie is named that exists, and one that does not.

Of every pair some reports are known: how many reporters were asked or spoke, and how many said yes. A tie that exists
is named with probability *recall*, one that does not with the *false-positive rate*; a share of pairs (*tie*) has one.
With two reports a pair these three cannot be told apart by the data alone (many triples fit equally well), so each
has a prior, and results stand beside those under other priors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from collabnet.errors import CallError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Beta = tuple[float, float]

ENOUGH_REPORTS: Final = 3
"""Reports of a pair from which recall, false positives and density can be told apart (Blischke, 1964)."""

CHAINS: Final = 40
WARM: Final = 200
THIN: Final = 4


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
        How many pairs have a tie.
    """

    key: str = "usual"
    recall: Beta = (6.0, 4.0)
    false_positive: Beta = (2.0, 38.0)
    tie: Beta = (1.0, 1.0)

    def with_ties(self, share: float, pairs: float) -> Prior:
        """Return the prior with a density believed to be about ``share``, as if so many pairs had been seen."""
        return replace(self, tie=(1.0 + share * pairs, 1.0 + (1.0 - share) * pairs))


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


def seen(reports: ArrayLike, yes: ArrayLike) -> Seen:
    """Count the pairs of each kind.

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
    kinds, pairs = np.unique(np.column_stack([asked, said]), axis=0, return_counts=True)
    return Seen(kinds[:, 0], kinds[:, 1], pairs.astype(np.float64))


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


def most_likely(
    reports: ArrayLike, yes: ArrayLike, prior: Prior = Prior(), *, start: Rates | None = None, steps: int = 20_000
) -> MostLikely:  # fmt: skip
    """Find how often ties are most likely named that exist, and others, by expectation and maximisation.

    E-step: :func:`probability`. M-step, with Beta priors (A, B): ``a = (Σ Q E + A − 1) / (Σ Q N + A + B − 2)``,
    ``b = (Σ (1 − Q) E + …) / (Σ (1 − Q) N + …)``, ``ρ = (Σ Q + …) / (pairs + …)``; all three in 0–1. A prior of
    (1, 1) says nothing.

    Parameters
    ----------
    reports, yes
        Per pair: how many reports there are, and how many say yes.
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
    >>> found = most_likely([3, 3, 3, 3], [3, 2, 0, 0])
    >>> round(float(found.rates.tie), 2), found.settled
    (0.5, True)
    """
    kinds = seen(reports, yes)
    rates = start or Rates(*(_mean(beta) for beta in (prior.tie, prior.recall, prior.false_positive)))
    for _ in range(steps):
        new = _maximised(kinds, prior, probability(kinds.reports, kinds.yes, rates))
        close = max(abs(after - before) for after, before in zip(new, rates, strict=True)) < 1e-12
        rates = new
        if close:
            break
    settled = bool((kinds.reports >= ENOUGH_REPORTS).any())
    return MostLikely(rates, _log_likelihood(kinds, rates), settled)


def drawn_rates(reports: ArrayLike, yes: ArrayLike, prior: Prior, count: int, random: np.random.Generator) -> Rates:
    """Draw rates from their posterior by Gibbs sampling, recall above the false-positive rate: ``count`` of each.

    Given which pairs have a tie, each rate is Beta; given the rates, the number of ties among pairs of a kind is
    binomial. Forty chains side by side, each started from the prior.
    """
    kinds = seen(reports, yes)

    def believed(size: int) -> Rates:
        return Rates(*(random.beta(*beta, size) for beta in (prior.tie, prior.recall, prior.false_positive)))

    if not len(kinds.pairs):
        return _redrawn(believed, count)
    chains = min(CHAINS, count)
    each = -(-count // chains)
    rates = _redrawn(believed, chains)
    kept = []
    for sweep in range(WARM + each * THIN):
        tied = random.binomial(kinds.pairs.astype(np.int64), probability(kinds.reports, kinds.yes, rates))
        rates = _given_ties(kinds, prior, tied, random)
        if sweep >= WARM and (sweep - WARM) % THIN == 0:
            kept.append(rates)
    return Rates(*(np.concatenate(values)[:count] for values in zip(*kept, strict=True)))


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


def _given_ties(kinds: Seen, prior: Prior, tied: NDArray[np.int64], random: np.random.Generator) -> Rates:
    free = kinds.pairs - tied
    no = kinds.reports - kinds.yes
    counts = (
        (prior.tie, tied.sum(axis=1), free.sum(axis=1)),
        (prior.recall, tied @ kinds.yes, tied @ no),
        (prior.false_positive, free @ kinds.yes, free @ no),
    )
    betas = [(beta[0] + yes, beta[1] + others) for beta, yes, others in counts]
    return _redrawn(lambda _: Rates(*(random.beta(a, b) for a, b in betas)), len(tied))


def _redrawn(draw: Any, chains: int) -> Rates:
    """Draw until recall is above the false-positive rate in every chain; what never is gets the two exchanged."""
    rates = Rates(*(np.clip(value, 1e-9, 1 - 1e-9) for value in draw(chains)))
    for _ in range(100):
        wrong = rates.recall <= rates.false_positive
        if not wrong.any():
            return rates
        again = Rates(*(np.clip(value, 1e-9, 1 - 1e-9) for value in draw(chains)))
        recall = np.where(wrong, again.recall, rates.recall)
        rates = Rates(rates.tie, recall, np.where(wrong, again.false_positive, rates.false_positive))
    high, low = np.maximum(*rates[1:]), np.minimum(*rates[1:])
    return Rates(rates.tie, high, low)


def _log_likelihood(kinds: Seen, rates: Rates) -> float:
    tie, recall, false = rates
    no = kinds.reports - kinds.yes
    with_tie = np.log(tie) + kinds.yes * np.log(recall) + no * np.log1p(-recall)
    without = np.log1p(-tie) + kinds.yes * np.log(false) + no * np.log1p(-false)
    return float(kinds.pairs @ np.logaddexp(with_tie, without))


def _mean(beta: Beta) -> float:
    return beta[0] / (beta[0] + beta[1])
