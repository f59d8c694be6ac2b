"""What two organisations are to each other in one wave: one row per pair, whichever way its ties run.

Directed ties keep their own states: that A informs B and that B informs A are two things, each of which the other side
may confirm. But where A names working with B and B names working with A, both say that the two work together. This is
the relation of the pair, and it is *mutual* where no single tie is confirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.network.claims import ENDED, NO, PAIR, UNSPECIFIED, YES
from collabnet.network.states import (
    ABSENT,
    CONFIRMED,
    CONTESTED,
    ENDED_STATE,
    ONE_SIDED,
    REPORTED,
    STATES,
    UNVERIFIABLE,
    some_work,
    strongest,
)
from collabnet.network.ways import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from collabnet.study import Process

MUTUAL: Final = "mutual"
"""The relation of two organisations that each name working with the other, and of whose ties none is confirmed."""

RELATIONS: Final = (CONFIRMED, MUTUAL, *(state for state in STATES if state != CONFIRMED))
"""From the firmest relation to nothing known."""

COLUMNS: Final = ["source", "target", "wave", "relation", "processes", "sides", "required_weight", "works", "evidence"]

TWO: Final = ["source", "target", "wave"]
"""What one pair is; the smaller id first."""

_DENIABLE: Final = (ONE_SIDED, UNVERIFIABLE)


def pairs(
    ties: pd.DataFrame, votes: pd.DataFrame, processes: Mapping[str, Process], *, two_sided: bool = True
) -> pd.DataFrame:
    """Return one row per pair of organisations and wave that has ties of any kind but negative ones.

    Parameters
    ----------
    ties
        Every tie in each process and in ``all``, as :func:`~collabnet.network.ties.ties` returns them.
    votes
        The votes that stand, as :func:`~collabnet.network.periods.settled` returns them.
    processes
        The ways of working together, in the order in which they are listed.
    two_sided
        Whether the study says who reports a tie. A list of edges does not: there two directions confirm nothing.

    Returns
    -------
    pandas.DataFrame
        ``source`` (the smaller id), ``target``, ``wave``; ``relation`` (the firmest state of its ties, where a no to
        one way of working together leaves the others open; ``mutual``
        where both name working with the other, in whatever process and direction; ``contested`` where one side names
        a tie and the other says that they do not work together); ``processes`` (those with a yes), ``sides`` (how many
        of the two say yes), ``required_weight`` (the largest), ``works`` (some tie works; empty where it is not known
        of any) and ``evidence``.
    """
    each = _smaller_first(ties[ties["process"].isin([*processes]) & ~ties["negative"]])
    if each.empty:
        return pd.DataFrame(columns=COLUMNS).astype(
            {"sides": "int64", "required_weight": "float64", "works": "boolean"}
        )
    named = each[each["state"].isin(REPORTED)]
    grouped = each.groupby(TWO)
    found = pd.DataFrame(
        {
            "relation": _leaving_open(strongest(each["state"], each[TWO]), ties),
            "processes": named.groupby(TWO)["process"].agg("|".join),
            "required_weight": grouped["required_weight"].max(),
            "works": some_work(each, TWO),
            "evidence": grouped["evidence"].agg(_union),
        }
    )
    keys = [set(joined.split("|")) for joined in found["processes"].fillna("")]
    found["processes"] = [tuple(key for key in processes if key in here) for here in keys]
    said = _smaller_first(votes[votes["party"] & ~votes["negative"]])
    found["sides"] = _naming(said).reindex(found.index, fill_value=0).astype("int64")
    if two_sided:
        found["relation"] = _relation(found, said)
    return found.reset_index()[COLUMNS]


def _leaving_open(firmest: pd.Series[str], ties: pd.DataFrame) -> pd.Series[str]:
    """Return what is said of working together in any way where the firmest that is said of a way is a no."""
    everything = _smaller_first(ties[ties["process"].eq(ALL)])
    return firmest.mask(firmest.isin([ABSENT, ENDED_STATE]), strongest(everything["state"], everything[TWO]))


def still_tied(pairs_: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that some of these ties are between."""
    here = pd.MultiIndex.from_frame(_smaller_first(ties.loc[~ties["negative"], TWO]))
    return pairs_[pd.MultiIndex.from_frame(pairs_[TWO]).isin(here)].reset_index(drop=True)


def with_relation(ties: pd.DataFrame, pairs_: pd.DataFrame) -> pd.DataFrame:
    """Return ties with the relation of their pair; what is negative has none."""
    told = pairs_.set_index(TWO)["relation"]
    keys = pd.MultiIndex.from_frame(_smaller_first(ties[TWO]))
    relation = pd.Series(told.reindex(keys).to_numpy(dtype=object), index=ties.index).fillna("")
    return ties.assign(relation=relation.mask(ties["negative"], "").astype("str"))


def _smaller_first(rows: pd.DataFrame) -> pd.DataFrame:
    swap = rows["source"].gt(rows["target"])
    source, target = rows["source"].mask(swap, rows["target"]), rows["target"].mask(swap, rows["source"])
    return rows.assign(source=source, target=target)


def _naming(said: pd.DataFrame) -> pd.Series[int]:
    """Count the sides of each pair that name working with the other; yes and no about one tie name nothing."""
    yes, no = said["answer"].eq(YES), said["answer"].isin([NO, ENDED])
    each = pd.DataFrame({"yes": yes, "no": no}).groupby([said[name] for name in [*PAIR, "voter"]]).max().reset_index()
    return each[each["yes"] & ~each["no"]].groupby(TWO)["voter"].nunique()


def _relation(found: pd.DataFrame, said: pd.DataFrame) -> pd.Series[str]:
    """Return the relation: both sides name it, or one does and the other says that they do not work together at all."""
    denied = said[said["process"].eq(UNSPECIFIED) & said["answer"].isin([NO, ENDED])].groupby(TWO)["voter"].nunique()
    denials = denied.reindex(found.index, fill_value=0)
    mutual = found["sides"].ge(2) & found["relation"].ne(CONFIRMED)
    contested = found["sides"].eq(1) & denials.gt(0) & found["relation"].isin(_DENIABLE)
    chosen = np.select([mutual, contested], [MUTUAL, CONTESTED], found["relation"])
    return pd.Series(chosen, index=found.index, dtype="str")


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({id_ for group in groups for id_ in group}))
