"""Transfer statuses of something that is no transfer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which status of a transfer stands beside another process."""
    table = context.table("statements")
    for row in rows(table, (table["transfer_status"] != "") & (table["process"] != "case_transfer")):
        yield Finding(
            "transfer_elsewhere",
            "warning",
            **place(row, "transfer_status"),
            expected="process case_transfer beside a transfer_status",
            remedy="Code the process as case_transfer, or empty the status.",
        )


TRANSFER_ELSEWHERE = Check(
    key="transfer_elsewhere",
    title="status without a transfer",
    sentence="Only a case transfer has a transfer status.",
    check=check,
    order=56,
)
