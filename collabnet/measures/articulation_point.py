"""Whether the network falls apart without an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer


def articulation_point(layer: Layer) -> pd.Series[float]:
    """Say whether taking an organisation away would cut others off from each other: 1 yes, 0 no.

    A tie in either direction counts. Isolates have 0.

    References
    ----------
    Hopcroft & Tarjan (1973), doi:10.1145/362248.362272.
    """
    return layer.series(_igraph.articulation_points(layer))


MEASURE = Measure(
    key="articulation_point",
    title="Only link",
    sentence="Whether others would lose all contact with each other without this organisation (1) or not (0).",
    level="organisation",
    formula="1 where the network without the organisation has more components, else 0",
    unit="yes or no",
    limits=(0, 1),
    isolates="0",
    source="Hopcroft & Tarjan (1973), doi:10.1145/362248.362272",
    compute=articulation_point,
    order=110,
)
