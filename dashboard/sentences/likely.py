"""What likely relations depend on: how forgetful those interviewed are thought to be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dashboard.rows import records
from dashboard.sentences import at_wave, capital
from dashboard.words import N_

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.views import Seen
    from dashboard.words import Say

ALL = "all"
PRIORS = {
    "usual": N_("if they forget four in ten (the usual belief)"),
    "attentive": N_("if they rarely forget (two in ten)"),
    "forgetful": N_("if they often forget (six in ten)"),
}
REMARKS = {
    "settled_by_reports": N_(
        "Most pairs asked about have three reports or more: they tell how far reporters can be trusted."
    ),
    "two_reports_do_not_settle": N_(
        "Most pairs have two reports or fewer. That cannot tell forgetful reporters in a dense network from reliable "
        "ones in a sparse one, so what is believed beforehand matters: compare the columns."
    ),
    "nobody_was_asked": N_(
        "Nobody was asked about given organisations: how many ties were named says something, which pair went unnamed "
        "says nothing, and what is believed beforehand decides most. "
        "Showing a list of organisations in interviews would mend this."
    ),
}


def sensitivity(seen: Seen, process: str, wave: str) -> pd.DataFrame:
    """Return how many relations are likely under each belief; of all ways of working together, each of them."""
    rows = at_wave(seen, "tie_sensitivity", wave)
    return rows if rows.empty or process == ALL else rows[rows["process"] == process]


def lines(seen: Seen, rows: pd.DataFrame, say: Say) -> list[tuple[str, ...]]:
    """Say, per way of working together, how many relations are reported, and likely under each belief."""
    found = []
    for process, part in rows.groupby("process", sort=False):
        by_prior = {str(row["prior"]): row for row in records(part)}
        first = next(iter(by_prior.values()))
        likely = [_likely(by_prior[key], say) if key in by_prior else "" for key in PRIORS]
        counts = (say.number(first["reported"]), *likely, say.number(first["pairs_asked"]))
        found.append((capital(say.process(seen, str(process))), *counts))
    return found


def remarks(seen: Seen, rows: pd.DataFrame, say: Say) -> list[str]:
    """Say of which ways of working together reports can settle this, and of which they cannot."""
    found = []
    for code, part in rows[rows["prior"] == "usual"].groupby("remark", sort=False):
        names = [say.process(seen, str(key)) for key in part["process"]]
        found.append(
            say("{processes}: {remark}", processes=capital(say.listing(names)), remark=say(REMARKS.get(str(code), "")))
        )
    return found


def probability(chance: float, low: float, high: float, say: Say) -> str:
    """Say how likely a relation is, with its interval; nothing where the study does not tell."""
    if math.isnan(chance):
        return ""
    ends = {"low": say.percent(low), "high": say.percent(high)}
    return say("{words}; between {low} and {high}", words=say.probability(chance), **ends)


def _likely(row: dict[str, float], say: Say) -> str:
    ends = {"low": say.number(row["ties_low"], 0), "high": say.number(row["ties_high"], 0)}
    return say("{value} ({low}–{high})", value=say.number(row["ties"], 0), **ends)
