"""How near an organisation is for those who can reach it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer


def closeness(layer: Layer) -> pd.Series[float]:
    """Say how few steps others need to each organisation, by how many of them get there: high means quickly found.

    Formula ``(r / (n − 1)) · (r / Σ_j d_ji)`` over the r organisations j from which there is a path, following ties
    towards it; Wasserman and Faust's closeness, the default of networkx. From 0 to 1 (everyone directly); isolates, an
    organisation alone, and who nobody points to have 0. Where parts are cut off from each other, ``harmonic`` and
    ``harmonic_in`` tell more; this one is here to be laid beside other work.

    References
    ----------
    Wasserman & Faust (1994), doi:10.1017/CBO9780511815478, formula 5.22.
    """
    return layer.series(_igraph.closeness(layer))


MEASURE = Measure(
    key="closeness",
    title="Few steps away",
    sentence="How few steps others need to this organisation on average, by how many of them get there at all; high "
    "means that it is quickly found.",
    level="organisation",
    of_pattern=True,
    formula="(r / (n - 1)) * (r / sum over j of d_ji), over the r organisations j that reach it",
    unit="1 / mean steps",
    limits=(0, 1),
    isolates="0",
    source="Wasserman & Faust (1994), doi:10.1017/CBO9780511815478",
    compute=closeness,
    needs_own_word=False,
    normalisation="n - 1",
    up_to=300,
    order=43,
)
