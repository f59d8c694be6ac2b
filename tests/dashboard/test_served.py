"""Only the studies that were named are served: any other is answered like one that does not exist."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from collabnet.errors import CallError
from collabnet.workspace import Workspace
from dashboard import ids, taking
from dashboard.app import create_app
from dashboard.pages import pages
from dashboard.shelf import WorkspaceShelf
from tests.dashboard.http import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMED, OTHER, NOWHERE = "namedstudy", "unopenedstudy", "missingstudy"
ROUTES = {"/take/<study>/<name>", "/<path:path>"}
"""Every address that can name a study; all others serve files of the app itself, or speak to a callback."""

ASSETS = ("/_", "/assets/", "/static/")


@pytest.fixture
def workspace(tmp_path: Path, tiny: Path) -> Iterator[Workspace]:
    with filled(tmp_path, tiny) as made:
        yield made


@pytest.fixture(scope="module")
def visitors(tmp_path_factory: pytest.TempPathFactory, tiny: Path) -> Iterator[dict[str, Visitor]]:
    with filled(tmp_path_factory.mktemp("served"), tiny) as made:
        yield {view: Visitor(create_app(made, view=view, only=[NAMED])) for view in ("researcher", "shared")}


@pytest.fixture(params=["researcher", "shared"])
def visitor(visitors: dict[str, Visitor], request: pytest.FixtureRequest) -> Visitor:
    return visitors[request.param]


@contextmanager
def filled(folder: Path, study: Path) -> Iterator[Workspace]:
    """Open a workspace of two studies, one of which is not to be served."""
    with Workspace.open(folder / "workspace", scores="transparent") as made:
        for name in (NAMED, OTHER):
            made.add(shutil.copytree(study, folder / name))
        made.correction(OTHER, "", "SECRET")
        yield made


def answers(visitor: Visitor, study: str) -> dict[str, Any]:
    """Return what every way of asking for a study answers, with its name taken out."""
    files = [*taking.files(), *(name for page in pages().values() for name in page.files), "corrections.csv", "other"]
    told: dict[str, Any] = {}
    for path in [f"/{study}", *(f"/{study}/{page}" for page in (*pages(), "nopage"))]:
        plain = visitor.get(path)
        body = re.sub(r'"end_id":"[^"]*"', "", plain.get_data(as_text=True))  # Dash draws one at random each time
        told[path] = plain.status_code, body, visitor.screen(path, "?wave=1&lang=en")
    for name in files:
        for ask in (visitor.client.get, visitor.client.post):
            file = ask(f"/take/{study}/{name}", buffered=True)
            told[f"{name} {ask.__name__}"] = file.status_code, file.get_data(as_text=True)
    for pick in ("", "org:birch", "statement:s1"):
        told[f"pick {pick}"] = visitor.drawer(f"/{study}/explore", "?wave=1&lang=en", pick)
    told["correct"] = corrected(visitor, study)
    return {key.replace(study, "…"): str(value).replace(study, "…") for key, value in told.items()}


def corrected(visitor: Visitor, study: str) -> str:
    """Send a word on what is not right with a study."""
    outputs = [{"id": ids.CORRECTED, "property": "children"}, {"id": ids.CORRECTION, "property": "value"}]
    body = {
        "output": f"..{ids.CORRECTED}.children...{ids.CORRECTION}.value..",
        "outputs": outputs,
        "inputs": [{"id": ids.CORRECT, "property": "n_clicks", "value": 1}],
        "changedPropIds": [f"{ids.CORRECT}.n_clicks"],
        "state": [
            {"id": ids.CORRECTION, "property": "value", "value": "not right"},
            {"id": ids.URL, "property": "pathname", "value": f"/{study}"},
            {"id": ids.URL, "property": "search", "value": ""},
        ],
    }
    return str(visitor.client.post("/_dash-update-component", json=body).get_data(as_text=True))


def test_a_study_that_was_not_named_answers_like_one_that_does_not_exist(visitor: Visitor) -> None:
    there, not_there = answers(visitor, OTHER), answers(visitor, NOWHERE)
    assert there == not_there
    assert "SECRET" not in str(there)
    assert "404" in there["tables.csv.zip get"]
    assert visitor.get(f"/take/{NAMED}/network.svg").status_code == 200


def test_the_first_page_names_only_what_is_served(visitor: Visitor) -> None:
    assert OTHER not in visitor.screen("/")
    assert NAMED in visitor.screen("/")


def test_every_route_that_can_name_a_study_is_asked_above(visitor: Visitor) -> None:
    rules = {rule.rule for rule in visitor.client.application.url_map.iter_rules()}
    assert {rule for rule in rules if "<" in rule and not rule.startswith(ASSETS)} == ROUTES


def test_nothing_is_written_of_a_study_that_was_not_named(workspace: Workspace) -> None:
    shelf = WorkspaceShelf(workspace, view="researcher", only=[NAMED])
    with pytest.raises(CallError, match="Expected a study of this workspace"):
        shelf.correct(OTHER, "", "not right")
    assert shelf.corrections(OTHER) == ()
    assert [one.note for one in workspace.corrections(OTHER)] == ["SECRET"]


def test_what_is_opened_later_is_served_too(workspace: Workspace, tiny: Path) -> None:
    shelf = WorkspaceShelf(workspace, view="researcher", only=[NAMED])
    key = shelf.receive({path.name: path.read_bytes() for path in tiny.iterdir()})
    assert set(shelf.titles()) == {NAMED, key}


def test_without_names_the_whole_workspace_is_served(workspace: Workspace) -> None:
    assert set(WorkspaceShelf(workspace, view="researcher").titles()) == {NAMED, OTHER}
