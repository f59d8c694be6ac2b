"""A picture and what belongs to it: a title that says what is to be seen, a caption, and the same as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc, html

from dashboard import ids
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.state import State


def picture(
    state: State, name: str, figure: Any, *, title: str, caption: str, table: Component | None = None
) -> Component:
    """Show a plotly figure whose points open the drawer (``customdata`` holds the pick code).

    Parameters
    ----------
    state
        The address, for language and scheme.
    name
        Unique on the page; also the name of the file when the picture is taken out.
    figure
        A plotly figure from :mod:`dashboard.figures`.
    title
        What is to be seen, computed: *Capacity is where most partners fall short*.
    caption
        How many, how much we know, which wave.
    table
        Its table twin, folded below it.
    """
    text = say(state)
    graph = dcc.Graph(
        id=ids.figure(name),
        figure=figure,
        responsive=True,
        className="graph",
        style={"height": figure.layout.height or 380},
        config={
            "displaylogo": False,
            "displayModeBar": "hover",
            "locale": state.language,
            "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
            "toImageButtonOptions": {"format": "svg", "filename": name},
        },
    )
    return framed(graph, title=title, caption=caption, table=table, summary=text("The same as a table"))


def framed(inner: Component, *, title: str, caption: str, table: Component | None, summary: str) -> Component:
    """Put any picture between its title, its caption and its table twin."""
    parts: list[Component] = [html.H3(title, className="picture-title"), inner, html.Figcaption(caption)]
    if table is not None:
        parts.append(html.Details([html.Summary(summary), table], className="twin"))
    return html.Figure(parts, className="picture")
