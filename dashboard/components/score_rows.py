"""Scores under each other: name, track, number and evidence; and the same as a small table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.prose import evidence, pick_button
from dashboard.components.twin import twin
from dashboard.figures.track import Mark, scale, track
from dashboard.sentences.scores import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.sentences.lens import Lens
    from dashboard.sentences.scores import Score
    from dashboard.words import Say


def mark(score: Score, *, reference: float | None = None) -> Mark:
    """Return how a score is drawn."""
    grade = score.grade if score.known else "D"
    return Mark(score.value, score.low, score.high, grade, score.aim, reference)


def score_rows(
    found: Sequence[tuple[str, Score]], lens: Lens, *, place: str, reference: float | None
) -> list[Component]:
    """Show scores by name under one scale; ``place`` keeps their buttons unique on the page."""
    aims = any(score.aim is not None for _, score in found)
    words = {
        "aim": lens.text("level agreed") if aims else "",
        "reference": lens.text("whole network") if reference is not None else "",
    }
    head = html.Div([html.Span(), scale(**words), html.Span()], className="track-row track-head")
    return [head, *(_row(name, score, lens, place, reference) for name, score in found)]


def score_table(found: Sequence[tuple[str, Score]], heading: str, text: Say) -> Component:
    """Show the same scores as a table of words."""
    headings = (heading, text("score (interval)"), text("evidence"), text("statements"), text("organisations"))
    return twin(headings, [(name, *cells(score, text)) for name, score in found], numbers=2)


def cells(score: Score, text: Say) -> tuple[str, str, str, str]:
    """Return a score, its evidence, and how many statements and organisations it rests on, as words."""
    counts = (text.number(score.statements), text.number(score.reporters))
    return (short(score, text), text.evidence(score.grade), *counts)


def _row(name: str, score: Score, lens: Lens, place: str, reference: float | None) -> Component:
    number = html.Span(short(score, lens.text) if score.known else "–", className="score-number")
    return html.Div(
        [
            html.Div(pick_button(name, score.pick, place=place)),
            track(mark(score, reference=reference), dark=lens.state.dark),
            html.Div([number, evidence(lens.state, score.grade)], className="score"),
        ],
        className="track-row",
    )
