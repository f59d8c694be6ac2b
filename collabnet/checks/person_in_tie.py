"""Persons at the end of a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.cells import items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which source or target is a person; ties join organisations."""
    persons = {own for own, kind in context.kinds().items() if kind == "person"}
    table = context.table("statements")
    for column in ("source", "target"):
        named = table[column].map(lambda value: bool(persons.intersection(items(value))))
        for row in rows(table, named.astype("bool")):
            yield Finding(
                "person_in_tie",
                "warning",
                **place(row, column),
                expected="an organisation, or a group, type or forum of them",
                remedy="Name the organisation the person works for, and the function in source_role or target_role.",
            )


PERSON_IN_TIE = Check(
    key="person_in_tie",
    title="person in a tie",
    sentence="Ties join organisations, not persons.",
    check=check,
    order=58,
)
