"""How deep in the densely tied middle an organisation is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer


def kcore(layer: Layer) -> pd.Series[float]:
    """Say how deep in the densely tied middle each organisation is.

    The largest k for which it belongs to a group in which everyone has at least k partners within the group, a tie
    in either direction counting once. In partners, from 0 to n − 1; isolates have 0.

    References
    ----------
    Seidman (1983), doi:10.1016/0378-8733(83)90028-X.
    """
    return layer.series(_igraph.coreness(layer))


MEASURE = Measure(
    key="kcore",
    title="Depth in the core",
    sentence="In how tightly knit a group this organisation stands; high means that it belongs to the dense middle.",
    level="organisation",
    formula="largest k with the organisation in a group where everyone has k partners in the group",
    unit="partners",
    limits=(0, np.inf),
    isolates="0",
    source="Seidman (1983), doi:10.1016/0378-8733(83)90028-X",
    compute=kcore,
    order=90,
)
