"""Into which communities the network falls, and how firm they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.structure import communities as found

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

_SOURCE = "Traag, Waltman & van Eck (2019), doi:10.1038/s41598-019-41695-z"


def modularity(layer: Layer) -> float:
    """Say how much more organisations work within their communities than chance would have it.

    Formula ``Σ_c (e_c / m − (d_c / 2m)²)`` for the best division that Leiden finds in ten runs, a tie in either
    direction counting once: e_c ties within community c, d_c the sum of its members' partners. From 0 (one community)
    towards 1 (many that are not tied); NaN without ties. Sparse networks have a high one by chance alone.

    References
    ----------
    Newman & Girvan (2004), doi:10.1103/PhysRevE.69.026113; Traag, Waltman & van Eck (2019),
    doi:10.1038/s41598-019-41695-z.
    """
    return found.communities(layer).modularity


def communities(layer: Layer) -> float:
    """Count the communities into which the network falls.

    Those of the best division that Leiden finds in ten runs, a tie in either direction counting once; an isolate is
    one of its own. From 0 (no organisations) to n.

    References
    ----------
    Traag, Waltman & van Eck (2019), doi:10.1038/s41598-019-41695-z.
    """
    return float(found.communities(layer).membership.max()) if layer.n else 0.0


def community_stability(layer: Layer) -> pd.Series[float]:
    """Say how firmly each organisation belongs to its community.

    The search is repeated thirty times, each time without a tenth of the ties, taken at random: the mean, over the
    others of its community, of the share of repetitions in which both are found together. From 0 (it could as well be
    elsewhere) to 1 (always with the same); NaN for who is alone in its community. Organisations that can be exchanged
    without changing any tie share their mean.

    References
    ----------
    Lancichinetti & Fortunato (2012), *Consensus clustering in complex networks*, doi:10.1038/srep00336.
    """
    return found.communities(layer).stability


MEASURES = (
    Measure(
        key="community_stability",
        title="Firmly in its community",
        sentence="How firmly this organisation belongs to its community; low means that it stands between several.",
        level="organisation",
        of_pattern=True,
        formula="mean over the others of its community of the share of repetitions in which both are together",
        unit="share",
        limits=(0, 1),
        isolates="no value: alone in its community",
        source="Lancichinetti & Fortunato (2012), doi:10.1038/srep00336",
        compute=community_stability,
        normalisation="repetitions",
        up_to=150,
        order=94,
    ),
    Measure(
        key="communities",
        title="Communities",
        sentence="Into how many communities the network falls: parts that work more with each other than with others.",
        level="network",
        of_pattern=True,
        formula="number of communities of the division with the largest modularity found",
        unit="communities",
        limits=(0, np.inf),
        isolates="the number of organisations",
        source=_SOURCE,
        compute=communities,
        up_to=150,
        order=266,
    ),
    Measure(
        key="modularity",
        title="Modularity",
        sentence="How much more organisations work within their communities than chance would have it; high means "
        "separate circles.",
        level="network",
        of_pattern=True,
        formula="sum over communities of ties within / ties - (partners of its members / (2 * ties))^2",
        unit="index",
        limits=(0, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=modularity,
        normalisation="ties",
        up_to=150,
        order=267,
    ),
)
