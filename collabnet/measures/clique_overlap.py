"""How much of the network lives in tight groups, and how far these overlap."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.structure.cliques import cliques, comembership, mean_overlap, multiplex_overlap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer

_SOURCE = "Provan & Sebastian (1998), doi:10.2307/257084"


def clique_count(layer: Layer) -> float:
    """Count the groups of three or more in which everyone works with everyone.

    Maximal cliques: groups to which nobody can be added. A tie in either direction counts; on basis ``confirmed`` both
    sides say so. From 0; NaN above a hundred thousand.

    References
    ----------
    Luce & Perry (1949), doi:10.1007/BF02289146; Provan & Sebastian (1998), doi:10.2307/257084.
    """
    groups = cliques(layer)
    return np.nan if groups is None else float(len(groups))


def clique_share(layer: Layer) -> float:
    """Say which share of organisations belongs to a group in which everyone works with everyone.

    Formula ``|∪ Q| / n`` over the maximal cliques Q of three or more, a tie in either direction counting. From 0 to 1;
    NaN without organisations, and above a hundred thousand groups.

    References
    ----------
    Provan & Sebastian (1998), doi:10.2307/257084.
    """
    memberships = _memberships(layer)
    return float((memberships > 0).mean()) if memberships is not None and layer.n else np.nan


def clique_memberships_mean(layer: Layer) -> float:
    """Say to how many tight groups their members belong on average.

    Mean over organisations in any of the number of maximal cliques of three or more they are in. From 1; NaN where
    there is no such group, and above a hundred thousand.

    References
    ----------
    Provan & Sebastian (1998), doi:10.2307/257084.
    """
    memberships = _memberships(layer)
    inside = memberships[memberships > 0] if memberships is not None else np.zeros(0)
    return float(inside.sum() / len(inside)) if len(inside) else np.nan


def clique_overlap(layer: Layer) -> float:
    """Say how many members two tight groups share on average.

    Formula: mean over pairs of maximal cliques c, d of three or more of ``|c ∩ d| / |c ∪ d|``. From 0 to 1; NaN below
    two groups, and above five thousand.

    References
    ----------
    Provan & Sebastian (1998), doi:10.2307/257084; the arithmetic is a reading of ours, the article gives none.
    """
    groups = cliques(layer)
    return np.nan if groups is None else mean_overlap(groups, layer.n)


def clique_overlap_multiplex(layer: Layer) -> float:
    """Say whether those who form a tight group in one way of working form one in the others too.

    Mean over pairs of processes of ``|P_k ∩ P_l| / |P_k ∪ P_l|``, P_k the pairs that share a maximal clique of three or
    more in process k; pairs of processes of which neither has one are left out. From 0 to 1; NaN where none is left,
    and for a single process.

    References
    ----------
    Provan & Sebastian (1998), doi:10.2307/257084; the arithmetic is a reading of ours, the article gives none.
    """
    found = [multiplex_overlap(one, other).either for one, other in itertools.combinations(layer.parts, 2)]
    known = [value for value in found if not np.isnan(value)]
    return float(np.mean(known)) if known else np.nan


def _memberships(layer: Layer) -> NDArray[np.float64] | None:
    together = comembership(layer)
    return None if together is None else np.asarray(together.diagonal(), dtype=np.float64)


MEASURES = (
    Measure(
        key="clique_count",
        title="Tight groups",
        sentence="How many groups there are in which everyone works with everyone.",
        level="network",
        of_pattern=True,
        formula="number of maximal cliques of three or more",
        unit="groups",
        limits=(0, np.inf),
        isolates="0",
        source="Luce & Perry (1949), doi:10.1007/BF02289146",
        compute=clique_count,
        order=261,
    ),
    Measure(
        key="clique_share",
        title="Organisations in tight groups",
        sentence="Which share of organisations belongs to a group in which everyone works with everyone; high means "
        "that integration reaches nearly all.",
        level="network",
        of_pattern=True,
        formula="organisations in a maximal clique of three or more / organisations",
        unit="share",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=clique_share,
        normalisation="organisations",
        order=262,
    ),
    Measure(
        key="clique_memberships_mean",
        title="Tight groups per member",
        sentence="To how many tight groups their members belong; high means that the same organisations sit in many.",
        level="network",
        of_pattern=True,
        formula="mean number of maximal cliques over organisations in any",
        unit="groups",
        limits=(1, np.inf),
        isolates="no value without ties",
        source=_SOURCE,
        compute=clique_memberships_mean,
        normalisation="organisations in tight groups",
        order=263,
    ),
    Measure(
        key="clique_overlap",
        title="Overlap of tight groups",
        sentence="How many members two tight groups share on average; high means that groups know of each other.",
        level="network",
        of_pattern=True,
        formula="mean over pairs of maximal cliques of members of both / members of either",
        unit="share",
        limits=(0, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=clique_overlap,
        normalisation="members of either group",
        order=264,
    ),
    Measure(
        key="clique_overlap_multiplex",
        title="Groups that work together in several ways",
        sentence="Whether those who form a tight group in one way of working form one in the others too; high means "
        "that the same circles carry several ways of working.",
        level="network",
        of_pattern=True,
        formula="mean over pairs of processes of pairs in a group of both / pairs in a group of either",
        unit="share",
        limits=(0, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=clique_overlap_multiplex,
        normalisation="pairs that share a group in either process",
        order=265,
    ),
)
