"""Names of persons in what people said."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from collabnet.cells import items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding
from collabnet.vocabularies import FOLDER, folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

TEXTS: Final = ("quote", "paraphrase", "memo", "condition", "ended_reason")
"""Columns of statements that hold free text."""

TITLES: Final = (
    "mevrouw", "mevr", "mw", "meneer", "mijnheer", "dhr", "madame", "mme", "mademoiselle", "mlle", "monsieur", "mr",
    "mrs", "ms", "miss", "mister", "dr", "docteur", "dokter", "juffrouw", "maître", "meester", "juf",
    "collega", "collègue", "colleague",
)  # fmt: skip
"""Words before a person's name, in Dutch, French and English."""

NAME = r"[A-ZÀ-Þ][a-zß-ÿ'’\-]{1,}"
PARTICLES = r"(?:(?:van|de|der|den|du|le|la|el|al|Van|De)\s+){0,3}"
TITLED: Final = re.compile(rf"\b(?i:{'|'.join(TITLES)})\.?\s+{PARTICLES}({NAME})")


@cache
def first_names() -> frozenset[str]:
    """Return first names that are common in Belgium and hardly ever anything else."""
    return frozenset((FOLDER / "first_names.txt").read_text(encoding="utf-8").split())


def check(context: Context) -> Iterator[Finding]:
    """Say which rows seem to name a person; the finding never repeats the name."""
    table = context.table("statements")
    organisations = context.table("organisations")
    known = {
        folded(word)
        for column in ("name", "name_nl", "name_fr", "name_en", "aliases", "municipality", "organisation_id")
        for value in organisations[column].unique()
        for item in items(value)
        for word in re.split(r"[\s\-'’/_]+", item)
    }
    for column in TEXTS:
        suspect = {text for text in table[column].unique() if text and names_person(text, known)}
        for row in rows(table, table[column].isin(suspect)):
            yield Finding(
                "person_name",
                "warning",
                **place(row, column, quiet=True),
                expected="no name of a person in a text that others may read",
                remedy="If this is a person, replace the name by a role, as in [colleague], or do not clear the quote.",
            )


def names_person(text: str, known: Collection[str] = ()) -> bool:
    """Return whether a text seems to name a person: behind a title, or by a first name that is common here.

    Words of ``known`` (folded) belong to organisations and places and count for nothing.
    """
    if any(folded(match.group(1)) not in known for match in TITLED.finditer(text)):
        return True
    words = (match.group() for match in re.finditer(NAME, text))
    return any(word.casefold() in first_names() and folded(word) not in known for word in words)


PERSON_NAMES = Check(
    key="person_names",
    title="name of a person in a quote",
    sentence="Quotes name roles, not persons.",
    check=check,
    order=41,
)
