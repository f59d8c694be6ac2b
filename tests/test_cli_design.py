"""The command that plans a study: how wide intervals will be, and whom to speak with next."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from typer.testing import CliRunner

from collabnet import cli
from collabnet.cli import _design
from collabnet.scoring import planning
from collabnet.scoring.model.fit import Plan

if TYPE_CHECKING:
    from click.testing import Result

SMALL = ("--organisations", 10, "--interviews", 6, "--statements", 8, "--replications", 2)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sample briefly: what is tested here is not how exact the numbers are."""
    monkeypatch.setattr(planning, "WARM", 50)
    monkeypatch.setattr(planning, "KEPT", 100)
    monkeypatch.setattr(planning, "usual", lambda _, seed: Plan((seed, 0), chains=1, warm=50, kept=100))


@pytest.fixture
def run():
    def call(*arguments: object) -> Result:
        result = CliRunner().invoke(cli.app, ["design", *(str(argument) for argument in arguments)])
        assert "Traceback" not in result.output
        return result

    return call


def started(*arguments: object, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "collabnet.cli", "design", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen(command, text=True, encoding="utf-8", **pipes)


def test_the_command_explains_itself(run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "before fieldwork" in result.output


def test_a_plan_gives_a_table_on_output_and_its_reading_apart(run) -> None:
    result = run(*SMALL)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == 6
    assert lines[0].split()[-4:] == ["A", "B", "C", "D"]
    assert lines[1].startswith("whole network")
    assert "6 interviews of 8 statements each among 10 organisations" in result.stderr
    assert "interval" not in result.stdout


def test_the_same_seed_prints_the_same_table_and_another_one_does_not(run) -> None:
    first = run(*SMALL, "--seed", 3).stdout
    assert run(*SMALL, "--seed", 3).stdout == first
    assert run(*SMALL, "--seed", 4).stdout != first


def test_programs_are_told_the_plan_and_the_rows(run) -> None:
    result = run(*SMALL, "--two-sided", 0.2, "--required", 0.4, "--coders", 1, "--json")
    told = json.loads(result.stdout)
    assert told["plan"]["two_sided"] == 0.2
    assert told["plan"]["required"] == 0.4
    assert [row["level"] for row in told["rows"]] == [*_design.LEVEL_WORDS]
    assert set(told["rows"][0]) == set(planning.COLUMNS)


def test_answers_may_differ_as_much_as_in_a_study_there_is(run, tiny: Path) -> None:
    result = run(*SMALL, "--sizes-from", tiny, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["plan"]["sizes"]["error"] != 18.0


def test_a_study_under_way_says_whom_to_ask_next_and_about_what(run, tiny: Path, tmp_path: Path) -> None:
    result = run(tiny, "--out", tmp_path / "next.csv")
    assert result.exit_code == 0
    head, *rows = result.stdout.splitlines()
    assert head.split()[:2] == ["rank", "organisation"]
    assert 1 <= len(rows) <= 10
    assert rows[0].split()[0] == "1"
    assert "would narrow the interval" in result.stderr
    written = pd.read_csv(tmp_path / "next.csv", keep_default_na=False)
    assert set(written["domain"]) > {"", "trust"}
    assert set(written.columns) >= {"organisation_id", "name", "narrowing_network", "rank"}
    assert [path.name for path in tmp_path.iterdir()] == ["next.csv"]


def test_a_study_under_way_tells_programs_every_row(run, tiny: Path) -> None:
    told = json.loads(run(tiny, "--json").stdout)
    assert {"organisation_id", "domain", "narrowing_network", "rank"} <= set(told["rows"][0])


def test_a_study_without_ratings_is_answered_in_a_sentence(run, desk) -> None:
    for row in range(3):
        desk.change("statements", row, rating="", domain="")
    result = run(desk.write())
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "nothing was rated" in result.stderr


@pytest.mark.parametrize(
    "call",
    [
        ("--organisations", 1), ("--organisations", "many"), ("--interviews", 0), ("--statements", 0),
        ("--statements", "nan"), ("--two-sided", 1.5), ("--required", 0), ("--required", -1), ("--coders", 0),
        ("--replications", 1), ("--jobs", 0), ("--seed", -1), ("--organisations", 5000), ("--nonsense",),
        ("TINY", "--organisations", 10), ("TINY", "--seed", 4), ("TINY", "--sizes-from", "TINY"), ("--out", "OUT"),
        ("--sizes-from", "TINY", "--two-sided", 2), ("TINY", "--out", "FOLDER"),
    ],
)  # fmt: skip
def test_a_wrong_call_exits_2_with_a_sentence_and_writes_nothing(call, run, tiny: Path, tmp_path: Path) -> None:
    words = {"TINY": tiny, "OUT": tmp_path / "out.csv", "FOLDER": tmp_path}
    result = run(*(words.get(word, word) for word in call))
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_study_that_is_none_exits_1(run, tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.stderr.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals in the standard library.")
def test_a_bar_is_shown_on_a_terminal_and_ctrl_c_ends_the_work_without_a_trace() -> None:
    import pty

    ours, theirs = pty.openpty()
    process = started("--replications", 500, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    said = b""
    try:
        while chunk := os.read(ours, 4096):
            if b"inventing" in chunk and b"inventing" not in said:
                process.send_signal(signal.SIGINT)
            said += chunk
    except OSError:
        pass
    os.close(ours)
    shown, _ = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"\x1b[" in said
    assert b"Stopped" in said
    assert b"Traceback" not in said
    assert shown == ""


def test_no_bar_is_shown_in_a_pipe() -> None:
    few = ("--organisations", 4, "--interviews", 2, "--statements", 2, "--replications", 2)
    _, said = started(*few).communicate(timeout=120)
    assert said.startswith("With 2 interviews")
    assert "\x1b" not in said
