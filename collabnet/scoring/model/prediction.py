"""What the model says of every pair, spoken of or not: draws of level, source, target and relation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from collabnet.scoring.model.fit import Fit

CHUNK: Final = 256
"""Subjects whose draws are held at once."""


@dataclass(frozen=True, eq=False)
class Prediction:
    """Draws of the parts of every score in one wave; what no statement tells of is drawn from its family.

    Attributes
    ----------
    fit
        What they come from.
    wave
        The wave.
    nodes
        Whoever can act or be acted towards.
    pairs
        Pairs of positions among ``nodes``.
    actor, partner
        draws × nodes: general effects.
    relation
        draws × pairs.
    """

    fit: Fit
    wave: str
    nodes: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    actor: NDArray[np.float64]
    partner: NDArray[np.float64]
    relation: NDArray[np.float64]
    seed: tuple[int, ...]

    def level(self, domain: str) -> NDArray[np.float64] | None:
        """Return the draws of a domain's level, on 0–100; nothing where nobody rated it in this wave.

        Where nearly all of it is self-report, how people speak of themselves is not told apart from the level, and
        makes it as uncertain as half a rating step; the same in every wave, so that it does not pass for a change.
        """
        found = self.fit.effect("domain", (domain, self.wave))
        if found is None:
            return None
        if domain in self.fit.observations.mostly_own:
            random = np.random.default_rng((self.seed[0], 5, *domain.encode()))
            found = found + settings.RATING_RESOLUTION * random.standard_normal(self.fit.size)
        return found + 50.0

    def source(self, domain: str) -> NDArray[np.float64]:
        """Return how each node does as a source in a domain: draws × nodes."""
        return self.actor + self._of_domain("actor_domain", domain, 2)

    def target(self, domain: str) -> NDArray[np.float64]:
        """Return how each node does as a target in a domain: draws × nodes."""
        return self.partner + self._of_domain("partner_domain", domain, 3)

    def _of_domain(self, family: str, domain: str, role: int) -> NDArray[np.float64]:
        keys = [(node, self.wave, domain) for node in self.nodes]
        return _drawn(self.fit, family, keys, (*self.seed, role, *domain.encode()))


def prediction(fit: Fit, wave: str, nodes: Sequence[str], pairs: Sequence[tuple[int, int]], seed: int) -> Prediction:
    """Draw what nobody told of, and lay it beside what was fitted.

    Parameters
    ----------
    fit
        The fitted model.
    wave
        The wave.
    nodes
        Whoever can act or be acted towards.
    pairs
        Positions of source and target among ``nodes``.
    seed
        The study's: what is drawn here does not depend on the order of anything else.
    """
    numbers = (seed, *wave.encode())
    keys = [(node, wave) for node in nodes]
    actor = _drawn(fit, "actor", keys, (*numbers, 0))
    partner = _drawn(fit, "partner", keys, (*numbers, 1))
    relation = _relations(fit, [(nodes[a], nodes[b], wave) for a, b in pairs], (*numbers, 4))
    return Prediction(fit, wave, tuple(nodes), tuple(pairs), actor, partner, relation, numbers)


def _drawn(fit: Fit, family: str, keys: Sequence[tuple[str, ...]], seed: tuple[int, ...]) -> NDArray[np.float64]:
    """Return draws of effects; of those that no statement tells of, draws from their family."""
    random = np.random.default_rng(seed)
    deviation = fit.deviation(family)
    found = random.standard_normal((fit.size, len(keys))) * deviation[:, None]
    columns = fit.observations.columns.get(family, {})
    for place, key in enumerate(keys):
        if key in columns:
            found[:, place] = fit.draws.effects[:, columns[key]]
    return found


def _relations(fit: Fit, keys: Sequence[tuple[str, ...]], seed: tuple[int, ...]) -> NDArray[np.float64]:
    """Return draws of relations. Where the two directions go together, one that was spoken of tells of the other."""
    design = fit.observations.design
    random = np.random.default_rng(seed)
    found = random.standard_normal((fit.size, len(keys))) * fit.relation_deviation[:, None]
    for place, (source, target, wave) in enumerate(keys):
        number = fit.observations.pairs.get((source, target, wave))
        back = fit.observations.pairs.get((target, source, wave))
        if number is not None:
            found[:, place] = fit.draws.relations[:, design.block[number], design.side[number]]
        elif back is not None and design.reciprocal:
            found[:, place] = fit.draws.relations[:, design.block[back], 1 - design.side[back]]
    return found


@dataclass(frozen=True, eq=False)
class Mixture:
    """How scores are put together: how much each node as source, as target, and each pair counts (rows: scores)."""

    source: csr_array
    target: csr_array
    relation: csr_array

    def __getitem__(self, rows: slice) -> Mixture:
        """Return some of the scores."""
        return Mixture(self.source[rows], self.target[rows], self.relation[rows])

    @property
    def size(self) -> int:
        """Return the number of scores."""
        return int(self.source.shape[0])

    def squares(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Return the sums of squared shares: by them prior variances count."""
        found = [np.asarray(one.multiply(one).sum(axis=1)).reshape(-1) for one in self.parts]
        return found[0], found[1], found[2]

    @property
    def parts(self) -> tuple[csr_array, csr_array, csr_array]:
        """Return the three matrices."""
        return self.source, self.target, self.relation
