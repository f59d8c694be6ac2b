"""What may be tested: matrices, frames and layers, brought to one shape, or a sentence that says what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.errors import CallError
from collabnet.network import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    Matrix = ArrayLike | pd.DataFrame | Layer

SMALLEST: Final = 3
"""Organisations below which every relabelling of a network is nearly the same network."""

LARGEST: Final = 1e100
"""Size beyond which amounts are refused, as are those below 1 / this: sums of their squares would overflow."""

VARIES: Final = 1e-12
"""Share of a matrix's size below which differences between its cells are rounding, not variation."""


@dataclass(frozen=True, eq=False)
class Matrices:
    """Square matrices of the same organisations in the same order.

    Attributes
    ----------
    names
        What each is called.
    grids
        One matrix each, NaN where a pair is not known; shape (matrices, n, n).
    directed
        Whether a pair stands for two cells.
    """

    names: tuple[str, ...]
    grids: NDArray[np.float64]
    directed: bool

    @property
    def n(self) -> int:
        """Return the number of organisations."""
        return int(self.grids.shape[1])

    @property
    def pairs(self) -> NDArray[np.bool_]:
        """Return which cells stand for a pair: all but the diagonal, or those above it."""
        return pair_cells(self.n, directed=self.directed)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Return which cells each matrix knows."""
        return ~np.isnan(self.grids) & self.pairs

    @property
    def known_to_all(self) -> NDArray[np.bool_]:
        """Return which cells all matrices know."""
        return np.asarray(self.known.all(axis=0))

    @property
    def explained(self) -> NDArray[np.bool_]:
        """Return which cells all matrices but the first, the outcome, know."""
        return np.asarray(self.known[1:].all(axis=0))


def pair_cells(n: int, *, directed: bool) -> NDArray[np.bool_]:
    """Return which cells stand for a pair: all but the diagonal, or those above it."""
    return ~np.eye(n, dtype=bool) if directed else np.triu(np.ones((n, n), dtype=bool), 1)


def matrices(given: Mapping[str, Any], *, directed: bool | None = None) -> Matrices:
    """Return matrices of one size and one order of organisations.

    Parameters
    ----------
    given
        By name: an array, a frame with the same labels on both sides, or a layer (its ties are 1, all else 0).
    directed
        Whether the two cells of a pair are two observations; told from the matrices when not said: where all are
        symmetric, a pair counts once.

    Raises
    ------
    CallError
        When one is not square, not a number, infinite or of a size that cannot be squared, too small, or about other
        organisations than the first.
    """
    frames = {name: _frame(value, name) for name, value in given.items()}
    first_name, first = next(iter(frames.items()))
    aligned = [_aligned(frame, name, first, first_name) for name, frame in frames.items()]
    values = np.stack([_numbers(frame, name) for frame, name in zip(aligned, frames, strict=True)])
    if values.shape[1] < SMALLEST:
        raise CallError(
            f"Expected at least {SMALLEST} organisations, found {values.shape[1]}. Test a network that has more."
        )
    lopsided = [name for name, matrix in zip(frames, values, strict=True) if not _symmetric(matrix)]
    if directed is False and lopsided:
        raise CallError(
            f"Expected symmetric matrices without direction, found {lopsided[0]!r} that is not. Say directed=True, or "
            "make it symmetric."
        )
    return Matrices(tuple(frames), values, bool(lopsided) if directed is None else directed)


def adjacency(layer: Layer) -> NDArray[np.float64]:
    """Return a layer's ties as a matrix of ones and zeros; symmetric where ties have no direction."""
    found = np.zeros((layer.n, layer.n))
    found[layer.source, layer.target] = 1.0
    return found if layer.directed else np.maximum(found, found.T)


def _frame(value: Any, name: str) -> pd.DataFrame:
    if isinstance(value, Layer):
        return pd.DataFrame(adjacency(value), index=value.organisations, columns=value.organisations)
    if isinstance(value, pd.DataFrame):
        frame = value
    else:
        array = np.asarray(value)
        if array.ndim != 2:
            raise CallError(
                f"Expected a square matrix as {name!r}, found {array.ndim} dimensions. Give rows and columns."
            )
        frame = pd.DataFrame(array)
    rows, columns = frame.shape
    if rows != columns:
        raise CallError(
            f"Expected a square matrix as {name!r}, found {rows} rows and {columns} columns. Make them equal."
        )
    if not (frame.index.is_unique and frame.columns.is_unique):
        raise CallError(f"Expected each organisation once in {name!r}, found one twice. Merge its rows and columns.")
    if not frame.index.equals(frame.columns):
        if set(frame.index) != set(frame.columns):
            raise CallError(
                f"Expected the same organisations in rows and columns of {name!r}, found others. Name both alike."
            )
        frame = frame.reindex(columns=frame.index)
    return frame


def _aligned(frame: pd.DataFrame, name: str, first: pd.DataFrame, first_name: str) -> pd.DataFrame:
    if len(frame) != len(first):
        raise CallError(
            f"Expected {len(first)} organisations in {name!r}, as in {first_name!r}, found {len(frame)}. Keep the same."
        )
    plain = isinstance(frame.index, pd.RangeIndex) or isinstance(first.index, pd.RangeIndex)
    if plain or frame.index.equals(first.index):
        return frame
    if set(frame.index) != set(first.index):
        stranger = sorted(map(str, set(frame.index) - set(first.index)))[0]
        raise CallError(
            f"Expected the organisations of {first_name!r} in {name!r}, found {stranger!r}. Keep the same in both."
        )
    return frame.reindex(index=first.index, columns=first.index)


def _numbers(frame: pd.DataFrame, name: str) -> NDArray[np.float64]:
    if any(dtype.kind == "c" for dtype in frame.dtypes):
        raise CallError(f"Expected numbers in {name!r}, found complex ones. Give their size.")
    try:
        values = frame.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    except (TypeError, ValueError):
        raise CallError(f"Expected numbers in {name!r}, found other values. Code them as numbers.") from None
    np.fill_diagonal(values, 0.0)
    if np.isinf(values).any():
        raise CallError(f"Expected finite numbers in {name!r}, found an infinite one. Leave the cell empty (NaN).")
    size = _largest(values)
    if size > LARGEST or 0 < size < 1 / LARGEST:
        raise CallError(
            f"Expected amounts between {1 / LARGEST:g} and {LARGEST:g} in size in {name!r}, found {size:g} as the "
            "largest. Give them in another unit."
        )
    return values


def _largest(values: NDArray[np.float64]) -> float:
    known = np.abs(values[~np.isnan(values)])
    return float(known.max()) if len(known) else 0.0


def scaled(all_: Matrices, *, kept: int = 0) -> tuple[Matrices, NDArray[np.float64]]:
    """Return matrices with amounts near 1, and what each was divided by, so that no square is lost or overflows.

    That is a power of two, by which nothing is rounded. The first ``kept`` stay as they are.
    """
    largest = np.array([_largest(grid) for grid in all_.grids])
    exponent = np.floor(np.log2(np.where(largest > 0, largest, 1.0)))
    exponent[:kept] = 0.0
    units = np.exp2(exponent)
    return replace(all_, grids=all_.grids / units[:, None, None]), units


def _symmetric(matrix: NDArray[np.float64]) -> bool:
    return np.array_equal(matrix, matrix.T, equal_nan=True)


def varies(values: NDArray[np.float64]) -> bool:
    """Say whether numbers differ by more than rounding."""
    spread = float(np.ptp(values)) if len(values) else 0.0
    return spread > VARIES * max(float(np.abs(values).max()), np.finfo(float).tiny) if len(values) else False
