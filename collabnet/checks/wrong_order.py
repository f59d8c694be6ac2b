"""Pairs of cells in which the first may not be larger than the second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet import cells
from collabnet.checks import Check, Context, numbers, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

DATES: Final = (("statements", "since", "until"), ("members", "from", "to"))
NUMBERS: Final = (
    ("statements", "start", "end"),
    ("services", "minimum_age", "maximum_age"),
    ("services", "household_min", "household_max"),
)


def check(context: Context) -> Iterator[Finding]:
    """Say where something ends before it begins."""
    for table, first, second in DATES:
        frame = context.table(table)
        yield from _said(frame, _later(frame[first], frame[second]), first, second)
    for table, first, second in NUMBERS:
        frame = context.table(table)
        yield from _said(frame, numbers(frame[first]) > numbers(frame[second]), first, second)
    order = {wave.id: position for position, wave in enumerate(context.settings.waves)}
    frame = context.table("organisations")
    yield from _said(frame, frame["from_wave"].map(order) > frame["to_wave"].map(order), "from_wave", "to_wave")


def _later(first: pd.Series[str], second: pd.Series[str]) -> pd.Series[bool]:
    """Return where a date lies after another, compared as far as both are said: a year holds every day of it."""
    pairs = [(cells.iso_date(a) or "", cells.iso_date(b) or "") for a, b in zip(first, second, strict=True)]
    later = [bool(a and b) and a[: len(b)] > b[: len(a)] for a, b in pairs]
    return pd.Series(later, index=first.index, dtype="bool")


def _said(frame: pd.DataFrame, wrong: pd.Series[bool], first: str, second: str) -> Iterator[Finding]:
    for row in rows(frame, wrong):
        yield Finding(
            "wrong_order",
            "error",
            **place(row, second),
            expected="{second} not before {first}",
            remedy="Correct {first} or {second}: this ends before it begins.",
            values={"first": first, "second": second},
        )


WRONG_ORDER = Check(
    key="wrong_order",
    title="ends before it begins",
    sentence="Nothing ends before it begins: dates, ages, places in a text, waves.",
    check=check,
    order=11,
)
