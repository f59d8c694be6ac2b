"""What was reported of each pair: how many reporters spoke or were asked, how many of them say yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.network.asked import CELL, VOTE, answerable, questions
from collabnet.network.claims import ENDED, NO, YES
from collabnet.network.states import ENDED_STATE
from collabnet.network.votes import BOTH
from collabnet.network.ways import ALL, in_any_way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.study import Process

VOTES: Final = {YES: 1.0, BOTH: 0.5, NO: 0.0, ENDED: 0.0}
"""What an answer counts as; who says neither yes nor no has spoken, and is no report."""


def reporting(
    reports: pd.DataFrame, asked: pd.DataFrame, ties: pd.DataFrame, processes: Mapping[str, Process]
) -> pd.DataFrame:
    """Return one row per pair that somebody spoke of or was asked about, in each process and wave.

    Silence counts as a report only of who was asked: open interviews name what comes to mind, and no conclusion is
    drawn from what did not (:func:`~collabnet.network.asked.answerable`). Of ``all`` it counts what each reporter says
    of working together in any way (:func:`~collabnet.network.ways.in_any_way`).

    Parameters
    ----------
    reports, asked, ties, processes
        Of a :class:`~collabnet.network.Network`.

    Returns
    -------
    pandas.DataFrame
        ``source``, ``target``, ``process``, ``wave``; ``reports`` (how many), ``yes`` (how many of them; an
        organisation that says both counts half), ``asked`` (whether somebody was asked about the pair, so that it is
        known whatever the answer). What is said to have ended counts as a no.
    """
    answered = reports[~reports["negative"]]
    votes = answered["answer"].map(VOTES)
    said = answered.assign(reports=votes.notna().astype("float64"), yes=votes.fillna(0.0))
    posed = questions(asked, processes)
    both = said[[*VOTE, "reports", "yes"]].merge(answerable(posed, reports).assign(asked=True), on=VOTE, how="outer")
    both["asked"] = both["asked"].eq(True)
    both["silent"] = both["reports"].isna()
    both["reports"] = both["reports"].fillna(1.0)
    ended = ties.loc[ties["state"].eq(ENDED_STATE) & ~ties["negative"], CELL].assign(over=True)
    both = both.merge(ended, on=CELL, how="left")
    both["yes"] = both["yes"].mask(both.pop("over").eq(True), 0.0).fillna(0.0)
    if len(processes) > 1:
        joined = in_any_way(both[both["reports"].gt(0)], posed, processes).assign(process=ALL, reports=1.0)
        both = pd.concat([both, joined], ignore_index=True)
    return both.groupby(CELL).agg({"reports": "sum", "yes": "sum", "asked": "any"}).reset_index()
