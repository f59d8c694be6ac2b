"""Organisations that nobody speaks of, and groups without members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.cells import boolean, items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which organisation in the boundary no statement names, and which group or forum has no members.

    In ego networks whoever tells is named in none of the ties among others, and whoever has none of these is known.
    """
    networks = {finding.code for finding in context.raw.findings} & {"ego_networks", "basis_not_available"}
    statements = context.table("statements")
    named = {name for column in ("source", "target") for value in statements[column].unique() for name in items(value)}
    table = context.table("organisations")
    inside = table["in_boundary"].map(lambda value: boolean(value) is not False).astype("bool")
    for row in rows(table, inside & table["kind"].isin(["organisation", ""]) & ~table["organisation_id"].isin(named)):
        if not networks:
            yield _never_mentioned(row)
        elif "ego_networks" not in networks:
            yield _without_ties(row)
    full = context.ids("members", "group_id")
    for row in rows(table, table["kind"].isin(["group", "forum"]) & ~table["organisation_id"].isin(full)):
        yield Finding(
            "group_without_members",
            "warning",
            **place(row, "organisation_id"),
            expected="rows in members that say who belongs to it",
            remedy="List its members. What is said about it can then be shown with them.",
        )


def _never_mentioned(row: Mapping[str, Any]) -> Finding:
    return Finding(
        "never_mentioned",
        "warning",
        **place(row, "organisation_id"),
        expected="at least one statement that names every organisation in the network",
        remedy="It stays in as one without known ties. Say in_boundary no if it does not belong to the network.",
    )


def _without_ties(row: Mapping[str, Any]) -> Finding:
    return Finding(
        "node_without_ties",
        "note",
        **place(row, "organisation_id"),
        expected="a tie of every organisation that is listed",
        remedy="It stays in as one without ties.",
    )


NEVER_MENTIONED = Check(
    key="never_mentioned",
    title="organisation that nobody mentions",
    sentence="Somebody speaks of every organisation in the network, and groups have members.",
    check=check,
    order=61,
)
