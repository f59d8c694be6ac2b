"""In how many circles, in which everyone works with everyone, an organisation is."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

SMALLEST: Final = 3
"""Two who are tied are no circle yet: Provan & Sebastian (1998) count cliques of three and more."""

MOST: Final = 100_000
"""Above this many cliques nothing is counted: dense networks can have 3 ** (n / 3) of them."""


def clique_memberships(layer: Layer, *, smallest: int = SMALLEST) -> pd.Series[float]:
    """Count the circles of three or more, all tied to each other, that each organisation is in: high means embedded.

    Maximal cliques of the network of a tie in either direction: sets in which everyone is tied to everyone and that
    nobody can be added to. 0 and above; isolates have 0. NaN for everyone where there are more than 100,000 cliques:
    then nearly everyone works with nearly everyone, and the count says nothing.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    smallest
        How many organisations make a circle; 2 counts lone pairs too.

    References
    ----------
    Luce & Perry (1949), doi:10.1007/BF02289146; Provan & Sebastian (1998), doi:10.2307/257084; found after Eppstein,
    Löffler & Strash (2010), doi:10.1007/978-3-642-17517-6_36.
    """
    cliques = _igraph.maximal_cliques(layer, smallest, MOST)
    if cliques is None:
        return layer.series(np.full(layer.n, np.nan))
    members = np.fromiter(chain.from_iterable(cliques), dtype=np.intp)
    return layer.series(np.bincount(members, minlength=layer.n))


MEASURE = Measure(
    key="clique_memberships",
    title="Circles",
    sentence="In how many circles of three or more, in which everyone works with everyone, this organisation is; high "
    "means that it is firmly embedded.",
    level="organisation",
    formula="number of maximal cliques of 3 or more, a tie in either direction",
    unit="circles",
    limits=(0, np.inf),
    isolates="0",
    source="Provan & Sebastian (1998), doi:10.2307/257084",
    compute=clique_memberships,
    order=95,
)
