"""A service that people are left without: one gap per service, with the reason, its figures and its quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collabnet.gaps import GapFinding, gap_kinds, reason_parts, reason_text
from tests.gaps.conftest import context_of

Finder = Callable[..., list[Any]]
Row = dict[str, Any]

NEED: Row = {"organisation_id": "a", "service": "legal_advice", "role": "needs_for_clients", "languages": ("nl",),
             "minimum_age": 18.0, "maximum_age": 21.0}  # fmt: skip
INTERVIEWS = [{"interview_id": "i_a", "organisation_id": "a", "date": "2025-11-06"}]


def offer(who: str = "b", **more: Any) -> Row:
    return {"organisation_id": who, "service": "legal_advice", "role": "offers", **more}


def only(*services: Row, **options: Any) -> GapFinding:
    (gap,) = gap_kinds()["unmet_need"].find(context_of([], services=services, interviews=INTERVIEWS, **options))
    assert isinstance(gap, GapFinding)
    return gap


def said(gap: GapFinding) -> list[str]:
    return [reason_text(gap.kind, code) for code in gap.reasons]


@pytest.mark.parametrize(
    ("offered", "letter", "first"),
    [
        ([], "S", "Nobody in the network offers legal_advice; needed by a."),
        ([offer("a", capacity=5.0)], "C",
         "Only a offers legal_advice, and needs it for clients that it cannot help itself."),
        ([offer(maximum_age=17.0)], "C", "Only up to the age of 17 at b: closed to clients of a."),
        ([offer(languages=("fr",))], "C", "Offered in fr at b; needed in nl by a."),
        ([offer(wait_weeks=40.0)], "C", "The shortest wait, at b, is 40 weeks; needed within 9 weeks by a."),
        ([offer(wait_weeks=624.0, capacity=1.0, demand=9.0)], "C",
         "The shortest wait, at b, is about 12 years; needed within 9 weeks by a."),
        ([offer(capacity=10.0, demand=20.0)], "C",
         "No room for all who ask at b (10 places a year); needed by a."),
        ([offer(funded_until="2024-12")], "C", "The funding of b ended in 2024-12."),
        ([offer(confirmed_on="2021-05-02")], "C",
         "The entry of b was last confirmed in 2021-05-02: ask whether it still holds."),
    ],
)  # fmt: skip
def test_the_reason_is_named_with_its_figures(offered: list[Row], letter: str, first: str) -> None:
    gap = only(NEED, *offered)
    assert (gap.letter, gap.organisations, gap.service) == (letter, ("a",), "legal_advice")
    assert said(gap)[0] == first


def test_a_rule_is_named_for_whom_it_closes_which_offers() -> None:
    other = {**NEED, "organisation_id": "d", "minimum_age": 15.0, "maximum_age": 16.0}
    gap = only(NEED, other, offer("b", maximum_age=17.0, minimum_age=17.0), offer("c", maximum_age=17.0))
    assert [reason_parts(code) for code in gap.reasons] == [
        ("rule_maximum_age", {"target": ("b", "c"), "organisations": ("a",), "number": ("17",)})
    ]


def test_a_need_that_one_offer_meets_is_no_gap(find: Finder) -> None:
    services = [NEED, offer("b", wait_weeks=40.0), offer("c", wait_weeks=4.0)]
    assert find("unmet_need", [], services=services) == []


def test_leisure_without_a_wait_is_not_full_because_a_few_more_ask_than_there_are_places(find: Finder) -> None:
    services = [{**NEED, "demand": 40.0}, offer(capacity=400.0, demand=420.0, wait_weeks=0.0)]
    assert find("unmet_need", [], services=services) == []


def test_needs_that_find_room_alone_and_none_together_are_a_gap() -> None:
    needs = [{**NEED, "organisation_id": who, "demand": 369.0} for who in ("a", "c", "d")]
    gap = only(*needs, offer(capacity=60.0))
    assert (gap.people, gap.organisations, gap.suggestion) == (1047.0, ("a", "c", "d"), "demand_above_capacity")
    assert said(gap)[1] == "Clients of all who send add up to 1107 people a year; at least 1047 get no help in time."


def test_who_cannot_refuse_is_full_without_a_waiting_list() -> None:
    organisations = ["a", {"organisation_id": "b", "can_limit": False}]
    full = offer(capacity=56.0, demand=180.0, refusals=0.0)
    assert "cannot_refuse" in [reason_parts(code)[0] for code in only(NEED, full, organisations=organisations).reasons]
    waiting = only(NEED, {**full, "wait_weeks": 8.0}, organisations=organisations)
    assert "cannot_refuse" not in [reason_parts(code)[0] for code in waiting.reasons]


def test_a_service_is_one_gap_whatever_the_number_of_waves() -> None:
    assert only(NEED, waves=("1", "2", "3")).wave == ""


def test_a_gap_leads_to_the_statements_that_name_its_service() -> None:
    statements = [
        {"by": "a", "service": "legal_advice", "domain": "capacity", "rating": 0},
        {"by": "a", "service": "storage", "domain": "capacity", "rating": 0},
    ]
    (gap,) = gap_kinds()["unmet_need"].find(context_of(statements, services=[NEED]))
    assert gap.evidence == ("s000",)
    (silent,) = gap_kinds()["unmet_need"].find(context_of(statements[1:], services=[NEED]))
    assert silent.evidence == ()


def test_services_stand_in_the_order_of_people_left_without_help(find: Finder) -> None:
    from collabnet.gaps import find_gaps

    services = [
        {**NEED, "service": "storage", "demand": 11.0},
        *({**NEED, "organisation_id": who, "service": "leisure", "demand": 1.0} for who in ("a", "b", "c", "d")),
        {**NEED, "service": "schooling", "demand": 40.0},
    ]
    found = find_gaps(context_of([], services=services))
    assert [(gap.main.service, gap.main.people) for gap in found] == [
        ("schooling", 40.0),
        ("storage", 11.0),
        ("leisure", 4.0),
    ]


def test_an_own_need_is_told_apart() -> None:
    own = {**NEED, "organisation_id": "d", "role": "own_needs"}
    nobody = "Nobody in the network offers legal_advice; needed by "
    assert said(only(own)) == [f"{nobody}d.", "Needed for their own work, not for clients."]
    both = "Needed not for clients but for the own work of d."
    assert said(only(NEED, own)) == [f"{nobody}a and d.", both]


def test_of_many_organisations_a_sentence_names_a_few_and_the_code_holds_all() -> None:
    many = [f"v{number:02d}" for number in range(54)]
    gap = only(*({**NEED, "organisation_id": who} for who in many), organisations=["a", *many])
    assert said(gap)[0].endswith("needed by v00, v01, v02, v03, v04, and 49 more.")
    assert reason_parts(gap.reasons[0])[1]["organisations"] == tuple(many)
