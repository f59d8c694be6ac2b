"""Rows of a table as mappings from column to value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a table, in its order; its columns are named by words."""
    return cast("list[Row]", frame.to_dict("records"))
