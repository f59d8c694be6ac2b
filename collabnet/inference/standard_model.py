"""The standard model: what goes together with a tie, by the ratings, likeness and reasons that a study holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import pandas as pd

from collabnet import languages
from collabnet.domains import domains
from collabnet.errors import CallError
from collabnet.inference import _study
from collabnet.inference._least_squares import ALIKE
from collabnet.inference._matrices import pair_cells, varies
from collabnet.inference._remarks import Remark, remark
from collabnet.inference.joint import JointTest, joint_test
from collabnet.inference.mrqap import Kind, Method, Mrqap, mrqap
from collabnet.multiplicity import holm
from collabnet.network import ALL, Network
from collabnet.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Basis, Layer
    from collabnet.progress import Progress

    Matrix = NDArray[np.float64]

FEWEST: Final = 20
"""Pairs below which nothing is computed (collabnet's convention)."""

EACH: Final = 5
"""Pairs that each predictor needs (collabnet's convention); a domain that leaves fewer is left out."""

ENOUGH_EACH: Final = 10
"""Pairs for each predictor below which a remark says that they are few (a rule of thumb for regression)."""

HALF: Final = 0.5
"""Share of pairs that predictors must be known for, if relabelled ones are to leave enough."""

HIGH_VIF: Final = 5.0
"""Variance inflation from which a remark says so: four fifths of a predictor follow from the others."""

SIGNIFICANT: Final = 0.05
"""p of a test of several predictors above which a remark says to read none of them."""


TOGETHER: Final = {
    "(domains)": languages.text("All domains together, beside the others"),
    "(all)": languages.text("All predictors together"),
}
"""What people read for the tests of several predictors."""


class Analysed(Protocol):
    """What an analysis holds that is needed here."""

    @property
    def network(self) -> Network:
        """Return the network."""

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the tables by name."""


@dataclass(frozen=True, eq=False)
class StandardModel:
    """What goes together with a tie.

    Attributes
    ----------
    process, wave, ties
        Which ties are explained, and their basis.
    domains
        Whether the domains together explain more than likeness, reasons and the other direction do: the question of
        the study. Read it first. None where no domain is in the model.
    regression
        The fit and its tests, predictors by key. Its test of all predictors together says whether anything at all goes
        together with ties, which a tie in the other direction nearly always does.
    remarks
        What a reader should know, in the order in which it matters.
    organisations
        How many there are.
    """

    process: str
    wave: str
    ties: str
    domains: JointTest | None
    regression: Mrqap
    remarks: tuple[Remark, ...]
    organisations: int

    def table(self) -> pd.DataFrame:
        """Return the result as rows: the test of all domains, that of all predictors, then one row per predictor.

        Returns
        -------
        pandas.DataFrame
            ``term``, ``term_text``, ``coefficient``, ``standard_error``, ``statistic``, ``vif``, ``p_two_sided``,
            ``p_greater``, ``p_less``, ``r_squared``, ``pairs``, ``process``, ``wave``, ``ties``, ``permutations``,
            ``seed``, ``p_holm`` (``p_two_sided`` of a domain, corrected for how many domains there are; empty for
            others). The row ``(domains)`` is there where a domain is; its ``r_squared`` is of what the others leave.
        """
        fit = self.regression
        tests = [("(all)", fit.omnibus, fit.p_omnibus, fit.r_squared)]
        if self.domains is not None:
            tests.insert(0, ("(domains)", self.domains.statistic, self.domains.p, self.domains.r_squared))
        first = pd.DataFrame(tests, columns=["term", "statistic", "p_greater", "r_squared"])
        rows = fit.coefficients.assign(p_holm=self.p_holm).reset_index(names="term")
        frame = pd.concat([first, rows], ignore_index=True)
        words = {key: languages.text(text) for key, text in TOGETHER.items()}
        frame = frame.assign(
            term_text=[words[key] if key in words else _study.title(key) for key in frame["term"]], pairs=fit.pairs,
            process=self.process, wave=self.wave, ties=self.ties, kind=fit.kind, method=fit.method,
            permutations=fit.permutations, seed=fit.seed, p_holm=frame.pop("p_holm"),
        )  # fmt: skip
        order = ["term", "term_text", *fit.coefficients.columns, "r_squared"]
        return frame[[*order, *(column for column in frame.columns if column not in order)]]

    @property
    def p_holm(self) -> pd.Series[float]:
        """Return the two-sided p of each domain, corrected for how many domains there are; others have none."""
        p = self.regression.coefficients["p_two_sided"]
        return pd.Series(holm(p.where(p.index.isin(list(domains())))), index=p.index)


def standard_model(  # noqa: PLR0913 - the options are by name, and have defaults
    source: Network | Analysed, process: str = "case_transfer", *, wave: str | None = None, ties: Basis = "reported",
    crossed: bool = False, kind: Kind = "linear", permutations: int = 2000, seed: int | None = None,
    progress: Progress = silent,
) -> StandardModel:  # fmt: skip
    """Say what goes together with working together: trust, knowledge, capacity …, being alike, or having a reason.

    ``tie = five domains + same sector + a language in common + same municipality + same policy level + reason to work
    together + tie in the other direction``, over pairs of organisations, tested by :func:`~collabnet.inference.mrqap`.

    Three questions, in this order. Do the five domains together say anything that the others do not
    (:func:`~collabnet.inference.joint_test`; ``domains``)? If so, which (``p_holm``, corrected for five chances to be
    wrong)? And does anything at all go together with ties (the test of all)? The last is no gate for the first two: a
    tie in the other direction nearly always matters.

    Parameters
    ----------
    source
        An analysis: ratings are those of its ``scores`` of pairs and its ``predicted_pairs``. Or a network: ratings
        are plain means of what was said.
    process
        Which ties are to be explained.
    wave
        The first when not said.
    ties
        Their basis.
    crossed
        Whether ratings by i of its work with j explain ties i→j by j's account alone, so that no interview explains
        itself. Leaves fewer pairs.
    kind, permutations, seed, progress
        As for :func:`~collabnet.inference.mrqap`; the study's own seed when not said.

    Returns
    -------
    StandardModel
        Predictors that do not vary, follow from the others, or are known for too few pairs are left out with a remark.

    Raises
    ------
    CallError
        When there is no such process or wave, fewer than 20 pairs are left, or none of them is tied.

    Notes
    -----
    Pairs count where a tie is known (one side at least was interviewed) and all predictors are. Domains join in the
    order of how many pairs they are known for, as long as five pairs are left for each predictor. Where predictors are
    known for less than half of the pairs, the outcome is relabelled in place of what is left of each predictor.

    References
    ----------
    Dekker, Krackhardt & Snijders (2007), doi:10.1007/s11336-007-9016-1; De Backer, Derluyn & Schuermans (2024),
    doi:10.1080/13691457.2022.2145598, for the domains; Podsakoff et al. (2003), doi:10.1037/0021-9010.88.5.879, for
    what comes of asking the same person both.
    """
    network, tables = (source, None) if isinstance(source, Network) else (source.network, source.tables)
    layer = network.layer(process, wave, ties)
    if process == ALL:
        raise CallError("Expected one way of working together, found 'all'. Name one, such as process='case_transfer'.")
    made = _crossed(network, layer) if crossed else _pooled(network, tables, layer)
    chosen, remarks = _chosen(made, kind, directed=layer.directed or crossed)
    seed = network.study.settings.seed if seed is None else seed
    known = np.isfinite(np.stack([*chosen.values()])).all(axis=0) & pair_cells(layer.n, directed=True)
    share = float(known.sum() / (layer.n * (layer.n - 1)))
    method: Method = "dsp" if share >= HALF else "y"
    fit = mrqap(
        made.ties, chosen, permutations=permutations, seed=seed, kind=kind, method=method,
        directed=layer.directed or crossed, progress=progress,
    )  # fmt: skip
    rated = [key for key in chosen if key in made.ratings]
    together = joint_test(
        made.ties, chosen, rated, permutations=permutations, seed=seed, kind=kind,
        directed=layer.directed or crossed, progress=progress,
    ) if rated else None  # fmt: skip
    known &= pair_cells(layer.n, directed=layer.directed or crossed) & ~np.isnan(made.ties)
    silence = remark("silence", count=int((made.silent & known).sum()), pairs=fit.pairs)
    said = [*_about(fit, together), *remarks, *made.remarks, silence]
    if method == "y":
        said.append(remark("outcome_relabelled", share=languages.percent(share)))
    return StandardModel(process, layer.wave, ties, together, fit, (*said, remark("no_cause")), layer.n)


@dataclass(frozen=True, eq=False)
class _Made:
    """Ties, domains and other predictors of a study as matrices, and what is to be said of them."""

    ties: Matrix
    ratings: Mapping[str, Matrix]
    others: Mapping[str, Matrix]
    silent: NDArray[np.bool_]
    remarks: tuple[Remark, ...]


def _pooled(network: Network, tables: Mapping[str, pd.DataFrame] | None, layer: Layer) -> _Made:
    ties, silent = _study.outcome(layer)
    ratings, modelled = _study.ratings(network, tables, layer)
    said = (remark("same_interviews"), remark("model_ratings" if modelled else "plain_ratings"))
    return _Made(ties, ratings, _study.predictors(layer, ties), silent, said)


def _crossed(network: Network, layer: Layer) -> _Made:
    ties, silent = _study.crossed_outcome(network, layer)
    others = _study.predictors(layer, ties)
    others.pop("reverse_tie", None)  # by the account of the other side: of the one whose ratings explain
    said = (remark("crossed"), remark("plain_ratings"))
    return _Made(ties, _study.crossed_ratings(network, layer), others, silent, said)


def _chosen(made: _Made, kind: Kind, *, directed: bool) -> tuple[dict[str, Matrix], list[Remark]]:
    """Return the predictors that can stand beside each other, and why others are left out."""
    pairs = pair_cells(len(made.ties), directed=directed)
    known = ~np.isnan(made.ties) & pairs
    remarks: list[Remark] = []
    kept: dict[str, Matrix] = {}
    for key, values in made.others.items():
        both = known & ~np.isnan(values)
        if both.sum() < HALF * known.sum():
            remarks.append(remark("rarely_known", predictor=_study.title(key), count=both.sum(), pairs=known.sum()))
            continue
        kept[key], known = values, both
    rated = sorted(made.ratings, key=lambda key: -int((known & ~np.isnan(made.ratings[key])).sum()))
    joined: list[str] = []
    for key in rated:
        both = known & ~np.isnan(made.ratings[key])
        needed = max(FEWEST, EACH * (len(kept) + 1))
        if both.sum() < needed:
            remarks.append(
                remark("few_rated", predictor=_study.title(key), count=int(both.sum()), predictors=len(kept) + 1)
            )
            continue
        kept[key], known = made.ratings[key], both
        joined.append(key)
    _check_pairs(made.ties[known])
    ordered = {key: kept[key] for key in [*(key for key in domains() if key in joined), *made.others] if key in kept}
    if kind == "logistic":
        ordered = _without_tellers(ordered, made.ties[known], known, remarks)
    return _fitting(ordered, known, remarks), remarks


def _check_pairs(ties: Matrix) -> None:
    if len(ties) < FEWEST:
        raise CallError(
            f"Expected at least {FEWEST} pairs of which ties and predictors are known, found {len(ties)}. Interview "
            "more organisations, or choose another process or wave."
        )
    if not varies(ties):
        raise CallError(
            f"Expected ties and pairs without a tie among the {len(ties)} pairs that are known, found only "
            f"{'ties' if ties[0] else 'pairs without'}. Choose another process, wave or basis."
        )


def _without_tellers(
    kept: Mapping[str, Matrix], ties: Matrix, known: NDArray[np.bool_], remarks: list[Remark]
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


def _fitting(kept: Mapping[str, Matrix], known: NDArray[np.bool_], remarks: list[Remark]) -> dict[str, Matrix]:
    """Return the predictors that vary and say something that those before them do not."""
    basis = [np.full(int(known.sum()), known.sum() ** -0.5)]
    found: dict[str, Matrix] = {}
    for key, values in kept.items():
        column = values[known]
        if not varies(column):
            remarks.append(remark("constant", predictor=_study.title(key)))
            continue
        rest = centred = column - column.mean()
        for _ in range(2):  # twice, so that rounding leaves nothing
            for one in basis:
                rest = rest - (one @ rest) * one
        if np.linalg.norm(rest) < 10 * ALIKE * np.linalg.norm(centred):
            remarks.append(remark("follows", predictor=_study.title(key)))
            continue
        basis.append(rest / np.linalg.norm(rest))
        found[key] = values
    if not found:
        raise CallError(
            "Expected something that differs between pairs to explain ties by, found nothing. Fill in sectors, "
            "languages, required pairs or ratings."
        )
    return found


def _about(fit: Mrqap, together: JointTest | None) -> Iterator[Remark]:
    """Yield what the fit itself tells a reader to heed."""
    if together is not None and together.p > SIGNIFICANT:
        yield remark("domains_chance", p=f"{together.p:.3f}")
    if fit.p_omnibus > SIGNIFICANT:
        yield remark("chance", p=f"{fit.p_omnibus:.3f}")
    if fit.pairs < ENOUGH_EACH * len(fit.coefficients):
        yield remark("few_pairs", pairs=fit.pairs, predictors=len(fit.coefficients))
    for key, vif in fit.coefficients["vif"].items():
        if vif >= HIGH_VIF:
            yield remark("alike", predictor=_study.title(str(key)), vif=f"{vif:.1f}")
    undetermined = max(fit.undetermined, together.undetermined if together is not None else 0)
    if undetermined:
        yield remark("undetermined", count=undetermined, permutations=fit.permutations)
