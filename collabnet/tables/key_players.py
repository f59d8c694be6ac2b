"""Organisations that matter most together: whose absence breaks the network, and who reach most of it."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet.measures.key_player import KINDS, key_players
from collabnet.tables._layers import everything, evidence, layers
from collabnet.tables._record import BAR, Parts, Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.network import Layer

SIZES: Final = (1, 2, 3)
MOST_WORK: Final = 150_000_000
"""Sets times pairs of organisations up to which a size is looked at unasked: about a second."""


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame([row for layer in layers(parts) for row in _of_layer(parts, layer)])


def _of_layer(parts: Parts, layer: Layer) -> Iterator[dict[str, Any]]:
    sizes = [size for size in SIZES if size <= layer.n - 2 and (parts.every_measure or _is_quick(layer.n, size))]
    behind = evidence(parts, layer) if layer.m else pd.Series(dtype="str")
    for kind in KINDS if layer.m else ():
        for size in sizes:
            found = key_players(layer, size, kind)
            for number, ids in enumerate(found.sets, start=1):
                yield {
                    "kind": kind, "size": size, "choice": number, "organisations": ids, "value": found.value,
                    "baseline": found.baseline, "exact": found.exact, "measure": found.measure,
                    "process": layer.process, "wave": layer.wave, "ties": layer.ties,
                    "evidence": everything(behind.reindex(list(ids)).dropna()),
                    "names": BAR.join(parts.name(id_) for id_ in ids),
                }  # fmt: skip


def _is_quick(organisations: int, size: int) -> bool:
    return comb(organisations, size) * organisations**2 <= MOST_WORK


KEY_PLAYERS = Table(
    key="key_players",
    title="key players",
    sentence="One set of one, two or three organisations that matter most together, per way of working together, wave "
    "and basis; several rows where sets are equally good, at most twenty. Three among more than sixty organisations, "
    "two among more than 130 and one among more than 500 take long and are looked for only where every measure is "
    "asked for.",
    columns=(
        TableColumn("kind", "negative: without them the others are furthest apart. positive: they reach most others."),
        TableColumn("size", "How many organisations together.", "organisations"),
        TableColumn("choice", "Number among equally good sets."),
        TableColumn("organisations", "The set."),
        TableColumn("value", "What the set attains: how far apart the others are without it (negative), or the mean of "
                    "1/steps from all organisations to the nearest of it (positive).", "0–1"),
        TableColumn("baseline", "The same with nobody chosen; 0 for positive.", "0–1"),
        TableColumn("exact", "Whether all sets were tried; else there may be a better one."),
        TableColumn("measure", "distance_fragmentation or distance_reach."),
        TableColumn("process", "Way of working together; all is any of them. A tie in either direction counts."),
        TableColumn("wave", "Wave."),
        TableColumn("ties", "Which ties count: reported (at least one yes) or confirmed (by both sides)."),
        TableColumn("evidence", "Statements behind the ties of the set."),
        TableColumn("names", "English names of the organisations."),
    ),
    rows=_rows,
    always=False,
    order=7,
)  # fmt: skip
