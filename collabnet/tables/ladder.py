"""Cases that move or are shared between organisations that exchange no information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from collabnet.network import ALL
from collabnet.structure.processes import CASES, INFORMATION, ladder
from collabnet.tables._layers import evidence_of_pairs, layers
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.network import Layer


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame([row for layer in layers(parts) if layer.process == ALL for row in _of_layer(parts, layer)])


def _of_layer(parts: Parts, layer: Layer) -> Iterator[dict[str, Any]]:
    _, broken = ladder(layer)
    of = {part.process: part for part in layer.parts}
    for process in CASES:
        if process not in of or not len(broken):
            continue
        part, behind = of[process], evidence_of_pairs(parts, of[process])
        for one, other in zip(part.source.tolist(), part.target.tolist(), strict=True):
            pair = (min(one, other), max(one, other))
            if pair[0] * layer.n + pair[1] not in broken:
                continue
            source, target = (str(layer.organisations[place]) for place in (one, other))
            yield {
                "source": source, "target": target, "process": process, "wave": layer.wave, "ties": layer.ties,
                "information": _information(of.get(INFORMATION), pair), "evidence": tuple(sorted(behind[pair])),
                "source_name": parts.name(source), "target_name": parts.name(target),
            }  # fmt: skip


def _information(layer: Layer | None, pair: tuple[int, int]) -> str:
    """Say whether somebody denies that the two exchange information, or nobody spoke about it."""
    if layer is None:
        return "unknown"
    first = np.minimum(layer.denied_source, layer.denied_target) == pair[0]
    second = np.maximum(layer.denied_source, layer.denied_target) == pair[1]
    return "absent" if bool((first & second).any()) else "unknown"


LADDER = Table(
    key="ladder",
    title="cases without information",
    sentence="One pair that hands over or coordinates cases and, as far as is known, exchanges no information in "
    "either direction, per wave and basis.",
    columns=(
        TableColumn("source", "Organisation that acts."),
        TableColumn("target", "Organisation it acts towards."),
        TableColumn("process", "What they do: case_transfer or case_coordination."),
        TableColumn("wave", "Wave."),
        TableColumn("ties", "Which ties count: reported (at least one yes) or confirmed (by both sides)."),
        TableColumn(
            "information",
            "Whether exchange is absent (somebody says so, or both were asked and do not name it) or "
            "unknown (nobody spoke of it).",
        ),
        TableColumn("evidence", "Statements behind the ties of this kind between the two."),
        TableColumn("source_name", "English name of the organisation that acts."),
        TableColumn("target_name", "English name of the other."),
    ),
    rows=_rows,
    always=False,
    order=7,
)
