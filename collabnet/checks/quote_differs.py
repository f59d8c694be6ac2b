"""Quotes that share an id and not their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which rows share a quote_id although words or interview differ."""
    table = context.table("statements")
    coded = table[table["quote_id"] != ""]
    if coded.empty:
        return
    words = coded.assign(quote=coded["quote"].where(coded["quote"] != ""))
    several = words.groupby("quote_id")["quote"].transform("nunique") > 1
    for row in rows(coded, several):
        yield Finding(
            "quote_differs",
            "warning",
            **place(row, "quote_id"),
            expected="the same words in every coding of one quote",
            remedy="Give different quotes ids of their own, or make the words the same.",
        )
    apart = coded.groupby("quote_id")["interview_id"].transform("nunique") > 1
    for row in rows(coded, apart):
        yield Finding(
            "quote_in_two_interviews",
            "error",
            **place(row, "quote_id"),
            expected="a quote that belongs to one interview",
            remedy="Another row has the same quote_id in another interview. Give each quote an id of its own.",
        )


QUOTE_DIFFERS = Check(
    key="quote_differs",
    title="one quote, two texts",
    sentence="Codings of one quote have the same words and interview.",
    check=check,
    order=55,
)
