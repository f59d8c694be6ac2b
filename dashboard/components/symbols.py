"""Symbols of a formula, in HTML: a variable with its index, a fraction, a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    Piece = Component | str
    Line = list[Component | str]


def symbols(lines: Sequence[Line], legend: str, *, title: str) -> list[Component]:
    """Show lines of a formula, and what their letters stand for; the keyboard scrolls them where they are too wide."""
    shown = [html.P(line, className="symbol-line") for line in lines]
    box = html.Div(shown, className="symbols", tabIndex=0, role="group", **attributes(aria_label=title))
    return [box, html.P(legend, className="muted small")]


def var(name: str, index: str = "") -> Component:
    """Show a variable with its index."""
    return html.Span([html.I(name), html.Sub(index)] if index else html.I(name))


def over(top: Piece | Line, bottom: Piece | Line) -> Component:
    """Show a fraction."""
    return html.Span([html.Span(top), html.Span(bottom)], className="fraction")


def total(index: str) -> Component:
    """Show the sign of a sum over an index."""
    return html.Span([" ∑", html.Sub(index), " "])


def added(*terms: Piece) -> Line:
    """Put plus signs between terms."""
    line: Line = []
    for term in terms:
        line += [" + ", term] if line else [term]
    return line
