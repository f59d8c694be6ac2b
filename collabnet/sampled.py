"""Path measures of a very large network from a sample of sources, each with an interval that holds at that size.

Shortest paths from everyone to everyone take hours beyond some tens of thousands of organisations. Those from a random
sample of sources estimate the same numbers without bias, and how much they differ between sources bounds the error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.errors import CallError
from collabnet.network import _paths
from collabnet.progress import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from collabnet.network import Layer
    from collabnet.progress import Progress

KEYS: Final = ("betweenness", "harmonic_out", "harmonic_in")
"""Measures that can be sampled."""

SOURCES: Final = 200
"""Sources from which paths are followed unless another number is asked for."""


def sampled_measures(
    layer: Layer, keys: Iterable[str] = KEYS, *, sources: int = SOURCES, seed: int = settings.DEFAULT_SEED,
    progress: Progress = silent,
) -> pd.DataFrame:  # fmt: skip
    """Estimate path measures from shortest paths of some sources: for networks too large for all of them.

    Formula ``(n / k) Σ_s δ_s(v)`` over k sources drawn without replacement, δ_s(v) being what source s adds to the
    measure of v: for ``betweenness`` the shares of v in the shortest paths from s, for ``harmonic_in`` 1/d(s, v) over
    n − 1, for ``harmonic_out`` 1/d(v, s) over n − 1. The interval is the empirical Bernstein bound about the mean of
    δ, ``sqrt(2 V ln(3/0.05) / k) + 3 R ln(3/0.05) / k`` with V its variance over the sources and R the largest it can
    be: it holds with probability 95 % for each organisation whatever the network looks like, and is wide where few
    sources matter.

    Parameters
    ----------
    layer
        The network.
    keys
        Which of ``betweenness``, ``harmonic_out`` and ``harmonic_in``.
    sources
        How many sources; with all of them the values are exact.
    seed
        Of the sample.
    progress
        Told how many sources are done.

    Returns
    -------
    pandas.DataFrame
        Per organisation and key: ``KEY``, ``KEY_low``, ``KEY_high``, in the units of the measure.

    Raises
    ------
    CallError
        When a key cannot be sampled, or there are not at least two sources.

    References
    ----------
    Brandes & Pich (2007), doi:10.1142/S0218127407018403; Eppstein & Wang (2004), doi:10.7155/jgaa.00081; Maurer &
    Pontil (2009), arXiv:0907.3740.
    """
    chosen = tuple(keys)
    strangers = [key for key in chosen if key not in KEYS]
    if strangers:
        raise CallError(f"Expected measures among {', '.join(KEYS)}, found {strangers[0]!r}. Choose one of these.")
    if sources < 2:
        raise CallError(f"Expected at least 2 sources, found {sources}. Say sources={SOURCES}.")
    count = min(sources, layer.n)
    picked = np.sort(np.random.default_rng(seed).choice(layer.n, count, replace=False)) if count else np.zeros(0, int)
    columns: dict[str, NDArray[np.float64]] = {}
    for place, key in enumerate(chosen):

        def tell(done: int, place: int = place) -> None:
            progress("following paths", place * count + done, len(chosen) * count)

        columns |= _estimated(layer, key, picked, tell)
    return pd.DataFrame(columns, index=layer.organisations)


def _estimated(
    layer: Layer, key: str, picked: NDArray[np.intp], tell: Callable[[int], None]
) -> dict[str, NDArray[np.float64]]:
    """Add up what each source adds, and its square."""
    total, square = np.zeros(layer.n), np.zeros(layer.n)
    for done, source in enumerate(picked.tolist(), start=1):
        added = _paths.added(layer, key, source)
        total += added
        square += added * added
        tell(done)
    k, n = len(picked), layer.n
    mean = total / max(k, 1)
    variance = np.maximum(square / max(k, 1) - mean * mean, 0.0) * k / max(k - 1, 1)
    largest = max(n - 2, 0) / (1 if layer.directed else 2) if key == "betweenness" else 1.0
    error = np.sqrt(2 * variance * _LOG / max(k, 1)) + 3 * largest * _LOG / max(k, 1) if k < n else np.zeros(n)
    scale = n if key == "betweenness" else n / max(n - 1, 1)
    ends = (mean, np.maximum(mean - error, 0.0), np.minimum(mean + error, largest))
    return {f"{key}{end}": scale * values for end, values in zip(("", "_low", "_high"), ends, strict=True)}


_LOG: Final = float(np.log(3 / (1 - settings.INTERVAL)))
