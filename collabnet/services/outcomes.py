"""What becomes of every need: met as far as anybody knows, or unmet, for which reason and with which figures."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from collabnet import settings
from collabnet.services._allocation import placed
from collabnet.services.entries import CLIENTS, LANGUAGE, OFFERS, OWN, Entry, Limit, entries, limits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from collabnet.study import Study, StudySettings

NOBODY_OFFERS: Final = "nobody_offers"
EXCLUDED: Final = "excluded"
NO_LANGUAGE: Final = "no_common_language"
OUT_OF_DATE: Final = "out_of_date"
TOO_LONG: Final = "too_long_a_wait"
ABOVE_CAPACITY: Final = "demand_above_capacity"
OUTCOMES: Final = (NOBODY_OFFERS, EXCLUDED, NO_LANGUAGE, OUT_OF_DATE, TOO_LONG, ABOVE_CAPACITY)
"""Why a need is unmet, those that leave least to be done by asking first."""


@dataclass(frozen=True)
class NeedOutcome:
    """What becomes of one need of one organisation.

    Attributes
    ----------
    need
        As the table has it.
    outcome
        One of :data:`OUTCOMES`; empty where the need can be met as far as anybody said.
    closed
        Offers closed to those in need, with the limits that close them.
    late, full, stale
        Offers open to them that have too long a wait, no room, or an entry that is out of date.
    open
        Offers open to them whose entry is up to date.
    deadline
        Weeks within which the need has to be met.
    only_own
        Whether nobody offers it but the organisation itself, which needs more of it than it can give.
    """

    need: Entry
    outcome: str
    closed: tuple[tuple[Entry, tuple[Limit, ...]], ...] = ()
    late: tuple[Entry, ...] = ()
    full: tuple[Entry, ...] = ()
    stale: tuple[Entry, ...] = ()
    open: tuple[Entry, ...] = ()
    deadline: float = math.nan
    only_own: bool = False


@dataclass(frozen=True)
class ServiceState:
    """One service: every need of it, every offer, and how many people are left without help.

    Attributes
    ----------
    service
        Its key.
    needs, own
        What becomes of the needs of clients, and of organisations' own needs.
    offers
        Offers up to date or not, of organisations that exist in the last wave.
    stale, full
        Those whose entry is out of date; those without room.
    sent
        Clients a year of all who send, added up; NaN where nobody said.
    unplaced
        Of those, how many cannot be placed with any offer open to them in time, at least.
    turned_away
        Persons a year who ask at the offers and find no place with any of them, at least.
    together
        Whether needs that would find room one by one find none together, by more than estimates may differ.
    """

    service: str
    needs: tuple[NeedOutcome, ...]
    own: tuple[NeedOutcome, ...]
    offers: tuple[Entry, ...]
    stale: tuple[Entry, ...]
    full: tuple[Entry, ...]
    sent: float
    unplaced: float
    turned_away: float
    together: bool

    @property
    def current(self) -> tuple[Entry, ...]:
        """Return the offers whose entry is up to date."""
        return tuple(offer for offer in self.offers if offer not in self.stale)

    @property
    def asked(self) -> float:
        """Return the persons a year who ask: the larger of what those who send and those who offer count together.

        The two overlap by an unknown part, so they are never added. NaN where nobody said.
        """
        return _most(self.sent, sum_known(offer.demand for offer in self.offers))

    @property
    def places(self) -> float:
        """Return the persons a year whom the offers up to date can help together; NaN where nobody said."""
        return sum_known(offer.capacity for offer in self.current)

    @property
    def left(self) -> float:
        """Return the persons a year left without help, at least; NaN where nobody said how many ask."""
        known = max(self.unplaced, self.turned_away)
        return math.nan if known == 0 and math.isnan(self.asked) else known

    @property
    def unmet(self) -> tuple[NeedOutcome, ...]:
        """Return every need, of clients and own, that is unmet."""
        return tuple(need for need in (*self.needs, *self.own) if need.outcome)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Return why it is unmet, for anybody: in the order of :data:`OUTCOMES`."""
        found = {need.outcome for need in self.unmet} | ({ABOVE_CAPACITY} if self.turned_away > 0 else set())
        return tuple(outcome for outcome in OUTCOMES if outcome in found)


