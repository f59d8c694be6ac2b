"""What may be written over: never the study, never what is no file, and of an earlier run all or nothing."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from collabnet.errors import CallError, CollabnetError
from collabnet.exports import ExportOptions, export, exports, write
from collabnet.exports._atomic import written
from collabnet.exports._target import is_result, target
from collabnet.reading import read
from collabnet.views import seen

if TYPE_CHECKING:
    import collabnet

TIES = ExportOptions(tables=("ties",))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def filled(folder: Path, *names: str) -> list[str]:
    """Write files of these names into a folder as one run, and return what stands in it then."""
    with written(folder, folder=True) as place:
        for name in names:
            (place / name).write_text(f"new {name}")
        (place / "manifest.json").write_text(json.dumps({"files": [*names, "manifest.json"]}))
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def own(tiny: Path, tmp_path: Path) -> Path:
    """Return a copy of the hand-made study, that a test may endanger."""
    return shutil.copytree(tiny, tmp_path / "own")


def test_a_study_knows_what_it_was_read_from(own: Path) -> None:
    (own / "statements").mkdir()
    (own / "statements.csv").rename(own / "statements" / "north.csv")
    assert set(read(own).read_from) == {
        own, own / "statements", own / "statements" / "north.csv",
        *(path for path in own.iterdir() if path.is_file()),
    }  # fmt: skip
    (own.parent / "ties.csv").write_text("source,target,tie_state\na,b,present\n")
    assert read(own.parent / "ties.csv").read_from == (own.parent / "ties.csv",)


@pytest.mark.parametrize(("key", "name"), [("csv", ""), ("stata", ""), ("xlsx", "statements.csv")])
def test_the_study_itself_is_never_written_over(
    key: str, name: str, own: Path, analysed_tiny: collabnet.Analysis
) -> None:
    analysis, before = replace(analysed_tiny, study=read(own)), contents(own)
    with pytest.raises(CallError, match=r"^Expected .+ found .+own.* Give another"):
        export(analysis, key, own / name, view="shared", options=TIES)
    (own.parent / "link").symlink_to(own / name)
    with pytest.raises(CallError, match="from which the study is read"):
        export(analysis, key, own.parent / "link", options=TIES)
    assert contents(own) == before


def test_the_folder_of_another_study_is_left_alone_too(own: Path, analysed_tiny: collabnet.Analysis) -> None:
    before = contents(own)
    with pytest.raises(CallError, match=r"members\.csv, .+ which no manifest\.json lists"):
        export(analysed_tiny, "csv", own)
    assert contents(own) == before


def test_a_study_of_one_table_in_the_folder_of_results_is_not_replaced(tmp_path: Path) -> None:
    filled(tmp_path, "statements.csv")
    study = tmp_path / "statements.csv"
    with pytest.raises(CallError, match="from which the study is read"), written(tmp_path, folder=True, inputs=[study]):
        pytest.fail("There is no place to write to.")
    assert study.read_text() == "new statements.csv"


@pytest.mark.parametrize("key", [key for key, one in exports().items() if not one.suffix and not one.extra])
def test_a_manifest_names_the_files_and_all_are_known_as_results(
    key: str, analysed_tiny: collabnet.Analysis, tmp_path: Path
) -> None:
    export(analysed_tiny, key, tmp_path / "out", options=TIES)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["files"] == names
    assert all(is_result(name) for name in names)
    assert not any(is_result(name) for name in ("notes.csv", "ties.pdf", "../ties.csv", "ties"))


def test_no_table_of_the_researcher_stays_under_a_shared_manifest(
    analysed_tiny: collabnet.Analysis, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export(analysed_tiny, "csv", out, options=ExportOptions(tables=("statements", "ties")))
    (out / "notes.csv").write_text("mine")
    export(analysed_tiny, "stata", out, view="shared", options=TIES)
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "notes.csv", "ties.dta"]
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["view"] == "shared"


@pytest.mark.parametrize("manifest", [None, "{", "[]", '{"view": "researcher", "rows": {}}', '{"files": "ties.csv"}'])
def test_results_that_no_manifest_lists_are_left_alone(
    manifest: str | None, analysed_tiny: collabnet.Analysis, tmp_path: Path
) -> None:
    (tmp_path / "fill_in.csv").write_text("of whom?")
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    before = contents(tmp_path)
    with pytest.raises(CallError, match=r"^Expected an empty folder .+, found .+\. Give another folder"):
        export(analysed_tiny, "csv", tmp_path, view="shared", options=TIES)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["manifest.json", "ties.csv"])
def test_what_is_no_file_in_the_folder_is_not_replaced_by_one(name: str, tmp_path: Path) -> None:
    filled(tmp_path, "ties.csv")
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to(os.devnull)
    with pytest.raises(CallError, match=r"^Expected .+\. Give another folder"):
        filled(tmp_path, "ties.csv")
    assert (tmp_path / name).is_symlink()


def test_a_manifest_cannot_have_anything_removed_but_results(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").write_text("outside")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("mine")
    (tmp_path / "out" / "manifest.json").write_text(json.dumps({"files": ["../ties.csv", "thesis.docx", 3, None]}))
    assert filled(tmp_path / "out", "ties.csv") == ["manifest.json", "thesis.docx", "ties.csv"]
    assert (tmp_path / "ties.csv").read_text() == "outside"


def test_a_run_that_adds_to_nothing_leaves_the_results_of_others_alone(tmp_path: Path) -> None:
    filled(tmp_path, "ties.csv")
    with (
        pytest.raises(CallError, match=r"found ties\.csv in .+ Give another folder"),
        written(tmp_path, folder=True, only=("fill_in.csv",)),
    ):
        pytest.fail("There is no place to write to.")


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize("at", range(1, 7))
def test_a_folder_changes_whole_or_not_at_all(
    failure: BaseException, at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, "gaps.csv", "ties.csv")
    (tmp_path / "notes.txt").write_text("mine")
    before, moved, calls = contents(tmp_path), Path.replace, []

    def failing(self: Path, goal: Path) -> Any:
        calls.append(goal)
        if len(calls) == at:
            raise failure
        return moved(self, goal)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((KeyboardInterrupt, CollabnetError)):
        filled(tmp_path, "scores.csv", "ties.csv")
    assert contents(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gaps.csv", "manifest.json", "notes.txt", "ties.csv"]
    monkeypatch.undo()
    assert filled(tmp_path, "scores.csv", "ties.csv") == ["manifest.json", "notes.txt", "scores.csv", "ties.csv"]


def test_a_folder_where_a_file_is_to_stand_is_found_before_anything_changes(tmp_path: Path) -> None:
    filled(tmp_path, "ties.csv")
    (tmp_path / "notes.txt").mkdir()
    before = contents(tmp_path)
    with pytest.raises(CallError, match=r"found a folder"):
        filled(tmp_path, "ties.csv", "notes.txt")
    assert contents(tmp_path) == before


def test_folders_made_on_the_way_go_again_when_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), written(tmp_path / "a" / "b" / "c.csv", folder=False) as place:
        place.write_text("half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has neither pipes nor devices among its files.")
@pytest.mark.parametrize("folder", [True, False])
def test_what_is_no_file_is_not_replaced_by_one(folder: bool, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(CallError, match=r"^Expected .+ device.+\. Give"), written(place, folder=folder):
            pytest.fail("There is no place to write to.")
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with written(tmp_path / "link.csv", folder=False) as place:
        place.write_text("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


@pytest.mark.parametrize("here", [".", ""])
def test_the_folder_where_one_stands_can_be_written_to(
    here: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert filled(Path(here), "ties.csv") == ["manifest.json", "ties.csv"]


@pytest.mark.parametrize("place", ["taken/out", "x" * 300])
@pytest.mark.parametrize("folder", [True, False])
def test_a_place_that_cannot_be_is_answered_in_a_sentence(place: str, folder: bool, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(CollabnetError, match="could not be written"), written(tmp_path / place, folder=folder) as made:
        made.write_text("x")
    with pytest.raises(CollabnetError, match="could not be written"):
        target(tmp_path / place, folder=folder)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_what_one_view_shows_is_written_with_the_same_care(own: Path, analysed_tiny: collabnet.Analysis) -> None:
    before = contents(own)
    with pytest.raises(CallError):
        write(exports()["csv"], seen(analysed_tiny, "shared"), own, TIES, read(own).read_from)
    assert contents(own) == before
