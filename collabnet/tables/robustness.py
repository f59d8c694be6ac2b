"""How far places in the network rest on who was interviewed; made only when asked for."""

from __future__ import annotations

import pandas as pd

from collabnet.robustness import TREATMENTS
from collabnet.tables._record import Parts, Table, TableColumn


def _curve(parts: Parts) -> pd.DataFrame:
    return parts.robust.curve if parts.robust is not None else pd.DataFrame()


def _filled(parts: Parts) -> pd.DataFrame:
    if parts.robust is None:
        return pd.DataFrame()
    rows = parts.robust.filled
    return rows.assign(name=rows["organisation_id"].map(parts.name), treatment_text=rows["treatment"].map(TREATMENTS))


ROBUSTNESS = Table(
    key="robustness",
    title="interviews left out",
    sentence="How alike a measure stays when a share of the interviews is left out, or the largest share at which it "
    "does.",
    columns=(
        TableColumn("kind", "Whether it is a point of the curve (curve) or what it adds up to (coefficient)."),
        TableColumn("measure", "Which measure."),
        TableColumn("process", "Way of working together; all is any of them."),
        TableColumn("wave", "Wave."),
        TableColumn("ties", "Which ties count: reported (at least one yes) or confirmed (by both sides)."),
        TableColumn("correlation", "Of the order of organisations (spearman) or of their values (pearson)."),
        TableColumn("share", "Share of the interviews left out; of a coefficient, the largest that leaves it alike."),
        TableColumn("dropped", "Interviews left out.", "interviews"),
        TableColumn("interviews", "Interviews of the wave.", "interviews"),
        TableColumn("low", "Correlation that at least 95 % of the tries reach."),
        TableColumn("median", "Median correlation with the result of all interviews."),
        TableColumn("high", "Correlation that at least 5 % of the tries reach."),
        TableColumn("reading", "What a coefficient says: stable, limited, not_interpretable or no_order."),
        TableColumn("text", "The same in English."),
    ),
    rows=_curve,
    always=False,
    order=14,
)

FILL_IN = Table(
    key="fill_in",
    title="silence filled in",
    sentence="One organisation's value by one measure, under one reading of what nobody said; of other measures than "
    "partners, readings in between can lie outside these.",
    columns=(
        TableColumn("organisation_id", "Organisation."),
        TableColumn("interviewed", "Whether it was interviewed in this wave."),
        TableColumn("process", "Way of working together; all is any of them."),
        TableColumn("wave", "Wave."),
        TableColumn("measure", "Which measure."),
        TableColumn("treatment", "Which reading of what nobody said."),
        TableColumn("value", "The measure under that reading; empty where it cannot tell."),
        TableColumn(
            "rank",
            "Place among all: 1 is the highest value; equal values share the smallest place. Only of partners (degree) "
            "do the readings together hold the highest and the lowest place there could be.",
        ),
        TableColumn("observed", "Share of its pairs of which at least one side was interviewed."),
        TableColumn("name", "Its English name."),
        TableColumn("treatment_text", "The reading in English."),
    ),
    rows=_filled,
    always=False,
    order=15,
)
