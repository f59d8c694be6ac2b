"""What every export promises: it says what it cannot hold, writes whole or not at all, and the same bytes each time."""

from __future__ import annotations

import dataclasses
import zipfile
from pathlib import Path

import pytest

import collabnet
from collabnet.errors import CallError, CollabnetError
from collabnet.exports import Export, ExportOptions, export, exports, write
from collabnet.views import seen

FORMATS = [key for key, one in exports().items() if not one.extra]


def target(folder: Path, key: str) -> Path:
    return folder / f"out{exports()[key].suffix}"


def contents(path: Path) -> dict[str, bytes]:
    """Return every file of an export; of a workbook, every part with the time it carries."""
    if path.is_dir():
        return {file.name: file.read_bytes() for file in sorted(path.iterdir())}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            return {f"{part.filename} {part.date_time}": parts.read(part) for part in parts.infolist()}
    return {path.name: path.read_bytes()}


@pytest.fixture
def analysis(analysed_tiny: collabnet.Analysis) -> collabnet.Analysis:
    return analysed_tiny


@pytest.fixture
def secretive(analysed_hostile: collabnet.Analysis) -> collabnet.Analysis:
    return analysed_hostile


@pytest.mark.parametrize("key", exports())
def test_every_export_says_in_sentences_what_it_is_and_what_it_cannot_hold(
    key: str, analysis: collabnet.Analysis
) -> None:
    one = exports()[key]
    assert one.sentence.endswith(".")
    said = one.cannot_hold(seen(analysis))
    assert said
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in said)


@pytest.fixture(scope="module")
def short(analysed_tiny: collabnet.Analysis) -> collabnet.Analysis:
    """Return an analysis with the first rows of each table, for what is not about what stands in them."""
    tables = {name: frame if name == "organisations" else frame.head(2) for name, frame in analysed_tiny.tables.items()}
    return dataclasses.replace(analysed_tiny, tables=tables)


@pytest.fixture
def again(analysed_tiny_again: collabnet.Analysis) -> collabnet.Analysis:
    return analysed_tiny_again


@pytest.mark.parametrize("key", FORMATS)
def test_the_same_study_gives_the_same_bytes(
    key: str, analysis: collabnet.Analysis, again: collabnet.Analysis, tmp_path: Path
) -> None:
    export(analysis, key, target(tmp_path / "one", key))
    export(again, key, target(tmp_path / "two", key))
    one, two = target(tmp_path / "one", key), target(tmp_path / "two", key)
    assert contents(one) == contents(two)
    if one.is_file():
        assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("key", FORMATS)
def test_the_shared_view_of_a_study_full_of_secrets_tells_none_in_any_format(
    key: str, secretive: collabnet.Analysis, tmp_path: Path
) -> None:
    path = target(tmp_path, key)
    export(secretive, key, path, view="shared")
    written = contents(path)
    assert not [name for name, bytes_ in written.items() if b"SECRET" in bytes_ or b"person_secret" in bytes_]
    export(secretive, key, path, view="researcher")
    assert any(b"SECRET" in bytes_ for bytes_ in contents(path).values()) or key == "graphml"


@pytest.mark.parametrize("key", FORMATS)
def test_a_failure_half_way_leaves_nothing_behind(key: str, short: collabnet.Analysis, tmp_path: Path) -> None:
    whole = exports()[key]

    def stopped(seen: object, path: Path, options: ExportOptions) -> None:
        whole.write(seen, path, options)
        raise KeyboardInterrupt

    broken = Export(key, "", "", whole.suffix, whole.cannot_hold, stopped)
    with pytest.raises(KeyboardInterrupt):
        write(broken, seen(short), target(tmp_path, key), ExportOptions())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", FORMATS)
def test_a_failure_leaves_what_was_there_before(key: str, short: collabnet.Analysis, tmp_path: Path) -> None:
    export(short, key, target(tmp_path, key))
    before = contents(target(tmp_path, key))

    def failing(seen: object, path: Path, options: ExportOptions) -> None:
        (path / "half.csv" if path.is_dir() else path).write_text("half")
        raise OSError(28, "No space left on device")

    broken = Export(key, "", "", exports()[key].suffix, exports()[key].cannot_hold, failing)
    with pytest.raises(CollabnetError, match="No space left"):
        write(broken, seen(short), target(tmp_path, key), ExportOptions())
    assert contents(target(tmp_path, key)) == before


@pytest.mark.parametrize("key", FORMATS)
def test_a_wave_and_a_process_can_be_chosen(key: str, analysis: collabnet.Analysis, tmp_path: Path) -> None:
    options = ExportOptions(process="case_transfer", wave="2", ties="reported")
    export(analysis, key, target(tmp_path, key), options=options)
    assert target(tmp_path, key).exists()


def test_what_the_study_does_not_have_is_answered_with_what_it_has(
    analysis: collabnet.Analysis, tmp_path: Path
) -> None:
    with pytest.raises(CallError, match="csv, xlsx, graphml"):
        export(analysis, "docx", tmp_path / "x")
    with pytest.raises(CallError, match="Expected a wave among 1, 2"):
        export(analysis, "csv", tmp_path / "x", options=ExportOptions(wave="9"))
    with pytest.raises(CallError, match="case_transfer"):
        export(analysis, "csv", tmp_path / "x", options=ExportOptions(process="gossip"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_written_over_a_file_nor_a_file_over_a_folder(
    analysis: collabnet.Analysis, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("mine")
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(CallError, match="folder"):
        export(analysis, "csv", tmp_path / "taken")
    with pytest.raises(CallError, match="file"):
        export(analysis, "xlsx", tmp_path / "taken.xlsx")
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_folder_keeps_the_files_of_others(analysis: collabnet.Analysis, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    export(analysis, "csv", tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "ties.csv").exists()


def test_without_its_extra_parquet_says_which_one(
    analysis: collabnet.Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(CollabnetError, match=r"collabnet\[parquet\]"):
        export(analysis, "parquet", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_format_dropped_into_the_room_is_known_everywhere(
    analysis: collabnet.Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from collabnet import exports as room
    from collabnet import registry

    (tmp_path / "counted.py").write_text(
        "from collabnet.exports import Export\n"
        "def _write(seen, path, options):\n"
        "    path.write_text(str(len(seen.tables['organisations'])))\n"
        "COUNTED = Export('counted', 'Count', 'A number.', '.txt', lambda seen: ('Nothing but a number.',), _write)\n"
    )
    monkeypatch.setattr(room, "__path__", [*room.__path__, str(tmp_path)])
    registry._inhabitants.cache_clear()
    try:
        assert export(analysis, "counted", tmp_path / "out.txt") == ("Nothing but a number.",)
        assert (tmp_path / "out.txt").read_text() == "7"
    finally:
        registry._inhabitants.cache_clear()
        __import__("sys").modules.pop("collabnet.exports.counted", None)
