from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

PAGES = ("overview", "explore", "domains", "gaps", "services", "centrality", "data")
STUDY = "/transition"
SMALL = 360


def barriers(page: Any) -> list[str]:
    """Return what keeps people out, with the first place where it does."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in serious]


def until(page: Any, expression: str) -> None:
    """Ask the page again and again: its own policy forbids it to evaluate text, so it cannot wait by itself."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {expression}")


def settled(page: Any) -> None:
    """Wait until nothing is on its way and every table in sight has its rows."""
    until(page, "!document.querySelector('[data-dash-is-loading=true]')")
    until(
        page,
        "[...document.querySelectorAll('.grid-box')].every((box) => !box.offsetParent"
        " || (box.querySelector('.ag-header-cell') && box.querySelector('.ag-row, .ag-overlay')))",
    )


@pytest.mark.parametrize(("language", "scheme"), [("nl", "dark"), ("fr", "light")])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_barrier_and_on_a_small_screen_nothing_scrolls_sideways(
    visit: Any, name: str, language: str, scheme: str
) -> None:
    """Both schemes, in the two languages with the longer words."""
    page = visit.open(f"{STUDY}/{name}?wave=1&lang={language}&scheme={scheme}")
    settled(page)
    assert barriers(page) == []
    page.set_viewport_size({"width": 360, "height": 760})
    settled(page)
    until(page, f"document.documentElement.scrollWidth <= {SMALL}")


def test_the_drawer_has_no_serious_barrier(visit: Any) -> None:
    page = visit.open(f"{STUDY}/explore?wave=1&lang=fr&pick=org:ocmw_wolv")
    page.wait_for_selector("#drawer h2")
    assert barriers(page) == []


def test_the_first_visit_leads_from_a_question_to_its_page(visit: Any) -> None:
    page = visit.open(STUDY)
    page.get_by_role("link", name=re.compile("What can we do")).click()
    page.wait_for_url(re.compile("/transition/gaps"))
    page.wait_for_selector("#middle h1:has-text('Gaps')")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_from_a_score_to_its_quotes_takes_two_clicks(visit: Any) -> None:
    page = visit.open(f"{STUDY}/domains?wave=1&lang=en")
    page.locator("#middle [id*='score:']").first.click()
    page.wait_for_selector("#drawer h2")
    assert page.locator("#drawer blockquote, #drawer .paraphrase").count() > 0
    assert "pick=score" in page.url


def test_a_click_on_an_organisation_in_the_canvas_opens_its_profile(visit: Any) -> None:
    page = visit.open(f"{STUDY}/explore?wave=1&lang=en")
    until(page, "window.collabnetNetwork.graph() && window.collabnetNetwork.graph().nodes().length > 20")
    place = page.evaluate("window.collabnetNetwork.graph().getElementById('ocmw_wolv').renderedPosition()")
    box = page.locator(".canvas-inner").bounding_box()
    page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    page.wait_for_selector("#drawer h2:has-text('Wolvendries')")


def test_the_keyboard_alone_walks_organisations_and_their_partners_and_opens_one(visit: Any) -> None:
    page = visit.open(f"{STUDY}/explore?wave=1&lang=en")
    page.locator(".walk").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.dataset.org")
    near = page.evaluate("document.activeElement.dataset.near").split("\n")
    assert page.locator("[data-live=network]").inner_text() == page.evaluate("document.activeElement.dataset.told")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.org") in near
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer h2")
    assert page.evaluate("document.activeElement.closest('#drawer') !== null")
    page.keyboard.press("Escape")
    until(page, "!document.body.classList.contains('drawer-open')")
    assert page.evaluate("document.activeElement.dataset.org") in near
    assert second


def test_a_control_writes_itself_into_the_address_and_leaves_again_at_its_default(visit: Any) -> None:
    page = visit.open(f"{STUDY}/explore?wave=1&lang=en")
    page.get_by_text("both confirm").click()
    page.wait_for_url(re.compile("basis=confirmed"))
    page.get_by_text("anyone reports").click()
    page.wait_for_url(lambda address: "basis" not in address)


def test_the_drawer_leaves_the_page_behind_it_untouched(visit: Any) -> None:
    page = visit.open(f"{STUDY}/explore?wave=1&lang=en")
    page.evaluate("document.querySelector('#middle h1').dataset.mark = 'same'")
    page.locator(".walk").first.click()
    page.wait_for_selector("#drawer h2")
    assert page.evaluate("document.querySelector('#middle h1').dataset.mark") == "same"


