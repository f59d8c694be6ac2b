"""Filters of organisations in the tables of places: by sector, by who was interviewed, by name."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

FILTERS: Mapping[str, str] = {
    "sector": N_("sector"),
    "interviewed": N_("interviewed or not"),
    "search": N_("search by name"),
}
"""Name of each control to what it is called."""

INTERVIEWED: Mapping[str, str] = {
    "all": N_("everyone"),
    "yes": N_("interviewed"),
    "no": N_("not interviewed"),
}


def asked(state: State) -> Mapping[str, tuple[str, ...]]:
    """Return the filters that are on, each with what it asks for."""
    words = state.option("search", "").strip()
    interviewed = state.option("interviewed", "all")
    found = {
        "sector": state.option("sector", ()),
        "interviewed": (interviewed,) if interviewed in ("yes", "no") else (),
        "search": (words,) if words else (),
    }
    return {name: keys for name, keys in found.items() if keys}


def fitting(frame: pd.DataFrame, seen: Seen, state: State, say: Say, *, without: str = "") -> pd.DataFrame:
    """Return the rows that fit all filters; one may be left out."""
    if frame.empty:
        return frame
    on = {name: keys for name, keys in asked(state).items() if name != without}
    if "sector" in on:
        frame = frame[frame["sector"].isin(on["sector"])]
    if "interviewed" in on:
        frame = frame[frame["interviewed"].eq(True).fillna(False).astype(bool) == (on["interviewed"] == ("yes",))]
    if "search" in on:
        sought = plain(on["search"][0])
        names = frame["organisation_id"].map(lambda key: sought in plain(say.name(seen, key)))
        frame = frame[names.astype(bool)]
    return frame


def loosen(frame: pd.DataFrame, seen: Seen, state: State, say: Say) -> tuple[str, ...]:
    """Return the filters without which something would be left; all that are on where none alone would do."""
    on = tuple(asked(state))
    helps = tuple(name for name in on if len(fitting(frame, seen, state, say, without=name)))
    return helps or on


def told(seen: Seen, state: State, say: Say) -> str:
    """Say which filters are on, for files; empty where none is."""
    on = asked(state)
    parts = []
    if "sector" in on:
        parts.append(("sector", say.listing(say.label(seen, key) for key in on["sector"])))
    if "interviewed" in on:
        parts.append(("interviewed", say(INTERVIEWED[on["interviewed"][0]])))
    if "search" in on:
        parts.append(("search", on["search"][0]))
    said = (say("{filter}: {value}", filter=say(FILTERS[name]), value=value) for name, value in parts)
    return "; ".join(said)


def plain(words: str) -> str:
    """Return words in small letters without accents, as people type them when they search."""
    parted = unicodedata.normalize("NFD", words.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
