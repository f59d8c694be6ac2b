"""How far places in the network can be told at all."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table, TableColumn


def _rows(parts: Parts) -> pd.DataFrame:
    if parts.drawn is None:
        return pd.DataFrame(columns=[column.name for column in COLUMNS])
    return parts.drawn.stability.assign(draws=parts.drawn.draws)


COLUMNS = (
    TableColumn("measure", "Which measure."),
    TableColumn("process", "Way of working together; all is any of them."),
    TableColumn("wave", "Wave."),
    TableColumn("agreement", "Mean Kendall tau-b between drawn networks: 1 is the same order in all.", "−1–1"),
    TableColumn(
        "told",
        "Share of organisations whose possible places span at most a third of all; empty with "
        "fewer than 20 drawn networks.",
        "0–1",
    ),
    TableColumn("draws", "How many networks were drawn."),
)

RANK_STABILITY = Table(
    key="rank_stability",
    title="how far places can be told",
    sentence="One measure of organisations: how much its order differs between networks that are possible.",
    columns=COLUMNS,
    rows=_rows,
    always=False,
    order=9,
)
