"""A service that people are left without: offered by nobody, closed to them, too late, full, or of unknown date.

One gap per service, whatever the wave: services have none. ``people`` is how many are left without help, at least.
Importance follows it in classes (:data:`IMPORTANCE`); where nobody said how many, it is 1 − ½ⁿ for n organisations
whose need is not met. Confidence is 1 − ½ⁿ, n adding up the organisations whose entries or statements say so: an entry
weighs 1, and ½ where nobody confirmed it within :data:`~collabnet.settings.MONTHS_VALID` months; a statement weighs
what it weighs for every gap; who has both counts by the heavier.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from collabnet.gaps._competence import level_of_outcome
from collabnet.gaps._record import GapFinding, GapKind, reason
from collabnet.services.outcomes import (
    ABOVE_CAPACITY,
    EXCLUDED,
    NO_LANGUAGE,
    NOBODY_OFFERS,
    OUT_OF_DATE,
    OUTCOMES,
    TOO_LONG,
    funding_ended,
    is_out_of_date,
    sum_known,
)
from collabnet.settings import NOTABLE_WAIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from collabnet.gaps._context import GapContext
    from collabnet.services import Entry, NeedOutcome, ServiceState

KEY = "unmet_need"

SIZE: Final = 100.0
"""For those who are left without help it does not work at all; how many they are is in the importance."""

IMPORTANCE: Final = ((200.0, 1.0), (50.0, 0.75), (10.0, 0.5), (0.0, 0.25))
"""People left without help, from which a gap matters that much: classes, since such figures are estimates."""

YEARS_FROM: Final = 104.0
"""Weeks from which a wait is said in years."""

LETTERS: Final = {NOBODY_OFFERS: "S"}
"""Nobody offers it (S); all else is capacity or rules (C)."""


def _find(context: GapContext) -> Iterator[GapFinding]:
    for state in context.service_states:
        if state.outcomes:
            yield _gap(context, state)


def _gap(context: GapContext, state: ServiceState) -> GapFinding:
    unmet = _by_outcome(state)
    main = max(unmet, key=lambda outcome: (_people(unmet[outcome]), -OUTCOMES.index(outcome)))
    needing = tuple(sorted({need.need.organisation for need in state.unmet}))
    offering = tuple(sorted({offer.organisation for offer in state.offers}))
    evidence = context.about_service(state.service)
    return GapFinding(
        kind=KEY, organisations=needing or offering,
        service=state.service, wave="", size=SIZE, confidence=_confidence(context, state),
        importance=_importance(state.left, len(needing)), reasons=_reasons(state, unmet, main, context.today),
        suggestion=main, letter=LETTERS.get(main, "C"),
        competent_level=level_of_outcome(main, unmet[main], context.policy_levels, context.today),
        people=state.left, concerns=tuple(dict.fromkeys((*needing, *offering))), evidence=evidence,
    )  # fmt: skip


def _by_outcome(state: ServiceState) -> Mapping[str, tuple[NeedOutcome, ...]]:
    """Return the unmet needs by what leaves them unmet; of a service that only its offers show to be full, none."""
    found = {outcome: tuple(one for one in state.unmet if one.outcome == outcome) for outcome in OUTCOMES}
    return {outcome: needs for outcome, needs in found.items() if needs} or {ABOVE_CAPACITY: ()}


def _people(needs: Sequence[NeedOutcome]) -> float:
    known = sum_known(one.need.demand for one in needs)
    return 0.0 if math.isnan(known) else known


def _importance(people: float, organisations: int) -> float:
    if not people > 0:
        return max(0.25, 1.0 - 0.5**organisations)
    return next(weight for least, weight in IMPORTANCE if people >= least)


def _confidence(context: GapContext, state: ServiceState) -> float:
    entries = (*(one.need for one in state.unmet), *state.offers)
    fresh = {entry.organisation for entry in entries if entry.confirmed_on and not is_out_of_date(entry, context.today)}
    known = {entry.organisation for entry in entries} - fresh
    votes = dict.fromkeys(known, 0.5) | dict.fromkeys(fresh, 1.0)
    for organisation, weight in context.witnesses(context.sure(context.about_service(state.service))).items():
        votes[organisation] = max(weight, votes.get(organisation, 0.0))
    return float(1.0 - 0.5 ** sum(votes.values()))


def _reasons(state: ServiceState, unmet: Mapping[str, Sequence[NeedOutcome]], main: str, today: str) -> tuple[str, ...]:
    """Return why, for whom and with which figures: what stops most people first."""
    order = sorted(unmet, key=lambda outcome: (outcome != main, OUTCOMES.index(outcome)))
    said = [code for outcome in order for code in _WHY[outcome](state, unmet[outcome], today)]
    if state.turned_away > 0 and ABOVE_CAPACITY not in unmet:
        said += _full(state, (), today)
    return (*said, *_figures(state), *_own_work(state))


def _own_work(state: ServiceState) -> list[str]:
    """Return whose own work it is needed for, told apart from needs of clients."""
    own = _who(one for one in state.own if one.outcome)
    if not own:
        return []
    of_clients = any(one.outcome for one in state.needs)
    return [reason("own_work", organisations=own) if of_clients else reason("own_work_only")]


def _nobody(state: ServiceState, needs: Sequence[NeedOutcome], today: str) -> list[str]:
    who = _who(needs)
    return [reason("nobody_offers", service=state.service, organisations=who, count=len(who))]


def _closed(state: ServiceState, needs: Sequence[NeedOutcome], today: str) -> list[str]:
    """Return each limit of the nearest offers, those with fewest limits, with who sets it and whom it stops."""
    stopped: dict[tuple[str, tuple[str, ...]], tuple[set[str], set[str], set[str]]] = {}
    for one in needs:
        fewest = min(len(limits) for _, limits in one.closed)
        for offer, limit in (
            (offer, limit) for offer, limits in one.closed for limit in limits if len(limits) == fewest
        ):
            key = (limit.rule, () if limit.rule in MERGED else limit.asked)
            asked, targets, who = stopped.setdefault(key, (set(), set(), set()))
            asked.update(limit.asked)
            targets.add(offer.organisation)
            who.add(one.need.organisation)
    return [
        reason(
            f"rule_{rule}", target=tuple(sorted(targets)), organisations=tuple(sorted(who)),
            **{rule if rule in _WORDS else "number": tuple(sorted(asked))},
        )
        for (rule, _), (asked, targets, who) in sorted(stopped.items())
    ]  # fmt: skip


def _language(state: ServiceState, needs: Sequence[NeedOutcome], today: str) -> list[str]:
    """Return which languages are spoken where, and which are needed."""
    spoken: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[set[str], set[str]]] = {}
    for one in needs:
        for offer, limits in one.closed:
            for limit in limits:
                if limit.rule == "language":
                    key = (limit.asked, tuple(sorted(one.need.languages)))
                    targets, who = spoken.setdefault(key, (set(), set()))
                    targets.add(offer.organisation)
                    who.add(one.need.organisation)
    return [
        reason("no_common_language", target=tuple(sorted(targets)), language=given, needed=wanted,
               organisations=tuple(sorted(who)))
        for (given, wanted), (targets, who) in sorted(spoken.items())
    ]  # fmt: skip


def _stale(state: ServiceState, needs: Sequence[NeedOutcome], today: str) -> list[str]:
    found = list(dict.fromkeys(offer for one in needs for offer in one.stale))
    return [
        reason("funding_ended", target=offer.organisation, day=offer.funded_until)
        if funding_ended(offer, today)
        else reason("not_confirmed", target=offer.organisation, day=offer.confirmed_on)
        for offer in found
    ]


def _late(state: ServiceState, needs: Sequence[NeedOutcome], today: str) -> list[str]:
    """Return the shortest wait against each deadline."""
    by_deadline: dict[float, list[NeedOutcome]] = {}
    for one in needs:
        by_deadline.setdefault(one.deadline, []).append(one)
    return [
        _wait(min((offer for one in several for offer in one.late), key=lambda offer: offer.wait), several, within)
        for within, several in sorted(by_deadline.items())
    ]


def _wait(offer: Entry, needs: Sequence[NeedOutcome], within: float) -> str:
    facts = {"target": offer.organisation, "organisations": _who(needs), "deadline": round(within, 1)}
    if offer.wait >= YEARS_FROM:
        return reason("long_wait_years", **facts, years=float(round(offer.wait / 52.18)))
    return reason("long_wait", **facts, weeks=round(offer.wait, 1))


def _full(state: ServiceState, needs: Sequence[NeedOutcome], today: str) -> list[str]:
    """Return which offers have no room, and which of them cannot refuse anybody, so that no waiting list shows it."""
    own = _who(one for one in needs if one.only_own)
    alone = [reason("nobody_else_offers", service=state.service, organisations=own)] if own else []
    needs = [one for one in needs if not one.only_own]
    full = state.full or tuple(dict.fromkeys(offer for one in needs for offer in one.open))
    return [*alone, *(_no_room(full, needs) if full else ())]


def _no_room(full: Sequence[Entry], needs: Sequence[NeedOutcome]) -> list[str]:
    known = sum_known(offer.capacity for offer in full)
    places = {} if math.isnan(known) else {"places": known}
    who = {"organisations": _who(needs)} if needs else {}
    code = "_".join([*([] if needs else ["offers"]), "full", *(["places"] if places else [])])
    silent = tuple(sorted({offer.organisation for offer in full if offer.cannot_refuse and not _shows(offer)}))
    hidden = [reason("cannot_refuse", target=silent)] if silent else []
    return [reason(code, target=tuple(sorted({offer.organisation for offer in full})), **who, **places), *hidden]


def _shows(offer: Entry) -> bool:
    return offer.refusals > 0 or offer.wait >= NOTABLE_WAIT


def _figures(state: ServiceState) -> list[str]:
    """Return how many ask, are left and are refused: told in confidence, so reasons of their own."""
    found = []
    if state.unplaced > max(0.0, state.turned_away):
        found.append(reason("demand_sent", number=state.sent, left=state.unplaced))
    elif state.turned_away > 0:
        full = [offer for offer in state.full if not math.isnan(offer.demand)]
        asked, places = (sum(getattr(offer, name) for offer in full) for name in ("demand", "capacity"))
        found.append(reason("demand_at", number=asked, places=places, left=state.turned_away))
    refused = sum_known(offer.refusals for offer in state.current)
    return [*found, reason("refusals", number=refused)] if refused > 0 else found


def _who(needs: Iterable[NeedOutcome]) -> tuple[str, ...]:
    return tuple(sorted({one.need.organisation for one in needs}))


_WORDS: Final = frozenset({"status", "place", "phase", "language"})
"""Rules that ask for words, which the reason calls by the name of the rule; others ask for a number."""

MERGED: Final = frozenset({"place"})
"""Rules of which every offer has its own, said together: each welfare centre serves its own municipality."""

_WHY: Final[Mapping[str, Callable[[ServiceState, Sequence[NeedOutcome], str], list[str]]]] = {
    NOBODY_OFFERS: _nobody, EXCLUDED: _closed, NO_LANGUAGE: _language, OUT_OF_DATE: _stale, TOO_LONG: _late,
    ABOVE_CAPACITY: _full,
}  # fmt: skip

UNMET_NEED = GapKind(
    key=KEY,
    title="unmet need",
    sentence="People need a service that nobody offers, or not to them, not in time, or not to all of them.",
    reasons={
        "nobody_offers": "Nobody in the network offers {service}; needed by {organisations}.",
        "nobody_else_offers": "Only {organisations} offers {service}, and needs it for clients that it cannot help "
        "itself.",
        "rule_minimum_age": "Only from the age of {number} at {target}: closed to clients of {organisations}.",
        "rule_maximum_age": "Only up to the age of {number} at {target}: closed to clients of {organisations}.",
        "rule_status": "Only with the status {status} at {target}: closed to clients of {organisations}.",
        "rule_length_of_stay": "Only after {number} months of residence in the municipality at {target}: closed to "
        "clients of {organisations}.",
        "rule_household_min": "Only for households of at least {number} at {target}: closed to clients of "
        "{organisations}.",
        "rule_household_max": "Only for households of at most {number} at {target}: closed to clients of "
        "{organisations}.",
        "rule_place": "Only in {place} at {target}: closed to {organisations}.",
        "rule_phase": "Only in the phase “{phase}” at {target}: closed to clients of {organisations}.",
        "rule_language": "Only in {language} at {target}: closed to {organisations}.",
        "no_common_language": "Offered in {language} at {target}; needed in {needed} by {organisations}.",
        "funding_ended": "The funding of {target} ended in {day}.",
        "not_confirmed": "The entry of {target} was last confirmed in {day}: ask whether it still holds.",
        "long_wait": "The shortest wait, at {target}, is {weeks} weeks; needed within {deadline} weeks by "
        "{organisations}.",
        "long_wait_years": "The shortest wait, at {target}, is about {years} years; needed within {deadline} weeks by "
        "{organisations}.",
        "full": "No room for all who ask at {target}; needed by {organisations}.",
        "full_places": "No room for all who ask at {target} ({places} places a year); needed by {organisations}.",
        "offers_full": "No room for all who ask at {target}.",
        "offers_full_places": "No room for all who ask at {target} ({places} places a year).",
        "cannot_refuse": "Nobody can be refused at {target}: no waiting list shows how many are too many.",
        "demand_sent": "Clients of all who send add up to {number} people a year; at least {left} get no help in time.",
        "demand_at": "Where it is full, {number} people a year ask for {places} places; at least {left} get no help.",
        "refusals": "{number} people were refused in a year.",
        "own_work": "Needed not for clients but for the own work of {organisations}.",
        "own_work_only": "Needed for their own work, not for clients.",
    },
    suggestions={
        NOBODY_OFFERS: "Bring the need for {service} to the level that can fund it, together.",
        EXCLUDED: "Ask those who set the conditions for {service} which one could be loosened for these young people.",
        NO_LANGUAGE: "Arrange {service} in a language that these young people speak, or an interpreter.",
        OUT_OF_DATE: "Ask those who offer {service} whether their entry still holds.",
        TOO_LONG: "Agree on priority for {service} for those who cannot wait, and bring the wait to the level that can "
        "fund more places.",
        ABOVE_CAPACITY: "Look together at who else could offer {service}, and what more places would cost.",
    },
    find=_find,
    shareable=True,
    order=10,
)
