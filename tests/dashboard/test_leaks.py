"""What others may see, tested on what crosses the wire: every page, every drawer, every file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest

from collabnet.views import WITHHELD
from collabnet.views import seen as view
from dashboard import picks, taking
from dashboard.app import app_over
from dashboard.pages import pages
from dashboard.sentences import ids as several
from dashboard.shelf import FixedShelf
from tests.dashboard.http import Visitor

NOBODY = {"an organisation that was interviewed", "documents", "young people"}
SEARCHES = ("?wave=1&lang=en", "?wave=2&lang=nl")


def visitor(analysis: Any, who: str) -> Visitor:
    return Visitor(app_over(FixedShelf({"study": view(analysis, who)}, view=who)))


def secrets_of(analysis: Any) -> set[str]:
    """Return what must never cross: uncleared words, memos, who was spoken to, who coded, ids of statements."""
    rows = analysis.study.statements
    closed = rows[rows["cleared"] != "yes"]
    words = {quote for quote in closed["quote"] if len(quote) > 12} - set(rows.loc[rows["cleared"] == "yes", "quote"])
    unsaid = rows[~rows["cleared"].isin(["yes", "paraphrase"])]
    words |= {told for told in unsaid["paraphrase"] if len(told) > 12} - set(
        rows.loc[rows["cleared"] == "paraphrase", "paraphrase"]
    )
    return words | {memo for memo in rows["memo"] if len(memo) > 12}


def everything(visiting: Visitor, analysis: Any) -> dict[str, str]:
    """Return all that can be asked for, by where it was found."""
    crossed = {}
    for search in SEARCHES:
        for key in pages():
            crossed[f"{key}{search}"] = visiting.screen(f"/study/{key}", search)
        for part in ("read", "coverage", "formulas", "take", "open"):
            crossed[f"data {part}{search}"] = visiting.screen("/study/data", f"{search}&part={part}")
    for code in codes(analysis):
        crossed[code] = visiting.drawer("/study/explore", SEARCHES[0], code)
    made = {file for page in pages().values() for file in page.files}
    for name in (*taking.files(), *made, "corrections.csv"):
        crossed[name] = unpacked(visiting.get(f"/take/study/{name}?wave=1").data)
    return crossed


def codes(analysis: Any) -> list[str]:
    """Return a pick of every kind, and every statement, relation and organisation there is."""
    tables = analysis.tables
    found = [picks.organisation(key) for key in tables["organisations"]["organisation_id"]]
    found += [f"statement:{key}" for key in tables["statements"]["statement_id"]]
    found += [picks.tie(r["source"], r["target"], r["process"], r["wave"]) for r in tables["ties"].to_dict("records")]
    scores = tables["scores"]
    chosen = scores[scores["level"].isin(["dyad", "organisation_in", "network"])]
    found += [
        picks.score(r["level"], r["subject"], r["domain"], r["wave"], r["voice"]) for r in chosen.to_dict("records")
    ]
    found += [f"gap:{key}" for key in tables["gaps"]["gap_id"].unique()]
    found += [f"cause:{key}:1" for key in tables["causes"]["cause"].unique()]
    found += [f"mention:{key}:1" for key in tables["mentions"]["domain"].unique()]
    return list(dict.fromkeys(found))


def unpacked(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture(scope="module", params=["analysed_hostile", "analysed_tiny"])
def analysis(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def crossed(analysis: Any) -> dict[str, str]:
    return everything(visitor(analysis, "shared"), analysis)


def test_no_words_that_were_not_cleared_cross_the_wire(analysis: Any, crossed: dict[str, str]) -> None:
    closed = secrets_of(analysis)
    assert closed
    found = {
        (where, words) for where, text in crossed.items() for words in closed if written(words) in text or words in text
    }
    assert not found


def test_the_same_words_do_reach_the_researcher(analysis: Any) -> None:
    closed = secrets_of(analysis)
    visiting = visitor(analysis, "researcher")
    read = "".join(
        visiting.drawer("/study/explore", SEARCHES[0], f"statement:{key}")
        for key in analysis.study.statements["statement_id"]
    )
    assert any(written(words) in read for words in closed), "the test above could not fail"


def test_nobody_who_was_spoken_to_and_nobody_who_coded_is_named(analysis: Any, crossed: dict[str, str]) -> None:
    people = {
        name for column in ("respondent_id", "coder") for name in analysis.study.statements[column] if len(name) > 3
    }
    people |= {key for key in analysis.study.interviews["interview_id"] if len(key) > 3}
    found = {
        (where, name) for where, text in crossed.items() for name in people if f'"{name}"' in text or f" {name}" in text
    }
    assert not found


def test_no_drawer_says_which_organisation_spoke(analysis: Any, crossed: dict[str, str]) -> None:
    for where, text in crossed.items():
        if where.startswith(("statement:", "score:", "tie:", "org:")):
            assert "coded by" not in text, where
            assert '"className": "sides"' not in text, where
            assert set(re.findall(r'"children": "([^"]*)", "className": "quote-who"', text)) <= NOBODY, where


def test_statements_of_the_researcher_have_no_address_here(analysis: Any, crossed: dict[str, str]) -> None:
    for key in analysis.study.statements["statement_id"]:
        assert "There is nothing of that name to be seen here" in crossed[f"statement:{key}"]


def test_persons_are_never_named(analysis: Any, crossed: dict[str, str]) -> None:
    rows = analysis.study.organisations
    persons = set(rows.loc[rows["kind"] == "person", "name"])
    assert not {(where, name) for where, text in crossed.items() for name in persons if name in text}


def test_trust_of_a_pair_is_not_shown(analysis: Any, crossed: dict[str, str]) -> None:
    for code, text in crossed.items():
        if code.startswith("score:dyad:") and ":trust:" in code:
            assert "There is nothing of that name to be seen here" in text


def test_an_address_cannot_ask_for_more_than_the_app_shows(analysis: Any) -> None:
    visiting = visitor(analysis, "shared")
    asked = visiting.screen("/study/data", "?wave=1&part=read&view=researcher").replace("&view=researcher", "")
    assert asked == visiting.screen("/study/data", "?wave=1&part=read")


def test_the_shared_view_opens_no_studies(analysis: Any) -> None:
    assert '"upload"' not in visitor(analysis, "shared").screen("/study/data", "?part=open")


def test_what_is_left_still_answers(crossed: dict[str, str]) -> None:
    for where, text in crossed.items():
        assert "something went wrong" not in text, where
        assert "could not be made" not in text, where


def test_words_that_were_cleared_are_there(analysed_tiny: Any) -> None:
    shown = view(analysed_tiny, "shared")
    visiting = visitor(analysed_tiny, "shared")
    rows = shown.tables["statements"]
    cleared = rows[(rows["cleared"] == "yes") & (rows["quote"] != "") & (rows["quote"] != WITHHELD)]
    key, quote = cleared.iloc[0][["statement_id", "quote"]]
    assert several(key)
    assert written(quote) in visiting.drawer("/study/explore", SEARCHES[0], f"statement:{key}")


def written(words: str) -> str:
    """Return words as JSON writes them."""
    return json.dumps(words, ensure_ascii=False)[1:-1]
