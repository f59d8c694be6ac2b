"""Who was interviewed, and who was asked about whom: only then does silence mean anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.network.claims import ENDED, NO, UNSPECIFIED, node_ids
from collabnet.study import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.study import Process, Study

NOT_CONVERSATIONS: Final = (*WRITTEN, "observation", "person")
"""Kinds of interview in which no organisation is asked, so that what is not said there is no silence of one."""

CELL: Final = ["source", "target", "process", "wave"]
VOTE: Final = [*CELL, "voter"]

BOTH_SIDES: Final = 2
"""How many have to be asked and silent before it is taken that there is no tie: one of them may have forgotten."""


def interviewed(study: Study) -> dict[str, frozenset[str]]:
    """Return, for each wave, the organisations that spoke: by an interview, a respondent or a statement."""
    spoke = speakers(study)
    found = {str(wave): frozenset(ids) for wave, ids in spoke.groupby("wave")["organisation_id"]}
    return {wave.id: found.get(wave.id, frozenset()) for wave in study.settings.waves}


def speakers(study: Study) -> pd.DataFrame:
    """Return which organisations spoke in which interview: columns ``wave``, ``interview_id``, ``organisation_id``."""
    talks = conversations(study)
    people = study.table("respondents").merge(talks[["interview_id", "wave"]], on="interview_id")
    said = study.statements
    said = said[said["interview_id"].isin(talks["interview_id"])].rename(columns={"reporter": "organisation_id"})
    columns = ["wave", "interview_id", "organisation_id"]
    spoke = pd.concat([talks[columns], people[columns], said[columns]], ignore_index=True).drop_duplicates()
    return spoke[spoke["organisation_id"].isin(node_ids(study))]


def conversations(study: Study) -> pd.DataFrame:
    """Return the interviews in which organisations speak; a wave that is not said is the first."""
    interviews = study.interviews
    wave = interviews["wave"].where(interviews["wave"].ne(""), study.settings.waves[0].id)
    return interviews.assign(wave=wave)[~interviews["kind"].isin(NOT_CONVERSATIONS)]


def asked(study: Study) -> pd.DataFrame:
    """Return who was asked about whom: columns ``wave``, ``reporter``, ``organisation_id``, ``process`` ("" is all).

    A roster names every organisation in the boundary. A group that was asked about is not spelled out: who was asked
    about *all welfare centres* was not asked about each.
    """
    talks = conversations(study)
    talks = talks[talks["organisation_id"].ne("")].rename(columns={"organisation_id": "reporter"})
    questions = study.table("asked")
    questions = questions[questions["process"].ne("") | questions["domain"].eq("")]
    named = questions.merge(talks[["interview_id", "reporter", "wave"]], on="interview_id")
    roster = talks[talks["prompted"].eq(True).fillna(False)]
    table = study.organisations
    inside = table[table["organisation_id"].isin(node_ids(study)) & ~table["in_boundary"].eq(False).fillna(False)]
    everyone = roster[["reporter", "wave"]].merge(inside[["organisation_id"]], how="cross").assign(process="")
    columns = ["wave", "reporter", "organisation_id", "process"]
    result = pd.concat([named[columns], everyone[columns]], ignore_index=True).drop_duplicates()
    return result[result["reporter"].ne(result["organisation_id"])].sort_values(columns, ignore_index=True)


def questions(asked_: pd.DataFrame, processes: Mapping[str, Process]) -> pd.DataFrame:
    """Return what each reporter was asked: one row per tie that an answer could have been about, and ``voter``.

    Who is asked about an organisation is asked about both directions of each way of working together, and whether the
    two work together at all.
    """
    found = [pd.DataFrame(columns=VOTE, dtype="str")]
    for key, process in processes.items():
        here = asked_[asked_["process"].isin(["", key])].drop_duplicates(["wave", "reporter", "organisation_id"])
        out = here.rename(columns={"reporter": "source", "organisation_id": "target"}).assign(voter=here["reporter"])
        back = out.rename(columns={"source": "target", "target": "source"})
        pairs = pd.concat([out, back], ignore_index=True)[["source", "target", "wave", "voter"]]
        if not process.directed:
            pairs = pairs[pairs["source"].lt(pairs["target"])]
        found.append(pairs.assign(process=key).drop_duplicates())
    return pd.concat(found, ignore_index=True)[VOTE]


def answerable(posed: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return the questions to which silence would be a no: the one definition of it.

    Who says of the same two, in either direction, to work together somehow, or speaks of that without a yes or a no,
    has denied no way of doing so; and who says how, or of one direction, was not asked whether they do so otherwise.
    """
    named = reports[~reports["answer"].isin([NO, ENDED]) & ~reports["negative"]]
    generic = named["process"].eq(UNSPECIFIED)
    pair = ["source", "target", "wave", "voter"]
    place, general = pd.MultiIndex.from_frame(posed[pair]), posed["process"].eq(UNSPECIFIED)
    somehow, in_some_way = (place.isin(_either_way(named.loc[chosen, pair])) for chosen in (generic, ~generic))
    this_one = pd.MultiIndex.from_frame(posed[VOTE]).isin(pd.MultiIndex.from_frame(named[VOTE]))
    return posed[~np.where(general, in_some_way | (somehow & ~this_one), somehow)]


def silences(posed: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return who was asked whether a tie is there, and did not name it: a no, though nobody put it into words.

    Parameters
    ----------
    posed
        As :func:`questions` returns it.
    reports
        Of a :class:`~collabnet.network.Network`.
    """
    spoke = pd.MultiIndex.from_frame(reports.loc[~reports["negative"], VOTE])
    open_ = answerable(posed, reports)
    return open_[~pd.MultiIndex.from_frame(open_).isin(spoke)].reset_index(drop=True)


def both_silent(silent: pd.DataFrame) -> pd.DataFrame:
    """Return the ties about which both sides were asked, and which neither of them named."""
    counted = silent.groupby(CELL)["voter"].nunique()
    return counted[counted.ge(BOTH_SIDES)].index.to_frame(index=False)


def _either_way(pairs: pd.DataFrame) -> pd.MultiIndex:
    back = pairs.rename(columns={"source": "target", "target": "source"})
    return pd.MultiIndex.from_frame(pd.concat([pairs, back[pairs.columns]]))
