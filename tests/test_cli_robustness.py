"""The command that says how far places in the network can be relied on."""

from __future__ import annotations

import json
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
