"""What would help to know more: three conversations on the overview, ten for a condition; without names for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from dashboard.components.icons import icon
from dashboard.components.prose import pick_button, sentence
from dashboard.components.twin import twin
from dashboard.sentences import scores, source
from dashboard.sentences import what_would_help as read
from dashboard.words import Say, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.lens import Lens
    from dashboard.sentences.what_would_help import Conversation
    from dashboard.state import State

MOST = 10
"""Conversations in the table of one condition."""


def what_would_help(seen: Seen, state: State, wave: str) -> Component | None:
    """Show the three conversations that would narrow most over all conditions; nothing where none is to come."""
    text = say(state)
    if not read.still_to_come(seen, wave):
        return None
    found = read.conversations(seen, wave)
    if not found:
        known = tuple(scores.by_domain(seen, wave))
        return _nameless(read.without_names(seen, wave, known, text), seen, state, wave)
    items = [html.Li(_conversation(one, seen, text)) for one in found[: read.NAMED]]
    return html.Figure(
        [
            html.H3(read.overview_title(found, text), className="picture-title"),
            html.Ol(items, className="conversations"),
            *_notes(found, text),
            dcc.Link(
                [text("See the conversations for each condition"), icon("arrow", size=16)],
                href=state.href(page="domains"),
                className="go",
            ),
        ],
        className="picture",
    )


def conversations_table(it: Lens) -> Component | None:
    """Show the ten conversations that would narrow most for the condition; without names where none may be seen."""
    if it.voice != "organisations" or it.plain or not read.still_to_come(it.seen, it.wave):
        return None
    found = read.conversations(it.seen, it.wave, it.domain)
    if not found:
        return _nameless(read.without_names(it.seen, it.wave, (it.domain,), it.text), it.seen, it.state, it.wave)
    return html.Figure(
        [
            html.H3(read.condition_title(found, it.domain, it.text), className="picture-title"),
            html.Div(_table(found[:MOST], it), className="conversations-table"),
            *_notes(found, it.text),
        ],
        className="picture",
    )


def _conversation(one: Conversation, seen: Seen, text: Say) -> list[Component]:
    name = pick_button(text.name(seen, one.organisation), one.pick, place="would-help")
    when = html.Span(read.when_interviewed(one, seen, text), className="muted small")
    return [
        html.Div([name, when], className="conversation-head"),
        html.Span(read.asked_first(one, seen, text)),
        html.Span(read.gain(one, text), className="conversation-gain"),
    ]


def _table(found: Sequence[Conversation], it: Lens) -> Component:
    text = it.text
    headings = (
        text("organisation"),
        text("this wave"),
        text("pairs to ask about"),
        text("network: points narrower"),
        text("organisations: points narrower, on average"),
    )
    rows = [
        (
            pick_button(it.name(one.organisation), one.pick, place="would-help"),
            text("interviewed") if one.interviewed else text("not yet heard"),
            text.number(one.pairs),
            text.number(one.network, 1),
            text.number(one.organisations, 1),
        )
        for one in found
    ]
    return twin(headings, rows, numbers=3)


def _notes(found: Sequence[Conversation], text: Say) -> list[Component]:
    told = [line for line in (read.choice(found, text), read.meaning(text)) if line]
    return [html.Figcaption(" ".join(told))]


def _nameless(words: str, seen: Seen, state: State, wave: str) -> Component | None:
    if not words:
        return None
    return html.Div(sentence(state, words, source=source(seen, wave, say(state))), className="said panel")
