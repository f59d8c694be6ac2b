"""The same study, however it is written: equal tables, settings and order."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from collabnet.formats import formats
from collabnet.reading import inspect, read
from collabnet.study import Study
from collabnet.template import write_workbook

TABLES = ("organisations", "members", "interviews", "respondents", "asked", "statements", "services", "required")


def same(one: Study, other: Study) -> bool:
    """Compare what two studies say, leaving out where each row stood."""
    plain = [
        {name: frame.drop(columns=["file", "row"], errors="ignore") for name, frame in study.tables.items()}
        for study in (one, other)
    ]
    return one.settings == other.settings and all(plain[0][name].equals(plain[1][name]) for name in plain[0])


@pytest.fixture(scope="module")
def read_once(tiny) -> Study:
    return read(tiny)


@pytest.fixture
def copy(tiny, tmp_path) -> Path:
    return Path(shutil.copytree(tiny, tmp_path / "copy"))


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def test_the_order_of_rows_and_columns_never_matters(read_once, copy):
    for name in TABLES:
        header, *rows = rows_of(copy / f"{name}.csv")
        write(copy / f"{name}.csv", [header[::-1], *(row[::-1] for row in reversed(rows))])
    assert same(read(copy), read_once)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("statements.csv", "statements_2.csv"),
        ("statements-wave1.csv", "statements-wave2.csv"),
        ("statements.csv", "statements (2).csv"),
        ("statements/north.csv", "statements/south.csv"),
        ("Uitspraken.csv", "uitspraken 2.csv"),
        ("énoncés.csv", "enonces_2.csv"),
    ],
)
def test_a_table_may_stand_in_several_files(read_once, copy, first, second):
    header, *rows = rows_of(copy / "statements.csv")
    (copy / "statements.csv").unlink()
    write(copy / first, [header, *rows[:10]])
    write(copy / second, [header, *rows[10:]])
    assert same(read(copy), read_once)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso8859-15"])
def test_delimiter_and_encoding_never_matter_and_are_said(read_once, copy, delimiter, encoding):
    for name in TABLES:
        write(copy / f"{name}.csv", rows_of(copy / f"{name}.csv"), delimiter=delimiter, encoding=encoding)
    study = read(copy)
    assert same(study, read_once)
    codes = {finding.code for finding in study.findings}
    assert ("delimiter_found" in codes) is (delimiter != ",")
    assert ("encoding_found" in codes) is (encoding not in ("utf-8", "utf-8-sig"))


def test_tabs_in_a_tsv_file_and_a_line_that_names_the_delimiter_are_understood(read_once, copy):
    rows = rows_of(copy / "statements.csv")
    (copy / "statements.csv").unlink()
    write(copy / "statements.tsv", rows, delimiter="\t")
    text = "sep=;\n" + (copy / "organisations.csv").read_text(encoding="utf-8").replace(",", ";")
    (copy / "organisations.csv").write_text(text, encoding="utf-8")
    study = read(copy)
    assert same(study, read_once)


def test_rows_said_twice_change_nothing(read_once, copy):
    for name in TABLES:
        header, *rows = rows_of(copy / f"{name}.csv")
        write(copy / f"{name}.csv", [header, *rows, *rows])
    study = read(copy)
    assert same(study, read_once)
    assert sum(finding.code == "repeated_row" for finding in study.findings) == 51


def test_headers_and_values_in_dutch_and_french_are_understood_and_said(read_once, copy):
    path = copy / "statements.csv"
    header, *rows = rows_of(path)
    dutch = {"source": "Bron", "target": "Doel", "domain": "Domein", "process": "Proces", "rating": "Score"}
    process, domain, state = (header.index(name) for name in ("process", "domain", "tie_state"))
    words = {
        "information_exchange": "Informatie-uitwisseling",
        "case_transfer": "transfert de dossier",
        "trust": "Vertrouwen",
        "capacity": "capacité",
        "present": "aanwezig",
        "absent": "Absent",
    }
    for row in rows:
        for index in (process, domain, state):
            row[index] = words.get(row[index], row[index])
    write(path, [[dutch.get(name, name) for name in header], *rows])
    study = read(copy)
    assert same(study, read_once)
    understood = {(f.column, f.found) for f in study.findings if f.code in ("header_understood", "value_understood")}
    assert {("source", "Bron"), ("domain", "Vertrouwen"), ("process", "transfert de dossier")} <= understood


def test_decimal_commas_excel_days_and_slashed_days_are_understood_and_said(read_once, copy):
    days = {"2024-03-04": "45355", "2024-03-06": "6/3/2024", "2024-03-11": "11/03/2024", "2025-10-02": "2-10-2025"}
    path = copy / "interviews.csv"
    write(path, [[days.get(cell, cell) for cell in row] for row in rows_of(path)])
    path = copy / "required.csv"
    write(path, [[cell.replace("0.5", "0,5") for cell in row] for row in rows_of(path)])
    study = read(copy)
    assert same(study, read_once)
    assert {"excel_date", "date_understood", "decimal_comma"} <= {finding.code for finding in study.findings}


def test_days_are_read_month_first_only_where_no_other_reading_is_possible(read_once, copy):
    days = {"2024-03-04": "3/4/2024", "2024-03-06": "3/6/2024", "2024-03-11": "3/11/2024", "2025-10-02": "10/22/2025"}
    path = copy / "interviews.csv"
    write(path, [[days.get(cell, cell) for cell in row] for row in rows_of(path)])
    assert read(copy).interviews["date"].tolist() == ["2024-03-04", "2024-03-06", "2024-03-11", "2025-10-22"]


def test_a_workbook_says_the_same_as_the_folder(read_once, tiny, tmp_path):
    raw = formats()["csv_folder"].read(tiny)
    assert same(read(write_workbook(raw, tmp_path / "tiny.xlsx")), read_once)


def test_the_sample_says_the_same_as_a_workbook(sample, tmp_path):
    raw = formats()["csv_folder"].read(sample)
    assert same(read(write_workbook(raw, tmp_path / "sample.xlsx")), read(sample))


def test_settings_may_stand_in_tables_instead_of_study_toml(read_once, copy):
    (copy / "study.toml").unlink()
    pairs = [
        ("key", "value"), ("format", "1"), ("title", "A tiny study"), ("title_nl", "Een heel kleine studie"),
        ("title_fr", "Une toute petite étude"), ("languages", "nl|fr|en"), ("seed", "7"), ("entry_points", "alder"),
        ("description", "Seven invented organisations, by hand, so that every number can be checked on paper."),
        ("boundary", "Everyone within walking distance of the station."), ("k", "2"), ("aims.trust", "75"),
        ("sources", "Invented for the tests of collabnet."), ("labels.reception.en", "Reception"),
        ("labels.reception.nl", "Opvang"), ("labels.reception.fr", "Accueil"),
    ]  # fmt: skip
    toml = read_once.settings
    assert toml.title == "A tiny study"
    write(copy / "studie.csv", [list(pair) for pair in pairs])
    write(copy / "golven.csv", [["golf", "naam", "datum"], ["1", "First", "1/3/2024"], ["2", "Second", "2025-10-01"]])
    assert read(copy).settings == toml


def test_ids_made_from_what_rows_say_do_not_depend_on_their_order(read_once, copy):
    path = copy / "statements.csv"
    header, *rows = rows_of(path)
    because = header.index("because_of")
    bare = [[cell for index, cell in enumerate(row) if index not in (0, because)] for row in [header, *rows]]
    write(path, bare)
    first = read(copy)
    write(path, [bare[0], *reversed(bare[1:])])
    second = read(copy)
    assert same(first, second)
    assert first.statements["statement_id"].is_unique
    assert [f.found for f in first.findings if f.code == "ids_made"] == ["25"]


def test_unknown_columns_are_kept_and_said(read_once, copy):
    path = copy / "organisations.csv"
    header, *rows = rows_of(path)
    write(path, [[*header, "sectr", "Budget 2024"], *([*row, "x", "100"] for row in rows)])
    inspection = inspect(copy)
    said = {f.found: (f.severity, f.remedy_in()) for f in inspection.findings if f.code == "unknown_column"}
    assert said["sectr"][0] == "warning"
    assert said["sectr"][1].startswith("Did you mean sector?")
    assert said["Budget 2024"][0] == "note"
    assert set(inspection.study.organisations["Budget 2024"]) == {"100"}


def test_two_columns_that_say_the_same_are_an_error_and_neither_is_lost(read_once, copy):
    path = copy / "organisations.csv"
    header, *rows = rows_of(path)
    write(path, [[*header, "Secteur"], *([*row, "other"] for row in rows)])
    inspection = inspect(copy)
    (finding,) = [f for f in inspection.findings if f.code == "doubled_column"]
    assert (finding.severity, finding.column, finding.found) == ("error", "sector", "Secteur")
    assert inspection.raw.table("organisations")["sector"][0] == "reception"
    assert "other" in set(inspection.raw.table("organisations")["Secteur (column 13)"])


def test_a_row_with_more_cells_than_headers_is_an_error(read_once, copy):
    path = copy / "members.csv"
    path.write_text(path.read_text() + "all_welfare,elm,member,lost\n")
    (finding,) = [f for f in inspect(copy).findings if f.severity == "error"]
    assert (finding.code, finding.file, finding.row) == ("too_many_cells", "members.csv", 4)
