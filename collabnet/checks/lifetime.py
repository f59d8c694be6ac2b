"""Organisations that are spoken of in a wave in which they do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.cells import items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which statement calls a tie present with an organisation that did not exist in that wave."""
    order = {wave.id: position for position, wave in enumerate(context.settings.waves)}
    organisations, interviews = context.table("organisations"), context.table("interviews")
    waves = dict(zip(interviews["interview_id"], interviews["wave"], strict=True))
    lives = {
        str(row["organisation_id"]): (order.get(row["from_wave"], -1), order.get(row["to_wave"], len(order)))
        for row in rows(organisations, (organisations["from_wave"] != "") | (organisations["to_wave"] != ""))
    }
    table = context.table("statements")
    actual = table["modality"].isin(["actual", ""]) & table["tie_state"].isin(["present"])
    for row in rows(table, actual):
        now = order.get(waves.get(row["interview_id"], ""), 0)
        for name in (str(row["source"]), *items(str(row["target"]))):
            begin, end = lives.get(name, (-1, len(order)))
            if not begin <= now <= end:
                yield Finding(
                    "outside_lifetime",
                    "warning",
                    **{**place(row, "tie_state"), "found": name},
                    expected="a tie with an organisation that exists in this wave",
                    remedy="Correct from_wave or to_wave of {organisation}, or code the tie as ended or planned.",
                    values={"organisation": name},
                )


LIFETIME = Check(
    key="lifetime",
    title="tie outside an organisation's lifetime",
    sentence="Ties that are present are between organisations that exist.",
    check=check,
    order=72,
)
