"""The room of checks: one rule per file, study as text in, findings out.

A check is one file here with one :class:`Check`. It computes findings from a :class:`Context`; it never prints, logs,
raises or changes anything, and it never repeats a quote. An error stops the analysis, a warning does not, a note says
what was understood. To add one: one file; it is then run, listed and explained everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet.cells import number, told
from collabnet.codebook import codebook
from collabnet.registry import inhabitants
from collabnet.study import FILE, ROW

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from collabnet.findings import Finding
    from collabnet.study import RawStudy, StudySettings


@dataclass(frozen=True)
class Context:
    """What a check looks at.

    Attributes
    ----------
    raw
        The study as text, in the codebook's words where these were understood.
    settings
        What the study declares.
    """

    raw: RawStudy
    settings: StudySettings
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table with every column of the codebook; empty where the study says nothing."""
        if name not in self._tables:
            self._tables[name] = _whole(name, self.raw.table(name))
        return self._tables[name]

    def tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield every table that the study has, with its name."""
        for name in codebook():
            if self.raw.table(name) is not None:
                yield name, self.table(name)

    def has(self, table: str, column: str) -> bool:
        """Return whether a table came with a column."""
        frame = self.raw.table(table)
        return frame is not None and column in frame

    def ids(self, table: str, column: str) -> frozenset[str]:
        """Return every value of a column, empty ones left out."""
        return frozenset(value for value in self.table(table)[column] if value)

    def kinds(self) -> dict[str, str]:
        """Return the kind of every organisation, by id."""
        frame = self.table("organisations")
        kinds = frame["kind"].mask(frame["kind"] == "", "organisation")
        return dict(zip(frame["organisation_id"], kinds, strict=True))


@dataclass(frozen=True)
class Check:
    """One rule.

    Attributes
    ----------
    key, title, sentence
        Its name in lists, on screen (English) and in one sentence for a researcher.
    check
        Context to findings.
    order
        Its place in lists.
    """

    key: str
    title: str
    sentence: str
    check: Callable[[Context], Iterable[Finding]]
    order: int = 100


def checks() -> Mapping[str, Check]:
    """Return every check by key, in the order of lists."""
    return inhabitants(__name__, Check)


def rows(frame: pd.DataFrame, chosen: pd.Series[bool]) -> list[dict[str, Any]]:
    """Return the chosen rows of a table, one mapping each."""
    if not chosen.any():
        return []
    part = frame[chosen]
    names = [str(name) for name in part.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(part[name].tolist() for name in names), strict=True)]


def matching(table: pd.DataFrame, texts: pd.Series[str], pattern: re.Pattern[str]) -> list[dict[str, Any]]:
    """Return the rows of a table where a column holds what a pattern describes."""
    hits = [bool(pattern.search(text)) for text in texts]
    return rows(table, pd.Series(hits, index=texts.index)) if any(hits) else []


def place(row: Mapping[str, Any], column: str = "", *, quiet: bool = False) -> dict[str, Any]:
    """Return where a row stands, and what it says in one column unless that should stay untold."""
    value = "" if quiet or not column else str(row[column])
    return {"file": str(row[FILE]), "row": int(row[ROW]), "column": told(column), "found": told(value)}


def numbers(values: pd.Series[str]) -> pd.Series[float]:
    """Return the numbers in a column of text; nothing where a cell holds none."""
    return pd.Series([number(value) for value in values], index=values.index, dtype="float64")


def _whole(name: str, frame: pd.DataFrame | None) -> pd.DataFrame:
    if frame is None:
        frame = pd.DataFrame({FILE: pd.Series(dtype="str"), ROW: pd.Series(dtype="int64")})
    missing = {
        column: pd.Series("", index=frame.index, dtype="str") for column in codebook()[name] if column not in frame
    }
    return frame.assign(**missing)
