"""The plain scores, where those of the model stand in ``scores``."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table
from collabnet.tables._scores import COLUMNS, rows_of


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame() if parts.modelled is None else rows_of(parts, parts.scores)


SCORES_TRANSPARENT = Table(
    key="scores_transparent",
    title="plain scores",
    sentence="The same as scores, as plain means of organisations that anybody can redo.",
    columns=COLUMNS,
    rows=_rows,
    always=False,
    order=9,
)
