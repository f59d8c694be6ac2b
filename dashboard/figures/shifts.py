"""How a score moves: dots with their intervals around the score as it is, on a scale as wide as they need."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP = 10.0
"""Points between the numbers of the scale, while there are few enough of them."""

MOST = 6
"""Numbers on the scale; with more of them it counts in twenties."""


@dataclass(frozen=True)
class Dot:
    """A score after a change, and whether it moved far; ``words`` are shown where a pointer rests on it."""

    value: float
    far: bool = False
    words: str = ""


@dataclass(frozen=True)
class Window:
    """The part of 0 to 100 that is drawn."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return where a value stands, in percent of the width."""
        return 100.0 * (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Return the numbers that are written."""
        step = STEP if (self.high - self.low) / STEP <= MOST else 2 * STEP
        first = math.ceil(self.low / step) * step
        return [first + step * place for place in range(int((self.high - first) / step + 1e-9) + 1)]


def window(values: Sequence[float]) -> Window:
    """Return the part of the scale that holds all values, in whole tens."""
    known = [value for value in values if not math.isnan(value)]
    low = max(STEP * math.floor(min(known, default=0.0) / STEP), 0.0)
    high = min(STEP * math.ceil(max(known, default=100.0) / STEP), 100.0)
    return Window(low, high) if high > low else Window(max(low - STEP, 0.0), min(low + STEP, 100.0))


def shift_track(dots: Sequence[Dot], span: tuple[float, float] | None, of: float, shown: Window) -> html.Div:
    """Draw dots over their interval, beside the score as it is; numbers stand beside it as text."""
    drawn = [html.I(className="track-tick", style=_left(tick, shown)) for tick in shown.ticks()]
    drawn.append(html.I(className="track-reference", style=_left(of, shown)))
    if span is not None:
        width = shown.at(span[1]) - shown.at(span[0])
        place = {**_left(span[0], shown), "width": f"{max(width, 0.5):.1f}%"}
        drawn.append(html.I(className="track-interval grade-B", style=place))
    kind = "track-dot" if len(dots) == 1 else "track-dot small"
    drawn += [
        html.I(className=f"{kind} far" if dot.far else kind, style=_left(dot.value, shown), title=dot.words)
        for dot in dots
    ]
    return html.Div(drawn, className="track shift", **attributes(aria_hidden="true"))


def shift_scale(shown: Window, words: str) -> html.Div:
    """Draw the numbers above the tracks, and what the broken line is."""
    numbers = [html.Span(f"{tick:.0f}", className="scale-number", style=_left(tick, shown)) for tick in shown.ticks()]
    key = html.Div(html.Span([html.I(className="track-reference key"), words]), className="scale-keys")
    return html.Div([html.Div(numbers, className="scale-line"), key], className="scale")


def _left(value: float, shown: Window) -> dict[str, str]:
    return {"left": f"{shown.at(value):.1f}%"}
