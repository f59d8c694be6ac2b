"""The few callbacks there are: the address in, the screen out; what people do, into the address."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Input, Output, html, no_update
from dash import State as Kept
from flask import request

from dashboard import ids
from dashboard.actions import act, told
from dashboard.components import frame, states
from dashboard.components.drawer import drawer
from dashboard.components.opening import opening
from dashboard.pages import pages
from dashboard.state import State
from dashboard.words import say

if TYPE_CHECKING:
    from dash import Dash
    from flask import Flask, Response

    from collabnet.views import Seen
    from dashboard.shelf import Shelf


EVERY_ADDRESS = "/<path:path>"
"""What Dash calls the route of every address below the first."""


def settled(state: State, shelf: Shelf) -> tuple[State, Seen | None]:
    """Fill in what the address leaves open: the only study, the last wave; and fetch what may be seen."""
    titles = shelf.titles()
    study = state.study or next(iter(titles), "")
    if not study:
        return state, None
    seen = shelf.seen(study)
    known = [wave.id for wave in seen.settings.waves]
    wave = state.wave if state.wave in known else known[-1]
    return replace(state, study=study, wave=wave), seen


def screen(state: State, shelf: Shelf) -> frame.Screen:
    """Compute the whole screen from the address: the heart of the dashboard, testable without a browser."""
    room = pages()
    text = say(state)
    titles = shelf.titles()
    if state.study and titles and state.study not in titles:
        told = frame.notice([frame.no_such_language(state)])
        top = frame.top_bar(state, titles, None)
        return frame.Screen(top, [], frame.unknown_study(state, titles), "collabnet", told)
    asked = state
    state, seen = settled(state, shelf)
    top = frame.top_bar(state, titles, seen)
    if seen is None:
        first = opening(state) if shelf.receives else states.empty(state, text("No study is open here yet."))
        nothing = html.Article([html.H1(text("Welcome"), tabIndex=-1), first], className="page welcome")
        return frame.Screen(top, [], nothing, "collabnet", frame.notice([frame.no_such_language(state)]))
    entries = frame.menu(state, seen, room)
    page = room.get(state.page)
    told = frame.not_there(state, asked, seen, page)
    if page is None or not page.available(seen):
        return frame.Screen(top, entries, frame.welcome(state, seen, room, titles), text.title(seen), told)
    return frame.Screen(top, entries, frame.page_view(state, seen, page), text(page.title), told)


def answer_not_found(server: Flask, shelf: Shelf, *, language: str) -> None:
    """Let the first request of an address answer 404 where there is no such study or page; the page says so too."""

    def status(response: Response) -> Response:
        path = (request.view_args or {}).get("path") if request.endpoint == EVERY_ADDRESS else None
        if path is not None and response.status_code == HTTPStatus.OK:
            state = State.from_url(f"/{path}", "", language=language)
            known = state.study in shelf.titles() and (not state.page or state.page in pages())
            response.status_code = HTTPStatus.OK if known else HTTPStatus.NOT_FOUND
        return response

    server.after_request(status)


def wire(app: Dash, shelf: Shelf, *, language: str) -> None:
    """Bind every callback to an app."""
    pages()  # Dash refuses component libraries that are first imported inside a callback
    _wire_browser(app)
    act(app, shelf, language=language)

    @app.callback(
        Output(ids.TOP, "children"),
        Output(ids.MENU, "children"),
        Output(ids.MIDDLE, "children"),
        Output(ids.NOTICE, "children"),
        Input(ids.VIEW, "data"),
        prevent_initial_call=True,
    )
    def show(view: dict[str, str]) -> tuple[Any, ...]:
        state = State.from_url(view["pathname"], view["search"], language=language)
        try:
            shown = screen(state, shelf)
        except Exception as problem:  # noqa: BLE001 - a person sees a sentence, never a traceback
            return no_update, no_update, no_update, told(state, problem)
        return shown.top, shown.menu, shown.middle, shown.notice

    @app.callback(
        Output(ids.DRAWER, "children"),
        Output(ids.NOTICE, "children", allow_duplicate=True),
        Input(ids.PICK, "data"),
        Input(ids.VIEW, "data"),
        prevent_initial_call=True,
    )
    def show_drawer(pick: str, view: dict[str, str] | None) -> tuple[Any, Any]:
        if not view:
            return no_update, no_update
        state = State.from_url(view["pathname"], view["search"], language=language).with_(pick=pick or "")
        try:
            state, seen = settled(state, shelf)
            return (drawer(seen, state) if seen is not None else []), no_update
        except Exception as problem:  # noqa: BLE001 - a person sees a sentence, never a traceback
            return no_update, told(state, problem)


def _wire_browser(app: Dash) -> None:
    """Bind what happens in the browser alone; the functions stand in ``assets/wiring.js``."""
    bind: Any = app.clientside_callback  # Dash gives it no types
    bind(
        ClientsideFunction("collabnet", "split"),
        Output(ids.VIEW, "data"),
        Output(ids.PICK, "data"),
        Output(ids.PROVIDER, "forceColorScheme"),
        Input(ids.URL, "pathname"),
        Input(ids.URL, "search"),
        Kept(ids.VIEW, "data"),
        Kept(ids.PICK, "data"),
    )
    bind(
        ClientsideFunction("collabnet", "controls"),
        Input({"type": "control", "name": ALL}, "value"),
        Input({"type": "switch", "name": ALL}, "checked"),
        Kept({"type": "default", "name": ALL}, "data"),
        Kept({"type": "default", "name": ALL}, "id"),
        prevent_initial_call=True,
    )
    bind(
        ClientsideFunction("collabnet", "chosen"),
        Input({"type": "figure", "name": ALL}, "clickData"),
        Input({"type": "network", "name": ALL}, "tapNodeData"),
        Input({"type": "network", "name": ALL}, "tapEdgeData"),
        prevent_initial_call=True,
    )
    bind(ClientsideFunction("collabnet", "arrived"), Input(ids.MIDDLE, "children"), prevent_initial_call=True)
    bind(ClientsideFunction("collabnet", "opened"), Input(ids.DRAWER, "children"), prevent_initial_call=True)
