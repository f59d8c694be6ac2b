"""One point for attention as a row: who, what is missing, why it matters, how sure, what to do, whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import ids
from dashboard.components.attributes import attributes
from dashboard.components.icons import icon
from dashboard.components.prose import DOTS
from dashboard.sentences import capital, study_has
from dashboard.sentences import gaps as points
from dashboard.words import Say, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.gaps import Gap, Question
    from collabnet.views import Seen
    from dashboard.state import State

REASONS = 4
"""Reasons that a row shows; the drawer has all."""


def gap_row(gap: Gap, seen: Seen, state: State, *, place: str) -> Component:
    """Show one point for attention; its name opens the drawer on what it rests on."""
    text = say(state)
    heading = html.Div(
        [
            *(html.Span(points.kind_title(kind, text), className="gap-kind") for kind in gap.kinds),
            *(html.Span(word, className="gap-about") for word in points.about(gap, seen, text)),
        ],
        className="gap-head",
    )
    who = html.Button(points.who(gap, seen, text), id=ids.pick(points.pick(gap), place=place), className="pick gap-who")
    return html.Li(
        [
            html.Div(
                [heading, who, *([_aside(gap, text)] if study_has.interviews(seen) else [])], className="gap-main"
            ),
            _why(gap, seen, text),
            _step(gap, seen, text),
        ],
        className="gap",
    )


def question_row(one: Question, ask: str, seen: Seen, state: State) -> Component:
    """Show one question, under the organisation to ask; its name opens the drawer."""
    text = say(state)
    heading = html.Div(
        [
            html.Span(points.kind_title(one.kind, text), className="gap-kind"),
            *(html.Span(word, className="gap-about") for word in points.about(one, seen, text)),
        ],
        className="gap-head",
    )
    place = f"ask-{ask}-{one.kind}"
    who = html.Button(points.who(one, seen, text), id=ids.pick(points.pick(one), place=place), className="pick gap-who")
    lines = [html.Li(line) for line in (*points.because(one, seen, text), *points.why(one, seen, text))]
    return html.Li(
        [html.Div([heading, who], className="gap-main"), html.Ul(lines, className="gap-why"), _step(one, seen, text)],
        className="gap",
    )


def sureness(gap: Gap, text: Say) -> Component:
    """Show how sure we are, as dots and a word."""
    grade, word = points.sure(gap, text)
    dots = [html.I(className="dot full" if place < DOTS[grade] else "dot") for place in range(4)]
    return html.Span(
        [html.Span(dots, className="dots", **attributes(aria_hidden="true")), html.Span(word)], className="evidence"
    )


def _why(gap: Gap, seen: Seen, text: Say) -> Component:
    expected = [html.Li(line, className="gap-because") for line in points.because(gap, seen, text)]
    reasons = [html.Li(line) for line in points.why(gap, seen, text)[:REASONS]]
    return html.Ul([*expected, *reasons], className="gap-why")


def _step(gap: Gap | Question, seen: Seen, text: Say) -> Component:
    step = points.step(gap, seen, text)
    return html.P([icon("action", size=16), html.Span(step)], className="gap-step") if step else html.Span()


def _aside(gap: Gap, text: Say) -> Component:
    level = (
        html.Span(
            capital(text.competent(gap.main.competent_level)), className=f"level level-{gap.main.competent_level}"
        )
        if gap.main.competent_level
        else html.Span()
    )
    return html.Div([level, sureness(gap, text)], className="gap-side")
