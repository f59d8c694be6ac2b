"""E-mail addresses and phone numbers in what people said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS: Final = ("quote", "paraphrase", "memo", "condition", "ended_reason")
"""Columns of statements that hold free text."""

EMAIL: Final = re.compile(r"(?<![\w.+\-])[\w.+\-]++\s?(?:@|\(at\)|\[at\])\s?[\w\-]++(?:\.[\w\-]++)+", re.IGNORECASE)
"""An address, begun where a word begins and never tried again inside it: else a long word takes its length squared."""

PHONE: Final = re.compile(r"(?<![\w])(?:\+|00)?\d(?:[ ./\-()]{0,2}\d){7,13}(?![\w])")
PERIOD: Final = re.compile(r"(?:19|20)\d\d\s?[\-/–]\s?(?:19|20)\d\d")
DAY: Final = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-]\d{4}|\d{4}-\d{2}-\d{2}")


def check(context: Context) -> Iterator[Finding]:
    """Say which rows hold an address or a number; the finding never repeats them."""
    table = context.table("statements")
    for column in TEXTS:
        for row in rows(table, table[column].map(lambda text: bool(EMAIL.search(text))).astype("bool")):
            yield Finding(
                "email_address",
                "warning",
                **place(row, column, quiet=True),
                expected="no e-mail address in a text that others may read",
                remedy="Replace it by something like [e-mail address], or do not clear the quote.",
            )
        for row in rows(table, table[column].map(_has_phone).astype("bool")):
            yield Finding(
                "phone_number",
                "warning",
                **place(row, column, quiet=True),
                expected="no phone number in a text that others may read",
                remedy="Replace it by something like [phone number], or do not clear the quote.",
            )


def _has_phone(text: str) -> bool:
    return bool(PHONE.search(DAY.sub(" ", PERIOD.sub(" ", text))))


CONTACT_DETAILS = Check(
    key="contact_details",
    title="address or phone number in a quote",
    sentence="Quotes hold no e-mail addresses and phone numbers.",
    check=check,
    order=40,
)
