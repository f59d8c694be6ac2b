"""Statements: what they say, and what they leave open."""

from __future__ import annotations


def codes(desk) -> list[str]:
    return sorted(finding.code for finding in desk.inspect().findings)


def test_a_blank_level_is_derived_and_noted_once_per_file(desk):
    desk.change("statements", 0, level="").change("statements", 1, level="")
    (finding,) = desk.findings("level_derived")
    assert (finding.severity, finding.found) == ("note", "2")


def test_a_pair_without_target_and_an_organisation_without_source_are_errors(desk):
    desk.change("statements", 0, target="").change("statements", 1, level="organisation", source="", target="")
    assert codes(desk) == ["level_without_organisation", "level_without_pair"]


def test_a_target_without_a_source_is_an_error(desk):
    desk.change("statements", 0, source="", level="")
    assert "source_missing" in codes(desk)


def test_a_rating_of_0_alone_is_a_warning_and_beside_a_state_it_is_none(desk):
    desk.change("statements", 0, rating="0", tie_state="")
    assert codes(desk) == ["rating_zero"]
    desk.change("statements", 0, transfer_status="0", process="case_transfer")
    assert codes(desk) == []


def test_yes_and_no_in_one_interview_contradict_each_other(desk):
    desk.add("statements", statement_id="s4", tie_state="absent", rating="", domain="")
    (finding,) = desk.findings("contradiction")
    assert (finding.row, finding.found, finding.values["row"]) == (5, "a → b", "2")


def test_yes_and_no_about_different_times_or_in_different_interviews_do_not(desk):
    desk.change("statements", 0, since="2022")
    desk.add("statements", statement_id="s4", tie_state="absent", rating="", domain="", until="2021")
    desk.add("statements", statement_id="s5", interview_id="i2", tie_state="absent", rating="", domain="")
    assert codes(desk) == []


def test_codes_of_one_row_that_exclude_each_other_are_a_warning(desk):
    desk.change("statements", 0, tie_state="absent", strength="3", rating="")
    desk.change("statements", 1, valence="barrier", rating="4")
    desk.change("statements", 2, negative_kind="conflict")
    assert codes(desk) == ["codes_contradict", "sign_missing", "valence_contradicts"]


def test_a_tie_of_strength_0_is_a_warning_that_says_what_is_made_of_it(desk):
    desk.change("statements", 0, tie_state="present", strength="0", transfer_status="3")
    (finding,) = desk.findings("codes_contradict")
    assert (finding.file, finding.row, finding.column, finding.found) == ("statements.csv", 2, "strength", "0")
    assert "its strength counts as not measured" in finding.remedy_in()


def test_an_interview_that_never_names_its_reporter_is_a_warning(desk):
    desk.change("statements", 0, source="b", target="c")
    (finding,) = desk.findings("silent_reporter")
    assert (finding.file, finding.row, finding.found) == ("interviews.csv", 2, "a")


def test_an_interview_without_a_reporter_is_a_warning_unless_its_respondents_have_one(desk):
    desk.change("interviews", 0, organisation_id="", kind="focus_group")
    assert codes(desk) == ["reporter_missing"]
    desk.add("respondents", respondent_id="r1", interview_id="i1", organisation_id="a")
    desk.change("statements", 0, respondent_id="r1")
    assert codes(desk) == []
    assert desk.inspect().study.statements["reporter"].tolist() == ["a", "b", "b"]


def test_a_statement_without_domain_process_or_cause_is_a_warning(desk):
    desk.change("statements", 0, domain="", process="", tie_state="", rating="")
    assert codes(desk) == ["nothing_said"]


def test_a_rating_without_a_domain_is_a_warning(desk):
    assert codes(desk.change("statements", 0, domain="")) == ["rating_without_domain"]


def test_a_missing_coder_is_a_warning_where_others_have_one(desk):
    desk.change("statements", 0, coder="c1")
    (finding,) = desk.findings("coder_missing")
    assert (finding.row, finding.found) == (3, "2")


def test_one_quote_with_two_texts_or_two_interviews_is_said(desk):
    desk.change("statements", 0, quote_id="q1").change("statements", 1, quote_id="q1")
    assert codes(desk) == ["quote_differs", "quote_differs", "quote_in_two_interviews", "quote_in_two_interviews"]


def test_a_transfer_status_beside_another_process_is_a_warning(desk):
    assert codes(desk.change("statements", 0, transfer_status="3")) == ["transfer_elsewhere"]


def test_a_person_at_the_end_of_a_tie_is_a_warning(desk):
    desk.add("organisations", organisation_id="p", name="A volunteer", kind="person")
    assert codes(desk.change("statements", 0, target="p")) == ["person_in_tie"]


def test_an_interview_without_statements_and_a_wave_without_interviews_are_warnings(desk):
    desk.add("interviews", interview_id="i3", organisation_id="c", date="2024-03-03", wave="1")
    desk.toml += '\n[[waves]]\nid = "2"\n'
    assert codes(desk) == ["silent_interview", "wave_without_interviews"]


