"""What would change the picture: the score of the whole network after one change at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from collabnet.scoring.model.sensitivity import FLAGGED
from dashboard.components.picture import framed
from dashboard.components.twin import twin
from dashboard.figures.shifts import Dot, Window, shift_scale, shift_track, window
from dashboard.sentences import capital
from dashboard.sentences import sensitivity as read
from dashboard.sentences.method import plain_of
from dashboard.sentences.scores import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.sentences.lens import Lens
    from dashboard.sentences.scores import Score
    from dashboard.sentences.sensitivity import Shift


def sensitivity(it: Lens) -> Component | None:
    """Show how far the network's score moves; nothing where its number may not be shown, or is a plain mean."""
    whole = it.whole()
    if it.plain or it.voice != "organisations" or whole is None or not whole.known:
        return None
    found = _shown(whole, it)
    if not found:
        return None
    text = it.text
    caption = text(
        "The score of the whole network after one change at a time; bars are 95 % intervals; the broken line is the "
        "score as it is. Marked: more than {most} points. {wave}.",
        most=text.number(FLAGGED),
        wave=it.when(),
    )
    return framed(
        html.Div([_tracks(found, whole, it), html.P(read.flagged_sentence(found, it.seen, text))], className="shifts"),
        title=read.sensitivity_title(found, it.title(), text),
        caption=caption,
        table=_table(found, whole, it),
        summary=text("The same as a table"),
    )


def _shown(whole: Score, it: Lens) -> tuple[Shift, ...]:
    """Return the changes, without a plain mean that rests on too little evidence for a number."""
    plain = plain_of(it.seen, whole)
    hidden = plain is None or not plain.known
    return tuple(one for one in read.shifts(it.seen, it.domain, it.wave) if not (hidden and one.kind == "transparent"))


def _tracks(found: Sequence[Shift], whole: Score, it: Lens) -> Component:
    less, others = read.interviews(found), read.others(found)
    ends = [end for one in others for end in (one.low, one.high)]
    shown = window([whole.low, whole.high, whole.value, *ends, *(one.score for one in less)])
    head = html.Div(
        [html.Span(), shift_scale(shown, it.text("score as it is")), html.Span()], className="track-row track-head"
    )
    rows = [_left_out(less, whole, shown, it)] if less else []
    return html.Div([head, *rows, *(_row(one, whole, shown, it) for one in others)], className="track-rows")


def _left_out(less: Sequence[Shift], whole: Score, shown: Window, it: Lens) -> Component:
    text = it.text
    dots = [
        Dot(one.score, one.flagged, f"{read.said(one, it.seen, text)}: {read.moved(one.points, text)}") for one in less
    ]
    low, high = min(one.score for one in less), max(one.score for one in less)
    told = text("{low} to {high}", low=text.number(low), high=text.number(high))
    name = text("One interview left out, each in turn ({n})", n=len(less))
    track = shift_track(dots, (whole.low, whole.high), whole.value, shown)
    return _line(name, track, told, _mark(less, it))


def _row(one: Shift, whole: Score, shown: Window, it: Lens) -> Component:
    track = shift_track([Dot(one.score, one.flagged)], (one.low, one.high), whole.value, shown)
    told = f"{_interval(one, it)} · {read.moved(one.points, it.text)}"
    return _line(capital(read.change(one, it.text)), track, told, _mark([one], it))


def _line(name: str, track: Component, told: str, mark: list[Component]) -> Component:
    number = html.Span(told, className="score-number")
    return html.Div([html.Div(name), track, html.Div([number, *mark], className="score")], className="track-row")


def _mark(shifts: Sequence[Shift], it: Lens) -> list[Component]:
    if not any(one.flagged for one in shifts):
        return []
    return [html.Span(it.text("more than {most} points", most=it.text.number(FLAGGED)), className="mark")]


def _interval(one: Shift, it: Lens) -> str:
    told = {"score": one.score, "low": one.low, "high": one.high}
    return it.text("{score} ({low}–{high})", **{name: it.text.number(value) for name, value in told.items()})


def _table(found: Sequence[Shift], whole: Score, it: Lens) -> Component:
    text = it.text
    rows = [(text("as it is"), short(whole, text), "–", "")]
    for one in found:
        far = text("more than {most} points", most=text.number(FLAGGED)) if one.flagged else ""
        what = capital(read.said(one, it.seen, text))
        rows.append((what, _interval(one, it), read.moved(one.points, text), far))
    headings = (text("what is changed"), text("score (interval)"), text("moves by"), text("marked"))
    return twin(headings, rows, numbers=3)
