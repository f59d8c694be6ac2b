"""Small lists of facts in the drawer: a heading with what belongs under it, and word beside number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component


def section(title: str, *parts: Component | str, fold: bool = False) -> Component:
    """Put parts under a heading; folded away where they are for who wants to know more."""
    if fold:
        return html.Details([html.Summary(title), *parts], className="fact-section")
    return html.Section([html.H3(title), *parts], className="fact-section")


def facts(pairs: Sequence[tuple[str, Component | str]]) -> Component:
    """Show words with their values."""
    lines = [html.Div([html.Dt(word), html.Dd(value)]) for word, value in pairs]
    return html.Dl(lines, className="facts")


def lines(items: Sequence[Component | str]) -> Component:
    """Show a plain list."""
    return html.Ul([html.Li(item) for item in items], className="fact-lines")
