"""Who belongs to which group or forum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.codebook import codebook
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    return parts.study.members


MEMBERS = Table(
    key="members",
    title="members",
    sentence="One organisation that belongs to a group, type or forum.",
    columns=tuple(TableColumn(column.name, column.meaning, column.unit) for column in codebook()["members"].values()),
    rows=_rows,
    always=False,
    order=16,
)
