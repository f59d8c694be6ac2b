"""Organisations that are part of themselves, by a longer or shorter way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which organisation is reached again by going up from it."""
    table = context.table("organisations")
    above = dict(zip(table["organisation_id"], table["parent_id"], strict=True))
    circled = table["organisation_id"].map(lambda own: bool(own) and _returns(own, above))
    for row in rows(table, circled.astype("bool")):
        yield Finding(
            "parents_circle",
            "error",
            **place(row, "parent_id"),
            expected="a parent that is not a part of its own part",
            remedy="Going up from here leads back here. Correct or empty one parent_id on the way.",
        )


def _returns(own: str, above: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    current = above.get(own, "")
    while current and current != own and current not in seen:
        seen.add(current)
        current = above.get(current, "")
    return current == own


PARENTS = Check(
    key="parents",
    title="parents that circle",
    sentence="No organisation is part of itself.",
    check=check,
    order=22,
)
