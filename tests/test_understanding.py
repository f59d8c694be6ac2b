"""Spellings: what is written exactly means itself, what is only alike is matched where it is unique and said."""

from __future__ import annotations

from collabnet.reading import inspect
from collabnet.vocabularies import Spellings, folded, names, vocabulary


def _ties(study):
    return {(row.source, *row.target) for row in study.statements.itertuples()}


def test_ids_that_differ_in_punctuation_only_stay_two_organisations(tmp_path):
    (tmp_path / "edges.csv").write_text("source,target\n10.1,B\n101,C\nB,10.1\na.b,ab\n", encoding="utf-8")
    study = inspect(tmp_path).study
    assert _ties(study) == {("10.1", "B"), ("101", "C"), ("B", "10.1"), ("a.b", "ab")}
    assert len(study.organisations) == 6


def test_an_exact_id_wins_over_another_that_is_alike(desk):
    desk.add("organisations", organisation_id="A", name="Delta", sector="care")
    desk.change("statements", 0, target="A").change("statements", 1, target="a")
    assert {("a", "A"), ("b", "a"), ("b", "c")} == _ties(desk.inspect().study)


def test_a_name_that_is_only_alike_is_matched_and_said_once_for_all_rows(desk):
    desk.change("statements", 0, target="BETA office").change("statements", 2, source="beta-office")
    desk.add("statements", statement_id="s4", source="a", target="Beta, Office", quote="Once more.")
    inspection = desk.inspect()
    assert {("a", "b"), ("b", "c"), ("b", "a")} == _ties(inspection.study)
    notes = [f for f in inspection.findings if f.column == "target" and f.severity == "note"]
    assert [f.code for f in notes] == ["value_understood", "value_understood"]


def test_an_id_that_is_only_alike_is_matched_and_said_once_with_the_number_of_rows(desk):
    desk.change("statements", 0, target="B").change("statements", 1, target="A").change("statements", 2, target="C")
    inspection = desk.inspect()
    assert {("a", "b"), ("b", "a"), ("b", "c")} == _ties(inspection.study)
    (note,) = [f for f in inspection.findings if f.code == "spelling_matched"]
    assert (note.file, note.row, note.column, note.found) == ("statements.csv", 2, "target", "B")
    assert note.values == {"meaning": "b", "count": "3"}


def test_a_reference_that_may_mean_two_is_an_error_that_names_both(desk):
    desk.change("organisations", 0, organisation_id="x.1").change("organisations", 1, organisation_id="x1")
    for row, (source, target) in enumerate((("x.1", "X-1"), ("x1", "x.1"), ("x1", "c"))):
        desk.change("statements", row, source=source, target=target)
    desk.change("interviews", 0, organisation_id="x.1").change("interviews", 1, organisation_id="x1")
    wrong = [f for f in desk.inspect().findings if f.severity == "error"]
    assert [(f.code, f.row, f.column, f.found) for f in wrong] == [("ambiguous_id", 2, "target", "X-1")]
    assert wrong[0].remedy_in().startswith("It may mean x.1, x1, which differ in case, accents or punctuation only")


def test_an_organisation_whose_id_holds_no_letters_is_no_other_one(tmp_path):
    (tmp_path / "edges.csv").write_text("source,target\n+,-\n-,*\n", encoding="utf-8")
    assert _ties(inspect(tmp_path).study) == {("+", "-"), ("-", "*")}


def test_waves_whose_ids_are_alike_stay_two(desk):
    desk.toml = 'format = 1\ntitle = "Desk"\n[[waves]]\nid = "1.1"\n[[waves]]\nid = "11"\n'
    desk.change("interviews", 0, wave="1.1").change("interviews", 1, wave="11")
    study = desk.inspect().study
    assert study.interviews["wave"].tolist() == ["1.1", "11"]


def test_relations_whose_names_are_alike_stay_two(tmp_path):
    rows = "source,target,relation\na,b,Info\nb,a,info\na,c,in fo\nc,a,in/fo\n"
    (tmp_path / "edges.csv").write_text(rows, encoding="utf-8")
    study = inspect(tmp_path).study
    assert study.statements["process"].nunique() == 4
    assert {process.labels["en"] for process in study.settings.processes.values() if process.labels} >= {
        "Info", "info", "in fo", "in/fo",
    }  # fmt: skip


def test_a_process_that_every_study_knows_is_not_taken_for_one_that_is_alike(desk):
    desk.toml += '[processes.transfer]\nlabel_en = "Case transfer"\n'
    desk.change("statements", 0, process="case_transfer").change("statements", 1, process="Case transfer")
    study = desk.inspect().study
    assert study.statements.set_index("statement_id")["process"].to_dict() == {
        "s1": "case_transfer", "s2": "transfer", "s3": "information_exchange",
    }  # fmt: skip


def test_a_service_that_the_study_labels_itself_is_not_taken_for_one_of_the_vocabulary(desk):
    key = next(iter(vocabulary("services")))
    own = key.upper()
    desk.toml += f'[labels]\n{own} = "Our own"\n'
    desk.add("services", organisation_id="a", service=own, role="offers")
    desk.add("services", organisation_id="b", service=key, role="offers")
    assert desk.inspect().study.services["service"].tolist() == [own, key]


def test_a_sector_in_an_expected_relation_is_not_taken_for_an_organisation_that_is_called_alike(desk):
    desk.change("organisations", 0, name="Housing").add("required", source="housing", target="b")
    assert desk.inspect().study.tables["required"]["source"].tolist() == ["housing"]


def test_no_two_words_of_a_vocabulary_have_a_spelling_in_common():
    for name in names():
        spelled = Spellings.of((term.key, word) for term in vocabulary(name).values() for word in term.synonyms)
        assert {word: keys for word, keys in spelled.alike.items() if len(keys) > 1} == {}, name


def test_spellings_prefer_the_key_then_the_exact_name_then_what_is_unique():
    spelled = Spellings.of([("ab", "Alpha"), ("a.b", "alpha"), ("c", "Gamma"), ("d", "gamma-")])
    assert [spelled.key(word) for word in ("ab", "a.b", "AB", "Alpha", "ALPHA", "Gamma", "GAMMA")] == [
        "ab", "a.b", None, "ab", None, "c", None,
    ]  # fmt: skip
    assert spelled.meanings("ALPHA") == {"ab", "a.b"}
    assert folded("a.b") == folded("ab")
