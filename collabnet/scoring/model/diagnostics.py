"""Whether the chains agree, and what the model learned of sizes: for the researcher, and for a sentence of warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.scoring.model.observations import CENTRE
from collabnet.scoring.model.summary import TAILS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from collabnet.scoring.model.fit import Fit
    from collabnet.scoring.model.scores import Wave

COLUMNS: Final = ("model", "parameter", "domain", "wave", "value", "low", "high", "rhat", "ess", "levels", "draws")

HIGHEST_RHAT: Final = 1.01
FEWEST_EFFECTIVE: Final = 400.0
"""What Vehtari and others (2021) ask of chains, doi:10.1214/20-BA1221."""

NAMES: Final = {
    "actor": "source", "actor_domain": "source_domain", "partner": "target", "partner_domain": "target_domain",
    "reporter": "interview", "coder": "coder",
}  # fmt: skip
"""Families as the table calls them."""


def parameters(fits: Mapping[str, Fit], waves: Mapping[str, Wave]) -> pd.DataFrame:
    """Return what the model learned: standard deviations, shifts, levels; with R-hat and effective sample size.

    Parameters
    ----------
    fits
        The fitted models by name: ``collaboration``, ``context``.
    waves
        What the model says of each wave: the network scores are checked too.

    Returns
    -------
    pandas.DataFrame
        One row per parameter, in points (correlations without unit): ``value`` (posterior mean), 95 % interval,
        ``rhat`` (rank-normalised split R-hat), ``ess`` (the smaller of bulk and tail), ``levels`` (how many effects
        of the kind there are).
    """
    rows, draws = [], []
    for model, fit in fits.items():
        for (parameter, domain, wave, levels), values in _parameters(model, fit, waves):
            rows.append((model, parameter, domain, wave, levels))
            draws.append(values.reshape(fit.chains, -1))
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS))
    frame = pd.DataFrame(rows, columns=["model", "parameter", "domain", "wave", "levels"])
    bounds = np.array([np.quantile(one, TAILS) for one in draws])
    checked = np.array([convergence(one) for one in draws])
    return frame.assign(
        value=[float(one.mean()) for one in draws], low=bounds[:, 0], high=bounds[:, 1], rhat=checked[:, 0],
        ess=checked[:, 1], draws=[one.size for one in draws],
    )[list(COLUMNS)]  # fmt: skip


def convergence(chains: NDArray[np.float64]) -> tuple[float, float]:
    """Return R-hat and effective sample size of one quantity, chains × draws; NaN where it never varies."""
    stats = _array_stats()
    if chains.shape[1] < 4 or np.ptp(chains) < 1e-12:
        return np.nan, np.nan
    rhat = float(stats.rhat(chains, chain_axis=0, draw_axis=1, method="rank"))
    bulk = float(stats.ess(chains, chain_axis=0, draw_axis=1, method="bulk"))
    tail = float(stats.ess(chains, chain_axis=0, draw_axis=1, method="tail", prob=(0.05, 0.95)))
    return rhat, min(bulk, tail)


def _array_stats() -> Any:
    from importlib import import_module  # noqa: PLC0415 - arviz takes a second to import, and only fitting needs it

    return import_module("arviz_stats.base").array_stats


def doubtful(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose chains do not agree well enough."""
    return table[(table["rhat"] > HIGHEST_RHAT) | (table["ess"] < FEWEST_EFFECTIVE)]


def _parameters(
    model: str, fit: Fit, waves: Mapping[str, Wave]
) -> Iterator[tuple[tuple[str, str, str, int], NDArray[np.float64]]]:
    design = fit.observations.design
    for family, name in NAMES.items():
        if family in fit.observations.columns:
            yield (f"deviation_{name}", "", "", design.family(family).size), fit.deviation(family)
    if design.pairs:
        yield ("deviation_relation", "", "", design.pairs), fit.relation_deviation
    if design.quotes:
        yield ("deviation_quote", "", "", len(design.pair)), fit.draws.layers[:, 1]
    yield ("deviation_error", "", "", len(design.points)), fit.draws.layers[:, 0]
    if design.reciprocal:
        yield ("correlation_roles", "", "", len(design.twins)), fit.draws.correlation
        yield ("correlation_directions", "", "", design.blocks), fit.reciprocity
    yield from _levels(model, fit, waves)


def _levels(
    model: str, fit: Fit, waves: Mapping[str, Wave]
) -> Iterator[tuple[tuple[str, str, str, int], NDArray[np.float64]]]:
    columns = fit.observations.columns
    for (domain, wave), column in columns["domain"].items():
        yield ("level", domain, wave, 1), fit.draws.effects[:, column] + CENTRE
        if model == "collaboration" and wave in waves:
            drawn = waves[wave].network_draws(domain)
            if drawn is not None:
                yield ("score_network", domain, wave, 1), drawn
    for (domain,), column in columns.get("self_report", {}).items():
        yield ("shift_self_report", domain, "", 1), fit.draws.effects[:, column]
    for column in columns.get("spoken_of_alone", {}).values():
        yield ("shift_spoken_of_alone", "", "", 1), fit.draws.effects[:, column]
    yield from _processes(fit)


def _processes(fit: Fit) -> Iterator[tuple[tuple[str, str, str, int], NDArray[np.float64]]]:
    observations = fit.observations
    if observations.contrasts is None:
        return
    family = observations.design.family("process")
    shifts = fit.draws.effects[:, family.start : family.stop] @ observations.contrasts.T
    for place, process in enumerate(observations.processes):
        yield (f"shift_process_{process}", "", "", 1), shifts[:, place]
