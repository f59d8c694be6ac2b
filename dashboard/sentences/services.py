"""Who offers what, where, in which language, for whom, after what wait; and which needs nobody meets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet.vocabularies import vocabulary
from dashboard.sentences import capital, ids, number, table
from dashboard.words import N_

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say

LONG_WAIT = 8.0
"""Weeks: from about two months a wait outlasts the time in which a young person has to leave reception."""

YEARS_FROM = 104.0
"""Weeks from which a wait is said in years."""

STATUSES = {
    "asylum": N_("asylum seekers"),
    "recognised": N_("recognised refugees"),
    "subsidiary": N_("subsidiary protection"),
    "undocumented": N_("without papers"),
}
"""Residence statuses that studies name most; others are shown as they are written."""


@dataclass(frozen=True)
class Service:
    """One service: who offers it, who needs it for their clients, and how long the wait is."""

    key: str
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    shortest: float
    longest: float
    places: float

    @property
    def missing(self) -> bool:
        """Whether some need it and nobody offers it."""
        return bool(self.needs) and not self.offers

    @property
    def slow(self) -> bool:
        """Whether even the shortest wait is long."""
        return bool(self.offers) and self.shortest >= LONG_WAIT

    @property
    def pick(self) -> str:
        """Return the code that opens it in the drawer."""
        return f"service:{self.key}"


def services(seen: Seen) -> tuple[Service, ...]:
    """Return every service: first what nobody offers, then what most organisations need."""
    rows = table(seen, "services")
    if rows.empty:
        return ()
    found = [_service(str(key), part) for key, part in rows.groupby("service", sort=True)]
    return tuple(sorted(found, key=lambda item: (not item.missing, not item.needs, -len(item.needs), item.key)))


def answer(found: tuple[Service, ...], say: Say) -> str:
    """Say how many services are needed, and which of them nobody offers."""
    needed = [item for item in found if item.needs]
    missing = [item for item in needed if item.missing]
    slow = [item for item in needed if item.slow]
    values = {"needed": len(needed), "slow": len(slow), "n": len(found)}
    if not needed:
        return say("{n} services are offered; nobody said which ones their clients need.", **values)
    if not missing:
        return say(
            "Of {needed} services that clients need, each is offered by somebody; for {slow} every "
            "wait is two months or more.",
            **values,
        )
    names = say.listing(say("“{name}”", name=name) for name in named(missing, say))
    return say(
        "Of {needed} services that clients need, nobody offers {names}; for {slow} every wait is two months or more.",
        names=names,
        **values,
    )


def title(found: tuple[Service, ...], seen: Seen, say: Say) -> str:
    """Say where needs and offers lie furthest apart."""
    missing = [item for item in found if item.missing]
    if missing:
        names = say.listing(say.label(seen, item.key) for item in missing)
        return say("Needed, and offered by nobody: {names}", names=names)
    apart = [item for item in found if len(item.needs) > len(item.offers)]
    if apart:
        most = max(apart, key=lambda item: len(item.needs) - len(item.offers))
        return say(
            "{name}: {needs} organisations need it for their clients, {offers} offer it",
            name=capital(say.label(seen, most.key)),
            needs=len(most.needs),
            offers=len(most.offers),
        )
    return say("For every service that is needed, as many offer it as need it")


def wait(item: Service, say: Say) -> str:
    """Say how long the wait is, from the shortest to the longest offer."""
    if not item.offers:
        return ""
    if pd.isna(item.shortest):
        return say("wait not said")
    return say("no wait") if item.longest == 0 else _weeks(item, say)


def _weeks(item: Service, say: Say) -> str:
    if item.shortest >= YEARS_FROM:
        return say("about {years} years’ wait", years=say.number(item.shortest / 52))
    if item.longest >= YEARS_FROM:
        return say(
            "{low} weeks to {years} years’ wait", low=say.number(item.shortest), years=say.number(item.longest / 52)
        )
    if item.shortest == item.longest:
        return say("{weeks} weeks’ wait", weeks=say.number(item.longest)) if item.longest != 1 else say("1 week’s wait")
    return say("{low} to {high} weeks’ wait", low=say.number(item.shortest), high=say.number(item.longest))


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


def named(found: list[Service], say: Say) -> list[str]:
    """Say service terms without a study at hand."""
    known = vocabulary("services")
    return [known[item.key].label(say.language) if item.key in known else item.key.replace("_", " ") for item in found]


def _ages(low: float, high: float, say: Say) -> str:
    if pd.notna(low) and pd.notna(high):
        return say("age {low}–{high}", low=say.number(low), high=say.number(high))
    if pd.notna(low):
        return say("from age {low}", low=say.number(low))
    return say("up to age {high}", high=say.number(high)) if pd.notna(high) else ""


def _status(status: str, say: Say) -> str:
    return say(STATUSES[status]) if status in STATUSES else status.replace("_", " ")


def _service(key: str, rows: pd.DataFrame) -> Service:
    offers = rows[rows["role"] == "offers"]
    weeks = pd.to_numeric(offers["wait_weeks"], errors="coerce") if "wait_weeks" in offers else pd.Series(dtype=float)
    places = pd.to_numeric(offers["capacity"], errors="coerce") if "capacity" in offers else pd.Series(dtype=float)
    return Service(
        key=key,
        offers=tuple(dict.fromkeys(offers["organisation_id"])),
        needs=tuple(dict.fromkeys(rows.loc[rows["role"] == "needs_for_clients", "organisation_id"])),
        shortest=float(weeks.min()) if weeks.notna().any() else float("nan"),
        longest=float(weeks.max()) if weeks.notna().any() else float("nan"),
        places=float(places.sum(min_count=1)),
    )
