"""The committed sample says the same as folder and as workbook, and holds what its README promises."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

import collabnet
from tests.conftest import DRAWS

SAMPLES = Path(__file__).parents[1] / "sample_data"
PLACE = ["file", "row"]


def test_the_workbook_says_the_same_as_the_folder() -> None:
    folder = collabnet.read(SAMPLES / "transition")
    workbook = collabnet.read(SAMPLES / "transition.xlsx")
    assert workbook.settings == folder.settings
    for name, table in folder.tables.items():
        ours, theirs = (frame.drop(columns=PLACE, errors="ignore") for frame in (table, workbook.tables[name]))
        pd.testing.assert_frame_equal(ours, theirs)


def test_different_people_speak_in_three_languages_and_no_quote_stands_twice() -> None:
    statements = collabnet.read(SAMPLES / "transition").statements
    quotes = statements[statements["quote"] != ""].drop_duplicates("quote_id")
    assert 250 <= len(statements) <= 700
    assert quotes["quote"].is_unique
    assert set(quotes["quote_language"].replace("", pd.NA).dropna()) <= {"nl", "fr", "en"}
    assert statements.loc[statements["wave"] == "1", "coder"].nunique() == 3


def test_the_study_of_day_one_has_no_ratings_and_still_names_barriers() -> None:
    analysis = collabnet.analyse(SAMPLES / "first_day.csv", draws=DRAWS)
    assert analysis.study.statements["rating"].isna().all()
    named = analysis.tables["mentions"].query("valence == 'barrier' and facet == '' and cause == ''")
    found = Counter(dict(zip(named["domain"], named["interviews"], strict=True)))
    assert found["capacity"] == 4
    assert set(analysis.tables["causes"]["cause"]) >= {"housing_shortage", "waiting_lists", "volunteers_overloaded"}
