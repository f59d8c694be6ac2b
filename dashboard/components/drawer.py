"""The evidence drawer: what was chosen, its number, how it was made, and the words it rests on. The same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.icons import icon
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State


def drawer(seen: Seen, state: State) -> list[Component]:
    """Return what lies in the drawer for ``state.pick``; nothing when nothing is chosen."""
    if not state.pick:
        return []
    text = say(state)
    del seen
    return [html.Div([html.H2(text("Sources"), tabIndex=-1),
                      html.Button(icon("close"), className="quiet icon-button", **{"data-close": "drawer", "aria-label": text("Close")})],
                     className="drawer-head"), html.P(state.pick)]  # fmt: skip
