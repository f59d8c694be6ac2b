"""Things to take along: plain links to files that the server makes from the address, in the view of this app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.icons import icon

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.state import State


def take(state: State, name: str, words: str) -> Component:
    """Return a link that downloads ``name`` for the present address; see :mod:`dashboard.downloads`."""
    path, _, query = state.href().partition("?")
    study = path.split("/")[1]
    return html.A(
        [icon("download", size=16), html.Span(words)],
        href=f"/take/{study}/{name}?{query}",
        download=name,
        className="quiet take",
    )
