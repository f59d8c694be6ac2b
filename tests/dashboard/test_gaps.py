from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.pages import gaps
from dashboard.state import State
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import empty_seen, gap, hrefs, ids, picks, rows_of, seen_with, words


def state(**options: str | tuple[str, ...]) -> State:
    return State(study="small", page="gaps", wave="1", options=options)


def several() -> FakeSeen:
    return seen_with(
        gaps=pd.DataFrame(
            [
                gap(
                    "g1",
                    "missing_link",
                    size=100.0,
                    reasons=("expected:weight=0.8", "absent:source=north,target=tower,count=1"),
                    suggestion="talk",
                ),
                gap(
                    "g2",
                    "one_sided",
                    source="river",
                    target="youth",
                    organisations=("river", "youth"),
                    process="information_exchange",
                    reasons=("one_side_silent:source=river,target=youth",),
                    suggestion="compare",
                ),
                gap(
                    "g3",
                    "unmet_need",
                    source="",
                    target="",
                    organisations=("north", "river"),
                    process="",
                    service="storage",
                    competent_level="regional",
                    confidence=0.9,
                ),
            ]
        )
    )


def shown_picks(shown: Any) -> list[str]:
    return [code for code in picks(shown) if code.startswith("gap:")]


def test_a_row_says_who_what_is_missing_why_and_what_would_help() -> None:
    said = words(gaps.layout(several(), state()))
    assert "North Shelter → Tower Welfare" in said
    assert "Expected, and not working" in said
    assert "They are expected to work together (weight 0.80)." in said
    assert "Bring North Shelter and Tower Welfare to one table about a few shared cases." in said
    assert "The organisations themselves" in said


def test_a_need_is_listed_under_its_service_and_the_level_that_could_change_it() -> None:
    said = words(gaps.layout(several(), state(service=("storage",))))
    assert "Storage" in said
    assert "Region" in said


def test_what_matters_most_comes_first() -> None:
    assert shown_picks(gaps.layout(several(), state()))[0] == "gap:g1"


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("kind", "one_sided", ["gap:g2"]),
        ("organisation", "tower", ["gap:g1"]),
        ("sector", "youth", ["gap:g2"]),
        ("process", "case_transfer", ["gap:g1"]),
        ("service", "storage", ["gap:g3"]),
        ("level", "regional", ["gap:g3"]),
    ],
)
def test_a_filter_leaves_what_fits_in_list_and_table_alike(name: str, value: str, left: list[str]) -> None:
    shown = gaps.layout(several(), state(**{name: (value,)}))
    assert shown_picks(shown) == left
    assert [row["_pick"] for row in rows_of(shown)] == left


def test_filtered_to_nothing_names_the_filters_that_would_help() -> None:
    shown = gaps.layout(several(), state(kind=("one_sided",), process=("case_transfer",), organisation=("river",)))
    assert "Nothing fits all the filters at once. Loosen way of working together." in words(shown)


def test_choosing_a_kind_again_lets_it_go() -> None:
    on = next(link for link in hrefs(gaps.layout(several(), state())) if "kind=one_sided" in link)
    assert "kind=one_sided" in on
    links = hrefs(gaps.layout(several(), state(kind=("one_sided",))))
    assert any("kind" not in link and link.startswith("/small/gaps") for link in links)


def test_grouping_by_organisation_lists_a_pair_under_both_without_sharing_ids() -> None:
    shown = gaps.layout(several(), state(group="organisation"))
    assert shown_picks(shown).count("gap:g1") == 2
    assert len(ids(shown)) == len(set(ids(shown)))


def test_the_list_stops_at_a_page_and_offers_more_while_the_table_holds_all() -> None:
    many = seen_with(gaps=pd.DataFrame([gap(f"g{n:02d}", "one_sided") for n in range(30)]))
    shown = gaps.layout(many, state())
    assert len(shown_picks(shown)) == gaps.STEP
    assert "Show 5 more" in words(shown)
    assert len(rows_of(shown)) == 30


def test_the_shared_view_says_that_kinds_are_left_out() -> None:
    shared = FakeSeen(view="shared", tables=several().tables)
    assert "left out of the shared view" in words(gaps.layout(shared, state()))


def test_a_wave_without_points_says_so() -> None:
    assert "No points for attention" in words(gaps.layout(several(), State(page="gaps", wave="2")))


def test_a_study_without_points_is_not_in_the_menu() -> None:
    assert not gaps.available(empty_seen())


@pytest.mark.parametrize("group", ["weight", "kind", "level", "organisation"])
def test_every_reason_and_step_of_the_sample_is_a_sentence(analysed_sample: Any, group: str) -> None:
    here = State(study="s", page="gaps", wave="1", options={"group": group, "show": "500"})
    shown = gaps.layout(look(analysed_sample), here)
    said = words(shown)
    assert "{" not in said
    assert "_" not in said.replace("_pick", "")
    assert len(ids(shown)) == len(set(ids(shown)))
