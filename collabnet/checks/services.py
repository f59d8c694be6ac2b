"""Services whose funding or confirmation is of the past, or that are said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.cells import iso_date, items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which offer had lost its funding by the last interview, is said twice, or names a phase nobody declared."""
    table = context.table("services")
    last = max((iso_date(day) or "" for day in context.table("interviews")["date"]), default="")
    ended = table["funded_until"].map(lambda day: bool(last and day) and (iso_date(day) or last) < last[: len(day)])
    for row in rows(table, ended.astype("bool") & (table["role"] != "needs")):
        yield _ended(row, last)
    said = ["organisation_id", "service", "role", "municipality", "phase", "languages"]
    for row in rows(table, table.duplicated(said, keep=False)):
        yield Finding(
            "service_twice",
            "warning",
            **place(row, "service"),
            expected="one row for what one organisation offers or needs, per place, phase and language",
            remedy="Another row says the same with other numbers. Keep the right one, or say in what they differ.",
        )
    phases = {phase.id for phase in context.settings.phases}
    foreign = table["phase"].map(lambda value: bool(phases) and not phases.issuperset(items(value)))
    for row in rows(table, foreign.astype("bool")):
        yield Finding(
            "phase_not_declared",
            "warning",
            **place(row, "phase"),
            expected="phases that the study declares: {phases}",
            remedy="Declare the phase under [[phases]] in study.toml, or correct it here.",
            values={"phases": ", ".join(sorted(phases))},
        )


def _ended(row: Mapping[str, Any], last: str) -> Finding:
    return Finding(
        "funding_ended",
        "warning",
        **place(row, "funded_until"),
        expected="an offer that was still funded at the last interview, on {last}",
        remedy="Take the offer out if it has ended, or say until when it is funded now.",
        values={"last": last},
    )


SERVICES = Check(
    key="services",
    title="service of the past, or said twice",
    sentence="What is offered is still funded, and said once.",
    check=check,
    order=63,
)
