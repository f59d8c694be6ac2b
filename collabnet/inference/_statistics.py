"""What a network is asked for: a measure of the room by its key, or a function of one's own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet import measures
from collabnet.errors import CallError
from collabnet.inference._relabelling import checked_seed, whole
from collabnet.progress import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from collabnet.network import Layer
    from collabnet.progress import Progress

MOST_UNDEFINED: Final = 0.5
"""Share of draws in which a statistic may have no value; above it nothing is said."""


@dataclass(frozen=True)
class Statistic:
    """A number of a network: its name, how it is computed, and its limits."""

    name: str
    compute: Callable[[Layer], float]
    limits: tuple[float, float] = (-math.inf, math.inf)

    def of(self, layer: Layer) -> float:
        """Return the number of a network that was observed, or say that it has none."""
        value = float(self.compute(layer))
        if not math.isfinite(value):
            raise CallError(
                f"Expected a network in which {self.name!r} has a value, found one of {layer.n} organisations and "
                f"{layer.m} ties in which it has none. Take another network, or another measure."
            )
        return value

    def of_each(
        self, layers: Iterable[Layer], total: int, step: str, progress: Progress = silent
    ) -> NDArray[np.float64]:
        """Return the number of many networks, NaN where it has no value in one; refuse too many of these."""
        found = np.full(total, np.nan)
        for place, layer in enumerate(layers):
            found[place] = self.compute(layer)
            progress(step, place + 1, total)
        found[~np.isfinite(found)] = np.nan
        if np.isnan(found).mean() > MOST_UNDEFINED:
            raise CallError(
                f"Expected {self.name!r} to have a value in most networks drawn, found none in "
                f"{int(np.isnan(found).sum())} of {total}. Take another measure."
            )
        return found


def statistic(asked: str | Callable[[Layer], float], layer: Layer) -> Statistic:
    """Return what is asked of a network: a key of a network measure that can be computed, or a function."""
    if not isinstance(asked, str):
        return Statistic(getattr(asked, "__name__", "statistic"), asked)
    room = measures.measures()
    keys = [key for key in measures.applicable(layer, "network") if not room[key].of_reports]
    if asked not in keys:
        found = f"{asked!r}, which is about each organisation" if _of_organisations(asked) else f"{asked!r}"
        raise CallError(
            f"Expected a measure among {', '.join(keys)}, found {found}. Choose one of these, or a function."
        )
    return Statistic(asked, partial(measures.network_value, key=asked), room[asked].limits)


def _of_organisations(key: str) -> bool:
    found = measures.measures().get(key)
    return found is not None and found.level == "organisation"


def checked_draws(draws: int, seed: int, most: int = 100_000) -> None:
    """Refuse a number of draws, or a seed, that makes no sense."""
    if not whole(draws):
        raise CallError(f"Expected a whole number of draws, found {draws!r}. Say draws=1000.")
    if not 2 <= draws <= most:
        raise CallError(f"Expected from 2 to {most:,} draws, found {draws:,}. Say draws=1000.")
    checked_seed(seed)
