"""Interviews and waves that hold nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which interview has no statement, and which wave no interview."""
    table = context.table("interviews")
    spoken = context.ids("statements", "interview_id")
    for row in rows(table, ~table["interview_id"].isin(spoken)):
        yield Finding(
            "silent_interview",
            "warning",
            **place(row, "interview_id"),
            expected="at least one statement from every interview",
            remedy="Code it, or take it out: its organisation counts as interviewed, and its silence as silence.",
        )
    first = context.settings.waves[0].id
    held = {wave or first for wave in table["wave"]}
    for wave in context.settings.waves:
        if wave.id not in held and len(table):
            yield Finding(
                "wave_without_interviews",
                "warning",
                file="study.toml",
                column="waves",
                found=wave.id,
                expected="interviews in every wave",
                remedy="Add the interviews of this wave, or take the wave out.",
            )


SILENT_INTERVIEW = Check(
    key="silent_interview",
    title="interview without statements",
    sentence="Every interview has statements, and every wave interviews.",
    check=check,
    order=60,
)
