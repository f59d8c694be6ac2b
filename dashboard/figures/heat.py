"""A heat map as a table: who speaks down the side, whom it is about along the top; every cell a number and a button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import html

from dashboard import ids
from dashboard.figures.colours import evidence_fill, ink_on, score_colour

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Cell:
    """One cell: its number as text, how it is drawn, what it opens and how it is read aloud."""

    text: str
    value: float
    grade: str
    pick: str
    label: str


def heat(
    rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]], cells: Mapping[tuple[str, str], Cell], *,
    corner: str, place: str, dark: bool = False, aim: float | None = None,
) -> html.Div:  # fmt: skip
    """Draw the heat map.

    Parameters
    ----------
    rows, columns
        Key and word of each row and column.
    cells
        (row key, column key) to cell; a pair that is not there is left empty: nobody spoke of it.
    corner
        What rows and columns are.
    place
        Unique on the page, for the ids of the buttons.
    """
    head = html.Thead(html.Tr([html.Th(corner, className="heat-corner", scope="col"),
                               *(html.Th(html.Span(word), scope="col", className="heat-column") for _, word in columns)]))  # fmt: skip
    body = [
        html.Tr([html.Th(word, scope="row"),
                 *(_cell(cells.get((row, column)), place, dark=dark, aim=aim) for column, _ in columns)],
                className="heat-all" if row == "*" else "")
        for row, word in rows
    ]  # fmt: skip
    table = html.Table([head, html.Tbody(body)], className="heat")
    return html.Div(table, className="heat-scroll", tabIndex=0, role="region", **{"aria-label": corner})


def scale(words: Sequence[tuple[float, str]], *, dark: bool = False, aim: float | None = None) -> html.Div:
    """Draw what the colours mean, in the words of the rating scale."""
    stops = ", ".join(f"{score_colour(at, dark=dark, aim=aim)} {at:.0f}%" for at in range(0, 101, 5))
    bar = html.Div(className="heat-scale-bar", style={"background": f"linear-gradient(90deg, {stops})"},
                   **{"aria-hidden": "true"})  # fmt: skip
    marks = [html.Span(word, style={"left": f"{at:.0f}%"}) for at, word in words]
    return html.Div([bar, html.Div(marks, className="heat-scale-words")], className="heat-scale")


def _cell(cell: Cell | None, place: str, *, dark: bool, aim: float | None) -> html.Td:
    if cell is None:
        return html.Td(className="heat-empty")
    if cell.grade == "D":
        button = html.Button(cell.text, id=ids.pick(cell.pick, place=place), className="heat-cell unsure", title=cell.label,
                             **{"aria-label": cell.label})  # fmt: skip
        return html.Td(button)
    fill = evidence_fill(cell.value, cell.grade, dark=dark, aim=aim)
    outline = score_colour(cell.value, dark=dark, aim=aim)
    style = {"backgroundColor": fill, "color": ink_on(fill), "borderColor": outline}
    button = html.Button(cell.text, id=ids.pick(cell.pick, place=place), className="heat-cell", style=style,
                         title=cell.label, **{"aria-label": cell.label})  # fmt: skip
    return html.Td(button)


