"""Organisations and what they have in common: services they offer, forums they sit in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from collabnet.network import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

Kind = Literal["organisations", "things"]


@dataclass(frozen=True, eq=False)
class TwoMode:
    """Which organisation has what: services, forums, or anything else that several can have.

    Attributes
    ----------
    organisations, things
        Ids in rising order.
    table
        Shape (organisations, things): 1 where it has it, else 0.
    """

    organisations: pd.Index
    things: pd.Index
    table: NDArray[np.float64]

    @classmethod
    def from_pairs(
        cls, pairs: Iterable[tuple[str, str]], organisations: Iterable[str] = (), things: Iterable[str] = ()
    ) -> TwoMode:
        """Make it from pairs (organisation, thing); those that have nothing, or that nobody has, are named apart.

        Examples
        --------
        >>> TwoMode.from_pairs([("a", "housing"), ("b", "housing")]).density
        1.0
        """
        given = sorted(set(pairs))
        rows = pd.Index(sorted({pair[0] for pair in given} | set(organisations)), dtype="str", name="organisation_id")
        columns = pd.Index(sorted({pair[1] for pair in given} | set(things)), dtype="str")
        table = np.zeros((len(rows), len(columns)))
        place = rows.get_indexer(pd.Index([pair[0] for pair in given], dtype="str"))
        other = columns.get_indexer(pd.Index([pair[1] for pair in given], dtype="str"))
        table[place, other] = 1.0
        return cls(rows, columns, table)

    @property
    def density(self) -> float:
        """Return which share of all pairs (organisation, thing) is there; NaN where there can be none."""
        return float(self.table.mean()) if self.table.size else np.nan

    def degree(self) -> pd.Series[float]:
        """Return how many things each organisation has."""
        return pd.Series(self.table.sum(axis=1), index=self.organisations)

    def degree_of_things(self) -> pd.Series[float]:
        """Return how many organisations have each thing."""
        return pd.Series(self.table.sum(axis=0), index=self.things)

    def centralisation(self, of: Kind = "organisations") -> float:
        """Say how much the whole turns around one organisation, or around one thing.

        Formula ``Σ_i (d_max − d_i) / (N · k − 2 (N − 1))`` over all N nodes of both kinds, ``d_max`` the largest degree
        of the kind asked for and k the number of the other kind: the sum where one node is tied to all of the other
        kind and everyone else holds on by a single tie. At most 1; below 0 where nodes of the other kind have more ties
        than any of the kind asked for. Nodes without a tie are left out: the largest sum is that of a joined network.
        NaN with fewer than two of either kind.

        References
        ----------
        Borgatti & Everett (1997), *Network analysis of 2-mode data*, doi:10.1016/S0378-8733(96)00301-2.
        """
        rows, columns = (self.table.sum(axis=axis) for axis in (1, 0))
        own, other = (rows[rows > 0], columns[columns > 0])
        if of == "things":
            own, other = other, own
        nodes = len(own) + len(other)
        if min(len(own), len(other)) < 2:
            return np.nan
        total = nodes * own.max() - own.sum() - other.sum()
        return float(total / (nodes * len(other) - 2 * (nodes - 1)))

    def projection(self) -> Layer:
        """Return who is tied to whom by having the same things, each thing shared out among those who have it.

        Strength ``Σ_t x_it x_jt / (k_t − 1)`` over things t with k_t organisations: a thing that two have ties them
        more than one that everyone has. Each organisation's strengths sum to the number of its things that somebody
        else has too. Undirected.

        References
        ----------
        Newman (2001), *Scientific collaboration networks II*, doi:10.1103/PhysRevE.64.016132.
        """
        holders = self.table.sum(axis=0)
        weight = np.where(holders > 1, 1 / np.maximum(holders - 1, 1), 0.0)
        strength = (self.table * weight) @ self.table.T
        first, second = np.nonzero(np.triu(strength, 1) > 0)
        ids = self.organisations
        edges = [
            (str(ids[a]), str(ids[b]), float(strength[a, b]))
            for a, b in zip(first.tolist(), second.tolist(), strict=True)
        ]
        return Layer.from_edges(edges, [str(id_) for id_ in ids], directed=False)
