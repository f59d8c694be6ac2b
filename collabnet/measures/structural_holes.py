"""How much the partners of an organisation are tied to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from scipy.sparse import csr_array, diags_array

from collabnet.errors import CallError
from collabnet.measures import Measure
from collabnet.network import _igraph
from collabnet.network.spectrum import adjacency, dense

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

Within = Literal["network", "ego"]

SMALL: Final = 300
"""Up to this many organisations sums run over whole matrices."""

_SOURCE = "Burt (1992), Structural Holes, Harvard University Press; Burt (2004), doi:10.1086/421787"


def constraint(layer: Layer, *, within: Within = "network") -> pd.Series[float]:
    """Say how much each organisation is held by partners who know each other: low means room to broker.

    Formula ``Σ_j (p_ij + Σ_q p_iq p_qj)²`` over partners j, with ``p_ij = (x_ij + x_ji) / Σ_k (x_ik + x_ki)``, over the
    whole network. 0 and above (above 1 is possible); 1 for who has one partner who has no other. NaN for isolates:
    without partners there is nothing to be held by.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    within
        Over which k the shares ``p`` are taken: all organisations (``network``, as igraph and networkx do), or only
        the organisation and its partners (``ego``, as UCINET does; never smaller).

    References
    ----------
    Burt (1992), *Structural Holes*, Harvard University Press; Burt (2004), doi:10.1086/421787.
    """
    if within == "network":
        return layer.series(_igraph.constraint(layer))
    if within != "ego":
        raise CallError(f"Expected shares within 'network' or 'ego', found {within!r}. Choose one of these.")
    both = _both_ways(layer)
    return layer.series(np.array([_held_in_ego_network(both, place) for place in range(layer.n)]))


def _held_in_ego_network(both: csr_array, place: int) -> float:
    partners = both.indices[both.indptr[place] : both.indptr[place + 1]]
    if len(partners) == 0:
        return float("nan")
    circle = np.concatenate([[place], partners])
    ties = both[circle][:, circle].toarray()
    share = ties / ties.sum(axis=1, keepdims=True)
    return float(((share[0] + share[0] @ share)[1:] ** 2).sum())


def hierarchy(layer: Layer) -> pd.Series[float]:
    """Say whether one partner does most of the holding: high means that the organisation hangs on that one.

    Coleman and Theil's measure of inequality ``Σ_j r_ij ln r_ij / (N ln N)`` over the N partners j, with
    ``r_ij = c_ij / (C_i / N)``, ``c_ij`` the part of ``constraint`` that partner j has and ``C_i`` their sum. From 0
    (all hold alike) to 1 (one holds alone); 1 with a single partner. NaN for isolates.

    References
    ----------
    Burt (1992), *Structural Holes*, Harvard University Press; Burt (2004), doi:10.1086/421787.
    """
    both = _both_ways(layer)
    partners = np.diff(both.indptr)
    owner = np.repeat(np.arange(layer.n), partners)
    invested = diags_array(_inverse(_sums(both))) @ both
    held = csr_array(both.sign().multiply(invested + invested @ invested))
    held.sort_indices()
    part = held.data**2
    share = part / np.bincount(owner, weights=part, minlength=layer.n)[owner] * partners[owner]
    unequal = np.bincount(owner, weights=share * np.log(share), minlength=layer.n)
    several = partners > 1
    scale = np.where(several, partners * np.log(np.maximum(partners, 2)), 1.0)
    return layer.series(np.where(several, unequal / scale, np.where(partners == 1, 1.0, np.nan)))


def efficiency(layer: Layer, effective_size: pd.Series[float], degree: pd.Series[float]) -> pd.Series[float]:
    """Say which share of its partners brings each organisation something of its own: low means that they overlap.

    Formula ``effective size / partners``. Above 0, up to 1 (no two partners are tied to each other). NaN for isolates.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    effective_size, degree
        The measures of these names.

    References
    ----------
    Burt (1992), *Structural Holes*, Harvard University Press; Burt (2004), doi:10.1086/421787.
    """
    return layer.series(effective_size / degree.where(degree > 0))


def effective_size(layer: Layer) -> pd.Series[float]:
    """Count the partners of each organisation less their overlap: high means many separate circles.

    Formula ``Σ_j (1 − Σ_q p_iq m_jq)`` over partners j and other partners q, with
    ``p_iq = (x_iq + x_qi) / Σ_k (x_ik + x_ki)`` and ``m_jq = (x_jq + x_qj) / max_k (x_jk + x_kj)``. In partners, from 0
    to the number of partners. NaN for isolates.

    References
    ----------
    Burt (1992), *Structural Holes*, Harvard University Press; Burt (2004), doi:10.1086/421787.
    """
    if layer.n <= SMALL:
        ties = dense(layer)
        whole = ties + ties.T
        partners, overlap = np.count_nonzero(whole, axis=1), _overlap_at_once(whole)
    else:
        both = _both_ways(layer)
        partners, overlap = np.diff(both.indptr), _overlap(both)
    return layer.series(np.where(partners > 0, partners - overlap, np.nan))


def _overlap_at_once(both: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``Σ_j Σ_q p_iq m_jq`` of small networks, where whole matrices cost less than knowing what is empty."""
    invested = both * _inverse(both.sum(axis=1))[:, None]
    marginal = both * _inverse(both.max(axis=1, initial=0.0))[:, None]
    return np.asarray(((both > 0) * (invested @ marginal.T)).sum(axis=1))


def _overlap(both: csr_array) -> NDArray[np.float64]:
    largest = np.zeros(both.shape[0])
    np.maximum.at(largest, np.repeat(np.arange(both.shape[0]), np.diff(both.indptr)), both.data)
    invested = diags_array(_inverse(_sums(both))) @ both
    marginal = diags_array(_inverse(largest)) @ both
    return np.asarray(both.sign().multiply(invested @ marginal.T).sum(axis=1)).ravel()


def _both_ways(layer: Layer) -> csr_array:
    """Return ``x_ij + x_ji``: what an organisation and its partner put into their tie."""
    ties = adjacency(layer)
    both = csr_array(ties + ties.T)
    both.sort_indices()
    return both


def _sums(both: csr_array) -> NDArray[np.float64]:
    return np.asarray(both.sum(axis=1), dtype=np.float64).ravel()


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
        of_pattern=True,
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
        of_pattern=True,
        formula="sum over partners j of (1 - sum over q of p_iq m_jq)",
        unit="partners",
        limits=(0, np.inf),
        isolates="no value",
        source=_SOURCE,
        compute=effective_size,
        order=81,
    ),
    Measure(
        key="efficiency",
        title="Partners that do not overlap",
        sentence="Which share of the partners of this organisation brings it into a circle of its own; low means that "
        "its partners know each other.",
        level="organisation",
        of_pattern=True,
        formula="effective size / partners",
        unit="share",
        limits=(0, 1),
        isolates="no value",
        source=_SOURCE,
        compute=efficiency,
        normalisation="partners",
        needs=("effective_size", "degree"),
        order=82,
    ),
    Measure(
        key="hierarchy",
        title="Held by one",
        sentence="Whether one partner does most of the holding; high means that this organisation hangs on a single "
        "partner.",
        level="organisation",
        of_pattern=True,
        formula="sum over N partners j of r_ij ln r_ij, divided by N ln N, with r_ij = c_ij / (C / N)",
        unit="index",
        limits=(0, 1),
        isolates="no value",
        source=_SOURCE,
        compute=hierarchy,
        normalisation="N ln N",
        order=83,
    ),
)
