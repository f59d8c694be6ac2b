"""How many interviews and organisations say a thing, and which share of all organisations that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.scoring.intervals import share_interval
from collabnet.scoring.mentions import held, statement_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collabnet.network import Network


def counted(rows: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Count interviews and organisations (``voter``) by key, and gather the statements (``copies``) behind them."""
    grouped = rows.groupby(list(key))
    return pd.DataFrame(
        {
            "interviews": grouped["interview_id"].nunique(),
            "organisations": grouped["voter"].nunique(),
            "evidence": grouped["copies"].agg(statement_ids),
        }
    ).reset_index()


def with_share(found: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Add the share of the wave's interviewed organisations (0–1), with its 95 % interval (Jeffreys)."""
    found = found.join(held(network)[["of", "organisations_of"]], on="wave")
    some = found["organisations"].to_numpy(dtype=float)
    total = found["organisations_of"].clip(lower=1).to_numpy(dtype=float)
    low, high = share_interval(some, total)
    return found.assign(share=some / total, low=low, high=high)
