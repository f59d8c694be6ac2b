"""The network on the screen: the one place that touches dash-cytoscape, and what makes the canvas usable without eyes.

Beside the canvas lies a list of the same organisations: arrow up and down walk the list, left and right walk the
neighbours, Enter opens the drawer, and a live region says who it is and with how many it works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import dash_cytoscape as cytoscape
from dash import html

from dashboard import ids
from dashboard.components.attributes import attributes
from dashboard.components.icons import icon
from dashboard.figures.network_elements import elements, stylesheet
from dashboard.figures.network_svg import sample
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.figures import Drawing, Key
    from dashboard.state import State


def canvas(state: State, name: str, drawing: Drawing, *, told: str) -> Component:
    """Show a drawing; a click on an organisation or a line opens the drawer."""
    text = say(state)
    graph = cytoscape.Cytoscape(
        id=ids.network(name),
        elements=elements(drawing),
        stylesheet=stylesheet(drawing, dark=state.dark),
        layout={"name": "preset", "fit": True, "padding": 36, "animate": False},
        style={"width": "100%", "height": "100%"},
        minZoom=0.08,
        maxZoom=4,
        boxSelectionEnabled=False,
        autounselectify=False,
        responsive=True,
        autoungrabify=True,
    )
    buttons = [
        html.Button(sign, className="quiet zoom", title=label, **attributes(data_zoom=way, aria_label=label))
        for sign, way, label in (
            ("+", "in", text("Closer")),
            ("−", "out", text("Further")),
            ("⤢", "fit", text("Whole network")),
        )
    ]
    return html.Div(
        [
            html.Div(graph, role="img", className="canvas-inner", **attributes(aria_label=told)),
            html.Div(buttons, className="zooms"),
        ],
        className="canvas",
    )


def listing(state: State, drawing: Drawing) -> Component:
    """Return the organisations of a drawing as a list that arrow keys walk."""
    text = say(state)
    items = [
        html.Li(
            html.Button(
                node.label,
                id=ids.pick(node.pick, place="list"),
                className="walk",
                tabIndex=-1 if place else 0,
                **attributes(data_org=node.key, data_near="\n".join(node.neighbours), data_told=node.told),
            )
        )
        for place, node in enumerate(drawing.nodes)
    ]
    help_ = text("Arrow up and down: next organisation. Left and right: its partners. Enter: open.")
    return html.Section(
        [
            html.H2(text("Organisations ({number})", number=text.number(len(items))), className="list-title"),
            html.P(help_, className="muted list-help", id="walk-help"),
            html.Ul(items, className="walks", **attributes(aria_describedby="walk-help")),
            html.P(className="live", **attributes(aria_live="polite", data_live="network")),
        ],
        className="network-list",
        **attributes(aria_label=text("Organisations in the picture")),
    )


def legend(state: State, drawing: Drawing) -> Component:
    """Return the legend: every colour, shape, line and size, and what is known of but not drawn."""
    text = say(state)
    groups: list[Component] = [
        html.Div(
            [html.H3(title), html.Ul([html.Li([_sample(state, key), html.Span(_words(state, key))]) for key in keys])],
            className="legend-group",
        )
        for title, keys in drawing.legend
    ]
    if drawing.notes:
        notes = html.Ul([html.Li(note) for note in drawing.notes])
        groups.append(html.Div([html.H3(text("Known of, not drawn")), notes], className="legend-group"))
    summary = html.Summary([icon("question", size=16), text("What colours and lines mean")])
    inner = [summary, html.Div(groups, className="legend-groups")]
    return html.Details(inner, open=True, className="network-legend", **attributes(data_keep="legend"))


def _sample(state: State, key: Key) -> Component:
    return html.Img(src="data:image/svg+xml," + quote(sample(key, dark=state.dark)), alt="", className="legend-sample")


def _words(state: State, key: Key) -> str:
    text = say(state)
    return text("{words} ({number})", words=key.words, number=text.number(key.number)) if key.number else key.words
