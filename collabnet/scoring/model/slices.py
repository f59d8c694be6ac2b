"""One step along one number whose density is known up to a constant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH: Final = 2.0
"""First width of a slice: numbers here are logarithms or logits."""

NARROWEST: Final = 1e-8
"""Width at which a step gives up and stays."""


def slice_step(log: Callable[[float], float], place: float, random: np.random.Generator) -> float:
    """Return another place, by slice sampling (Neal 2003, doi:10.1214/aos/1056562461).

    Parameters
    ----------
    log
        Log density; −∞ where there is none. Where the step ends is the last place it was asked about.
    place
        Where the chain is.
    random
        Random numbers.
    """
    level = log(place) + float(np.log(random.uniform()))
    low = place - WIDTH * random.uniform()
    high = low + WIDTH
    while log(low) > level:
        low -= WIDTH
    while log(high) > level:
        high += WIDTH
    while high - low > NARROWEST:
        found = random.uniform(low, high)
        if log(found) > level:
            return found
        low, high = (found, high) if found < place else (low, found)
    log(place)  # at the very edge, where there is nothing to draw: all ratings the same
    return place
