from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from dashboard import picks
from dashboard.app import app_over
from dashboard.evidence import evidence, kinds, tie
from dashboard.sentences import ids as several
from dashboard.shelf import FixedShelf
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen, ties
from tests.dashboard.http import Visitor

STATE = State("small", "explore", "1")
EVERY = 9
"""Of long tables every ninth row is tried: all rows would take minutes and find the same."""


def shown(seen: Any, pick: str) -> str:
    return Visitor(app_over(FixedShelf({"small": seen}))).drawer("/small/explore", "?wave=1&lang=en", pick)


def test_every_kind_of_pick_has_its_evidence() -> None:
    assert set(kinds()) == set(picks.SHAPES)


@pytest.mark.parametrize(
    ("pick", "title", "words"),
    [
        ("org:tower", "Tower Welfare", "It works about half of the time."),
        ("tie:north>tower:all:1", "North Shelter → Tower Welfare", "Vier weken wachten"),
        ("score:network:network:capacity:1:organisations", "Capacity: the whole network", "Vier weken wachten"),
        ("score:dyad:north>tower:capacity:1:organisations", "Capacity: North Shelter → Tower Welfare", "Vier weken"),
        ("statement:s3", "Statement s3", "Ils nous envoient des jeunes."),
        ("mention:capacity:1", "Capacity", "Vier weken wachten"),
        ("cause:waiting_lists:1", "Waiting lists", "Vier weken wachten"),
        ("measure:indegree:tower:all:1:reported", "Tower Welfare", "dezelfde week is er een afspraak"),
        ("service:housing_search", "Tower Welfare", "waiting time 4 weeks"),
    ],
)
def test_from_anything_chosen_a_person_reads_the_words_behind_it(
    seen: FakeSeen, pick: str, title: str, words: str
) -> None:
    text = shown(seen, pick)
    assert title in text
    assert words in text


def test_a_quote_says_who_when_in_which_language_and_who_coded_it(seen: FakeSeen) -> None:
    text = shown(seen, "statement:s3")
    assert '"lang": "fr"' in text
    for part in ("Tower Welfare", "April 15, 2024", "FR", "coded by ada"):
        assert part in text


def test_the_means_of_organisations_lead_to_the_number(seen: FakeSeen) -> None:
    text = shown(seen, "score:network:network:capacity:1:organisations")
    assert "(25 + 50) / 2 = 37.5" in text


def test_votes_that_may_not_be_seen_are_not_shown(seen: FakeSeen) -> None:
    votes = seen.tables["score_votes"].iloc[:0]
    text = shown(
        FakeSeen(tables={**seen.tables, "score_votes": votes}), "score:network:network:capacity:1:organisations"
    )
    assert "/ 2 =" not in text


def test_too_little_evidence_never_shows_the_number(seen: FakeSeen) -> None:
    text = shown(seen, "score:organisation_out:north:capacity:1:organisations")
    assert "not enough evidence yet" in text
    assert "25 (" not in text


def test_both_sides_of_a_relation_stand_side_by_side(seen: FakeSeen) -> None:
    text = shown(seen, "tie:north>tower:all:1")
    assert "North Shelter says" in text
    assert "Tower Welfare says" in text
    assert '"agree"' in text


def named_by_each(seen: FakeSeen) -> FakeSeen:
    """Return the study with north and tower naming each other, each by a tie of its own."""
    frame = ties()
    here = frame["source"].isin(("north", "tower")) & frame["target"].isin(("north", "tower"))
    frame.loc[here, ["state", "relation"]] = ["one_sided", "mutual"]
    return FakeSeen(tables={**seen.tables, "ties": frame})


@pytest.mark.parametrize("pick", ["org:tower", "measure:indegree:tower:all:1:reported", "tie:north>tower:all:1"])
def test_one_that_each_names_is_listed_once_and_not_as_named_by_one_side(seen: FakeSeen, pick: str) -> None:
    text = shown(named_by_each(seen), pick).casefold()
    assert "each names the other" in text
    assert "to north shelter" not in text
    assert text.count("named by one side") == (2 if pick.startswith("tie") else 0)  # the two directed ties themselves


def test_accounts_that_differ_are_not_called_those_of_two_sides(seen: FakeSeen) -> None:
    frame = ties()
    frame.loc[frame["source"].eq("north") & frame["target"].eq("tower"), "state"] = "contested"
    text = shown(FakeSeen(tables={**seen.tables, "ties": frame}), "tie:north>tower:all:1")
    assert "It is said that they work together, and that they do not." in text


NOBODY = "Nobody spoke of this pair."


