"""Working together in any way: the layer ``all``, and what each reporter says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.network.claims import UNSPECIFIED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.study import Process

ALL: Final = "all"
"""The layer that holds a tie in any process."""


def both_ways(rows: pd.DataFrame, processes: Mapping[str, Process]) -> pd.DataFrame:
    """Add the other direction of ties without direction, unless no process has one."""
    undirected = [key for key, process in processes.items() if not process.directed and key != ALL]
    if all_undirected(processes):
        return rows.copy()
    turned = rows[rows["process"].isin(undirected)].rename(columns={"source": "target", "target": "source"})
    return pd.concat([rows, turned[rows.columns]], ignore_index=True)


def all_undirected(processes: Mapping[str, Process]) -> bool:
    """Return True where no process has a direction; then ``all`` has none either."""
    return not any(process.directed for key, process in processes.items() if key != ALL)


def in_any_way(said: pd.DataFrame, posed: pd.DataFrame, processes: Mapping[str, Process]) -> pd.DataFrame:
    """Return what each reporter says of working together in any way, where it says yes or no to that.

    It is a yes where the reporter says yes of some way, and a no where it denies every way or says in general that the
    two do not work together; who denies some ways says nothing of the others.

    Parameters
    ----------
    said
        One row per ``source``, ``target``, ``process``, ``wave`` and ``voter`` that said yes or no: ``yes`` (1, 0, or
        ½ for who says both) and ``silent`` (was asked, and did not name the other).
    posed
        What each reporter was asked, as :func:`~collabnet.network.asked.questions` returns it.
    processes
        The ways of working together, without ``all``.

    Returns
    -------
    pandas.DataFrame
        ``source``, ``target``, ``wave``, ``voter``; ``yes`` (the largest), ``silent`` (nothing but silence is behind
        it) and ``asked`` (the reporter was asked about every way).
    """
    specific = [key for key in processes if key != UNSPECIFIED]
    each, keys = both_ways(said, processes), ["source", "target", "wave", "voter"]
    general = each["process"].eq(UNSPECIFIED)
    answered = each[~general].groupby(keys)["process"].nunique()
    questions = both_ways(posed, processes)
    asked = questions[questions["process"].isin(specific)].groupby(keys)["process"].nunique()
    grouped = each.groupby(keys)
    found = pd.DataFrame({"yes": grouped["yes"].max(), "silent": grouped["silent"].all()})
    of_all = answered.reindex(found.index, fill_value=0).ge(max(len(specific), 1))
    in_general = found.index.isin(pd.MultiIndex.from_frame(each.loc[general, keys]))
    found["asked"] = asked.reindex(found.index, fill_value=0).ge(max(len(specific), 1))
    return found[found["yes"].gt(0) | of_all | in_general].reset_index()
