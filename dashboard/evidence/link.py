"""A link between two conditions: who speaks of both in one quote, or gives one as the reason for the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components import quotes
from dashboard.components.facts import facts
from dashboard.evidence import Evidence, Kind
from dashboard.rows import records
from dashboard.sentences import capital, table
from dashboard.sentences import ids as several
from dashboard.sentences.links import BECAUSE_OF, Link, link_of, link_sentence
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find the interviews that connect two conditions in one wave."""
    row = _row(seen, parts)
    if row is None:
        return None
    text, link = say(state), link_of(row)
    return Evidence(
        kind=text("conditions that people connect"),
        title=_title(link, text),
        parts=(html.P(link_sentence(link, text), className="lead-small"), _numbers(link, text), _rule(text)),
        statements=_statements(seen, link, several(row["evidence"]), text),
        withheld=int(row.get("evidence_withheld", 0) or 0),
    )


def _row(seen: Seen, parts: tuple[str, ...]) -> dict[str, Any] | None:
    frame = table(seen, "domain_links")
    for name, part in zip(("kind", "domain", "reason_domain", "wave"), parts, strict=True):
        frame = frame[frame[name] == part] if len(frame) else frame
    return records(frame)[0] if len(frame) else None


def _title(link: Link, text: Say) -> str:
    first, second = text.domain(link.domain), text.domain(link.reason)
    if link.kind == BECAUSE_OF:
        return text("{domain}, because of {reason}", domain=capital(first), reason=second)
    return capital(text.listing((first, second)))


def _numbers(link: Link, text: Say) -> Component:
    return facts(
        [
            (
                text("Connected in"),
                text("{number} of {of} interviews", number=text.number(link.interviews), of=text.number(link.of)),
            ),
            (
                text("By"),
                text(
                    "{number} of {of} organisations",
                    number=text.number(link.organisations),
                    of=text.number(link.organisations_of),
                ),
            ),
            (
                text("Interval (95 %)"),
                text("{low} to {high} of organisations", low=text.percent(link.low), high=text.percent(link.high)),
            ),
        ]
    )


def _rule(text: Say) -> Component:
    words = text("Counted by interview and by organisation; the interval is Jeffreys'.")
    return html.P([words, " ", text("It shows what people connect, not what causes what.")], className="muted small")


def _statements(
    seen: Seen, link: Link, evidence: tuple[str, ...], text: Say
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what is explained and its reasons apart; quotes that speak of both together."""
    if link.kind != BECAUSE_OF:
        return ((text("What it rests on"), evidence),)
    found = quotes.rows(seen, evidence)
    named = {
        text("On {domain}", domain=text.domain(link.domain)): link.domain,
        text("The reasons, on {domain}", domain=text.domain(link.reason)): link.reason,
    }
    return tuple(
        (title, tuple(str(row["statement_id"]) for row in found if row["domain"] == key))
        for title, key in named.items()
    )


LINK = Kind("link", find)
