from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from collabnet.errors import CallError, StudyError
from collabnet.workspace import Workspace
from dashboard.actions import looked, opened, told
from dashboard.components.opening import LARGEST, MOST, decoded, together
from dashboard.downloads import corrections
from dashboard.pages import data
from dashboard.shelf import WorkspaceShelf
from dashboard.state import State
from tests.conftest import DRAWS
from tests.dashboard.reading import seen_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", draws=DRAWS, jobs=1) as made:
        yield made


def dropped(files: dict[str, bytes]) -> tuple[list[str], list[str]]:
    """Return files as a browser sends them."""
    return [f"data:text/csv;base64,{base64.b64encode(content).decode()}" for content in files.values()], list(files)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_dropped_files_are_looked_at_without_keeping_anything(workspace: Workspace, tiny: Path) -> None:
    shelf = WorkspaceShelf(workspace, view="researcher")
    shown = str(looked(shelf, State(), *dropped(contents(tiny))))
    assert "Open this study" in shown
    assert "worth a look" in shown
    assert shelf.titles() == {}


def test_findings_that_are_alike_stand_in_one_row_of_what_was_found(workspace: Workspace, tiny: Path) -> None:
    files = contents(tiny)
    files["statements.csv"] = files["statements.csv"].replace(b",alder,birch", b",alder,nobody_we_know")
    found, readable = WorkspaceShelf(workspace, view="researcher").look(files)
    unknown = [finding for finding in found if finding.code == "unknown_id"]
    rows = together(State(), found)
    assert (readable, len(unknown) > 3) == (False, True)
    assert (rows[0]["severity"], rows[0]["count"], rows[0]["column"]) == ("error", len(unknown), "target")
    assert len(rows) < len(found)


def test_the_data_page_shows_findings_that_are_alike_once_and_errors_first() -> None:
    rows = [
        {"code": code, "severity": severity, "file": "a.csv", "row": row, "column": "x", "found": "9", "expected": "",
         "remedy": "Look.", "expected_pattern": "", "remedy_pattern": "Look at {thing}.", "values": '{"thing": "it"}'}
        for code, severity in (("doubtful", "warning"), ("wrong", "error"))
        for row in range(2, 90)
    ]  # fmt: skip
    shown = str(data.layout(seen_with(findings=pd.DataFrame(rows)), State(page="data")))
    assert shown.count("Look at it.") == 2
    assert shown.index("'severity': 'error', 'count': 88") < shown.index("'severity': 'warning', 'count': 88")


def test_dropped_files_open_as_the_same_study_as_their_folder(
    workspace: Workspace, tiny: Path, analysed_tiny: Any
) -> None:
    shelf = WorkspaceShelf(workspace, view="researcher")
    key = opened(shelf, "whole", *dropped(contents(tiny)))
    assert shelf.seen(key).tables["ties"].equals(analysed_tiny.tables["ties"])


def test_a_sample_opens_with_one_click(workspace: Workspace) -> None:
    shelf = WorkspaceShelf(workspace, view="researcher")
    assert opened(shelf, "sample:transition", [], []) in shelf.titles()


def test_what_must_be_mended_is_said_and_not_opened(workspace: Workspace, tiny: Path) -> None:
    shelf = WorkspaceShelf(workspace, view="researcher")
    files = contents(tiny)
    files["statements.csv"] = files["statements.csv"].replace(b"s02,i1,alder", b"s02,i1,nobody_we_know")
    shown = str(looked(shelf, State(), *dropped(files)))
    assert "nobody_we_know" in shown
    assert "Open this study" not in shown
    assert "Open it without what is wrong" in shown
    with pytest.raises(StudyError):
        opened(shelf, "whole", *dropped(files))
    assert shelf.titles() == {}
    assert opened(shelf, "lenient", *dropped(files)) in shelf.titles()


@pytest.mark.parametrize("name", ["../../outside.csv", "..\\..\\outside.csv", "/tmp/outside.csv", "C:\\outside.csv"])
def test_a_name_with_a_path_stays_inside(workspace: Workspace, tmp_path: Path, name: str) -> None:
    shelf = WorkspaceShelf(workspace, view="researcher")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    shelf.look({name: b"source,target\na,b\n"})
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
    assert not (tmp_path.parent / "outside.csv").exists()


@pytest.mark.parametrize("name", ["", "..", "a\0b.csv"])
def test_a_file_without_a_name_is_refused_in_a_sentence(workspace: Workspace, name: str) -> None:
    with pytest.raises(CallError, match="with a name"):
        WorkspaceShelf(workspace, view="researcher").look({name: b"source,target\na,b\n"})


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04not a workbook", b"\xff\xfe\x00", b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>", b"a" * 5000],
)
@pytest.mark.parametrize("name", ["study.xlsx", "study.csv", "net.graphml", "photo.png"])
def test_what_is_no_study_ends_in_findings_or_one_sentence(workspace: Workspace, name: str, content: bytes) -> None:
    findings, readable = WorkspaceShelf(workspace, view="researcher").look({name: content})
    assert not readable
    assert findings
    assert all("Traceback" not in finding.remedy_in() for finding in findings)


def test_too_many_too_large_or_garbled_files_are_refused_in_a_sentence() -> None:
    with pytest.raises(CallError, match="at most"):
        decoded(["data:,"] * (MOST + 1), ["a"] * (MOST + 1))
    with pytest.raises(CallError, match="40 MB"):
        decoded(["data:;base64," + "A" * (LARGEST * 4 // 3 + 8)], ["a"])
    with pytest.raises(CallError, match="from this page"):
        decoded(["data:;base64,%%%"], ["a"])


def test_others_cannot_open_studies_nor_read_what_readers_said(workspace: Workspace, sample: Path) -> None:
    key = workspace.add(sample).study_id
    shared, own = WorkspaceShelf(workspace, view="shared"), WorkspaceShelf(workspace, view="researcher")
    for attempt in (
        lambda: shared.look({"a.csv": b""}),
        lambda: shared.receive({"a.csv": b""}),
        lambda: shared.sample("transition"),
    ):
        with pytest.raises(CallError, match="researcher's view"):
            attempt()
    shared.correct(key, "org:ocmw_wolv", "They moved.")
    assert shared.corrections(key) == ()
    assert [(about, note) for _, about, note in own.corrections(key)] == [("org:ocmw_wolv", "They moved.")]
    assert corrections(own, key).startswith(b"made_on,about,note")  # no byte order mark, as in every other export


def test_an_error_of_ours_speaks_for_itself_and_another_tells_only_its_kind() -> None:
    assert "Choose one." in str(told(State(), CallError("Expected a study. Choose one.")))
    shown = str(told(State(), RuntimeError("words of a quote")))
    assert "RuntimeError" in shown
    assert "words of a quote" not in shown
