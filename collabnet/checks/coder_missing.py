"""Statements without a coder, where others have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context
from collabnet.findings import Finding
from collabnet.study import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say how many statements of a file do not say who coded them."""
    table = context.table("statements")
    if (table["coder"] == "").all():
        return
    for file, part in table[table["coder"] == ""].groupby(FILE):
        yield Finding(
            "coder_missing",
            "warning",
            file=str(file),
            row=int(part[ROW].min()),
            column="coder",
            found=str(len(part)),
            expected="a coder in every row, as in others",
            remedy="{count} rows do not say who coded them; the first is named here. They count as one coder's.",
            values={"count": str(len(part))},
        )


CODER_MISSING = Check(
    key="coder_missing",
    title="coder missing",
    sentence="Where some statements say who coded them, all do.",
    check=check,
    order=54,
)
