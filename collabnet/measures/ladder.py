"""Whether organisations that hand over or share cases exchange information too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.structure.processes import ladder

if TYPE_CHECKING:
    from collabnet.network import Layer


def ladder_broken(layer: Layer) -> float:
    """Say which share of pairs that hand over or coordinate cases exchange no information, as far as is known.

    Formula: pairs with case transfer or case coordination and without information exchange, each in either direction,
    over pairs with case transfer or case coordination. From 0 to 1; NaN where there is no such pair, and for a single
    process. On basis ``reported`` an exchange that nobody spoke about counts as none.

    References
    ----------
    A check of ours on the stages of Bunger (2010), PMC2992332.
    """
    upper, broken = ladder(layer)
    return len(broken) / len(upper) if len(upper) else np.nan


MEASURE = Measure(
    key="ladder_broken",
    title="Cases without information",
    sentence="Which share of the pairs that hand over or share cases exchange no information, as far as is known; "
    "high means that cases move without what others know about them.",
    level="network",
    formula="pairs with case transfer or coordination and no information exchange / pairs with either of the two",
    unit="share",
    limits=(0, 1),
    isolates="no value without ties",
    source="after Bunger (2010), PMC2992332",
    compute=ladder_broken,
    normalisation="pairs with case transfer or coordination",
    order=271,
)
