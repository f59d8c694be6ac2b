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


def test_leniently_a_wrong_cell_is_emptied_and_its_row_kept(desk):
    desk.change("statements", 0, rating="9").change("organisations", 0, latitude="999", specialised="perhaps")
    inspection = desk.inspect(lenient=True)
    assert inspection.study.statements["statement_id"].tolist() == ["s1", "s2", "s3"]
    assert inspection.study.statements["rating"].isna().tolist() == [True, False, False]
    assert inspection.study.organisations["organisation_id"].tolist() == ["a", "b", "c"]
    emptied = [f for f in inspection.findings if f.code == "cell_emptied"]
    assert [(f.severity, f.file, f.row, f.column, f.found) for f in emptied] == [
        ("warning", "organisations.csv", 2, "latitude", "out_of_limits"),
        ("warning", "organisations.csv", 2, "specialised", "not_yes_or_no"),
        ("warning", "statements.csv", 2, "rating", "out_of_limits"),
    ]


@pytest.mark.parametrize(
    "column, value", [("tie_state", "maybe"), ("rating", "many"), ("strength", "-2"), ("transfer_status", "9")]
)
def test_leniently_a_tie_of_which_it_cannot_be_read_whether_it_is_there_is_no_yes(desk, column, value):
    desk.change("statements", 0, rating="", tie_state="").change("statements", 0, **{column: value})
    statements = desk.inspect(lenient=True).study.statements.set_index("statement_id")
    assert statements.loc["s1", "tie_state"] == "unclear"


def test_leniently_what_is_said_of_a_tie_is_kept_where_only_its_rating_is_wrong(desk):
    desk.change("statements", 0, rating="9", tie_state="absent")
    assert desk.inspect(lenient=True).study.statements.loc[0, "tie_state"] == "absent"


@pytest.mark.parametrize(
    "column, value",
    [("modality", "whished"), ("sign", "negtive"), ("domain", "trst"), ("process", "x"), ("target", "q")],
)
def test_leniently_a_row_that_would_say_something_else_without_its_wrong_cell_is_left_out(desk, column, value):
    desk.change("statements", 0, **{column: value})
    inspection = desk.inspect(lenient=True)
    assert inspection.study.statements["statement_id"].tolist() == ["s2", "s3"]
    left = [f for f in inspection.findings if f.code == "left_out"]
    assert [(f.severity, f.file, f.row) for f in left] == [("warning", "statements.csv", 2)]


def test_leniently_an_interview_of_a_kind_that_is_not_known_is_no_conversation(desk):
    desk.change("interviews", 0, kind="docment")
    assert desk.inspect(lenient=True).study.interviews["interview_id"].tolist() == ["i2"]


def test_leniently_what_points_to_a_row_that_is_left_out_goes_too(desk):
    desk.change("organisations", 2, name="")
    desk.add("statements", statement_id="s4", source="c", because_of="s3")
    desk.add("statements", statement_id="s5", because_of="s3", quote="Another.")
    inspection = desk.inspect(lenient=True)
    assert [(f.code, f.file, f.row) for f in inspection.findings if f.code in ("left_out", "cell_emptied")] == [
        ("left_out", "organisations.csv", 4),
        ("left_out", "statements.csv", 4),
        ("left_out", "statements.csv", 5),
        ("cell_emptied", "statements.csv", 6),
    ]
    assert inspection.study.statements["statement_id"].tolist() == ["s1", "s2", "s5"]


def test_leniently_an_entry_point_whose_row_is_left_out_does_not_stop_the_study(desk):
    desk.toml = 'format = 1\nentry_points = ["a", "c"]\n'
    desk.change("organisations", 2, name="")
    inspection = desk.inspect(lenient=True)
    assert inspection.study.settings.entry_points == ("a",)
    assert [(f.file, f.found) for f in inspection.findings if f.code == "cell_emptied"] == [
        ("study.toml", "unknown_id")
    ]


WORDS = ["?", "n.v.t.", "NVT", "onbekend", "Onbekend ", "n/a", "N/A", "inconnu", "sans objet", "not applicable", "-"]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_for_nothing_to_say_is_no_error_and_said_once(desk, word):
    desk.change("organisations", 0, specialised=word, sector=word, languages=f"nl|{word}", latitude=word)
    desk.change("statements", 0, rating=word, cause=word, facet=word, since=word)
    desk.change("interviews", 0, date=word)
    inspection = desk.inspect()
    assert [f for f in inspection.findings if f.severity == "error"] == []
    study = inspection.study
    assert study.organisations.loc[0, ["sector", "languages"]].tolist() == ["unknown", ("nl",)]
    assert study.statements.loc[0, ["cause", "facet", "since"]].tolist() == ["", "", ""]
    assert (study.interviews.loc[0, "date"], len(study.statements)) == ("", 3)
    notes = [(f.severity, f.file, f.values["count"]) for f in inspection.findings if f.code == "missing_word"]
    assert sorted(notes) == [("note", "interviews.csv", "1"), ("note", "organisations.csv", "4"),
                             ("note", "statements.csv", "4")]  # fmt: skip


def test_a_tie_of_which_nothing_is_known_is_unclear_and_no_yes(desk):
    desk.change("statements", 0, tie_state="?", rating="").change("statements", 1, tie_state="onbekend", rating="")
    assert desk.inspect().study.statements["tie_state"].tolist() == ["unclear", "unclear", "present"]


def test_names_words_and_partners_are_never_read_as_nothing_to_say(desk):
    desk.change("organisations", 0, name="NA").change("statements", 0, quote="?", target="?")
    inspection = desk.inspect()
    assert [(f.code, f.column, f.found) for f in inspection.findings if f.severity == "error"] == [
        ("unknown_id", "target", "?")
    ]
    assert "missing_word" not in {f.code for f in inspection.findings}


def test_an_organisation_that_is_called_so_is_meant(desk):
    desk.change("organisations", 1, organisation_id="na").change("organisations", 2, parent_id="na")
    desk.change("interviews", 1, organisation_id="na").change("statements", 0, target="na")
    desk.change("statements", 1, source="na").change("statements", 2, source="na")
    study = desk.inspect().study
    assert study.organisations.set_index("organisation_id").loc["c", "parent_id"] == "na"
    assert study.interviews["organisation_id"].tolist() == ["a", "na"]


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
    path.write_text("source,target,domain,rating\na,b,trst,2\na,c,trust,3\nb,a,trust,9\n")
    study = read(path, lenient=True)
    assert study.statements["rating"].fillna(-1).tolist() in ([-1.0, 3.0], [3.0, -1.0])
    assert study.organisations["organisation_id"].tolist() == ["a", "b", "c"]
    assert study.interviews["interview_id"].tolist() == ["a", "b"]


def test_leniently_a_table_without_rows_stays_one(desk):
    desk.change("statements", 0, target="nobody").write()
    (desk.folder / "asked.csv").write_text("interview_id,organisation_id\n")
    study = inspect(desk.folder, lenient=True).study
    assert (len(study.statements), len(study.tables["asked"])) == (2, 0)
