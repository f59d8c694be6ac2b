"""How well collaboration works in each domain, what stands in the way and by whose account, and how much is known.

The scores here are *transparent*: anybody can redo them on paper. One organisation has one vote: coders are averaged
within a quote, quotes within an interview, interviews within an organisation, and the score is the mean of the
organisations. What enters which score is in :mod:`collabnet.scoring.cells`, how votes are counted in
:mod:`collabnet.scoring.votes`, how sure we are in :mod:`collabnet.scoring.intervals`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from collabnet.scoring.agreement import agreement
from collabnet.scoring.attribution import attribution
from collabnet.scoring.causes import causes
from collabnet.scoring.coverage import coverage
from collabnet.scoring.facts import facts
from collabnet.scoring.links import links
from collabnet.scoring.mentions import mentions
from collabnet.scoring.transparent import scores

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMULAS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({
    "scores": {
        "formula": "mean over organisations of the mean over interviews of the mean over quotes of the mean over "
        "coders, 25 points a rating step; 95 % interval: fewer than 2 organisations 0–100, 2–9 Student-t with a "
        "standard deviation not below the one pooled over the waves of the domain, nor below 25/√12 (half a rating "
        "step either way), from 10 a bootstrap over them, and Student-t where that is narrower than 25/√12 allows",
        "source": "Student (1908), doi:10.1093/biomet/6.1.1; Efron (1979), doi:10.1214/aos/1176344552; De Backer, "
        "Derluyn & Schuermans (2024), doi:10.1080/13691457.2022.2145598",
    },
    "grade": {
        "formula": "A: interval at most 15 wide and 4 effective reporters; B: 25 and 3; C: 40 and 2; else D",
        "source": "collabnet's convention",
    },
    "reporters_effective": {
        "formula": "1 / sum of squared shares of quotes",
        "source": "Hill (1973), doi:10.2307/1934352",
    },
    "agreement": {
        "formula": "Krippendorff's alpha = 1 - observed / expected disagreement; interval by drawing units again",
        "source": "Krippendorff (2004), Content Analysis, 2nd ed.",
    },
    "causes": {
        "formula": "organisations that name it / organisations interviewed; Jeffreys interval",
        "source": "Brown, Cai & DasGupta (2001), doi:10.1214/ss/1009213286",
    },
    "links": {
        "formula": "organisations that connect two conditions / organisations interviewed; Jeffreys interval",
        "source": "Brown, Cai & DasGupta (2001), doi:10.1214/ss/1009213286",
    },
    "attribution": {
        "formula": "mean over organisations of the share of their votes with each locus; Jeffreys interval",
        "source": "Brown, Cai & DasGupta (2001), doi:10.1214/ss/1009213286",
    },
})  # fmt: skip
"""How the numbers of this room are made, as the manifest says it."""

__all__ = ["FORMULAS", "agreement", "attribution", "causes", "coverage", "facts", "links", "mentions", "scores"]
