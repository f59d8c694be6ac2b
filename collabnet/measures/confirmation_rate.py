"""How often both sides report the same tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure

if TYPE_CHECKING:
    from collabnet.network import Layer

_SPOKEN = ("confirmed", "contested", "one_sided")


def confirmation_rate(layer: Layer) -> float:
    """Say which share of the ties that one side reports the other side reports too.

    Formula ``|reported by both| / |reported by at least one|`` over pairs of which both sides were interviewed; pairs
    with one interviewed side are never counted. From 0 to 1; NaN where there is no such tie, where a network has no
    reports, and on basis ``confirmed``, which holds nothing else. It tells of the measurement, not of how the network
    works: in double-sampled village data only a fifth of ties were confirmed.

    References
    ----------
    De Bacco, Contisciani, Cardoso-Silva et al. (2023), doi:10.1093/jrsssa/qnac004.
    """
    if len(layer.state) == 0 or layer.ties == "confirmed":
        return np.nan
    both = layer.interviewed[layer.source] & layer.interviewed[layer.target]
    reported = both & np.isin(layer.state.astype(str), _SPOKEN)
    confirmed = reported & (layer.state == "confirmed")
    return float(confirmed.sum() / reported.sum()) if reported.any() else np.nan


MEASURE = Measure(
    key="confirmation_rate",
    title="Ties that both sides report",
    sentence="Which share of the ties that one interviewed side reports the other interviewed side reports too; low "
    "means that accounts differ, or that interviews did not ask.",
    level="network",
    formula="ties reported by both sides / ties reported by at least one, both interviewed",
    unit="share",
    limits=(0, 1),
    isolates="no value without ties between interviewed organisations",
    source="De Bacco et al. (2023), doi:10.1093/jrsssa/qnac004",
    compute=confirmation_rate,
    normalisation="ties reported by at least one of two interviewed sides",
    of_reports=True,
    order=230,
)
