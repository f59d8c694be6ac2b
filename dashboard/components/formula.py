"""How a score is made: in words, in symbols, and with this study's numbers; the way it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components import formula_model, formula_plain
from dashboard.sentences.made import made
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.state import State


def formula(score: Score, seen: Seen, state: State) -> Component:
    """Show how one score came about: by the model, or as a plain mean."""
    text = say(state)
    by_model = made(seen, score)
    if by_model is None:
        words, symbols = formula_plain.in_words(text), formula_plain.in_symbols(text)
        numbers = formula_plain.in_numbers(score, seen, text)
    else:
        words, symbols = formula_model.in_words(by_model, seen, text), formula_model.in_symbols(text)
        numbers = formula_model.in_numbers(score, by_model, seen, text)
    return html.Div(
        [
            html.Div([html.H3(text("In words")), *words], className="working-part"),
            html.Div([html.H3(text("In symbols")), *symbols], className="working-part"),
            html.Div([html.H3(text("With this study’s numbers")), *numbers], className="working-part wide"),
        ],
        className="working",
    )
