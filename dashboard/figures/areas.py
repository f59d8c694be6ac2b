"""Parts of a whole over a scale of 0 to 100, as areas on top of each other; marks say where we are on the scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attributes
from dashboard.figures.track import TICKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dash.development.base_component import Component


@dataclass(frozen=True)
class Mark:
    """A line across the areas: where it stands, its words, and its kind (``aim`` or ``reference``)."""

    at: float
    words: str
    kind: str


def areas(curve: Mapping[float, Mapping[str, float]], marks: Sequence[Mark], *, percent: Sequence[str]) -> html.Div:
    """Draw shares over a scale.

    Parameters
    ----------
    curve
        Place on the scale to the share of each part; every part is a class of its own. Shares below 0 are drawn as
        nothing, and the others fill the whole.
    marks
        Lines across.
    percent
        The words for nothing, half and all, beside the picture.
    """
    places = sorted(curve)
    filled = {place: _filled(curve[place]) for place in places}
    keys = list(curve[places[0]]) if places else []
    drawn: list[Component] = [
        html.I(className=f"area {key}", style={"clipPath": _outline(places, filled, number)})
        for number, key in enumerate(keys)
    ]
    drawn += [html.I(className=f"area-mark {mark.kind}", style={"left": f"{mark.at:.1f}%"}) for mark in marks]
    sides = [html.Span(word) for word in reversed(percent)]
    ticks = [html.Span(str(tick), className="scale-number", style={"left": f"{tick}%"}) for tick in TICKS]
    inner = [
        html.Div(sides, className="area-sides"),
        html.Div(drawn, className="area-box"),
        html.Div(ticks, className="scale-line area-scale"),
    ]
    return html.Div(inner, className="areas", **attributes(aria_hidden="true"))


def legend(words: Mapping[str, str], marks: Sequence[Mark]) -> html.Div:
    """Say what areas and marks are."""
    keys = [html.Span([html.I(className=f"share-part {key} key"), word]) for key, word in words.items()]
    lines = [html.Span([html.I(className=f"area-mark {mark.kind} key"), mark.words]) for mark in marks]
    return html.Div([*keys, *lines], className="legend")


def _filled(shares: Mapping[str, float]) -> list[float]:
    sizes = [max(share, 0.0) for share in shares.values()]
    whole = sum(sizes) or 1.0
    return [size / whole for size in sizes]


def _outline(places: Sequence[float], filled: Mapping[float, Sequence[float]], number: int) -> str:
    """Return the corners of one area: along its lower edge, and back along its upper one."""
    lower = [(place, sum(filled[place][:number])) for place in places]
    upper = [(place, sum(filled[place][: number + 1])) for place in reversed(places)]
    corners = [f"{place:.1f}% {100 * (1 - share):.1f}%" for place, share in [*lower, *upper]]
    return f"polygon({', '.join(corners)})"
