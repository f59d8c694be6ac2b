"""Values: in the codebook, numbers within limits, dates that can be."""

from __future__ import annotations

from datetime import date

import pytest

from collabnet.checks import future_date


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("rating", "5", "out_of_limits"),
        ("rating", "-1", "out_of_limits"),
        ("rating", "high", "not_a_number"),
        ("strength", "1,234", "ambiguous_number"),
        ("transfer_status", "2.5", "not_whole"),
        ("since", "31/02/2020", "not_a_date"),
        ("prompted", "perhaps", "not_yes_or_no"),
        ("domain", "friendship", "not_in_codebook"),
        ("process", "gossip", "not_in_codebook"),
        ("tie_state", "maybe", "not_in_codebook"),
    ],
)
def test_a_value_that_cannot_be_used_is_an_error_where_it_stands(desk, column, value, code):
    found = desk.change("statements", 0, **{column: value}).findings(code)
    assert [(f.severity, f.file, f.row, f.column, f.found) for f in found] == [
        ("error", "statements.csv", 2, column, value)
    ]


def test_a_value_spelled_almost_right_gets_a_suggestion(desk):
    (finding,) = desk.change("statements", 0, process="case_transfr").findings("not_in_codebook")
    assert finding.remedy_in() == "Did you mean case_transfer?"


def test_all_findings_come_at_once(desk):
    desk.change("statements", 0, rating="9", domain="x").change("statements", 1, target="nobody")
    codes = {finding.code for finding in desk.inspect().findings if finding.severity == "error"}
    assert codes == {"out_of_limits", "not_in_codebook", "unknown_id"}


def test_a_cause_of_ones_own_is_a_warning_until_the_study_labels_it(desk):
    desk.change("statements", 0, cause="moon_phase")
    assert [finding.severity for finding in desk.findings("own_term")] == ["warning"]
    desk.toml += '\n[labels.moon_phase]\nen = "the moon"\n'
    assert desk.findings("own_term") == []


def test_a_tie_with_itself_is_an_error(desk):
    assert [finding.row for finding in desk.change("statements", 0, target="b|a").findings("self_tie")] == [2]


@pytest.mark.parametrize(
    ("since", "until", "wrong"),
    [("2023", "2022", True), ("2023", "2023", False), ("2023-05", "2023", False), ("2023-05", "2023-04", True)],
)
def test_nothing_ends_before_it_begins_as_far_as_the_dates_say(desk, since, until, wrong):
    desk.change("statements", 0, since=since, until=until, tie_state="ended")
    assert bool(desk.findings("wrong_order")) is wrong


def test_ages_households_and_waves_keep_their_order_too(desk):
    desk.add("services", organisation_id="a", service="reception", role="offers", minimum_age="20", maximum_age="18")
    desk.toml += '\n[[waves]]\nid = "2"\n'
    desk.change("organisations", 0, from_wave="2", to_wave="1")
    assert {finding.column for finding in desk.findings("wrong_order")} == {"maximum_age", "to_wave"}


def test_an_interview_in_the_future_is_an_error(desk):
    (finding,) = desk.change("interviews", 0, date="2999-01-01").findings("future_date")
    assert (finding.file, finding.row) == ("interviews.csv", 2)


def test_an_interview_of_today_has_been_held_and_one_of_tomorrow_has_not(desk, monkeypatch):
    class Noon(date):
        @classmethod
        def today(cls) -> date:
            return cls(2026, 3, 1)

    monkeypatch.setattr(future_date, "date", Noon)
    assert not desk.change("interviews", 0, date="2026-03-01").findings("future_date")
    assert len(desk.change("interviews", 0, date="2026-03-02").findings("future_date")) == 1


def test_a_tie_that_begins_after_the_conversation_or_had_ended_by_then_is_a_warning(desk):
    desk.change("statements", 0, since="2025").change("statements", 1, until="2020")
    codes = sorted(finding.code for finding in desk.inspect().findings)
    assert codes == ["begins_after_interview", "present_but_ended"]
    desk.change("statements", 0, modality="planned")
    assert desk.findings("begins_after_interview") == []


def test_a_wave_that_is_not_declared_is_an_error(desk):
    (finding,) = desk.change("interviews", 1, wave="9").findings("wave_not_declared")
    assert (finding.row, finding.values["waves"]) == (3, "1")


def test_a_public_column_that_no_organisation_has_is_a_warning(desk):
    desk.change("organisations", 0, size="large")
    desk.toml += '\n[privacy]\npublic_columns = ["size", "sise"]\n'
    (finding,) = desk.findings("public_column_unknown")
    assert (finding.found, finding.severity) == ("sise", "warning")


def test_waves_need_no_declaration_where_the_study_declares_none(desk):
    desk.toml = 'format = 1\ntitle = "Desk"\n'
    desk.change("interviews", 1, wave="2025")
    assert [wave.id for wave in desk.inspect().study.settings.waves] == ["1", "2025"]


def test_an_interview_held_after_all_of_the_next_wave_is_a_warning(desk):
    desk.toml += '\n[[waves]]\nid = "2"\n'
    desk.change("interviews", 0, date="2025-01-01").change("interviews", 1, date="2024-06-01", wave="2")
    assert [finding.row for finding in desk.findings("date_outside_wave")] == [2, 3]


def test_a_facet_of_another_domain_is_a_warning_that_names_the_right_one(desk):
    (finding,) = desk.change("statements", 0, facet="staffing").findings("facet_of_another_domain")
    assert finding.values["domains"] == "capacity"


def test_half_a_place_on_the_map_is_a_warning(desk):
    (finding,) = desk.change("organisations", 0, latitude="50.8").findings("half_a_place")
    assert finding.column == "longitude"


def test_text_that_looks_like_a_formula_is_kept_and_said(desk):
    inspection = desk.change("organisations", 0, name='=HYPERLINK("http://x","y")').inspect()
    assert [finding.code for finding in inspection.findings] == ["looks_like_formula"]
    assert inspection.study.organisations["name"][0] == '=HYPERLINK("http://x","y")'


def test_a_negative_number_is_no_formula(desk):
    assert desk.change("organisations", 0, longitude="-4.3", latitude="50").inspect().findings == ()
