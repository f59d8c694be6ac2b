"""p-values corrected for how many there are: worked by hand, and what the correction is for."""

from __future__ import annotations

import numpy as np
import pytest

from collabnet.multiplicity import holm


def test_holm_is_that_of_a_hand_worked_example() -> None:
    # rising: .005 × 4 = .02, .01 × 3 = .03, .03 × 2 = .06, .04 × 1 = .04 raised to .06
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]) == pytest.approx([1.0, 1.0])
    assert holm([0.02]) == pytest.approx([0.02])
    assert holm([]).shape == (0,)


def test_what_was_not_tested_stays_empty_and_does_not_count() -> None:
    assert holm([0.01, np.nan, 0.03]) == pytest.approx([0.02, np.nan, 0.03], nan_ok=True)


def test_each_column_can_be_a_family_of_its_own() -> None:
    p = np.array([[0.01, 0.04], [0.03, 0.01]])
    assert holm(p, axis=0) == pytest.approx(np.array([[0.02, 0.04], [0.03, 0.02]]))
    assert holm(p) == pytest.approx(np.array([[0.04, 0.06], [0.06, 0.04]]))


def test_one_false_alarm_among_twenty_is_as_rare_as_one_alone() -> None:
    p = np.random.default_rng(1).random((2000, 20))
    assert (p.min(axis=1) < 0.05).mean() == pytest.approx(1 - 0.95**20, abs=0.04)
    assert (holm(p, axis=1).min(axis=1) < 0.05).mean() == pytest.approx(0.05, abs=0.015)
