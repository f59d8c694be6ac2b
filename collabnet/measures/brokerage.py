"""Who passes on between organisations that have no tie of their own, and between which sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from collabnet.measures import Measure
from collabnet.multiplicity import holm
from collabnet.network.brokers import OpenPaths, open_paths
from collabnet.network.groups import SECTOR, groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from collabnet.network import Layer

Pairs = Literal["ordered", "unordered"]

ROLES: Final = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
"""The roles of b in a → b → c, in the order of the columns."""

_NONE: Final = -1
_ROLE: Final = np.array([4, 2, 3, _NONE, 1, _NONE, _NONE, 0])
"""Which role, by what is in one group: a and b (counts 1), b and c (counts 2), a and c (counts 4)."""

_SOURCE = "Gould & Fernandez (1989), doi:10.2307/270949"


def brokerage_roles(
    layer: Layer, *, by: str = SECTOR, weighted: bool = False, pairs: Pairs = "ordered"
) -> pd.DataFrame:
    """Count in which role each organisation passes on between others that have no tie of their own.

    b brokers the pair (a, c) when a → b and b → c are ties and a → c is not. The role depends on the groups of the
    three: ``coordinator`` all in one; ``itinerant`` a and c in one, b in another; ``representative`` a and b in one, c
    in another; ``gatekeeper`` b and c in one, a in another; ``liaison`` all in different ones.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    by
        The attribute that makes the groups; who has none is in one group with all others that have none.
    weighted
        Whether a pair counts ``1 / number of its brokers``, so that each brokered pair counts 1 in all, instead of 1
        for each broker.
    pairs
        Without direction every tie runs both ways, and each pair is brokered from a to c and from c to a: ``ordered``
        counts both, as R's ``sna`` does, and a representative is as often a gatekeeper; ``unordered`` halves all
        counts, so that a pair counts once. With direction the two are the same.

    Returns
    -------
    pandas.DataFrame
        Index: the layer's organisations; a column per role, and ``total``. Counts, 0 and above, 0 for isolates. Where
        no organisation has a group the roles are NaN and the total is not.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949.
    """
    count = np.full((layer.n, len(ROLES)), np.nan)
    group = groups(layer, by)
    total = np.zeros(layer.n)
    if group is not None:
        count[:] = 0
    for paths in open_paths(layer):
        weight = paths.shares() if weighted else np.ones(len(paths.broker))
        total += np.bincount(paths.broker, weights=weight, minlength=layer.n)
        if group is not None:
            count += _by_role(paths, group, weight, layer.n)
    part = 0.5 if pairs == "unordered" and not layer.directed else 1.0
    frame = pd.DataFrame(part * np.column_stack([count, total]), index=layer.organisations)
    return frame.set_axis([*ROLES, "total"], axis=1)


def brokerage_test(
    layer: Layer, *, by: str = SECTOR, permutations: int = 1000, seed: int | np.random.Generator = 0
) -> pd.DataFrame:
    """Say which organisations broker in a role more often than with the same ties and sectors dealt out at random.

    The groups are permuted over the organisations; ties stay. The total depends on ties alone and has no test. As many
    tests are made as there are organisations, so that some ``p`` below 0.05 is to be expected where nothing is the
    matter: read ``p_holm`` to say that *some* organisation stands out, and ``p`` only of one named beforehand.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    by
        The attribute that makes the groups.
    permutations
        How often groups are dealt out.
    seed
        Where random numbers start; the same seed gives the same numbers.

    Returns
    -------
    pandas.DataFrame
        One row per organisation and role, with columns ``organisation_id``, ``role``, ``value``, ``mean`` and ``sd``
        of the permuted counts, ``z`` = (value − mean) / sd (NaN where sd is 0), and ``p`` = (1 + permutations with a
        count at least as high) / (1 + permutations). ``p_holm`` is p corrected for the organisations of this layer in
        that role (Holm); it is never below organisations / (1 + permutations), so let permutations grow with the
        network. Everything but the first two is NaN where no organisation has a group.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949, who give the mean and deviation of a formula; permutations after
    Krackhardt & Stern (1988), doi:10.2307/2786835; Holm (1979), https://www.jstor.org/stable/4615733.
    """
    value = brokerage_roles(layer, by=by)[list(ROLES)]
    group = groups(layer, by)
    if group is None:
        mean = deviation = share = np.full(value.shape, np.nan)
    else:
        dealt = _dealt(layer, group, permutations, np.random.default_rng(seed))
        mean, deviation = dealt.mean(axis=0), dealt.std(axis=0, ddof=1)
        share = (1 + (dealt >= value.to_numpy()).sum(axis=0)) / (1 + permutations)
    apart = np.divide(value - mean, deviation, out=np.full(value.shape, np.nan), where=deviation > 0)
    columns = {"value": value.to_numpy(), "mean": mean, "sd": deviation, "z": apart, "p": share,
               "p_holm": holm(share, axis=0)}  # fmt: skip
    return pd.DataFrame({
        "organisation_id": np.repeat(layer.organisations.to_numpy(), len(ROLES)),
        "role": np.tile(ROLES, layer.n),
        **{name: np.asarray(column, dtype=np.float64).ravel() for name, column in columns.items()},
    })  # fmt: skip


def _dealt(layer: Layer, group: NDArray[np.intp], times: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Return the counts per permutation, organisation and role."""
    groupings = [random.permutation(group) for _ in range(times)]
    found = np.zeros((times, layer.n, len(ROLES)))
    for paths in open_paths(layer):
        for place, grouping in enumerate(groupings):
            found[place] += _by_role(paths, grouping, None, layer.n)
    return found


