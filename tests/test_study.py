"""What a study is once it is understood."""

from __future__ import annotations

import math

import pytest

from collabnet.codebook import codebook
from collabnet.reading import read


@pytest.fixture(scope="module")
def study(tiny):
    return read(tiny)


def test_every_table_of_the_codebook_is_there_with_every_column(study):
    assert set(study.tables) == set(codebook())
    for name, columns in codebook().items():
        assert list(study.tables[name].columns)[: len(columns)] == list(columns)


def test_columns_have_the_type_that_the_codebook_says(study):
    kinds = {"number": "float64", "integer": "float64", "boolean": "boolean", "ids": "object", "texts": "object"}
    for name, columns in codebook().items():
        for column in columns.values():
            assert str(study.tables[name][column.name].dtype) == kinds.get(column.type, "str"), column


def test_what_is_not_said_is_empty_and_never_a_missing_text(study):
    statement = study.statements.set_index("statement_id").loc["s04"]
    assert statement["domain"] == ""
    assert math.isnan(statement["rating"])
    assert statement["because_of"] == ()
    assert not any(
        frame[column].isna().any() for frame in study.tables.values() for column in frame.select_dtypes("str")
    )


def test_tables_stand_in_the_order_of_their_ids(study):
    assert study.statements["statement_id"].is_monotonic_increasing
    assert study.organisations["organisation_id"].is_monotonic_increasing


def test_an_empty_cell_means_what_the_codebook_says(study):
    statements = study.statements.set_index("statement_id")
    assert statements.loc["s04", ["about", "modality", "sign", "basis", "precision", "certainty"]].tolist() == [
        "collaboration", "actual", "positive", "first_hand", "fine", "sure",
    ]  # fmt: skip
    assert statements.loc["s20", "precision"] == "coarse"
    assert study.organisations["in_boundary"].all()
    assert set(study.organisations["kind"]) == {"organisation", "group"}


@pytest.mark.parametrize(("statement", "level"), [("s01", "dyad"), ("s05", "organisation"), ("s15", "context")])
def test_an_empty_level_follows_from_source_and_target(study, statement, level):
    assert study.statements.set_index("statement_id").loc[statement, "level"] == level


def test_reporter_wave_voice_and_place_follow_from_the_interview_and_the_file(study):
    statement = study.statements.set_index("statement_id").loc["s22"]
    assert statement[["reporter", "wave", "voice", "interview_kind", "file", "row"]].tolist() == [
        "alder", "2", "organisations", "organisation", "statements.csv", 23,
    ]  # fmt: skip


def test_voices_are_told_apart_by_the_kind_of_interview(desk):
    desk.change("interviews", 0, kind="person", organisation_id="", person_id="P1").change(
        "interviews", 1, kind="document"
    )
    table = desk.inspect().study.statements
    assert table["voice"].tolist() == ["young_people", "documents", "documents"]
    assert table["reporter"].tolist() == ["", "b", "b"]


def test_codings_of_the_same_words_in_one_interview_share_a_quote_id(desk):
    words = desk.tables["statements"][0]["quote"]
    desk.change("statements", 0, coder="c1").change("statements", 1, coder="c1").change("statements", 2, coder="c1")
    desk.add("statements", statement_id="s4", coder="c2", quote=words)
    desk.add("statements", statement_id="s5", interview_id="i2", coder="c2", quote=words, source="b", target="a")
    quotes = desk.inspect().study.statements.set_index("statement_id")["quote_id"]
    assert quotes["s1"] == quotes["s4"]
    assert quotes["s5"] not in set(quotes[["s1", "s2", "s3", "s4"]])


def test_a_statement_without_words_is_a_quote_of_its_own(desk):
    desk.change("statements", 0, quote="").change("statements", 2, quote="", interview_id="i1")
    quotes = desk.inspect().study.statements.set_index("statement_id")["quote_id"]
    assert (quotes["s1"], quotes["s3"]) == ("s1", "s3")


def test_settings_have_the_defaults_of_the_design_where_the_study_is_silent(desk):
    desk.toml = ""
    settings = desk.inspect().study.settings
    assert (settings.title, settings.seed, settings.privacy_k, settings.required_threshold) == ("desk", 1, 3, 0.25)
    assert settings.aim("trust") == (75.0, "convention")
    assert list(settings.processes) == ["information_exchange"]
    assert [wave.id for wave in settings.waves] == ["1"]


def test_settings_say_what_study_toml_says(study):
    settings = study.settings
    assert (settings.title, settings.titles["nl"], settings.seed, settings.privacy_k) == (
        "A tiny study", "Een heel kleine studie", 7, 2,
    )  # fmt: skip
    assert settings.aim("trust") == (75.0, "set")
    assert settings.label("reception", "nl") == "Opvang"
    assert [wave.date for wave in settings.waves] == ["2024-03-01", "2025-10-01"]


def test_a_study_that_declares_a_process_keeps_the_known_ones_that_it_uses(desk):
    desk.toml += '\n[processes.training]\ndirected = false\nlabel_nl = "vorming"\n'
    desk.change("statements", 0, process="Vorming")
    processes = desk.inspect().study.settings.processes
    assert {key: process.directed for key, process in processes.items()} == {
        "training": False,
        "information_exchange": True,
    }


def test_case_coordination_has_no_direction_unless_the_study_says_so(desk):
    desk.change("statements", 0, process="case_coordination")
    assert desk.inspect().study.settings.processes["case_coordination"].directed is False


def test_a_study_is_never_changed(study):
    frame = study.statements
    frame.loc[0, "quote"] = "changed"
    assert study.statements.loc[0, "quote"] != "changed"
    with pytest.raises(TypeError):
        study.tables["statements"] = frame


def test_a_study_says_in_a_sentence_what_it_holds(study):
    assert repr(study) == "<Study 'A tiny study': 7 organisations, 4 interviews, 25 statements>"
