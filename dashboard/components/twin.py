"""A small table of words: the twin of a picture, readable and printable without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component


def twin(headings: Sequence[str], rows: Sequence[Sequence[str | Component]], *, numbers: int = 0) -> Component:
    """Show rows under headings; the last ``numbers`` columns are aligned right."""
    first = len(headings) - numbers
    head = html.Tr(
        [
            html.Th(word, scope="col", className="figures" if place >= first else "")
            for place, word in enumerate(headings)
        ]
    )
    body = [html.Tr([_cell(value, headings[place], place, first) for place, value in enumerate(row)]) for row in rows]
    table = html.Table([html.Thead(head), html.Tbody(body)], className="plain")
    return html.Div(
        table, className="plain-scroll", tabIndex=0, role="region", **attributes(aria_label=" · ".join(headings))
    )


def _cell(value: str | Component, heading: str, place: int, first: int) -> Component:
    """Show a cell; it carries its heading, which stands beside it where the table is too narrow for columns."""
    if place == 0:
        return html.Th(value, scope="row")
    return html.Td(value, className="figures" if place >= first else "", **attributes(data_heading=heading))
