"""What the model makes of an invented study, beside its truth and beside plain means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.scoring.certainty import grades
from collabnet.scoring.model.fit import Plan, fits
from collabnet.scoring.model.observations import observations_of
from collabnet.scoring.model.scores import Wave
from collabnet.scoring.model.simulation import subjects
from collabnet.scoring.model.summary import TAILS, narrowest, no_narrower, score_draws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from collabnet.scoring.model.simulation import Simulated

PLACE: Final = ["level", "subject", "domain"]
"""What one score is."""


def fitted(simulated: Simulated, plan: Plan) -> Wave:
    """Fit an invented study as a real one would be."""
    fit = fits([(observations_of(simulated.frame), plan)])[0]
    return Wave(simulated.pairs, fit, (), plan.seed[0])


def scored(simulated: Simulated, wave: Wave, aim: float = settings.CONVENTION_AIM) -> pd.DataFrame:
    """Say what the model makes of an invented study, beside the truth and the plain mean of what was said.

    Parameters
    ----------
    simulated
        The study.
    wave
        What the model says of it.
    aim
        What scores are compared with.

    Returns
    -------
    pandas.DataFrame
        One row per score: ``level``, ``subject``, ``domain``, ``truth``; ``estimate``, ``low``, ``high`` (95 %, as
        drawn), ``p_below_aim``, ``width`` (as shown: not narrower than so many reporters allow, cut to 0–100),
        ``raw_mean`` (NaN where nobody spoke of it), ``statements``, ``reporters``, ``reporters_effective``, ``grade``.
    """
    found = subjects(simulated.pairs)
    frame = pd.DataFrame(found, columns=["level", "subject"])
    counts = _counts(simulated.frame, simulated.pairs.sectors, simulated.pairs.nodes)
    parts = []
    for domain in simulated.truth["domain"].unique():
        draws = score_draws(wave.predicted, domain, wave.mixture(found, domain)[0])
        if draws is not None:
            rows = frame.assign(domain=domain).join(counts, on=PLACE)
            parts.append(_summary(rows, draws, aim))
    every = pd.concat(parts, ignore_index=True)
    every = every.merge(simulated.truth.rename(columns={"score": "truth"}), on=PLACE, how="left")
    heard = {node for node, there in zip(simulated.pairs.nodes, simulated.pairs.heard, strict=True) if there}
    return every.assign(grade=_grades(every, heard))


def _counts(frame: pd.DataFrame, sectors: Sequence[str], nodes: Sequence[str]) -> pd.DataFrame:
    """Return who spoke of each score, how often, and the plain mean."""
    sector = dict(zip(nodes, sectors, strict=True))
    source, target = frame["source"].astype("str"), frame["target"].astype("str")
    names: dict[str, pd.Series[str]] = {
        "network": pd.Series("network", index=frame.index), "sector": source.map(sector) + ">" + target.map(sector),
        "organisation_in": target, "organisation_out": source, "dyad": source + ">" + target,
    }  # fmt: skip
    said = pd.concat([frame.assign(level=level, subject=subject) for level, subject in names.items()])
    grouped = said.groupby(PLACE)
    quotes = said.groupby([*PLACE, "reporter"])["quote_id"].nunique()
    effective = quotes.groupby(PLACE).sum() ** 2 / (quotes**2).groupby(PLACE).sum()
    return pd.DataFrame(
        {
            "raw_mean": grouped["points"].mean(), "statements": grouped.size(),
            "reporters": grouped["reporter"].nunique(), "reporters_effective": effective,
        }
    )  # fmt: skip


def _summary(rows: pd.DataFrame, draws: NDArray[np.float64], aim: float) -> pd.DataFrame:
    counted = {name: rows[name].fillna(0.0) for name in ("statements", "reporters", "reporters_effective")}
    low, high = np.quantile(draws, TAILS, axis=1)
    shown = no_narrower(draws, narrowest(counted["reporters"].to_numpy(dtype=float)))
    from_, to = np.quantile(shown, TAILS, axis=1).clip(0.0, 100.0)
    below = (draws < aim).mean(axis=1)
    return rows.assign(
        **counted, estimate=draws.mean(axis=1), low=low, high=high, p_below_aim=below, width=to - from_
    )  # fmt: skip


def _grades(frame: pd.DataFrame, heard: set[str]) -> pd.Series[str]:
    """Return how much evidence each score would rest on, A to D."""
    silent = frame["level"].isin(["organisation_in", "organisation_out"]) & ~frame["subject"].isin(heard)
    return grades(frame, silent.to_numpy(dtype=bool))
