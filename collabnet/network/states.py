"""What the reports about one pair add up to: the state of a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.network.claims import ENDED, NO, PAIR, YES

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIRMED: Final = "confirmed"
CONTESTED: Final = "contested"
ONE_SIDED: Final = "one_sided"
UNVERIFIABLE: Final = "unverifiable"
LISTED: Final = "listed"
"""A tie in a file that does not tell who says so: it has no sides."""

REPORTED_BY_OTHERS: Final = "reported_by_others"
ENDED_STATE: Final = "ended"
ABSENT: Final = "absent"
UNKNOWN: Final = "unknown"

STATES: Final = (
    CONFIRMED, ONE_SIDED, UNVERIFIABLE, LISTED, CONTESTED, REPORTED_BY_OTHERS, ENDED_STATE, ABSENT, UNKNOWN,
)  # fmt: skip
"""From the firmest tie to nothing known."""

REPORTED: Final = frozenset({CONFIRMED, CONTESTED, ONE_SIDED, UNVERIFIABLE, LISTED, REPORTED_BY_OTHERS})
"""The states with at least one yes."""

WORKABLE: Final = frozenset({CONFIRMED, ONE_SIDED, UNVERIFIABLE, LISTED})
"""The states in which a tie can work."""

OPEN: Final = frozenset({UNKNOWN, CONTESTED, REPORTED_BY_OTHERS})
"""States in which nobody knows whether the tie works."""


def states(quotes: pd.DataFrame, contested: pd.DataFrame, interviewed: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Return the state of every pair that was voted on, with how many reporters say yes and how many say no.

    Parameters
    ----------
    quotes
        The votes that stand, as :func:`~collabnet.network.periods.settled` returns them.
    contested
        Pairs about which a party contradicts the other, or itself.
    interviewed
        Wave to the organisations that were interviewed in it.
    """
    counts = _counts(quotes)
    clash = pd.MultiIndex.from_frame(contested).unique() if len(contested) else None
    contested_here = counts.index.isin(clash) if clash is not None else np.zeros(len(counts), dtype=bool)
    both = _both_interviewed(counts, interviewed)
    one_yes = counts["parties_yes"].eq(1).to_numpy()
    tests = [
        contested_here,
        counts["parties_yes"].ge(2),
        one_yes & both,
        one_yes,
        counts["yes"].gt(0),
        counts["ended"].gt(0),
        counts["no"].gt(0),
    ]
    chosen = [CONTESTED, CONFIRMED, ONE_SIDED, UNVERIFIABLE, REPORTED_BY_OTHERS, ENDED_STATE, ABSENT]
    counts["state"] = np.select([np.asarray(test, dtype=bool) for test in tests], chosen, UNKNOWN)
    return counts[["state", "yes", "no"]]


def states_in_any_way(firmest: pd.Series[str], answers: pd.DataFrame) -> pd.Series[str]:
    """Return the state of working together in any way, from what each reporter says of that.

    Two sides that each name a way, though not the same, both say that they work together. Where one names a way, and
    the other denies every way or says in general that they do not, accounts differ. Who denies one way, or says that it
    has ended, leaves the others open. All else is as firm as the firmest of the ways.

    Parameters
    ----------
    firmest
        The firmest state among the ways of each pair, by source, target and wave.
    answers
        As :func:`~collabnet.network.ways.in_any_way` returns them.
    """
    keys = list(firmest.index.names)
    party = answers["voter"].eq(answers["source"]) | answers["voter"].eq(answers["target"])
    yes, no = party & answers["yes"].ge(1), answers["yes"].eq(0)
    groups = {
        "yes": yes,
        "denied": party & no & ~answers["silent"],
        "silent": party & no,
        "said": no & ~answers["silent"],
    }
    counted = {name: answers[chosen].groupby(keys)["voter"].nunique() for name, chosen in groups.items()}
    count = {name: series.reindex(firmest.index, fill_value=0) for name, series in counted.items()}
    tests = [
        count["yes"].ge(2),
        firmest.isin([ONE_SIDED, UNVERIFIABLE]) & count["denied"].gt(0),
        firmest.isin([ABSENT, ENDED_STATE]) & count["said"].eq(0) & count["silent"].lt(2),
    ]
    return pd.Series(np.select(tests, [CONFIRMED, CONTESTED, UNKNOWN], firmest), index=firmest.index, dtype="str")


def without_sides(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the ties of a file that does not tell who says so: a yes is in the file, and no side confirms it."""
    sided = rows["state"].isin([CONFIRMED, ONE_SIDED, UNVERIFIABLE, REPORTED_BY_OTHERS])
    return rows.assign(state=rows["state"].mask(sided, LISTED))


def strongest(states_: pd.Series[str], keys: pd.DataFrame) -> pd.Series[str]:
    """Return the firmest state of each group."""
    rank = states_.map({state: position for position, state in enumerate(STATES)})
    best = rank.groupby([keys[column] for column in keys.columns]).min()
    return best.map(dict(enumerate(STATES)))


def _counts(quotes: pd.DataFrame) -> pd.DataFrame:
    pairs = quotes[PAIR].drop_duplicates().sort_values(PAIR)
    index = pd.MultiIndex.from_frame(pairs)
    answers = quotes["answer"]
    groups = {
        "yes": answers.eq(YES),
        "no": answers.isin([NO, ENDED]),
        "ended": answers.eq(ENDED),
        "parties_yes": answers.eq(YES) & quotes["party"],
    }
    counted = {name: quotes[chosen].groupby(PAIR)["voter"].nunique() for name, chosen in groups.items()}
    return pd.DataFrame({name: series.reindex(index, fill_value=0) for name, series in counted.items()}, index=index)


def _both_interviewed(counts: pd.DataFrame, interviewed: Mapping[str, frozenset[str]]) -> np.ndarray:
    keys = counts.index.to_frame(index=False)
    seen = (
        pd.MultiIndex.from_tuples(
            [(wave, organisation) for wave, ids in interviewed.items() for organisation in sorted(ids)],
            names=["wave", "organisation_id"],
        )
        if any(interviewed.values())
        else None
    )
    if seen is None:
        return np.zeros(len(keys), dtype=bool)
    sides = [pd.MultiIndex.from_frame(keys[["wave", side]]).isin(seen) for side in ("source", "target")]
    return np.asarray(sides[0] & sides[1], dtype=bool)


def some_work(ties: pd.DataFrame, keys: list[str]) -> pd.Series[Any]:
    """Return whether some of the ties of each group works: no where all that are known do not, empty where none is."""
    grouped = ties["works"].astype("boolean").groupby([ties[key] for key in keys])
    return grouped.max().astype("boolean")
