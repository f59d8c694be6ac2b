"""What people connect a condition with: sentences that open the drawer, and the same as a small table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.picture import framed
from dashboard.components.prose import sentence
from dashboard.components.twin import twin
from dashboard.sentences import capital, source
from dashboard.sentences import links as read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.sentences.lens import Lens
    from dashboard.sentences.links import Link

MOST = 6
"""Sentences shown; the table has all."""


def connections(it: Lens) -> Component | None:
    """Show with what organisations connect the condition; nothing where they do not, or where others speak."""
    found = read.links(it.seen, it.wave, it.domain) if it.voice == "organisations" else ()
    if not found:
        return None
    where = source(it.seen, it.wave, it.text)
    said = [
        sentence(it.state, read.link_sentence(link, it.text, it.domain), source=where, pick=link.pick, place="links")
        for link in found[:MOST]
    ]
    return framed(
        html.Ul([html.Li(line) for line in said], className="said"),
        title=read.links_title(found, it.domain, it.text),
        caption=_caption(found[0], it),
        table=_table(found, it),
        summary=it.text("The same as a table"),
    )


def _caption(link: Link, it: Lens) -> str:
    return it.text(
        "Each interview counts once. Spoken of together: one quote was coded with both. Reason: coders tied what is "
        "said of one condition to what is said of the other. It shows what people connect, not what causes what; "
        "{of} interviews, {organisations} organisations, {wave}.",
        of=it.text.number(link.of),
        organisations=it.text.number(link.organisations_of),
        wave=it.when(),
    )


def _table(found: Sequence[Link], it: Lens) -> Component:
    text = it.text
    headings = (text("condition"), text("how they are connected"), text("interviews"), text("organisations"),
                text("share of organisations (interval)"))  # fmt: skip
    rows = [
        (
            capital(text.domain(link.other(it.domain))),
            read.link_kind(link, it.domain, text),
            text.number(link.interviews),
            text.number(link.organisations),
            read.interval(link, text),
        )
        for link in found
    ]
    return twin(headings, rows, numbers=3)
