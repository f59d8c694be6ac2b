"""What would change the picture: one change at a time, the far ones marked, nothing that may not be seen."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.components.sensitivity import sensitivity
from dashboard.figures.shifts import Dot, shift_track, window
from dashboard.sentences import sensitivity as read
from dashboard.sentences.lens import lens
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import score, seen_with, with_class, words

EN, NL = Say("en"), Say("nl")


def state(**options: str) -> State:
    return State(study="small", page="domains", wave="1", options={"domain": "trust"} | options)


def change(kind: str, setting: str, points: float, **more: Any) -> dict[str, Any]:
    return {
        "domain": "trust", "wave": "1", "kind": kind, "setting": setting, "score": 60 + points, "low": 50 + points,
        "high": 70 + points, "shift": points, "flagged": abs(points) > 5, "of": 60.0, "organisations": 9,
    } | more  # fmt: skip


EVERY = [
    change("interview", "i_north", 2.6), change("interview", "i_river", -1.2), change("prior_scale", "5", -0.3),
    change("prior_scale", "15", 0.0), change("not_interviewed", "-10", -7.1), change("not_interviewed", "+0", 0.0),
    change("pairs", "required", 0.0), change("pairs", "all", 1.4), change("ordinal", "probit", 5.2),
    change("transparent", "plain", 8.0),
]  # fmt: skip


def study(rows: list[dict[str, Any]] = EVERY, grade: str = "B", plain: str = "B") -> FakeSeen:
    by_model = score("network", "network", "trust", 60, 50, 70, grade, method="model")
    beside = score("network", "network", "trust", 68, 58, 78, plain)
    return seen_with(
        scores=pd.DataFrame([by_model]), scores_transparent=pd.DataFrame([beside]), sensitivity=pd.DataFrame(rows)
    )


def test_the_title_says_how_far_an_interview_less_moves_the_score() -> None:
    found = read.shifts(study(), "trust", "1")
    assert read.sensitivity_title(found, "Trust", EN) == (
        "Trust moves by at most 3 points when any one interview is left out"
    )


@pytest.mark.parametrize(("points", "told"), [(0.4, "by less than 1 point"), (1.2, "by at most 1 point when")])
def test_small_moves_are_said_in_the_singular(points: float, told: str) -> None:
    found = read.shifts(study([change("interview", "i1", points)]), "trust", "1")
    assert told in read.sensitivity_title(found, "Trust", EN)


def test_settings_that_are_those_of_the_score_itself_change_nothing_and_are_left_out() -> None:
    found = read.shifts(study(), "trust", "1")
    assert not {("prior_scale", "15"), ("not_interviewed", "+0"), ("pairs", "required")} & {
        (one.kind, one.setting) for one in found
    }
    assert len(found) == 7


def test_where_interviews_may_not_be_seen_nothing_is_said_of_them() -> None:
    rows = [row for row in EVERY if row["kind"] != "interview"]
    shown = words(sensitivity(lens(study(rows), state())))
    assert shown.startswith("Informal trust moves most, by 8 points, as the plain mean of the organisations")
    assert "interview is left out" not in shown
    assert "One interview left out" not in shown


def test_what_moves_it_far_is_marked_in_picture_words_and_table() -> None:
    shown = sensitivity(lens(study(), state()))
    assert len(with_class(shown, "far")) == 3
    assert len(with_class(shown, "mark")) == 3
    assert "10 points lower (−7 points)" in words(shown)
    assert "with ratings as steps instead of points (+5.2 points)" in words(shown)


def test_an_interview_is_named_by_its_organisation_for_those_who_may_know() -> None:
    (one,) = [it for it in read.shifts(study(), "trust", "1") if it.setting == "i_north"]
    assert read.said(one, study(), EN) == "without interview i_north (North Shelter)"


def test_moves_follow_the_language() -> None:
    assert read.moved(5.21, NL).startswith("+5,2")
    assert read.moved(-0.2, EN) == "less than 1 point"
    assert read.moved(-1.1, EN) == "−1 point"


def test_too_little_evidence_or_plain_means_show_no_section() -> None:
    assert sensitivity(lens(study(grade="D"), state())) is None
    assert sensitivity(lens(study(), state(method="transparent"))) is None
    assert sensitivity(lens(seen_with(), state())) is None


def test_a_plain_mean_with_too_little_evidence_is_not_shown_here_either() -> None:
    assert "plain mean" not in words(sensitivity(lens(study(plain="D"), state())))


def test_the_scale_is_as_wide_as_it_must_be_and_stays_within_0_to_100() -> None:
    shown = window([52.0, 61.0, 78.0])
    assert (shown.low, shown.high, shown.ticks()) == (50.0, 80.0, [50.0, 60.0, 70.0, 80.0])
    assert window([0.0, 100.0]).ticks() == [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    assert (window([50.0]).low, window([50.0]).high) == (40.0, 60.0)
    drawn = shift_track([Dot(65.0, far=True)], (50.0, 80.0), 62.0, shown)
    assert with_class(drawn, "far")[0].style["left"] == "50.0%"
    assert with_class(drawn, "track-interval")[0].style["width"] == "100.0%"


@pytest.mark.parametrize("view", ["researcher", "shared"])
def test_every_change_of_the_sample_is_said_in_words(analysed_sample: Any, view: str) -> None:
    seen = look(analysed_sample, view)
    found = read.shifts(seen, "trust", "1")
    assert found
    assert bool(read.interviews(found)) == (view == "researcher")
    for one in read.others(found):
        assert (one.kind, one.setting) in read.CHANGES
    assert sensitivity(lens(seen, State("s", "domains", "1", options={"domain": "trust"}))) is not None
