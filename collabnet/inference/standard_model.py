"""The standard model: what goes together with a tie, by the ratings, likeness and reasons that a study holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
import pandas as pd

from collabnet import languages
from collabnet.domains import domains
from collabnet.errors import CallError
from collabnet.inference import _study
from collabnet.inference._matrices import pair_cells
from collabnet.inference._relabelling import TooFewFitsError
from collabnet.inference._remarks import Remark, remark
from collabnet.inference._selection import HALF, chosen, known_to_all, nothing_left
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

ENOUGH_EACH: Final = 10
"""Pairs for each predictor below which a remark says that they are few (a rule of thumb for regression)."""

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
        Predictors that do not vary, follow from the others, are known for too few pairs, with a tie or without, or
        leave nothing to explain are left out with a remark.

    Raises
    ------
    CallError
        When there is no such process or wave, fewer than 20 pairs are known, all or none of them are tied, or no
        predictor is left.

    Notes
    -----
    Pairs count where a tie is known (one side at least was interviewed) and all predictors are. Domains join in the
    order of how many pairs they are known for, as long as five pairs are left for each predictor, and five with a tie
    and five without (or all that there are): people rate whom they work with, and a rating of ties alone can tell
    nothing of them. Where predictors are known for less than half of the pairs, the outcome is relabelled in place of
    what is left of each predictor. A predictor with which most relabellings cannot be fitted is left out as well.

    References
    ----------
    Dekker, Krackhardt & Snijders (2007), doi:10.1007/s11336-007-9016-1; De Backer, Derluyn & Schuermans (2024),
    doi:10.1080/13691457.2022.2145598, for the domains; Podsakoff et al. (2003), doi:10.1037/0021-9010.88.5.879, for
    what comes of asking the same person both.
    """
    network, tables = (source, None) if isinstance(source, Network) else (source.network, source.tables)
    checked_process(process)
    layer = network.layer(process, wave, ties)
    made = _crossed(network, layer) if crossed else _pooled(network, tables, layer)
    how: dict[str, Any] = {
        "permutations": permutations, "kind": kind, "directed": layer.directed or crossed, "progress": progress,
        "seed": network.study.settings.seed if seed is None else seed,
    }  # fmt: skip
    predictors, remarks = chosen(made.ties, made.ratings, made.others, kind, directed=how["directed"])
    fit, predictors = _fitted(made.ties, predictors, remarks, how)
    rated = [key for key in predictors if key in made.ratings]
    together = _together(made.ties, predictors, rated, remarks, how)
    cells = pair_cells(layer.n, directed=how["directed"]) & ~np.isnan(made.ties)
    silent_pairs = made.silent & known_to_all(predictors.values(), cells)
    said = [*_about(fit, together), *remarks, *(made.of_ratings if rated else made.of_ties)]
    said.append(remark("silence", count=int(silent_pairs.sum()), pairs=fit.pairs))
    if fit.method == "y":
        said.append(remark("outcome_relabelled", share=languages.percent(_share_known(predictors))))
    return StandardModel(process, layer.wave, ties, together, fit, (*said, remark("no_cause")), layer.n)


def checked_process(process: str) -> None:
    """Refuse ties of all ways of working together at once."""
    if process == ALL:
        raise CallError("Expected one way of working together, found 'all'. Name one, such as process='case_transfer'.")


def _share_known(predictors: Mapping[str, Matrix]) -> float:
    """Return the share of pairs, both ways, that all predictors know."""
    n = len(next(iter(predictors.values())))
    return float(known_to_all(predictors.values(), pair_cells(n, directed=True)).sum() / (n * (n - 1)))


def _fitted(
    ties: Matrix, predictors: dict[str, Matrix], remarks: list[Remark], how: Mapping[str, Any]
) -> tuple[Mrqap, dict[str, Matrix]]:
    """Fit and test; return the fit and its predictors, without those that most relabellings cannot be fitted with."""
    method: Method = "dsp" if _share_known(predictors) >= HALF else "y"
    while predictors:
        try:
            return mrqap(ties, predictors, method=method, **how), predictors
        except TooFewFitsError as few:
            if method == "dsp" and how["kind"] == "linear":
                method = "y"  # an outcome that is relabelled leaves more pairs
                continue
            blank = dict(zip(predictors, few.blank, strict=True))
        worst = max(reversed([*predictors]), key=lambda key: (blank[key], np.isnan(predictors[key]).sum()))
        predictors = {key: values for key, values in predictors.items() if key != worst}
        title = _study.title(worst)
        remarks.append(remark("unstable", predictor=title, count=blank[worst], permutations=how["permutations"]))
    raise nothing_left(remarks)


def _together(
    ties: Matrix, predictors: Mapping[str, Matrix], rated: list[str], remarks: list[Remark], how: Mapping[str, Any]
) -> JointTest | None:
    """Test the domains together; say so where that cannot be done."""
    if not rated:
        return None
    try:
        return joint_test(ties, predictors, rated, **how)
    except TooFewFitsError:
        remarks.append(remark("domains_untested"))
        return None


@dataclass(frozen=True, eq=False)
class _Made:
    """Ties, domains and other predictors of a study as matrices, and what is to be said of them.

    ``of_ratings`` where a domain is in the model, ``of_ties`` where none is.
    """

    ties: Matrix
    ratings: Mapping[str, Matrix]
    others: Mapping[str, Matrix]
    silent: NDArray[np.bool_]
    of_ratings: tuple[Remark, ...]
    of_ties: tuple[Remark, ...] = ()


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
    return _Made(ties, _study.crossed_ratings(network, layer), others, silent, said, (remark("crossed_ties"),))


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