def service_states(study: Study, existing: Collection[str]) -> tuple[ServiceState, ...]:
    """Return every service that somebody offers or needs, in alphabetical order.

    Parameters
    ----------
    study
        With its table of services: they have no wave, and are taken as they stand at the last interview.
    existing
        Organisations that exist then; entries of others are left out.

    Notes
    -----
    A need is *met* where some offer of another organisation is open to it by every rule, shares a language, is up to
    date, ends its wait by the deadline and has room. Else the outcome says what stops it: nobody offers it; every
    offer is closed by a rule (or only by language); what is open is out of date; it comes too late; it is full. An
    organisation that needs what only it offers needs more than it can give: demand above capacity.

    An offer is full where it has no place, or more ask than places and it refuses people, lets them wait notably
    (:data:`~collabnet.settings.NOTABLE_WAIT`) or is asked for more than
    :data:`~collabnet.settings.MODERATE_EXCESS` times its places; so an organisation that cannot refuse is found full
    without a waiting list. Beyond that, the clients of all who send are added up and set against the places open to
    them (the largest number that can be placed): needs that would each find room may find none together.
    """
    rows = [entry for entry in entries(study) if entry.organisation in existing]
    today = last_day(study)
    return tuple(
        _state([row for row in rows if row.service == service], study.settings, today)
        for service in sorted({row.service for row in rows})
    )


def deadline(need: Entry, about: StudySettings) -> float:
    """Return the weeks within which a need has to be met: the shortest of its phases' deadlines, or the study's."""
    own = [
        phase.deadline_weeks for phase in about.phases if phase.id in need.phases and phase.deadline_weeks is not None
    ]
    return min(own, default=about.deadline_weeks)


def is_full(offer: Entry) -> bool:
    """Return True where an offer has no room: see :func:`service_states`."""
    if offer.capacity == 0 or (math.isnan(offer.demand) and offer.refusals > 0):
        return True
    return offer.demand > offer.capacity * (1.0 if _is_strained(offer) else settings.MODERATE_EXCESS)


def _is_strained(offer: Entry) -> bool:
    return offer.refusals > 0 or offer.wait >= settings.NOTABLE_WAIT


def is_out_of_date(offer: Entry, today: str) -> bool:
    """Return True where the funding had ended, or the entry was last confirmed too long ago, at the last interview."""
    return funding_ended(offer, today) or months_between(offer.confirmed_on, today) > settings.MONTHS_VALID


def funding_ended(offer: Entry, today: str) -> bool:
    """Return True where the funding of an offer had ended at the last interview."""
    return bool(offer.funded_until and today) and offer.funded_until < today[: len(offer.funded_until)]


def _state(rows: Sequence[Entry], about: StudySettings, today: str) -> ServiceState:
    offers = tuple(row for row in rows if row.role == OFFERS)
    stale = tuple(offer for offer in offers if is_out_of_date(offer, today))
    current = tuple(offer for offer in offers if offer not in stale)
    needs = [_outcome(need, offers, stale, about) for need in rows if need.role == CLIENTS]
    own = [_outcome(need, offers, stale, about) for need in rows if need.role == OWN]
    too_many = _too_many_together(needs, current)
    if too_many:
        needs = [_together(need) for need in needs]
    return ServiceState(
        service=rows[0].service,
        needs=tuple(needs),
        own=tuple(own),
        offers=offers,
        stale=stale,
        full=tuple(offer for offer in current if is_full(offer)),
        sent=sum_known(need.need.demand for need in needs),
        unplaced=_unplaced(needs, today) if any(need.outcome for need in needs) else 0.0,
        turned_away=_turned_away(current),
        together=too_many,
    )


