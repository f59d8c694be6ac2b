"""Who was interviewed, and who was asked about whom: only then does silence mean anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.network.claims import node_ids
from collabnet.study import WRITTEN

if TYPE_CHECKING:
    from collabnet.study import Study

NOT_CONVERSATIONS: Final = (*WRITTEN, "observation", "person")
"""Kinds of interview in which no organisation is asked, so that what is not said there is no silence of one."""

_COLUMNS: Final = ["source", "target", "process", "wave", "voter"]


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


def silent_when_asked(pairs: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Return, of these pairs, which party was asked about the other: one row per pair and party."""
    found = []
    for side, other in (("source", "target"), ("target", "source")):
        here = pairs.loc[~pairs["negative"], ["source", "target", "process", "wave"]]
        joined = here.merge(
            questions, left_on=["wave", side, other], right_on=["wave", "reporter", "organisation_id"],
            suffixes=("", "_asked"),
        )  # fmt: skip
        joined = joined[joined["process_asked"].eq("") | joined["process_asked"].eq(joined["process"])]
        found.append(joined.rename(columns={"reporter": "voter"})[_COLUMNS])
    return pd.concat(found, ignore_index=True).drop_duplicates()
