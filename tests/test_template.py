"""New studies: ready to be filled in, explained in three languages, overwriting nothing."""

from __future__ import annotations

import csv

import pytest
from python_calamine import CalamineWorkbook

from collabnet.codebook import codebook
from collabnet.errors import CallError
from collabnet.reading import inspect, read
from collabnet.template import TABLES, new_study, write_workbook


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
@pytest.mark.parametrize("xlsx", [False, True])
def test_a_new_study_passes_its_own_check(tmp_path, xlsx, language):
    inspection = inspect(new_study(tmp_path / "new", xlsx=xlsx, language=language))
    assert inspection.findings == ()
    assert (len(inspection.study.organisations), len(inspection.study.statements)) == (2, 1)


def test_the_columns_that_matter_come_first_and_none_is_missing(tmp_path):
    folder = new_study(tmp_path / "new")
    for table in TABLES:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        first = [name for name, column in codebook()[table].items() if column.first]
        assert header[: len(first)] == first
        assert set(header) == set(codebook()[table])


def test_the_codebook_is_explained_beside_it(tmp_path):
    folder = new_study(tmp_path / "new")
    text = (folder / "CODEBOOK.md").read_text(encoding="utf-8")
    assert all(f"| {column.meaning} " in text for column in codebook()["statements"].values())
    book = CalamineWorkbook.from_path(new_study(tmp_path / "book", xlsx=True))
    rows = book.get_sheet_by_name("codebook (ignore)").to_python()
    assert {(row[0], row[1]) for row in rows[1:]} == {(t, c) for t in TABLES for c in codebook()[t]}


def test_a_workbook_offers_the_words_that_a_column_takes(tmp_path):
    import re
    import zipfile

    path = new_study(tmp_path / "book", xlsx=True)
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    lists = sum(len(re.findall('type="list"', sheet)) for sheet in sheets)
    coded = [c for t in TABLES for c in codebook()[t].values() if c.type in ("choice", "boolean")]
    offered = [column for column in coded if column.allowed not in ("phases", "waves")]
    assert lists >= len(offered)
    assert any('outlineLevel="1"' in sheet and 'hidden="1"' in sheet for sheet in sheets)


@pytest.mark.parametrize("xlsx", [False, True])
def test_nothing_is_overwritten(tmp_path, xlsx):
    place = new_study(tmp_path / "new", xlsx=xlsx)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(CallError, match="nothing was overwritten"):
        new_study(place, xlsx=xlsx)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_empty_folder_may_be_filled_and_no_draft_is_left(tmp_path):
    (tmp_path / "new").mkdir()
    new_study(tmp_path / "new")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["new"]


def test_a_language_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(CallError, match="Choose one of these languages"):
        new_study(tmp_path / "new", language="xx")
    assert not list(tmp_path.iterdir())


def test_a_workbook_made_twice_is_the_same_to_the_byte(tmp_path):
    one, other = (new_study(tmp_path / name, xlsx=True) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_what_was_read_can_be_written_as_a_workbook_with_columns_of_its_own(desk, tmp_path):
    inspection = desk.change("organisations", 0, budget="100").inspect()
    study = read(write_workbook(inspection.raw, tmp_path / "book.xlsx"))
    assert study.organisations["budget"].tolist() == ["100", "", ""]
    with pytest.raises(CallError):
        write_workbook(inspection.raw, tmp_path / "book.xlsx")
