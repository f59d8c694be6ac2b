"""Which pairs are expected to work together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.network.required
    return frame.assign(
        source_name=frame["source"].map(parts.name), target_name=frame["target"].map(parts.name)
    ).sort_values(["source", "target", "process", "wave"])


REQUIRED = Table(
    key="required",
    title="expected relations",
    sentence="One pair that has a reason to work together, per way of working together and wave.",
    columns=(
        TableColumn("source", "Organisation that acts."),
        TableColumn("target", "Organisation it acts towards."),
        TableColumn("process", "Way of working together."),
        TableColumn("wave", "Wave."),
        TableColumn("weight", "How much it matters.", "0–1"),
        TableColumn("reasons", "Why, as codes with a bar between them."),
        TableColumn("source_name", "English name of the organisation that acts."),
        TableColumn("target_name", "English name of the other."),
    ),
    rows=_rows,
    order=3,
)
