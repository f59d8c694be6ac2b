"""The whole journey: what goes in, what comes out, and what must not matter on the way."""

from __future__ import annotations

import csv
import doctest
import hashlib
import importlib
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import collabnet
from collabnet import Analysis, analyse, read
from collabnet.errors import CallError, StudyError
from tests.conftest import DRAWS

ONLY_WHERE_IT_STOOD = {"file", "row"}


def as_bytes(tables: dict[str, object]) -> dict[str, bytes]:
    """Write every table as a file would hold it, without where each statement stood."""
    return {
        name: frame.drop(columns=[column for column in ONLY_WHERE_IT_STOOD if column in frame]).to_csv(index=False)
        for name, frame in tables.items()
        if name != "findings"
    }


def shuffled(folder: Path, into: Path, seed: int) -> Path:
    for path in sorted(folder.iterdir()):
        if path.suffix != ".csv":
            (into / path.name).write_bytes(path.read_bytes())
            continue
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        random.Random(seed).shuffle(rows)
        with (into / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    return into


@pytest.fixture(scope="module")
def followed(tiny: Path) -> tuple[Analysis, list[tuple[str, int, int]]]:
    """Return the analysis of the hand-made study as it was read, and what was told meanwhile."""
    steps: list[tuple[str, int, int]] = []
    return analyse(read(tiny), draws=DRAWS, progress=lambda *told: steps.append(told)), steps


@pytest.mark.parametrize("source", ["tiny"])
def test_neither_the_order_of_rows_nor_processes_change_a_byte(
    source: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(source)
    first = as_bytes(request.getfixturevalue(f"analysed_{source}").tables)  # one process
    second = as_bytes(analyse(shuffled(folder, tmp_path, 5), draws=DRAWS, jobs=2).tables)
    assert first.keys() == second.keys()
    for name in first:
        assert first[name] == second[name], name


def test_another_seed_moves_no_plain_score(tiny: Path, analysed_tiny: Analysis) -> None:
    other = analyse(tiny, seed=2, draws=DRAWS, scores="transparent")
    left, right = analysed_tiny.tables["scores_transparent"], other.tables["scores"]
    assert left.equals(right[left.columns])
    assert analysed_tiny.manifest["seed"] != other.manifest["seed"] == 2


def test_a_study_that_was_read_gives_the_same_as_its_path(followed: Any, analysed_tiny: Analysis) -> None:
    assert as_bytes(followed[0].tables) == as_bytes(analysed_tiny.tables)
    assert dict(followed[0].manifest) == dict(analysed_tiny.manifest)  # no clock time


def test_the_manifest_says_how_the_numbers_were_made(tiny: Path, analysed_tiny: Analysis) -> None:
    manifest = analysed_tiny.manifest
    digest = hashlib.sha256((tiny / "statements.csv").read_bytes()).hexdigest()
    assert manifest["inputs"]["statements.csv"] == digest
    assert manifest["seed"] == 7
    assert manifest["view"] == "researcher"
    assert {"collabnet", "python", "numpy", "pandas", "igraph", "networkx"} <= set(manifest["versions"])
    assert manifest["settings"]["aims"] == {"trust": 75.0}
    assert {"scores", "grade", "betweenness"} <= set(manifest["formulas"])
    assert all(it["formula"] and it["source"] for it in manifest["formulas"].values())
    assert manifest == json.loads(json.dumps(dict(manifest)))


def test_progress_is_told_step_by_step(followed: Any) -> None:
    steps = followed[1]
    chains = [(done, total) for step, done, total in steps if step == "sampling"]
    assert chains == [(done, 14) for done in range(1, 15)]
    drawn = [(done, total) for step, done, total in steps if step == "drawing"]
    assert drawn[-1] == (drawn[0][1], drawn[0][1])
    steps = [told for told in steps if told[0] not in ("sampling", "drawing")]
    assert [step for step, _, _ in steps] == ["reading", "network", "scores", "gaps", "places", "tables", "done"]
    assert [done for _, done, _ in steps] == list(range(7))
    assert {total for _, _, total in steps} == {6}


def test_a_wrong_call_says_what_to_do(tiny: Path) -> None:
    with pytest.raises(CallError, match=r"Expected scores among .*found 'magic'"):
        analyse(tiny, scores="magic")
    with pytest.raises(CallError, match="Expected at least one job"):
        analyse(tiny, jobs=0)
    with pytest.raises(CallError, match="draws a chain"):
        analyse(tiny, draws=0)


def test_a_study_with_errors_stops_with_all_findings(tiny: Path, tmp_path: Path) -> None:
    for path in tiny.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = (tmp_path / "statements.csv").read_text(encoding="utf-8").replace("s05,i1,alder", "s05,i99,alder")
    (tmp_path / "statements.csv").write_text(broken, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        analyse(tmp_path)
    assert any(finding.severity == "error" for finding in caught.value.findings)


def test_lenient_leaves_out_the_wrong_row_and_says_so(tiny: Path, tmp_path: Path) -> None:
    for path in tiny.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = (tmp_path / "statements.csv").read_text(encoding="utf-8").replace("s05,i1,alder", "s05,i99,alder")
    (tmp_path / "statements.csv").write_text(broken, encoding="utf-8")
    found = analyse(tmp_path, lenient=True, draws=DRAWS, scores="transparent")
    assert "s05" not in set(found.tables["statements"]["statement_id"])
    assert len(found.tables["findings"])


def one_table(folder: Path, header: str, *rows: str) -> Path:
    path = folder / "ties.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("source,target", ["a,b", "b,c"]),
        ("source,target,domain", ["a,b,trust"]),
        ("source,target,domain,rating", ["a,b,trust,3", "b,a,trust,3"]),
        ("source,target,process,tie_state", ["a,b,case_transfer,absent"]),
        ("source,target,process,tie_state,strength", ["a,b,case_transfer,present,0"]),
    ],
)
def test_the_least_a_study_can_be_is_analysed(tmp_path: Path, header: str, rows: list[str]) -> None:
    found = analyse(one_table(tmp_path, header, *rows), draws=DRAWS)
    assert len(found.tables["ties"])
    assert set(found.tables["scores"]["basis"]) <= {"stated_pairs"}


OPTIONAL = ("services", "required", "asked", "members", "respondents")


def without(folder: Path, into: Path, *left_out: str) -> Path:
    for path in folder.iterdir():
        if path.stem not in left_out:
            (into / path.name).write_bytes(path.read_bytes())
    return into


@pytest.mark.parametrize("left_out", OPTIONAL)
def test_every_table_but_three_may_be_missing(tiny: Path, tmp_path: Path, left_out: str) -> None:
    assert len(read(without(tiny, tmp_path, left_out)).statements)


def test_a_study_of_three_tables_is_analysed(tiny: Path, tmp_path: Path) -> None:
    found = analyse(without(tiny, tmp_path, *OPTIONAL), draws=DRAWS, scores="transparent")
    assert len(found.tables["scores"])


def test_statements_without_their_interviews_are_no_study(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(StudyError):
        read(without(tiny, tmp_path, "interviews"))


def test_an_analysis_speaks_in_a_sentence(analysed_tiny: Analysis) -> None:
    said = repr(analysed_tiny)
    assert said.startswith("<Analysis of <Study 'A tiny study': 7 organisations, 4 interviews")


def test_the_public_words_are_loaded_when_first_used() -> None:
    words = {"Analysis", "Network", "Study", "analyse", "errors", "export", "inference", "read"}
    assert set(collabnet.__all__) == words
    assert all(getattr(collabnet, name) for name in collabnet.__all__)
    with pytest.raises(AttributeError, match="has no 'nonsense'"):
        collabnet.nonsense  # noqa: B018 - the look-up is what is tested


def test_importing_collabnet_imports_no_pandas() -> None:
    code = "import sys, collabnet; print(sorted({'pandas', 'scipy', 'igraph', 'numpy'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["collabnet", "collabnet.analysis", "collabnet.scoring.transparent"])
def test_examples_in_the_docstrings_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert not result.failed
