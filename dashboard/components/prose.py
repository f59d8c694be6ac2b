"""How numbers speak: a score with its interval and its evidence, a sentence that can be quoted, a term explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import html

from dashboard import ids
from dashboard.components.attributes import attributes
from dashboard.components.icons import icon
from dashboard.sentences.scores import score_of, short
from dashboard.words import HELP, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.state import State

DOTS = {"A": 4, "B": 3, "C": 2, "D": 1}


def score(state: State, row: Mapping[str, Any]) -> Component:
    """Show a row of ``scores``: number, interval, and its evidence as dots and a word; never a number in grade D."""
    told = score_of(row)
    number = html.Span(short(told, say(state)), className="score-number" if told.known else "score-none")
    return html.Span([number, evidence(state, str(row["grade"]))], className="score")


def evidence(state: State, grade: str) -> Component:
    """Show how much a number rests on: one to four dots and a word; a letter would read as a school mark."""
    text = say(state)
    full = DOTS.get(grade, 1)
    dots = [html.I(className="dot full" if place < full else "dot") for place in range(4)]
    return html.Span(
        [
            html.Span(dots, className="dots", **attributes(aria_hidden="true")),
            html.Span(text("evidence: {word}", word=text.evidence(grade)), className="evidence-word"),
        ],
        className="evidence",
    )


def probability(state: State, p: float) -> str:
    """Say a probability in words, with its number."""
    return say(state).probability(p)


def sentence(state: State, words: str, *, source: str = "", pick: str = "", place: str = "") -> Component:
    """Show a sentence that can be quoted: with a button that copies it and its source, and one to its evidence."""
    text = say(state)
    buttons: list[Component] = []
    if pick:
        buttons.append(html.Button(text("Sources"), id=ids.pick(pick, place=place or "sentence"), className="quiet"))
    label = text("Copy sentence with source")
    copied = words if not source else text("{sentence} [{source}]", sentence=words, source=source)
    buttons.append(
        html.Button(
            icon("copy", size=16),
            className="quiet icon-button",
            title=label,
            **attributes(data_copy=copied, aria_label=label),
        )
    )
    return html.P([html.Span(words), html.Span(buttons, className="sentence-buttons")], className="sentence")


def term(state: State, word: str, *, shown: str = "") -> Component:
    """Show a term of the trade with its explanation on hover and focus; ``word`` is a key of ``words.HELP``."""
    text = say(state)
    inner = html.Span(shown or text(word), className="term", tabIndex=0, role="note")
    explained: Component = dmc.Tooltip(
        inner,
        label=text(HELP[word]),
        multiline=True,
        w=280,
        withArrow=True,
        events={"hover": True, "focus": True, "touch": True},
    )
    return explained


def pick_button(words: Component | str, code: str, *, place: str, label: str = "") -> Component:
    """Show a number or a name that opens the drawer on what it rests on."""
    more = attributes(aria_label=label) if label else {}
    return html.Button(words, id=ids.pick(code, place=place), className="pick", **more)
