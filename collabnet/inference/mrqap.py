"""MRQAP: which of several networks goes together with an outcome when the others are held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from collabnet.errors import CallError
from collabnet.inference import _complete, _holes, _logistic
from collabnet.inference._least_squares import Design, design, least_squares
from collabnet.inference._matrices import Matrices, matrices, scaled, varies
from collabnet.inference._relabelling import checked_drawn, checked_permutations, p_values
from collabnet.progress import silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.inference._complete import Drawn
    from collabnet.inference._matrices import Matrix
    from collabnet.progress import Progress

Kind = Literal["linear", "logistic"]
Method = Literal["dsp", "y"]
KINDS: Final[tuple[Kind, ...]] = ("linear", "logistic")
METHODS: Final[tuple[Method, ...]] = ("dsp", "y")

INTERCEPT: Final = "(intercept)"

COLUMNS: Final = (
    "coefficient", "standard_error", "statistic", "vif", "p_two_sided", "p_greater", "p_less",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Mrqap:
    """A regression of one network on others, with tests that respect that pairs hang together.

    Attributes
    ----------
    coefficients
        One row per predictor (index ``predictor``): ``coefficient``, ``standard_error`` (of the plain regression, to be
        read beside the test only), ``statistic`` (t; z where logistic), ``vif``, ``p_two_sided``, ``p_greater``,
        ``p_less``.
    intercept, intercept_error
        Level of the outcome where all predictors are 0, and its plain error.
    r_squared, adjusted_r_squared
        Share of the outcome explained, as it is and less what chance explains; McFadden's where logistic.
    omnibus, p_omnibus
        Do all predictors together explain more than chance? F (likelihood ratio where logistic), and the share of
        relabelled outcomes that are explained as well. Where one of them is known to matter (a tie in the other
        direction) it says that and no more: read :func:`~collabnet.inference.joint_test` of the others first.
    pairs, df
        Pairs that outcome and predictors all know, and degrees of freedom left.
    kind, method, directed, permutations, seed
        How it was computed.
    undetermined
        Relabellings that cannot be fitted, because too few pairs are left or ties are told apart without fail. They
        count as at least as extreme as what was seen.
    permuted
        The statistic of each predictor in every relabelling; shape (permutations, predictors); NaN where there is none.
    """

    coefficients: pd.DataFrame
    intercept: float
    intercept_error: float
    r_squared: float
    adjusted_r_squared: float
    omnibus: float
    p_omnibus: float
    pairs: int
    df: int
    kind: Kind
    method: Method
    directed: bool
    permutations: int
    undetermined: int
    seed: int
    permuted: NDArray[np.float64] = field(repr=False)


def mrqap(  # noqa: PLR0913 - the options are by name, and have defaults
    outcome: Matrix, predictors: Mapping[str, Matrix] | Sequence[Matrix], *, permutations: int = 2000, seed: int = 1,
    kind: Kind = "linear", method: Method = "dsp", directed: bool | None = None, progress: Progress = silent,
) -> Mrqap:  # fmt: skip
    """Say which networks go together with an outcome when the others are held, as trust may with referral.

    Regression over pairs. Pairs are not independent of each other and predictors resemble one another, so the usual
    test does not hold. Double semi-partialling takes from each predictor what the others already say, relabels the
    rest (rows and columns together), and compares t, not the coefficient, because t stays comparable:

    1. e = what is left of X_k after the other predictors Z
    2. t = the statistic of X_k in Y ~ X_k + Z
    3. for each relabelling π, t_π = the statistic of e_π in Y ~ e_π + Z
    4. p = (1 + #{|t_π| ≥ |t|}) / (P + 1)

    The omnibus test relabels the outcome and compares how much is explained; read it and the variance inflation
    before any single predictor. It protects single predictors only where none is known to matter beforehand; where one
    is, :func:`~collabnet.inference.joint_test` tests the others together.

    Parameters
    ----------
    outcome
        An array, a frame with the same labels on both sides, or a layer (a tie is 1, all else 0). NaN is a pair that
        is not known.
    predictors
        The same, by name (or in a sequence, named x1, x2 …). A pair counts where outcome and predictors all know it;
        relabelled, an empty cell of the predictors moves, while those of the outcome stay.
    permutations
        Relabellings of each predictor.
    seed
        The same seed gives the same numbers.
    kind
        ``linear``, or ``logistic`` for ties of 0 and 1: log-odds, Wald's z in place of t, slower.
    method
        ``dsp``: double semi-partialling. ``y``: the outcome is relabelled, which holds the predictors' resemblance as
        it is but tests all of them at once (Krackhardt 1988).
    directed
        Whether the two cells of a pair are two observations; when not said, a pair counts once where all matrices are
        symmetric.
    progress
        Called as the work goes on.

    Raises
    ------
    CallError
        When matrices do not fit each other; a predictor does not vary or follows from the others; there are no more
        pairs than coefficients; outcomes of ``logistic`` are not 0 and 1, or told apart without fail.

    References
    ----------
    Dekker, Krackhardt & Snijders (2007), doi:10.1007/s11336-007-9016-1; Krackhardt (1988),
    doi:10.1016/0378-8733(88)90004-4; McFadden (1974), in Zarembka, *Frontiers in Econometrics*, for the logistic R².

    Examples
    --------
    >>> import numpy as np
    >>> from collabnet import inference
    >>> random = np.random.default_rng(1)
    >>> trust, same_sector = random.normal(size=(2, 15, 15))
    >>> referral = trust + random.normal(size=(15, 15))
    >>> found = inference.mrqap(referral, {"trust": trust, "same sector": same_sector}, permutations=500)
    >>> found.coefficients["p_two_sided"].round(3).to_dict()
    {'trust': 0.002, 'same sector': 0.222}
    """
    checked_permutations(permutations, seed)
    check_kind(kind)
    _check_method(method)
    all_ = matrices({"outcome": outcome, **named(predictors)}, directed=directed)
    all_, units = scaled(all_, kept=kind == "logistic")
    cells = all_.known_to_all
    y, x = all_.grids[0][cells], design(all_.grids[1:][:, cells].T, all_.names[1:])
    check_outcome(y)
    complete = np.array_equal(cells, all_.pairs)
    if kind == "logistic":
        return _logistic_fit(x, y, all_, units, method, permutations, seed, progress)
    fit = least_squares(x, y)
    drawn = _linear_drawn(x, y, all_, method, permutations, seed, progress, complete=complete)
    adjusted = 1 - (1 - fit.r_squared) * (len(y) - 1) / x.df
    return Mrqap(
        _table(x, fit.coefficients, fit.errors, units, drawn[0]), fit.intercept * float(units[0]),
        fit.intercept_error * float(units[0]), fit.r_squared, adjusted, fit.whole,
        p_values(drawn[1], fit.r_squared)[1], len(y), x.df, kind, method, all_.directed, permutations,
        checked_drawn(drawn[0]), seed, drawn[0],
    )  # fmt: skip


def _linear_drawn(  # noqa: PLR0913, PLR0917 - all of it is one call
    x: Design, y: NDArray[np.float64], all_: Matrices, method: Method, permutations: int, seed: int,
    progress: Progress, *, complete: bool,
) -> Drawn:  # fmt: skip
    if complete:
        work = _complete.residuals_relabelled if method == "dsp" else _complete.outcome_relabelled
        return work(x, y, all_, permutations, seed, progress)
    again = _holes.residuals_relabelled if method == "dsp" else _holes.outcome_relabelled
    return again(all_, x.df, permutations, seed, progress)


def _logistic_fit(  # noqa: PLR0913, PLR0917 - all of it is one call
    x: Design, y: NDArray[np.float64], all_: Matrices, units: NDArray[np.float64], method: Method, permutations: int,
    seed: int, progress: Progress,
) -> Mrqap:  # fmt: skip
    coefficients, errors, deviance, null = _logistic.logistic(x, y)
    if method == "dsp":
        statistics, ratios = _logistic.residuals_relabelled(x, y, all_, permutations, seed, progress)
    else:
        statistics, ratios = _logistic.outcome_relabelled(all_, permutations, seed, progress)
    ratio = null - deviance
    return Mrqap(
        _table(x, coefficients[1:], errors[1:], units, statistics), float(coefficients[0]), float(errors[0]),
        ratio / null, (ratio - 2 * len(x.names)) / null, ratio, p_values(ratios, ratio)[1], len(y), x.df, "logistic",
        method, all_.directed, permutations, checked_drawn(statistics), seed, statistics,
    )  # fmt: skip


def _table(
    x: Design, coefficients: NDArray[np.float64], errors: NDArray[np.float64], units: NDArray[np.float64],
    drawn: NDArray[np.float64],
) -> pd.DataFrame:  # fmt: skip
    """Return a row per predictor, in the units in which it and the outcome (the first unit) were given."""
    back = units[0] / units[1:]
    statistics = coefficients / errors
    tests = [p_values(column, float(seen)) for column, seen in zip(drawn.T, statistics, strict=True)]
    values = np.column_stack([coefficients * back, errors * back, statistics, x.vif, np.asarray(tests)])
    index = pd.Index(x.names, name="predictor", dtype="str")
    return pd.DataFrame(values, index=index, columns=list(COLUMNS))


def named(predictors: Mapping[str, Matrix] | Sequence[Matrix]) -> dict[str, Matrix]:
    """Return predictors by a name that is text; those in a sequence are named x1, x2 and so on."""
    if hasattr(predictors, "keys"):
        found: dict[str, Matrix] = {}
        for name in predictors:
            if str(name) in found:
                raise CallError(
                    f"Expected a name for each predictor, found {str(name)!r} twice once read as text. Name one "
                    "otherwise."
                )
            found[str(name)] = predictors[name]  # type: ignore[index,call-overload]
    else:
        found = {f"x{number}": one for number, one in enumerate(predictors, start=1)}
    if not found:
        raise CallError("Expected at least one predictor, found none. Name one.")
    if "outcome" in found:
        raise CallError("Expected predictors that are not named 'outcome', found one. Name it otherwise.")
    return found


def check_kind(kind: str) -> None:
    """Refuse a kind of regression that there is not."""
    if kind not in KINDS:
        raise CallError(f"Expected a kind among {', '.join(KINDS)}, found {kind!r}. Choose one of these.")


def _check_method(method: str) -> None:
    if method not in METHODS:
        raise CallError(f"Expected a method among {', '.join(METHODS)}, found {method!r}. Choose one of these.")


def check_outcome(y: NDArray[np.float64]) -> None:
    """Refuse an outcome that is the same in all pairs."""
    if not varies(y):
        raise CallError(
            f"Expected an outcome that differs between pairs, found the same value in all {len(y)} that the predictors "
            "know. There is nothing to explain. Take another outcome, or more pairs."
        )
