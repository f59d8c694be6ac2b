from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dash import html

from collabnet import registry
from collabnet.errors import CallError
from collabnet.views import seen as look
from dashboard import pages as room
from dashboard.app import app_over
from dashboard.components import coverage
from dashboard.pages import Page, pages
from dashboard.shelf import FixedShelf
from dashboard.state import State
from dashboard.wiring import screen, settled
from tests.dashboard.fakes import FakeSeen, tables
from tests.dashboard.http import Visitor

if TYPE_CHECKING:
    from pathlib import Path


def visitor(seen: Any) -> Visitor:
    return Visitor(app_over(FixedShelf({"small": seen})))


def test_the_first_visit_asks_three_questions_and_leads_to_their_pages(seen: FakeSeen) -> None:
    shown = visitor(seen).screen("/small")
    for question, page in (
        ("What goes wrong, and why?", "overview"),
        ("What can we do?", "gaps"),
        ("Give me the tables", "centrality"),
    ):
        assert question in shown
        assert f"/small/{page}?" in shown


def test_every_page_stands_in_the_menu_in_the_readers_order(seen: FakeSeen) -> None:
    menu = str(screen(State("small", "explore"), FixedShelf({"small": seen})).menu)
    places = [
        menu.index(f"/small/{key}?")
        for key in ("overview", "explore", "domains", "gaps", "services", "centrality", "data")
    ]
    assert places == sorted(places)


def test_a_page_without_data_is_not_in_the_menu_and_one_line_says_what_would_bring_it() -> None:
    bare = tables()
    bare["services"] = bare["services"].iloc[:0]
    shown = visitor(FakeSeen(tables=bare)).screen("/small/explore")
    assert "/small/services?" not in shown
    assert "More pages (Services) come with these tables" in shown


def test_the_last_wave_is_shown_where_the_address_names_none_or_a_wrong_one(seen: FakeSeen) -> None:
    shelf = FixedShelf({"small": seen})
    assert settled(State("small"), shelf)[0].wave == "2"
    assert settled(State("small", wave="nine"), shelf)[0].wave == "2"
    assert settled(State("small", wave="1"), shelf)[0].wave == "1"


def test_at_an_address_without_a_study_stand_those_that_are_open(seen: FakeSeen) -> None:
    shown = visitor(seen).screen("/nowhere/explore")
    assert "There is no study at this address" in shown
    assert '"/small?lang=en"' in shown
    with pytest.raises(CallError):
        settled(State("nowhere"), FixedShelf({"small": seen}))


def test_a_page_that_fails_shows_a_sentence_and_never_a_traceback(
    seen: FakeSeen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError("secret words of a quote")

    page = Page("broken", "Broken", "Fails.", "circle", 1, lambda _: True, broken, lambda *_: html.Div())
    monkeypatch.setattr("dashboard.wiring.pages", lambda: {"broken": page})
    shown = visitor(seen).screen("/small/broken")
    assert "something went wrong in collabnet (ZeroDivisionError)" in shown
    assert "secret" not in shown
    assert "Traceback" not in shown


def test_a_page_dropped_into_the_room_is_in_the_menu_and_answers(
    seen: FakeSeen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weather.py").write_text(
        "from dash import html\nfrom dashboard.pages import Page\n"
        "PAGE = Page('weather', 'Weather', 'Whether it rains.', 'circle', 99, lambda seen: True,\n"
        "            lambda seen, state: 'It rains in wave ' + state.wave, lambda seen, state: html.P('Wet.'))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(room, "__path__", [*room.__path__, str(tmp_path)])
    registry._inhabitants.cache_clear()
    try:
        assert "weather" in pages()
        shown = visitor(seen).screen("/small/weather", "?wave=1")
        assert "It rains in wave 1" in shown
        assert "Wet." in shown
        assert "/small/weather?" in shown
    finally:
        registry._inhabitants.cache_clear()


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
@pytest.mark.parametrize("page", ["overview", "explore", "domains", "gaps", "services", "centrality", "data"])
def test_every_page_of_the_sample_works_from_its_address_alone(
    researcher_sample: Any, page: str, language: str
) -> None:
    shown = visitor(researcher_sample).screen(f"/small/{page}", f"?wave=1&lang={language}&scheme=dark")
    assert "something went wrong" not in shown
    assert '"H1"' in shown
    assert "coverage-bar" in shown


@pytest.mark.parametrize("page", ["overview", "explore", "domains", "gaps", "services", "centrality", "data"])
def test_every_page_works_on_the_one_table_of_day_one_or_is_not_offered(analysed_first_day: Any, page: str) -> None:
    from collabnet.views import seen as view

    shown = visitor(view(analysed_first_day)).screen(f"/small/{page}", "?lang=en")
    assert "something went wrong" not in shown


def test_colours_of_the_dark_scheme_follow_the_address(seen: FakeSeen) -> None:
    dark, light = (visitor(seen).screen("/small/explore", f"?wave=1&scheme={scheme}") for scheme in ("dark", "light"))
    assert "Light colours" in dark
    assert "Dark colours" in light


def test_every_icon_that_is_named_is_there() -> None:
    from collabnet.domains import domains
    from dashboard.components.icons import FOLDER

    named = {page.icon for page in pages().values()} | {domain.icon for domain in domains().values()}
    assert {name for name in named if not (FOLDER / f"{name}.svg").exists()} == set()


def test_files_to_take_along_come_from_the_view_of_the_app(analysed_tiny: Any) -> None:
    from dashboard import taking

    for seen in (look(analysed_tiny, "researcher"), look(analysed_tiny, "shared")):
        visiting = Visitor(app_over(FixedShelf({"small": seen}, view=seen.view)))
        names = [*taking.files(), "network.svg", "manifest.json"]
        answers = {name: visiting.get(f"/take/small/{name}?wave=1") for name in names}
        assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(names, 200)
        assert all(answer.data for answer in answers.values())
        assert all("attachment" in answer.headers["Content-Disposition"] for answer in answers.values())


@pytest.mark.parametrize("path", ["/take/small/passwd", "/take/nowhere/network.svg"])
def test_a_file_that_is_not_offered_is_said_in_a_sentence(seen: FakeSeen, path: str) -> None:
    answer = visitor(seen).get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.get_data(as_text=True)


def test_a_pair_that_only_others_spoke_of_is_not_one_that_nobody_spoke_of(seen: FakeSeen) -> None:
    table = seen.tables["coverage"]
    told = FakeSeen(tables={**seen.tables, "coverage": table.assign(neither=3, others=2)})
    rows = len(table[(table["kind"] == "process") & (table["wave"] == "1")])
    assert coverage.numbers(told, "1") == coverage.numbers(seen, "1") | {"others": 2 * rows, "nobody": rows}
