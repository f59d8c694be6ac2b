"""How strength becomes distance: the one place where it does."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.errors import CallError

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_MULTIPLE: Final = 10**6
"""Above this least common multiple distances are rounded to the fixed scale."""

SCALE: Final = 10**6
"""The fixed scale: the distance of the strongest tie is a million divided by how much stronger it is than 1."""


def distances(strength: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return whole-number distances in which a tie twice as strong is half as long.

    With whole strengths (or strengths that are simple fractions of each other) whose least common multiple L stays
    within a million, the distance is exactly ``L / strength``. Else it is ``1 000 000 · smallest strength / strength``
    rounded, and at least 1. Whole numbers make path lengths exact: sums of ``1/strength`` in floating point make
    equal paths look different, and betweenness with them.

    Examples
    --------
    >>> distances(np.array([1.0, 2.0, 4.0])).tolist()
    [4, 2, 1]
    """
    values = np.asarray(strength, dtype=np.float64)
    if len(values) == 0:
        return np.zeros(0, dtype=np.int64)
    if not (np.isfinite(values) & (values > 0)).all():
        raise CallError("Expected strengths above 0, found one that is not. Leave ties without strength out.")
    multiple = _least_common_multiple(np.unique(values))
    if multiple is None:
        return np.asarray(np.maximum(np.rint(SCALE * (values.min() / values)), 1), dtype=np.int64)
    return np.asarray(np.rint(float(multiple) / values), dtype=np.int64)


def _least_common_multiple(values: NDArray[np.float64]) -> Fraction | None:
    """Return the smallest number that every strength divides, or nothing where it would be too large."""
    fractions = [Fraction(float(value)).limit_denominator(1000) for value in values]
    if any(abs(float(exact) - value) > 1e-12 * value for exact, value in zip(fractions, values, strict=True)):
        return None
    top = 1
    for exact in fractions:
        top = lcm(top, exact.numerator)
        if top > LARGEST_MULTIPLE:
            return None
    bottom = fractions[0].denominator
    for exact in fractions[1:]:
        bottom = _common_divisor(bottom, exact.denominator)
    multiple = Fraction(top, bottom)
    return multiple if multiple / fractions[0] <= LARGEST_MULTIPLE else None


def _common_divisor(first: int, second: int) -> int:
    return first * second // lcm(first, second)
