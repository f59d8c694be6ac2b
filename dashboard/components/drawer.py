"""The evidence drawer: what was chosen, its number, how it was made, and the words it rests on. The same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from dashboard import ids
from dashboard.components import quotes
from dashboard.components.attributes import attributes
from dashboard.components.facts import section
from dashboard.components.icons import icon
from dashboard.evidence import Evidence, evidence
from dashboard.words import Say, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State


def drawer(seen: Seen, state: State) -> list[Component]:
    """Return what lies in the drawer for ``state.pick``; nothing when nothing is chosen."""
    if not state.pick:
        return []
    text = say(state)
    found = evidence(seen, state)
    if found is None:
        gone = html.P(
            text("There is nothing of that name to be seen here. It may belong to another study or another view.")
        )
        return [_head(text("Sources"), text("Nothing found"), text), gone]
    parts: list[Component] = [*found.parts]
    parts += [
        section(title, quotes.cards(seen, state, keys, place=f"drawer{number}"))
        for number, (title, keys) in enumerate(found.statements)
        if keys
    ]
    parts += [*found.after, *_withheld(found, text)]
    parts.append(_foot(state, found, text))
    return [_head(found.kind, found.title, text), html.Div(parts, className="drawer-body")]


def _head(kind: str, title: str, text: Say) -> Component:
    close = html.Button(
        icon("close"), className="quiet icon-button", **attributes(data_close="drawer", aria_label=text("Close"))
    )
    words = html.Div([html.P(kind, className="drawer-kind"), html.H2(title, tabIndex=-1)])
    return html.Div([words, close], className="drawer-head")


def _withheld(found: Evidence, text: Say) -> list[Component]:
    number = found.withheld
    if not number:
        return []
    words = (
        text("1 statement stands behind this and is not listed here.")
        if number == 1
        else text("{number} statements stand behind this and are not listed here.", number=text.number(number))
    )
    return [html.P(words, className="muted")]


def _foot(state: State, found: Evidence, text: Say) -> Component:
    link = html.Button(
        [icon("link", size=16), html.Span(text("Copy link to exactly this"))],
        className="quiet",
        **attributes(data_copy_link=text("Link copied")),
    )
    parts: list[Component] = [link]
    if found.correctable:
        parts.append(_correction(state, text))
    return html.Div(parts, className="drawer-foot")


def _correction(state: State, text: Say) -> Component:
    """Return the form by which a reader says that something is not right."""
    field = dmc.Textarea(
        id=ids.CORRECTION, label=text("What should it be, and how do you know?"), autosize=True, minRows=2, size="sm"
    )
    send = html.Button(text("Send to the researcher"), id=ids.CORRECT, className="button", n_clicks=0)
    return html.Details(
        [
            html.Summary([icon("flag", size=16), html.Span(text("This is not right"))]),
            html.Div([field, send, html.P(id=ids.CORRECTED, className="muted", role="status")], className="correction"),
        ],
        className="correct",
        id=f"correct-{state.pick}",
    )
