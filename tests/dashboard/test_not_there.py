"""What an address names and is not there: something sensible is shown, and it is said."""

from __future__ import annotations

import pytest

from collabnet import languages
from dashboard.app import app_over
from dashboard.shelf import FixedShelf
from dashboard.state import State
from dashboard.wiring import screen
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.http import Visitor
from tests.dashboard.reading import seen_with, words


@pytest.fixture
def shelf(seen: FakeSeen) -> FixedShelf:
    return FixedShelf({"small": seen})


def told(shelf: FixedShelf, path: str, search: str = "") -> str:
    return words(screen(State.from_url(path, search), shelf).notice)


@pytest.mark.parametrize("path", ["/small/gaps", "/small", "/", "/nowhere/gaps"])
@pytest.mark.parametrize("code", ["de", "..%2F..%2Fnl", "xx_YY", "%00"])
def test_an_unknown_language_falls_back_and_is_told(shelf: FixedShelf, path: str, code: str) -> None:
    state = State.from_url(path, f"?lang={code}", language="nl")
    assert state.language == "nl"
    shown = screen(state, shelf)
    assert "Nederlands" in words(shown.notice)
    assert words(shown.middle)
    assert "lang=nl" in State.from_url(path, f"?lang={code}", language="nl").href()


def test_every_answer_over_the_wire_survives_an_unknown_language(shelf: FixedShelf) -> None:
    visitor = Visitor(app_over(shelf))
    assert "There is no language “de” here: this is English." in visitor.screen("/small/gaps", "?lang=de")
    assert "North Shelter" in visitor.drawer("/small/gaps", "?lang=de", "org:north")
    assert visitor.get("/take/small/network.svg?lang=de").status_code == 200


@pytest.mark.parametrize("code", ["de", "../../../etc/passwd", "", "NL"])
def test_an_unknown_language_reaches_no_file(code: str) -> None:
    assert languages.text("yes", code) == "yes"
    assert not languages.messages(code)


def test_an_unknown_wave_or_page_is_told(shelf: FixedShelf) -> None:
    assert told(shelf, "/small/gaps", "?wave=9") == "There is no wave “9” in this study: this is Autumn 2025."
    assert told(shelf, "/small/nothing") == "There is no page “nothing” here. Choose one from the menu."
    assert told(shelf, "/small/gaps", "?wave=2") == told(shelf, "/small/gaps") == told(shelf, "/small") == ""


def test_a_page_without_data_says_so_rather_than_showing_another_in_silence(seen: FakeSeen) -> None:
    shelf = FixedShelf({"small": seen_with(services=seen.tables["services"].iloc[:0])})
    assert told(shelf, "/small/services") == (
        "“Services” has nothing to show in this study. Choose a page from the menu."
    )


def test_the_first_request_answers_404_for_what_is_not_there(shelf: FixedShelf) -> None:
    visitor = Visitor(app_over(shelf))
    found = {path: visitor.get(path).status_code for path in ("/", "/small", "/small/gaps", "/assets/collabnet.css")}
    assert set(found.values()) == {200}, found
    for path in ("/nowhere", "/nowhere/gaps", "/small/nothing", "/small/..%2Fgaps"):
        answer = visitor.get(path)
        assert answer.status_code == 404, path
        assert "_dash-renderer" in answer.get_data(as_text=True)  # the page itself says what to do
