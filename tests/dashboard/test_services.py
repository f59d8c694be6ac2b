from __future__ import annotations

from typing import Any

import pandas as pd

from collabnet.views import seen as look
from dashboard.evidence import evidence
from dashboard.pages import services
from dashboard.sentences import services as read
from dashboard.state import State
from dashboard.words import Say
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


def standing(service: str, **more: Any) -> dict[str, Any]:
    """Return one row of the table of services as they stand."""
    return {
        "service": service, "outcomes": "", "needing": "", "needing_itself": "", "offering": "", "unmet": "",
        "full": "", "out_of_date": "", "sent": NAN, "asked": NAN, "places": NAN, "places_unsaid": 0, "left": NAN,
        "refusals": NAN,
        "wait_shortest": NAN, "wait_longest": NAN, "deadline": 9.0,
    } | more  # fmt: skip


def offered() -> FakeSeen:
    return seen_with(
        service_states=pd.DataFrame(
            [
                standing(
                    "interpreting",
                    needing="north",
                    offering="tower",
                    asked=90.0,
                    places=80.0,
                    left=0.0,
                    wait_shortest=10.0,
                    wait_longest=10.0,
                    outcomes="too_long_a_wait",
                    unmet="north",
                ),
                standing("leisure", offering="youth", wait_shortest=0.0, wait_longest=0.0, out_of_date="youth"),
                standing("rooms", needing_itself="river", outcomes="nobody_offers", unmet="river"),
                standing(
                    "storage",
                    needing="north|river",
                    outcomes="nobody_offers",
                    unmet="north|river",
                    asked=75.0,
                    left=75.0,
                    refusals=4.0,
                ),
            ]
        ),
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
        gap_findings=pd.DataFrame([gap("g1", "unmet_need", service="storage", source="", target="")]),
    )


def test_the_answer_says_what_does_not_reach_all_and_what_most_are_left_without() -> None:
    assert services.answer(offered(), state()) == (
        "Of 2 services that clients need, 2 do not reach all of them. Nobody offers “storage” and “rooms”. Most people "
        "without help: “storage”, at least 75 a year."
    )


def test_where_figures_are_withheld_no_sentence_needs_them() -> None:
    hidden = offered().tables["service_states"].assign(asked=NAN, left=NAN, refusals=NAN, sent=NAN)
    seen = seen_with(service_states=hidden, services=offered().tables["services"])
    assert services.answer(seen, state()).endswith("Nobody offers “storage” and “rooms”.")
    shown = words(services.layout(seen, state()))
    assert "Not for all who need it: storage and interpreting" in shown
    assert "without help" not in shown.replace("without help, at least", "").replace("left without help is", "")
    assert "80 places" in shown
    assert "people who ask, a year" not in shown


def test_what_most_are_left_without_comes_first_and_what_nobody_needs_is_folded_away() -> None:
    assert [item.key for item in read.services(offered())] == ["storage", "interpreting", "rooms", "leisure"]
    shown = words(services.layout(offered(), state()))
    assert "1 more service is offered; nobody named it" in shown
    assert shown.index("75 ask a year · at least 75 without help 4 refused") < shown.index(
        "90 ask a year · 80 places 10 weeks’ wait"
    )


def test_what_stands_in_the_way_is_a_badge_and_own_needs_stand_apart() -> None:
    shown = words(services.layout(offered(), state()))
    assert "Interpreting long wait" in shown
    assert "Storage nobody offers it" in shown
    assert "Leisure entry out of date" in shown
    own = shown.index("What organisations need for their own work")
    assert shown.index("needed by River Guardians") > own


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
    assert read.wait(572.0, 572.0, Say("en")) == "about 11 years’ wait"
    assert read.wait(3.0, 624.0, Say("en")) == "3 weeks to 12 years’ wait"


def test_a_study_without_services_is_not_in_the_menu() -> None:
    assert not services.available(empty_seen())


def test_no_two_things_on_the_page_share_an_id(analysed_sample: Any) -> None:
    found = ids(services.layout(look(analysed_sample), State(study="s", page="services", wave="1")))
    assert len(found) == len(set(found))


def test_the_drawer_says_why_a_service_is_missing_and_leads_to_what_is_said_of_it() -> None:
    why = "nobody_offers:service=storage,organisations=north+river,count=2"
    found = gap("g1", "unmet_need", service="storage", source="", target="", reasons=(why,), evidence=("s2",))
    seen = seen_with(services=offered().tables["services"], gap_findings=pd.DataFrame([found]))
    opened = evidence(seen, state().with_(pick="service:storage"))
    assert opened is not None
    assert "Nobody in the network offers storage; needed by North Shelter and River Guardians." in words(
        list(opened.parts)
    )
    assert opened.statements == (("What is said of it", ("s2",)),)


def test_the_drawer_of_a_service_tells_needs_of_clients_and_own_needs_apart() -> None:
    rows = [row("north", "rooms", "needs_for_clients"), row("river", "rooms", "own_needs")]
    opened = evidence(seen_with(services=pd.DataFrame(rows)), state().with_(pick="service:rooms"))
    assert opened is not None
    said = words(list(opened.parts))
    assert said.index("North Shelter") < said.index("Who needs it for its own work") < said.index("River Guardians")