def test_an_organisation_that_nobody_mentions_is_a_warning_inside_the_boundary_only(desk):
    desk.add("organisations", organisation_id="d", name="Delta Club", sector="youth")
    assert codes(desk) == ["never_mentioned"]
    assert codes(desk.change("organisations", 3, in_boundary="no")) == []


def test_a_group_without_members_is_a_warning(desk):
    desk.add("organisations", organisation_id="g", name="all of them", kind="group")
    assert codes(desk) == ["group_without_members"]


def test_an_offer_whose_funding_had_ended_is_a_warning(desk):
    desk.add("services", organisation_id="a", service="reception", role="offers", funded_until="2023-12")
    desk.add("services", organisation_id="b", service="reception", role="offers", funded_until="2024")
    assert [finding.row for finding in desk.findings("funding_ended")] == [2]


def test_a_service_said_twice_with_other_numbers_is_a_warning_on_both(desk):
    desk.add("services", organisation_id="a", service="reception", role="offers", capacity="3")
    desk.add("services", organisation_id="a", service="reception", role="offers", capacity="4")
    assert codes(desk) == ["service_twice", "service_twice"]


def test_a_phase_that_is_not_declared_is_said(desk):
    desk.toml += '\n[[phases]]\nid = "before"\n'
    desk.add("services", organisation_id="a", service="reception", role="offers", phase="before|later")
    assert codes(desk.change("statements", 0, phase="never")) == ["not_in_codebook", "phase_not_declared"]


def test_an_unclear_tie_is_a_warning(desk):
    assert codes(desk.change("statements", 0, tie_state="unclear")) == ["tie_unclear"]


def test_missing_words_and_clearances_are_said(desk):
    desk.change("statements", 0, quote="").change("statements", 1, cleared="paraphrase")
    assert codes(desk.change("statements", 2, cleared="")) == ["cleared_missing", "paraphrase_missing", "words_missing"]


def test_a_tie_outside_an_organisations_lifetime_is_a_warning(desk):
    desk.toml += '\n[[waves]]\nid = "2"\n'
    desk.add("interviews", interview_id="i3", organisation_id="a", date="2025-03-03", wave="2")
    desk.add("statements", statement_id="s4", interview_id="i3").change("organisations", 1, to_wave="1")
    (finding,) = desk.findings("outside_lifetime")
    assert (finding.row, finding.found) == (5, "b")


def test_sectors_missing_or_written_in_two_ways_are_said(desk):
    desk.change("organisations", 0, sector="Welfare").change("organisations", 2, sector="")
    assert codes(desk) == ["sector_in_two_ways", "sector_in_two_ways", "sector_missing"]
    assert desk.inspect().study.organisations["sector"].tolist() == ["Welfare", "welfare", "unknown"]


def test_a_reporter_or_wave_in_a_statement_that_is_not_the_interviews_is_a_warning_and_kept(desk):
    desk.change("statements", 0, reporter="b", wave="1").change("statements", 1, reporter="b")
    inspection = desk.inspect()
    found = [f for f in inspection.findings if f.severity == "warning"]
    assert [(f.code, f.row, f.column, f.found) for f in found] == [("said_elsewhere", 2, "reporter", "b")]
    assert inspection.study.statements[["reporter", "reporter_"]].to_numpy().tolist()[0] == ["a", "b"]


def test_a_missing_wave_is_a_warning_where_there_are_several(desk):
    desk.change("interviews", 0, wave="")
    assert codes(desk) == []
    desk.toml += '\n[[waves]]\nid = "2"\n'
    assert codes(desk) == ["wave_missing", "wave_without_interviews"]


def test_yes_and_no_about_an_undirected_tie_contradict_each_other_in_either_order(desk):
    desk.change("statements", 0, process="case_coordination")
    desk.add("statements", statement_id="s4", source="b", target="a", process="case_coordination", tie_state="absent")
    desk.change("statements", 3, rating="", domain="")
    assert codes(desk) == ["contradiction"]


def test_garbled_letters_are_said_once_per_column(desk):
    desk.change("statements", 0, quote="TrÃ¨s bien, câ€™est Ã§a.").change("statements", 1, quote="dÃ©jÃ  vu")
    (finding,) = desk.findings("garbled_letters")
    assert (finding.row, finding.column, finding.found) == (2, "quote", "2")


def test_letters_with_accents_are_not_garbled(desk):
    assert codes(desk.change("statements", 0, quote="Très déjà vu, ÂGÉ, São, «ça» – naïef, coördinatie")) == []


def test_ties_that_all_come_from_agreements_are_said_to_make_no_tie(desk):
    desk.change("interviews", 0, kind="document").change("interviews", 1, kind="document")
    (finding,) = desk.findings("ties_only_agreed")
    assert (finding.severity, finding.values["count"]) == ("warning", "3")
    desk.change("interviews", 0, kind="report")
    assert not desk.findings("ties_only_agreed")
    (finding,) = desk.findings("ties_only_reported")
    assert (finding.severity, finding.found) == ("note", "document, report")
    desk.change("interviews", 1, kind="")
    assert not {"ties_only_agreed", "ties_only_reported"} & set(codes(desk))
