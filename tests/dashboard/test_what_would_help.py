"""What would help to know more: conversations that narrow most, without names where those may not be seen."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.evidence.organisation import find as organisation
from dashboard.pages import domains, overview
from dashboard.sentences import what_would_help as read
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import ids, picks, score, seen_with, with_class, words

SAY = Say("en")
LAST = State(study="small", page="overview", wave="2")


def conversation(organisation: str, domain: str, network: float, **more: Any) -> dict[str, Any]:
    return {
        "organisation_id": organisation,
        "name": organisation,
        "domain": domain,
        "wave": "2",
        "interviewed": True,
        "pairs": 4,
        "statements": 5,
        "narrowing_network": network,
        "narrowing_organisations": network / 2,
        "width_network": 40.0,
        "rank": 1,
        "evidence": (),
    } | more


def helped(**changed: pd.DataFrame) -> FakeSeen:
    rows = [
        conversation("north", "", 20.0),
        conversation("youth", "", 19.0, interviewed=False),
        conversation("tower", "", 10.0),
        conversation("river", "", 0.2),
        conversation("north", "capacity", 12.0),
        conversation("north", "trust", 25.0),
        conversation("north", "diagnosis", 0.1),
        conversation("youth", "capacity", 14.0, interviewed=False, narrowing_organisations=2.0),
    ]
    covered = pd.DataFrame([covered_row("capacity", 20, 3), covered_row("trust", 20, 0)])
    scores = [
        score("network", "network", "capacity", 40, 10, 90, "D", wave="2", reporters=4),
        score("network", "network", "trust", 60, 45, 75, "B", wave="2"),
    ]
    found = {"next_interviews": pd.DataFrame(rows), "coverage": covered, "scores": pd.DataFrame(scores)}
    return seen_with(**{**found, **changed})


def covered_row(domain: str, required: int, spoken: int) -> dict[str, Any]:
    return {
        "kind": "domain", "key": domain, "wave": "2", "required": required, "required_with_statement": spoken,
        "two_sided": 0, "one_sided": spoken, "neither": required - spoken, "interviewed": 3,
        "reporters_effective": 2.0,
    }  # fmt: skip


def without_names() -> FakeSeen:
    return helped(next_interviews=pd.DataFrame())


def test_conversations_come_by_what_they_narrow_and_those_that_round_to_nothing_not_at_all() -> None:
    found = read.conversations(helped(), "2")
    assert [one.organisation for one in found] == ["north", "youth", "tower"]
    by_organisations = read.conversations(helped(), "2", "capacity", of_organisations=True)
    assert [one.organisation for one in by_organisations] == ["north", "youth"]


def test_the_overview_names_three_conversations_what_to_ask_first_and_how_much_narrower() -> None:
    part = with_class(overview.layout(helped(), LAST), "part-help")[0]
    said = words(part)
    assert "up to 20 points narrower; now they are 40 points wide on average" in said
    assert "North Shelter interviewed in Autumn 2025 ask first about informal trust and capacity" in said
    assert "Youth House not yet heard in Autumn 2025" in said
    assert picks(part) == ["org:north", "org:youth", "org:tower"]


def test_it_is_said_that_answers_do_not_matter_and_that_it_is_about_knowing() -> None:
    said = words(with_class(overview.layout(helped(), LAST), "part-help")[0])
    assert "not on the answers" in said
    assert "about knowing, not about doing better" in said
    assert "2 organisations lie close together in this: choose whom you can reach most easily." in said


def test_an_earlier_wave_has_no_conversations_to_come() -> None:
    assert not with_class(overview.layout(helped(), State(study="small", page="overview", wave="1")), "part-help")


def test_too_little_evidence_says_how_much_was_spoken_of_and_which_conversations_would_help() -> None:
    rows = with_class(overview.layout(helped(), LAST), "score-row")
    said = next(words(row) for row in rows if "Capacity" in words(row))
    assert "4 organisations speak of it, about 3 of the 20 expected pairs." in said
    assert "Most would be learned from conversations about it with Youth House and North Shelter." in said
    assert "40" not in said


def test_where_no_condition_has_a_score_what_would_help_is_said_once_below_them() -> None:
    scores = [score("network", "network", key, 40, 10, 90, "D", wave="2") for key in ("capacity", "trust")]
    shown = overview.layout(helped(scores=pd.DataFrame(scores)), LAST)
    assert "Most would be learned" not in words(with_class(shown, "score-row"))
    assert "up to 20 points narrower" in words(with_class(shown, "part-help"))


def test_without_names_it_is_said_of_which_condition_least_is_known() -> None:
    part = with_class(overview.layout(without_names(), LAST), "part-help")[0]
    assert "Conversations with organisations that are expected to work with many others would help most." in words(part)
    assert not picks(part)
    assert not any(name in words(part) for name in ("North", "Youth", "Tower", "River"))


def test_nothing_is_said_where_every_expected_pair_was_spoken_of_or_none_is_expected() -> None:
    covered = pd.DataFrame([covered_row("capacity", 20, 20), covered_row("trust", 0, 0)])
    shown = overview.layout(helped(next_interviews=pd.DataFrame(), coverage=covered), LAST)
    assert not with_class(shown, "part-help")


def test_a_condition_shows_a_table_of_conversations_that_open_the_organisation() -> None:
    here = State(study="small", page="domains", wave="2", options={"domain": "capacity"})
    shown = with_class(domains.layout(helped(), here), "conversations-table")[0]
    assert picks(shown) == ["org:youth", "org:north"]
    assert "Youth House not yet heard 4 14.0 2.0" in words(shown)
    title = "Capacity: one more conversation would narrow the network’s interval from 40 to 26 points at best"
    assert title in words(domains.layout(helped(), here))


def test_plain_means_have_no_table_of_conversations() -> None:
    plain = helped(scores_transparent=helped().tables["scores"])
    here = State(study="small", page="domains", wave="2", options={"domain": "capacity", "method": "transparent"})
    assert not with_class(domains.layout(plain, here), "conversations-table")


def test_the_drawer_of_an_organisation_says_what_one_more_conversation_would_bring() -> None:
    found = organisation(helped(), State(wave="2"), ("north",))
    assert found is not None
    said = words(list(found.parts))
    assert "One more conversation: intervals would become 20 points narrower on average." in said
    assert "Ask first about informal trust and capacity." in said
    silent = organisation(helped(), State(wave="2"), ("river",))
    assert silent is not None
    assert "One more conversation" not in words(list(silent.parts))


def test_scores_with_too_little_evidence_stand_in_one_line_of_the_drawer() -> None:
    rows = [score("organisation_in", "tower", key, 40, 10, 90, "D", target="tower") for key in ("capacity", "trust")]
    found = organisation(seen_with(scores=pd.DataFrame(rows)), State(wave="1"), ("tower",))
    assert found is not None
    assert "Not enough evidence yet: capacity informal trust" in " ".join(words(list(found.parts)).split())


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_the_sample_names_whom_to_hear_for_the_researcher_and_nobody_for_others(
    analysed_sample: Any, language: str
) -> None:
    here = State(study="s", page="overview", wave="2", language=language)
    mine = with_class(overview.layout(look(analysed_sample), here), "part-help")
    assert len(picks(mine)) == 3
    shown = with_class(overview.layout(look(analysed_sample, "shared"), here), "part-help")
    seen = look(analysed_sample)
    names = {seen.name(key, language) for key in seen.names}
    assert shown
    assert not [name for name in names if name in words(shown)]


def test_no_two_things_share_an_id_when_sections_name_the_same_organisation() -> None:
    for page in (overview, domains):
        found = ids(page.layout(helped(), State(study="small", page=page.PAGE.key, wave="2")))
        assert len(found) == len(set(found))
