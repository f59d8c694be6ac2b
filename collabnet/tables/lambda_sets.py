"""Groups that would hold together longest if ties fell away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet.structure.lambda_sets import lambda_sets
from collabnet.tables._layers import evidence_among, layers
from collabnet.tables._record import BAR, Parts, Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.network import Layer

MOST: Final = 500
"""Organisations up to which groups are looked for unasked."""


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame([row for layer in layers(parts) for row in _of_layer(parts, layer)])


def _of_layer(parts: Parts, layer: Layer) -> Iterator[dict[str, Any]]:
    if layer.n > MOST and not parts.every_measure:
        return
    places = {str(id_): place for place, id_ in enumerate(layer.organisations)}
    for strength, ids in lambda_sets(layer).sets:
        members = [places[id_] for id_ in ids]
        yield {
            "lambda": strength, "organisations": ids, "size": len(ids), "process": layer.process,
            "wave": layer.wave, "ties": layer.ties, "evidence": evidence_among(parts, layer, members),
            "names": BAR.join(parts.name(id_) for id_ in ids),
        }  # fmt: skip


LAMBDA_SETS = Table(
    key="lambda_sets",
    title="groups that hold together",
    sentence="One group whose members are joined by more separate routes with each other than with anyone outside "
    "(a lambda set), per way of working together, wave and basis; groups lie within wider ones of a smaller lambda.",
    columns=(
        TableColumn("lambda", "So many ties must fall before any two members are cut off from each other.", "ties"),
        TableColumn("organisations", "Its members."),
        TableColumn("size", "How many they are.", "organisations"),
        TableColumn("process", "Way of working together; all is any of them. A tie in either direction counts."),
        TableColumn("wave", "Wave."),
        TableColumn("ties", "Which ties count: reported (at least one yes) or confirmed (by both sides)."),
        TableColumn("evidence", "Statements behind the ties between members."),
        TableColumn("names", "English names of the members."),
    ),
    rows=_rows,
    always=False,
    order=7,
)
