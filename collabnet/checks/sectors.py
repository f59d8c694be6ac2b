"""Sectors that are not said, or written in two ways."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding
from collabnet.study import FILE, ROW
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which sectors differ only in writing, and how many organisations have none."""
    table = context.table("organisations")
    spellings: dict[str, set[str]] = defaultdict(set)
    for sector in table["sector"].unique():
        if sector:
            spellings[folded(sector)].add(sector)
    for row in rows(table, table["sector"].map(lambda sector: len(spellings[folded(sector)]) > 1).astype("bool")):
        yield Finding(
            "sector_in_two_ways",
            "warning",
            **place(row, "sector"),
            expected="one way of writing a sector",
            remedy="These count as different sectors: {spellings}. Choose one.",
            values={"spellings": ", ".join(sorted(spellings[folded(str(row["sector"]))]))},
        )
    silent = table[(table["sector"] == "") & table["kind"].isin(["organisation", ""])]
    if context.has("organisations", "sector"):
        for file, part in silent.groupby(FILE):
            yield Finding(
                "sector_missing",
                "note",
                file=str(file),
                row=int(part[ROW].min()),
                column="sector",
                found=str(len(part)),
                expected="a sector for every organisation",
                remedy="{count} organisations have no sector; they count as unknown.",
                values={"count": str(len(part))},
            )


SECTORS = Check(
    key="sectors",
    title="sector missing or written in two ways",
    sentence="Every organisation has a sector, written in one way.",
    check=check,
    order=71,
)
