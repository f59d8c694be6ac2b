from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.pages import overview
from dashboard.sentences import integration, mentions
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import empty_seen, gap, ids, picks, score, seen_with, with_class, words

STATE = State(study="small", page="overview", wave="1")


def test_the_answer_names_the_condition_most_named_as_a_barrier(seen: FakeSeen) -> None:
    assert overview.answer(seen, STATE).startswith("Capacity is named as a barrier in 2 of 3 interviews")


def test_the_answer_counts_how_many_expected_relations_work(seen: FakeSeen) -> None:
    assert "We know about none of 1 expected links." in overview.answer(seen, STATE)


def test_a_study_without_mentions_answers_with_its_relations(seen: FakeSeen) -> None:
    bare = seen_with(mentions=seen.tables["mentions"].iloc[0:0], required=seen.tables["required"].iloc[0:0])
    assert overview.answer(bare, STATE).startswith("3 working relations are reported among 4 organisations")


def test_relations_are_counted_by_pairs_and_each_naming_the_other_is_both_saying_so(seen: FakeSeen) -> None:
    pairs = seen.tables["pairs"]
    mutual = pairs.assign(relation=pairs["relation"].replace("confirmed", "mutual"))
    for frame in (pairs, mutual):
        said = words(overview.layout(seen_with(pairs=frame), STATE))
        assert "Of 2 pairs said to work together, both sides say so of 1;" in said
        assert "the other side did not name 0 and was not asked about 1" in said


def test_what_interviews_name_comes_before_what_stands_in_the_way_and_the_scores(seen: FakeSeen) -> None:
    said = words(overview.layout(seen, STATE))
    order = [
        "What interviews name",
        "What stands in the way",
        "How well the conditions work",
        "How the network holds together",
        "What matters most to act on",
        "What the data cannot say",
    ]
    assert sorted(order, key=said.index) == order


def partners(**values: float) -> pd.DataFrame:
    """Return how many partners organisations have; who has none because it was not interviewed is not a number."""
    rows = {"organisation_id": list(values), "value": list(values.values())}
    frame = pd.DataFrame(rows).assign(measure="degree", process="all", wave="1", ties="reported")
    return frame.assign(missing=frame["value"].isna().map({True: "not_interviewed", False: ""}))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"north": 3, "river": 1, "tower": 1}, "North Shelter has most partners: 3 of 3."),
        ({"north": 2, "river": 2, "tower": 1}, "North Shelter and River Guardians have most partners: 2 of 3 each."),
        ({"north": 3, "river": 3, "tower": 3, "youth": 3}, "All 4 organisations have as many partners: 3 of 3."),
        (
            {"north": 3, "river": 1, "tower": 1, "youth": float("nan")},
            "North Shelter has most partners: 3 of 3. 1 organisation that was not interviewed is not compared.",
        ),
        ({"north": 0, "river": 0}, ""),
    ],
)
def test_most_partners_names_everyone_who_has_as_many(values: dict[str, float], said: str) -> None:
    assert integration._central(seen_with(centrality=partners(**values)), "1", Say("en")).text == said


def test_every_number_leads_to_its_evidence(seen: FakeSeen) -> None:
    codes = picks(overview.layout(seen, STATE))
    assert {"mention:capacity:1", "cause:waiting_lists:1", "gap:g1"} <= set(codes)
    assert "score:network:network:capacity:1:organisations" in codes


def test_too_little_evidence_shows_no_number_and_says_what_would_help(seen: FakeSeen) -> None:
    rows = with_class(overview.layout(seen, STATE), "score-row")
    hidden = next(row for row in rows if "Assessment of needs" in words(row))
    assert "Not enough evidence yet" in words(hidden)
    assert "would help" in words(hidden)
    assert "50" not in words(hidden)


def test_the_aim_is_spoken_of_only_where_the_network_set_one(seen: FakeSeen) -> None:
    rows = with_class(overview.layout(seen, STATE), "score-row")
    trust = next(words(row) for row in rows if "Informal trust" in words(row))
    capacity = next(words(row) for row in rows if words(row).startswith("Capacity"))
    assert "very likely (93 %) below the level agreed of 75" in trust
    assert "level agreed" not in capacity


def test_a_change_between_mostly_other_organisations_is_not_comparable() -> None:
    organisations = FakeSeen().tables["organisations"].assign(interviewed=["1", "1", "1|2", "2"])
    said = words(overview.layout(seen_with(organisations=organisations), State(page="overview", wave="2")))
    assert "not comparable: 1 of 4 organisations were interviewed both times" in said


def test_where_coders_differ_a_word_with_its_explanation_stands_at_the_score(seen: FakeSeen) -> None:
    flagged = seen.tables["scores"].assign(coder_flags=["domain=capacity", *[""] * 7])
    rows = with_class(overview.layout(seen_with(scores=flagged), STATE), "score-row")
    assert ["coders differ" in words(row) for row in rows if words(row).startswith(("Capacity", "Informal"))] == [
        True,
        False,
    ]
    assert "limited; coders differ" in words(overview.layout(seen_with(scores=flagged), STATE))


