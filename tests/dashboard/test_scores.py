"""What a score says where the model and the plain mean of the organisations contradict each other."""

from __future__ import annotations

from typing import Any

from dashboard.components.sector_map import interval
from dashboard.evidence.score import _own_title
from dashboard.sentences.scores import Score, groups_title, reading, score_of, scores_title, short
from dashboard.words import Say

SAY = Say("en")


def row(domain: str, value: float = 50.0, low: float = 40.0, high: float = 60.0, **more: Any) -> dict[str, Any]:
    """Return the row of a score of the model."""
    return {
        "level": "network", "subject": "network", "domain": domain, "wave": "1", "voice": "organisations",
        "score": value, "low": low, "high": high, "grade": "B", "statements": 80, "reporters": 40, "method": "model",
        "aim": 75.0, "aim_is": "convention", "p_below_aim": 0.5, "remark": "", "transparent": value, **more,
    }  # fmt: skip


def score(domain: str, value: float, low: float, high: float, **more: Any) -> Score:
    return score_of(row(domain, value, low, high, **more))


PLAIN_29 = {"remark": "not_interviewed|excludes_plain", "transparent": 29.0}


def test_a_score_whose_interval_leaves_the_plain_mean_out_shows_it_in_the_same_line() -> None:
    assert short(score("capacity", 64, 47, 81), SAY) == "64 (47–81)"
    assert short(score("capacity", 64, 47, 81, **PLAIN_29), SAY) == "64 (47–81; plain mean 29)"
    assert interval(score("capacity", 64, 47, 81, **PLAIN_29), SAY) == "47–81; plain mean 29"
    hidden = score("capacity", 64, 47, 81, grade="D", **PLAIN_29)
    assert short(hidden, SAY) == "not enough evidence yet"


def test_no_title_ranks_what_the_plain_mean_ranks_the_other_way() -> None:
    """By the model trust is clearly lower than capacity, by the plain means capacity is the lowest."""
    trust, capacity = score("trust", 35, 28, 42), score("capacity", 64, 47, 81)
    assert scores_title({"t": trust, "c": capacity}, SAY) == "Informal trust works least well, capacity best"
    said = score("capacity", 64, 47, 81, **PLAIN_29)
    assert scores_title({"t": trust, "c": said}, SAY) == (
        "Informal trust scores lowest, but the conditions lie too close to tell apart"
    )
    assert reading(trust, (trust, capacity), SAY).endswith("clearly lower than capacity.")
    assert reading(trust, (trust, said), SAY).endswith("too close to the other conditions to tell apart.")


def test_no_group_lies_apart_where_the_plain_mean_says_otherwise() -> None:
    groups = [score("capacity", 30, 20, 40, subject="specialised=no"),
              score("capacity", 70, 60, 80, subject="specialised=yes")]  # fmt: skip
    seen: Any = None
    assert "lower at" in groups_title(groups, "capacity", seen, SAY)
    low = score("capacity", 30, 20, 40, subject="specialised=no", remark="excludes_plain", transparent=75.0)
    assert groups_title([low, groups[1]], "capacity", seen, SAY) == "Capacity: no groups lie clearly apart"


def test_self_report_that_is_not_corrected_is_not_called_corrected() -> None:
    titles = [_own_title(SAY, row("capacity", remark=remark)) for remark in ("", "mostly_self_report")]
    assert titles == [
        "What it says of itself (counts, after a correction for speaking of oneself)",
        "What it says of itself (counts as it is)",
    ]
