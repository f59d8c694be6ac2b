"""Whom to interview next, and about what: by how much a conversation would narrow the intervals, before it is held.

With sizes held, how narrow an interval becomes does not depend on the answers, only on who speaks of whom. So the
gain of a conversation is known beforehand (up to what it would teach about the sizes themselves).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import sparse, stats

from collabnet import settings
from collabnet.domains import domains
from collabnet.scoring.model.observations import DOMAIN_DEVIATION, MANNER_DEVIATION, SHIFT_DEVIATION
from collabnet.scoring.model.scores import NETWORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.network import Network
    from collabnet.scoring.model.fit import Fit
    from collabnet.scoring.model.scores import Wave

COLUMNS: Final = (
    "organisation_id", "domain", "wave", "interviewed", "pairs", "statements", "narrowing_network",
    "narrowing_organisations", "width_network", "rank",
)  # fmt: skip

MOST_RATINGS: Final = 3000
"""Ratings up to which gains are worked out: beyond, the matrix of all ratings would fill the memory."""

MOST_PARTNERS: Final = 10
"""Partners that one conversation can speak of, those expected most first."""

UNTOLD: Final = "untold"
"""What nearly all self-report leaves open about a domain, whoever speaks next."""

_FIXED: Final = {
    "self_report": MANNER_DEVIATION**2, "process": SHIFT_DEVIATION**2, UNTOLD: settings.RATING_RESOLUTION**2,
}  # fmt: skip
"""Prior variances that are not learned."""

NEW: Final = "a conversation to come"

Key = tuple[str, ...]


@dataclass(frozen=True)
class Sizes:
    """Posterior means of variances, by kind of effect."""

    of: Mapping[str, float]

    @classmethod
    def from_fit(cls, fit: Fit) -> Sizes:
        """Return the sizes that a fit learned."""
        design = fit.observations.design
        found = {
            family.name: float(np.mean(fit.deviation(family.name) ** 2)) for family in design.families if family.free
        }
        found["relation"] = float(np.mean(fit.relation_deviation**2))
        found["claim"] = float(np.mean(fit.draws.layers[:, 1] ** 2)) if design.quotes else 0.0
        found["error"] = float(np.mean(fit.draws.layers[:, 0] ** 2))
        return cls(found)

    def prior(self, key: Key) -> float:
        """Return the prior variance of an effect."""
        if key[0] == "domain":
            return DOMAIN_DEVIATION**2
        return self.of.get(key[0], _FIXED.get(key[0], 0.0))


def next_interviews(network: Network, fit: Fit, waves: Mapping[str, Wave]) -> pd.DataFrame:
    """Say, for every organisation of the last wave, by how much a conversation with it would narrow the intervals.

    Imagined is one statement per domain and expected partner, in each expected direction (at most ten partners, those
    expected most), and one about its own capacity and the like; by a new interview, coded once.

    Parameters
    ----------
    network
        The network.
    fit
        The fitted model.
    waves
        What the model says of each wave.

    Returns
    -------
    pandas.DataFrame
        One row per organisation and domain, and one for all domains together (``domain`` empty):
        ``narrowing_network``, points by which the 95 % interval of the network score narrows (mean over domains for
        all together); ``narrowing_organisations``, the mean over what partners meet at every organisation;
        ``width_network`` now; ``rank`` by the narrowing of the network within a domain, ties sharing the best.
        No rows above 3,000 ratings.
    """
    if not waves or len(fit.observations.frame) > MOST_RATINGS:
        return pd.DataFrame(columns=list(COLUMNS))
    wave = list(waves.values())[-1]
    scored = [domain for domain in domains() if wave.predicted.level(domain) is not None]
    gain = _Gain(fit, wave, scored)
    spoke = network.interviewed(wave.pairs.wave)
    boundary = network.organisations["in_boundary"].fillna(True).astype(bool)
    rows = [
        row for node in wave.pairs.nodes if boundary.get(node, False)
        for row in _rows(node, node in spoke, wave, scored, gain)
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=list(COLUMNS[:-1]))
    order = found.groupby("domain")["narrowing_network"].rank(ascending=False, method="min")
    found = found.assign(rank=order.astype(int))
    return found.sort_values(["domain", "rank", "organisation_id"], ignore_index=True)


def _rows(node: str, spoke: bool, wave: Wave, scored: Sequence[str], gain: _Gain) -> Iterable[tuple[object, ...]]:
    pairs = _partners(node, wave)
    if not scored:
        return
    asked = {domain: _statements(node, pairs, domain, wave.pairs.wave) for domain in scored}
    for domain, statements in asked.items():
        network, organisations = gain(statements, [domain])
        yield (
            node,
            domain,
            wave.pairs.wave,
            spoke,
            len(pairs),
            len(statements),
            network,
            organisations,
            gain.width[domain],
        )
    together = [statement for statements in asked.values() for statement in statements]
    network, organisations = gain(together, scored)
    width = float(np.mean(list(gain.width.values())))
    yield (node, "", wave.pairs.wave, spoke, len(pairs), len(together), network, organisations, width)


def _partners(node: str, wave: Wave) -> list[tuple[str, str]]:
    """Return the pairs an organisation would be asked about: those expected most, else those spoken of."""
    pairs = wave.pairs
    weight = pairs.weight if pairs.weight.sum() > 0 else np.ones(len(pairs.weight))
    own = [(float(size), pair) for size, pair in zip(weight, pairs.keys, strict=True) if size > 0 and node in pair]
    partners: list[str] = []
    for _, (source, target) in sorted(own, key=lambda it: (-it[0], it[1])):
        other = target if source == node else source
        if other not in partners:
            partners.append(other)
    chosen = set(partners[:MOST_PARTNERS])
    return [pair for _, pair in own if (pair[1] if pair[0] == node else pair[0]) in chosen]


def _statements(node: str, pairs: Sequence[tuple[str, str]], domain: str, wave: str) -> list[dict[Key, float]]:
    new = {("reporter", NEW): 1.0}
    found = [_pair(source, target, domain, wave) | new for source, target in pairs]
    if domains()[domain].own_statements:
        own = {("partner", node, wave): 1.0, ("partner_domain", node, wave, domain): 1.0, ("self_report", domain): 1.0}
        found.append({("domain", domain, wave): 1.0} | own | new)
    return found


def _pair(source: str, target: str, domain: str, wave: str) -> dict[Key, float]:
    return {
        ("domain", domain, wave): 1.0, ("actor", source, wave): 1.0, ("actor_domain", source, wave, domain): 1.0,
        ("partner", target, wave): 1.0, ("partner_domain", target, wave, domain): 1.0,
        ("relation", source, target, wave): 1.0,
    }  # fmt: skip


class _Gain:
    """Works out what statements would add, from the covariance of all ratings there are."""

    def __init__(self, fit: Fit, wave: Wave, scored: Sequence[str]) -> None:
        self.sizes = Sizes.from_fit(fit)
        self._number: dict[Key, int] = {}
        said = _said(fit)
        self.scores = {domain: _scores(wave, domain) for domain in scored}
        every = [terms for scores in self.scores.values() for terms in scores]
        data, whole = self._matrix(said), self._matrix(every)
        prior = self._prior()
        data, whole = self._wide(data), self._wide(whole)
        covariance = (data.multiply(prior[None, :]) @ data.T).toarray() + self._noise(fit)
        self._inverse = np.linalg.inv(covariance)
        self._data, self._whole = data, whole
        across = (data.multiply(prior[None, :]) @ whole.T).toarray()
        self._known = self._inverse @ across
        before = np.asarray(whole.multiply(prior[None, :]).multiply(whole).sum(axis=1), dtype=float).reshape(-1)
        self.variance = np.maximum(before - np.einsum("ij,ij->j", across, self._known), 1e-9)
        self._place = _places(self.scores)
        wide = 2.0 * stats.norm.ppf((1 + settings.INTERVAL) / 2)
        self.spread = wide * np.sqrt(self.variance)
        self.width = {domain: float(self.spread[places[0]]) for domain, places in self._place.items()}

    def __call__(self, statements: Sequence[dict[Key, float]], asked: Sequence[str]) -> tuple[float, float]:
        """Return by how many points the network's and the organisations' intervals narrow, on average."""
        if not statements:
            return 0.0, 0.0
        new = self._wide(self._matrix(statements))
        prior = self._prior()
        data, whole = self._wide(self._data), self._wide(self._whole)
        weighted = new.multiply(prior[None, :])
        across = (data @ weighted.T).toarray()
        own = (weighted @ new.T).toarray() - across.T @ (self._inverse @ across)
        own[np.diag_indices_from(own)] += self.sizes.of["error"] + self.sizes.of["claim"]
        shared = (whole @ weighted.T).toarray() - self._known.T @ across
        solved = np.linalg.solve(own, shared.T)
        less = np.einsum("ij,ji->i", shared, solved)
        after = self.spread * np.sqrt(np.maximum(1.0 - less / self.variance, 0.0))
        gained = self.spread - after
        networks = [gained[self._place[domain][0]] for domain in asked]
        others = [gained[place] for domain in asked for place in self._place[domain][1:]]
        return float(np.mean(networks)), float(np.mean(others)) if others else 0.0

    def _matrix(self, rows: Sequence[dict[Key, float]]) -> sparse.csr_array:
        columns = [[self._number.setdefault(key, len(self._number)) for key in terms] for terms in rows]
        where = np.repeat(np.arange(len(rows)), [len(one) for one in columns])
        values = np.array([value for terms in rows for value in terms.values()], dtype=float)
        at = np.array([place for one in columns for place in one], dtype=np.intp)
        return sparse.csr_array((values, (where, at)), shape=(len(rows), max(len(self._number), 1)))

    def _prior(self) -> NDArray[np.float64]:
        return np.array([self.sizes.prior(key) for key in self._number])

    def _wide(self, matrix: sparse.csr_array) -> sparse.csr_array:
        shape = (matrix.shape[0], len(self._number))
        return sparse.csr_array((matrix.data, matrix.indices, matrix.indptr), shape=shape)

    def _noise(self, fit: Fit) -> NDArray[np.float64]:
        design = fit.observations.design
        same = (design.claim[:, None] == design.claim[None, :]).astype(float)
        found: NDArray[np.float64] = same * self.sizes.of["claim"] + np.diag(self.sizes.of["error"] / design.weight)
        return found


def _said(fit: Fit) -> list[dict[Key, float]]:
    """Return the effects in every rating that was given, by their names."""
    observations, design = fit.observations, fit.observations.design
    names, pairs = _names(fit), list(observations.pairs)
    found = []
    for row in range(len(design.points)):
        terms = {names[column]: value for column, value in _entries(design.x, row)}
        pair = design.pair[design.claim[row]]
        if pair >= 0:
            terms["relation", *pairs[pair]] = 1.0
        found.append(terms)
    return found


def _names(fit: Fit) -> dict[int, Key]:
    named = {column: (family, *key) for family, columns in fit.observations.columns.items()
             for key, column in columns.items()}  # fmt: skip
    process = [family for family in fit.observations.design.families if family.name == "process"]
    for family in process:
        named |= {column: ("process", str(column)) for column in range(family.start, family.stop)}
    return named


def _scores(wave: Wave, domain: str) -> list[dict[Key, float]]:
    """Return what the network's score and every organisation's are made of: the network first."""
    nodes = list(wave.pairs.nodes)
    mixture, _ = wave.mixture([*NETWORK, *(("organisation_in", node) for node in nodes)], domain)
    found = []
    for row in range(mixture.size):
        terms: dict[Key, float] = {("domain", domain, wave.pairs.wave): 1.0}
        if domain in wave.predicted.fit.observations.mostly_own:
            terms[UNTOLD, domain] = 1.0
        for family, shares in (("actor", mixture.source), ("partner", mixture.target)):
            for column, share in _entries(shares, row):
                terms[family, wave.nodes[column], wave.pairs.wave] = share
                terms[f"{family}_domain", wave.nodes[column], wave.pairs.wave, domain] = share
        for column, share in _entries(mixture.relation, row):
            terms["relation", *wave.pairs.keys[column], wave.pairs.wave] = share
        found.append(terms)
    return found


def _entries(matrix: sparse.csr_array, row: int) -> Iterable[tuple[int, float]]:
    inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return zip(matrix.indices[inside].tolist(), matrix.data[inside].tolist(), strict=True)


def _places(scores: Mapping[str, Sequence[dict[Key, float]]]) -> dict[str, list[int]]:
    found, start = {}, 0
    for domain, rows in scores.items():
        found[domain] = list(range(start, start + len(rows)))
        start += len(rows)
    return found
