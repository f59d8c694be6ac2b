"""Least squares over pairs: the fit itself, how alike predictors are, and what cannot be fitted, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.errors import CallError
from collabnet.inference._matrices import varies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ALIKE: Final = 1e-4
"""Size of what the others leave of a predictor, beside its own, below which it says nothing of its own.

Its square is 1 / variance inflation: predictors of more than 10⁸ differ by what rounding alone could make.
"""

EXACT: Final = 1e-12
"""Share of the outcome's variance that predictors leave, below which they determine it for all one can tell."""


@dataclass(frozen=True, eq=False)
class Design:
    """Predictors over the pairs that are known, taken apart so that each question is a few inner products.

    Attributes
    ----------
    names
        What each predictor is called.
    values
        Shape (pairs, predictors).
    basis
        An orthonormal basis of the centred predictors; same shape.
    dual
        Row k times the outcome in the basis is coefficient k; its direction is the part of predictor k that no other
        has, and its length, squared, the coefficient's variance at error variance 1.
    vif
        Variance inflation of each predictor: 1 / (1 − R² of it on the others).
    """

    names: tuple[str, ...]
    values: NDArray[np.float64]
    basis: NDArray[np.float64]
    dual: NDArray[np.float64]
    vif: NDArray[np.float64]

    @property
    def own(self) -> NDArray[np.float64]:
        """Return, in the basis, the direction of each predictor's own part: rows of length 1."""
        return np.asarray(self.dual / np.linalg.norm(self.dual, axis=1, keepdims=True))

    @property
    def df(self) -> int:
        """Return the degrees of freedom that are left."""
        return len(self.values) - len(self.names) - 1


def design(values: NDArray[np.float64], names: Sequence[str]) -> Design:
    """Return predictors taken apart, or say which of them cannot stand beside the others."""
    pairs, count = values.shape
    if pairs < count + 2:
        raise CallError(
            f"Expected more than {count + 1} pairs that outcome and predictors all know, for {count} predictors, found "
            f"{pairs}. Leave predictors out, or fill in more cells."
        )
    for name, column in zip(names, values.T, strict=True):
        if not varies(column):
            raise CallError(
                f"Expected {name!r} to differ between pairs, found the same value in all {pairs}. A constant explains "
                "nothing. Leave it out."
            )
    centred = values - values.mean(axis=0)
    sizes = np.linalg.norm(centred, axis=0)
    basis, triangle = np.linalg.qr(centred / sizes)
    _refuse_alike(np.abs(np.diag(triangle)) < ALIKE, names)
    dual = np.linalg.inv(triangle)
    vif = np.sum(dual**2, axis=1)
    _refuse_alike(vif > ALIKE**-2, names)
    return Design(tuple(names), values, basis, dual / sizes[:, None], vif)


def _refuse_alike(alike: NDArray[np.bool_], names: Sequence[str]) -> None:
    """Refuse a predictor that others determine."""
    if alike.any():
        name = names[int(np.argmax(alike))]
        raise CallError(
            f"Expected predictors that each say something of their own, found {name!r} that follows from the others. "
            "Leave it out, or one of those."
        )


@dataclass(frozen=True, eq=False)
class LeastSquares:
    """A fitted regression: coefficients, their errors and t, the intercept, and how much is explained."""

    coefficients: NDArray[np.float64]
    errors: NDArray[np.float64]
    statistics: NDArray[np.float64]
    intercept: float
    intercept_error: float
    r_squared: float
    whole: float
    df: int


def least_squares(x: Design, y: NDArray[np.float64]) -> LeastSquares:
    """Fit ``y = intercept + x b``, or say why it cannot be fitted."""
    centred = y - y.mean()
    along = x.basis.T @ centred
    total = float(centred @ centred)
    share = float(np.sum((centred - x.basis @ along) ** 2)) / total
    if share < EXACT:
        raise CallError(
            "Expected an outcome that predictors do not determine, found one without any rest. Leave out the "
            "predictor that repeats the outcome."
        )
    variance = share * total / x.df
    coefficients = x.dual @ along
    errors = np.linalg.norm(x.dual, axis=1) * np.sqrt(variance)
    means = x.values.mean(axis=0)
    shift = means @ x.dual
    constant_error = float(np.sqrt(variance * (1 / len(y) + shift @ shift)))
    r_squared = 1 - share
    whole = r_squared / len(x.names) / (share / x.df)
    intercept = float(y.mean() - means @ coefficients)
    return LeastSquares(
        coefficients, errors, coefficients / errors, intercept, constant_error, r_squared, whole, x.df
    )  # fmt: skip
