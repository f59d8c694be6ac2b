"""How much we know, on every page: of the expected links; where none are expected, of the pairs that were spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from dash import html

from dashboard.components.attributes import attributes
from dashboard.components.prose import term
from dashboard.sentences import expected, study_has
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

LINKS = (
    ("works", N_("expected links that work")),
    ("falls_short", N_("that fall short")),
    ("unknown", N_("without information")),
)
UNTOLD = ("unknown", N_("not known, or not shown here"))
"""What the rest is where a view withholds some of what is known."""


def expected_numbers(seen: Seen, wave: str) -> dict[str, int]:
    """Count the expected links of one wave by what is known of them; nothing where none are expected."""
    found = expected.links(seen, wave)
    return {key: getattr(found, key) for key, _ in LINKS} if found.expected else {}


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
    """Show the coverage of this wave as a strip, each with its number in words."""
    text = say(state)
    links = expected_numbers(seen, state.wave)
    counts, parts = (links, _of_links(seen)) if links else (numbers(seen, state.wave), PARTS)
    total = sum(counts.values())
    if not total or not study_has.interviews(seen):
        return html.Div(className="coverage none")
    bars = [html.Span(className=f"part {key}", style={"flexGrow": counts[key]}) for key, _ in parts if counts[key]]
    words = [
        html.Span(
            [html.I(className=f"key {key}"), text("{part}: {number}", part=text(word), number=text.number(counts[key]))]
        )
        for key, word in parts
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


def _of_links(seen: Seen) -> tuple[tuple[str, str], ...]:
    return LINKS if seen.view == "researcher" else (*LINKS[:-1], UNTOLD)
