"""The least a study can be: one table of coded ties."""

from __future__ import annotations

import pytest
import xlsxwriter

from collabnet.reading import read

HEADER = "Bron;Doel;Domein;Proces;Score;Toestand;Melder;Golf;Codeur;Citaat\n"
ROWS = (
    "OCMW Noord;Rode Poort;Vertrouwen;doorverwijzing;3,5;ja;;1;c1;Dat loopt goed.\n"
    "Rode Poort;OCMW Noord;confiance;transfert de dossier;2;;;1;c1;Cela dépend.\n"
    "OCMW Noord;De Brug;;informatie-uitwisseling;;nee;Rode Poort;1;c1;Daar hoor ik niets van.\n"
    "OCMW Noord;Rode Poort;Vertrouwen;doorverwijzing;1;ja;;2;c1;Nu niet meer zo.\n"
)


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "banden.csv"
    path.write_text(HEADER + ROWS, encoding="cp1252")
    return read(path)


def test_it_is_recognised_and_titled_after_its_file(study):
    assert (study.origin, study.settings.title) == ("coded_ties", "banden")


def test_values_in_dutch_and_french_are_understood(study):
    rows = study.statements.set_index("quote").loc["Cela dépend."]
    assert (rows["domain"], rows["process"], rows["rating"]) == ("trust", "case_transfer", 2.0)
    assert study.statements.set_index("quote").loc["Dat loopt goed.", "rating"] == 3.5


def test_organisations_are_taken_from_it_with_one_remark_and_an_unknown_sector(study):
    assert study.organisations["organisation_id"].tolist() == ["De Brug", "OCMW Noord", "Rode Poort"]
    assert set(study.organisations["sector"]) == {"unknown"}
    assert [f.found for f in study.findings if f.code == "organisations_taken"] == ["3"]


def test_one_interview_is_made_per_reporter_and_wave_and_the_reporter_is_the_source_unless_said(study):
    made = study.interviews[["interview_id", "organisation_id", "wave"]].to_numpy().tolist()
    assert made == [
        ["OCMW Noord (1)", "OCMW Noord", "1"],
        ["OCMW Noord (2)", "OCMW Noord", "2"],
        ["Rode Poort (1)", "Rode Poort", "1"],
    ]
    third = study.statements.set_index("quote").loc["Daar hoor ik niets van."]
    assert (third["reporter"], third["tie_state"]) == ("Rode Poort", "absent")


def test_ids_are_made_from_content_so_that_order_and_kind_of_file_never_matter(study, tmp_path):
    path = tmp_path / "banden.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Blad1")
        for number, line in enumerate([HEADER, *reversed(ROWS.splitlines())]):
            for column, value in enumerate(line.strip().split(";")):
                sheet.write_string(number, column, value)
    other = read(path)
    drop = ["file", "row"]
    assert other.statements.drop(columns=drop).equals(study.statements.drop(columns=drop))
    assert other.interviews.equals(study.interviews)
    assert other.settings == study.settings


def test_an_own_way_of_working_together_becomes_a_process_with_a_remark(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,process,tie_state\na,b,joint training,present\nb,a,case transfer,present\n")
    study = read(path)
    assert set(study.settings.processes) == {"joint training", "case_transfer"}
    assert [f.found for f in study.findings if f.code == "process_taken"] == ["joint training"]


def test_an_interview_with_two_sources_and_no_reporter_is_parted_with_a_warning(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,domain,rating,interview\na,b,trust,3,i1\nb,a,trust,2,i1\nb,a,capacity,2,i2\n")
    study = read(path)
    assert study.interviews["interview_id"].tolist() == ["i1: a", "i1: b", "i2"]
    assert [f.found for f in study.findings if f.code == "several_reporters"] == ["i1"]


def test_a_folder_with_statements_alone_is_such_a_table_too(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "statements.csv").write_text("source,target,domain,rating\na,b,trust,3\n")
    (folder / "study.toml").write_text('title = "Alone"\n')
    study = read(folder)
    assert (study.origin, study.settings.title, len(study.organisations)) == ("coded_ties", "Alone", 2)