def test_language_changes_in_place_and_the_document_says_so(visit: Any) -> None:
    page = visit.open(f"{STUDY}/explore?wave=1&lang=en")
    page.get_by_title("Nederlands").click()
    until(page, "document.documentElement.lang === 'nl'")
    assert "lang=nl" in page.url


def test_enter_on_a_cell_of_a_table_opens_the_drawer(visit: Any) -> None:
    page = visit.open(f"{STUDY}/centrality?wave=1&lang=en")
    cell = page.locator(".ag-cell").first
    cell.click(position={"x": 2, "y": 2})
    page.wait_for_selector("#drawer h2")


def test_dropped_files_are_looked_at_and_then_opened(visit: Any, tiny: Path) -> None:
    page = visit.open(f"{STUDY}/data?part=open&lang=en")
    page.locator("input[type=file]").set_input_files([str(path) for path in sorted(tiny.iterdir())])
    page.wait_for_selector("text=What was found in")
    page.get_by_role("button", name="Open this study").click()
    page.wait_for_url(re.compile("/(?!transition)[a-z-]+"))
    page.wait_for_selector("#middle h1:has-text('tiny')")


def test_broken_files_are_said_row_by_row_and_open_nothing(visit: Any, tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(
        "organisation_id,name\na,<script>alert(1)</script>\na,B\n", encoding="utf-8"
    )
    (tmp_path / "statements.csv").write_text(
        "statement_id,interview_id,source,target\ns1,i1,a,nobody\n", encoding="utf-8"
    )
    page = visit.open(f"{STUDY}/data?part=open&lang=en")
    page.locator("input[type=file]").set_input_files([str(path) for path in sorted(tmp_path.iterdir())])
    page.wait_for_selector("text=must be mended before")
    page.wait_for_selector(".ag-row")  # rows are drawn after the words above them
    assert page.get_by_role("button", name="Open this study").count() == 0


def test_a_reader_says_that_something_is_not_right(visit: Any) -> None:
    page = visit.open(f"{STUDY}/explore?wave=1&lang=en&pick=org:ocmw_wolv")
    page.get_by_text("This is not right").click()
    page.locator("#correction").fill("They moved to the station square.")
    page.get_by_role("button", name="Send to the researcher").click()
    page.wait_for_selector("text=Thank you")
    taken = page.request.get(f"{visit.base}/take/transition/corrections.csv").text()
    assert "org:ocmw_wolv,They moved to the station square." in taken


def test_the_way_back_shows_what_was_there_before(visit: Any) -> None:
    page = visit.open(f"{STUDY}/overview?wave=1&lang=en")
    page.get_by_role("link", name="Explore").click()
    page.wait_for_selector("#middle h1:has-text('Explore')")
    page.go_back()
    page.wait_for_selector("#middle h1:has-text('Overview')")


@pytest.mark.parametrize("name", ["overview", "gaps"])
def test_pages_that_are_printed_leave_the_frame_out(visit: Any, name: str) -> None:
    page = visit.open(f"{STUDY}/{name}?wave=1&lang=en")
    page.emulate_media(media="print")
    assert not page.locator("#menu").is_visible()
    assert not page.locator("#top").is_visible()
    assert page.locator("#middle h1").is_visible()


def test_what_was_unfolded_stays_so_when_a_control_changes_the_page(visit: Any) -> None:
    page = visit.open(f"{STUDY}/explore?wave=1&lang=en")
    page.get_by_text("Working relations as a table").click()
    page.get_by_text("both confirm").click()
    page.wait_for_url(re.compile("basis=confirmed"))
    settled(page)
    until(page, "document.querySelector('details[data-keep=relations]').open")


def test_while_a_page_takes_long_a_word_appears_and_a_way_out(visit: Any) -> None:
    page = visit.open(f"{STUDY}/overview?wave=1&lang=en")
    settled(page)
    held: list[Any] = []

    def hold(request: Any) -> None:
        held.append(request)

    page.route("**/_dash-update-component*", hold)
    page.get_by_role("link", name="Explore").click()
    until(page, "getComputedStyle(document.querySelector('.waiting')).opacity === '1'")
    page.get_by_role("button", name="Stop waiting").click(timeout=10_000)
    page.wait_for_url(re.compile("/overview"))
    assert held
