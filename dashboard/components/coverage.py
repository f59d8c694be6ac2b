"""How much we know, on every page: how many of the pairs were heard from both sides, one, others, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from dash import html

from dashboard.components.attributes import attributes
from dashboard.components.prose import term
from dashboard.sentences import study_has
from dashboard.words import N_, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State

PARTS = (
    ("two_sided", N_("pairs both sides spoke of")),
    ("one_sided", N_("one side spoke of")),
    ("others", N_("only others spoke of")),
    ("nobody", N_("nobody spoke of")),
)


def numbers(seen: Seen, wave: str) -> dict[str, int]:
    """Count pairs heard from both sides, one side, only others or nobody, over all processes, in one wave."""
    table = seen.tables.get("coverage", pd.DataFrame())
    if table.empty:
        return {}
    rows = table[(table["kind"] == "process") & (table["wave"] == wave)]
    whole = rows[rows["key"] == "all"]
    chosen = whole if len(whole) else rows[rows["key"] != "all"]
    chosen = chosen.assign(nobody=chosen["neither"] - chosen["others"])
    return {key: int(chosen[key].fillna(0).sum()) for key, _ in PARTS} if len(chosen) else {}


def strip(seen: Seen, state: State) -> Component:
    """Show the coverage of this wave as a strip of three parts, each with its number in words."""
    text = say(state)
    counts = numbers(seen, state.wave)
    total = sum(counts.values())
    if not total or not study_has.interviews(seen):
        return html.Div(className="coverage none")
    bars = [html.Span(className=f"part {key}", style={"flexGrow": counts[key]}) for key, _ in PARTS if counts[key]]
    words = [
        html.Span(
            [html.I(className=f"key {key}"), text("{part}: {number}", part=text(word), number=text.number(counts[key]))]
        )
        for key, word in PARTS
        if counts[key] or key != "others"
    ]
    return html.Div(
        [
            html.Span(term(state, "how much we know"), className="coverage-title"),
            html.Div(bars, className="coverage-bar", **attributes(aria_hidden="true")),
            html.Span(words, className="coverage-words"),
        ],
        className="coverage",
    )
