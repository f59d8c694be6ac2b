"""A real Chromium over a real server on this machine; skips with a sentence where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("playwright", reason="Playwright is not installed; pip install 'collabnet[test]' brings it.")

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 30_000


def chromium() -> str:
    """Return where Chromium is, or nothing."""
    given = os.environ.get("COLLABNET_CHROMIUM", "")
    found = given or next((path for name in NAMES if (path := shutil.which(name))), "")
    return found if found and Path(found).exists() else ""


class Visit:
    """One open page, and everything that went wrong on it."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.trouble: list[str] = []
        self.elsewhere: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._heard)
        page.on("pageerror", lambda problem: self.trouble.append(str(problem)))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def open(self, address: str) -> Any:
        """Go to an address of the dashboard and wait until the page is there."""
        self.page.goto(self.base + address)
        self.page.wait_for_selector("#middle h1")
        return self.page

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.trouble.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.trouble.append(f"{response.status} {response.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return Chromium."""
    from playwright.sync_api import sync_playwright

    place = chromium()
    if not place:
        missing = "No Chromium is here. Install it (Debian: apt-get install chromium) or set COLLABNET_CHROMIUM."
        if os.environ.get("COLLABNET_REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=place, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the invented study on this machine, on any free port, and stop."""
    from collabnet.workspace import Workspace
    from dashboard import app
    from dashboard.shelf import WorkspaceShelf

    with Workspace.open(tmp_path_factory.mktemp("workspace"), draws=100) as workspace:
        workspace.add(sample)
        shelf = WorkspaceShelf(workspace, view="researcher")
        shelf.seen("transition")  # analysed before the clock of the first page runs
        server = app.make_server(shelf)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield app.address(server, "127.0.0.1").rstrip("/")
        server.close()
        thread.join(timeout=5)


@pytest.fixture(scope="session")
def profile(browser: Any) -> Any:
    """Return one profile for all tests, so that scripts are fetched and compiled once; `visit` empties its storage."""
    return browser.new_context(reduced_motion="reduce")


@pytest.fixture
def visit(profile: Any, address: str) -> Iterator[Visit]:
    """Open a window of 1400 by 900 pixels; at the end nothing went wrong and nobody else was asked."""
    page = profile.new_page()
    page.set_viewport_size({"width": 1400, "height": 900})
    visiting = Visit(page, address)
    yield visiting
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    profile.clear_cookies()
    page.close()
    assert visiting.trouble == []
    assert visiting.elsewhere == []