def _by_role(
    paths: OpenPaths, group: NDArray[np.intp], weight: NDArray[np.float64] | None, size: int
) -> NDArray[np.float64]:
    first, middle, last = group[paths.first], group[paths.broker], group[paths.last]
    role = _ROLE[(first == middle) + 2 * (middle == last) + 4 * (first == last)]
    cell = paths.broker * len(ROLES) + role
    counted = np.bincount(cell, weights=weight, minlength=size * len(ROLES))
    return counted.reshape(size, len(ROLES)).astype(np.float64)


def brokerage(layer: Layer, *, pairs: Pairs = "ordered") -> pd.Series[float]:
    """Count the pairs without a tie of their own between which each organisation passes on: high means a go-between.

    Formula: pairs (a, c) with a → b, b → c and not a → c. Without direction each pair counts both ways, as in R's
    ``sna``; ``pairs="unordered"`` counts it once. From 0 to (n − 1)(n − 2); isolates have 0.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949.
    """
    roles = _counted(layer)["total"]
    return roles / 2 if pairs == "unordered" and not layer.directed else roles


def brokerage_weighted(layer: Layer, *, pairs: Pairs = "ordered") -> pd.Series[float]:
    """Count the same pairs, each shared among all who broker it: high means that pairs hang on this organisation.

    Formula: sum over pairs (a, c) with a → b, b → c and not a → c of ``1 / number of such b``. Without direction
    each pair counts both ways; ``pairs="unordered"`` counts it once. From 0 to (n − 1)(n − 2); isolates have 0. By
    role: ``brokerage_roles(layer, weighted=True)``.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949.
    """
    return brokerage_roles(layer, weighted=True, pairs=pairs)["total"]


def brokerage_coordinator(layer: Layer) -> pd.Series[float]:
    """Count how often each organisation passes on inside its own sector: high means that it holds the sector together.

    Formula: pairs a → b → c without a → c, all three in one sector. From 0; isolates have 0. NaN where no organisation
    has a sector. Other attributes, each pair once, and weights: ``brokerage_roles``.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949.
    """
    return _counted(layer)["coordinator"]


