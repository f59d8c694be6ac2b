"""Levels that are not said, or do not fit the rest of the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding
from collabnet.study import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say how many levels were derived, and which contradict source and target."""
    table = context.table("statements")
    blank = table[table["level"] == ""]
    for file, part in blank.groupby(FILE):
        yield Finding(
            "level_derived",
            "note",
            file=str(file),
            column="level",
            found=str(len(part)),
            expected="organisation, dyad or context",
            remedy="Empty levels were derived: a pair where there is a target, else an organisation, else context.",
        )
    no_target = (table["level"] == "dyad") & ((table["target"] == "") | (table["source"] == ""))
    for row in rows(table, no_target):
        yield Finding(
            "level_without_pair",
            "error",
            **place(row, "level"),
            expected="a source and a target in a statement on a pair",
            remedy="Fill in source and target, or make the level organisation or context.",
        )
    no_source = (table["level"] == "organisation") & (table["source"] == "") & (table["target"] == "")
    for row in rows(table, no_source):
        yield Finding(
            "level_without_organisation",
            "error",
            **place(row, "level"),
            expected="a source in a statement on an organisation",
            remedy="Fill in the source, or make the level context.",
        )
    for row in rows(table, (table["level"] == "context") & ((table["source"] != "") & (table["target"] != ""))):
        yield Finding(
            "context_with_pair",
            "warning",
            **place(row, "level"),
            expected="no source and target in a statement on the context",
            remedy="It counts as context, not for the pair. Make the level dyad if it is about these two.",
        )


LEVEL = Check(
    key="level",
    title="level of a statement",
    sentence="A statement is on a pair, an organisation or the context, and holds what that needs.",
    check=check,
    order=30,
)
