"""The structural attribution over the aim."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table, TableColumn
from collabnet.tables._whole import with_evidence_of_whole


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame() if parts.modelled is None else with_evidence_of_whole(parts, parts.modelled.curve)


ATTRIBUTION_CURVE = Table(
    key="attribution_curve",
    title="where it sits, by aim",
    sentence="How the shares of a shortfall change with the aim: what all share grows with the distance.",
    columns=(
        TableColumn("domain", "Condition."),
        TableColumn("wave", "Wave."),
        TableColumn("aim", "Aim.", "0–100"),
        TableColumn("part", "shared, source, target or relation."),
        TableColumn("share", "Share of the shortfall; the parts of one aim add up to 1.", "share"),
        TableColumn("low", "Lower end of its 95 % interval.", "share"),
        TableColumn("high", "Upper end of its 95 % interval.", "share"),
        TableColumn("organisations", "Organisations behind the network's score.", "organisations"),
        TableColumn("evidence", "Statements it rests on."),
    ),
    rows=_rows,
    always=False,
    order=11,
)
