"""Do some predictors together say anything that the others do not? One test for all of them, before each alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from collabnet.errors import CallError
from collabnet.inference import _holes, _logistic
from collabnet.inference._least_squares import design, least_squares
from collabnet.inference._matrices import Matrices, matrices
from collabnet.inference._relabelling import checked_drawn, checked_permutations, p_values, products
from collabnet.inference.mrqap import Kind, check_kind, check_outcome
from collabnet.progress import silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.inference._matrices import Matrix
    from collabnet.progress import Progress

FLAT = 1e-9
"""Share of its size below which what a relabelled predictor adds is rounding."""


@dataclass(frozen=True, eq=False)
class JointTest:
    """Whether some predictors together say something that the others do not.

    Attributes
    ----------
    tested, held
        The predictors in question, and those beside them.
    statistic
        Partial F; Rao's score where logistic.
    r_squared
        Share of what the others leave that those tested explain; where logistic the score for each pair, which is near it.
    p
        Share of relabellings in which they say as much.
    pairs, df
        Pairs that outcome and predictors all know, and degrees of freedom left.
    kind, directed, permutations, seed
        How it was computed.
    undetermined
        Relabellings that leave too few pairs, or predictors that do not vary; they count as at least as extreme.
    permuted
        What is compared with that of every relabelling, NaN where it has none: the share explained (as rare as with as
        many pairs as were seen), the score where logistic.
    """

    tested: tuple[str, ...]
    held: tuple[str, ...]
    statistic: float
    r_squared: float
    p: float
    pairs: int
    df: int
    kind: Kind
    directed: bool
    permutations: int
    undetermined: int
    seed: int
    permuted: NDArray[np.float64] = field(repr=False)


def joint_test(
    outcome: Matrix, predictors: Mapping[str, Matrix], tested: Sequence[str], *, permutations: int = 2000,
    seed: int = 1, kind: Kind = "linear", directed: bool | None = None, progress: Progress = silent,
) -> JointTest:  # fmt: skip
    """Say whether some networks together go together with an outcome when the others are held.

    It comes before any single predictor: where five are of interest beside others that are known to matter (a tie in
    the other direction, the same sector), a test of *all* says that those others matter, and among five p-values one
    below 0.05 is no surprise. Double semi-partialling, of a block:

    1. E = what is left of the tested predictors X after the others Z
    2. F = the partial F of X in Y ~ X + Z
    3. for each relabelling π, the same for all columns of E, F_π = the partial F of E_π in Y ~ E_π + Z
    4. p = (1 + #{F_π ≥ F}) / (P + 1)

    Relabelling keeps who resembles whom in E, in Y and in Z, and breaks only the link of E with the two. Where logistic,
    Rao's score takes the place of F: it asks the fit of Y ~ Z alone, over the pairs that these two know, how steeply
    it would rise with X; where X is not known for all of them, corrected for that (Neyman's C(α)).

    Parameters
    ----------
    outcome, predictors, permutations, seed, kind, directed, progress
        As for :func:`~collabnet.inference.mrqap`.
    tested
        Names of the predictors in question; the others are held.

    Raises
    ------
    CallError
        As for :func:`~collabnet.inference.mrqap`; and when no predictor is tested, or one that is not there.

    References
    ----------
    Dekker, Krackhardt & Snijders (2007), doi:10.1007/s11336-007-9016-1, for one predictor; Rao (1948),
    doi:10.1017/S0305004100023987, for the score; Neyman (1959), *Optimal asymptotic tests of composite statistical
    hypotheses*, in Grenander, *Probability and Statistics*.

    Examples
    --------
    >>> import numpy as np
    >>> from collabnet import inference
    >>> random = np.random.default_rng(1)
    >>> trust, capacity, chance = random.normal(size=(3, 15, 15))
    >>> referral = chance + chance.T
    >>> held = {"tie in the other direction": referral.T + random.normal(size=(15, 15))}
    >>> found = inference.joint_test(referral, {"trust": trust, "capacity": capacity} | held, ["trust", "capacity"])
    >>> found.p > 0.05
    True
    """
    checked_permutations(permutations, seed)
    check_kind(kind)
    tested, held = _sides(predictors, tested)
    given = {name: predictors[name] for name in (*held, *tested)}
    all_ = matrices({"outcome": outcome, **given}, directed=directed)
    cells = all_.known_to_all
    y, x = all_.grids[0][cells], design(all_.grids[1:][:, cells].T, all_.names[1:])
    check_outcome(y)
    if kind == "linear":
        least_squares(x, y)  # says so where predictors leave nothing
    parts = _Parts.of(all_, len(held), kind)
    seen = parts.explained(parts.seen(), x.df)[0]
    drawn = parts.explained(parts.relabelled(permutations, seed, progress), x.df)
    blank = checked_drawn(drawn, "Fill in cells, or test fewer predictors.")
    share = float(seen if kind == "linear" else seen / len(y))
    statistic = float(share / len(tested) / ((1 - share) / x.df) if kind == "linear" else seen)
    return JointTest(
        tested, held, statistic, share, p_values(drawn, float(seen))[1], len(y), x.df, kind, all_.directed,
        permutations, blank, seed, drawn,
    )  # fmt: skip


def _sides(predictors: Mapping[str, Matrix], tested: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    unknown = [name for name in tested if name not in predictors]
    if unknown or not tested:
        found = repr(unknown[0]) if unknown else "none"
        raise CallError(f"Expected predictors to test among {', '.join(predictors)}, found {found}. Name one of these.")
    return tuple(dict.fromkeys(tested)), tuple(name for name in predictors if name not in tested)


@dataclass(frozen=True, eq=False)
class _Sums:
    """Inner products of each relabelling: of what is held (``gram``, ``rest``, ``size``) and with what is tested."""

    gram: NDArray[np.float64]
    rest: NDArray[np.float64]
    size: NDArray[np.float64]
    across: NDArray[np.float64]
    slope: NDArray[np.float64]
    own: NDArray[np.float64]
    pairs: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Parts:
    """What moves and what stays, as matrices that are 0 where a pair is not known.

    ``moving``: what is left of the tested predictors. ``stay``: weights times the products of what is held (the constant
    first), each once. ``left``: what those held leave of the outcome, times each of them, and at last its square.
    """

    known: NDArray[np.float64]
    moving: NDArray[np.float64]
    stay: NDArray[np.float64]
    left: NDArray[np.float64]
    there: NDArray[np.float64]
    width: int
    linear: bool
    complete: bool

    @classmethod
    def of(cls, all_: Matrices, held: int, kind: Kind) -> _Parts:
        """Take apart: the outcome beside what is held where both are known, and what is tested beside what is held."""
        cells = np.asarray(all_.known[: 1 + held].all(axis=0))
        columns = _holes.orthonormal(all_.grids[1 : 1 + held][:, cells].T)
        y = all_.grids[0][cells]
        if kind == "linear":
            weights, residual = np.ones(len(y)), y - columns @ (columns.T @ y) / len(y)
            residual = residual / residual.std()
        else:
            share = _null_shares(all_, cells, held, y)
            weights, residual = share * (1 - share), y - share
        stay = _holes.grids(_holes.pairwise(columns) * weights, cells)
        left = _holes.grids(np.vstack([columns.T * residual, residual**2]), cells)
        rest = _rest(all_, held)
        known = ~np.isnan(rest[0])
        there = _holes.grids(np.ones((1, len(y))), cells)
        complete = np.array_equal(all_.known_to_all, all_.pairs)
        moving = np.where(known, rest, 0.0)
        return cls(known.astype(float), moving, stay, left, there, columns.shape[1], kind == "linear", complete)

    def seen(self) -> _Sums:
        """Return the inner products as they were seen."""
        return self._sums(*(self._plain(moving, stay) for moving, stay in self._asked()))

    def relabelled(self, permutations: int, seed: int, progress: Progress) -> _Sums:
        """Return those of each relabelling; where every pair is known, some never change."""
        changes = (not self.complete, True, not (self.complete and self.linear))
        return self._sums(*(
            products(moving, stay, permutations, seed, progress) if change
            else np.repeat(self._plain(moving, stay), permutations, axis=0)
            for (moving, stay), change in zip(self._asked(), changes, strict=True)
        ))  # fmt: skip

    def _asked(self) -> tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]:
        """Return what is to be multiplied with what: the pattern, the predictors, and their products."""
        first, second = np.triu_indices(len(self.moving))
        return (
            (self.known[None], np.concatenate([self.stay, self.left, self.there])),
            (self.moving, np.concatenate([self.stay[: self.width], self.left[:1]])),
            (self.moving[first] * self.moving[second], self.stay[:1]),
        )

    @staticmethod
    def _plain(moving: NDArray[np.float64], stay: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.einsum("kij,fij->kf", moving, stay)[None]

    def _sums(
        self, pattern: NDArray[np.float64], single: NDArray[np.float64], double: NDArray[np.float64]
    ) -> _Sums:
        held, width = len(self.stay), self.width
        return _Sums(
            _holes.square(pattern[:, 0, :held], width), pattern[:, 0, held : held + width], pattern[:, 0, -2],
            single[:, :, :width], single[:, :, width], _holes.square(double[:, :, 0], len(self.moving)),
            pattern[:, 0, -1],
        )  # fmt: skip

    def explained(self, sums: _Sums, df: int) -> NDArray[np.float64]:
        """Return the share explained (as rare as at ``df``), or the score where logistic; NaN where there is none."""
        solved = np.einsum("pkz,pzw->pkw", sums.across, np.linalg.pinv(sums.gram, hermitian=True))
        slope = sums.slope - np.einsum("pkz,pz->pk", solved, sums.rest)
        own = sums.own - np.einsum("pkz,plz->pkl", solved, sums.across)
        least = np.linalg.eigvalsh(own)[:, 0]
        flat = least <= FLAT * np.einsum("pkk->p", sums.own) / len(self.moving)
        own[flat] = np.eye(len(self.moving))
        score = np.einsum("pk,pk->p", slope, np.linalg.solve(own, slope[:, :, None])[:, :, 0])
        if not self.linear:
            return np.where(flat | (sums.pairs <= self.width + len(self.moving)), np.nan, score)
        within = np.einsum("pz,pzw,pw->p", sums.rest, np.linalg.pinv(sums.gram, hermitian=True), sums.rest)
        left = sums.size - within
        some = left > FLAT * np.maximum(sums.pairs, 1.0)
        free = np.where(some, np.maximum(sums.pairs - self.width - len(self.moving), 0.0), 0.0)
        share = np.clip(score / np.where(some, left, 1.0), 0.0, 1.0)
        share = _holes.as_rare_share(np.where(some, share, 0.0), len(self.moving), free, df)
        return np.where(flat, np.nan, share)


def _null_shares(
    all_: Matrices, cells: NDArray[np.bool_], held: int, y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how likely a tie is for each pair by what is held alone."""
    if not held:
        return np.full(len(y), y.mean())
    values = all_.grids[1 : 1 + held][:, cells].T
    coefficients = _logistic.logistic(design(values, all_.names[1 : 1 + held]), y)[0]
    found: NDArray[np.float64] = expit(coefficients[0] + values @ coefficients[1:])
    return found


def _rest(all_: Matrices, held: int) -> NDArray[np.float64]:
    """Return what is left of each tested predictor after those held, wherever all are known; else NaN."""
    cells = all_.explained
    beside = _holes.orthonormal(all_.grids[1 : 1 + held][:, cells].T)
    x = all_.grids[1 + held :][:, cells].T
    rest = x - beside @ (beside.T @ x) / len(x)
    found = np.full((rest.shape[1], all_.n, all_.n), np.nan)
    found[:, cells] = (rest / rest.std(axis=0)).T
    return found if all_.directed else np.where(cells.T, found.transpose(0, 2, 1), found)
