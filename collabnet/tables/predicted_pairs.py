"""Expected pairs that nobody spoke of, as the model sees them."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table, TableColumn


def _rows(parts: Parts) -> pd.DataFrame:
    if parts.modelled is None:
        return pd.DataFrame()
    frame = parts.modelled.predicted
    return frame.assign(source_name=frame["source"].map(parts.name), target_name=frame["target"].map(parts.name))


PREDICTED_PAIRS = Table(
    key="predicted_pairs",
    title="expected pairs nobody spoke of",
    sentence="What the model makes of an expected pair that nobody spoke of: a wide guess, never a score.",
    columns=(
        TableColumn("source", "Organisation that acts."),
        TableColumn("target", "Organisation acted towards."),
        TableColumn("source_name", "Its name in English."),
        TableColumn("target_name", "Its name in English."),
        TableColumn("domain", "Condition."),
        TableColumn("wave", "Wave."),
        TableColumn("weight", "How much the pair is expected.", "0–1"),
        TableColumn("estimate", "The guess.", "0–100"),
        TableColumn("low", "Lower end of its 95 % interval.", "0–100"),
        TableColumn("high", "Upper end of its 95 % interval.", "0–100"),
        TableColumn("evidence", "Statements about its two sides, from which it is inferred."),
    ),
    rows=_rows,
    always=False,
    order=9,
)
