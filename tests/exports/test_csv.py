"""CSV: what R and Python read back, and what a spreadsheet must not run."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from collabnet import Analysis
from collabnet.exports import export
from collabnet.exports._values import as_text, facts, harmless, plain


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("-5", "-5"),
        ("+3,5", "+3,5"),
        ("-1e-3", "-1e-3"),
        ("plain = text", "plain = text"),
        ("", ""),
    ],
)
def test_text_that_would_run_gets_an_apostrophe_and_numbers_stay_as_they_are(text: str, written: str) -> None:
    assert harmless(text) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-1.5, "-1.5"),
        (1 / 3, "0.333333333333"),
        (-0.0, "0"),
        (2.0, "2"),
        (123456789012345.0, "1.23456789012e+14"),
        (float("nan"), ""),
        (float("inf"), ""),
        (True, "true"),
        (False, "false"),
        (np.bool_(False), "false"),
        (pd.Timestamp("2024-05-06"), "2024-05-06 00:00:00"),
        (pd.NA, ""),
        (None, ""),
        (("a", "b"), "a|b"),
        ((), ""),
        (7, "7"),
    ],
)
def test_a_value_is_written_with_twelve_digits_and_absent_ones_not_at_all(value: object, written: str) -> None:
    assert as_text(value) == written


def test_a_number_keeps_twelve_digits_in_formats_that_hold_numbers_too() -> None:
    assert plain(1 / 3) == 0.333333333333
    assert plain(np.float64(123456789012345.0)) == 123456789012000.0
    assert math.copysign(1.0, plain(-0.0)) == 1.0
    assert plain(float("inf")) is None


def test_every_table_is_a_file_and_reads_back_with_its_rows_and_columns(
    analysed_tiny: Analysis, tmp_path: Path
) -> None:
    analysis = analysed_tiny
    export(analysis, "csv", tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").glob("*.csv")} == {*analysis.tables, "codebook"}
    for name, table in analysis.tables.items():
        back = pd.read_csv(tmp_path / "out" / f"{name}.csv", keep_default_na=False)
        assert list(back.columns) == list(table.columns)
        assert len(back) == len(table)
    ties = pd.read_csv(tmp_path / "out" / "ties.csv")
    assert set(ties["works"].dropna()) == {True, False}
    assert list(ties["works"].isna()) == list(analysis.tables["ties"]["works"].isna())


def test_the_numbers_read_back_are_the_numbers_computed(analysed_tiny: Analysis, tmp_path: Path) -> None:
    analysis = analysed_tiny
    export(analysis, "csv", tmp_path / "out")
    back = pd.read_csv(tmp_path / "out" / "centrality.csv")
    pd.testing.assert_series_equal(back["value"], analysis.tables["centrality"]["value"], rtol=1e-11, check_names=False,
                                   check_index=False)  # fmt: skip


def test_from_any_evidence_to_the_quote_is_one_join(analysed_tiny: Analysis, tmp_path: Path) -> None:
    export(analysed_tiny, "csv", tmp_path / "out")
    statements = {row["statement_id"]: row["quote"] for row in rows(tmp_path / "out" / "statements.csv")}
    for name in ("ties", "scores", "gaps", "causes", "mentions"):
        listed = [part for row in rows(tmp_path / "out" / f"{name}.csv") for part in row["evidence"].split("|") if part]
        assert listed
        assert all(statements[part] for part in listed)


def test_names_that_try_to_run_are_disarmed_wherever_they_stand(analysed_hostile: Analysis, tmp_path: Path) -> None:
    export(analysed_hostile, "csv", tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        running = [cell for cell in cells if cell.startswith(("=", "@", "+", "-", "\t", "\r"))]
        assert all(float(cell) is not None for cell in running), path.name
    names = {row["name"] for row in rows(tmp_path / "out" / "organisations.csv")}
    assert '\'=HYPERLINK("http://evil.example")' in names


def test_the_manifest_says_whose_view_it_is_and_how_many_rows_there_are(
    analysed_tiny: Analysis, tmp_path: Path
) -> None:
    analysis = analysed_tiny
    export(analysis, "csv", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["view"] == "researcher"
    assert manifest["rows"]["statements"] == 25
    assert manifest["seed"] == 7
    assert len(manifest["inputs"]["statements.csv"]) == 64
    export(analysis, "csv", tmp_path / "out", view="shared")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["view"] == "shared"
    assert "inputs" not in manifest


def test_the_codebook_says_what_every_column_means(analysed_tiny: Analysis, tmp_path: Path) -> None:
    analysis = analysed_tiny
    export(analysis, "csv", tmp_path / "out")
    told = {(row["table"], row["column"]): row["meaning"] for row in rows(tmp_path / "out" / "codebook.csv")}
    for name in ("ties", "scores", "centrality", "mentions", "causes", "coverage"):
        for column in analysis.tables[name].columns:
            assert told[name, column] or column == "important"


def test_text_without_a_letter_is_a_cell_without_a_value() -> None:
    assert plain("") is None
    assert plain(pd.Timestamp("2024-05-06")) == "2024-05-06 00:00:00"


def test_a_manifest_becomes_rows_of_a_name_with_dots_and_a_value() -> None:
    manifest = {
        "seed": 7,
        "versions": {"python": "3"},
        "found": [{"code": "a"}, "b"],
        "languages": ["en", "nl"],
        "none": [],
    }
    assert list(facts(manifest)) == [
        ("seed", 7),
        ("versions.python", "3"),
        ("found.1.code", "a"),
        ("found.2", "b"),
        ("languages", "en|nl"),
        ("none", None),
    ]
