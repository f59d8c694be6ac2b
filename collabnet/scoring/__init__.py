"""How well collaboration works in each domain, what stands in the way and by whose account, and how much is known.

There are two kinds of score, in one table. *Transparent* ones anybody can redo on paper: one organisation has one
vote, coders are averaged within a quote, quotes within an interview, interviews within an organisation, and the score
is the mean of the organisations. What enters which score is in :mod:`collabnet.scoring.cells`, how votes are counted
in :mod:`collabnet.scoring.votes`, how sure we are in :mod:`collabnet.scoring.intervals`. *Model* scores tell apart
who speaks, of whom, and how, and stand for all expected pairs: :mod:`collabnet.scoring.model`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from collabnet.scoring.agreement import agreement
from collabnet.scoring.attribution import attribution
from collabnet.scoring.causes import causes
from collabnet.scoring.changes import paired_changes, score_votes
from collabnet.scoring.coverage import coverage
from collabnet.scoring.facts import facts
from collabnet.scoring.links import links
from collabnet.scoring.mentions import mentions
from collabnet.scoring.model import DrawStore, Effort, Modelled, modelled_study
from collabnet.scoring.transparent import scores

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMULAS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({
    "scores": {
        "formula": "mean over organisations of the mean over interviews of the mean over quotes of the mean over "
        "coders, 25 points a rating step; 95 % interval: fewer than 2 organisations 0–100, from 2 Student-t with a "
        "standard deviation not below the one pooled over the scores of the level and domain in all waves, nor the "
        "one of the whole network, nor 25/√12 (half a rating step either way)",
        "source": "Student (1908), doi:10.1093/biomet/6.1.1; De Backer, "
        "Derluyn & Schuermans (2024), doi:10.1080/13691457.2022.2145598",
    },
    "model": {
        "formula": "rating in points = level of the domain in the wave + shifts of process and manner + source + "
        "target (each in general and in the domain) + relation + interview + coder + quote + error; all but level and "
        "shifts ~ N(0, σ²), σ half-Cauchy(15), of coders half-normal(7.5), error half-Cauchy(25) and not below 25/√12, "
        "level N(50, 50²), shifts of processes N(0, 25²), of manner N(0, 10²), of self-report 0 where it is four "
        "fifths of what is rated (N(0, 25²/12) is then added to the level); four chains, all σ drawn at once with "
        "effects integrated out (Gibbs beyond 1,000 effects); score = level + source + target + relation, a mean over "
        "the expected pairs; interval "
        "2.5–97.5 % of the draws, never narrower than ± 1.96 · 25/√(12 n) for n organisations",
        "source": "Kenny (1994), Interpersonal perception; Snijders & Kenny (1999), "
        "doi:10.1111/j.1475-6811.1999.tb00204.x; Gelman (2006), doi:10.1214/06-BA117A",
    },
    "reliability": {
        "formula": "1 − Var(posterior) / Var(prior); prior of the network's score: N(50, 50²); of anything below: what "
        "the model says of such a subject that nobody spoke of",
        "source": "collabnet's convention",
    },
    "structural": {
        "formula": "aim − score = (aim − mean) + (−source) + (−target) + (−relation) per pair; share of a part = "
        "E[distance · part] / E[distance²] over the expected pairs; shares add up to 1; what is shared depends on the "
        "aim",
        "source": "collabnet's construction",
    },
    "sensitivity": {
        "formula": "network score less one interview (sizes held), under prior scales 5, 15 and 30, with pairs of "
        "organisations not interviewed 10 points lower or higher, over other sets of pairs, by an ordinal model, and "
        "plain",
        "source": "Albert & Chib (1993), doi:10.1080/01621459.1993.10476321; collabnet's convention",
    },
    "next_interviews": {
        "formula": "by how much the 95 % interval narrows when one more interview speaks of every expected partner, at "
        "the sizes learned so far; it does not depend on the answers",
        "source": "collabnet's construction",
    },
    "convergence": {
        "formula": "rank-normalised split R-hat (at most 1.01) and effective sample size, bulk and tail (at least 400)",
        "source": "Vehtari and others (2021), doi:10.1214/20-BA1221",
    },
    "score_changes": {
        "formula": "model: difference of the scores of two waves within each joint draw; paired: mean over "
        "organisations that spoke both times of their own change, Student-t with a standard deviation not below 25/√6 "
        "(half a rating step either way, twice); probability that it is higher from the same draws or the same t",
        "source": "Student (1908), doi:10.1093/biomet/6.1.1",
    },
    "grade": {
        "formula": "A: interval at most 15 wide and 4 effective reporters; B: 25 and 3; C: 40 and 2; else D; a pair is "
        "at most C",
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

__all__ = [
    "FORMULAS", "DrawStore", "Effort", "Modelled", "agreement", "attribution", "causes", "coverage", "facts", "links",
    "mentions", "modelled_study", "paired_changes", "score_votes", "scores",
]  # fmt: skip
