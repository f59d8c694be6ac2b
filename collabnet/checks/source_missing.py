"""Statements that name whom, but not who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which statement has a target and no source."""
    table = context.table("statements")
    for row in rows(table, (table["source"] == "") & (table["target"] != "") & (table["level"] != "context")):
        yield Finding(
            "source_missing",
            "error",
            **place(row, "source"),
            expected="who acts towards the target",
            remedy="Fill in the source; leave the target empty too if it is about the context.",
        )


SOURCE_MISSING = Check(
    key="source_missing",
    title="source missing",
    sentence="Where there is a target, somebody acts towards it.",
    check=check,
    order=31,
)
