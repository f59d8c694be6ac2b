"""Who offers what, where, in which language, for whom, after what wait; what is asked for, and who is left without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.sentences import capital, ids, number, records, table
from dashboard.words import N_

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say

YEARS_FROM = 104.0
"""Weeks from which a wait is said in years."""

WEEKS_A_YEAR = 52.18

STATUSES = {
    "asylum": N_("asylum seekers"),
    "recognised": N_("recognised refugees"),
    "subsidiary": N_("subsidiary protection"),
    "undocumented": N_("without papers"),
}
"""Residence statuses that studies name most; others are shown as they are written."""


FIGURES = {
    "capacity": N_("places a year: {number}"),
    "demand": N_("asked for, a year: {number}"),
    "refusals": N_("could not be helped, a year: {number}"),
}
"""Figures of an offer, as they are said."""

BADGES = {
    "nobody_offers": N_("nobody offers it"),
    "demand_above_capacity": N_("full"),
    "excluded": N_("excludes some"),
    "no_common_language": N_("no common language"),
    "too_long_a_wait": N_("long wait"),
    "out_of_date": N_("entry out of date"),
}
"""What stands in the way of a service, as its table writes it."""

MOST_NAMES = 3


@dataclass(frozen=True)
class Service:
    """One service: who offers it, who needs it, how many ask, and what stands in the way.

    Figures are NaN where they are not known or not shown.
    """

    key: str
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    own: tuple[str, ...]
    unmet: tuple[str, ...]
    outcomes: tuple[str, ...]
    stale: tuple[str, ...]
    asked: float
    places: float
    places_unsaid: bool
    left: float
    refusals: float
    shortest: float
    longest: float

    @property
    def missing(self) -> bool:
        """Whether nobody offers it to some who need it."""
        return "nobody_offers" in self.outcomes

    @property
    def badges(self) -> tuple[str, ...]:
        """Return what stands in the way, for anybody; an entry that is out of date also where others are not."""
        return tuple(key for key in BADGES if key in self.outcomes or (key == "out_of_date" and self.stale))

    @property
    def pick(self) -> str:
        """Return the code that opens it in the drawer."""
        return f"service:{self.key}"


def services(seen: Seen) -> tuple[Service, ...]:
    """Return every service: first what most people are left without, then what most organisations lack."""
    found = [_service(row) for row in records(table(seen, "service_states"))]
    return tuple(sorted(found, key=_shortfall))


def answer(found: tuple[Service, ...], seen: Seen, say: Say) -> str:
    """Say how many services that clients need do not reach all of them, and what most are left without."""
    needed = [item for item in found if item.needs]
    unmet = [item for item in needed if item.outcomes]
    if not needed:
        return say("Services offered: {n}; nobody said which ones their clients need.", n=len(found))
    told = [_reach(len(needed), len(unmet), say)]
    missing = [item for item in found if item.missing]
    if missing:
        told.append(say("Nobody offers {names}.", names=say.listing(_quoted(missing, seen, say))))
    told += [_most_left(item, seen, say) for item in unmet[:1] if item.left > 0]
    return " ".join(told)


def title(found: tuple[Service, ...], seen: Seen, say: Say) -> str:
    """Say which services most people are left without; without figures, which do not reach all who need them."""
    left = [item for item in found if item.left > 0 and item.needs]
    if left:
        names = say.listing(say.label(seen, item.key) for item in left[:MOST_NAMES])
        return capital(say("{names}: most people left without help", names=names))
    unmet = [item for item in found if item.outcomes and item.needs]
    if unmet:
        names = say.listing(say.label(seen, item.key) for item in unmet[:MOST_NAMES])
        if len(unmet) > MOST_NAMES:
            return say("{n} services do not reach all who need them, {names} among them", n=len(unmet), names=names)
        return say("Not for all who need it: {names}", names=names)
    return say("Nothing is known to stand between clients and the services that they need")


def people(item: Service, say: Say) -> str:
    """Say how many people ask, for how many places, and how many are left; only what is known and shown."""
    asked = say("{n} ask a year", n=say.number(item.asked)) if item.asked > 0 else ""
    places = _places(item, say) if item.places >= 0 else ""
    left = say("at least {n} without help", n=say.number(item.left)) if item.left > 0 else ""
    return " · ".join(part for part in (asked, places, left) if part) or say("number of people not said")


def _places(item: Service, say: Say) -> str:
    number = say.number(item.places)
    return say("at least {n} places", n=number) if item.places_unsaid else say("{n} places", n=number)


def organisations(item: Service, say: Say) -> str:
    """Say how many organisations need it for clients, and how many offer it."""
    return say("needed by {needs}, offered by {offers}", needs=len(item.needs), offers=len(item.offers))


def refused(item: Service, say: Say) -> str:
    """Say how many were refused; empty where nobody was, or nobody says."""
    return say("{n} refused", n=say.number(item.refusals)) if item.refusals > 0 else ""


def wait(shortest: float, longest: float, say: Say) -> str:
    """Say how long the wait is, from the shortest to the longest."""
    if pd.isna(shortest):
        return say("wait not said")
    return say("no wait") if longest == 0 else _weeks(shortest, longest, say)


def _reach(needed: int, unmet: int, say: Say) -> str:
    if not unmet:
        return say("Nothing is known to stand in the way of the {needed} services that clients need.", needed=needed)
    if unmet == 1:
        return say("Of {needed} services that clients need, 1 does not reach all of them.", needed=needed)
    return say("Of {needed} services that clients need, {unmet} do not reach all of them.", needed=needed, unmet=unmet)


def _most_left(item: Service, seen: Seen, say: Say) -> str:
    name, n = say.label(seen, item.key), say.number(item.left)
    return say("Most people without help: “{name}”, at least {n} a year.", name=name, n=n)


def _quoted(items: list[Service], seen: Seen, say: Say) -> list[str]:
    return [say("“{name}”", name=say.label(seen, item.key)) for item in items]


def _shortfall(item: Service) -> tuple[float, int, int, str]:
    return (-item.left if item.left > 0 else 0.0, -len(item.outcomes), -len(item.unmet), item.key)


def _weeks(shortest: float, longest: float, say: Say) -> str:
    if shortest >= YEARS_FROM:
        return say("about {years} years’ wait", years=say.number(shortest / WEEKS_A_YEAR))
    if longest >= YEARS_FROM:
        years = say.number(longest / WEEKS_A_YEAR)
        return say("{low} weeks to {years} years’ wait", low=say.number(shortest), years=years)
    if shortest == longest:
        return say("{weeks} weeks’ wait", weeks=say.number(longest)) if longest != 1 else say("1 week’s wait")
    return say("{low} to {high} weeks’ wait", low=say.number(shortest), high=say.number(longest))


def for_whom(row: dict[str, Any], say: Say) -> str:
    """Say for whom an offer is: age, status, residence, household."""
    low, high = number(row, "minimum_age"), number(row, "maximum_age")
    months = number(row, "minimum_residence_months")
    parts = [_ages(low, high, say)]
    parts += (
        [say.listing(_status(status, say) for status in ids(row.get("statuses")))] if ids(row.get("statuses")) else []
    )
    parts += [say("after {n} months’ residence", n=say.number(months))] if months > 0 else []
    return "; ".join(part for part in parts if part)


def _ages(low: float, high: float, say: Say) -> str:
    if pd.notna(low) and pd.notna(high):
        return say("age {low}–{high}", low=say.number(low), high=say.number(high))
    if pd.notna(low):
        return say("from age {low}", low=say.number(low))
    return say("up to age {high}", high=say.number(high)) if pd.notna(high) else ""


def _status(status: str, say: Say) -> str:
    return say(STATUSES[status]) if status in STATUSES else status.replace("_", " ")


def _service(row: dict[str, Any]) -> Service:
    return Service(
        key=str(row["service"]),
        offers=ids(row.get("offering")),
        needs=ids(row.get("needing")),
        own=ids(row.get("needing_itself")),
        unmet=ids(row.get("unmet")),
        outcomes=ids(row.get("outcomes")),
        stale=ids(row.get("out_of_date")),
        asked=number(row, "asked"),
        places=number(row, "places"),
        places_unsaid=bool(number(row, "places_unsaid") > 0),
        left=number(row, "left"),
        refusals=number(row, "refusals"),
        shortest=number(row, "wait_shortest"),
        longest=number(row, "wait_longest"),
    )
