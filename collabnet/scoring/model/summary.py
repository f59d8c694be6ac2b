"""From draws to numbers: mean, interval, probability below the aim, parts, reliability, standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from collabnet import settings
from collabnet.scoring.model.observations import DOMAIN_DEVIATION
from collabnet.scoring.model.prediction import CHUNK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.scoring.model.prediction import Mixture, Prediction

TAILS = [(1.0 - settings.INTERVAL) / 2.0, (1.0 + settings.INTERVAL) / 2.0]

PARTS = ("part_shared", "part_source", "part_target", "part_relation")
"""What a score is the sum of, before it is cut to 0–100."""


def summaries(
    prediction: Prediction, domain: str, mixture: Mixture, whole: NDArray[np.float64], rows: pd.DataFrame
) -> pd.DataFrame | None:
    """Return one row per score of one domain and wave; nothing where nobody rated the domain in that wave.

    Parameters
    ----------
    prediction
        Draws of the parts.
    domain
        The domain.
    mixture
        How the scores are put together.
    whole
        Draws of the whole network's score, which others are compared with.
    rows
        The scores' ``aim`` (the same for all) and ``reporters``.

    Returns
    -------
    pandas.DataFrame
        ``estimate``, ``low``, ``high`` (not cut), ``p_below_aim``, ``p_below_half``, ``apart_low`` and
        ``apart_high`` (interval of the distance to the whole network), ``variance``, ``prior_variance`` and the
        four parts.
    """  # fmt: skip
    level = prediction.level(domain)
    if level is None:
        return None
    source, target = prediction.source(domain), prediction.target(domain)
    least, aim = narrowest(rows["reporters"].to_numpy(dtype=float)), float(rows["aim"].iloc[0])
    found = []
    for start in range(0, mixture.size, CHUNK):
        some = mixture[start : start + CHUNK]
        parts = [some.source @ source.T, some.target @ target.T, some.relation @ prediction.relation.T]
        draws = level[None, :] + parts[0] + parts[1] + parts[2]
        draws = no_narrower(draws, least[start : start + CHUNK])
        found.append(_summary(draws, whole, aim).assign(**_parts(level, parts)))
    prior = float(level.var()) + _prior_variance(prediction, mixture)
    return pd.concat(found, ignore_index=True).assign(prior_variance=prior)


def narrowest(reporters: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how wide an interval is at least: that of a mean where only the resolution of a rating is uncertain.

    Agreement never makes a number exact: organisations that all say 3 may mean anything within half a step of it. How
    much that leaves open is known (25/√12 points each), not estimated from a few, so the interval is a normal one.
    """
    half = stats.norm.ppf(TAILS[1]) * settings.RATING_RESOLUTION / np.sqrt(np.maximum(reporters, 1.0))
    return np.where(reporters >= 1, 2.0 * half, 0.0)


def no_narrower(draws: NDArray[np.float64], least: NDArray[np.float64]) -> NDArray[np.float64]:
    """Widen the draws of scores (scores × draws) around their mean where their interval is narrower than ``least``."""
    low, high = np.quantile(draws, TAILS, axis=1)
    stretch = np.where(high - low < least, least / np.maximum(high - low, 1e-9), 1.0)
    if (stretch <= 1.0).all():
        return draws
    centre = draws.mean(axis=1, keepdims=True)
    widened: NDArray[np.float64] = centre + (draws - centre) * stretch[:, None]
    return widened


def score_draws(prediction: Prediction, domain: str, mixture: Mixture) -> NDArray[np.float64] | None:
    """Return the draws of scores: scores × draws; nothing where nobody rated the domain in that wave."""
    level = prediction.level(domain)
    if level is None:
        return None
    found: NDArray[np.float64] = level[None, :] + mixture.source @ prediction.source(domain).T
    found += mixture.target @ prediction.target(domain).T
    found += mixture.relation @ prediction.relation.T
    return found


def _summary(draws: NDArray[np.float64], whole: NDArray[np.float64], aim: float) -> pd.DataFrame:
    low, high = np.quantile(draws, TAILS, axis=1)
    apart_low, apart_high = np.quantile(draws - whole[None, :], TAILS, axis=1)
    return pd.DataFrame(
        {
            "estimate": draws.mean(axis=1), "low": low, "high": high, "p_below_aim": (draws < aim).mean(axis=1),
            "p_below_half": (draws < settings.HALF).mean(axis=1),
            "apart_low": apart_low, "apart_high": apart_high, "variance": draws.var(axis=1),
        }
    )  # fmt: skip


def _parts(level: NDArray[np.float64], parts: list[NDArray[np.float64]]) -> dict[str, Any]:
    return dict(zip(PARTS, [float(level.mean()), *(part.mean(axis=1) for part in parts)], strict=True))


def context_summary(drawn: NDArray[np.float64], row: pd.DataFrame) -> pd.DataFrame:
    """Summarise the level of a domain in the context, which has no organisations behind it."""
    draws = no_narrower(drawn[None, :], narrowest(row["reporters"].to_numpy(dtype=float)))
    found = _summary(draws, draws[0], float(row["aim"].iloc[0]))
    none = np.zeros((1, len(drawn)))
    return found.assign(**_parts(draws[0], [none, none, none]), prior_variance=DOMAIN_DEVIATION**2)


def _prior_variance(prediction: Prediction, mixture: Mixture) -> NDArray[np.float64]:
    """Return the variance that scores of subjects nobody spoke of would have around the level of their domain."""
    fit = prediction.fit
    names = (("actor", "actor_domain"), ("partner", "partner_domain"))
    sizes = [sum(float(np.mean(fit.deviation(name) ** 2)) for name in pair) for pair in names]
    sizes.append(float(np.mean(fit.relation_deviation**2)))
    parts = [size * squares for size, squares in zip(sizes, mixture.squares(), strict=True)]
    return parts[0] + parts[1] + parts[2]


def reliability(frame: pd.DataFrame) -> pd.Series[float]:
    """Return which share of the prior uncertainty the statements removed: 1 − Var(posterior) / Var(prior).

    Prior, for the whole network: N(50, 50²) for the level of a domain. For everything below: what the model says of
    a subject of the same kind that nobody spoke of.
    """
    whole = frame["level"].eq("network")
    prior = frame["prior_variance"].where(~whole, frame["prior_variance"].clip(lower=DOMAIN_DEVIATION**2))
    return (1.0 - frame["variance"] / prior).clip(lower=0.0)