def brokerage_itinerant(layer: Layer) -> pd.Series[float]:
    """Count how often each organisation passes on between two of one other sector: high means an outside consultant.

    Formula: pairs a → b → c without a → c, with a and c in one sector and b in another. From 0; isolates have 0. NaN
    where no organisation has a sector. Other attributes, each pair once, and weights: ``brokerage_roles``.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949.
    """
    return _counted(layer)["itinerant"]


def brokerage_representative(layer: Layer) -> pd.Series[float]:
    """Count how often each organisation passes on from its own sector to another: high means that it speaks for it.

    Formula: pairs a → b → c without a → c, with a and b in one sector and c in another. From 0; isolates have 0. NaN
    where no organisation has a sector. Other attributes, each pair once, and weights: ``brokerage_roles``.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949.
    """
    return _counted(layer)["representative"]


def brokerage_gatekeeper(layer: Layer) -> pd.Series[float]:
    """Count how often each organisation passes on from another sector into its own: high means that it is the door.

    Formula: pairs a → b → c without a → c, with b and c in one sector and a in another. From 0; isolates have 0. NaN
    where no organisation has a sector. Other attributes, each pair once, and weights: ``brokerage_roles``.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949.
    """
    return _counted(layer)["gatekeeper"]


def brokerage_liaison(layer: Layer) -> pd.Series[float]:
    """Count how often each organisation links two other sectors: high means that it joins what is far apart.

    Formula: pairs a → b → c without a → c, all three in different sectors. From 0; isolates have 0. NaN where no
    organisation has a sector. Other attributes, each pair once, and weights: ``brokerage_roles``.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949.
    """
    return _counted(layer)["liaison"]


def _counted(layer: Layer) -> pd.DataFrame:
    return layer.remember("brokerage", brokerage_roles)


def _record(compute: Callable[..., pd.Series[float]], formula: str, place: int, title: str, sentence: str) -> Measure:
    """Return the record of one way of counting; all but words and formula is the same for each."""
    return Measure(
        key=compute.__name__, title=title, sentence=sentence, level="organisation", formula=formula,
        unit="pairs of organisations", limits=(0, np.inf), isolates="0", source=_SOURCE, compute=compute,
        order=130 + place, of_pattern=True,
    )  # fmt: skip


MEASURES = (
    _record(
        brokerage,
        "pairs a, c with a -> b, b -> c and not a -> c",
        0,
        title="Go-between",
        sentence="Between how many pairs without a tie of their own this organisation passes on; high means that it "
        "brings others together.",
    ),
    _record(
        brokerage_weighted,
        "sum over pairs a, c with a -> b, b -> c and not a -> c of 1 / number of such b",
        1,
        title="Go-between without others",
        sentence="The same pairs, each shared among all who pass on between them; high means that pairs hang on this "
        "organisation alone.",
    ),
    _record(
        brokerage_coordinator,
        "pairs a -> b -> c without a -> c: all in one sector",
        2,
        title="Coordinator",
        sentence="How often this organisation passes on inside its own sector; high means that it holds the sector "
        "together.",
    ),
    _record(
        brokerage_itinerant,
        "pairs a -> b -> c without a -> c: a and c in one sector, b in another",
        3,
        title="Outside consultant",
        sentence="How often this organisation passes on between two organisations of one other sector; high means "
        "that outsiders need it to meet.",
    ),
    _record(
        brokerage_representative,
        "pairs a -> b -> c without a -> c: a and b in one sector, c in another",
        4,
        title="Representative",
        sentence="How often this organisation passes on from its own sector to another; high means that it speaks for "
        "its sector.",
    ),
    _record(
        brokerage_gatekeeper,
        "pairs a -> b -> c without a -> c: b and c in one sector, a in another",
        5,
        title="Gatekeeper",
        sentence="How often this organisation passes on from another sector into its own; high means that others "
        "enter the sector through it.",
    ),
    _record(
        brokerage_liaison,
        "pairs a -> b -> c without a -> c: all in different sectors",
        6,
        title="Liaison",
        sentence="How often this organisation links two sectors that are both not its own; high means that it joins "
        "what is far apart.",
    ),
)
