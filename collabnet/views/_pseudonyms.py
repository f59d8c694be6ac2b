"""Opaque ids and pseudonyms: in an order that tells nothing, and the same each time for the same study."""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet import languages
from collabnet.tables import empty
from collabnet.views._rules import RULES, WITHHELD, Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from collabnet.analysis import Analysis


def secret(analysis: Analysis) -> bytes:
    """Return what only someone who has all the words can know; it decides which opaque id a statement gets."""
    statements = analysis.study.statements
    words = "\x1f".join(f"{row_id}\x1e{quote}" for row_id, quote in zip(
        statements["statement_id"], statements["quote"], strict=True))  # fmt: skip
    return hashlib.sha256(words.encode()).digest()


def shuffled(ids: Iterable[str], secret: bytes, pattern: str) -> Mapping[str, str]:
    """Give ids numbers in an order that tells nothing: not the file's, not the alphabet's."""
    order = sorted(set(ids), key=lambda key: hashlib.sha256(secret + key.encode()).digest())
    return {key: pattern.format(number) for number, key in enumerate(order, start=1)}


def pseudonyms_of(organisations: Iterable[str], gaps: pd.DataFrame, key: bytes) -> Mapping[str, str]:
    """Return a number for every organisation and every gap (a gap's own id can be worked out from who it concerns)."""
    found = gaps.get("gap_id", ())
    return {**shuffled(organisations, key, "organisation_{:03d}"), **shuffled(found, key, "gap_{:03d}")}


def renamed(
    tables: Mapping[str, pd.DataFrame], keys: Mapping[str, str], k: int, own: Collection[str] = ()
) -> Mapping[str, pd.DataFrame]:
    """Put the numbers in every table, and withhold what would give an organisation away.

    That is a rare sector too, and what a study says of organisations in columns of its own, even where it is public.
    """
    sectors = tables["organisations"]["sector"].value_counts()
    common = frozenset(sectors.index[sectors >= k])
    new = {name: _renamed(frame, RULES.get(name), keys) for name, frame in tables.items()}
    told = {name: _without_rare(frame, common) for name, frame in new.items()}
    described = told["organisations"]
    hidden = {column: emptied(described[column]) for column in own if column in described}
    return MappingProxyType({**told, "organisations": described.assign(**hidden)})


def _without_rare(frame: pd.DataFrame, common: frozenset[str]) -> pd.DataFrame:
    if "sector" not in frame or frame.empty:
        return frame
    return frame.assign(sector=frame["sector"].where(frame["sector"].isin(common), WITHHELD))


def numbered(pseudonym: str) -> Mapping[str, str]:
    """Say a number as a name, in every language."""
    number = str(int(pseudonym.rpartition("_")[2]))
    spoken = {code: languages.text("Organisation {number}", code, number=number) for code in languages.available()}
    return MappingProxyType({"": spoken[languages.ENGLISH]} | spoken)


_IDS: Final = (
    "organisation_id",
    "group_id",
    "parent_id",
    "source",
    "target",
    "subject",
    "organisations",
    "gap_id",
    "concerns",
    "ask",
    "offered_by",
    "needing",
    "needing_itself",
    "offering",
    "unmet",
    "full",
    "out_of_date",
)


def _renamed(frame: pd.DataFrame, rule: Rule | None, keys: Mapping[str, str]) -> pd.DataFrame:
    if rule is None or frame.empty:
        return frame
    hidden = {column: emptied(frame[column]) for column in rule.identifying if column in frame}
    words = {
        column: WITHHELD
        for column in ("quote", "paraphrase", "reasons", "reasons_text", "suggestion_text")
        if column in frame
    }
    renamed = {column: frame[column].map(lambda cell: _recoded(cell, keys)) for column in _IDS
               if column in frame and not pd.api.types.is_numeric_dtype(frame[column])}  # fmt: skip
    spoken = {column: _spoken(renamed.get(stem)) for column, stem in _NAMES if column in frame}
    changed = frame.assign(**hidden, **words, **renamed, **spoken)
    first = [column for column in changed.columns if column in rule.shown]
    return changed.sort_values(first, ignore_index=True, key=lambda column: column.astype(str)) if first else changed


_NAMES: Final = (
    ("name", "organisation_id"),
    ("source_name", "source"),
    ("target_name", "target"),
    ("subject_name", "subject"),
    ("offered_by_name", "offered_by"),
)


def emptied(column: pd.Series[Any]) -> pd.Series[Any]:
    """Empty a column that is not shown; text says so."""
    return empty(column, WITHHELD)


def _recoded(cell: str, keys: Mapping[str, str]) -> str:
    """Put pseudonyms in the place of ids, also in cells that hold several; words that are no ids stay."""
    return "".join(keys.get(part, part) for part in re.split(r"([|>])", cell))


def _spoken(ids: pd.Series[str] | None) -> pd.Series[str] | str:
    if ids is None:
        return WITHHELD
    return ids.map(lambda key: numbered(key)[""] if re.fullmatch(r"organisation_\d+", key) else key)
