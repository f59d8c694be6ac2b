"""Studies whose ties all come from paper: what was agreed is no tie, and what others report nobody can confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.checks import Check, Context
from collabnet.findings import Finding
from collabnet.study import AGREEMENT, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKED_ON: Final = frozenset({*WRITTEN, "observation"})
"""Kinds of interview in which no organisation gives its own account."""


def check(context: Context) -> Iterator[Finding]:
    """Return a finding where every statement between two organisations comes from agreements, or from onlookers."""
    said = context.table("statements")
    said = said[(said["source"] != "") & (said["target"] != "") & said["modality"].isin(["", "actual"])]
    interviews = context.table("interviews")
    known = dict(zip(interviews["interview_id"], interviews["kind"], strict=True))
    kinds = {known.get(key, "") for key in said["interview_id"]}
    count = str(len(said))
    if kinds == {AGREEMENT}:
        yield Finding(
            "ties_only_agreed",
            "warning",
            file="interviews.csv",
            column="kind",
            found=AGREEMENT,
            expected="interviews, or reports of what was done",
            remedy="All {count} statements between organisations come from documents. These say what was agreed, so "
            "that no tie counts. Write report as the kind of those that tell what was done, such as minutes, situation "
            "reports or registers.",
            values={"count": count},
        )
    elif kinds and kinds <= LOOKED_ON:
        yield Finding(
            "ties_only_reported",
            "note",
            file="interviews.csv",
            column="kind",
            found=", ".join(sorted(kinds)),
            expected="interviews with organisations",
            remedy="All {count} statements between organisations come from reports or observations. No organisation "
            "gives its own account, so that no tie can be confirmed.",
            values={"count": count},
        )


ONLY_WRITTEN = Check(
    key="only_written",
    title="ties from paper alone",
    sentence="Some ties come from interviews in which organisations speak for themselves.",
    check=check,
    order=68,
)
