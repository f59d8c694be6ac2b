"""Statements whose dates do not fit the day on which they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet import cells
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AHEAD: Final = frozenset({"planned", "wished", "should", "conditional", "hypothetical"})
"""Ways of speaking in which a date may lie ahead."""


def check(context: Context) -> Iterator[Finding]:
    """Say where a tie begins after the conversation, or still holds after it has ended."""
    frame = context.table("statements")
    days = dict(zip(context.table("interviews")["interview_id"], context.table("interviews")["date"], strict=True))
    frame = frame.assign(day=frame["interview_id"].map(lambda name: cells.iso_date(days.get(name, "")) or ""))
    actual = ~frame["modality"].isin(AHEAD)
    for row in rows(frame, actual & _after(frame["since"], frame["day"])):
        yield _begins_later(row)
    for row in rows(frame, (frame["tie_state"] == "present") & _after(frame["day"], frame["until"])):
        yield _still_there(row)


def _after(first: pd.Series[str], second: pd.Series[str]) -> pd.Series[bool]:
    pairs = [(cells.iso_date(a) or "", cells.iso_date(b) or "") for a, b in zip(first, second, strict=True)]
    return pd.Series([bool(a and b) and a[: len(b)] > b[: len(a)] for a, b in pairs], index=first.index, dtype="bool")


def _begins_later(row: Mapping[str, Any]) -> Finding:
    return Finding(
        "begins_after_interview",
        "warning",
        **place(row, "since"),
        expected="a beginning before the conversation on {day}",
        remedy="Correct the date, or code the modality as planned.",
        values={"day": str(row["day"])},
    )


def _still_there(row: Mapping[str, Any]) -> Finding:
    return Finding(
        "present_but_ended",
        "warning",
        **place(row, "until"),
        expected="no end before the conversation on {day} for a tie that is present",
        remedy="Code the tie as ended, or correct the date.",
        values={"day": str(row["day"])},
    )


DATE_AND_INTERVIEW = Check(
    key="date_and_interview",
    title="date that does not fit the conversation",
    sentence="What was said to hold began before the conversation and had not ended by then.",
    check=check,
    order=13,
)
