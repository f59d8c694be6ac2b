"""Rows whose codes contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.checks import Check, Context, numbers, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which row says two things that cannot both hold."""
    table = context.table("statements")
    rating, status = numbers(table["rating"]), numbers(table["transfer_status"])
    strength = numbers(table["strength"])
    absent, present = table["tie_state"] == "absent", table["tie_state"] == "present"
    for column, amounts in (("transfer_status", status), ("strength", strength)):
        for row in rows(table, absent & (amounts > 0)):
            yield _amount(row, column)
    for row in rows(table, present & (status == 0)):
        yield _amount(row, "transfer_status")
    for row in rows(table, present & (strength == 0)):
        yield _no_strength(row)
    silent = table["tie_state"] == ""
    for row in rows(table, silent & ((status == 0) | (strength == 0)) & (rating >= 1)):
        yield _amount(row, "rating")
    against = (rating >= 3) & (table["valence"] == "barrier") | (rating <= 1) & (table["valence"] == "enabler")
    for row in rows(table, against):
        yield _valence(row)
    for row in rows(table, (table["negative_kind"] != "") & (table["sign"] != "negative")):
        yield _sign(row)


def _amount(row: Mapping[str, Any], column: str) -> Finding:
    return Finding(
        "codes_contradict",
        "warning",
        **place(row, column),
        expected="a state, status, strength and rating that say the same: a tie or none",
        remedy="Correct tie_state or {column}. As it stands, tie_state decides, then an explicit 0.",
        values={"column": column},
    )


def _no_strength(row: Mapping[str, Any]) -> Finding:
    return Finding(
        "codes_contradict",
        "warning",
        **place(row, "strength"),
        expected="a strength above 0 where there is a tie",
        remedy="Correct tie_state or strength. As it stands, there is a tie, and its strength counts as not measured.",
    )


def _valence(row: Mapping[str, Any]) -> Finding:
    return Finding(
        "valence_contradicts",
        "warning",
        **place(row, "valence"),
        expected="a valence that fits the rating",
        remedy="Correct the rating or the valence. As it stands, the rating counts.",
    )


def _sign(row: Mapping[str, Any]) -> Finding:
    return Finding(
        "sign_missing",
        "warning",
        **place(row, "negative_kind"),
        expected="sign negative where a negative kind is coded",
        remedy="Code the sign as negative. As it stands, the tie counts as positive.",
    )


OWN_CONTRADICTION = Check(
    key="own_contradiction",
    title="contradiction within a row",
    sentence="The codes of one row fit together.",
    check=check,
    order=34,
)
