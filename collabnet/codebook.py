"""The codebook: what every column of a study is called, holds and means.

``codebook.csv`` says it once; readers, checks, templates, documentation and exports read it here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from collabnet.cells import items
from collabnet.domains import domains
from collabnet.vocabularies import Term, folded, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

PATH = Path(__file__).with_name("codebook.csv")

OBLIGATORY_TABLES: tuple[str, ...] = ("organisations", "statements")
"""The tables without which there is no study (the rest default to *not said*)."""

LISTS: frozenset[str] = frozenset({"ids", "texts"})
"""Column types that hold several values with a bar between them."""

CODEBOOK_FILE = "CODEBOOK.md"
CODEBOOK_SHEET = "codebook (ignore)"
LISTS_SHEET = "lists (ignore)"
"""Where a new study explains itself: made from the codebook, hence no part of what is read."""


@dataclass(frozen=True)
class Column:
    """One column of one table.

    Attributes
    ----------
    table, name
        Where it stands and what it is called.
    type
        ``id``, ``ids``, ``text``, ``texts``, ``number``, ``integer``, ``boolean``, ``date``, ``choice`` (only the
        allowed values) or ``term`` (a vocabulary that a study may extend).
    unit
        Of a number.
    allowed
        ``vocabulary:NAME``, ``domains``, ``facets``, ``processes``, ``phases``, ``waves``, a table whose ids it
        refers to, or ``low..high``.
    obligatory
        Whether a row without it is of no use.
    first
        Whether it is among the columns that matter first; templates show these.
    kept_only
        Whether it is kept as it stands, and no number uses it.
    meaning
        One English sentence.
    synonyms
        Other headers under which files may have it.
    """

    table: str
    name: str
    type: str
    unit: str
    allowed: str
    obligatory: bool
    first: bool
    kept_only: bool
    meaning: str
    synonyms: tuple[str, ...]

    @property
    def limits(self) -> tuple[float, float] | None:
        """Return the smallest and largest number allowed, or nothing where there is no limit."""
        if ".." not in self.allowed:
            return None
        low, _, high = self.allowed.partition("..")
        return float(low or "-inf"), float(high or "inf")


@cache
def codebook() -> Mapping[str, Mapping[str, Column]]:
    """Return every table: its columns by name, in the order of the codebook."""
    tables: dict[str, dict[str, Column]] = {}
    with PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tables.setdefault(row["table"], {})[row["name"]] = _column(row)
    return MappingProxyType({name: MappingProxyType(columns) for name, columns in tables.items()})


@cache
def header_names(table: str) -> Mapping[str, str]:
    """Return how the headers of one table may be spelled: folded spelling to column name."""
    columns = codebook()[table]
    spellings = {folded(synonym): name for name, column in columns.items() for synonym in column.synonyms}
    return MappingProxyType(spellings | {folded(name): name for name in columns})


@cache
def value_names(allowed: str) -> Mapping[str, str]:
    """Return how the values of one list may be spelled: folded spelling to key.

    Parameters
    ----------
    allowed
        ``vocabulary:NAME``, ``domains`` or ``facets``. Other lists (processes, waves, phases, ids) belong to the
        study; they give an empty mapping here.
    """
    if allowed.startswith("vocabulary:"):
        terms = vocabulary(allowed.removeprefix("vocabulary:")).values()
        return MappingProxyType(_spellings({term.key: term.synonyms for term in terms}))
    if allowed == "domains":
        return MappingProxyType(_spellings({d.key: d.synonyms for d in domains().values()}))
    if allowed == "facets":
        facets = [facet for domain in domains().values() for facet in domain.facets]
        return MappingProxyType(_spellings({f.key: (f.title, *f.synonyms) for f in facets}))
    return MappingProxyType({})


@cache
def processes() -> Mapping[str, Term]:
    """Return the processes that every study knows, by key; a study's own settings may say more."""
    return vocabulary("processes")


NAME_COLUMNS: tuple[str, ...] = ("name", "name_nl", "name_fr", "name_en", "aliases")
"""Under what an organisation may be spoken of, beside its id."""


def organisation_names(frame: pd.DataFrame | None) -> Iterator[tuple[str, str]]:
    """Yield the id of every organisation with each of its names, the id itself among them."""
    if frame is None or "organisation_id" not in frame:
        return
    names = [frame[column] for column in NAME_COLUMNS if column in frame]
    for identifier, *said in zip(frame["organisation_id"], *names, strict=True):
        if identifier:
            yield str(identifier), str(identifier)
            yield from ((str(identifier), name) for cell in said for name in items(str(cell)))


def _column(row: Mapping[str, str]) -> Column:
    return Column(
        table=row["table"],
        name=row["name"],
        type=row["type"],
        unit=row["unit"],
        allowed=row["allowed"],
        obligatory=row["obligatory"] == "yes",
        first=row["first"] == "1",
        kept_only=row["kept_only"] == "yes",
        meaning=row["meaning"],
        synonyms=tuple(synonym for synonym in row["synonyms"].split("|") if synonym),
    )


def _spellings(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    spelled = {_plain(synonym): key for key, synonyms in words.items() for synonym in synonyms}
    return spelled | {_plain(key): key for key in words}


def _plain(word: str) -> str:
    return folded(word) or word.strip()
