"""What a table is, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from collabnet import languages
from collabnet.domains import domains

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from collabnet.drawn import Drawn
    from collabnet.gaps import Gap, Question
    from collabnet.network import Network
    from collabnet.robustness import Robust
    from collabnet.scoring import Modelled
    from collabnet.study import Study

BAR = "|"

Made = TypeVar("Made")


@dataclass(frozen=True)
class TableColumn:
    """One column: its name, what it means in one sentence, and its unit ("" where it has none).

    One that rests ``on_reporters``, on who says so, is empty where ties come from a file that does not tell.
    """

    name: str
    meaning: str
    unit: str = ""
    on_reporters: bool = False

    @property
    def explained(self) -> str:
        """Return what it means, and where it is empty."""
        return (
            f"{self.meaning} Empty where a file of ties does not tell who says so."
            if self.on_reporters
            else (self.meaning)
        )


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of an analysis that tables are made from.

    ``scores`` are the transparent ones; ``modelled`` is what the model makes of them, ``drawn`` what measures of drawn
    networks give, and ``robust`` how far places in the network can be relied on, where that was asked for.
    ``every_measure`` says whether measures that take long are wanted too.
    """

    study: Study
    network: Network
    scores: pd.DataFrame
    mentions: pd.DataFrame
    causes: pd.DataFrame
    attribution: pd.DataFrame
    coverage: pd.DataFrame
    agreement: pd.DataFrame
    links: pd.DataFrame
    gaps: tuple[Gap, ...]
    questions: tuple[Question, ...]
    modelled: Modelled | None = None
    drawn: Drawn | None = None
    robust: Robust | None = None
    every_measure: bool = False
    _memo: dict[str, Any] = field(default_factory=dict, repr=False)

    def remember(self, key: str, make: Callable[[Parts], Made]) -> Made:
        """Make something that several tables show only once."""
        if key not in self._memo:
            self._memo[key] = make(self)
        made: Made = self._memo[key]
        return made

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the English name of everyone in the study; the name people use where there is none."""
        frame = self.study.organisations
        name = frame["name_en"].where(frame["name_en"] != "", frame["name"])
        return dict(zip(frame["organisation_id"], name.where(name != "", frame["organisation_id"]), strict=True))

    def name(self, organisation: str) -> str:
        """Say an organisation's English name; its id where it has none."""
        return self.names.get(organisation, organisation)

    @cached_property
    def domain_titles(self) -> Mapping[str, str]:
        """Return each domain's English title."""
        return {key: languages.text(domain.title) for key, domain in domains().items()}


@dataclass(frozen=True)
class Table:
    """One table of the results.

    Attributes
    ----------
    key, title, sentence
        Its name, its English title, and in one sentence what one row is.
    columns
        In their order; the first ones never change, more may come at the end.
    rows
        Makes the rows from the parts.
    always
        Whether the table is there even without rows.
    extra
        Whether columns that are not named here may follow (those a study adds).
    order
        Its place in lists.
    """

    key: str
    title: str
    sentence: str
    columns: tuple[TableColumn, ...]
    rows: Callable[[Parts], pd.DataFrame]
    always: bool = True
    extra: bool = False
    order: int = 100


def joined(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose tuples are text, with a bar between the values."""
    lists = {
        name: frame[name].map(_text).astype(str)
        for name in frame.columns
        if frame[name].dtype == object and any(isinstance(value, tuple) for value in frame[name])
    }
    return frame.assign(**lists)


def empty(column: pd.Series[Any], word: str = "") -> pd.Series[Any]:
    """Empty a column: no number, no yes or no, and for text nothing, or a word that says so."""
    if pd.api.types.is_bool_dtype(column):
        return pd.Series(pd.NA, index=column.index, dtype="boolean")
    if pd.api.types.is_numeric_dtype(column):
        return pd.Series(float("nan"), index=column.index, dtype="float64")
    return pd.Series(word, index=column.index, dtype="str")


def _text(value: Any) -> str:
    return BAR.join(map(str, value)) if isinstance(value, tuple) else "" if pd.isna(value) else str(value)
