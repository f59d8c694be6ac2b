"""Ids: there, unique, and pointing to something."""

from __future__ import annotations


def test_a_study_without_a_flaw_has_no_findings_at_all(desk):
    assert desk.inspect().findings == ()


def test_a_missing_table_is_an_error_with_a_remedy(desk):
    del desk.tables["organisations"]
    desk.tables["statements"] = [{"statement_id": "s1", "interview_id": "i1", "domain": "trust"}]
    codes = {finding.code for finding in desk.inspect().findings if finding.severity == "error"}
    assert "missing_table" in codes


def test_a_missing_obligatory_column_is_named(desk):
    for row in desk.tables["organisations"]:
        del row["name"]
    (finding,) = desk.findings("missing_column")
    assert (finding.file, finding.column, finding.severity) == ("organisations.csv", "name", "error")
    assert "name" in finding.remedy_in()


def test_an_empty_obligatory_cell_is_named_by_its_row(desk):
    (finding,) = desk.change("organisations", 1, name="").findings("empty_cell")
    assert (finding.row, finding.column) == (3, "name")


def test_every_row_that_shares_an_id_with_a_different_row_is_an_error(desk):
    desk.add("organisations", organisation_id="a", name="Another", sector="care")
    assert [finding.row for finding in desk.findings("doubled_id")] == [2, 5]


def test_a_row_that_stands_twice_is_a_warning_and_kept_once(desk):
    desk.tables["statements"].append(dict(desk.tables["statements"][0]))
    inspection = desk.inspect()
    assert [(f.code, f.severity, f.row) for f in inspection.findings] == [("repeated_row", "warning", 5)]
    assert len(inspection.study.statements) == 3


def test_an_unknown_id_suggests_the_nearest_one(desk):
    desk.change("organisations", 2, organisation_id="gamma").change("statements", 2, target="gama")
    (finding,) = desk.findings("unknown_id")
    assert (finding.row, finding.column, finding.found) == (4, "target", "gama")
    assert finding.remedy_in().startswith("Did you mean gamma?")


def test_each_unknown_target_among_several_is_a_finding(desk):
    found = desk.change("statements", 0, target="b|x|y").findings("unknown_id")
    assert [finding.found for finding in found] == ["x", "y"]


def test_an_explanation_that_points_nowhere_is_an_error(desk):
    (finding,) = desk.change("statements", 0, because_of="s77").findings("unknown_id")
    assert finding.column == "because_of"


def test_an_entry_point_that_is_no_organisation_is_an_error(desk):
    desk.toml = 'entry_points = ["nowhere"]\n' + desk.toml
    (finding,) = desk.findings("unknown_id")
    assert (finding.file, finding.column) == ("study.toml", "entry_points")


def test_a_sector_may_stand_for_its_organisations_in_required(desk):
    desk.add("required", source="care", target="housing", process="case_transfer", weight="1")
    assert desk.inspect().findings == ()


def test_a_bar_in_an_id_is_an_error(desk):
    (finding,) = desk.change("statements", 0, source="a|c").findings("bar_in_id")
    assert finding.column == "source"


def test_an_organisation_may_be_named_by_its_name_or_alias_and_that_is_noted(desk):
    desk.change("organisations", 2, aliases="the flat desk").change("statements", 2, target="The Flat Desk")
    inspection = desk.inspect()
    assert inspection.study.statements["target"].tolist()[2] == ("c",)
    assert [(f.code, f.severity) for f in inspection.findings] == [("value_understood", "note")]


def test_explanations_that_circle_are_a_warning(desk):
    desk.change("statements", 0, because_of="s2").change("statements", 1, because_of="s1")
    assert [finding.row for finding in desk.findings("explanations_circle")] == [2, 3]


def test_parents_that_circle_are_an_error_and_those_above_the_circle_are_not(desk):
    desk.change("organisations", 0, parent_id="b").change("organisations", 1, parent_id="a")
    desk.change("organisations", 2, parent_id="a")
    assert [finding.row for finding in desk.findings("parents_circle")] == [2, 3]


def test_a_respondent_of_another_interview_is_a_warning(desk):
    desk.add("respondents", respondent_id="r1", interview_id="i2", organisation_id="b")
    (finding,) = desk.change("statements", 0, respondent_id="r1").findings("respondent_elsewhere")
    assert finding.row == 2


def test_an_organisation_cannot_be_a_group_nor_a_group_its_own_member(desk):
    desk.add("organisations", organisation_id="g", name="all of them", kind="group", sector="care")
    desk.add("members", group_id="a", organisation_id="b").add("members", group_id="g", organisation_id="g")
    codes = [finding.code for finding in desk.inspect().findings]
    assert codes == ["member_of_itself", "not_a_group"]
