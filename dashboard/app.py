"""The app: the only place where pages meet Dash, and the server behind it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import Dash, dcc, html
from waitress.server import create_server

from dashboard import ids, security
from dashboard.components import frame
from dashboard.downloads import offer
from dashboard.shelf import WorkspaceShelf
from dashboard.state import State
from dashboard.wiring import answer_not_found, wire

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from dash.development.base_component import Component

    from collabnet.workspace import Workspace
    from dashboard.shelf import Shelf

__all__ = [
    "WorkspaceShelf",
    "address",
    "app_over",
    "checked_view",
    "create_app",
    "default_view",
    "make_server",
    "serve",
]

INDEX = """<!DOCTYPE html>
<html lang="en">
<head>{%metas%}<title>{%title%}</title>{%favicon%}{%css%}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>"""


DARK = ["#e7eaf1", "#c3c9d6", "#a6afc1", "#77829a", "#47516a", "#313a4c", "#222937", "#1a1f2b", "#12161f", "#0c0f16"]
"""Greys of the dark scheme, from ink to ground: the same as in ``assets/collabnet.css``."""


ACCENT = ["#eef0fb", "#dfe3f7", "#c3caf0", "#a5b2ff", "#8c9bf0", "#5868d0", "#3b4cb8", "#33429f", "#2b3885", "#232e6b"]
"""The one accent, from faint to deep."""


def create_app(
    workspace: Workspace,
    *,
    view: str = "researcher",
    pseudonyms: bool = False,
    language: str = "en",
    names: Collection[str] | None = security.LOOPBACK_NAMES,
    only: Collection[str] | None = None,
) -> Dash:
    """Make the dashboard over a workspace.

    Parameters
    ----------
    workspace
        The studies; how many analyses stay in memory is bounded there.
    view, pseudonyms
        What may be seen, for the whole life of the app.
    language
        The language of an address that names none.
    names
        Host names under which the page may be asked for; ``None`` accepts any.
    only
        Keys of the studies that are served; all of the workspace where nothing is said.

    Returns
    -------
    Dash
        The app; its ``server`` is a Flask application.

    Raises
    ------
    CallError
        When others could reach the researcher's view; :func:`app_over` makes such an app for who wants it.
    """
    shelf = WorkspaceShelf(workspace, view=view, pseudonyms=pseudonyms, only=only)
    return app_over(shelf, language=language, names=names)


def app_over(
    shelf: Shelf,
    *,
    language: str = "en",
    names: Collection[str] | None = security.LOOPBACK_NAMES,
    exposed: bool = False,
) -> Dash:
    """Make the dashboard over any shelf of studies.

    ``exposed`` says that the researcher's view may be shown under names that other machines can reach; the rest as
    in :func:`create_app`.
    """
    security.refuse_exposure(shelf.view, names, exposed=exposed)
    app = Dash(
        "dashboard",
        title="collabnet",
        update_title="",
        assets_folder="assets",
        serve_locally=True,
        use_pages=False,
        suppress_callback_exceptions=True,
        index_string=INDEX,
        enable_mcp=False,
        add_log_handler=False,
    )
    app.layout = _layout(State(language=language))
    wire(app, shelf, language=language)
    answer_not_found(app.server, shelf, language=language)
    offer(app.server, shelf, language=language)
    security.protect(app.server, script_hashes=app.csp_hashes(), names=names)
    return app


def _layout(state: State) -> Component:
    page: Component = dmc.MantineProvider(
        html.Div(
            [
                dcc.Location(id=ids.URL, refresh="callback-nav"),
                dcc.Store(id=ids.VIEW),
                dcc.Store(id=ids.PICK),
                frame.shell(state),
            ]
        ),
        id=ids.PROVIDER,
        forceColorScheme="light",
        theme={
            "fontFamily": "var(--font)",
            "headings": {"fontFamily": "var(--font)"},
            "primaryColor": "accent",
            "primaryShade": {"light": 6, "dark": 4},
            "defaultRadius": "md",
            "cursorType": "pointer",
            "respectReducedMotion": True,
            "colors": {"dark": DARK, "accent": ACCENT},
            "autoContrast": True,
        },
    )
    return page


def serve(
    shelf: Shelf,
    *,
    host: str = "127.0.0.1",
    port: int = 8050,
    language: str = "en",
    exposed: bool = False,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the dashboard until it is stopped (Ctrl-C).

    Parameters
    ----------
    shelf
        The studies, in the view that :func:`checked_view` allows on this host.
    host, port
        Where to listen; port 0 takes any free one.
    language, exposed
        As in :func:`app_over`.
    ready
        Called with the address once the server listens.
    """
    server = make_server(shelf, host=host, port=port, language=language, exposed=exposed)
    try:
        if ready is not None:
            ready(address(server, host))
        server.run()
    finally:
        server.close()


def make_server(
    shelf: Shelf, *, host: str = "127.0.0.1", port: int = 0, language: str = "en", exposed: bool = False
) -> Any:
    """Return a waitress server that listens but does not run yet; ``close()`` ends it."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for many files at once: no news
    app = app_over(shelf, language=language, names=names_of(host), exposed=exposed)
    return create_server(
        app.server, host=host, port=port, threads=8, ident="collabnet", clear_untrusted_proxy_headers=True
    )


def names_of(host: str) -> Collection[str] | None:
    """Return the names under which a page that listens there may be asked for; any where others can reach it."""
    return security.LOOPBACK_NAMES if security.is_loopback(host) else None


def checked_view(view: str, host: str, *, exposed: bool = False) -> str:
    """Return the view that is served on an address: by default everything on this machine, ``shared`` elsewhere.

    Raises
    ------
    CallError
        When others could reach the researcher's view and ``exposed`` does not say that they may.
    """
    chosen = view or default_view(host)
    security.refuse_exposure(chosen, names_of(host), exposed=exposed)
    return chosen


def address(server: Any, host: str) -> str:
    """Return where a server that listens is found; a name may stand for several sockets, the first is told."""
    listening = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening[0][1]}/"


def default_view(host: str) -> str:
    """Return the view of an address: ``researcher`` on this machine, ``shared`` wherever others can reach it."""
    return "researcher" if security.is_loopback(host) else "shared"
