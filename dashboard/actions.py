"""What people send to the server: files to look at and open, a sample to open, a word on what is not right."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, ctx, no_update
from dash import State as Kept

from collabnet.errors import CollabnetError
from dashboard import ids
from dashboard.components import states
from dashboard.components.opening import decoded, report
from dashboard.state import State
from dashboard.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.shelf import Shelf

LOG = logging.getLogger("collabnet.dashboard")
LONGEST_NOTE = 4000


def act(app: Dash, shelf: Shelf, *, language: str) -> None:
    """Bind what people send to an app."""
    address = (Kept(ids.URL, "pathname"), Kept(ids.URL, "search"))

    @app.callback(
        Output(ids.UPLOADED, "children"),
        Input(ids.UPLOAD, "contents"),
        Kept(ids.UPLOAD, "filename"),
        *address,
        prevent_initial_call=True,
    )
    def look(contents: list[str] | None, names: list[str], pathname: str, search: str) -> Any:
        state = State.from_url(pathname, search, language=language)
        if not contents:
            return no_update
        return safely(state, lambda: looked(shelf, state, contents, names))

    @app.callback(
        Output(ids.URL, "pathname"),
        Output(ids.URL, "search"),
        Output(ids.NOTICE, "children", allow_duplicate=True),
        Input({"type": "open", "how": ALL}, "n_clicks"),
        Kept(ids.UPLOAD, "contents"),
        Kept(ids.UPLOAD, "filename"),
        *address,
        prevent_initial_call=True,
    )
    def open_study(
        clicks: list[int], contents: list[str] | None, names: list[str] | None, pathname: str, search: str
    ) -> tuple[Any, Any, Any]:
        if not any(clicks):
            return no_update, no_update, no_update
        state = State.from_url(pathname, search, language=language)
        try:
            key = opened(shelf, str(ctx.triggered_id["how"]), contents or [], names or [])
        except Exception as problem:  # noqa: BLE001 - a person sees a sentence, never a traceback
            return no_update, no_update, told(state, problem)
        path, _, query = State(study=key, language=state.language, dark=state.dark).href().partition("?")
        return path, "?" + query, None

    @app.callback(
        Output(ids.CORRECTED, "children"),
        Output(ids.CORRECTION, "value"),
        Input(ids.CORRECT, "n_clicks"),
        Kept(ids.CORRECTION, "value"),
        *address,
        prevent_initial_call=True,
    )
    def correct(clicks: int, note: str | None, pathname: str, search: str) -> tuple[Any, Any]:
        if not clicks:
            return no_update, no_update
        state = State.from_url(pathname, search, language=language)
        try:
            shelf.correct(state.study, state.pick, (note or "")[:LONGEST_NOTE])
        except CollabnetError as problem:
            return str(problem), no_update
        return say(state)("Thank you: the researcher will see it."), ""


def looked(shelf: Shelf, state: State, contents: list[str], names: list[str]) -> Any:
    """Say what is found in dropped files."""
    findings, readable = shelf.look(decoded(contents, names))
    return report(state, findings, readable=readable, names=names)


def opened(shelf: Shelf, how: str, contents: list[str], names: list[str]) -> str:
    """Open what was asked for, and return its key."""
    kind, _, name = how.partition(":")
    if kind == "sample":
        return shelf.sample(name)
    return shelf.receive(decoded(contents, names), lenient=kind == "lenient")


def safely(state: State, make: Callable[[], Any]) -> Any:
    """Return what is made, or what went wrong in a sentence."""
    try:
        return make()
    except Exception as problem:  # noqa: BLE001 - a person sees a sentence, never a traceback
        return told(state, problem)


def told(state: State, problem: Exception) -> Any:
    """Say what happened and what to do; an error of ours speaks for itself, of another only the kind is logged."""
    text = say(state)
    if isinstance(problem, CollabnetError):
        return states.error(state, str(problem), text("What you saw before is still there."))
    LOG.error("something failed: %s", type(problem).__name__)
    return states.error(
        state,
        text("This could not be shown: something went wrong in collabnet ({kind}).", kind=type(problem).__name__),
        text("What you saw before is still there. Go back, or choose another page."),
    )
