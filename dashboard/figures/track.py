"""A score on a track from 0 to 100: the interval as a bar, the score as a dot, the level agreed as a mark."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dash import html

from dashboard.components.attributes import attributes
from dashboard.figures.colours import score_colour

TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Mark:
    """What is drawn on a track.

    Attributes
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

    value: float
    low: float
    high: float
    grade: str
    aim: float | None = None
    reference: float | None = None


def track(mark: Mark, *, dark: bool = False) -> html.Div:
    """Draw one score; the number stands beside it as text, so the drawing is hidden from screen readers."""
    drawn = [html.I(className="track-tick", style=_at(tick)) for tick in TICKS]
    if mark.reference is not None and not math.isnan(mark.reference):
        drawn.append(html.I(className="track-reference", style=_at(mark.reference)))
    if mark.aim is not None:
        drawn.append(html.I(className="track-aim", style=_at(mark.aim)))
    if mark.grade == "D" or math.isnan(mark.value):
        return html.Div([html.I(className="track-none"), *drawn], className="track", **attributes(aria_hidden="true"))
    width = {"left": f"{mark.low:.1f}%", "width": f"{max(mark.high - mark.low, 0.5):.1f}%"}
    interval = html.I(className=f"track-interval grade-{mark.grade}", style=width)
    fill = score_colour(mark.value, dark=dark, aim=mark.aim)
    dot = html.I(className="track-dot", style={**_at(mark.value), "backgroundColor": fill})
    return html.Div([*drawn, interval, dot], className="track", **attributes(aria_hidden="true"))


def scale(*, aim: str = "", reference: str = "") -> html.Div:
    """Draw the numbers that belong above a column of tracks, and what the marks mean."""
    numbers = [html.Span(str(tick), className="scale-number", style=_at(tick)) for tick in TICKS]
    keys = []
    if reference:
        keys.append(html.Span([html.I(className="track-reference key"), reference]))
    if aim:
        keys.append(html.Span([html.I(className="track-aim key"), aim]))
    return html.Div(
        [html.Div(numbers, className="scale-line"), html.Div(keys, className="scale-keys")], className="scale"
    )


def _at(value: float) -> dict[str, str]:
    return {"left": f"{min(max(value, 0.0), 100.0):.1f}%"}
