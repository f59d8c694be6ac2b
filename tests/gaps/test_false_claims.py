"""What is claimed where nothing is wrong: the studies that were committed, and the rates stated on screen."""

from __future__ import annotations

import pandas as pd
import pytest

from collabnet import settings
from collabnet.gaps import gap_kinds
from tests.studies import false_claims, pair_study

FEWEST = {"complete", "a fifth not reported", "a fifth coded without a process", "mean 70"}


@pytest.fixture(scope="module")
def measured() -> pd.DataFrame:
    return pd.read_csv(false_claims.RESULTS)


def test_every_kind_that_claims_is_measured_in_every_study_in_which_nothing_is_wrong(measured: pd.DataFrame) -> None:
    table = measured.set_index(["condition", "kind"])
    assert set(measured["condition"]) >= FEWEST
    claiming = [key for key, kind in gap_kinds().items() if kind.false_claims]
    assert set(table.index) >= {(condition, kind) for condition in set(measured["condition"]) for kind in claiming}
    assert (measured["cases"] >= 50).all()
    assert measured.loc[measured["kind"].isin(["missing_link", "one_sided"]), "questions"].sum() > 100


def test_no_kind_claims_more_in_error_than_is_stated_on_screen(measured: pd.DataFrame) -> None:
    """The stated rates are of 100 sound cases."""
    kinds = gap_kinds()
    stated = measured["kind"].map({key: kind.false_claims for key, kind in kinds.items()})
    above = measured[100 * measured["false"] / measured["cases"] > stated]
    assert above.empty, above.to_string()
    assert max(kind.false_claims for kind in kinds.values()) <= 100 * (1 - settings.INTERVAL)


def test_claims_of_the_model_about_pairs_are_as_seldom_false_as_is_stated() -> None:
    frame = pd.read_csv(pair_study.RESULTS)
    stated = gap_kinds()["weak_condition"].false_claims
    assert frame["claims"].min() >= 10
    assert (100 * frame["false"] / frame["sound"] <= stated).all()
    assert frame["false"].sum() / frame["claims"].sum() <= 1 - settings.INTERVAL


def test_a_pair_has_no_better_grade_than_its_intervals_deserve() -> None:
    """Grades above the best of a pair held the truth in fewer than nine of ten; that grade holds it as often as D."""
    frame = pd.read_csv(pair_study.RESULTS)
    best, too_high = settings.PAIR_GRADE, "B"
    assert best == "C"

    def coverage(grade: str) -> float:
        return float((frame[f"coverage_{grade}"] * frame[f"pairs_{grade}"]).sum() / frame[f"pairs_{grade}"].sum())

    assert coverage(too_high) < 0.75
    assert coverage(best) > 0.85
    assert abs(coverage(best) - coverage("D")) < 0.02


def test_one_invented_study_gives_what_stands_in_the_table(measured: pd.DataFrame) -> None:
    complete = pd.DataFrame(false_claims.claims(false_claims.CONDITIONS[0], 0)).set_index("kind")
    assert complete["false"].eq(0).all()
    assert complete["questions"].eq(0).all()
