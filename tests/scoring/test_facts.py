"""Facts beside a capacity score: as the table of services has them, never in the number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collabnet.gaps._record import reason_parts
from collabnet.network import Network
from collabnet.scoring import facts, scores

Build = Callable[..., Network]


def offer(organisation: str, service: str, role: str = "offers", **figures: Any) -> dict[str, Any]:
    return {"organisation_id": organisation, "service": service, "role": role, **figures}


def test_wait_places_demand_and_refusals_are_written_as_codes(network: Build) -> None:
    offers = [offer("a", "legal_advice", wait_weeks=9, capacity=12, demand=40, refusals=5)]
    assert facts(network(services=offers)) == {
        "a": "wait:service=legal_advice,weeks=9|places:service=legal_advice,capacity=12,demand=40"
        "|refusals:service=legal_advice,count=5"
    }


@pytest.mark.parametrize(
    ("figures", "codes"),
    [
        ({"wait_weeks": 0}, "wait:service=x,weeks=0"),
        ({"wait_weeks": 3.5}, "wait:service=x,weeks=3.5"),
        ({"capacity": 12345}, "places:service=x,capacity=12345"),
        ({"demand": 40}, "places:service=x,demand=40"),
        ({"refusals": 0}, "refusals:service=x,count=0"),
    ],
)
def test_what_was_not_said_is_left_out_and_a_nought_is_said(
    network: Build, figures: dict[str, float], codes: str
) -> None:
    assert facts(network(services=[offer("a", "x", **figures)])) == {"a": codes}


def test_needs_and_offers_without_figures_are_no_facts(network: Build) -> None:
    rows = [offer("a", "x", "needs_for_clients", capacity=20), offer("b", "x"), offer("nobody", "x", capacity=1)]
    assert facts(network(services=rows)) == {}


def test_services_stand_in_order_and_equal_figures_once(network: Build) -> None:
    rows = [offer("a", "y", wait_weeks=2), offer("a", "x", wait_weeks=3), offer("a", "y", wait_weeks=1)]
    rows += [offer("a", "y", wait_weeks=2, phase=("after",))]
    assert facts(network(services=rows))["a"] == "wait:service=x,weeks=3|wait:service=y,weeks=2|wait:service=y,weeks=1"


def test_codes_are_read_back_as_reasons_are(network: Build) -> None:
    (code,) = facts(network(services=[offer("a", "odd|name,=:", wait_weeks=2)]))["a"].split("|")
    assert reason_parts(code) == ("wait", {"service": ("odd|name,=:",), "weeks": ("2",)})


def test_no_fact_changes_a_score(network: Build) -> None:
    said = [{"by": "a", "source": "a", "target": "b", "domain": "capacity", "rating": 1}]
    bare, with_facts = network(said), network(said, services=[offer("b", "x", wait_weeks=99, demand=1000)])
    assert scores(bare)["estimate"].tolist() == scores(with_facts)["estimate"].tolist()
