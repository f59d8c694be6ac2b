"""One row per tie: its state, its numbers, whether it works, and the statements it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.network.asked import BOTH_SIDES, VOTE
from collabnet.network.claims import ENDED, NO, PAIR, UNSPECIFIED, YES
from collabnet.network.states import (
    ABSENT,
    CONFIRMED,
    CONTESTED,
    OPEN,
    REPORTED,
    UNKNOWN,
    WORKABLE,
    some_work,
    states,
    states_in_any_way,
    strongest,
)
from collabnet.network.votes import NUMBERS, REPORT, statements_of
from collabnet.network.ways import ALL, both_ways, in_any_way
from collabnet.settings import IMPORTANT_WEIGHT, WORKING_RATING, WORKING_TRANSFER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from collabnet.study import Process

TRANSFER: Final = "case_transfer"
"""The process whose ties work from a transfer status on, not from a rating on."""

COLUMNS: Final = [
    "source", "target", "process", "wave", "state", "strength", "rating", "transfer_status", "works", "important",
    "yes", "no", "silent", "possible_reporters", "required_weight", "negative", "depends_on_person", "evidence",
]  # fmt: skip

TYPES: Final = {
    "source": "str", "target": "str", "process": "str", "wave": "str", "state": "str", "strength": "float64",
    "rating": "float64", "transfer_status": "float64", "works": "boolean", "important": "bool", "yes": "int64",
    "no": "int64", "silent": "int64", "possible_reporters": "int64", "required_weight": "float64",
    "negative": "bool", "depends_on_person": "bool", "evidence": "object",
}  # fmt: skip

_TWO: Final = ["source", "target", "wave"]


def ties(
    parts: Mapping[str, pd.DataFrame],
    interviewed: Mapping[str, frozenset[str]],
    processes: Mapping[str, Process],
) -> pd.DataFrame:
    """Return every pair that somebody spoke about or that is required, in each process, and in ``all``.

    Parameters
    ----------
    parts
        ``claims``, ``votes`` (those that stand), ``contested``, ``reports``, ``required``, ``posed`` (what each
        reporter was asked) and ``silent`` (who was asked and did not name the other).
    interviewed, processes
        Who was interviewed in each wave, and the ways of working together.
    """
    votes = parts["votes"]
    rows = _spoken_about(parts, states(votes, parts["contested"], interviewed))
    rows = _with_silence(_with_required(rows, parts["required"]), parts["silent"])
    voters = _possible_voters(rows, parts["reports"], parts["silent"])
    rows["possible_reporters"] = _counted(rows, voters, PAIR)
    rows["works"] = _works(rows)
    everything = _in_any_process(rows, parts, processes)
    voters = both_ways(voters[~voters["negative"]], processes)
    everything["possible_reporters"] = _counted(everything, voters, _TWO)
    rows = pd.concat([rows, everything], ignore_index=True)
    rows["important"] = _important(rows)
    rows = rows.astype(TYPES)
    return rows.sort_values([*PAIR], ignore_index=True)[COLUMNS]


def _spoken_about(parts: Mapping[str, pd.DataFrame], found: pd.DataFrame) -> pd.DataFrame:
    """Join what all claims of a pair add up to; a pair that only documents name has a state too: unknown."""
    claims = parts["claims"]
    apart = claims[~claims["together"]]
    evidence = statements_of(apart, PAIR)
    rows = pd.DataFrame({"evidence": evidence})
    rows["depends_on_person"] = apart.groupby(PAIR)["depends_on_person"].any()
    rows = rows.join(found).join(_numbers(parts["reports"]))
    rows["state"] = rows["state"].fillna(UNKNOWN)
    rows[["yes", "no"]] = rows[["yes", "no"]].fillna(0)
    contested = rows["state"].eq(CONTESTED)
    rows["rating"] = rows["rating"].mask(contested)
    rows["transfer_status"] = rows["transfer_status"].mask(contested)
    rows["strength"] = rows["strength"].fillna(1.0).where(rows["state"].isin(REPORTED), 0.0)
    return rows.reset_index()


def _numbers(reports: pd.DataFrame) -> pd.DataFrame:
    """Average what the two parties report, one vote each; what others report counts only where no party does."""
    keys = [*PAIR]
    parties = reports[reports["party"]].groupby(keys)[NUMBERS].mean()
    others = reports[~reports["party"]].groupby(keys)[NUMBERS].mean()
    return parties.combine_first(others) if len(others) else parties


def _with_required(rows: pd.DataFrame, required: pd.DataFrame) -> pd.DataFrame:
    wanted = required.assign(negative=False).rename(columns={"weight": "required_weight"})
    wanted = wanted[[*PAIR, "required_weight"]]
    merged = rows.merge(wanted, on=PAIR, how="outer")
    merged["state"] = merged["state"].fillna(UNKNOWN)
    merged["evidence"] = [value if isinstance(value, tuple) else () for value in merged["evidence"]]
    merged["depends_on_person"] = merged["depends_on_person"].eq(True)
    return merged.fillna({"yes": 0, "no": 0, "strength": 0.0, "required_weight": 0.0})


def _with_silence(rows: pd.DataFrame, silent: pd.DataFrame) -> pd.DataFrame:
    """Count the sides that were asked and did not name the tie; where both did not, and nobody did, there is none.

    One silent side beside nothing else leaves it open: the other may still name what was forgotten. Beside a yes, it
    makes no contradiction of it, for nobody said that there is no tie.
    """
    counted = rows.assign(silent=_counted(rows, silent.assign(negative=False), PAIR))
    gone = counted["state"].eq(UNKNOWN) & counted["silent"].ge(BOTH_SIDES)
    return counted.assign(state=counted["state"].mask(gone, ABSENT))


def _possible_voters(rows: pd.DataFrame, reports: pd.DataFrame, silent: pd.DataFrame) -> pd.DataFrame:
    """Return who spoke about each pair, and the parties that were asked about it and were silent."""
    here = silent.assign(negative=False).merge(rows[PAIR], on=PAIR)
    return pd.concat([reports[REPORT], here[REPORT]], ignore_index=True).drop_duplicates()


def _counted(rows: pd.DataFrame, voters: pd.DataFrame, keys: list[str]) -> pd.Series[int]:
    counted = voters.groupby(keys)["voter"].nunique().rename("voters")
    found: pd.Series[int] = rows[keys].join(counted, on=keys)["voters"].fillna(0).astype("int64")
    return found


def _works(rows: pd.DataFrame) -> pd.Series[Any]:
    """Return which ties work: those that their parties report, with nothing said against how they go.

    A case transfer works from *accepted* on, where the status was coded; another process from a mean rating of 2 on,
    where it was rated. What is denied or has ended does not work; of what nobody spoke, what only others report and
    what the two sides tell differently, it is not known.
    """
    measured = rows["transfer_status"].where(rows["process"].eq(TRANSFER), rows["rating"])
    enough = rows["process"].eq(TRANSFER).map({True: WORKING_TRANSFER, False: WORKING_RATING})
    works = rows["state"].isin(WORKABLE) & ~rows["negative"] & ~measured.lt(enough)
    return works.astype("boolean").mask(rows["state"].isin(OPEN))


def _in_any_process(
    rows: pd.DataFrame, parts: Mapping[str, pd.DataFrame], processes: Mapping[str, Process]
) -> pd.DataFrame:
    """Return the ties of ``all``: what both sides say of working together in any way, in how many ways they do."""
    each = both_ways(rows[~rows["negative"]], processes)
    each["tied"] = each["state"].isin(REPORTED)
    each["specific"] = each["tied"] & each["process"].ne(UNSPECIFIED)
    grouped = each.groupby(_TWO)
    result = pd.DataFrame(
        {
            "strength": grouped["tied"].sum().astype("float64"),
            "specific": grouped["specific"].sum(),
            "works": some_work(each, _TWO),
            "required_weight": grouped["required_weight"].max(),
            "depends_on_person": grouped["depends_on_person"].any(),
            "evidence": grouped["evidence"].agg(_union),
        }
    )
    said = _answers(parts["votes"], parts["silent"])
    single = {key: process for key, process in processes.items() if key != ALL}
    joined = in_any_way(said, parts["posed"], single)
    result["state"] = states_in_any_way(strongest(each["state"], each[_TWO]), joined)
    result["works"] = result["works"].mask(result["state"].isin(OPEN))
    result["silent"] = joined[joined["silent"]].groupby(_TWO)["voter"].nunique()
    votes = both_ways(parts["votes"][~parts["votes"]["negative"]], processes)
    for column, answers in (("yes", [YES]), ("no", [NO, ENDED])):
        result[column] = votes[votes["answer"].isin(answers)].groupby(_TWO)["voter"].nunique()
    counts = ["yes", "no", "silent"]
    result[counts] = result[counts].fillna(0)
    return result.reset_index().assign(process=ALL, negative=False, rating=np.nan, transfer_status=np.nan)


def _answers(votes: pd.DataFrame, silent: pd.DataFrame) -> pd.DataFrame:
    """Return what each reporter says of each tie by the votes that stand: 1, 0, or ½ for both; silence is a no."""
    told = votes[~votes["negative"] & votes["answer"].isin([YES, NO, ENDED])]
    shares = told.assign(yes=told["answer"].eq(YES).astype("float64")).groupby(VOTE)["yes"].agg(["min", "max"])
    said = ((shares["min"] + shares["max"]) / 2.0).rename("yes").reset_index().assign(silent=False)
    return pd.concat([said, silent.assign(yes=0.0, silent=True)], ignore_index=True)


def _important(rows: pd.DataFrame) -> pd.Series[bool]:
    """Return True for pairs that matter: required with a weight of at least ½, or named in two processes.

    Who says in general that two work together, beside one who says how, names no second way.
    """
    any_process = rows[rows["specific"].ge(2)]
    named = pd.MultiIndex.from_frame(any_process[_TWO])
    pairs = pd.MultiIndex.from_frame(rows[_TWO])
    return (rows["required_weight"].ge(IMPORTANT_WEIGHT) | pairs.isin(named)) & ~rows["negative"]


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({id_ for group in groups for id_ in group}))


def on_basis(rows: pd.DataFrame, basis: str) -> pd.Series[bool]:
    """Say which rows are ties on a basis: ``reported`` (at least one yes) or ``confirmed`` (both parties)."""
    wanted = REPORTED if basis == "reported" else frozenset({CONFIRMED})
    return rows["state"].isin(wanted) & ~rows["negative"]
