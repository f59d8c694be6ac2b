"""Tables without which there is no study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context
from collabnet.codebook import OBLIGATORY_TABLES
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which obligatory table is missing or empty."""
    for table in OBLIGATORY_TABLES:
        if context.table(table).empty:
            yield Finding(
                "missing_table",
                "error",
                file=table,
                expected="a table {table} with at least one row",
                remedy="Add the table {table}, as a CSV file or a sheet of that name.",
                values={"table": table},
            )


MISSING_TABLE = Check(
    key="missing_table",
    title="missing table",
    sentence="Organisations and statements are the least a study can be.",
    check=check,
    order=1,
)