@pytest.mark.parametrize(
    ("state", "no", "silent", "words"),
    [
        ("one_sided", 0, 0, "the other was interviewed and did not mention it"),
        ("one_sided", 0, 1, "the other was asked about it and did not name it"),
        ("absent", 1, 1, "It was said that they do not work together."),
        ("absent", 0, 2, "Both sides were asked about each other, and neither names the other."),
        ("absent", None, None, "They do not work together: it was said, or neither named the other when asked."),
        ("unknown", 0, 1, "One side was asked about the other and did not name it; the other has not answered."),
        ("unknown", 1, 0, "They are said not to work together in one way; nobody says whether they do in another."),
        ("unknown", 0, 0, "What was said leaves open whether they work together."),
    ],
)
def test_what_a_state_means_follows_from_who_was_asked_and_who_says_no(
    seen: FakeSeen, state: str, no: int | None, silent: int | None, words: str
) -> None:
    frame = ties()
    here = frame["source"].eq("north") & frame["target"].eq("tower") & frame["process"].eq("all")
    frame.loc[here, ["state", "no", "silent"]] = [state, no, silent]
    text = shown(FakeSeen(tables={**seen.tables, "ties": frame}), "tie:north>tower:all:1")
    assert words in text
    assert NOBODY not in text


def test_a_pair_without_a_word_about_it_was_not_spoken_of(seen: FakeSeen) -> None:
    frame = ties()
    here = frame["source"].eq("north") & frame["target"].eq("tower") & frame["process"].eq("all")
    frame.loc[here, "state"] = "unknown"
    frame.loc[here, "evidence"] = pd.Series([()], index=frame.index[here])
    assert NOBODY in shown(FakeSeen(tables={**seen.tables, "ties": frame}), "tie:north>tower:all:1")


def test_sides_that_contradict_each_other_are_marked(seen: FakeSeen) -> None:
    frame = seen.tables["statements"].copy()
    frame.loc[frame["statement_id"] == "s3", "tie_state"] = "absent"
    text = shown(FakeSeen(tables={**seen.tables, "statements": frame}), "tie:north>tower:all:1")
    assert '"differ"' in text


def test_an_organisation_that_was_not_interviewed_says_so(seen: FakeSeen) -> None:
    assert "no: everything here is what others report" in shown(seen, "org:youth")


@pytest.mark.parametrize(
    "pick", ["org:nobody", "tie:a>b:all:1", "score:x:y:z:1:organisations", "gap:none", "statement:0", "x", "tie:"]
)
def test_a_pick_that_leads_nowhere_is_said_in_a_sentence(seen: FakeSeen, pick: str) -> None:
    assert "There is nothing of that name to be seen here" in shown(seen, pick)


def test_partners_whose_sector_nobody_said_are_not_of_one_sector(seen: FakeSeen) -> None:
    people, tied = seen.tables["organisations"], seen.tables["ties"].assign(state="confirmed")
    told = {
        sector: FakeSeen(tables={**seen.tables, "ties": tied, "organisations": people.assign(sector=sector)})
        for sector in ("unknown", "health")
    }
    assert "Works with 2 organisations." in shown(told["unknown"], "org:tower")
    assert "of one sector" not in shown(told["unknown"], "org:tower")
    assert "Works with 2 organisations of one sector." in shown(told["health"], "org:tower")


def test_nothing_chosen_leaves_the_drawer_empty(seen: FakeSeen) -> None:
    assert json.loads(shown(seen, ""))["response"]["drawer"]["children"] == []


def test_every_number_of_the_sample_reaches_its_statements(researcher_sample: Any) -> None:
    tables = researcher_sample.tables
    rows = [(f"gap:{row['gap_id']}", row) for row in tables["gap_findings"].to_dict("records")]
    rows += [(f"gap:{row['gap_id']}", row) for row in tables["questions"].to_dict("records")]
    rows += [
        (picks.score(row["level"], row["subject"], row["domain"], row["wave"], row["voice"]), row)
        for row in tables["scores"].to_dict("records")
    ]
    for code, row in rows[::EVERY]:
        behind = row["evidence"]
        found = evidence(researcher_sample, STATE.with_(pick=code, wave=row["wave"]))
        assert found is not None, code
        listed = {key for _, keys in found.statements for key in keys}
        assert set(several(behind)) <= listed, code


def test_every_relation_of_the_sample_reaches_its_statements(researcher_sample: Any) -> None:
    rows = researcher_sample.tables["ties"]
    for row in rows[rows["evidence"] != ""].iloc[::EVERY].to_dict("records"):
        code = picks.tie(row["source"], row["target"], row["process"], row["wave"])
        found = evidence(researcher_sample, STATE.with_(pick=code))
        assert found is not None
        assert set(several(row["evidence"])) <= {key for _, keys in found.statements for key in keys}, code


def test_each_side_of_a_pair_shows_its_lowest_and_its_highest_rating(seen: FakeSeen) -> None:
    rows = pd.DataFrame({"rating": [1.0, 3.0, float("nan")], "valence": ["", "", "mixed"]})
    words, ends = tie._rated(Say("en"), rows)
    assert ends == (1.0, 3.0)
    assert words == "mostly fails, rare exceptions (1 of 4) to mostly works, known weaknesses (3 of 4)"
    assert tie._apart((1.0, 3.0), (3.0, 4.0)) == 0
    assert tie._apart((0.0, 1.0), (3.0, 4.0)) == 2
