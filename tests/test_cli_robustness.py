"""The command that says how far places in the network can be relied on."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from typer.testing import CliRunner

import collabnet.analysis
from collabnet import cli
from collabnet.robustness.deletion import Deletion
from collabnet.tables import tables
from collabnet.views import seen

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def run():
    def call(*arguments: object) -> Result:
        result = CliRunner().invoke(cli.app, ["robustness", *(str(argument) for argument in arguments)])
        assert "Traceback" not in result.output
        return result

    return call


def test_it_prints_a_coefficient_per_wave_and_measure_and_writes_both_tables(run, tiny: Path, tmp_path: Path) -> None:
    options = ("--repeats", 4, "--measure", "degree", "--measure", "indegree", "--out", tmp_path / "new")
    result = run(tiny, *options)
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines()[1:]]
    assert [row[:2] for row in rows] == [["1", "degree"], ["1", "indegree"], ["2", "degree"], ["2", "indegree"]]
    assert "could be anywhere from place" in result.stderr
    curve, filled = (pd.read_csv(tmp_path / "new" / f"{name}.csv") for name in ("robustness", "fill_in"))
    assert curve["kind"].value_counts().to_dict() == {"curve": 56, "coefficient": 8}
    assert set(filled["measure"]) == {"degree", "indegree"}


SHORT = ("--repeats", 1, "--wave", 1, "--process", "case_coordination", "--measure", "degree")


def test_both_tables_are_written_or_none(run, tiny: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(tiny, *SHORT, "--out", out).exit_code == 0
    names = ["fill_in.csv", "manifest.json", "robustness.csv"]
    assert sorted(path.name for path in out.iterdir()) == names
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (told["files"], told["view"], told["repeats"]) == (names, "researcher", 1)
    (out / "fill_in.csv").unlink()
    (out / "fill_in.csv").mkdir()
    before = (out / "robustness.csv").read_bytes()
    result = run(tiny, *SHORT, "--seed", 99, "--out", out)
    assert result.exit_code == 2
    assert "found a folder" in result.stderr
    assert (out / "robustness.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("place", "code", "word"),
    [
        ("file", 2, "Expected a folder"),
        ("file/below", 1, "could not be written"),
        ("study", 2, "from which the study is read"),
        ("results", 2, "Expected a folder without other results, found ties.csv"),
        ("unlisted", 2, "fill_in.csv"),
    ],
)
def test_where_nothing_may_be_written_is_said_before_the_work(
    place: str, code: int, word: str, run, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collabnet.robustness, "robust", lambda *_, **__: pytest.fail("The work was started."))
    study = shutil.copytree(tiny, tmp_path / "study")
    (tmp_path / "file").write_text("mine")
    for name, file, files in (("results", "ties.csv", ["ties.csv"]), ("unlisted", "fill_in.csv", [])):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text("mine")
        (tmp_path / name / "manifest.json").write_text(json.dumps({"files": files}))
    result = run(study, *SHORT, "--out", tmp_path / place)
    assert result.exit_code == code, result.output
    assert word in result.stderr


def test_programs_get_json(run, tiny: Path) -> None:
    result = run(tiny, "--repeats", 2, "--wave", 1, "--process", "case_coordination", "--measure", "degree", "--json")
    rows = json.loads(result.stdout)["rows"]
    assert [(row["wave"], row["process"], row["correlation"]) for row in rows] == [
        ("1", "case_coordination", "spearman"), ("1", "case_coordination", "pearson"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--wave", "9"), "a wave among"),
        (("--process", "x"), "a process among"),
        (("--measure", "x"), "measures among"),
    ],
)
def test_what_is_not_there_is_refused_with_what_there_is(run, tiny: Path, options, word: str) -> None:
    result = run(tiny, "--repeats", 2, *options)
    assert result.exit_code == 2
    assert word in result.stderr


def test_an_analysis_has_the_tables_only_when_asked(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert collabnet.analysis.analyse.__kwdefaults__["robustness"] is False
    monkeypatch.setitem(collabnet.analysis.robust.__kwdefaults__, "how", Deletion(shares=(0.5,), repeats=2))
    analysis = collabnet.analyse(tiny, draws=20, scores="transparent", robustness=True)
    for name in ("robustness", "fill_in"):
        assert not tables()[name].always
        frame = analysis.tables[name]
        assert list(frame.columns) == [column.name for column in tables()[name].columns]
        assert set(frame["wave"]) == {"1", "2"}
    assert len(seen(analysis, "shared").tables["fill_in"]) == 0
