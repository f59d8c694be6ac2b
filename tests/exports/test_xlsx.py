"""The workbook: what a spreadsheet opens, with nothing in it that runs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from collabnet import Analysis
from collabnet.exports import export
from collabnet.views import seen


@pytest.fixture(scope="module")
def book(analysed_tiny: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "tiny.xlsx"
    export(analysed_tiny, "xlsx", path)
    return path


def test_there_is_a_sheet_per_table_a_codebook_and_a_manifest(book: Path, analysed_tiny: Analysis) -> None:
    tables = analysed_tiny.tables
    assert CalamineWorkbook.from_path(str(book)).sheet_names == ["codebook", *tables, "manifest"]


def test_numbers_text_and_empty_cells_come_back_as_they_were(book: Path, analysed_tiny: Analysis) -> None:
    ties = analysed_tiny.tables["ties"]
    back = CalamineWorkbook.from_path(str(book)).get_sheet_by_name("ties").to_python()
    frame = pd.DataFrame(back[1:], columns=back[0])
    assert list(frame.columns) == list(ties.columns)
    assert list(frame["source"]) == list(ties["source"])
    assert list(frame["strength"]) == list(ties["strength"])
    empty = [value == "" for value in frame["probability"]]
    assert empty == list(ties["probability"].isna())
    assert any(empty)
    assert list(frame["works"]) == ["" if pd.isna(works) else bool(works) for works in ties["works"]]


def test_nothing_in_it_is_a_formula_or_a_link(analysed_hostile: Analysis, tmp_path: Path) -> None:
    export(analysed_hostile, "xlsx", tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]
        assert all(b"<f>" not in sheet and b"<hyperlink" not in sheet for sheet in sheets)
    rows = CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).get_sheet_by_name("organisations").to_python()
    assert '=HYPERLINK("http://evil.example")' in [row[1] for row in rows]


def test_the_header_stays_in_sight(book: Path) -> None:
    with zipfile.ZipFile(book) as parts:
        assert b'ySplit="1"' in parts.read("xl/worksheets/sheet2.xml")


def test_a_cell_that_is_too_long_is_cut_and_the_export_says_so_beforehand(
    analysed_tiny: Analysis, tmp_path: Path
) -> None:
    from dataclasses import replace
    from types import MappingProxyType

    from collabnet.exports import ExportOptions, exports, write

    shown = seen(analysed_tiny)
    statements = shown.tables["statements"].assign(memo="x" * 40_000)
    long = replace(shown, tables=MappingProxyType({**shown.tables, "statements": statements}))
    assert any("32,767" in sentence for sentence in exports()["xlsx"].cannot_hold(long))
    assert not any("32,767" in sentence for sentence in exports()["xlsx"].cannot_hold(shown))
    write(exports()["xlsx"], long, tmp_path / "x.xlsx", ExportOptions())
    back = CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).get_sheet_by_name("statements").to_python()
    memo = back[1][back[0].index("memo")]
    assert len(memo) == 32_767
    assert memo.endswith("…")
