"""What was reported of each pair: how many reporters spoke or were asked, how many of them say yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.network.claims import ENDED, NO, UNSPECIFIED, YES
from collabnet.network.states import ENDED_STATE
from collabnet.network.votes import BOTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.study import Process

CELL: Final = ["source", "target", "process", "wave"]

VOTES: Final = {YES: 1.0, BOTH: 0.5, NO: 0.0, ENDED: 0.0}
"""What an answer counts as; who says neither yes nor no has spoken, and is no report."""


def reporting(
    reports: pd.DataFrame, asked: pd.DataFrame, ties: pd.DataFrame, processes: Mapping[str, Process]
) -> pd.DataFrame:
    """Return one row per pair that somebody spoke of or was asked about, in each process and wave.

    Silence counts as a report only of who was asked: open interviews name what comes to mind, and no conclusion is
    drawn from what did not. Who says to work together without saying how has denied no way of doing so, and who says
    how was not asked whether it is in some other way.

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
    said = said[[*CELL, "voter", "reports", "yes"]]
    questions = _questions(asked, processes)
    questions = _without_generic(questions, said)
    both = said.merge(questions.assign(asked=True), on=[*CELL, "voter"], how="outer")
    both["asked"] = both["asked"].eq(True)
    both["reports"] = both["reports"].fillna(1.0)
    both["yes"] = both["yes"].fillna(0.0)
    cells = both.groupby(CELL).agg({"reports": "sum", "yes": "sum", "asked": "any"}).reset_index()
    ended = ties.loc[ties["state"].eq(ENDED_STATE) & ~ties["negative"], CELL].assign(over=True)
    cells = cells.merge(ended, on=CELL, how="left")
    cells["yes"] = cells["yes"].mask(cells["over"].eq(True), 0.0)
    return cells.drop(columns="over")


def _questions(asked: pd.DataFrame, processes: Mapping[str, Process]) -> pd.DataFrame:
    """Return what each reporter was asked: one row per pair and process that an answer could have been about."""
    found = [pd.DataFrame(columns=[*CELL, "voter"], dtype="str")]
    for key, process in processes.items():
        meant = [key] if key == UNSPECIFIED else ["", key]
        here = asked[asked["process"].isin(meant)].drop_duplicates(["wave", "reporter", "organisation_id"])
        out = here.rename(columns={"reporter": "source", "organisation_id": "target"}).assign(voter=here["reporter"])
        back = out.rename(columns={"source": "target", "target": "source"})
        pairs = pd.concat([out, back], ignore_index=True)[["source", "target", "wave", "voter"]]
        if not process.directed:
            pairs = pairs[pairs["source"].lt(pairs["target"])]
        found.append(pairs.assign(process=key).drop_duplicates())
    return pd.concat(found, ignore_index=True)[[*CELL, "voter"]]


def _without_generic(questions: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Leave out what was asked of somebody who says of the same two, in either direction, to work together somehow."""
    generic = said.loc[said["process"].eq(UNSPECIFIED) & said["yes"].gt(0), ["source", "target", "wave", "voter"]]
    back = generic.rename(columns={"source": "target", "target": "source"})
    known = pd.MultiIndex.from_frame(pd.concat([generic, back])[["source", "target", "wave", "voter"]])
    place = pd.MultiIndex.from_frame(questions[["source", "target", "wave", "voter"]])
    return questions[~place.isin(known) | questions["process"].eq(UNSPECIFIED)]
