"""The whole way from a path to a study."""

from __future__ import annotations

import pytest

from collabnet.errors import StudyError
from collabnet.reading import inspect, read


def test_the_tiny_study_has_no_errors_and_the_warnings_that_were_put_there(tiny):
    found = [(f.code, f.file, f.row) for f in inspect(tiny).findings if f.severity != "note"]
    assert found == [
        ("never_mentioned", "organisations.csv", 7),
        ("paraphrase_missing", "statements.csv", 6),
        ("rating_zero", "statements.csv", 14),
        ("tie_unclear", "statements.csv", 26),
    ]


def test_the_sample_has_no_errors(sample):
    assert {finding.severity for finding in read(sample).findings} <= {"warning", "note"}


def test_errors_stop_reading_and_come_all_at_once(desk):
    desk.change("statements", 0, rating="9").change("statements", 1, target="nobody")
    with pytest.raises(StudyError, match="The study has 2 errors") as raised:
        read(desk.write())
    assert [finding.code for finding in raised.value.findings] == ["out_of_limits", "unknown_id"]


def test_one_error_is_told_with_its_place_and_remedy(desk):
    desk.change("statements", 0, rating="9")
    with pytest.raises(StudyError) as raised:
        read(desk.write())
    assert str(raised.value) == (
        "The study has 1 error, in statements.csv, row 2, column rating. Correct the number, or leave the cell empty."
    )


def test_leniently_the_wrong_rows_are_left_out_and_said(desk):
    desk.change("statements", 0, rating="9")
    inspection = desk.inspect(lenient=True)
    assert inspection.study.statements["statement_id"].tolist() == ["s2", "s3"]
    left = [f for f in inspection.findings if f.code == "left_out"]
    assert [(f.severity, f.file, f.row, f.found) for f in left] == [("warning", "statements.csv", 2, "out_of_limits")]


def test_leniently_what_points_to_a_row_that_is_left_out_goes_too(desk):
    desk.change("organisations", 2, latitude="999")
    desk.add("statements", statement_id="s4", because_of="s3")
    inspection = desk.inspect(lenient=True)
    assert [(f.file, f.row) for f in inspection.findings if f.code == "left_out"] == [
        ("organisations.csv", 4),
        ("statements.csv", 4),
        ("statements.csv", 5),
    ]
    assert inspection.study.statements["statement_id"].tolist() == ["s1", "s2"]


def test_leniently_both_rows_that_claim_an_id_are_left_out_so_that_order_never_matters(desk):
    desk.add("statements", statement_id="s1", rating="1")
    assert desk.inspect(lenient=True).study.statements["statement_id"].tolist() == ["s2", "s3"]


def test_leniently_a_study_without_its_obligatory_columns_is_still_refused(desk):
    for row in desk.tables["statements"]:
        del row["interview_id"]
    inspection = desk.inspect(lenient=True)
    assert inspection.study is None
    assert "missing_column" in {finding.code for finding in inspection.findings}


def test_leniently_a_file_that_cannot_be_read_is_left_out_and_its_error_stays(desk):
    desk.write()
    (desk.folder / "services.csv").write_bytes(b"\0\1\2")
    study = inspect(desk.folder, lenient=True).study
    assert [f.code for f in study.findings if f.severity == "error"] == ["not_text"]
    assert inspect(desk.folder).study is None


def test_reading_twice_gives_the_same_and_writes_nothing(tiny):
    before = sorted(tiny.iterdir())
    one, other = read(tiny), read(str(tiny))
    assert one.findings == other.findings
    assert one.inputs == other.inputs
    assert all(one.tables[name].equals(other.tables[name]) for name in one.tables)
    assert sorted(tiny.iterdir()) == before


def test_findings_are_said_in_every_language_that_there_is(desk):
    (finding,) = desk.change("statements", 0, rating="9").findings("out_of_limits")
    assert finding.expected_in("en") == "a number between 0 and 4"
    assert all(finding.remedy_in(language) for language in ("nl", "fr"))


def test_leniently_a_wrong_row_of_one_table_takes_nothing_else_with_it(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,domain,rating\na,b,trust,9\na,c,trust,3\nb,a,trust,2\n")
    study = read(path, lenient=True)
    assert study.statements["rating"].tolist() in ([2.0, 3.0], [3.0, 2.0])
    assert study.organisations["organisation_id"].tolist() == ["a", "b", "c"]
    assert study.interviews["interview_id"].tolist() == ["a", "b"]


def test_leniently_a_table_without_rows_stays_one(desk):
    desk.change("statements", 0, rating="9").write()
    (desk.folder / "asked.csv").write_text("interview_id,organisation_id\n")
    study = inspect(desk.folder, lenient=True).study
    assert (len(study.statements), len(study.tables["asked"])) == (2, 0)
