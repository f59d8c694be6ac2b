"""How many people can be placed at all, whoever is sent where."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collabnet.services.entries import Entry


def placed(demands: Sequence[float], open_to: Sequence[Sequence[Entry]]) -> float:
    """Return the largest number of people that can be placed.

    ``max Σ z_ij`` over people z of sender i at offer j that is open to i, with ``Σ_j z_ij ≤ demand_i`` and
    ``Σ_i z_ij ≤ capacity_j``; an offer that does not say how many places it has sets no limit.

    Parameters
    ----------
    demands
        Persons of each sender.
    open_to
        For each sender, the offers open to it.
    """
    unlimited = [any(math.isnan(offer.capacity) for offer in offers) for offers in open_to]
    sure = sum(demand for demand, free in zip(demands, unlimited, strict=True) if free)
    senders = [place for place, free in enumerate(unlimited) if not free and demands[place] > 0 and open_to[place]]
    offers = list({offer: None for place in senders for offer in open_to[place]})
    if not senders:
        return float(sure)
    column = {offer: len(senders) + place for place, offer in enumerate(offers)}
    pairs = [(row, column[offer]) for row, place in enumerate(senders) for offer in open_to[place]]
    limits = csr_array(
        (np.ones(2 * len(pairs)), ([end for pair in pairs for end in pair], np.repeat(np.arange(len(pairs)), 2))),
        shape=(len(senders) + len(offers), len(pairs)),
    )
    most = [*(demands[place] for place in senders), *(offer.capacity for offer in offers)]
    # Its stubs know dense limits only; at eighty senders a dense table would be nearly all zeros.
    found = linprog(-np.ones(len(pairs)), A_ub=limits, b_ub=most, method="highs")  # type: ignore[call-overload]
    return float(sure - found.fun)
