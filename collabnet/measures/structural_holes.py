"""How much the partners of an organisation are tied to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, diags_array

from collabnet.measures import Measure
from collabnet.network import _igraph
from collabnet.network.spectrum import adjacency

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

_SOURCE = "Burt (1992), Structural Holes, Harvard University Press; Burt (2004), doi:10.1086/421787"


def constraint(layer: Layer) -> pd.Series[float]:
    """Say how much each organisation is held by partners who know each other: low means room to broker.

    Formula ``Σ_j (p_ij + Σ_q p_iq p_qj)²`` over partners j, with ``p_ij = (x_ij + x_ji) / Σ_k (x_ik + x_ki)``, over the
    whole network. 0 and above (above 1 is possible); 1 for who has one partner who has no other. NaN for isolates:
    without partners there is nothing to be held by.

    References
    ----------
    Burt (1992), *Structural Holes*, Harvard University Press; Burt (2004), doi:10.1086/421787.
    """
    return layer.series(_igraph.constraint(layer))


def effective_size(layer: Layer) -> pd.Series[float]:
    """Count the partners of each organisation less their overlap: high means many separate circles.

    Formula ``Σ_j (1 − Σ_q p_iq m_jq)`` over partners j and other partners q, with
    ``p_iq = (x_iq + x_qi) / Σ_k (x_ik + x_ki)`` and ``m_jq = (x_jq + x_qj) / max_k (x_jk + x_kj)``. In partners, from 0
    to the number of partners. NaN for isolates.

    References
    ----------
    Burt (1992), *Structural Holes*, Harvard University Press; Burt (2004), doi:10.1086/421787.
    """
    ties = adjacency(layer)
    both = csr_array(ties + ties.T)
    total = np.asarray(both.sum(axis=1), dtype=np.float64).ravel()
    largest = np.zeros(layer.n)
    np.maximum.at(largest, np.repeat(np.arange(layer.n), np.diff(both.indptr)), both.data)
    invested = diags_array(_inverse(total)) @ both
    marginal = diags_array(_inverse(largest)) @ both
    partner = both.sign()
    overlap = partner.multiply(invested @ marginal.T).sum(axis=1)
    partners = np.asarray(partner.sum(axis=1)).ravel()
    return layer.series(np.where(partners > 0, partners - np.asarray(overlap).ravel(), np.nan))


def _inverse(values: NDArray[np.float64]) -> NDArray[np.float64]:
    inverse = np.zeros(len(values))
    np.divide(1.0, values, out=inverse, where=values > 0)
    return inverse


MEASURES = (
    Measure(
        key="constraint",
        title="Held by its circle",
        sentence="How much this organisation depends on partners who work with each other; low means that it links "
        "partners who would not meet otherwise.",
        level="organisation",
        formula="sum over partners j of (p_ij + sum over q of p_iq p_qj) squared",
        unit="index",
        limits=(0, np.inf),
        isolates="no value",
        source=_SOURCE,
        compute=constraint,
        order=80,
    ),
    Measure(
        key="effective_size",
        title="Separate circles",
        sentence="How many partners this organisation has that do not overlap; high means that it stands in many "
        "separate circles.",
        level="organisation",
        formula="sum over partners j of (1 - sum over q of p_iq m_jq)",
        unit="partners",
        limits=(0, np.inf),
        isolates="no value",
        source=_SOURCE,
        compute=effective_size,
        order=81,
    ),
)
