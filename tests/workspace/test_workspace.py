"""What outlives a run: studies, settings, corrections; analyses are made once, and anew when files change."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from collabnet import workspace as room
from collabnet.errors import CallError, CollabnetError, StudyError
from collabnet.workspace import Workspace
from collabnet.workspace._memory import Memory


@pytest.fixture
def workspace(tmp_path: Path):
    with Workspace.open(tmp_path / "workspace", draws=20, scores="transparent") as opened:
        yield opened


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_study_is_opened_where_it_lies_and_only_once(workspace: Workspace, tiny: Path) -> None:
    record = workspace.add(tiny)
    assert (record.study_id, record.title, record.stored) == ("tiny", "A tiny study", False)
    assert workspace.add(tiny) == record
    assert workspace.studies() == (record,)


def test_what_was_opened_is_still_there_the_next_time(tmp_path: Path, tiny: Path) -> None:
    with Workspace.open(tmp_path / "kept", draws=20) as opened:
        record = opened.add(tiny)
        opened.remember("language", "nl")
        opened.remember("language", "fr")
        opened.correction("tiny", "org:elm", "Elm merged with birch in May.", view="shared")
    with Workspace.open(tmp_path / "kept") as again:
        assert again.studies() == (record,)
        assert again.setting("language") == "fr"
        assert again.setting("scheme", "light") == "light"
        (said,) = again.corrections("tiny")
        assert (said.about, said.note, said.view, said.settled) == (
            "org:elm", "Elm merged with birch in May.", "shared", False,
        )  # fmt: skip
        again.settle(said.correction_id)
        assert again.corrections("tiny")[0].settled


def test_two_studies_of_one_name_get_two_addresses(workspace: Workspace, tiny: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny, tmp_path / "other" / "tiny")
    assert workspace.add(tiny).study_id == "tiny"
    assert workspace.add(tmp_path / "other" / "tiny").study_id == "tiny-2"


def test_a_study_that_moved_keeps_its_place(workspace: Workspace, tiny: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old" / "mine", tmp_path / "new" / "mine"
    shutil.copytree(tiny, old)
    workspace.add(old)
    workspace.correction("mine", "org:elm", "Not so.")
    new.parent.mkdir()
    old.rename(new)
    assert workspace.add(new).study_id == "mine"
    assert workspace.study("mine").place == new
    assert len(workspace.corrections("mine")) == 1


def test_files_that_a_person_drops_are_stored_and_analysed(workspace: Workspace, tiny: Path) -> None:
    record = workspace.receive(files(tiny))
    assert record.stored
    assert record.place.is_relative_to(workspace.folder)
    assert len(workspace.analysis(record.study_id).study.statements) == 25


def test_dropped_files_that_are_no_study_leave_nothing_behind(workspace: Workspace) -> None:
    with pytest.raises(StudyError):
        workspace.receive({"letter.csv": b"dear,all\n1,2\n", "other.csv": b"x\n"})
    assert workspace.studies() == ()
    assert not list((workspace.folder / "studies").iterdir())


@pytest.mark.parametrize("name", ["../../evil.csv", "..\\..\\evil.csv", "/etc/evil.csv", "C:\\evil.csv"])
def test_a_dropped_file_cannot_climb_out_of_its_folder(workspace: Workspace, name: str) -> None:
    with pytest.raises(StudyError):
        workspace.receive({name: b"not a study", "b.csv": b""})
    assert not list(workspace.folder.parent.rglob("evil.csv"))


@pytest.mark.parametrize("dropped", [{}, {"..": b""}, {"": b""}, {"a\0": b""}, {"a/x.csv": b"", "b/X.csv": b""}])
def test_files_without_a_name_of_their_own_are_refused_in_words(
    workspace: Workspace, dropped: dict[str, bytes]
) -> None:
    with pytest.raises(CallError, match="Expected"):
        workspace.receive(dropped)


def test_an_analysis_is_made_once_and_anew_when_a_file_changes(
    workspace: Workspace, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(tiny, tmp_path / "mine")
    workspace.add(tmp_path / "mine")
    first = workspace.analysis("mine")
    assert workspace.analysis("mine") is first
    (tmp_path / "mine" / "organisations.csv").touch()
    assert workspace.analysis("mine") is first, "the same bytes are the same study, whatever the clock says"
    text = (tmp_path / "mine" / "organisations.csv").read_text(encoding="utf-8")
    (tmp_path / "mine" / "organisations.csv").write_text(text.replace("Alder House", "Alder Hall"), encoding="utf-8")
    second = workspace.analysis("mine")
    assert second is not first
    assert "Alder Hall" in set(second.tables["organisations"]["name"])


def test_what_is_seen_follows_the_view(workspace: Workspace, tiny: Path) -> None:
    workspace.add(tiny)
    assert workspace.seen("tiny").view == "researcher"
    assert workspace.seen("tiny", "shared").view == "shared"
    assert workspace.seen("tiny", "shared", pseudonyms=True).pseudonyms
    assert workspace.seen("tiny", "shared") is workspace.seen("tiny", "shared")


def test_a_study_that_is_gone_is_answered_with_what_to_do(workspace: Workspace, tiny: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny, tmp_path / "mine")
    workspace.add(tmp_path / "mine")
    shutil.rmtree(tmp_path / "mine")
    with pytest.raises(CallError, match="moved or removed"):
        workspace.analysis("mine")
    with pytest.raises(CallError, match="Expected a study of this workspace"):
        workspace.study("nothing")


def test_forgetting_takes_the_stored_copy_and_leaves_files_elsewhere(workspace: Workspace, tiny: Path) -> None:
    stored = workspace.receive(files(tiny))
    workspace.add(tiny)
    workspace.correction("tiny", "org:elm", "Not so.")
    workspace.forget(stored.study_id)
    workspace.forget("tiny")
    assert not stored.place.exists()
    assert tiny.exists()
    assert workspace.studies() == ()


def test_a_correction_without_a_word_is_refused(workspace: Workspace, tiny: Path) -> None:
    workspace.add(tiny)
    with pytest.raises(CallError, match="Write what it should be"):
        workspace.correction("tiny", "org:elm", "  ")


def test_many_threads_that_ask_at_once_wait_for_one_analysis(
    workspace: Workspace, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import collabnet.analysis

    workspace.add(tiny)
    made: list[object] = []

    def slowly(*_: object, **__: object) -> object:
        time.sleep(0.1)
        made.append(object())
        return made[-1]

    monkeypatch.setattr(collabnet.analysis, "analyse", slowly)
    got: list[object] = []
    threads = [threading.Thread(target=lambda: got.append(workspace.analysis("tiny"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert got == made * 8


def test_many_threads_can_write_at_once(workspace: Workspace, tiny: Path) -> None:
    workspace.add(tiny)
    threads = [
        threading.Thread(target=workspace.correction, args=("tiny", f"org:{number}", "Not so.")) for number in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {said.about for said in workspace.corrections("tiny")} == {f"org:{number}" for number in range(12)}


def test_the_memory_keeps_what_was_asked_for_last() -> None:
    memory: Memory[str] = Memory(2)
    made: list[str] = []

    def ask(key: str) -> str:
        return memory.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        assert ask(key) == key
    assert made == ["a", "b", "c", "b"]
    assert len(memory) == 2


def test_a_failure_is_not_kept_in_memory() -> None:
    memory: Memory[str] = Memory(2)
    with pytest.raises(ZeroDivisionError):
        memory.get("a", lambda: str(1 / 0))
    assert memory.get("a", lambda: "now") == "now"


def test_a_workspace_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Workspace.open(tmp_path).close()
    with sqlite3.connect(tmp_path / room.DATABASE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(CollabnetError, match="newer collabnet"):
        Workspace.open(tmp_path)


def test_a_file_that_is_no_database_is_answered_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / room.DATABASE).write_bytes(b"this is not a database, and never was one" * 50)
    with pytest.raises(CollabnetError, match="cannot be opened"):
        Workspace.open(tmp_path)


@pytest.mark.parametrize("url", ["nonsense://x", "postgresql+nodriver://x/y"])
def test_a_url_that_means_nothing_is_answered_with_what_would(url: str) -> None:
    with pytest.raises(CollabnetError, match="sqlite:///FILE"):
        Workspace.open(url)


def test_a_url_switches_the_database(tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_default_folder", lambda: tmp_path / "default")
    with Workspace.open(f"sqlite:///{tmp_path / 'elsewhere.db'}") as opened:
        opened.add(tiny)
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "default" / room.DATABASE).exists()


def test_the_migrations_make_the_layout_that_the_code_expects(tmp_path: Path) -> None:
    import sqlalchemy as sa

    from collabnet.workspace._schema import METADATA

    Workspace.open(tmp_path).close()
    engine = sa.create_engine(f"sqlite:///{tmp_path / room.DATABASE}")
    found = sa.MetaData()
    found.reflect(engine)
    engine.dispose()
    assert set(METADATA.tables) | {"alembic_version"} == set(found.tables)
    for name, table in METADATA.tables.items():
        assert {c.name: (str(c.type), c.nullable) for c in table.columns} == {
            c.name: (str(c.type), c.nullable) for c in found.tables[name].columns
        }


def test_a_temporary_workspace_is_gone_afterwards(tiny: Path) -> None:
    with Workspace.temporary() as opened:
        opened.add(tiny)
        folder = opened.folder
        assert folder.exists()
    assert not folder.exists()


def test_no_log_holds_a_quote(workspace: Workspace, tiny: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        workspace.add(tiny)
        analysis = workspace.analysis("tiny")
    assert not [quote for quote in analysis.study.statements["quote"] if quote and quote in caplog.text]
