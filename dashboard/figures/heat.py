"""A heat map as a table: who speaks down the side, whom it is about along the top; every cell a number and a button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import html

from dashboard import ids
from dashboard.components.attributes import attributes
from dashboard.figures.colours import ink_on, score_colour

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVERYONE = "*"
"""Key of the row in which everybody speaks."""


@dataclass(frozen=True)
class Cell:
    """One cell: its number as text, how it is drawn, what it opens, how it is read aloud, and its interval."""

    text: str
    value: float
    grade: str
    pick: str
    label: str
    interval: str = ""


@dataclass(frozen=True)
class HeatMap:
    """What is drawn.

    Attributes
    ----------
    rows, columns
        Key and word of each row and column.
    cells
        (row key, column key) to cell; a pair that is not there is left empty: nobody spoke of it.
    corner
        What rows and columns are.
    aim
        The level that the network agreed on, where it did: colours then diverge around it.
    """

    rows: Sequence[tuple[str, str]]
    columns: Sequence[tuple[str, str]]
    cells: Mapping[tuple[str, str], Cell]
    corner: str
    aim: float | None = None


def heat(shown: HeatMap, *, place: str, dark: bool = False) -> html.Div:
    """Draw the heat map; ``place`` keeps its buttons unique on the page."""
    columns = [html.Th(html.Span(word), scope="col", className="heat-column") for _, word in shown.columns]
    head = html.Thead(html.Tr([html.Th(shown.corner, className="heat-corner", scope="col"), *columns]))
    body = html.Tbody([_row(shown, key, word, place, dark=dark) for key, word in shown.rows])
    table = html.Table([head, body], className="heat")
    return html.Div(table, className="heat-scroll", tabIndex=0, role="region", **attributes(aria_label=shown.corner))


def scale(words: Sequence[tuple[float, str]], *, dark: bool = False, aim: float | None = None) -> html.Div:
    """Draw what the colours mean, in the words of the rating scale."""
    stops = ", ".join(f"{score_colour(at, dark=dark, aim=aim)} {at:.0f}%" for at in range(0, 101, 5))
    background = {"background": f"linear-gradient(90deg, {stops})"}
    bar = html.Div(className="heat-scale-bar", style=background, **attributes(aria_hidden="true"))
    marks = [html.Span(word, style={"left": f"{at:.0f}%"}) for at, word in words]
    return html.Div([bar, html.Div(marks, className="heat-scale-words")], className="heat-scale")


def _row(shown: HeatMap, row: str, word: str, place: str, *, dark: bool) -> html.Tr:
    cells = [_cell(shown.cells.get((row, column)), place, dark=dark, aim=shown.aim) for column, _ in shown.columns]
    return html.Tr([html.Th(word, scope="row"), *cells], className="heat-all" if row == EVERYONE else "")


def _cell(cell: Cell | None, place: str, *, dark: bool, aim: float | None) -> html.Td:
    if cell is None:
        return html.Td(className="heat-empty")
    style = {} if cell.grade == "D" else _look(cell, dark=dark, aim=aim)
    button = html.Button(
        [cell.text, html.Span(cell.interval, className="heat-range")] if cell.interval else cell.text,
        id=ids.pick(cell.pick, place=place),
        className="heat-cell unsure" if cell.grade == "D" else "heat-cell",
        style=style,
        title=cell.label,
        **attributes(aria_label=cell.label),
    )
    return html.Td(button)


def _look(cell: Cell, *, dark: bool, aim: float | None) -> dict[str, str]:
    fill = score_colour(cell.value, dark=dark, aim=aim)
    return {"backgroundColor": fill, "color": ink_on(fill), "borderColor": fill}
