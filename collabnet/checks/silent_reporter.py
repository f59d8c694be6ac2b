"""Interviews in which an organisation says nothing of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.cells import items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which interview has statements, none of which names the organisation that speaks; an ego tells of others."""
    if any(finding.code == "ego_networks" for finding in context.raw.findings):
        return
    named: dict[str, set[str]] = {}
    table = context.table("statements")
    for interview, source, target in zip(table["interview_id"], table["source"], table["target"], strict=True):
        named.setdefault(interview, set()).update((source, *items(target)))
    interviews = context.table("interviews")
    for row in rows(interviews, interviews["kind"].isin(["organisation", "questionnaire", ""])):
        speaker = str(row["organisation_id"])
        said = named.get(str(row["interview_id"]), set()) - {""}
        if speaker and said and speaker not in said:
            yield Finding(
                "silent_reporter",
                "warning",
                **place(row, "organisation_id"),
                expected="statements in which {organisation} takes part",
                remedy="It speaks of others only. Look whether the interview belongs to this organisation.",
                values={"organisation": speaker},
            )


SILENT_REPORTER = Check(
    key="silent_reporter",
    title="speaker who is never named",
    sentence="An organisation that is interviewed takes part in some of what it says.",
    check=check,
    order=50,
)
