"""The codebook: every column said once, and nothing that two columns could mean."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from collabnet.codebook import CODEBOOK_FILE, NAME_COLUMNS, PATH, codebook, header_names, value_names
from collabnet.languages import text
from collabnet.template import new_study
from collabnet.vocabularies import folded, names, vocabulary

TYPES = {"id", "ids", "text", "texts", "number", "integer", "boolean", "date", "choice", "term"}
STUDY_LISTS = {"processes", "phases", "waves", "organisations", "interviews", "statements", "respondents"}
COLUMNS = [column for columns in codebook().values() for column in columns.values()]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{column.table}.{column.name}")
def test_a_column_has_a_known_type_a_meaning_and_values_that_exist(column):
    assert column.type in TYPES
    assert column.meaning.endswith(".")
    known = column.limits is not None or column.allowed in {*STUDY_LISTS, "", "domains", "facets"}
    assert known or value_names(column.allowed), column.allowed


@pytest.mark.parametrize("table", codebook())
def test_no_header_means_two_columns_of_one_table(table):
    spellings = Counter(
        spelling
        for column in codebook()[table].values()
        for spelling in {folded(word) for word in (column.name, *column.synonyms)}
    )
    assert [spelling for spelling, count in spellings.items() if count > 1] == []


@pytest.mark.parametrize("table", codebook())
def test_every_table_has_columns_that_matter_first(table):
    first = [column for column in codebook()[table].values() if column.first]
    assert 1 <= len(first) <= 12
    assert all(column.first for column in codebook()[table].values() if column.obligatory)


@pytest.mark.parametrize("name", names())
def test_no_word_means_two_terms_of_one_vocabulary_and_all_are_said_in_three_languages(name):
    words = Counter(
        spelling for term in vocabulary(name).values() for spelling in {folded(word) or word for word in term.synonyms}
    )
    assert [word for word, count in words.items() if count > 1] == []
    assert all(term.labels.get(code) for term in vocabulary(name).values() for code in ("en", "nl", "fr"))


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        ("statements", "Bron", "source"), ("statements", "Cible", "target"), ("statements", "Évaluation", "rating"),
        ("statements", "Vertex 1", "source"), ("organisations", "Gemeente", "municipality"),
        ("services", "Wachttijd", "wait_weeks"),
    ],
)  # fmt: skip
def test_headers_in_dutch_and_french_are_known(table, header, column):
    assert header_names(table)[folded(header)] == column


@pytest.mark.parametrize(
    ("allowed", "word", "key"),
    [
        ("domains", "Vertrouwen", "trust"), ("domains", "confiance", "trust"),
        ("vocabulary:tie_state", "beëindigd", "ended"), ("vocabulary:causes", "Werkdruk", "time_pressure"),
    ],
)  # fmt: skip
def test_values_in_dutch_and_french_are_known(allowed, word, key):
    assert value_names(allowed)[folded(word)] == key


COMPUTING = ("network", "services", "scoring", "gaps", "measures", "structure", "inference", "required.py")
"""The rooms and modules of the library whose numbers rest on what a study says."""


def sources(*places: str) -> str:
    """Return the code of these rooms and modules of the library as one text."""
    library = PATH.parent
    files = [file for place in places for file in sorted((library / place).rglob("*.py")) or [library / place]]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_no_number_rests_on_what_is_kept_only() -> None:
    code = sources(*COMPUTING)
    kept = [column.name for columns in codebook().values() for column in columns.values() if column.kept_only]
    assert kept
    assert [name for name in kept if f'"{name}"' in code or f".{name}" in code] == []


def test_what_the_library_reads_nowhere_is_said_to_be_kept_only() -> None:
    """Left out are the modules that handle every column alike: they read, check, hide and write whatever there is."""
    alike = ("formats", "checks", "views", "languages")
    rooms = [
        path for path in sorted(PATH.parent.iterdir()) if (path / "__init__.py").exists() and path.name not in alike
    ]
    modules = [path for path in sorted(PATH.parent.glob("*.py")) if path.name not in ("template.py", "codebook.py")]
    code = sources(*(path.name for path in (*rooms, *modules)))
    silent = [
        f"{table}.{column.name}"
        for table, columns in codebook().items()
        for column in columns.values()
        if not column.kept_only and column.name not in NAME_COLUMNS
        and f'"{column.name}"' not in code and f".{column.name}" not in code
    ]  # fmt: skip
    assert silent == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_codebook_of_a_new_study_says_what_is_kept_only(tmp_path: Path, language: str) -> None:
    new_study(tmp_path / "new", language=language)
    said = (tmp_path / "new" / CODEBOOK_FILE).read_text(encoding="utf-8")
    remark = text("Kept only: no number uses it.", language)
    kept = sum(column.kept_only for columns in codebook().values() for column in columns.values())
    assert said.count(remark) == kept
