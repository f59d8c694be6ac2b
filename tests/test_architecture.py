"""The architecture as the code has it: rooms take what is dropped in, and every sentence is there to be read."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import string
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import collabnet
from collabnet import languages, registry

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("collabnet", "dashboard")
ROOMS = {
    "collabnet.checks": "Check",
    "collabnet.domains": "Domain",
    "collabnet.exports": "Export",
    "collabnet.formats": "Format",
    "collabnet.gaps": "GapKind",
    "collabnet.measures": "Measure",
    "collabnet.tables": "Table",
    "dashboard.pages": "Page",
}


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def public(tree: ast.Module) -> list[ast.AST]:
    """Return the module, its public functions and classes, and their public methods."""
    found: list[ast.AST] = [tree]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += [item for item in node.body if isinstance(item, ast.FunctionDef) and item.name[0] != "_"]
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_everything_public_says_in_a_sentence_what_it_is(path: Path) -> None:
    for node in public(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(_name(it) == "overload" for it in node.decorator_list):
            continue
        said = ast.get_docstring(node)  # type: ignore[arg-type]
        assert said, f"{getattr(node, 'name', 'the module')} has no docstring"
        assert said.strip().splitlines()[0].endswith((".", "?", ":", '"')) or "\n\n" not in said, said.splitlines()[0]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_longer_than_can_be_read_at_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_of_a_room_holds_what_the_room_is_for(room: str) -> None:
    package = importlib.import_module(room)
    record = getattr(package, ROOMS[room])
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{room}.{info.name}")
        assert list(registry._records(module, record)), f"{module.__name__} holds no {record.__name__}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_two_things_in_a_room_have_one_key_and_each_can_be_read_about(room: str) -> None:
    package = importlib.import_module(room)
    found = registry.inhabitants(room, getattr(package, ROOMS[room]))
    assert found
    for key, one in found.items():
        assert key == one.key
        for words in ("title", "sentence"):
            assert getattr(one, words, "-").strip(), f"{room}: {key} has no {words}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_thing_dropped_into_a_room_is_found_and_a_double_is_refused(
    room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = importlib.import_module(room)
    record = getattr(package, ROOMS[room])
    some = next(iter(registry.inhabitants(room, record).values()))
    home = next(
        module
        for info in pkgutil.iter_modules(package.__path__)
        if not info.name.startswith("_")
        and some in list(registry._records(module := importlib.import_module(f"{room}.{info.name}"), record))
    )
    copy = textwrap.dedent(
        """
        import dataclasses
        from {home} import *
        import {home} as home
        import {room} as room
        from collabnet import registry

        SOME = next(one for one in registry._records(home, room.{record}) if one.key == {key!r})
        DROPPED = dataclasses.replace(SOME, key={new!r})
        for name, value in list(globals().items()):
            if name != "DROPPED" and isinstance(value, (room.{record}, tuple)):
                del globals()[name]
        """
    )
    facts = {"home": home.__name__, "room": room, "record": record.__name__, "key": some.key}
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    try:
        (tmp_path / "dropped_in.py").write_text(copy.format(**facts, new="dropped_in"), encoding="utf-8")
        registry._inhabitants.cache_clear()
        assert "dropped_in" in registry.inhabitants(room, record)
        sys.modules.pop(f"{room}.dropped_in")
        (tmp_path / "dropped_in.py").unlink()  # under its name Python might remember what it was compiled to
        (tmp_path / "dropped_twice.py").write_text(copy.format(**facts, new=some.key), encoding="utf-8")
        importlib.invalidate_caches()
        sys.path_importer_cache.clear()
        registry._inhabitants.cache_clear()
        with pytest.raises(collabnet.errors.CollabnetError, match="one file per key"):
            registry.inhabitants(room, record)
    finally:
        for name in ("dropped_in", "dropped_twice"):
            sys.modules.pop(f"{room}.{name}", None)
        registry._inhabitants.cache_clear()


def test_a_measure_dropped_in_is_in_the_tables_the_exports_and_the_codebook_of_words(tmp_path: Path) -> None:
    """Drop a measure into a copy of the room in a process of its own, and follow it out of every door."""
    (tmp_path / "always_seven.py").write_text(
        textwrap.dedent(
            """
            import dataclasses

            import pandas as pd

            from collabnet.measures import Measure
            from collabnet.measures import betweenness as other

            _SOME = next(value for value in vars(other).values() if isinstance(value, Measure))
            ALWAYS_SEVEN = dataclasses.replace(
                _SOME, key="always_seven", title="always seven", sentence="Seven, whoever asks.",
                compute=lambda layer, *_: pd.Series(7.0, index=layer.organisations), needs=(),
                needs_own_word=False,
            )
            del other, _SOME
            """
        ),
        encoding="utf-8",
    )
    code = textwrap.dedent(
        f"""
        import sys
        import collabnet.measures as room
        room.__path__.append({str(tmp_path)!r})
        import collabnet
        from collabnet.exports import export
        analysis = collabnet.analyse({str(ROOT / "tests" / "data" / "tiny")!r}, draws=20)
        export(analysis, "csv", {str(tmp_path / "out")!r})
        export(analysis, "graphml", {str(tmp_path / "out.graphml")!r}, view="shared")
        assert "always_seven" in set(analysis.tables["centrality"]["measure"])
        assert (analysis.tables["centrality_wide"]["always_seven"].dropna() == 7).all()
        assert "always_seven" in analysis.manifest["formulas"]
        """
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "always_seven" in (tmp_path / "out" / "centrality.csv").read_text(encoding="utf-8")
    assert "always_seven" in (tmp_path / "out.graphml").read_text(encoding="utf-8")


def test_a_language_dropped_in_is_in_every_menu_and_falls_back_to_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in languages.FOLDER.glob("*.po"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    header = (languages.FOLDER / "nl.po").read_text(encoding="utf-8").split("\n\n")[0]
    header = header.replace("Language: nl", "Language: de").replace("Nederlands", "Deutsch")
    (tmp_path / "de.po").write_text(header + "\n", encoding="utf-8")
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    for remembered in (languages.available, languages.messages, languages._catalog):
        remembered.cache_clear()
    try:
        assert "de" in languages.available()
        assert languages.text("Organisation {number}", "de", number=3) == "Organisation 3"
    finally:
        monkeypatch.undo()
        for remembered in (languages.available, languages.messages, languages._catalog):
            remembered.cache_clear()


@pytest.mark.parametrize("language", [code for code in languages.available() if code != languages.ENGLISH])
def test_every_translation_fills_the_names_of_its_sentence(language: str) -> None:
    def names(sentence: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    for english, said in languages.messages(language).items():
        assert names(english) == names(said), english


def test_no_word_of_the_public_api_is_missing() -> None:
    for word in collabnet.__all__:
        assert getattr(collabnet, word) is not None
    with pytest.raises(AttributeError, match="public words"):
        _ = collabnet.nonsense


def test_importing_the_library_loads_nothing_heavy() -> None:
    code = "import collabnet, sys; print([n for n in ('pandas', 'numpy', 'igraph', 'dash') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_library_never_prints_nor_exits() -> None:
    for path in (ROOT / "collabnet").rglob("*.py"):
        if path.parent.name == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert _name(node.func) not in {"print", "exit", "_exit"}, path


@pytest.mark.parametrize("language", [code for code in languages.available() if code != languages.ENGLISH])
def test_every_sentence_a_person_may_read_is_there_in_every_language(language: str) -> None:
    from collabnet.languages import _messages

    missing = _messages.untranslated(language)
    listed = "\n".join(f"  {sentence}" for sentence in missing[:40])
    assert not missing, f"{len(missing)} sentences are not in {language}.po yet, and show in English:\n{listed}"
