"""What a page shows when there is nothing to show: empty, filtered to nothing, too few, gone wrong, on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attributes
from dashboard.components.icons import icon
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.state import State


def empty(state: State, sentence: str, *, href: str = "", action: str = "") -> Component:
    """Say what this place will show, and offer one step."""
    del state
    step = [html.A(action, href=href, className="button")] if href else []
    return html.Div([icon("empty", size=32), html.P(sentence), *step], className="empty")


def nothing_left(state: State, names: str) -> Component:
    """Say that the filters leave nothing, and which of them to loosen."""
    text = say(state)
    return empty(state, text("Nothing fits all the filters at once. Loosen {filters}.", filters=names))


def too_few(state: State, number: int, needed: int) -> Component:
    """Say that too few stand behind something for it to be shown."""
    text = say(state)
    return html.Span(
        text("{number} organisations; shown from {needed}", number=number, needed=needed), className="muted"
    )


def error(state: State, happened: str, remedy: str) -> Component:
    """Say in one sentence what happened and in one what to do; the last good view stays beneath."""
    del state
    return html.Div(
        [icon("warning", size=24), html.Div([html.P(happened), html.P(remedy, className="muted")])],
        className="problem",
        role="alert",
    )


def skeleton() -> Component:
    """Show grey bars while something is on its way."""
    return html.Div(
        [html.Div(className="bone wide"), html.Div(className="bone"), html.Div(className="bone block")],
        className="skeleton",
        **attributes(aria_hidden="true"),
    )
