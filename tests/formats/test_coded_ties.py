"""The least a study can be: one table of coded ties."""

from __future__ import annotations

import pytest
import xlsxwriter

from collabnet.errors import StudyError
from collabnet.network import Network
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


SPOKEN = "source,target,domain,rating,interview{column}\na,b,trust,3,i1{a}\nc,d,trust,1,i1{a}\nb,a,capacity,2,i2{b}\n"
"""In interview i1 organisation a speaks of itself, and of what c and d do."""


@pytest.mark.parametrize(
    "column",
    ["reporter", "interviewed_organisation", "organisation", "org", "Geïnterviewde organisatie", "Organization"],
)
def test_the_organisation_that_was_interviewed_is_found_under_any_of_its_headers(tmp_path, column):
    path = tmp_path / "coded.csv"
    path.write_text(SPOKEN.format(column=f",{column}", a=",a", b=",b"), encoding="utf-8")
    study = read(path)
    assert study.interviews[["interview_id", "organisation_id"]].to_numpy().tolist() == [["i1", "a"], ["i2", "b"]]
    assert study.statements.set_index("source").loc["c", "reporter"] == "a"


def test_without_a_reporter_an_interview_in_which_several_act_is_an_error_that_says_what_to_add(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text(SPOKEN.format(column="", a="", b=""), encoding="utf-8")
    with pytest.raises(StudyError, match=r"a, c in i1 \(interviews like this: 1\)\. Add a column reporter") as raised:
        read(path)
    assert [(f.code, f.column) for f in raised.value.findings if f.severity == "error"] == [
        ("reporter_not_said", "reporter")
    ]


def test_leniently_what_nobody_is_known_to_have_said_makes_nobody_interviewed(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text(SPOKEN.format(column="", a="", b=""), encoding="utf-8")
    study = read(path, lenient=True)
    assert study.interviews["organisation_id"].tolist() == ["", "b"]
    assert len(study.statements) == 3
    network = Network.from_study(study)
    assert {row.source: row.state for row in network.ties.itertuples() if row.source in "ac"} == {
        "a": "reported_by_others", "c": "reported_by_others",
    }  # fmt: skip


def test_a_row_without_a_reporter_takes_that_of_the_other_rows_of_its_interview(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text("source,target,domain,rating,interview,reporter\na,b,trust,3,i1,a\nc,d,trust,1,i1,\n")
    assert read(path).interviews["organisation_id"].tolist() == ["a"]


def test_an_interview_that_is_called_after_an_organisation_is_taken_for_its_own_with_a_warning(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text("source,target,domain,rating,interview\na,b,trust,3,a\nc,d,trust,1,a\n")
    study = read(path)
    assert study.interviews["organisation_id"].tolist() == ["a"]
    assert [(f.severity, f.found) for f in study.findings if f.code == "reporter_assumed"] == [("warning", "1")]


def test_that_sources_were_taken_for_those_who_speak_is_said(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text("source,target,domain,rating\na,b,trust,3\nc,d,trust,1\n")
    study = read(path)
    assert [(f.severity, f.found) for f in study.findings if f.code == "reporter_assumed"] == [("warning", "2")]


def test_an_edge_list_with_interviews_has_reporters_too(tmp_path):
    path = tmp_path / "edges.csv"
    path.write_text("interview,organisation,source,target\ni1,a,a,b\ni1,a,c,d\ni2,b,b,a\n")
    study = read(path)
    assert study.interviews["organisation_id"].tolist() == ["a", "b"]
    assert "basis_not_available" not in {f.code for f in study.findings}


def test_a_table_of_statements_beside_organisations_may_say_itself_who_was_interviewed(desk):
    del desk.tables["interviews"]
    for row, speaker in enumerate(("a", "b", "b")):
        desk.change("statements", row, interviewed_organisation=speaker)
    assert desk.inspect().study.interviews[["interview_id", "organisation_id"]].to_numpy().tolist() == [
        ["i1", "a"], ["i2", "b"],
    ]  # fmt: skip


def test_interviews_without_an_organisation_get_the_one_that_their_statements_name(desk):
    for row in desk.tables["interviews"]:
        del row["organisation_id"]
    for row, speaker in enumerate(("a", "b", "b")):
        desk.change("statements", row, organisation=speaker)
    assert desk.inspect().study.interviews["organisation_id"].tolist() == ["a", "b"]


def test_a_folder_with_statements_alone_is_such_a_table_too(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "statements.csv").write_text("source,target,domain,rating\na,b,trust,3\n")
    (folder / "study.toml").write_text('title = "Alone"\n')
    study = read(folder)
    assert (study.origin, study.settings.title, len(study.organisations)) == ("coded_ties", "Alone", 2)
