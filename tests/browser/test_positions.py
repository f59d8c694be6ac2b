"""The table of places in a real browser: choosing columns with the keyboard, and taking along what is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_dashboard import settled, until

pytestmark = pytest.mark.browser

PAGE = "/transition/centrality?wave=1&lang=en"


def unfold(page: Any) -> None:
    settled(page)
    page.locator(".chooser > summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".chooser[open]")


def test_a_column_is_chosen_with_the_keyboard_and_the_focus_stays_on_it(visit: Any) -> None:
    page = visit.open(f"{PAGE}&measures=degree")
    unfold(page)
    page.get_by_role("checkbox", name="Nearness for others").focus()
    page.keyboard.press("Space")
    until(page, "!!document.querySelector('.ag-header-cell[col-id=harmonic_in]')")
    assert page.url.endswith("measures=degree&measures=harmonic_in")
    assert page.evaluate("document.querySelector('.chooser').open")
    until(page, "document.activeElement.id === 'measures-harmonic_in'")


def test_searching_leaves_the_columns_that_tell_it(visit: Any) -> None:
    page = visit.open(PAGE)
    unfold(page)
    page.get_by_label("Search among the columns").fill("shortest route")
    until(page, "document.querySelectorAll('.chooser-group li:not([hidden])').length === 1")
    assert page.locator("#measures-betweenness").is_visible()
    page.get_by_label("Search among the columns").fill("nothing is called this")
    assert page.locator(".chooser-none").is_visible()


def test_a_file_holds_the_rows_in_the_order_in_which_they_stand(visit: Any) -> None:
    page = visit.open(f"{PAGE}&measures=betweenness&interviewed=yes")
    settled(page)
    heading = page.locator(".ag-header-cell[col-id=betweenness] .ag-header-cell-label")
    for _ in range(2):
        heading.click()
        page.wait_for_timeout(200)
    until(page, "document.querySelector('.ag-header-cell[col-id=betweenness]').ariaSort === 'descending'")
    first = page.locator(".ag-row[row-index='0'] [col-id=name]").first.inner_text()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Markdown").click()
    lines = [line for line in Path(taken.value.path()).read_text().splitlines() if line.startswith("|")]
    values = [float(line.split("|")[4].replace(",", "")) for line in lines[2:]]
    assert lines[2].startswith(f"| {first} |")
    assert values == sorted(values, reverse=True)
    assert len(values) > 3


def test_nothing_scrolls_sideways_on_a_telephone_with_the_columns_unfolded(visit: Any) -> None:
    visit.page.set_viewport_size({"width": 360, "height": 740})
    page = visit.open(PAGE)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
