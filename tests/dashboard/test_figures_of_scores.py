"""Tracks, bars and heat maps: what they draw, and that colours keep their contrast in both schemes."""

from __future__ import annotations

import pytest

from dashboard.figures import bars, colours, heat
from dashboard.figures.track import Mark, scale, track
from tests.dashboard.reading import ids, with_class, words

SCHEMES = pytest.mark.parametrize("dark", [False, True])


def left(shown: object, name: str) -> list[str]:
    return [part.style["left"] for part in with_class(shown, name)]


def test_a_track_puts_the_dot_on_the_score_and_the_bar_on_the_interval() -> None:
    drawn = track(Mark(54, 41, 66, "B"))
    assert left(drawn, "track-dot") == ["54.0%"]
    interval = with_class(drawn, "track-interval")[0]
    assert (interval.style["left"], interval.style["width"]) == ("41.0%", "25.0%")


def test_too_little_evidence_draws_no_dot_and_no_interval() -> None:
    drawn = track(Mark(54, 0, 100, "D"))
    assert with_class(drawn, "track-none")
    assert not with_class(drawn, "track-dot")
    assert not with_class(drawn, "track-interval")


def test_a_level_agreed_is_marked_only_where_there_is_one() -> None:
    assert left(track(Mark(54, 41, 66, "B", aim=75)), "track-aim") == ["75.0%"]
    assert not with_class(track(Mark(54, 41, 66, "B")), "track-aim")
    assert "level agreed" in words(scale(aim="level agreed"))


def test_bars_fill_their_share_of_the_total_and_never_more() -> None:
    drawn = bars.counted([("barrier", 13), ("help", 40)], 17)
    assert [part.style["width"] for part in with_class(drawn, "bar-fill")] == ["76.5%", "100.0%"]
    assert with_class(bars.counted([("plain", 1)], 0), "bar-fill")[0].style["width"] == "0.0%"


def test_shares_fill_the_whole_bar_and_leave_out_what_is_nothing() -> None:
    drawn = bars.shares({"own": 0.2, "system": 0.6, "relation": 0.0})
    assert [part.style["width"] for part in with_class(drawn, "share-part")] == ["25.0%", "75.0%"]


def test_a_heat_map_is_a_table_whose_cells_are_buttons_with_their_sentence() -> None:
    cell = heat.Cell("38", 38.0, "C", "score:x", "Reception of Welfare: 38")
    shown = heat.HeatMap([("a", "Reception")], [("b", "Welfare"), ("c", "Youth")], {("a", "b"): cell}, "who ↓ whom →")
    drawn = heat.heat(shown, place="sectors")
    assert "Reception" in words(drawn)
    assert len(ids(drawn)) == 1
    assert len(with_class(drawn, "heat-empty")) == 1
    assert getattr(with_class(drawn, "heat-cell")[0], "aria-label") == "Reception of Welfare: 38"


def test_a_cell_without_evidence_carries_no_colour_of_a_score() -> None:
    shown = heat.HeatMap([("a", "A")], [("b", "B")], {("a", "b"): heat.Cell("n = 2", 0.0, "D", "score:x", "")}, "")
    cell = with_class(heat.heat(shown, place="p"), "heat-cell")[0]
    assert cell.style == {}
    assert "unsure" in cell.className


@SCHEMES
@pytest.mark.parametrize("aim", [None, 70.0])
def test_the_number_in_a_cell_reads_on_every_fill(dark: bool, aim: float | None) -> None:
    for score in range(0, 101, 5):
        fill = colours.score_colour(score, dark=dark, aim=aim)
        assert colours.contrast(fill, colours.ink_on(fill)) >= 4.5


@SCHEMES
def test_the_scale_of_scores_runs_one_way_in_lightness(dark: bool) -> None:
    light = [colours.contrast(colours.score_colour(score, dark=dark), "#000000") for score in range(0, 101, 10)]
    assert light == sorted(light, reverse=not dark)


def test_the_highest_score_stands_out_most_against_the_page_in_both_schemes() -> None:
    for dark in (False, True):
        surface = colours.SURFACE[dark]
        low, high = (colours.contrast(colours.score_colour(score, dark=dark), surface) for score in (0, 100))
        assert high > low


@SCHEMES
def test_no_step_of_the_scale_is_grey(dark: bool) -> None:
    for score in range(0, 101, 5):
        fill = colours.score_colour(score, dark=dark)
        channels = [int(fill[place : place + 2], 16) for place in (1, 3, 5)]
        assert max(channels) - min(channels) >= 50, (score, fill)


def test_an_aim_parts_orange_from_blue_and_the_aim_itself_is_grey() -> None:
    assert colours.score_colour(75, aim=75) == colours.AT[False]
    assert colours.score_colour(25, aim=75) == colours.BELOW[False]
    assert colours.score_colour(100, aim=75) == colours.ABOVE[False]
