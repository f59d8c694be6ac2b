"""Where a shortfall sits by the model: shared, source, target or relation; exactly additive on the level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.domains import domains
from collabnet.scoring.model.summary import TAILS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Network
    from collabnet.scoring.model.scores import Wave

PARTS: Final = ("shared", "source", "target", "relation")

AIMS: Final = tuple(float(aim) for aim in range(0, 101, 5))
"""Aims of the curve."""

CURVE: Final = ("domain", "wave", "aim", "part", "share", "low", "high")


def structural(network: Network, waves: Mapping[str, Wave]) -> pd.DataFrame:
    """Say which share of the distance to the aim is shared by all, and which comes with sources, targets, relations.

    Per draw and pair, aim − score = (aim − mean of all) + (−source) + (−target) + (−relation), each of the last three
    less its mean over the pairs. A part's share is E[distance · part] / E[distance²] over the pairs, weighted as the
    score is: shares add up to 1, and one may be slightly negative.

    Parameters
    ----------
    network
        The network.
    waves
        What the model says of each wave.

    Returns
    -------
    pandas.DataFrame
        ``domain``, ``wave``, ``part``, ``share``, ``low``, ``high``: at the aim set, or the convention.

    Notes
    -----
    What is shared depends on the aim by arithmetic: the further away the aim, the larger its share. It is compatible
    with a cause in the context and proves none. See :func:`structural_curve`.
    """
    rows = []
    for wave, domain, parts in _scored(waves):
        aim = network.study.settings.aim(domain)[0]
        rows += [(domain, wave, *row[1:]) for row in _shares(parts, (aim,))]
    return pd.DataFrame(rows, columns=["domain", "wave", "part", "share", "low", "high"])


def structural_curve(network: Network, waves: Mapping[str, Wave]) -> pd.DataFrame:
    """Say how the shares of a shortfall change with the aim: the shared part grows with the distance to the aim."""
    del network
    rows = [(domain, wave, *row) for wave, domain, parts in _scored(waves) for row in _shares(parts, AIMS)]
    return pd.DataFrame(rows, columns=list(CURVE))


class _Parts:
    """Draws of the mean and of the centred parts over the pairs of one domain and wave."""

    def __init__(self, wave: Wave, domain: str) -> None:
        level = wave.predicted.level(domain)
        assert level is not None  # noqa: S101 - only scored domains come here
        weight = wave.pair_weights()
        source = wave.predicted.source(domain)[:, wave.pairs.source]
        target = wave.predicted.target(domain)[:, wave.pairs.target]
        parts = [source, target, wave.predicted.relation]
        means = [part @ weight for part in parts]
        self.mean: NDArray[np.float64] = level + means[0] + means[1] + means[2]
        centred = [part - mean[:, None] for part, mean in zip(parts, means, strict=True)]
        whole = centred[0] + centred[1] + centred[2]
        self.spread = (whole**2) @ weight
        self.covariances = [(whole * part) @ weight for part in centred]


def _scored(waves: Mapping[str, Wave]) -> Iterator[tuple[str, str, _Parts]]:
    for domain in domains():
        for key, wave in waves.items():
            if wave.predicted.level(domain) is not None and len(wave.pairs.source):
                yield key, domain, _Parts(wave, domain)


def _shares(parts: _Parts, aims: tuple[float, ...]) -> Iterator[tuple[float, str, float, float, float]]:
    """Return aim, part, share, low and high. The centred parts have mean 0, so only the mean depends on the aim."""
    for aim in aims:
        shared = (aim - parts.mean) ** 2
        whole = np.maximum(shared + parts.spread, 1e-12)
        for name, size in zip(PARTS, (shared, *parts.covariances), strict=True):
            share = size / whole
            low, high = np.quantile(share, TAILS)
            yield aim, name, float(share.mean()), float(low), float(high)
