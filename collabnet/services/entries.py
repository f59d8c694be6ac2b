"""One row of the table ``services``, and how a need and an offer fit each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from collabnet.study import Study

OFFERS: Final = "offers"
CLIENTS: Final = "needs_for_clients"
OWN: Final = "own_needs"
"""The roles of an organisation towards a service, as ``vocabularies/values.csv`` spells them."""

LANGUAGE: Final = "language"


@dataclass(frozen=True)
class Entry:
    """One service that an organisation offers, or needs for its clients or for itself.

    Attributes
    ----------
    organisation, service, role
        Who, what, and whether it is offered or needed.
    capacity, demand, refusals, wait
        Persons a year, and weeks; NaN where nothing was said.
    minimum_age, maximum_age, household_min, household_max, residence
        The limits of an offer, or what those in need have; NaN where nothing was said.
    statuses, languages, languages_required, places, phases
        Sets of words; empty where nothing was said.
    funded_until, confirmed_on
        ISO days, months or years; empty where nothing was said.
    cannot_refuse
        Whether the organisation cannot refuse or stop taking people (``can_limit`` is no).
    """

    organisation: str
    service: str
    role: str
    capacity: float = math.nan
    demand: float = math.nan
    refusals: float = math.nan
    wait: float = math.nan
    minimum_age: float = math.nan
    maximum_age: float = math.nan
    household_min: float = math.nan
    household_max: float = math.nan
    residence: float = math.nan
    statuses: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    languages_required: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    funded_until: str = ""
    confirmed_on: str = ""
    cannot_refuse: bool = False


@dataclass(frozen=True)
class Limit:
    """Why an offer is closed to those in need: the rule, and what it asks for.

    ``rule`` is ``minimum_age``, ``maximum_age``, ``status``, ``length_of_stay`` (months of residence),
    ``household_min``, ``household_max``, ``place``, ``phase`` or ``language``; ``asked`` is the number or words that
    the offer names.
    """

    rule: str
    asked: tuple[str, ...]


def entries(study: Study) -> tuple[Entry, ...]:
    """Return the services of every organisation, in the order of the table; groups and persons offer nothing.

    Where a row names no language, those of its organisation hold.
    """
    organisations = study.organisations.set_index("organisation_id")
    nodes = organisations[organisations["kind"].isin(["", "organisation"])]
    about: dict[str, dict[str, Any]] = {
        str(key): {str(name): value for name, value in row.items()} for key, row in nodes.to_dict("index").items()
    }
    rows = study.services
    return tuple(
        _entry({str(name): value for name, value in row.items()}, about[row["organisation_id"]])
        for row in rows[rows["organisation_id"].isin(nodes.index)].to_dict("records")
    )


def limits(need: Entry, offer: Entry) -> tuple[Limit, ...]:
    """Return every rule by which an offer is closed to those in need; none where it is open.

    An organisation's own need (training, rooms, advice for volunteers) meets no rule about clients: only a language
    in common and the place count.
    """
    of_people = (*_of_age(need, offer), *_of_people(need, offer)) if need.role != OWN else ()
    return (*of_people, *_of_words("place", need.places, offer.places), *_of_language(need, offer))


def fit(need: Entry, offer: Entry) -> float:
    """Return the share of the languages and places of a need that an offer covers, and of its phases, multiplied.

    An organisation's own need has no phase of a young person's route.
    """
    pairs = [(need.languages, offer.languages), (need.places, offer.places)]
    if need.role != OWN:
        pairs.append((need.phases, offer.phases))
    return math.prod(_share(wanted, given) for wanted, given in pairs)


def _entry(row: Mapping[str, Any], organisation: Mapping[str, Any]) -> Entry:
    return Entry(
        organisation=row["organisation_id"], service=row["service"], role=row["role"], capacity=row["capacity"],
        demand=row["demand"], refusals=row["refusals"], wait=row["wait_weeks"], minimum_age=row["minimum_age"],
        maximum_age=row["maximum_age"], household_min=row["household_min"], household_max=row["household_max"],
        residence=row["minimum_residence_months"], statuses=_words(row["statuses"]),
        languages=_words(row["languages"]) or _words(organisation["languages"]),
        languages_required=_words(organisation["languages_required"]), places=_words(row["municipality"]),
        phases=_words(row["phase"]), funded_until=row["funded_until"], confirmed_on=row["confirmed_on"],
        cannot_refuse=bool(pd.notna(organisation["can_limit"])) and not organisation["can_limit"],
    )  # fmt: skip


def _words(value: object) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def _of_age(need: Entry, offer: Entry) -> tuple[Limit, ...]:
    """Ages rule out where the ranges of those in need and of the offer do not meet; an end not said is open."""
    young = (Limit("minimum_age", _number(offer.minimum_age)),) if offer.minimum_age > need.maximum_age else ()
    old = (Limit("maximum_age", _number(offer.maximum_age)),) if need.minimum_age > offer.maximum_age else ()
    return (*young, *old)


def _of_people(need: Entry, offer: Entry) -> tuple[Limit, ...]:
    found = [*_of_words("status", need.statuses, offer.statuses), *_of_words("phase", need.phases, offer.phases)]
    if offer.residence > need.residence:
        found.append(Limit("length_of_stay", _number(offer.residence)))
    if offer.household_min > need.household_max:
        found.append(Limit("household_min", _number(offer.household_min)))
    if need.household_min > offer.household_max:
        found.append(Limit("household_max", _number(offer.household_max)))
    return tuple(found)


def _of_words(rule: str, wanted: Collection[str], given: Collection[str]) -> tuple[Limit, ...]:
    closed = bool(wanted) and bool(given) and not set(wanted) & set(given)
    return (Limit(rule, tuple(sorted(given))),) if closed else ()


def _of_language(need: Entry, offer: Entry) -> tuple[Limit, ...]:
    """Return the languages of an offer that speaks none of those needed, or cannot help without another one."""
    spoken = _of_words(LANGUAGE, need.languages, offer.languages)
    return spoken or _of_words(LANGUAGE, need.languages, offer.languages_required)


def _number(value: float) -> tuple[str, ...]:
    return (f"{value:.12g}",)


def _share(wanted: frozenset[str], given: frozenset[str]) -> float:
    """Return the share of what is wanted that is given; 1 where either side says nothing."""
    return len(wanted & given) / len(wanted) if wanted and given else 1.0
