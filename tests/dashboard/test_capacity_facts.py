"""Figures of services in the drawer of a capacity score: beside the number, and only as far as the view shows them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard.components.capacity_facts import capacity_facts
from dashboard.evidence import evidence
from dashboard.state import State
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import NAN, picks, seen_with, words

STATE = State("small", "explore", "1")
TITLE = "Facts beside it (not in the number)"


def drawer(seen: Any, pick: str) -> str:
    found = evidence(seen, STATE.with_(pick=pick))
    assert found is not None
    return words(list(found.parts))


def offer(service: str, **figures: Any) -> dict[str, Any]:
    empty = {"wait_weeks": NAN, "capacity": NAN, "demand": NAN, "refusals": NAN}
    return {"organisation_id": "tower", "service": service, "role": "offers", **empty} | figures


@pytest.mark.parametrize("subject", ["organisation_in:tower", "dyad:north>tower"])
def test_figures_of_who_is_scored_stand_beside_the_number_and_of_a_pair_those_of_the_target(
    seen: FakeSeen, subject: str
) -> None:
    text = drawer(seen, f"score:{subject}:capacity:1:organisations")
    assert TITLE in text
    assert "What Tower Welfare offers" in text
    assert "4 weeks’ wait · places a year: 10 · asked for, a year: 30 · could not be helped, a year: 5" in text
    assert text.index("How this number was made") < text.index(TITLE)


@pytest.mark.parametrize("subject", ["network:network", "organisation_out:north", "sector:reception>welfare"])
def test_many_together_and_who_offers_nothing_have_no_such_facts(seen: FakeSeen, subject: str) -> None:
    assert TITLE not in drawer(seen, f"score:{subject}:capacity:1:organisations")


def test_other_conditions_have_none(seen: FakeSeen) -> None:
    row = {"domain": "trust", "level": "organisation_in", "subject": "tower", "target": "tower"}
    assert capacity_facts(seen, STATE, row) == []
    assert capacity_facts(seen, STATE, row | {"domain": "capacity"})


def test_what_was_not_said_is_left_out_and_each_service_opens_its_own_drawer() -> None:
    offers = [
        offer("youth_work", wait_weeks=0.0),
        offer("storage", capacity=3.0),
        offer("storage", capacity=4.0),
        offer("x"),
    ]
    seen = seen_with(services=pd.DataFrame(offers))
    shown = capacity_facts(seen, STATE, {"domain": "capacity", "level": "organisation_out", "subject": "tower"})
    assert picks(shown) == ["service:storage", "service:youth_work"]
    said = words(shown)
    assert "places a year: 3; places a year: 4" in said
    assert "no wait" in said
    assert "asked for" not in said


def test_without_a_table_of_services_there_is_nothing_to_say(seen: FakeSeen) -> None:
    tables = {name: frame for name, frame in seen.tables.items() if name != "services"}
    row = {"domain": "capacity", "level": "organisation_in", "subject": "tower"}
    assert capacity_facts(FakeSeen(tables=tables), STATE, row) == []


def test_others_do_not_see_demand_and_refusals(researcher_sample: Any, shared_sample: Any) -> None:
    row = {"domain": "capacity", "level": "organisation_in", "subject": "psy_water"}
    whole, shared = (words(capacity_facts(seen, STATE, row)) for seen in (researcher_sample, shared_sample))
    assert "asked for, a year: 130" in whole
    assert "could not be helped, a year: 25" in whole
    assert "21 weeks’ wait · places a year: 45" in shared
    assert "130" not in shared
    assert "asked for" not in shared
    assert "could not be helped" not in shared
