"""How well connected the partners of an organisation are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.measures import Measure
from collabnet.network.spectrum import main_direction

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer


def eigenvector(layer: Layer) -> pd.Series[float]:
    """Say how well connected the partners of each organisation are: high means close to the busy core.

    Formula ``λ v = X v`` for the largest λ, with X the network of a tie in either direction and ``Σ v² = 1``. From 0 to
    1. Isolates have 0, and so has everyone outside the component with the largest λ; where several components share
    it, each has its part in proportion to the sum of its own vector. Without any tie everyone has 0.

    References
    ----------
    Bonacich (1972), doi:10.1080/0022250X.1972.9989806.
    """
    return layer.series(main_direction(layer)[1])


MEASURE = Measure(
    key="eigenvector",
    title="Well-connected partners",
    sentence="Whether this organisation works with partners who are well connected themselves; high means that it is "
    "close to the busy core.",
    level="organisation",
    of_pattern=True,
    formula="largest eigenvector of the network of a tie in either direction, sum of squares = 1",
    unit="unit length",
    limits=(0, 1),
    isolates="0",
    source="Bonacich (1972), doi:10.1080/0022250X.1972.9989806",
    compute=eigenvector,
    normalisation="sum of squares = 1",
    order=50,
)
