"""Who works with whom, whichever way their ties run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.network.pairs
    return frame.assign(
        source_name=frame["source"].map(parts.name), target_name=frame["target"].map(parts.name)
    ).sort_values(["source", "target", "wave"])


PAIRS = Table(
    key="pairs",
    title="pairs of organisations",
    sentence="Two organisations that somebody spoke of or that are expected to work together, per wave.",
    columns=(
        TableColumn("source", "One organisation: the one whose id comes first."),
        TableColumn("target", "The other."),
        TableColumn("wave", "Wave."),
        TableColumn("relation", "The firmest state of their ties; mutual where each names working with the other."),
        TableColumn("processes", "Ways of working together that somebody names, with a bar between them."),
        TableColumn("sides", "How many of the two name working with the other.", "organisations", on_reporters=True),
        TableColumn("required_weight", "How much they are expected to; 0 where they are not.", "0–1"),
        TableColumn("works", "Whether some tie of theirs works; empty where that is not known of any, or not told."),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("source_name", "English name of the one."),
        TableColumn("target_name", "English name of the other."),
    ),
    rows=_rows,
    order=5,
)
