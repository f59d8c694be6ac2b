"""What likely relations depend on, shown wherever they are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.twin import twin
from dashboard.sentences import likely as read

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.words import Say


def what_it_depends_on(seen: Seen, process: str, wave: str, text: Say) -> Component:
    """Show how many relations are likely under each belief about how forgetful those interviewed are."""
    rows = read.sensitivity(seen, process, wave)
    if rows.empty:
        return html.Div()
    beliefs = [text(words) for words in read.PRIORS.values()]
    headings = (text("way of working together"), text("reported"), *beliefs, text("pairs asked about"))
    words = text(
        "How many relations there probably are, pairs that nobody spoke of included, with intervals of 95 %. It "
        "depends on how often those who were interviewed forget to name one; all numbers of likely relations rest on "
        "the usual belief."
    )
    return html.Section(
        [
            html.H2(text("What likely relations depend on")),
            html.P(words, className="muted"),
            html.Div(twin(headings, read.lines(seen, rows, text), numbers=5), className="panel"),
            *(html.P(remark, className="muted small") for remark in read.remarks(seen, rows, text)),
        ],
        className="page-part",
    )
