"""Changes of scores between waves: against R's paired t-test, against draws made by hand, and whose votes they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from collabnet.network import Network
from collabnet.scoring import paired_changes, score_votes, scores
from collabnet.scoring.model import changes
from collabnet.scoring.model.prediction import Mixture

Build = Callable[..., Network]

BEFORE, AFTER = (0, 1, 2, 2, 1, 3), (1, 3, 4, 1, 3, 3)
WHO = tuple("abcdef")


def two_waves(build: Build, before: Sequence[float | None], after: Sequence[float | None]) -> Network:
    """Let each organisation rate trust towards z once in each wave in which it has a rating."""
    ratings = [(wave, who, value) for wave, values in (("1", before), ("2", after))
               for who, value in zip(WHO, values, strict=False) if value is not None]  # fmt: skip
    talks = [{"interview_id": f"i_{who}{wave}", "organisation_id": who, "wave": wave} for wave, who, _ in ratings]
    said = [{"by": f"{who}{wave}", "source": who, "target": "z", "domain": "trust", "rating": float(value)}
            for wave, who, value in ratings]  # fmt: skip
    return build(said, organisations=(*WHO, "z"), interviews=talks, waves=("1", "2"))


def whole(frame: pd.DataFrame) -> pd.Series[Any]:
    found = frame[frame["level"].eq("network")]
    assert len(found) == 1, found.to_string()
    return found.iloc[0]


def test_a_change_among_those_who_spoke_twice_is_that_of_a_paired_t_test(network: Build) -> None:
    made = two_waves(network, BEFORE, AFTER)
    row = whole(paired_changes(made, score_votes(made)))
    # as R 4 gives it: a paired t-test of these ratings times 25, and the lower tail of its t with 5 degrees
    assert row["difference"] == pytest.approx(25)
    assert [row["low"], row["high"]] == pytest.approx([-8.18606879828, 58.18606879828], abs=1e-9)
    assert row["p_higher"] == pytest.approx(0.944716654634, abs=1e-9)
    assert (row["reporters_both"], row["method"], row["wave_before"], row["wave"]) == (6, "paired", "1", "2")


def test_who_spoke_only_once_is_no_part_of_a_paired_change(network: Build) -> None:
    made = two_waves(network, (0, 1, 2, 4, 4, None), (1, 2, 3, None, None, 0))
    row = whole(paired_changes(made, score_votes(made)))
    assert (row["value_before"], row["value"], row["difference"]) == (25.0, 50.0, 25.0)
    assert (row["reporters_before"], row["reporters"], row["reporters_both"]) == (5, 4, 3)
    assert (row["interviewed_before"], row["interviewed"], row["interviewed_both"]) == (5, 4, 3)
    assert len(row["evidence"]) == 6


def test_equal_changes_are_not_exact(network: Build) -> None:
    made = two_waves(network, (1, 1, 1), (2, 2, 2))
    row = whole(paired_changes(made, score_votes(made)))
    # all rose by one step: s is held at 25/√6 = 10.206, t(.975; 2) = 4.30265, half = 4.30265 · 10.206 / √3
    assert row["high"] - row["low"] == pytest.approx(2 * 4.30265273 * 25 / 6**0.5 / 3**0.5)


def test_fewer_than_three_give_no_change(network: Build) -> None:
    made = two_waves(network, (0, 1), (3, 4))
    assert paired_changes(made, score_votes(made)).empty


def test_votes_are_the_numbers_that_a_score_is_the_mean_of(tiny_network: Network) -> None:
    votes, found = score_votes(tiny_network), scores(tiny_network)
    place = ["level", "subject", "domain", "wave", "voice"]
    means = votes.groupby(place)["mean"].mean()
    told = found.set_index(place)["estimate"]
    assert len(means) == len(told) > 20
    pd.testing.assert_series_equal(means.sort_index(), told.sort_index(), check_names=False)
    assert (votes.groupby(place).size().sort_index() == found.set_index(place)["reporters"].sort_index()).all()


def test_without_is_the_score_when_one_is_left_out(network: Build) -> None:
    made = two_waves(network, (0, 2, 4), (1, None, None))
    votes = score_votes(made)
    first = votes[votes["level"].eq("network") & votes["wave"].eq("1")].set_index("voter")["without"]
    assert first.to_dict() == {"a": 75.0, "b": 50.0, "c": 25.0}
    alone = votes[votes["level"].eq("network") & votes["wave"].eq("2")]
    assert alone["without"].isna().all()


def predicted(level: np.ndarray) -> Any:
    nothing = np.zeros((len(level), 1))
    part = SimpleNamespace(level=lambda _: level, source=lambda _: nothing, target=lambda _: nothing, relation=nothing)
    empty = sparse.csr_array((1, 1))
    return SimpleNamespace(predicted=part, mixture=lambda *_: (Mixture(empty, empty, empty), ["required"]))


def model_rows(before: float, after: float, basis: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"level": "network", "subject": "network", "domain": "trust", "wave": wave, "voice": "organisations",
             "method": "model", "grade": "B", "estimate": value, "reporters": 400, "basis": basis, "evidence": ("x",)}
            for wave, value in (("1", before), ("2", after))
        ]
    )  # fmt: skip


def test_a_change_of_the_model_is_the_difference_within_each_draw(network: Build) -> None:
    made = two_waves(network, BEFORE, AFTER)
    shared = np.random.default_rng(1).normal(50, 20, 4000)  # what both waves have in common: it cancels out
    before, after = shared, shared + np.linspace(-1, 9, 4000)
    waves: Any = {"1": predicted(before), "2": predicted(after)}
    table = model_rows(before.mean(), after.mean(), "required")
    row = whole(changes.modelled_changes(made, table, score_votes(made), waves, None))
    assert row["difference"] == pytest.approx(4)
    assert [row["low"], row["high"]] == pytest.approx([-1 + 0.025 * 10, -1 + 0.975 * 10], abs=0.01)
    assert row["p_higher"] == pytest.approx(0.9, abs=0.001)  # two intervals taken as independent would say .55
    assert row["remark"] == ""


def test_other_organisations_are_remarked_only_where_the_pairs_are_those_spoken_of(network: Build) -> None:
    made = two_waves(network, (1, 1, 1, None, None, None), (None, None, 3, 3, 3, 3))
    draws = np.linspace(0, 100, 500)
    waves: Any = {"1": predicted(draws), "2": predicted(draws)}
    for basis, remark in (("stated_pairs", "other_organisations"), ("required", "")):
        found = changes.modelled_changes(made, model_rows(50, 50, basis), score_votes(made), waves, None)
        assert whole(found)["remark"] == remark
