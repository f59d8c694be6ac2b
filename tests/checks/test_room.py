"""What every check promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from collabnet.checks import Context, checks
from collabnet.declared import completed, declared
from collabnet.findings import Finding
from collabnet.formats import formats
from collabnet.understanding import understood


@pytest.fixture(scope="module")
def context(tiny):
    raw = formats()["csv_folder"].read(tiny)
    said, _ = declared(raw.settings)
    raw = understood(raw, said)
    return Context(raw, completed(said, raw.tables))


@pytest.mark.parametrize("check", checks().values(), ids=lambda check: check.key)
def test_a_check_returns_findings_prints_nothing_and_changes_nothing(check, context, capsys):
    before = {name: frame.copy() for name, frame in context.raw.tables.items()}
    found = list(check.check(context))
    assert all(isinstance(finding, Finding) and finding.expected and finding.remedy for finding in found)
    assert capsys.readouterr() == ("", "")
    assert all(context.raw.tables[name].equals(frame) for name, frame in before.items())


@pytest.mark.parametrize("check", checks().values(), ids=lambda check: check.key)
def test_a_check_finds_nothing_in_a_study_that_holds_nothing(check, context):
    empty = Context(type(context.raw)({}, {}, "none"), context.settings)
    found = list(check.check(empty))
    assert {finding.code for finding in found} <= {"missing_table", "unknown_id"}


def test_every_check_has_a_sentence_and_one_file():
    room = Path(checks.__globals__["__file__"]).parent
    files = {path.stem for path in room.glob("[!_]*.py")}
    assert len(files) == len(checks())
    assert all(check.sentence.endswith(".") and check.title for check in checks().values())


def test_no_finding_repeats_a_quote(context, tiny):
    quotes = [quote for quote in context.table("statements")["quote"] if len(quote) > 20]
    said = "".join(repr(finding) for check in checks().values() for finding in check.check(context))
    assert not [quote for quote in quotes if quote in said]


def test_a_check_that_is_dropped_in_is_run(desk, monkeypatch):
    import sys
    import types

    from collabnet import registry
    from collabnet.checks import Check

    module = types.ModuleType("collabnet.checks.dropped")
    module.DROPPED = Check(
        "dropped", "dropped", "It was dropped in.", lambda _: [Finding("dropped_in", "note", remedy="Nothing.")]
    )
    monkeypatch.setitem(sys.modules, module.__name__, module)
    modules = registry._modules
    monkeypatch.setattr(registry, "_modules", lambda room: [*modules(room), *([module] if "checks" in room else [])])
    registry._inhabitants.cache_clear()
    try:
        assert [finding.code for finding in desk.inspect().findings] == ["dropped_in"]
    finally:
        registry._inhabitants.cache_clear()
