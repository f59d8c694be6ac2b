"""From claims to votes: coders within a quote, quotes within an interview, interviews within an organisation.

One organisation, one vote. Within a quote the coders' majority counts and a draw is neither; a coder who codes one
quote twice speaks once. Above the quote nothing is counted: an organisation that says yes in one quote and in ten
has said yes, and one that says both has said both. So a row, a coder's row or a respondent entered twice changes
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.network.claims import ENDED, NEITHER, NO, PAIR, YES
from collabnet.network.periods import periods

if TYPE_CHECKING:
    from collabnet.study import Study

BOTH: Final = "both"
"""The answer of an organisation that says yes and no."""

ANSWERS: Final = (YES, NO, ENDED, NEITHER)
NUMBERS: Final = ["rating", "strength", "transfer_status"]
QUOTE: Final = [*PAIR, "voter", "interview_id", "quote_id"]
REPORT: Final = [*PAIR, "voter"]


def votes(claims: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return one row per pair and quote: the answer after its coders' majority, its period, its numbers.

    Documents that say what was agreed, and joint events, which speak for no pair, do not vote.
    """
    speaking = claims[claims["practice"] & ~claims["together"]].drop_duplicates([*QUOTE, "coder", "content"])
    dated = speaking.assign(**periods(speaking, study))
    # Where a tie is said to be there with a strength of 0, the tie counts and its strength was not measured.
    dated["strength"] = dated["strength"].where(dated["answer"].eq(YES) & dated["strength"].gt(0))
    by_coder = _grouped(dated.assign(**_indicators(dated["answer"])), [*QUOTE, "coder"], "max")
    by_coder["answer"] = _said_by_one(by_coder)
    quotes = _grouped(by_coder.assign(**_indicators(by_coder["answer"])), QUOTE, "sum")
    quotes["answer"] = _majority(quotes)
    return quotes.drop(columns=list(ANSWERS))


def reports(quotes: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return one row per pair and reporter: what it says after its votes, its numbers, its statements."""
    counted = quotes.assign(**_indicators(quotes["answer"]))
    numbers = counted.groupby([*REPORT, "interview_id"])[NUMBERS].mean().groupby(REPORT).mean()
    said = counted.groupby(REPORT)[list(ANSWERS)].max()
    described = counted.groupby(REPORT)[["reporter", "party"]].first()
    result = described.join(said).join(numbers)
    result["answer"] = _said_by_organisation(result)
    speaking = claims[claims["practice"] & ~claims["together"]]
    result["statements"] = statements_of(speaking, REPORT).reindex(result.index)
    return result.drop(columns=list(ANSWERS)).reset_index()


def statements_of(claims: pd.DataFrame, keys: list[str]) -> pd.Series[Any]:
    """Return the sorted statement ids of each group, as tuples."""
    ordered = claims[[*keys, "statement_id"]].drop_duplicates().sort_values([*keys, "statement_id"])
    group = ordered.groupby(keys).ngroup().to_numpy()
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    ids = ordered["statement_id"].tolist()
    ends = [*starts[1:].tolist(), len(ids)]
    found = [tuple(ids[start:end]) for start, end in zip(starts.tolist(), ends, strict=False)]
    index = pd.MultiIndex.from_frame(ordered[keys].iloc[starts])
    return pd.Series(found, index=index, dtype="object", name="statement_id")


def _indicators(answers: pd.Series[str]) -> dict[str, pd.Series[int]]:
    return {answer: answers.eq(answer).astype("int64") for answer in ANSWERS}


def _grouped(rows: pd.DataFrame, keys: list[str], combine: str) -> pd.DataFrame:
    how: dict[str, str] = dict.fromkeys(ANSWERS, combine)
    how |= dict.fromkeys(NUMBERS, "mean")
    how |= {"since": "min", "speaks_from": "min", "until": "max", "reporter": "first", "party": "first"}
    return rows.groupby(keys, dropna=False).agg(how).reset_index()


def _said_by_one(rows: pd.DataFrame) -> np.ndarray:
    """Say what one coder makes of one quote: a yes beside a no is neither; what is unclear does not weigh."""
    yes, no, ended = (rows[answer].gt(0).to_numpy() for answer in (YES, NO, ENDED))
    return np.select([yes & (no | ended), yes, ended, no], [NEITHER, YES, ENDED, NO], NEITHER)


def _majority(rows: pd.DataFrame) -> np.ndarray:
    """Say what most coders make of one quote; a draw is neither."""
    counts = rows[list(ANSWERS)].to_numpy()
    top = counts.max(axis=1, initial=0)
    alone = (counts == top[:, None]).sum(axis=1) == 1
    winners = np.array(ANSWERS, dtype=object)[counts.argmax(axis=1)] if len(rows) else np.array([], dtype=object)
    return np.where(alone, winners, NEITHER)


def _said_by_organisation(rows: pd.DataFrame) -> np.ndarray:
    yes, no, ended = (rows[answer].gt(0).to_numpy() for answer in (YES, NO, ENDED))
    return np.select([yes & (no | ended), yes, ended, no], [BOTH, YES, ENDED, NO], NEITHER)
