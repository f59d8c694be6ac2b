from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.pages import domains
from dashboard.state import State
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import empty_seen, ids, picks, score, seen_with, with_class, words


def state(**options: str) -> State:
    return State(study="small", page="domains", wave="1", options=options)


def standing_seen() -> FakeSeen:
    rows = [
        score("network", "network", "trust", 50, 40, 60, "B"),
        score("organisation_in", "tower", "trust", 20, 5, 35, "B", target="tower"),
        score("organisation_in", "north", "trust", 80, 65, 95, "B", target="north"),
        score("organisation_in", "river", "trust", 55, 35, 75, "C", target="river"),
        score("organisation_in", "youth", "trust", 40, 0, 100, "D", target="youth", remark="not_interviewed"),
    ]
    return seen_with(scores=pd.DataFrame(rows))


def test_the_page_opens_on_the_condition_that_works_least_well(seen: FakeSeen) -> None:
    assert domains.answer(seen, state()).startswith("Capacity: 38 (18–58).")


def test_between_sectors_comes_first_and_how_a_score_is_made_last(seen: FakeSeen) -> None:
    said = words(domains.layout(seen, state(domain="capacity")))
    order = ["Between sectors", "Organisations", "Pairs spoken of", "How a score is made"]
    assert sorted(order, key=said.index) == order


def test_a_cell_of_the_heat_map_opens_its_score_and_is_read_aloud_in_full(seen: FakeSeen) -> None:
    cells = with_class(domains.layout(seen, state(domain="capacity")), "heat-cell")
    assert [cell.id["code"] for cell in cells] == ["score:sector:reception>welfare:capacity:1:organisations"]
    assert cells[0].title == "Reception of Welfare: 38 (18–58); evidence: limited; statements: 2"


def test_a_cell_with_too_little_evidence_shows_how_many_statements_and_no_score() -> None:
    rows = [
        score("network", "network", "trust", 50, 40, 60, "B"),
        score("sector", "reception>youth", "trust", 61, 0, 100, "D", source="reception", target="youth", statements=2),
    ]
    cell = with_class(domains.layout(seen_with(scores=pd.DataFrame(rows)), state()), "heat-cell")[0]
    assert words(cell) == "n = 2"
    assert "61" not in str(cell)


def test_a_cell_with_a_number_shows_its_interval(seen: FakeSeen) -> None:
    cell = with_class(domains.layout(seen, state(domain="capacity")), "heat-cell")[0]
    assert words(cell) == "38 18–58"


@pytest.mark.parametrize(
    ("numbers", "title"),
    [
        ([(30, 20, 40), (60, 50, 70)],
         "Trust: lower where Reception speaks of Welfare than where Reception speaks of Youth"),
        ([(30, 10, 50), (60, 40, 80)], "Trust: no sectors lie clearly apart"),
        ([(30, 20, 40)], "Trust: only what Reception says of Welfare rests on enough evidence"),
    ],
)  # fmt: skip
def test_the_title_over_the_sectors_says_no_more_than_the_intervals(
    numbers: list[tuple[float, float, float]], title: str
) -> None:
    rows = [
        score("sector", f"reception>{target}", "trust", *three, "C", source="reception", target=target)
        for target, three in zip(("welfare", "youth"), numbers, strict=False)
    ]
    whole = score("network", "network", "trust", 50, 40, 60, "B")
    said = words(domains.layout(seen_with(scores=pd.DataFrame([whole, *rows])), state()))
    assert title.replace("Trust", "Informal trust") in said


def test_organisations_stand_in_groups_by_name_and_never_in_a_ranking() -> None:
    shown = domains.layout(standing_seen(), state())
    assert [words(title) for title in with_class(shown, "standing")] == [
        "Clearly below the whole network",
        "Cannot tell",
        "Clearly above the whole network",
        "Not enough evidence yet: 1 organisation",
    ]
    codes = [code for code in picks(shown) if code.startswith("score:organisation_in")]
    assert [code.split(":")[2] for code in codes] == ["tower", "river", "north", "youth"]
    assert "not a ranking" in words(shown)


def test_the_title_counts_who_stands_clearly_apart() -> None:
    said = words(domains.layout(standing_seen(), state()))
    assert "For informal trust, 1 of 4 organisations are clearly below and 1 clearly above" in said


def test_the_formula_shows_the_votes_that_make_the_score(seen: FakeSeen) -> None:
    said = words(domains.layout(seen, state(domain="capacity")))
    assert "S = (25.0 + 50.0) / 2 = 37.5" in said
    assert "Score 38 (18–58); evidence: limited; organisations: 2, statements: 2." in said
    assert "without any one organisation the score would lie between 25 and 50" in said


def test_the_working_is_not_shown_where_statements_are_withheld(seen: FakeSeen) -> None:
    withheld = seen.tables["score_votes"].iloc[:0]
    said = words(domains.layout(seen_with(score_votes=withheld), state(domain="capacity")))
    assert "The working is not shown here" in said
    assert "North Shelter" not in said.split("How a score is made")[1]


def test_a_condition_of_which_nobody_spoke_says_so(seen: FakeSeen) -> None:
    scores = seen.tables["scores"]
    only = seen_with(scores=scores[scores["wave"] == "1"])
    shown = domains.layout(only, State(page="domains", wave="2", options={"domain": "trust"}))
    assert "Nobody spoke of informal trust at this moment of interviewing." in words(shown)


def test_a_study_without_scores_is_not_in_the_menu() -> None:
    assert not domains.available(empty_seen())


@pytest.mark.parametrize("view", ["researcher", "shared"])
@pytest.mark.parametrize("wave", ["1", "2"])
@pytest.mark.parametrize("domain", ["trust", "capacity", "service_knowledge"])
def test_no_two_things_on_the_page_share_an_id(analysed_sample: Any, view: str, wave: str, domain: str) -> None:
    here = State(study="s", page="domains", wave=wave, options={"domain": domain})
    found = ids(domains.layout(look(analysed_sample, view), here))
    assert len(found) == len(set(found))
