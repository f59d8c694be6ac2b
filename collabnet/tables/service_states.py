"""What is asked for and what can be given, service by service."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from collabnet.services.outcomes import sum_known
from collabnet.tables._record import BAR, Parts, Table, TableColumn
from collabnet.tables._services import service_text, states

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from collabnet.services import Entry, NeedOutcome, ServiceState


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame([_row(state, parts) for state in states(parts)])


def _row(state: ServiceState, parts: Parts) -> dict[str, Any]:
    statements = parts.study.statements
    waits = [offer.wait for offer in state.current if not math.isnan(offer.wait)]
    return {
        "service": state.service,
        "service_text": service_text(parts, state.service),
        "outcomes": BAR.join(state.outcomes),
        "needing": _needing(state.needs),
        "needing_itself": _needing(state.own),
        "offering": _offering(state.offers),
        "unmet": _needing(need for need in state.unmet),
        "full": _offering(state.full),
        "out_of_date": _offering(state.stale),
        "sent": state.sent,
        "asked": state.asked,
        "places": state.places,
        "places_unsaid": len({offer.organisation for offer in state.current if math.isnan(offer.capacity)}),
        "left": state.left,
        "refusals": sum_known(offer.refusals for offer in state.current),
        "wait_shortest": min(waits, default=math.nan),
        "wait_longest": max(waits, default=math.nan),
        "deadline": min((need.deadline for need in state.needs), default=parts.study.settings.deadline_weeks),
        "evidence": BAR.join(statements.loc[statements["service"] == state.service, "statement_id"]),
    }


def _needing(needs: Iterable[NeedOutcome]) -> str:
    return BAR.join(sorted({need.need.organisation for need in needs}))


def _offering(offers: Iterable[Entry]) -> str:
    return BAR.join(sorted({offer.organisation for offer in offers}))


SERVICE_STATES = Table(
    key="service_states",
    title="asked for and given",
    sentence="One service, as it stands at the last interview: who needs it, who offers it, and who is left without.",
    columns=(
        TableColumn("service", "Service."),
        TableColumn("service_text", "Service in English."),
        TableColumn("outcomes", "Why it is unmet for anybody, with a bar between: nobody_offers, excluded, "
                    "no_common_language, out_of_date, too_long_a_wait, demand_above_capacity; empty where it is met."),
        TableColumn("needing", "Organisations whose clients need it."),
        TableColumn("needing_itself", "Organisations that need it for their own work."),
        TableColumn("offering", "Organisations that offer it."),
        TableColumn("unmet", "Organisations whose need, of clients or their own, is not met."),
        TableColumn("full", "Organisations that offer it and have no room."),
        TableColumn("out_of_date", "Organisations whose offer is no longer funded, or not confirmed for two years."),
        TableColumn("sent", "Clients of all who need it, added up.", "persons a year"),
        TableColumn("asked", "People who ask: the larger of what those who send and those who offer count, since the "
                    "two overlap.", "persons a year"),
        TableColumn("places", "People whom the offers up to date can help.", "persons a year"),
        TableColumn("places_unsaid", "Organisations whose offer is up to date and says nothing of places."),
        TableColumn("left", "People left without help, at least.", "persons a year"),
        TableColumn("refusals", "People refused.", "persons a year"),
        TableColumn("wait_shortest", "Shortest wait of the offers up to date.", "weeks"),
        TableColumn("wait_longest", "Longest wait of the offers up to date.", "weeks"),
        TableColumn("deadline", "Within how long it is needed, at the shortest.", "weeks"),
        TableColumn("evidence", "Statements that name it."),
    ),
    rows=_rows,
    always=False,
    order=15,
)  # fmt: skip
