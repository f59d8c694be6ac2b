"""No hidden score may be worked out from those that are shown: the whole less its parts.

A score of the network is a mean over organisations, and so are those of groups, sectors and single organisations. Where
all parts of a whole are shown but what rests on fewer than k organisations, the rest is known exactly. So parts are
left out, the one with fewest organisations first, until k organisations stand behind what is left over
(complementary suppression; Hundepool et al. 2012, doi:10.1002/9781118348239).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Row = Mapping[Any, Any]

SAME: Final = ("domain", "wave", "voice", "method")
"""What a whole and its parts have in common."""

SINGLE: Final = ("organisation_in", "organisation_out")


class _Part(NamedTuple):
    """One score: where it stands in the table, and the statements behind it."""

    place: Any
    behind: frozenset[str]


def guarded(
    frame: pd.DataFrame, shown: pd.Series[bool], count: Callable[[frozenset[str]], int], k: int
) -> pd.Series[bool]:
    """Return which scores are shown when no whole may betray a part.

    Parameters
    ----------
    frame
        Scores with ``level``, ``subject`` and ``evidence``.
    shown
        Which of them could be shown one by one.
    count
        Counts the organisations behind statements.
    k
        How many organisations have to stand behind what is left over.

    Returns
    -------
    pandas.Series of bool
        As ``shown``, with fewer rows.
    """
    kept = shown.copy()
    lines = _lines(frame)
    changed = True
    while changed:
        changed = False
        for whole, parts in lines:
            told = [part for part in parts if kept[part.place]]
            rest = whole.behind.difference(*(part.behind for part in told))
            if kept[whole.place] and told and 0 < count(rest) < k:
                least = min(told, key=lambda part: (count(part.behind), str(part.place)))
                kept[least.place] = False
                changed = True
    return kept


def _lines(frame: pd.DataFrame) -> list[tuple[_Part, list[_Part]]]:
    """Return every whole with the parts that add up to it."""
    wholes: dict[tuple[str, ...], _Part] = {}
    parts: dict[tuple[tuple[str, ...], str], list[_Part]] = {}
    same = [name for name in SAME if name in frame]
    for place, row in zip(frame.index, frame.to_dict("records"), strict=True):
        part = _Part(place, frozenset(split(row["evidence"])))
        common = tuple(str(row[name]) for name in same)
        level, subject = str(row["level"]), str(row["subject"])
        wholes[(*common, level, subject if level != "network" else "")] = part
        for whole, family in _families(level, subject):
            parts.setdefault(((*common, *whole), family), []).append(part)
    return [(wholes[whole], found) for (whole, _), found in parts.items() if whole in wholes]


def _families(level: str, subject: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Return of which wholes a score is a part, and in which family of parts."""
    network = ("network", "")
    if level == "group":
        yield network, subject.partition("=")[0]
    elif level in SINGLE:
        yield network, level
    elif level == "sector":
        yield network, level
        yield ("group", f"sector={subject.rpartition('>')[2]}"), level


def split(cell: object) -> tuple[str, ...]:
    """Return the ids in a cell that lists them."""
    if isinstance(cell, str):
        return tuple(part for part in cell.split("|") if part)
    return tuple(str(part) for part in cell) if isinstance(cell, tuple | list) else ()
