"""Statements without the words they rest on, and quotes whose clearance is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding
from collabnet.study import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which rows have neither quote nor paraphrase, and which quotes others cannot read for want of a word."""
    table = context.table("statements")
    wordless = (table["quote"] == "") & (table["paraphrase"] == "")
    if not wordless.all():
        for row in rows(table, wordless):
            yield Finding(
                "words_missing",
                "warning",
                **place(row, "quote", quiet=True),
                expected="a quote or a paraphrase in every row",
                remedy="Add the words, so that a reader can follow the number back to what was said.",
            )
    for row in rows(table, (table["cleared"] == "paraphrase") & (table["paraphrase"] == "")):
        yield Finding(
            "paraphrase_missing",
            "warning",
            **place(row, "cleared"),
            expected="a paraphrase where only that may be read",
            remedy="Write a paraphrase. Until then others read nothing of this statement.",
        )
    silent = table[(table["cleared"] == "") & (table["quote"] != "")]
    for file, part in silent.groupby(FILE):
        yield Finding(
            "cleared_missing",
            "note",
            file=str(file),
            row=int(part[ROW].min()),
            column="cleared",
            found=str(len(part)),
            expected="yes, paraphrase or no beside every quote",
            remedy="{count} quotes do not say whether others may read them; they stay with the researchers.",
            values={"count": str(len(part))},
        )


WORDS_MISSING = Check(
    key="words_missing",
    title="words missing",
    sentence="Every statement has its words, and every quote says who may read it.",
    check=check,
    order=65,
)
