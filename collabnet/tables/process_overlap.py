"""How far two ways of working together join the same organisations."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet.network import ALL
from collabnet.structure.cliques import multiplex_overlap
from collabnet.structure.processes import layer_overlap
from collabnet.tables._layers import evidence_of_pairs, layers
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.network import Layer


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame([row for layer in layers(parts) if layer.process == ALL for row in _of_layer(parts, layer)])


def _of_layer(parts: Parts, layer: Layer) -> Iterator[dict[str, Any]]:
    for one, other in itertools.permutations(layer.parts, 2):
        shared, groups = layer_overlap(one, other), multiplex_overlap(one, other)
        behind = [evidence_of_pairs(parts, part) for part in (one, other)]
        said = {key for pair in behind[0].keys() & behind[1].keys() for side in behind for key in side[pair]}
        yield {
            "process": one.process, "other": other.process, "wave": layer.wave, "ties": layer.ties,
            "first": shared.first, "second": shared.second, "both": shared.both, "jaccard": shared.jaccard,
            "share": shared.second_of_first, "clique_jaccard": groups.either,
            "clique_share": groups.second_of_first, "evidence": tuple(sorted(said)),
        }  # fmt: skip


PROCESS_OVERLAP = Table(
    key="process_overlap",
    title="ways of working together, two by two",
    sentence="How far two ways of working together join the same organisations, per wave and basis.",
    columns=(
        TableColumn("process", "One way of working together."),
        TableColumn("other", "Another."),
        TableColumn("wave", "Wave."),
        TableColumn("ties", "Which ties count: reported (at least one yes) or confirmed (by both sides)."),
        TableColumn("first", "Ties of the one; pairs where either way has no direction.", "ties"),
        TableColumn("second", "Ties of the other.", "ties"),
        TableColumn("both", "Ties of both.", "ties"),
        TableColumn("jaccard", "Ties of both over ties of either.", "0–1"),
        TableColumn("share", "Share of the ties of the one that are there in the other too.", "0–1"),
        TableColumn("clique_jaccard", "Pairs that share a tight group in both over those in either.", "0–1"),
        TableColumn(
            "clique_share", "Share of the pairs in a tight group of the one that are in one of the other.", "0–1"
        ),
        TableColumn("evidence", "Statements behind the pairs tied in both."),
    ),
    rows=_rows,
    always=False,
    order=7,
)
