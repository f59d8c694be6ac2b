"""What becomes of each need: offer by offer, and all who send together."""

from __future__ import annotations

import math
from typing import Any

import pytest

from collabnet.services import ServiceState, service_states
from collabnet.study import Phase
from tests.network.conftest import make

Row = dict[str, Any]

NEED: Row = {"organisation_id": "a", "service": "legal_advice", "role": "needs_for_clients", "languages": ("nl",),
             "minimum_age": 18.0, "maximum_age": 21.0, "demand": 10.0}  # fmt: skip
TODAY = [{"interview_id": "i_a", "organisation_id": "a", "date": "2025-11-06"}]


def offer(who: str = "b", **more: Any) -> Row:
    return {"organisation_id": who, "service": "legal_advice", "role": "offers", **more}


def state_of(*services: Row, **options: Any) -> ServiceState:
    study = make(services=services, **{"interviews": TODAY, **options})
    (state,) = service_states(study, {"a", "b", "c", "d"})
    return state


def outcome(*offers: Row, need: Row | None = None, **options: Any) -> str:
    return state_of({**NEED, **(need or {})}, *offers, **options).needs[0].outcome


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ([], "nobody_offers"),
        ([offer("a")], "demand_above_capacity"),
        ([offer(maximum_age=17.0)], "excluded"),
        ([offer(minimum_age=22.0)], "excluded"),
        ([offer(languages=("fr",))], "no_common_language"),
        ([offer(languages=("fr",), maximum_age=17.0)], "excluded"),
        ([offer(languages=("fr",)), offer("c", maximum_age=17.0)], "no_common_language"),
        ([offer(funded_until="2025-10")], "out_of_date"),
        ([offer(confirmed_on="2023-10-01")], "out_of_date"),
        ([offer(wait_weeks=624.0)], "too_long_a_wait"),
        ([offer(wait_weeks=624.0, capacity=5.0, demand=90.0)], "too_long_a_wait"),
        ([offer(wait_weeks=40.0), offer("c", capacity=0.0)], "demand_above_capacity"),
        ([offer(capacity=0.0)], "demand_above_capacity"),
        ([offer(capacity=20.0, demand=60.0)], "demand_above_capacity"),
        ([offer()], ""),
        ([offer(wait_weeks=9.0, capacity=400.0, demand=400.0)], ""),
        ([offer(funded_until="2025-11", confirmed_on="2023-11")], ""),
        ([offer(maximum_age=17.0), offer("c")], ""),
    ],
)
def test_a_need_is_unmet_for_one_of_six_reasons_or_met(offers: list[Row], expected: str) -> None:
    assert outcome(*offers) == expected


@pytest.mark.parametrize(
    ("need", "closing", "rule", "asked"),
    [
        ({}, {"minimum_age": 22.0}, "minimum_age", ("22",)),
        ({}, {"maximum_age": 17.0}, "maximum_age", ("17",)),
        ({"statuses": ("asylum",)}, {"statuses": ("recognised",)}, "status", ("recognised",)),
        ({"minimum_residence_months": 3.0}, {"minimum_residence_months": 24.0}, "length_of_stay", ("24",)),
        ({"household_min": 4.0}, {"household_max": 3.0}, "household_max", ("3",)),
        ({"household_max": 1.0}, {"household_min": 2.0}, "household_min", ("2",)),
        ({"municipality": ("x",)}, {"municipality": ("y", "z")}, "place", ("y", "z")),
        ({"phase": ("before",)}, {"phase": ("after",)}, "phase", ("after",)),
        ({}, {"languages": ("fr",)}, "language", ("fr",)),
    ],
)
def test_the_rule_that_closes_an_offer_is_named_with_what_it_asks_for(
    need: Row, closing: Row, rule: str, asked: tuple[str, ...]
) -> None:
    (closed,) = state_of(NEED | need, offer(**closing)).needs[0].closed
    assert [(limit.rule, limit.asked) for limit in closed[1]] == [(rule, asked)]


def test_an_organisation_that_cannot_help_without_a_language_shares_none_with_others() -> None:
    organisations = ["a", {"organisation_id": "b", "languages_required": ("fr",)}]
    assert outcome(offer(), organisations=organisations) == "no_common_language"
    assert outcome(offer(), need={"languages": ("fr", "nl")}, organisations=organisations) == ""