def _outcome(need: Entry, offers: Sequence[Entry], stale: Collection[Entry], about: StudySettings) -> NeedOutcome:
    others = [offer for offer in offers if offer.organisation != need.organisation]
    closing = [(offer, limits(need, offer)) for offer in others]
    closed = tuple((offer, found) for offer, found in closing if found)
    open_to = tuple(offer for offer, found in closing if not found)
    current = tuple(offer for offer in open_to if offer not in stale)
    within = deadline(need, about)
    late = tuple(offer for offer in current if offer.wait > within)
    full = tuple(offer for offer in current if is_full(offer))
    reachable = [offer for offer in current if offer not in late and offer not in full]
    only_own = bool(offers) and not others
    return NeedOutcome(
        need=need,
        outcome="" if reachable else ABOVE_CAPACITY if only_own else _why(others, closed, current, late),
        closed=closed,
        late=late,
        full=full,
        stale=tuple(offer for offer in open_to if offer in stale),
        open=current,
        deadline=within,
        only_own=only_own,
    )


def _why(
    others: Sequence[Entry],
    closed: Sequence[tuple[Entry, tuple[Limit, ...]]],
    current: Sequence[Entry],
    late: Sequence[Entry],
) -> str:
    """Return what stops a need that no offer meets."""
    if not others:
        return NOBODY_OFFERS
    if len(closed) == len(others):
        by_language = any(all(limit.rule == LANGUAGE for limit in found) for _, found in closed)
        return NO_LANGUAGE if by_language else EXCLUDED
    if not current:
        return OUT_OF_DATE
    return TOO_LONG if len(late) == len(current) else ABOVE_CAPACITY


def _together(outcome: NeedOutcome) -> NeedOutcome:
    """Return the outcome of a need that would find room alone, where all who send find none together."""
    unlimited = any(math.isnan(offer.capacity) for offer in _in_time(outcome))
    return outcome if outcome.outcome or unlimited else replace(outcome, outcome=ABOVE_CAPACITY)


def _too_many_together(needs: Sequence[NeedOutcome], current: Sequence[Entry]) -> bool:
    """Return True where clients that find room one by one find none together, by more than estimates may differ."""
    alone = [one for one in needs if not one.outcome]
    demands = [_known(one.need.demand) for one in alone]
    strained = any(_is_strained(offer) for offer in current)
    most = placed(demands, [_in_time(one) for one in alone]) * (1.0 if strained else settings.MODERATE_EXCESS)
    return sum(demands) > most


def _unplaced(needs: Sequence[NeedOutcome], today: str) -> float:
    """Return how many clients of all who send cannot be placed with the offers open to them in time.

    Where an offer was only not confirmed again, nobody knows whether they are helped: they are not counted.
    """
    sure = [one for one in needs if all(funding_ended(offer, today) for offer in one.stale)]
    demands = [_known(one.need.demand) for one in sure]
    return sum(demands) - placed(demands, [_in_time(one) for one in sure])


def _in_time(outcome: NeedOutcome) -> tuple[Entry, ...]:
    return tuple(offer for offer in outcome.open if offer not in outcome.late)


def _turned_away(current: Iterable[Entry]) -> float:
    """Return how many of those who ask at the offers find no place with any of them; 0 where that is not known.

    Where an offer does not say how many ask, those whom it refused count.
    """
    return max(0.0, sum(_known(_over(offer)) for offer in current))


def _over(offer: Entry) -> float:
    """Return how many more ask at an offer than it can help; negative where it has room, 0 where it is only busy."""
    if math.isnan(offer.demand):
        return offer.refusals
    over = offer.demand - offer.capacity
    return over if over < 0 or is_full(offer) else 0.0


def _known(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def sum_known(values: Iterable[float]) -> float:
    """Return the sum of the values that are known; NaN where none is."""
    known = [value for value in values if not math.isnan(value)]
    return sum(known) if known else math.nan


def _most(*values: float) -> float:
    return max((value for value in values if not math.isnan(value)), default=math.nan)


def last_day(study: Study) -> str:
    """Return the day of the last interview; of the last wave where no interview has one."""
    days = [day for day in study.interviews["date"] if day] or [wave.date for wave in study.settings.waves if wave.date]
    return max(days, default="")


def months_between(day: str, today: str) -> int:
    """Return the months between two ISO days; a year alone is its last month, and what was not said is no time ago."""
    if not day or not today:
        return 0
    first, last = (tuple(int(part) for part in (*text.split("-"), "12")[:2]) for text in (day, today))
    return (last[0] - first[0]) * 12 + last[1] - first[1]
