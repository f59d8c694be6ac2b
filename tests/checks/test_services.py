"""Services: whose need it is, whether a case moves, and what statements name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Desk


def test_the_old_word_for_a_need_is_read_as_one_of_clients_and_said_once(desk: Desk) -> None:
    desk.add("services", organisation_id="a", service="legal_advice", role="needs")
    desk.add("services", organisation_id="b", service="housing_search", role="needs")
    inspection = desk.inspect()
    assert inspection.study is not None
    assert inspection.study.services["role"].tolist() == ["needs_for_clients", "needs_for_clients"]
    (note,) = (found for found in inspection.findings if found.column == "role")
    assert (note.code, note.severity, note.found) == ("value_understood", "note", "needs")


def test_a_need_that_is_usually_an_organisation_s_own_is_remarked_upon(desk: Desk) -> None:
    desk.add("services", organisation_id="a", service="staff_training", role="needs")
    desk.add("services", organisation_id="b", service="staff_training", role="own_needs")
    desk.add("services", organisation_id="b", service="legal_advice", role="needs_for_clients")
    assert [finding.row for finding in desk.findings("own_need_likely")] == [2]


def test_a_word_of_the_study_s_own_says_whether_a_case_moves(desk: Desk) -> None:
    desk.add("services", organisation_id="a", service="buddies", role="needs_for_clients")
    desk.add("services", organisation_id="b", service="buddies", role="needs_for_clients")
    assert len(desk.findings("case_not_said")) == 1
    desk.toml = 'moves_case = ["buddies"]\n' + desk.toml
    assert desk.findings("case_not_said") == []


def test_a_statement_names_a_service_that_the_table_has(desk: Desk) -> None:
    desk.change("statements", 0, service="juridisch advies")
    assert desk.findings("service_unknown") == []
    desk.add("services", organisation_id="a", service="storage", role="own_needs")
    assert [(found.column, found.found) for found in desk.findings("service_unknown")] == [("service", "legal_advice")]
    desk.add("services", organisation_id="a", service="legal_advice", role="needs_for_clients")
    assert desk.findings("service_unknown") == []


def test_deadlines_are_read_from_the_study_and_its_phases(desk: Desk) -> None:
    desk.toml = "deadline_weeks = 6\n" + desk.toml + '\n[[phases]]\nid = "around"\ndeadline_weeks = 2\n'
    study = desk.inspect().study
    assert study is not None
    assert (study.settings.deadline_weeks, study.settings.phases[0].deadline_weeks) == (6.0, 2.0)
    desk.toml = desk.toml.replace("deadline_weeks = 6", "deadline_weeks = -1")
    assert [found.column for found in desk.findings("settings_value")] == ["deadline_weeks"]
