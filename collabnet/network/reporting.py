"""What was reported of each pair: how many reporters spoke or were asked, how many of them say yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.network.claims import ENDED, NO, UNSPECIFIED, YES
from collabnet.network.states import ENDED_STATE
from collabnet.network.ties import ALL, both_ways
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

    Of ``all``, working together in any way, each reporter says yes where it does so of some way, and no where it denies
    every way or says in general that the two do not work together; who denies some ways says nothing of it.

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
    asked_about = _questions(asked, processes)
    questions = _without_generic(asked_about, said)
    both = said.merge(questions.assign(asked=True), on=[*CELL, "voter"], how="outer")
    both["asked"] = both["asked"].eq(True)
    both["reports"] = both["reports"].fillna(1.0)
    ended = ties.loc[ties["state"].eq(ENDED_STATE) & ~ties["negative"], CELL].assign(over=True)
    both = both.merge(ended, on=CELL, how="left")
    both["yes"] = both["yes"].mask(both.pop("over").eq(True), 0.0).fillna(0.0)
    if len(processes) > 1:
        both = pd.concat([both, _in_any_way(both, asked_about, processes)], ignore_index=True)
    return both.groupby(CELL).agg({"reports": "sum", "yes": "sum", "asked": "any"}).reset_index()


def _in_any_way(said: pd.DataFrame, asked_about: pd.DataFrame, processes: Mapping[str, Process]) -> pd.DataFrame:
    """Return what each reporter says of working together in any way, where it says yes or no to that."""
    specific = [key for key in processes if key != UNSPECIFIED]
    each, keys = both_ways(said, processes), ["source", "target", "wave", "voter"]
    each = each[each["reports"].gt(0)]
    general = each["process"].eq(UNSPECIFIED)
    answered = each[~general].groupby(keys)["process"].nunique()
    questions = both_ways(asked_about, processes)
    posed = questions[questions["process"].isin(specific)].groupby(keys)["process"].nunique()
    found = pd.DataFrame({"yes": each.groupby(keys)["yes"].max()})
    of_all = answered.reindex(found.index, fill_value=0).ge(max(len(specific), 1))
    in_general = found.index.isin(pd.MultiIndex.from_frame(each.loc[general, keys]))
    found["asked"] = posed.reindex(found.index, fill_value=0).ge(max(len(specific), 1))
    return found[found["yes"].gt(0) | of_all | in_general].reset_index().assign(process=ALL, reports=1.0)


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
