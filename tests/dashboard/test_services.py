from __future__ import annotations

from typing import Any

import pandas as pd

from collabnet.views import seen as look
from dashboard.pages import services
from dashboard.sentences import services as read
from dashboard.state import State
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import NAN, empty_seen, gap, hrefs, ids, picks, rows_of, seen_with, words


def state(**options: str | tuple[str, ...]) -> State:
    return State(study="small", page="services", wave="1", options=options)


def row(organisation: str, service: str, role: str, **more: Any) -> dict[str, Any]:
    return {
        "organisation_id": organisation,
        "service": service,
        "role": role,
        "capacity": NAN,
        "demand": NAN,
        "wait_weeks": NAN,
        "minimum_age": NAN,
        "maximum_age": NAN,
        "statuses": (),
        "minimum_residence_months": NAN,
        "languages": (),
        "municipality": "",
        "phase": "",
        "funded_until": "",
        "confirmed_on": "",
    } | more


def offered() -> FakeSeen:
    return seen_with(
        services=pd.DataFrame(
            [
                row("north", "storage", "needs_for_clients"),
                row("river", "storage", "needs_for_clients"),
                row("north", "interpreting", "needs_for_clients"),
                row(
                    "tower",
                    "interpreting",
                    "offers",
                    wait_weeks=10.0,
                    languages=("nl", "ar"),
                    municipality="Eastham",
                    minimum_age=16.0,
                    maximum_age=25.0,
                    statuses=("recognised",),
                    confirmed_on="2024-03-01",
                ),
                row("youth", "leisure", "offers", wait_weeks=0.0),
            ]
        ),
        gaps=pd.DataFrame([gap("g1", "unmet_need", service="storage", source="", target="")]),
    )


def test_the_answer_names_the_need_that_nobody_meets() -> None:
    said = services.answer(offered(), state())
    assert said == "Of 2 services that clients need, nobody offers “storage”; for 1 every wait is two months or more."


def test_what_nobody_offers_comes_first_and_what_nobody_needs_is_folded_away() -> None:
    assert [item.key for item in read.services(offered())] == ["storage", "interpreting", "leisure"]
    assert "1 more service is offered; nobody named it" in words(services.layout(offered(), state()))


def test_a_service_opens_the_drawer_and_links_to_its_points_for_attention() -> None:
    shown = services.layout(offered(), state())
    assert "service:storage" in picks(shown)
    assert "/small/gaps?wave=1&lang=en&service=storage" in hrefs(shown)


def test_the_list_says_for_whom_in_which_language_and_when_it_was_confirmed() -> None:
    found = next(item for item in rows_of(services.layout(offered(), state())) if item["who"] == "Tower Welfare")
    assert found["whom"] == "age 16–25; recognised refugees"
    assert found["languages"] == "Dutch and Arabic"
    assert found["confirmed"] == "March 1, 2024"


def test_filters_leave_what_fits() -> None:
    assert [item["who"] for item in rows_of(services.layout(offered(), state(language=("ar",))))] == ["Tower Welfare"]
    assert len(rows_of(services.layout(offered(), state(role=("needs_for_clients",))))) == 3


def test_filtered_to_nothing_says_which_filters_to_loosen() -> None:
    shown = services.layout(offered(), state(language=("ar",), service=("storage",)))
    assert "Loosen service and language." in words(shown)


def test_a_wait_of_years_is_said_in_years() -> None:
    many = seen_with(services=pd.DataFrame([row("north", "social_housing", "offers", wait_weeks=572.0)]))
    item = read.services(many)[0]
    from dashboard.words import Say

    assert read.wait(item, Say("en")) == "about 11 years’ wait"


def test_a_study_without_services_is_not_in_the_menu() -> None:
    assert not services.available(empty_seen())


def test_no_two_things_on_the_page_share_an_id(analysed_sample: Any) -> None:
    found = ids(services.layout(look(analysed_sample), State(study="s", page="services", wave="1")))
    assert len(found) == len(set(found))
