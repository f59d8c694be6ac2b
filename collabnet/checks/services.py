"""Services whose funding is of the past, that are said twice, or whose words are not those meant for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.cells import iso_date, items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd


def check(context: Context) -> Iterator[Finding]:
    """Say which offer is of the past, what is said twice, and which words are not those meant for it."""
    table = context.table("services")
    yield from _of_the_past(context, table)
    yield from _twice(table)
    yield from _phases(context, table)
    yield from _own_needs(table)
    yield from _own_words(context, table)
    yield from _named_nowhere(context, table)


def _of_the_past(context: Context, table: pd.DataFrame) -> Iterator[Finding]:
    last = max((iso_date(day) or "" for day in context.table("interviews")["date"]), default="")
    ended = table["funded_until"].map(lambda day: bool(last and day) and (iso_date(day) or last) < last[: len(day)])
    for row in rows(table, ended.astype("bool") & (table["role"] == "offers")):
        yield _ended(row, last)


def _twice(table: pd.DataFrame) -> Iterator[Finding]:
    said = ["organisation_id", "service", "role", "municipality", "phase", "languages"]
    for row in rows(table, table.duplicated(said, keep=False)):
        yield Finding(
            "service_twice",
            "warning",
            **place(row, "service"),
            expected="one row for what one organisation offers or needs, per place, phase and language",
            remedy="Another row says the same with other numbers. Keep the right one, or say in what they differ.",
        )


def _phases(context: Context, table: pd.DataFrame) -> Iterator[Finding]:
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


def _own_needs(table: pd.DataFrame) -> Iterator[Finding]:
    """Yield the needs of clients that organisations usually have themselves: an older file knew one word for both."""
    own = [key for key, term in vocabulary("services").items() if term.own]
    for row in rows(table, table["service"].isin(own) & (table["role"] == "needs_for_clients")):
        yield Finding(
            "own_need_likely",
            "warning",
            **place(row, "role"),
            expected="own_needs, where the organisation needs {service} for its own work",
            remedy="It is read as a need of clients. Write own_needs in this row if the organisation needs it itself.",
            values={"service": str(row["service"])},
        )


def _own_words(context: Context, table: pd.DataFrame) -> Iterator[Finding]:
    """Yield the study's own services of which nobody said whether a case moves, each once."""
    known = [*vocabulary("services"), *context.settings.moves_case, ""]
    needed = table[~table["service"].isin(known) & (table["role"] == "needs_for_clients")].drop_duplicates("service")
    for row in rows(needed, needed["service"] != ""):
        yield Finding(
            "case_not_said",
            "note",
            **place(row, "service"),
            expected="whether a case moves with a service of the study's own",
            remedy="No transfer is expected with it. If one is, name it in moves_case in study.toml.",
        )


def _named_nowhere(context: Context, table: pd.DataFrame) -> Iterator[Finding]:
    """Yield the services that statements name and the table of services does not have."""
    statements = context.table("statements")
    missing = ~statements["service"].isin([*table["service"], ""])
    for row in rows(statements, missing & bool(len(table))):
        yield Finding(
            "service_unknown",
            "warning",
            **place(row, "service"),
            expected="a service that somebody offers or needs in the table services",
            remedy="No gap leads to this statement. Add the service to the table, or correct it here.",
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
    title="service of the past, said twice or unclear",
    sentence="What is offered is still funded and said once; needs of clients and own needs are told apart.",
    check=check,
    order=63,
)
