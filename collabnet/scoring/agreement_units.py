"""What several coders coded, side by side: one row per unit, one column per coder; and how to draw units again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.network.codings import codings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

CODES: Final = ("domain", "facet", "process", "level", "valence", "tie_state", "modality", "cause", "locus")
"""What coders choose from a list; *not said* is a choice too, where any of them chose something."""

RATING: Final = "rating"

DRAWS: Final = 1000
"""How often units are drawn again for an interval."""

Estimate = tuple[float, float, float]
"""A coefficient with the lower and the upper end of its interval."""

_QUOTE: Final = ["interview_id", "quote_id"]
_WORD: Final = [*_QUOTE, "source", "target"]
_UNIT: Final = {"level": _QUOTE, RATING: [*_WORD, "domain"]}
"""What a unit is where it is not a quote's word on one source and target: these two decide the level, so that levels
could never differ within them."""
_COLUMNS: Final = ["statement_id", *_WORD, "coder", *CODES, RATING]


@dataclass(frozen=True, eq=False)
class Comparison:
    """What coders chose in the units that at least two of them coded.

    Attributes
    ----------
    chosen
        One row per unit, one column per coder; empty where that coder did not code it.
    said
        The statements behind, with their unit.
    """

    chosen: pd.DataFrame
    said: pd.DataFrame

    @property
    def units(self) -> list[list[object]]:
        """Return, for each unit, what its coders chose."""
        return [[value for value in row if not pd.isna(value)] for row in self.chosen.to_numpy(dtype=object).tolist()]

    @property
    def coders(self) -> tuple[str, ...]:
        """Return who coded any of it."""
        return tuple(sorted(map(str, self.chosen.columns)))

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the statements that were compared."""
        return tuple(sorted(self.said["statement_id"]))

    @property
    def speaks(self) -> bool:
        """Tell whether anybody chose anything: where all are silent, there was nothing to agree on."""
        return any(value != "" for unit in self.units for value in unit)

    def between(self, first: str, second: str) -> Comparison:
        """Return what two of the coders both coded."""
        return _compared(self.chosen[[first, second]], self.said)


def comparisons(statements: pd.DataFrame) -> Mapping[str, Comparison]:
    """Put codings side by side: for each code, for each value of ``domain``, and for the rating.

    Returns
    -------
    Mapping
        Name of the code to its comparison, in the order of the table. ``domain=trust`` compares whether coders saw
        that domain in the quote (1) or not (0). Codes that nobody used in what was compared are left out.
    """
    said = _coded_twice(statements)
    found = {}
    for code in CODES:
        found[code] = _comparison(said, code, _UNIT.get(code, _WORD))
        if code == "domain":
            found |= {f"domain={key}": _seen(said, key) for key in sorted(set(said["domain"]) - {""})}
    found[RATING] = _comparison(said[said[RATING].notna()], RATING, _UNIT[RATING])
    return {name: one for name, one in found.items() if one.speaks}


def drawn_again(counts: Sequence[int] | NDArray[np.int64], seed: int) -> NDArray[np.float64]:
    """Draw as many units as there are, with replacement, again and again.

    Parameters
    ----------
    counts
        How many units there are of each kind: units that are the same need not be told apart.
    seed
        The study's. As many units always use the same draws, so that a row never depends on others.

    Returns
    -------
    numpy.ndarray
        One row per draw: how many units of each kind it holds.
    """
    counts = np.asarray(counts)
    size = int(counts.sum())
    return np.random.default_rng([seed, size]).multinomial(size, counts / size, DRAWS).astype(float)


def interval(drawn: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 2.5 and 97.5 % points of the draws in which the coefficient exists."""
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - settings.INTERVAL) / 2, (1 + settings.INTERVAL) / 2])
    return float(low), float(high)


def scale_of(values: list[object]) -> list[object]:
    """Return the values that occur, in their order: numbers by size, words by the alphabet."""
    return sorted(set(values), key=lambda value: (0, value) if _is_number(value) else (1, str(value)))


def as_numbers(scale: Sequence[object]) -> NDArray[np.float64]:
    """Return values as numbers; words count as their place in the scale."""
    return np.array([_as_number(value, place) for place, value in enumerate(scale)], dtype=float)


def _as_number(value: object, place: int) -> float:
    return float(value) if isinstance(value, int | float) else float(place)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _coded_twice(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements whose quote several coders read, each coding once; coders who always agree stay two."""
    found = codings(statements)
    towards = statements["target"].map(lambda targets: tuple(sorted(targets)))
    said = statements[_COLUMNS].assign(quote_id=found["quote_id"], content=found["content"], target=towards)
    said = said[said["coder"] != ""].sort_values("statement_id").drop_duplicates([*_QUOTE, "coder", "content"])
    return said[said.groupby(_QUOTE)["coder"].transform("nunique") > 1]


def _seen(said: pd.DataFrame, domain: str) -> Comparison:
    """Compare whether each coder saw a domain anywhere in the quote."""
    seen = said["domain"].eq(domain).groupby([said[key] for key in [*_QUOTE, "coder"]]).transform("max")
    return _comparison(said.assign(seen=seen.astype(float)), "seen", _QUOTE)


def _comparison(said: pd.DataFrame, code: str, unit: list[str]) -> Comparison:
    numbered = said.assign(unit=said.groupby(unit, sort=True).ngroup())
    return _compared(_chosen(numbered, code), numbered[["unit", "coder", "statement_id"]])


def _chosen(said: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return what each coder chose in each unit: the mean of numbers, and several words together as one."""
    numbers = pd.api.types.is_numeric_dtype(said[code])
    apart = said if numbers else said[["unit", "coder", code]].drop_duplicates().sort_values(["unit", "coder", code])
    chosen = apart.pivot_table(code, "unit", "coder", aggfunc="mean" if numbers else "|".join)
    return chosen.round(9) if numbers else chosen  # so that means of the same ratings in another order are one value


def _compared(chosen: pd.DataFrame, said: pd.DataFrame) -> Comparison:
    chosen = chosen[chosen.notna().sum(axis=1) > 1].dropna(axis=1, how="all")
    return Comparison(chosen, said[said["unit"].isin(chosen.index) & said["coder"].isin(chosen.columns)])
