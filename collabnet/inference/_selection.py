"""Which predictors can stand beside each other in the standard model, and why others are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.domains import domains
from collabnet.errors import CallError
from collabnet.inference import _study
from collabnet.inference._least_squares import ALIKE, EXACT
from collabnet.inference._logistic import endless
from collabnet.inference._matrices import pair_cells, varies
from collabnet.inference._remarks import Remark, remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from collabnet.inference.mrqap import Kind

    Matrix = NDArray[np.float64]
    Cells = NDArray[np.bool_]

FEWEST: Final = 20
"""Pairs below which nothing is computed (collabnet's convention)."""

EACH: Final = 5
"""Pairs that each predictor needs (collabnet's convention); a domain that leaves fewer is left out."""

SIDE: Final = 5
"""Pairs with a tie, and without, below which a predictor is left out: ties are told by comparing the two (convention).

Where a study has fewer from the start, all of them must be left.
"""

HALF: Final = 0.5
"""Share of pairs that predictors must be known for, if relabelled ones are to leave enough."""

SURE: Final = 10.0
"""How much sooner a predictor is left out here than the regression would refuse it."""


def chosen(
    ties: Matrix, ratings: Mapping[str, Matrix], others: Mapping[str, Matrix], kind: Kind, *, directed: bool
) -> tuple[dict[str, Matrix], list[Remark]]:
    """Return the predictors that can stand beside each other, the domains first, and why others are left out."""
    cells = ~np.isnan(ties) & pair_cells(len(ties), directed=directed)
    _check_pairs(ties[cells])
    remarks: list[Remark] = []
    kept = _known_enough(ties, ratings, others, cells, remarks)
    order = [*domains(), *others]
    return _beside_each_other({key: kept[key] for key in order if key in kept}, ties, cells, kind, remarks), remarks


def known_to_all(kept: Iterable[Matrix], cells: Cells) -> Cells:
    """Return which of these cells all predictors know."""
    found = cells.copy()
    for values in kept:
        found &= ~np.isnan(values)
    return found


def nothing_left(remarks: Iterable[Remark]) -> CallError:
    """Return the sentence of what the study would need, where nothing is left to explain ties by."""
    reasons = " ".join(one.text() for one in remarks)
    return CallError(
        f"Expected something that differs between pairs to explain ties by, found nothing. {reasons} Fill in sectors, "
        f"languages and required pairs, or rate at least {FEWEST} pairs, of which {SIDE} with a tie and {SIDE} without."
    )


def _check_pairs(ties: Matrix) -> None:
    if len(ties) < FEWEST:
        raise CallError(
            f"Expected at least {FEWEST} pairs of which it is known whether they are tied, found {len(ties)}. "
            "Interview more organisations, or choose another process or wave."
        )
    if not varies(ties):
        raise CallError(
            f"Expected ties and pairs without a tie among the {len(ties)} pairs that are known, found only "
            f"{'ties' if ties[0] else 'pairs without'}. Choose another process, wave or basis."
        )


def _known_enough(
    ties: Matrix, ratings: Mapping[str, Matrix], others: Mapping[str, Matrix], cells: Cells, remarks: list[Remark]
) -> dict[str, Matrix]:
    """Return what is known for enough pairs: the others as they come, then domains, those that most pairs have first.

    A rating is often known only where there is a tie: people rate whom they work with. Then it cannot tell ties from
    pairs without, and would take all pairs without a tie away from the other predictors.
    """
    known = cells
    kept: dict[str, Matrix] = {}
    least = [min(SIDE, count) for count in _sides(ties, cells)]
    for key, values in others.items():
        both = known & ~np.isnan(values)
        if both.sum() < max(HALF * known.sum(), FEWEST):
            remarks.append(remark("rarely_known", predictor=_study.title(key), count=both.sum(), pairs=known.sum()))
        elif _one_sided(key, _sides(ties, both), least, remarks):
            continue
        else:
            kept[key], known = values, both
    for key in sorted(ratings, key=lambda key: -int((known & ~np.isnan(ratings[key])).sum())):
        both, predictors = known & ~np.isnan(ratings[key]), len(kept) + 1
        tied, untied = _sides(ties, both)
        if tied + untied < max(FEWEST, EACH * predictors):
            said = {"predictor": _study.title(key), "tied": tied, "untied": untied, "predictors": predictors}
            remarks.append(remark("few_rated", **said))
        elif _one_sided(key, (tied, untied), least, remarks):
            continue
        else:
            kept[key], known = ratings[key], both
    return kept


def _sides(ties: Matrix, cells: Cells) -> tuple[int, int]:
    """Return how many of these pairs are tied, and how many are not."""
    tied = int(np.count_nonzero(ties[cells]))
    return tied, int(cells.sum()) - tied


def _one_sided(key: str, sides: tuple[int, int], least: list[int], remarks: list[Remark]) -> bool:
    """Say whether a predictor leaves too few pairs with a tie, or without, and remark it."""
    if all(count >= needed for count, needed in zip(sides, least, strict=True)):
        return False
    facts = dict(zip(("tied", "untied", "least_tied", "least_untied"), (*sides, *least), strict=True))
    remarks.append(remark("one_sided", predictor=_study.title(key), **facts))
    return True


def _beside_each_other(
    kept: Mapping[str, Matrix], ties: Matrix, cells: Cells, kind: Kind, remarks: list[Remark]
) -> dict[str, Matrix]:
    """Return the predictors that vary and say something of their own, over the pairs that all of them know.

    What is left out no longer takes pairs away, so that the others are looked at again over more pairs.
    """
    found, left = dict(kept), len(kept) + 1
    while len(found) < left:
        left = len(found)
        known = known_to_all(found.values(), cells)
        if kind == "logistic":
            found = _without_tellers(found, ties[known], known, remarks)
        found = _saying_more(found, ties[known], known, kind, remarks)
    if not found:
        raise nothing_left(remarks)
    return found


def _without_tellers(
    kept: Mapping[str, Matrix], ties: Matrix, known: Cells, remarks: list[Remark]
) -> dict[str, Matrix]:
    """Leave out what is yes or no and tells ties from pairs without: its log-odds would have no end."""
    found = {}
    for key, values in kept.items():
        column = values[known]
        kinds = np.unique(column)
        if len(kinds) == 2 and not all(varies(ties[column == one]) for one in kinds):
            remarks.append(remark("apart", predictor=_study.title(key)))
            continue
        found[key] = values
    return found


def _saying_more(
    kept: Mapping[str, Matrix], ties: Matrix, known: Cells, kind: Kind, remarks: list[Remark]
) -> dict[str, Matrix]:
    """Return the predictors that vary, say something that those before them do not, and leave something to explain."""
    basis = [np.full(len(ties), len(ties) ** -0.5)]
    outcome = _rest(ties, basis)
    found: dict[str, Matrix] = {}
    for key, values in kept.items():
        column = values[known]
        own = _rest(column, basis)
        if not varies(column):
            why = "constant"
        elif np.linalg.norm(own) < SURE * ALIKE * np.linalg.norm(column - column.mean()):
            why = "follows"
        elif kind == "logistic" and endless(np.column_stack([*(one[known] for one in found.values()), column]), ties):
            why = "endless"
        elif kind == "linear" and _leaves_nothing(outcome, [*basis, own / np.linalg.norm(own)]):
            why = "repeats"
        else:
            basis.append(own / np.linalg.norm(own))
            found[key] = values
            continue
        tied = int(np.count_nonzero(ties))
        remarks.append(remark(why, predictor=_study.title(key), tied=tied, untied=len(ties) - tied))
    return found


def _leaves_nothing(outcome: Matrix, basis: list[Matrix]) -> bool:
    return float(np.sum(_rest(outcome, basis) ** 2)) < SURE * EXACT * float(outcome @ outcome)


def _rest(column: Matrix, basis: list[Matrix]) -> Matrix:
    """Return what an orthonormal basis leaves of a column."""
    rest = column
    for _ in range(2):  # twice, so that rounding leaves nothing
        for one in basis:
            rest = rest - (one @ rest) * one
    return rest
