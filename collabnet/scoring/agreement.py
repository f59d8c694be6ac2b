"""How far coders agree: on passages, on codes and on ratings, in what two or more of them coded."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.scoring.agreement_alpha import alpha, alpha_estimate
from collabnet.scoring.agreement_kappa import kappa, kappa_estimate
from collabnet.scoring.agreement_segments import marked, segment_estimate, segment_f1, segments
from collabnet.scoring.agreement_units import CODES, RATING, Comparison, Estimate, comparisons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from collabnet.network import Network

__all__ = ["CODES", "RATING", "agreement", "alpha", "failing", "failing_for", "kappa", "segment_f1"]

COLUMNS: Final = ("unit", "coefficient", "value", "low", "high", "units", "coders", "advice", "evidence")

RELY: Final = 0.8
TENTATIVE: Final = 0.667
"""From which alpha a code can be relied on, and from which it allows tentative conclusions (Krippendorff 2004). For
kappa and F1 we use the same steps: a convention."""

FEWEST_UNITS: Final = 10
"""Doubly coded units below which a coefficient says little: a convention."""

FEWEST_SHARED: Final = 3
"""Units that two coders must share to be compared apart: a convention."""

SEGMENTS: Final = "segments"

_ALPHA: Final = "krippendorff_alpha_"
_METRICS: Final = {RATING: ("ordinal", "interval", "nominal")}
"""By which metrics alpha is computed; the first one decides whether a code can be added up."""
_NOMINAL: Final = ("nominal",)
_KAPPAS: Final = {RATING: {"cohen_kappa_quadratic": "quadratic", "cohen_kappa_linear": "linear"}}
_UNWEIGHTED: Final = {"cohen_kappa": "none"}

Row = dict[str, object]


def agreement(network: Network) -> pd.DataFrame:
    """Say for each code, for the rating and for passages how far coders who read the same text agree.

    A unit is what a quote says of one source and target; a coder's value in it is what the coder chose there (several
    choices together are one value, several ratings their mean). For ``level`` and for each value of ``domain``
    (``domain=trust``: did the coder see it or not) a unit is a quote. Ratings are compared where coders agree on the
    domain.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        First Krippendorff's alpha, per code in the order of :data:`CODES`, ``nominal``; for the rating ``ordinal``,
        ``interval`` and ``nominal``. Then Cohen's kappa for each pair of coders who share three units at least, for
        the rating with quadratic and with linear weights. Last ``segment_f1`` where quotes say where they stand in a
        document. No row where nothing was coded twice. ``value`` is at most 1, NaN where all values are the same;
        ``low`` and ``high`` are a 95 % interval from units drawn again (percentiles); ``units`` counts what was
        compared; ``advice`` is ``rely``, ``tentative``, ``do_not_aggregate``, ``too_few`` or ``no_variation``;
        ``evidence`` holds the statements that were compared.

    Notes
    -----
    Formulas and sources: :func:`alpha`, :func:`kappa`, :func:`segment_f1`.

    What it cannot say. Copies of a coder's rows count once, but a coder who was entered under two names is taken for
    two who agree: nothing tells the two apart. Where coders never differed the interval is a single point; it does
    not say that they never will. A document in which a coder marked nothing is taken as not seen by that coder.
    Krippendorff's alpha for unitising is left out: it needs the length of each document, which a study does not hold.
    """
    statements, seed = network.study.statements, network.study.settings.seed
    compared = comparisons(statements)
    rows = [*_alphas(compared, seed), *_kappas(compared, seed), *_segments(statements, seed)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def failing(agreement: pd.DataFrame) -> frozenset[str]:
    """Return the codes on which coders do not agree well enough to add them up.

    Parameters
    ----------
    agreement
        The table that :func:`agreement` makes.

    Returns
    -------
    frozenset
        The units whose Krippendorff's alpha is below .667 (advice ``do_not_aggregate``); of the rating the ordinal
        one decides. Codes with too few units, or without variation, are not among them: nothing is known of them.
    """
    deciding = agreement["unit"].map(lambda unit: _ALPHA + _METRICS.get(unit, _NOMINAL)[0])
    decides = agreement["coefficient"] == deciding
    return frozenset(agreement.loc[decides & (agreement["advice"] == "do_not_aggregate"), "unit"])


def failing_for(agreement: pd.DataFrame, domain: str) -> tuple[str, ...]:
    """Return the codes that feed a score of a domain and on which coders do not agree well enough.

    Parameters
    ----------
    agreement
        The table that :func:`agreement` makes.
    domain
        Key of the domain, such as ``trust``.

    Returns
    -------
    tuple
        Those of ``domain``, ``domain=<that domain>``, ``level`` and ``rating`` that fail, in this order.
    """
    failed = failing(agreement)
    return tuple(code for code in ("domain", f"domain={domain}", "level", RATING) if code in failed)


def _alphas(compared: Mapping[str, Comparison], seed: int) -> Iterator[Row]:
    for code, comparison in compared.items():
        for metric in _METRICS.get(code, _NOMINAL):
            estimate = alpha_estimate(comparison.units, metric, seed)
            yield _compared(code, f"{_ALPHA}{metric}", estimate, comparison)


def _kappas(compared: Mapping[str, Comparison], seed: int) -> Iterator[Row]:
    """Compare every two coders on every code; whether they saw one domain or not follows from ``domain``."""
    coders = sorted({name for comparison in compared.values() for name in comparison.coders})
    for pair in combinations(coders, 2):
        for code in (*CODES, RATING):
            if code in compared and set(pair) <= set(compared[code].coders):
                yield from _kappas_of(code, compared[code].between(*pair), seed)


def _kappas_of(code: str, both: Comparison, seed: int) -> Iterator[Row]:
    """Compare two coders on one code, where they share enough and either of them chose anything."""
    if len(both.chosen) < FEWEST_SHARED or not both.speaks:
        return
    first, second = (both.chosen[coder].tolist() for coder in both.coders)
    for coefficient, weights in _KAPPAS.get(code, _UNWEIGHTED).items():
        yield _compared(code, coefficient, kappa_estimate(first, second, weights, seed), both)


def _segments(statements: pd.DataFrame, seed: int) -> Iterator[Row]:
    said = marked(statements)
    if len(said):
        found, evidence = segments(said), tuple(sorted(said["statement_id"]))
        coders = tuple(sorted(found["coder"].unique()))
        yield _row(SEGMENTS, "segment_f1", segment_estimate(found, seed), len(found), coders, evidence)


def _compared(code: str, coefficient: str, estimate: Estimate, compared: Comparison) -> Row:
    return _row(code, coefficient, estimate, len(compared.chosen), compared.coders, compared.evidence)


def _row(
    unit: str, coefficient: str, estimate: Estimate, units: int, coders: tuple[str, ...], evidence: tuple[str, ...]
) -> Row:
    value, low, high = estimate
    return {
        "unit": unit, "coefficient": coefficient, "value": value, "low": low, "high": high, "units": units,
        "coders": coders, "advice": _advice(value, units), "evidence": evidence,
    }  # fmt: skip


def _advice(value: float, units: int) -> str:
    if np.isnan(value):
        return "no_variation"
    if units < FEWEST_UNITS:
        return "too_few"
    return "rely" if value >= RELY else "tentative" if value >= TENTATIVE else "do_not_aggregate"
