"""Figures of services beside a score of capacity: they measure something else, so they never enter the number."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components.facts import lines, section
from dashboard.components.prose import pick_button
from dashboard.rows import records
from dashboard.sentences import capital, number, table
from dashboard.sentences.services import FIGURES, wait
from dashboard.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

SIDES = ("organisation_in", "organisation_out")


def capacity_facts(seen: Seen, state: State, row: Mapping[str, Any]) -> list[Component]:
    """Show what the organisation behind a score of capacity offers, in figures; of a pair, the target.

    Only what the view holds is read: others do not see demand and refusals, which were told in confidence.
    """
    organisation, offers = _organisation(row), table(seen, "services")
    if not organisation or offers.empty:
        return []
    text = say(state)
    offers = offers[(offers["organisation_id"] == organisation) & (offers["role"] == "offers")]
    told = ((str(service), _told(part, text)) for service, part in offers.groupby("service", sort=True))
    shown = [_line(seen, text, service, words) for service, words in told if words]
    if not shown:
        return []
    whose = text("What {name} offers, as the table of services has it.", name=text.name(seen, organisation))
    return [section(text("Facts beside it (not in the number)"), html.P(whose, className="muted small"), lines(shown))]


def _organisation(row: Mapping[str, Any]) -> str:
    """Return whose offers stand beside a score; empty where the score is not about capacity, or about many."""
    if row["domain"] != "capacity":
        return ""
    if row["level"] == "dyad":
        return str(row["target"])
    return str(row["subject"]) if row["level"] in SIDES else ""


def _told(offers: pd.DataFrame, text: Say) -> str:
    """Say the figures of one service, those of several offers after each other."""
    return "; ".join(dict.fromkeys(words for offer in records(offers) if (words := _figures(offer, text))))


def _figures(offer: Mapping[str, Any], text: Say) -> str:
    weeks = number(offer, "wait_weeks")
    told = [] if isnan(weeks) else [wait(weeks, weeks, text)]
    for column, words in FIGURES.items():
        value = number(offer, column)
        told += [] if isnan(value) else [text(words, number=text.number(value))]
    return " · ".join(told)


def _line(seen: Seen, text: Say, service: str, words: str) -> Component:
    name = pick_button(capital(text.label(seen, service)), f"service:{service}", place="capacity-fact")
    return html.Span([name, " ", html.Span(words, className="muted small")])
