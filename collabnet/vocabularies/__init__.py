"""The word lists of a study: causes, service terms and the small lists of allowed values.

``causes.csv`` and ``services.csv`` are a vocabulary each; ``values.csv`` holds the many small ones. A term has a
key, a label in English, Dutch and French, and synonyms under which files may name it. To add a term: one line.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary.

    Attributes
    ----------
    key
        What tables say.
    labels
        What people read, by language code.
    synonyms
        Other spellings that files may use, the labels included.
    level
        For a cause: the level competent to change it (``organisation``, ``municipal``, ``regional`` …).
    moves_case
        For a service: whether a young person's case is handed over with it. Interpreting, furniture or leisure move
        no case: who asks for them stays in charge.
    own
        For a service: whether it is one that organisations need for their own work, such as rooms.
    """

    key: str
    labels: Mapping[str, str]
    synonyms: tuple[str, ...]
    level: str = ""
    moves_case: bool = False
    own: bool = False

    def label(self, language: str) -> str:
        """Say the term in a language; English where it has no word there."""
        return self.labels.get(language) or self.labels.get("en") or self.key


@cache
def vocabulary(name: str) -> Mapping[str, Term]:
    """Return one vocabulary: key to term, in the order of its file; empty when there is none of that name."""
    return MappingProxyType(_all().get(name, {}))


@cache
def names() -> tuple[str, ...]:
    """Return the names of all vocabularies."""
    return tuple(_all())


def folded(word: str) -> str:
    """Return a spelling without case, accents, spaces and punctuation, for comparing."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@cache
def _all() -> dict[str, dict[str, Term]]:
    found: dict[str, dict[str, Term]] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                name = row.get("vocabulary") or path.stem
                found.setdefault(name, {})[row["key"]] = _term(row)
    return found


def _term(row: Mapping[str, str]) -> Term:
    labels = {column.removeprefix("label_"): value for column, value in row.items() if column.startswith("label_")}
    extra = [word for word in row.get("synonyms", "").split("|") if word]
    synonyms = tuple(dict.fromkeys([row["key"], *labels.values(), *extra]))
    return Term(
        row["key"],
        MappingProxyType(labels),
        tuple(s for s in synonyms if s),
        row.get("level", ""),
        row.get("moves_case", "") == "yes",
        row.get("own", "") == "yes",
    )
