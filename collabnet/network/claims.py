"""Which statements speak to a tie, towards whom, and what each of them says: yes, no, ended or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.network.codings import codings
from collabnet.settings import VALENCE_RATINGS
from collabnet.study import AGREEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.study import Process, Study

UNSPECIFIED: Final = "unspecified"
"""The process of a tie-speaking statement that names none: *we work with X*."""

ORGANISATION: Final = "organisation"
"""The only kind of row that is a node."""

YES: Final = "yes"
NO: Final = "no"
ENDED: Final = "ended"
NEITHER: Final = "neither"

NEVER_TIES: Final = ("from_client", "hearsay")
"""What a client told or what is merely heard may rate, and is never a tie."""

PAIR: Final = ["source", "target", "process", "wave", "negative"]
"""What one tie is: two organisations, in one way, in one wave; negative ties are kept apart."""

COLUMNS: Final = [
    "statement_id", "source", "target", "process", "wave", "negative", "reporter", "voter", "party", "answer",
    "weight", "together", "practice", "strength", "rating", "transfer_status", "depends_on_person", "quote_id",
    "interview_id", "coder", "content", "since", "until",
]  # fmt: skip


def claims(study: Study, processes: Mapping[str, Process]) -> pd.DataFrame:
    """Return one row per tie-speaking statement and target.

    A statement speaks to a tie when source and target are organisations, it is about collaboration, actual and first
    hand. Several targets give one claim each; told ``together`` they are kept as such and speak for no pair. Of an
    undirected process the smaller id comes first. ``rating`` is that of the tie itself: how much two trust each other,
    or what one knows of the other's services, is rated apart and says not whether they work together.
    """
    statements = study.statements
    spoken = statements.loc[_speaks(statements)]
    found = codings(statements).loc[spoken.index].assign(voter=voters(study))
    spoken = spoken.assign(**{name: found[name] for name in found.columns}, targets=spoken["target"].map(len))
    rows = spoken.explode("target").astype({"target": "str"})
    nodes = node_ids(study)
    rows = rows[rows["source"].isin(nodes) & rows["target"].isin(nodes) & rows["source"].ne(rows["target"])]
    return _described(rows, processes).sort_values([*PAIR, "statement_id"], ignore_index=True)[COLUMNS]


def node_ids(study: Study) -> pd.Index:
    """Return the ids of everything that can be a node: organisations, never groups, types, forums or unnamed ones."""
    table = study.organisations
    ids = table.loc[table["kind"].isin(["", ORGANISATION]), "organisation_id"]
    index: pd.Index = pd.Index(sorted(ids), dtype="str", name="organisation_id")
    return index


def _speaks(statements: pd.DataFrame) -> pd.Series[bool]:
    return (
        statements["modality"].isin(["", "actual"])
        & statements["about"].isin(["", "collaboration"])
        & ~statements["basis"].isin(NEVER_TIES)
        & statements["source"].ne("")
        & statements["target"].map(len).gt(0)
    )


def _described(rows: pd.DataFrame, processes: Mapping[str, Process]) -> pd.DataFrame:
    undirected = [key for key, process in processes.items() if not process.directed]
    process = rows["process"].where(rows["process"].ne(""), UNSPECIFIED)
    swap = process.isin(undirected) & rows["source"].gt(rows["target"])
    reporter = rows["reporter"]
    return rows.assign(
        process=process,
        source=rows["source"].where(~swap, rows["target"]),
        target=rows["target"].where(~swap, rows["source"]),
        party=reporter.eq(rows["source"]) | reporter.eq(rows["target"]),
        negative=rows["sign"].eq("negative"),
        answer=_answer(rows),
        weight=1.0 / rows["targets"],
        together=rows["target_mode"].eq("together") & rows["targets"].gt(1),
        practice=rows["interview_kind"].ne(AGREEMENT),
        rating=rated(rows).where(rows["domain"].eq("")),
        depends_on_person=rows["depends_on_person"].eq(True).fillna(False).astype(bool),
    )


def voters(study: Study) -> pd.Series[str]:
    """Return who has the vote in each statement: the reporting organisation; else the person; else the interview."""
    statements, interviews = study.statements, study.interviews
    person = statements["interview_id"].map(interviews.set_index("interview_id")["person_id"]).fillna("").astype("str")
    nobody = person.where(person.ne(""), statements["interview_id"])
    return statements["reporter"].where(statements["reporter"].ne(""), nobody)


def rated(statements: pd.DataFrame) -> pd.Series[float]:
    """Return the rating 0–4; where only a direction was judged, what it counts as."""
    valence = statements["valence"].map(VALENCE_RATINGS).astype("float64")
    return statements["rating"].astype("float64").fillna(valence)


def _answer(rows: pd.DataFrame) -> np.ndarray:
    """Say yes, no, ended or neither for each row.

    What the coder says of the tie itself comes first; then what was counted (a transfer's status, a strength); then
    a rating; a row that says nothing else is a yes. Counts that contradict each other are neither. Of a negative tie
    only what is said of the tie itself counts: a rating of 0 is what one expects of a conflict.
    """
    state, transfer, strength = rows["tie_state"], rows["transfer_status"], rows["strength"]
    some = transfer.ge(1) | strength.gt(0)
    none = transfer.eq(0) | strength.eq(0)
    rating = rated(rows)
    choices = [
        (state.eq("present"), YES),
        (state.eq("absent"), NO),
        (state.eq("ended"), ENDED),
        (state.ne(""), NEITHER),
        (rows["sign"].eq("negative"), YES),
        (some & none, NEITHER),
        (some, YES),
        (none, NO),
        (rating.ge(1), YES),
        (rating.notna(), NEITHER),
    ]
    return np.select([test.to_numpy(dtype=bool) for test, _ in choices], [answer for _, answer in choices], YES)
