"""Planning a study: how wide its intervals will be, and whom to speak with next."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import collabnet
from collabnet.errors import CallError
from collabnet.network import Network
from collabnet.scoring import planning
from collabnet.scoring.model.fit import Plan, fits
from collabnet.scoring.model.observations import observations_of
from collabnet.scoring.model.simulated import fitted, scored
from collabnet.scoring.model.simulation import SimulationPlan, SimulationSizes, simulate
from collabnet.scoring.planning import checked, expected_widths, sizes_of, sizes_of_study, whom_next

SMALL = SimulationPlan(organisations=10, interviews=6, statements=10.0)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sample briefly: what is tested here is not how exact the numbers are."""
    monkeypatch.setattr(planning, "WARM", 50)
    monkeypatch.setattr(planning, "KEPT", 100)
    monkeypatch.setattr(planning, "usual", lambda _, seed: Plan((seed, 0), chains=1, warm=50, kept=100))


@pytest.fixture(scope="module")
def small() -> pd.DataFrame:
    found = simulate(SMALL, 1)
    return scored(found, fitted(found, Plan((1,), chains=1, warm=50, kept=100)))


def test_every_level_is_there_and_shares_of_grades_add_up() -> None:
    found = expected_widths(SMALL, replications=2)
    assert list(found.columns) == list(planning.COLUMNS)
    assert list(found["level"]) == ["network", "sector", "organisation_in", "organisation_out", "dyad"]
    assert np.allclose(found[list(planning.GRADES)].sum(axis=1), 1.0)
    assert (found["width_low"] <= found["width"]).all()
    assert (found["width"] <= found["width_high"]).all()
    assert found["width"].between(0.0, 100.0).all()
    assert found["replications"].eq(2).all()


def test_the_same_seed_gives_the_same_numbers_with_one_process_or_two() -> None:
    first = expected_widths(SMALL, replications=2, seed=4)
    pd.testing.assert_frame_equal(first, expected_widths(SMALL, replications=2, seed=4, jobs=2), check_exact=True)
    assert not first.equals(expected_widths(SMALL, replications=2, seed=5))


def test_more_statements_make_narrower_intervals() -> None:
    few, many = (
        expected_widths(replace(SMALL, statements=one), replications=2).set_index("level") for one in (4.0, 60.0)
    )
    for level in ("organisation_in", "organisation_out", "dyad"):
        assert many.loc[level, "width"] < few.loc[level, "width"]
    assert many.loc["dyad", "spoken"] > few.loc["dyad", "spoken"]


def test_progress_is_told_study_by_study() -> None:
    told: list[tuple[str, int, int]] = []
    expected_widths(SMALL, replications=2, progress=lambda *step: told.append(step))
    assert [step[1:] for step in told] == [(1, 2), (2, 2)]


def test_grades_follow_width_reporters_and_who_was_interviewed(small: pd.DataFrame) -> None:
    found = simulate(SMALL, 1)
    silent = [node for node, there in zip(found.pairs.nodes, found.pairs.heard, strict=True) if not there]
    about = small[small["subject"].isin(silent)]
    assert about.loc[about["reporters"] < 3, "grade"].eq("D").all()
    assert small.loc[small["reporters"] < 2, "grade"].eq("D").all()
    shown = small[small["grade"].ne("D")]
    assert shown["width"].max() <= 40.0
    assert shown["reporters_effective"].min() >= 2.0


def test_what_was_said_is_counted_by_hand_for_one_organisation(small: pd.DataFrame) -> None:
    frame = simulate(SMALL, 1).frame
    one = frame["target"].mode()[0]
    said = frame[frame["target"].eq(one) & frame["domain"].eq("trust")]
    row = small.query("level == 'organisation_in' and subject == @one and domain == 'trust'").iloc[0]
    assert row["statements"] == len(said)
    assert row["reporters"] == said["reporter"].nunique()
    assert row["raw_mean"] == pytest.approx(said["points"].mean())
    shares = said["reporter"].value_counts(normalize=True)
    assert row["reporters_effective"] == pytest.approx(1.0 / (shares**2).sum())


def test_estimates_lie_within_their_intervals_and_below_the_aim_is_a_probability(small: pd.DataFrame) -> None:
    assert small["estimate"].between(small["low"], small["high"]).all()
    assert small["p_below_aim"].between(0.0, 1.0).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"organisations": 2}, {"interviews": 0}, {"coders": 0}, {"statements": 0.5}, {"statements": float("nan")},
        {"statements": 501.0}, {"two_sided": 1.2}, {"required": -0.1}, {"required": 0.0}, {"required": float("nan")},
        {"organisations": 1000}, {"interviews": 1000, "statements": 100.0}, {"sectors": 0},
    ],
)  # fmt: skip
def test_what_cannot_be_a_study_is_refused_in_a_sentence(wrong: dict[str, float]) -> None:
    with pytest.raises(CallError, match=r"Expected .*, found .*\. \w"):
        checked(replace(SimulationPlan(), **wrong))


@pytest.mark.parametrize("wrong", [{"replications": 1}, {"jobs": 0}])
def test_effort_that_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(CallError, match="Expected at least"):
        expected_widths(SMALL, **wrong)


def test_sizes_come_from_a_study_that_was_fitted() -> None:
    found = simulate(replace(SMALL, statements=60.0, sizes=SimulationSizes(error=25.0, actor=20.0)), 2)
    fit = fits([(observations_of(found.frame), Plan((1,), chains=1, warm=100, kept=200))])[0]
    sizes = sizes_of(fit)
    assert sizes.error == pytest.approx(25.0, abs=4.0)
    assert sizes.actor > 8.0
    assert sizes.quote == 0.0
    assert expected_widths(replace(SMALL, sizes=sizes), replications=2)["width"].gt(0).all()


def test_a_study_without_ratings_has_no_sizes_and_nobody_to_ask(desk) -> None:
    for row in range(3):
        desk.change("statements", row, rating="", domain="")
    network = Network.from_study(collabnet.read(desk.write()))
    assert whom_next(network).empty
    with pytest.raises(CallError, match="study with ratings"):
        sizes_of_study(network)


def test_whom_to_ask_next_is_told_of_the_last_wave_with_ratings(desk) -> None:
    desk.toml += '\n[[waves]]\nid = "2"\n'
    found = whom_next(Network.from_study(collabnet.read(desk.write())))
    assert set(found["wave"]) == {"1"}
    assert set(found["organisation_id"]) == {"a", "b", "c"}
    assert found["width_network"].notna().all()