@pytest.mark.parametrize(
    ("figures", "full"),
    [
        ({"capacity": 400.0, "demand": 420.0, "wait_weeks": 0.0}, False),
        ({"capacity": 400.0, "demand": 500.0, "wait_weeks": 3.0}, False),
        ({"capacity": 400.0, "demand": 501.0}, True),
        ({"capacity": 400.0, "demand": 420.0, "refusals": 20.0}, True),
        ({"capacity": 400.0, "demand": 420.0, "wait_weeks": 4.0}, True),
        ({"capacity": 400.0, "demand": 400.0, "wait_weeks": 4.0, "refusals": 9.0}, False),
        ({"refusals": 3.0}, True),
        ({"capacity": 400.0}, False),
    ],
)
def test_busy_is_not_full_unless_people_wait_or_are_refused_or_many_more_ask(figures: Row, full: bool) -> None:
    state = state_of(NEED, offer(**figures))
    assert bool(state.full) is full
    assert ("demand_above_capacity" in state.outcomes) is full


def test_clients_of_all_who_send_are_added_up() -> None:
    senders = [{**NEED, "organisation_id": who, "demand": 369.0} for who in ("a", "c", "d")]
    state = state_of(*senders, offer(capacity=60.0))
    assert (state.sent, state.unplaced, state.left) == (1107.0, 1047.0, 1047.0)
    assert {need.outcome for need in state.needs} == {"demand_above_capacity"}
    alone = state_of({**NEED, "demand": 60.0}, offer(capacity=60.0))
    assert (alone.outcomes, alone.left) == ((), 0.0)


def test_who_can_go_elsewhere_leaves_room_to_who_cannot() -> None:
    free = {**NEED, "organisation_id": "a", "demand": 50.0, "languages": ("fr", "nl")}
    bound = {**NEED, "organisation_id": "c", "demand": 50.0, "languages": ("nl",)}
    offers = [offer("b", capacity=50.0, languages=("nl",)), offer("d", capacity=50.0, languages=("fr",))]
    assert state_of(free, bound, *offers).left == 0.0
    assert state_of({**free, "languages": ("nl",)}, bound, *offers).left == 50.0


def test_an_offer_that_does_not_say_how_many_places_it_has_leaves_nobody_out() -> None:
    assert state_of({**NEED, "demand": 5000.0}, offer()).left == 0.0


def test_who_asks_at_the_offers_and_finds_no_place_with_any_of_them_is_left() -> None:
    offers = [offer("b", capacity=10.0, demand=40.0), offer("c", capacity=30.0, demand=20.0)]
    assert state_of(*offers).turned_away == 20.0
    refused = [offer("b", refusals=7.0)]
    assert state_of(*refused).turned_away == 7.0


def test_nobody_knows_whether_people_are_helped_by_an_offer_that_was_not_confirmed_again() -> None:
    assert state_of(NEED, offer(confirmed_on="2020")).left == 0.0
    assert state_of(NEED, offer(funded_until="2020")).left == 10.0
    assert math.isnan(state_of({**NEED, "demand": math.nan}, offer(funded_until="2020")).left)


def test_the_deadline_is_that_of_the_phase_or_of_the_study_or_two_months() -> None:
    late = offer(wait_weeks=12.0)
    assert outcome(late) == "too_long_a_wait"
    assert outcome(late, settings={"deadline_weeks": 12.0}) == ""
    phases = (Phase("before", {}, 26.0), Phase("around", {}, 4.0), Phase("after"))
    assert outcome(late, need={"phase": ("before",)}, settings={"phases": phases}) == ""
    assert outcome(late, need={"phase": ("before", "around")}, settings={"phases": phases}) == "too_long_a_wait"
    assert outcome(late, need={"phase": ("after",)}, settings={"phases": phases}) == "too_long_a_wait"


def test_an_organisations_own_need_meets_no_rule_about_clients() -> None:
    own = {**NEED, "role": "own_needs"}
    closed_to_clients = offer(maximum_age=17.0, statuses=("asylum",), phase=("before",))
    state = state_of({**own, "phase": ("after",), "statuses": ("recognised",)}, closed_to_clients)
    assert [need.outcome for need in state.own] == [""]
    assert [need.outcome for need in state_of(own, offer(languages=("fr",))).own] == ["no_common_language"]


def test_entries_of_organisations_that_no_longer_exist_are_left_out() -> None:
    study = make(services=[NEED, offer()], interviews=TODAY)
    (state,) = service_states(study, {"a"})
    assert (state.offers, state.needs[0].outcome) == ((), "nobody_offers")
