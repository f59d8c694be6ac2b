"""Columns that the study declares public and does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Yield the names in ``public_columns`` that are no column of the organisations: they make nothing public."""
    table = context.raw.table("organisations")
    there = [str(column) for column in table.columns] if table is not None else []
    for name in context.settings.public_columns:
        if name not in there:
            yield Finding(
                "public_column_unknown",
                "warning",
                file="study.toml",
                column="public_columns",
                found=name,
                expected="a column of organisations",
                remedy="It makes nothing public. Correct the name, or take it out.",
            )


PUBLIC_COLUMNS = Check(
    key="public_columns",
    title="public column unknown",
    sentence="Every column that is declared public is one of the organisations' own.",
    check=check,
    order=15,
)
