"""The word lists of a study: causes, service terms and the small lists of allowed values.

``causes.csv`` and ``services.csv`` are a vocabulary each; ``values.csv`` holds the many small ones. A term has a
key, a label in English, Dutch and French, and synonyms under which files may name it. To add a term: one line.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


@dataclass(frozen=True)
class Spellings:
    """How the members of one list may be spelled.

    Attributes
    ----------
    keys
        What tables say: a key that is written exactly always means itself.
    exact
        Names to the keys that have them, as they are written.
    alike
        The same without case, accents and punctuation, the keys included.
    """

    keys: frozenset[str]
    exact: Mapping[str, frozenset[str]]
    alike: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, words: Iterable[tuple[str, str]]) -> Spellings:
        """Return the spellings of a list, from pairs of a key and one of its names."""
        exact: dict[str, set[str]] = defaultdict(set)
        alike: dict[str, set[str]] = defaultdict(set)
        keys: set[str] = set()
        for key, name in words:
            keys.add(key)
            exact[name].add(key)
            for word in (key, name):
                alike[folded(word) or word.strip()].add(key)
        return cls(frozenset(keys), _frozen(exact), _frozen(alike))

    def meanings(self, word: str) -> frozenset[str]:
        """Return every key that a spelling may mean: more than one where it decides nothing."""
        if word in self.keys:
            return frozenset({word})
        named = self.exact.get(word, frozenset())
        return named if len(named) == 1 else self.alike.get(folded(word) or word.strip(), frozenset())

    def key(self, word: str) -> str | None:
        """Return the key that a spelling means, or nothing where it means none or may mean several."""
        found = self.meanings(word)
        return next(iter(found)) if len(found) == 1 else None


def _frozen(owners: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({word: frozenset(keys) for word, keys in owners.items()})


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
