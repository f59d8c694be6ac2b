"""How a plain mean is made: in words, in symbols, and with this study's numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.symbols import over, symbols, total, var
from dashboard.components.twin import twin
from dashboard.sentences import derivation as working
from dashboard.sentences.scores import short
from dashboard.words import Say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.components.symbols import Line
    from dashboard.sentences.derivation import Derivation
    from dashboard.sentences.scores import Score

FEW = 8
"""Organisations up to which their votes are shown at once."""


def in_words(text: Say) -> list[Component]:
    """Say how a plain mean is made, step by step."""
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
            "The interval: with fewer than two organisations it is 0 to 100; from two on it is Student’s t, with a "
            "spread not below that of all such scores of this condition. Agreement never makes it narrower than a "
            "rating can tell: half a step either way."
        ),
        text(
            "Evidence is strong, fair, limited or too little, by the width of the interval and the "
            "number of organisations. "
            "With too little, the number is not shown."
        ),
    )
    return [html.Ol([html.Li(step) for step in steps])]


def in_symbols(text: Say) -> list[Component]:
    """Show how a plain mean is made, in symbols."""
    coders, quotes = over("1", var("C", "oiq")), over("1", var("Q", "oi"))
    mean: Line = [var("x̄", "o"), " = ", over("1", var("I", "o")), total("i"), quotes, total("q"), coders, total("c")]
    spread = over(["max(", var("s"), ", ", var("s", "p"), ")"], ["√", var("m")])
    lines: tuple[Line, ...] = (
        [var("x", "oiqc"), " = 25 · ", text("rating")],
        [*mean, var("x", "oiqc")],
        [var("S"), " = ", over("1", var("m")), total("o"), var("x̄", "o")],
        [var("S"), " ± ", var("t", "m−1; .975"), " · ", spread],
    )
    return symbols(lines, _legend(text), title=text("In symbols"))


def _legend(text: Say) -> str:
    return text(
        "o organisation, i interview, q quote, c coder; m organisations; s the standard deviation of their means, "
        "never below s_p, the one pooled over all scores of this kind and condition, nor below 7.2 (half a step of "
        "a rating either way); the interval is cut at 0 and 100."
    )


def in_numbers(score: Score, seen: Seen, text: Say) -> list[Component]:
    """Show how a plain mean follows from what each organisation said, where all of that may be seen."""
    found = working.derivation(seen, score)
    told = html.P(result(score, text), className="working-result")
    if found is None:
        why = text("The working is not shown here: not every statement behind it may be seen.")
        return [told, html.P(why, className="muted")]
    count = text("one vote each; organisations: {n}", n=len(found.votes))
    votes = html.Details(
        [html.Summary(count), _votes(found, seen, text)], className="twin", open=len(found.votes) <= FEW
    )
    if not score.known:
        return [votes, told]
    return [votes, html.P(_mean(found, text), className="working-line"), told, *_without(found, text)]


def result(score: Score, text: Say) -> str:
    """Say a score, its evidence and what it rests on; that the number is hidden where there is too little."""
    values = {
        "score": short(score, text),
        "n": score.reporters,
        "statements": score.statements,
        "word": text.evidence(score.grade),
    }
    if not score.known:
        return text("Evidence: {word}. The number is hidden; organisations: {n}, statements: {statements}.", **values)
    return text("Score {score}; evidence: {word}; organisations: {n}, statements: {statements}.", **values)


def _votes(found: Derivation, seen: Seen, text: Say) -> Component:
    headings = (text("organisation"), text("interviews"), text("quotes"), text("statements"), text("mean"))
    rows = [
        (
            text.name(seen, vote.voter),
            text.number(vote.interviews),
            text.number(vote.quotes),
            text.number(vote.statements),
            text.number(vote.mean, 1),
        )
        for vote in sorted(found.votes, key=lambda vote: text.name(seen, vote.voter).casefold())
    ]
    return twin(headings, rows, numbers=4)


def _mean(found: Derivation, text: Say) -> str:
    terms = " + ".join(text.number(vote.mean, 1) for vote in found.votes[:6])
    more = " + …" if len(found.votes) > 6 else ""
    return f"S = ({terms}{more}) / {len(found.votes)} = {text.number(found.estimate, 1)}"


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
