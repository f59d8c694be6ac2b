"""What interviews name per domain: *a barrier in 13 of 17 interviews*. Needs no rating."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.domains import domains
from collabnet.scoring.claims import DOCUMENTS, actual, judged
from collabnet.study import WRITTEN

if TYPE_CHECKING:
    from collabnet.network import Network

COLUMNS: Final = (
    "domain", "facet", "cause", "valence", "wave", "interviews", "organisations", "of", "evidence",
    "organisations_of", "young_people", "young_people_of", "young_people_evidence",
)  # fmt: skip

ORGANISATIONS: Final = "organisations"
YOUNG_PEOPLE: Final = "young_people"

_ROW: Final = ["domain", "facet", "cause", "valence", "wave"]


def mentions(network: Network) -> pd.DataFrame:
    """Count the interviews that name a domain, and whether as a barrier, as mixed or as an enabler.

    An empty facet, cause or valence means *any*: the row with neither facet nor cause is the total of its domain and
    valence, the row without valence counts every interview that speaks of the domain at all. ``of`` counts the
    interviews held in that wave with organisations; young people are counted apart, documents not at all.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        One row per domain, facet, cause, valence and wave that occurs; ``evidence`` as tuples.

    Notes
    -----
    A statement judges by its valence, else its rating (0–1 barrier, 3–4 enabler, else mixed), else as a barrier
    where it gives a cause or says a tie is absent.
    """
    frame = actual(network)
    frame = frame.assign(valence=judged(frame))
    frame = frame[frame["domain"].isin(list(domains())) & (frame["voice"] != DOCUMENTS)]
    rows = pd.concat([_total(frame, kept) for kept in _subsets()], ignore_index=True)
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    found = _counted(rows)
    return _with_totals(found, network)[list(COLUMNS)].reset_index(drop=True)


def _subsets() -> list[tuple[str, ...]]:
    names = ("facet", "cause", "valence")
    return list(chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)))


def _total(frame: pd.DataFrame, kept: tuple[str, ...]) -> pd.DataFrame:
    """Blank the columns that this total adds up over; where a kept one is empty there is nothing to count."""
    for name in kept:
        frame = frame[frame[name] != ""]
    blank = {name: "" for name in ("facet", "cause", "valence") if name not in kept}
    return frame.assign(**blank)[[*_ROW, "voice", "interview_id", "voter", "copies"]]


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    index = pd.MultiIndex.from_frame(rows[_ROW].drop_duplicates(), names=_ROW)
    found = pd.DataFrame(index=index)
    for voice, (count, evidence) in {
        ORGANISATIONS: ("interviews", "evidence"), YOUNG_PEOPLE: ("young_people", "young_people_evidence"),
    }.items():  # fmt: skip
        grouped = rows[rows["voice"] == voice].groupby(_ROW)
        found = found.join(grouped["interview_id"].nunique().rename(count))
        if voice == ORGANISATIONS:
            found = found.join(grouped["voter"].nunique().rename("organisations"))
        found = found.join(grouped["copies"].agg(statement_ids).rename(evidence))
    counts = ["interviews", "organisations", "young_people"]
    found[counts] = found[counts].fillna(0).astype(int)
    for name in ("evidence", "young_people_evidence"):
        found[name] = pd.Series(
            [ids if isinstance(ids, tuple) else () for ids in found[name]], index=found.index, dtype=object
        )
    return found.reset_index()


def statement_ids(copies: pd.Series) -> tuple[str, ...]:
    """Return the ids behind a number, sorted, each once."""
    return tuple(sorted(set(chain.from_iterable(copies))))


def held(network: Network) -> pd.DataFrame:
    """Return how many interviews each wave holds, and how many organisations speak in them, per voice.

    Returns
    -------
    pandas.DataFrame
        Indexed by wave: ``of``, ``organisations_of``, ``young_people_of``.
    """
    interviews = network.study.interviews
    known = ["", *network.organisations.index, *network.others.index]
    spoken = interviews[~interviews["kind"].isin(WRITTEN) & interviews["organisation_id"].isin(known)]
    young = spoken["kind"] == "person"
    said = actual(network)
    voters = said[said["voice"] == ORGANISATIONS].groupby("wave")["voter"].agg(set)
    spoke = {wave: len(network.interviewed(wave) | voters.get(wave, set())) for wave in network.waves}
    return (
        pd.DataFrame({"organisations_of": spoke})
        .rename_axis("wave")
        .join(spoken[~young].groupby("wave")["interview_id"].nunique().rename("of"))
        .join(spoken[young].groupby("wave")["interview_id"].nunique().rename("young_people_of"))
        .fillna(0)
        .astype(int)
    )


def _with_totals(found: pd.DataFrame, network: Network) -> pd.DataFrame:
    order = {key: place for place, key in enumerate(domains())}
    found = found.join(held(network), on="wave")
    return found.assign(_order=found["domain"].map(order)).sort_values(["_order", "facet", "cause", "valence", "wave"])
