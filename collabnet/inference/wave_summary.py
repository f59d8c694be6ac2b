"""What changed between two waves, per way of working together: counts, how much of it is real, and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet import measures
from collabnet.inference.wave_change import tie_changes
from collabnet.inference.wave_words import CHANGED, EXPLANATIONS, GAINED, KEPT, LOST
from collabnet.network.ties import on_basis

if TYPE_CHECKING:
    from collabnet.network import Network

COLUMNS: Final = [
    "process", "wave_before", "wave", "kind", "item", "explanation", "count", "of", "share", "value_before", "value",
    "difference", "organisations", "evidence",
]  # fmt: skip


def wave_changes(network: Network, before: str, after: str, ties: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say how much changed between two waves, how much of that is real, and how measures differ where they compare.

    Parameters
    ----------
    network
        What was found.
    before, after
        Two waves, the earlier first.
    ties
        What :func:`~collabnet.inference.tie_changes` found; computed where not given.

    Returns
    -------
    pandas.DataFrame
        Per process two kinds of rows. ``ties``: how many were ``kept``, ``gained``, ``lost``, and ``changed`` (gained
        or lost), in all and for each explanation with its ``share`` (``count`` / ``of``). ``measure``: each network
        measure of the organisations that were interviewed in both waves and the reported ties among them, in both
        waves, with the ``difference``; what nobody said counts as no tie for computation, as elsewhere, and measures
        without a value in both waves are left out. ``organisations`` counts those interviewed in both waves. Empty
        where nothing was reported.
    """
    rows = tie_changes(network, before, after) if ties is None else ties
    both = network.interviewed(before) & network.interviewed(after)
    found = [row for process, group in rows.groupby("process", sort=False) for row in _counts(str(process), group)]
    if found:
        part = network.only(both)
        found += [row for process in network.processes for row in _measures(part, process, before, after)]
    frame = pd.DataFrame(found).assign(wave_before=before, wave=after, organisations=len(both))
    order = {process: place for place, process in enumerate(network.processes)}
    frame = frame.reindex(columns=COLUMNS)
    return frame.sort_values("process", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def _counts(process: str, rows: pd.DataFrame) -> list[dict[str, Any]]:
    groups = {name: rows[rows["change"].eq(name)] for name in (KEPT, GAINED, LOST)}
    groups[CHANGED] = rows[rows["change"].ne(KEPT)]
    found = []
    for item, group in groups.items():
        found.append(_count(process, item, "", group, len(rows)))
        for explanation in EXPLANATIONS if item != KEPT else ():
            found.append(_count(process, item, explanation, group[group["explanation"].eq(explanation)], len(group)))
    return found


def _count(process: str, item: str, explanation: str, group: pd.DataFrame, of: int) -> dict[str, Any]:
    return {
        "process": process, "kind": "ties", "item": item, "explanation": explanation, "count": float(len(group)),
        "of": float(of), "share": len(group) / of if of else np.nan,
        "evidence": tuple(sorted({id_ for ids in group["evidence"] for id_ in ids})),
    }  # fmt: skip


def _measures(part: Network, process: str, before: str, after: str) -> list[dict[str, Any]]:
    was, is_ = (measures.values(part.layer(process, wave), level="network") for wave in (before, after))
    here = part.ties[on_basis(part.ties, "reported") & part.ties["process"].eq(process)]
    spoken = here.loc[here["wave"].isin([before, after]), "evidence"]
    evidence = tuple(sorted({id_ for ids in spoken for id_ in ids}))
    return [
        {
            "process": process, "kind": "measure", "item": key, "explanation": "", "value_before": float(was[key]),
            "value": float(is_[key]), "difference": float(is_[key]) - float(was[key]), "evidence": evidence,
        }
        for key in was
        if not np.isnan(was[key]) and not np.isnan(is_[key])
    ]  # fmt: skip
