"""Each need beside each offer of the same service, with what stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.services import fit
from collabnet.tables._record import BAR, Parts, Table, TableColumn
from collabnet.tables._services import service_text, states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from collabnet.services import Entry, Limit, NeedOutcome


def _rows(parts: Parts) -> pd.DataFrame:
    outcomes = [outcome for state in states(parts) for outcome in (*state.needs, *state.own)]
    rows = [{**_need(outcome, parts), **offer} for outcome in outcomes for offer in _offers(outcome)]
    return pd.DataFrame(rows).assign(
        name=[parts.name(row["organisation_id"]) for row in rows],
        offered_by_name=[parts.name(row["offered_by"]) for row in rows],
    ) if rows else pd.DataFrame()  # fmt: skip


def _need(outcome: NeedOutcome, parts: Parts) -> dict[str, Any]:
    need = outcome.need
    return {
        "organisation_id": need.organisation, "service": need.service, "role": need.role, "unmet": outcome.outcome,
        "demand": need.demand, "deadline": outcome.deadline, "service_text": service_text(parts, need.service),
    }  # fmt: skip


def _offers(outcome: NeedOutcome) -> Iterator[dict[str, Any]]:
    """Yield what is known of each offer of another organisation; one empty row where there is none."""
    between = [*((offer, limits) for offer, limits in outcome.closed), *((offer, ()) for offer in outcome.open),
               *((offer, ()) for offer in outcome.stale)]  # fmt: skip
    for offer, limits in between:
        yield _offer(outcome, offer, limits)
    if not between:
        yield {"offered_by": "", "limits": "", "fit": 0.0, "open": False, "full": False, "late": False,
               "out_of_date": False, "wait_weeks": float("nan"), "capacity": float("nan")}  # fmt: skip


def _offer(outcome: NeedOutcome, offer: Entry, limits: tuple[Limit, ...]) -> dict[str, Any]:
    return {
        "offered_by": offer.organisation,
        "limits": BAR.join(f"{limit.rule}={'+'.join(limit.asked)}" for limit in limits),
        "fit": 0.0 if limits else fit(outcome.need, offer),
        "open": not limits,
        "full": offer in outcome.full,
        "late": offer in outcome.late,
        "out_of_date": offer in outcome.stale,
        "wait_weeks": offer.wait,
        "capacity": offer.capacity,
    }


NEED_OFFERS = Table(
    key="need_offers",
    title="needs beside offers",
    sentence="One need of one organisation beside one offer of the same service by another.",
    columns=(
        TableColumn("organisation_id", "Organisation that needs it."),
        TableColumn("name", "Its English name."),
        TableColumn("service", "Service."),
        TableColumn("role", "Whether its clients need it, or it needs it itself."),
        TableColumn("offered_by", "Organisation that offers it; empty where nobody does."),
        TableColumn("offered_by_name", "Its English name."),
        TableColumn("open", "Whether no rule and no language closes the offer to those in need."),
        TableColumn("limits", "Rules that close it, with what they ask for, and a bar between them."),
        TableColumn("fit", "Share of the need's languages, places and phases that the offer covers.", "0–1"),
        TableColumn("full", "Whether an open offer has no room."),
        TableColumn("late", "Whether the wait of an open offer is longer than the deadline."),
        TableColumn("out_of_date", "Whether an open offer is no longer funded, or not confirmed for two years."),
        TableColumn("wait_weeks", "Wait.", "weeks"),
        TableColumn("deadline", "Within how long it is needed.", "weeks"),
        TableColumn("capacity", "Places of the offer.", "persons a year"),
        TableColumn("unmet", "Why the need is unmet by all offers together; empty where it is met."),
        TableColumn("demand", "Clients who need it.", "persons a year"),
        TableColumn("service_text", "Service in English."),
    ),
    rows=_rows,
    always=False,
    order=16,
)
