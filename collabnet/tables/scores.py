"""How well collaboration works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table
from collabnet.tables._scores import COLUMNS, rows_of

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    return rows_of(parts, parts.scores if parts.modelled is None else parts.modelled.scores)


SCORES = Table(
    key="scores",
    title="scores",
    sentence="How well one condition is met, 0–100, for the network, a sector, a group, an organisation or a pair.",
    columns=COLUMNS,
    rows=_rows,
    order=8,
)
