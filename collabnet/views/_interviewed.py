"""Who was interviewed is told only where the study says that it may be.

Where one of two organisations was interviewed, a tie that one side reports tells which side that is. So neither the
column that says who was interviewed is shown, nor a measure that is empty for those who were not.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.measures import NOT_INTERVIEWED
from collabnet.views._pseudonyms import emptied

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMN: Final = "interviewed"
OF_ORGANISATIONS: Final = ("organisations", "centrality", "centrality_wide")
"""Tables that say of each organisation whether it was interviewed."""

LAYER: Final = ["process", "wave", "ties"]
"""What a measure is computed on."""


def without_who_was_interviewed(tables: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """Return the tables without what tells who was interviewed.

    A measure that needs an organisation's own word has no value for those who were not interviewed: on a layer where
    anybody lacks it for that reason, it is left out for all.
    """
    told = _told(tables["centrality"]) if "centrality" in tables else frozenset()
    changed = {name: _emptied(tables[name]) for name in OF_ORGANISATIONS if name in tables}
    if "centrality" in changed:
        frame = changed["centrality"]
        silent = _without_own_word(frame)
        changed["centrality"] = frame[~_keys(frame).isin(silent)].reset_index(drop=True)
        if "centrality_wide" in changed:
            changed["centrality_wide"] = _wide(changed["centrality_wide"], silent, told)
    return MappingProxyType({**tables, **changed})


def _told(centrality: pd.DataFrame) -> frozenset[str]:
    return frozenset(centrality["measure"].astype(str))


def _emptied(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{COLUMN: emptied(frame[COLUMN])}) if COLUMN in frame else frame


def _keys(centrality: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(centrality[["measure", *LAYER]].astype(str))


def _without_own_word(centrality: pd.DataFrame) -> pd.MultiIndex:
    """Return the measures and layers on which somebody has no value because it was not interviewed."""
    return _keys(centrality[centrality["missing"].astype(str).str.contains(NOT_INTERVIEWED)]).unique()


def _wide(wide: pd.DataFrame, silent: pd.MultiIndex, told: frozenset[str]) -> pd.DataFrame:
    """Empty in the table of one row per organisation what the other leaves out."""
    found = wide.copy()
    layers = pd.MultiIndex.from_frame(found[LAYER].astype(str))
    for measure in told & set(found.columns):
        hidden = silent[silent.get_level_values("measure") == measure].droplevel("measure")
        found[measure] = found[measure].mask(layers.isin(hidden), np.nan)
    words = found["missing"].astype(str)
    return found.assign(missing=[_rest(word) for word in words])


def _rest(missing: str) -> str:
    return "|".join(part for part in missing.split("|") if part and part != NOT_INTERVIEWED)
