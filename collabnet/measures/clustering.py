"""Whether the partners of an organisation work with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer


def clustering(layer: Layer) -> pd.Series[float]:
    """Say which share of the pairs of each organisation's partners work with each other.

    Formula ``2 t_i / (k_i (k_i − 1))``, with k_i partners and t_i ties among them, a tie in either direction counting
    once. From 0 to 1; NaN below two partners, where there is no pair.

    References
    ----------
    Watts & Strogatz (1998), doi:10.1038/30918.
    """
    return layer.series(_igraph.clustering(layer))


MEASURE = Measure(
    key="clustering",
    title="Partners who know each other",
    sentence="Which share of the pairs of partners of this organisation work with each other; high means a closed "
    "circle, low an organisation that links circles.",
    level="organisation",
    of_pattern=True,
    formula="ties among partners / pairs of partners",
    unit="share",
    limits=(0, 1),
    isolates="no value below two partners",
    source="Watts & Strogatz (1998), doi:10.1038/30918",
    compute=clustering,
    normalisation="pairs of partners",
    order=100,
)
