"""How a score is made: in words, in symbols, and with this study's numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dash import html

from collabnet import settings
from dashboard.components.twin import twin
from dashboard.sentences import derivation as working
from dashboard.sentences.scores import short
from dashboard.words import Say, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.derivation import Derivation
    from dashboard.sentences.scores import Score
    from dashboard.state import State

FEW = 8
"""Organisations up to which their votes are shown at once."""


def formula(score: Score, seen: Seen, state: State) -> Component:
    """Show how one score came about."""
    text = say(state)
    found = working.derivation(seen, score)
    return html.Div(
        [
            html.Div([html.H3(text("In words")), *_words(text)], className="working-part"),
            html.Div([html.H3(text("In symbols")), *_symbols(score, text)], className="working-part"),
            html.Div(
                [html.H3(text("With this study’s numbers")), *_numbers(score, found, seen, text)],
                className="working-part wide",
            ),
        ],
        className="working",
    )


def _words(text: Say) -> list[Component]:
    steps = (
        text(
            "Each statement is rated 0 to 4; a rating step is 25 points. A mere barrier, mixed or "
            "help counts 25, 50 or 75."
        ),
        text(
            "Coders who read the same quote are averaged; then quotes within an interview; then interviews within an "
            "organisation. So every organisation has one vote, however much it said."
        ),
        text("The score is the mean of the organisations."),
        text(
            "The interval: with fewer than two organisations it is 0 to 100; with two to nine it is Student’s t; with "
            "ten or more, organisations are drawn again and again (bootstrap). Agreement never makes it narrower than "
            "a rating can tell: half a step either way."
        ),
        text(
            "Evidence is strong, fair, limited or too little, by the width of the interval and the "
            "number of organisations. "
            "With too little, the number is not shown."
        ),
    )
    return [html.Ol([html.Li(step) for step in steps])]


def _symbols(score: Score, text: Say) -> list[Component]:
    few = score.reporters < settings.BOOTSTRAP_FROM
    lines: tuple[list[Component | str], ...] = (
        [_var("x", "oiqc"), " = 25 · ", text("rating")],
        [
            _var("x̄", "o"),
            " = ",
            _over("1", _var("I", "o")),
            _sum("i"),
            _over("1", _var("Q", "oi")),
            _sum("q"),
            _over("1", _var("C", "oiq")),
            _sum("c"),
            _var("x", "oiqc"),
        ],
        [_var("S"), " = ", _over("1", _var("m")), _sum("o"), _var("x̄", "o")],
        [
            _var("S"),
            " ± ",
            _var("t", "m−1; .975"),
            " · ",
            _over(["max(", _var("s"), ", ", _var("s", "p"), ")"], ["√", _var("m")]),
        ]
        if few
        else ["[", _var("S*", ".025"), ", ", _var("S*", ".975"), "]"],
    )
    legend = (
        text(
            "o organisation, i interview, q quote, c coder; m organisations; s the standard "
            "deviation of their means, never "
            "below s_p, the one pooled over the waves of this condition, nor below 7.2 (half a step of a rating either "
            "way); the interval is cut at 0 and 100."
        )
        if few
        else text(
            "o organisation, i interview, q quote, c coder; m organisations; S* the mean of m "
            "organisations drawn with replacement."
        )
    )
    return [
        html.Div([html.P(line, className="symbol-line") for line in lines], className="symbols"),
        html.P(legend, className="muted small"),
    ]


def _var(name: str, index: str = "") -> Component:
    return html.Span([html.I(name), html.Sub(index)] if index else html.I(name))


def _over(top: Component | str | list[Component | str], bottom: Component | str | list[Component | str]) -> Component:
    return html.Span([html.Span(top), html.Span(bottom)], className="fraction")


def _sum(index: str) -> Component:
    return html.Span([" ∑", html.Sub(index), " "])


def _numbers(score: Score, found: Derivation | None, seen: Seen, text: Say) -> list[Component]:
    result = html.P(_result(score, text), className="working-result")
    if found is None:
        return [
            result,
            html.P(
                text("The working is not shown here: not every statement behind it may be seen."), className="muted"
            ),
        ]
    table = twin(
        (text("organisation"), text("interviews"), text("quotes"), text("statements"), text("mean")),
        [
            (
                text.name(seen, vote.voter),
                text.number(vote.interviews),
                text.number(vote.quotes),
                text.number(vote.statements),
                text.number(vote.mean, 1),
            )
            for vote in sorted(found.votes, key=lambda vote: text.name(seen, vote.voter).casefold())
        ],
        numbers=4,
    )
    count = text("{n} organisations, one vote each", n=len(found.votes))
    shown = html.Details([html.Summary(count), table], className="twin", open=len(found.votes) <= FEW)
    lines: list[Component] = [shown, html.P(_mean(found, text), className="working-line")]
    return [*lines, result, *_without(found, text)]


def _mean(found: Derivation, text: Say) -> str:
    terms = " + ".join(text.number(vote.mean, 1) for vote in found.votes[:6])
    more = " + …" if len(found.votes) > 6 else ""
    return f"S = ({terms}{more}) / {len(found.votes)} = {text.number(found.estimate, 1)}"


def _result(score: Score, text: Say) -> str:
    values = {
        "score": short(score, text),
        "n": score.reporters,
        "statements": score.statements,
        "word": text.evidence(score.grade),
    }
    if not score.known:
        return text("Evidence: {word}. The number is hidden: {n} organisations, {statements} statements.", **values)
    return text("Score {score}; evidence: {word}; {n} organisations, {statements} statements.", **values)


def _without(found: Derivation, text: Say) -> list[Component]:
    low, high = found.without_each()
    if math.isnan(low):
        return []
    return [
        html.P(
            text(
                "What would change the picture: without any one organisation the score would lie "
                "between {low} and {high}.",
                low=text.number(low),
                high=text.number(high),
            ),
            className="muted",
        )
    ]
