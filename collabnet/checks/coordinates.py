"""Half a place on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which organisation has a latitude without a longitude, or the reverse."""
    table = context.table("organisations")
    for row in rows(table, (table["latitude"] == "") != (table["longitude"] == "")):
        yield Finding(
            "half_a_place",
            "warning",
            **place(row, "longitude" if row["latitude"] else "latitude"),
            expected="both latitude and longitude, or neither",
            remedy="Fill in the other one. Until then the organisation is not on the map.",
        )


COORDINATES = Check(
    key="coordinates",
    title="half a place on the map",
    sentence="A place has a latitude and a longitude.",
    check=check,
    order=75,
)
