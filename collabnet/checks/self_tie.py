"""Ties of an organisation with itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.cells import items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which row has the same organisation at both ends."""
    for name in ("statements", "required"):
        table = context.table(name)
        ends = zip(table["source"], table["target"], strict=True)
        same = [bool(source) and source in items(target) for source, target in ends]
        for row in rows(table, pd.Series(same, index=table.index, dtype="bool")):
            yield Finding(
                "self_tie",
                "error",
                **place(row, "target"),
                expected="a target other than the source",
                remedy="Leave the target empty for what an organisation says of itself, or correct one of the two.",
            )


SELF_TIE = Check(
    key="self_tie",
    title="tie with itself",
    sentence="A tie joins two organisations.",
    check=check,
    order=10,
)
