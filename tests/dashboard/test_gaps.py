from __future__ import annotations

from dataclasses import replace
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
        gap_findings=pd.DataFrame(
            [
                gap(
                    "g1",
                    "missing_link",
                    size=100.0,
                    expected_because=("declared:reason=The protocol of 2021 says so.",),
                    reasons=("absent:source=north,target=tower,count=1",),
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
    assert "They are expected to work together: The protocol of 2021 says so." in said
    assert "weight" not in said
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
    many = seen_with(gap_findings=pd.DataFrame([gap(f"g{n:02d}", "one_sided") for n in range(30)]))
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


def asked(gap_id: str, source: str, target: str, ask: tuple[str, ...], **more: Any) -> dict[str, Any]:
    return {"gap_id": gap_id, "kind": "unknown_link", "organisations": (source, target), "ask": ask, "source": source,
            "target": target, "processes": ("case_transfer",), "domains": (), "wave": "1", "importance": 0.5,
            "reasons": (f"nobody_asked:source={source},target={target}",), "suggestion": "ask", "evidence": (),
            "expected_because": ()} | more  # fmt: skip


def with_questions(*rows: dict[str, Any]) -> FakeSeen:
    return seen_with(gap_findings=several().tables["gap_findings"], questions=pd.DataFrame(rows))


def test_what_nobody_spoke_of_stands_in_a_list_of_its_own_by_whom_to_ask() -> None:
    seen = with_questions(
        asked("q1", "north", "river", ("north", "river")),
        asked("q2", "river", "tower", ("tower", "river")),
        asked("q3", "north", "youth", ("youth", "north")),
    )
    assert gaps.answer(seen, state()).endswith("3 questions to ask.")
    acting = words(gaps.layout(seen, state()))
    assert "Act on (3)" in acting
    assert "Ask about (3)" in acting
    assert "no information" not in acting
    shown = gaps.layout(seen, state(list="ask"))
    assert [key.split(":")[1] for key in shown_picks(shown)] == ["q1", "q3", "q2"]
    said = words(shown)
    assert said.index("North Shelter (2)") < said.index("Tower Welfare (1)")
    assert "Ask North Shelter and River Guardians whether there is case transfer between them." in said
    assert len(rows_of(shown)) == 3
    assert [row["gap_id"] for row in rows_of(gaps.layout(seen, state(list="ask", organisation=("tower",))))] == ["q2"]


def test_a_case_has_its_ways_of_working_and_kinds_in_one_row() -> None:
    rows = [
        gap("g1", "missing_link", size=100.0, reasons=("absent:source=north,target=tower,count=1",)),
        gap("g1", "weak_condition", process="", domain="trust", reasons=("below_half:domain=trust,score=20",)),
    ]
    shown = gaps.layout(seen_with(gap_findings=pd.DataFrame(rows)), state())
    assert shown_picks(shown) == ["gap:g1"]
    said = words(shown)
    assert "Expected, and not working Weak condition" in said
    assert "Case transfer: It is said that North Shelter and Tower Welfare do not work together in this way." in said


def test_the_drawer_of_a_case_says_in_which_waves_it_stands_and_what_is_to_be_asked_of_it() -> None:
    from dashboard.evidence import evidence

    rows = [gap("g1", "one_sided", wave=wave) for wave in ("1", "2")]
    questions = [asked("g1", "north", "tower", ("north",), evidence=("s9",))]
    seen = seen_with(gap_findings=pd.DataFrame(rows), questions=pd.DataFrame(questions))
    opened = evidence(seen, state().with_(pick="gap:g1"))
    assert opened is not None
    said = words(list(opened.parts))
    assert "Stands in Spring 2024 and" in said
    assert "Neither North Shelter nor Tower Welfare was interviewed." in said
    assert ("What was said and does not settle it", ("s9",)) in opened.statements
    alone = pd.DataFrame([asked("q1", "north", "tower", ("north",))])
    only = evidence(seen_with(questions=alone), state().with_(pick="gap:q1"))
    assert only is not None
    assert only.kind == "something to ask"


def test_the_shared_view_never_says_that_there_is_nothing_where_it_leaves_something_out() -> None:
    whole = FakeSeen().tables
    none = seen_with(**{name: whole[name].iloc[:0] for name in ("gap_findings", "questions") if name in whole})
    state = State(study="small", page="gaps", wave="1")
    assert "No points for attention at this moment" in gaps.answer(none, state)
    told = gaps.answer(replace(none, view="shared"), state)
    assert told.startswith("No points for attention that may be shown here.")
    assert "left out" in told
