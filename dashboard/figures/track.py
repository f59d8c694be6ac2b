"""A score on a track from 0 to 100: the interval as a bar, the score as a dot, the level agreed as a mark."""

from __future__ import annotations

import math

from dash import html

from dashboard.figures.colours import evidence_fill

TICKS = (0, 25, 50, 75, 100)


def track(
    value: float, low: float, high: float, grade: str, *,
    aim: float | None = None, reference: float | None = None, dark: bool = False,
) -> html.Div:  # fmt: skip
    """Draw one score; the number stands beside it as text, so the drawing is hidden from screen readers.

    Parameters
    ----------
    value, low, high
        The score and its 95 % interval, 0 to 100.
    grade
        How much evidence there is; ``D`` draws a hatched track without a dot.
    aim
        The level that the network agreed on, where it did.
    reference
        What the score is compared with, such as the whole network.
    """
    marks = [html.I(className="track-tick", style={"left": f"{tick}%"}) for tick in TICKS]
    if reference is not None and not math.isnan(reference):
        marks.append(html.I(className="track-reference", style=_at(reference)))
    if aim is not None:
        marks.append(html.I(className="track-aim", style=_at(aim)))
    if grade == "D" or math.isnan(value):
        return html.Div([html.I(className="track-none"), *marks], className="track", **_hidden())
    fill = evidence_fill(value, grade, dark=dark, aim=aim)
    interval = html.I(className=f"track-interval grade-{grade}", style={"left": f"{low:.1f}%", "width": f"{max(high - low, 0.5):.1f}%"})
    dot = html.I(className="track-dot", style={**_at(value), "backgroundColor": fill})
    return html.Div([*marks, interval, dot], className="track", **_hidden())


def scale(*, aim: str = "", reference: str = "") -> html.Div:
    """Draw the numbers that belong above a column of tracks, and what the marks mean."""
    numbers = [html.Span(str(tick), className="scale-number", style={"left": f"{tick}%"}) for tick in TICKS]
    keys = []
    if reference:
        keys.append(html.Span([html.I(className="track-reference key"), reference]))
    if aim:
        keys.append(html.Span([html.I(className="track-aim key"), aim]))
    return html.Div([html.Div(numbers, className="scale-line"), html.Div(keys, className="scale-keys")], className="scale")


def _at(value: float) -> dict[str, str]:
    return {"left": f"{min(max(value, 0.0), 100.0):.1f}%"}


def _hidden() -> dict[str, str]:
    return {"aria-hidden": "true"}