@pytest.mark.parametrize(
    ("numbers", "title"),
    [
        ([(10, 0, 20), (50, 40, 60), (90, 80, 100)], "Capacity works least well, informal trust best"),
        ([(20, 5, 35), (22, 0, 45), (70, 60, 80)],
         "Capacity and cultural competence are clearly lower than informal trust"),
        ([(20, 5, 35), (50, 30, 70), (60, 40, 80)], "Capacity is clearly lower than informal trust"),
        ([(40, 20, 60), (42, 30, 54), (50, 30, 70)],
         "Capacity scores lowest, but the conditions lie too close to tell apart"),
    ],
)  # fmt: skip
def test_the_title_over_the_conditions_says_no_more_than_the_intervals(
    numbers: list[tuple[float, float, float]], title: str
) -> None:
    keys = ("capacity", "cultural_competence", "trust")
    rows = [score("network", "network", key, *three, "C") for key, three in zip(keys, numbers, strict=True)]
    assert title in words(overview.layout(seen_with(scores=pd.DataFrame(rows)), STATE))


def test_the_caption_says_which_pairs_a_score_stands_for() -> None:
    for basis, told in (("required", "A score stands for all expected pairs"), ("stated_pairs", "for the pairs that")):
        rows = [score("network", "network", "trust", 50, 40, 60, "B", method="model", basis=basis)]
        assert told in words(overview.layout(seen_with(scores=pd.DataFrame(rows)), STATE))


def test_the_points_that_matter_most_are_not_five_times_the_same_pair() -> None:
    pairs = [("north", "tower"), ("north", "tower"), ("river", "tower"), ("youth", "tower")]
    rows = [
        gap(f"g{n}", "missing_link", organisations=pair, source=pair[0], target=pair[1], size=100.0 - n)
        for n, pair in enumerate(pairs)
    ]
    shown = overview.layout(seen_with(gap_findings=pd.DataFrame([*rows, gap("g9", "one_sided", size=1.0)])), STATE)
    assert [code for code in picks(shown) if code.startswith("gap:")] == ["gap:g0", "gap:g2"]


def test_what_nobody_spoke_of_is_said_not_to_be_a_no(seen: FakeSeen) -> None:
    assert "1 expected link without information: that is not a no." in words(overview.layout(seen, STATE))


def test_a_study_with_nothing_is_not_in_the_menu() -> None:
    assert not overview.available(empty_seen())


@pytest.mark.parametrize("view", ["researcher", "shared"])
@pytest.mark.parametrize("wave", ["1", "2"])
def test_no_two_things_on_the_page_share_an_id(analysed_sample: Any, view: str, wave: str) -> None:
    found = ids(overview.layout(look(analysed_sample, view), State(study="s", page="overview", wave=wave)))
    assert len(found) == len(set(found))


def test_a_study_of_the_first_day_without_ratings_still_gives_a_reading(analysed_first_day: Any) -> None:
    shown = words(overview.layout(look(analysed_first_day), State(study="first_day", page="overview", wave="1")))
    assert "named as a barrier" in shown
    assert "relations are reported among" in shown
    assert "which ones to expect is not declared" in shown


def test_without_scores_the_overview_says_that_nobody_rated(seen: FakeSeen) -> None:
    shown = words(overview.layout(seen_with(scores=seen.tables["scores"].iloc[0:0]), STATE))
    assert "Nobody rated how well the conditions work: there are counts and quotes, no scores." in shown
    assert "What interviews name" in shown


def test_one_interview_makes_no_condition_the_most_named_barrier() -> None:
    def named(*barriers: int) -> str:
        found = (
            mentions.Mention(domain, n, 0, 0, 2, 6) for domain, n in zip(("trust", "capacity"), barriers, strict=True)
        )
        return mentions.mention_title(tuple(found), Say("en"))

    assert named(2, 1) == "Informal trust is what interviews most often name as a barrier"
    assert named(1, 0) == "Informal trust and capacity are spoken of most, equally"


def test_a_count_that_others_may_not_see_is_a_dash_and_not_a_zero() -> None:
    mentioned = FakeSeen().tables["mentions"]
    told = mentioned[mentioned["valence"] != "enabler"]
    shared = replace(seen_with(mentions=told), view="shared")
    (first, *_) = mentions.named_domains(shared, "1")
    assert (first.helps, mentions.named_domains(seen_with(mentions=told), "1")[0].helps) == (None, 0)
    table = next(part for part in with_class(overview.layout(shared, STATE), "twin"))
    assert "–" in words(table)
    assert " 0 " not in words(table)


def test_a_title_of_the_shared_view_compares_only_what_may_be_shown(seen: FakeSeen) -> None:
    said = words(overview.layout(replace(seen, view="shared"), STATE))
    assert said.count("(of what may be shown)") == 2
    assert "most of what stands in the way" not in said
    assert "(of what may be shown)" not in words(overview.layout(seen, STATE))
