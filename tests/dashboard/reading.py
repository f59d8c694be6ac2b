"""Reading a page as a person does: its words, its buttons, its links; and rows that tests vary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from tests.dashboard.fakes import FakeSeen, centrality, tables

NAN = float("nan")
OWN = ("overview", "domains", "gaps", "services", "centrality")


def parts(shown: Any) -> Iterator[Component]:
    """Walk every component below and including one."""
    if isinstance(shown, Component):
        yield shown
        for inner in (getattr(shown, "children", None), getattr(shown, "label", None)):
            yield from parts(inner)
    elif isinstance(shown, list | tuple):
        for item in shown:
            yield from parts(item)


def words(shown: Any) -> str:
    """Return all words of a component, in order."""
    if isinstance(shown, str):
        return shown
    if isinstance(shown, list | tuple):
        return " ".join(word for item in shown if (word := words(item)))
    return words(getattr(shown, "children", None)) if isinstance(shown, Component) else ""


READ = ("children", "title", "label", "alt", "placeholder", "description", "aria-label")
"""What of a component is read by a person, on screen or aloud."""


def all_words(shown: Any) -> Iterator[str]:
    """Walk everything that can be read: words, what stands on hover, choices of controls, heads and cells of tables."""
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, list | tuple):
        for item in shown:
            yield from all_words(item)
    elif isinstance(shown, Component):
        given = shown.to_plotly_json()["props"]
        for name in READ:
            yield from all_words(given.get(name))
        for one in given.get("data") or () if isinstance(given.get("data"), list) else ():
            yield from all_words(one.get("label") if isinstance(one, dict) else None)
        for column in given.get("columnDefs") or ():
            yield from all_words([column.get("headerName"), column.get("headerTooltip")])
        shown = [column.get("field") for column in given.get("columnDefs") or ()]
        for row in given.get("rowData") or ():
            yield from all_words([row.get(name) for name in shown])


def ids(shown: Any) -> list[str]:
    """Return every id, as Dash compares them."""
    return [json.dumps(part.id, sort_keys=True) for part in parts(shown) if getattr(part, "id", None)]


def picks(shown: Any) -> list[str]:
    """Return the pick code of every button that opens the drawer."""
    found = (getattr(part, "id", None) for part in parts(shown))
    return [it["code"] for it in found if isinstance(it, dict) and it.get("type") == "pick"]


def hrefs(shown: Any) -> list[str]:
    """Return every address that is linked."""
    return [part.href for part in parts(shown) if getattr(part, "href", None)]


def with_class(shown: Any, name: str) -> list[Component]:
    """Return the components of one class."""
    return [part for part in parts(shown) if name in str(getattr(part, "className", "") or "").split()]


def rows_of(shown: Any) -> list[dict[str, Any]]:
    """Return the rows of the first table to sort."""
    return next(part.rowData for part in parts(shown) if hasattr(part, "rowData"))


def seen_with(**changed: pd.DataFrame) -> FakeSeen:
    """Return the small study with some tables replaced."""
    return FakeSeen(tables={**tables(), **changed})


def likely() -> FakeSeen:
    """Return the small study with draws of networks: values with intervals, and ranges of possible places."""
    reported = centrality()
    drawn = reported.assign(ties="posterior", value=reported["value"] + 0.5, rank=NAN, missing="")
    drawn = drawn.assign(low=(drawn["value"] - 1).clip(lower=0), high=drawn["value"] + 1, rank_low=1.0)
    first = drawn["value"] > 2
    drawn["rank_high"] = drawn["rank_low"] + 3.0
    drawn.loc[first, "rank_high"] = 2.0
    drawn.loc[~first, "rank_low"] = 2.0
    drawn.loc[~first, "rank_high"] = 4.0
    return seen_with(centrality=pd.concat([reported, drawn], ignore_index=True))


def empty_seen() -> FakeSeen:
    """Return a study whose every table is there and empty."""
    return FakeSeen(tables={name: frame.iloc[0:0] for name, frame in tables().items()})


def score(
    level: str, subject: str, domain: str, value: float, low: float, high: float, grade: str, **more: Any
) -> dict[str, Any]:
    """Return one line of the table of scores."""
    return {
        "level": level,
        "subject": subject,
        "source": "",
        "target": "",
        "domain": domain,
        "wave": "1",
        "voice": "organisations",
        "score": NAN if grade == "D" else value,
        "estimate": value,
        "low": low,
        "high": high,
        "raw_mean": value,
        "aim": 75.0,
        "aim_is": "convention",
        "shortfall": 75 - value,
        "p_below_aim": 0.5,
        "grade": grade,
        "reliability": NAN,
        "statements": 4,
        "reporters": 3,
        "basis": "required",
        "method": "transparent",
        "evidence": (),
        "remark": "",
    } | more


def gap(gap_id: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return one line of the table of what gaps are made of."""
    return {
        "gap_id": gap_id,
        "kind": kind,
        "organisations": ("north", "tower"),
        "source": "north",
        "target": "tower",
        "domain": "",
        "process": "case_transfer",
        "service": "",
        "wave": "1",
        "size": 50.0,
        "confidence": 0.5,
        "importance": 0.5,
        "reasons": (),
        "suggestion": "",
        "competent_level": "organisation",
        "concerns": (),
        "letter": "",
        "evidence": (),
    } | more
