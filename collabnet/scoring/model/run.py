"""The whole of model scoring in one place: what is fitted, and every table that comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.progress import silent
from collabnet.scoring.changes import score_votes
from collabnet.scoring.model import diagnostics, sensitivity, structural
from collabnet.scoring.model.changes import modelled_changes
from collabnet.scoring.model.fit import brief, fits, usual
from collabnet.scoring.model.next_interviews import COLUMNS as NEXT
from collabnet.scoring.model.next_interviews import next_interviews
from collabnet.scoring.model.observations import EFFECT_SCALE, of_collaboration, of_context
from collabnet.scoring.model.ordinal import AGREES, kendall
from collabnet.scoring.model.scores import Wave
from collabnet.scoring.model.summary import score_draws
from collabnet.scoring.model.table import model_scores, predicted_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from collabnet.network import Network
    from collabnet.progress import Progress
    from collabnet.scoring.model.fit import DrawStore, Fit, Plan
    from collabnet.scoring.model.observations import Observations


CHECKS: Final = tuple(scale for scale in sensitivity.SCALES if scale != EFFECT_SCALE)
"""Prior scales that are tried beside the headline's."""

FEW_INTERVIEWS: Final = 5
"""Interviews below which a remark says that little can be told apart."""

FLOOR: Final = 0.3
"""Share of ratings of 0 in a domain from which points are a doubtful scale (methods 8.8)."""


@dataclass(frozen=True, eq=False)
class Modelled:
    """What the model found.

    Attributes
    ----------
    scores
        The score table.
    attribution
        The structural rows of ``attribution``.
    curve
        The same over the aim.
    changes
        How scores changed between waves.
    sensitivity
        What would change the picture.
    parameters
        What the model learned of sizes and levels, with diagnostics.
    predicted
        Expected pairs that nobody spoke of.
    next_interviews
        Whom to interview next.
    remarks
        What a reader should know about the fit: ``code`` and ``facts``.
    """

    scores: pd.DataFrame
    attribution: pd.DataFrame
    curve: pd.DataFrame
    changes: pd.DataFrame
    sensitivity: pd.DataFrame
    parameters: pd.DataFrame
    predicted: pd.DataFrame
    next_interviews: pd.DataFrame
    remarks: pd.DataFrame


@dataclass(frozen=True)
class Effort:
    """How much work may be done, and where draws are kept.

    Attributes
    ----------
    kept
        Draws of each of the four chains.
    jobs
        Processes that may work at once; the numbers do not depend on it.
    store
        Where draws outlive a run.
    """

    kept: int = settings.DRAWS
    jobs: int = 1
    store: DrawStore | None = field(default=None, compare=False)


def modelled_study(
    network: Network, plain: pd.DataFrame, effort: Effort = Effort(), progress: Progress = silent
) -> Modelled:
    """Fit the model and its checks, and make every table that comes out of it.

    Parameters
    ----------
    network
        The network, with its study.
    plain
        The transparent scores.
    effort
        How much work may be done.
    progress
        Told of every chain that is ready.
    """
    effort = effort or Effort()
    seed = network.study.settings.seed
    wanted = dict(_wanted(network, seed, effort.kept))
    found = fits(list(wanted.values()), jobs=effort.jobs, store=effort.store, progress=progress)
    fitted = dict(zip(wanted, found, strict=True))
    headline, context = fitted.get("collaboration"), fitted.get("context")
    waves = {key: Wave.of(network, headline, key) for key in network.waves} if headline is not None else {}
    parameters = diagnostics.parameters(
        {key: fitted[key] for key in ("collaboration", "context") if key in fitted}, waves
    )
    checks = {key: fit for key, fit in fitted.items() if key not in ("collaboration", "context")}
    scores = model_scores(network, plain, headline, context, waves)
    scores = _with_ordinal(scores, network, checks.get("ordinal"))
    remarks = pd.DataFrame(list(_remarks(headline, scores, parameters)), columns=["code", "facts"])
    return Modelled(
        scores=scores, attribution=structural.structural(network, waves),
        curve=structural.structural_curve(network, waves), parameters=parameters, remarks=remarks,
        changes=modelled_changes(network, scores, score_votes(network), waves, context),
        predicted=predicted_pairs(network, plain, waves),
        sensitivity=_sensitivity(network, headline, waves, checks, plain),
        next_interviews=_next(network, headline, waves),
    )  # fmt: skip


def _wanted(network: Network, seed: int, kept: int) -> Iterator[tuple[str, tuple[Observations, Plan]]]:
    """Return what is fitted: the headline, the context, and the checks beside the headline."""
    said = of_collaboration(network)
    context = of_context(network)
    if context is not None:
        yield "context", (context, usual(context.design, seed, 1, kept=kept))
    if said is None:
        return
    yield "collaboration", (said, usual(said.design, seed, 0, kept=kept))
    yield "ordinal", (said, brief(said.design, seed, 2, kept=kept, ordinal=True))
    for place, scale in enumerate(CHECKS, start=3):
        again = of_collaboration(network, scale=scale)
        if again is not None:
            yield f"{scale:g}", (again, brief(again.design, seed, place, kept=kept))


def _sensitivity(
    network: Network, fit: Fit | None, waves: Mapping[str, Wave], checks: Mapping[str, Fit], plain: pd.DataFrame
) -> pd.DataFrame:
    if fit is None:
        return pd.DataFrame(columns=list(sensitivity.COLUMNS))
    return sensitivity.sensitivity(network, fit, waves, checks, plain)


def _next(network: Network, fit: Fit | None, waves: Mapping[str, Wave]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(NEXT)) if fit is None else next_interviews(network, fit, waves)


def _with_ordinal(scores: pd.DataFrame, network: Network, fit: Fit | None) -> pd.DataFrame:
    """Put the ordinal model's number beside the scores of the network and of organisations, on the same scale."""
    frame = scores.assign(ordinal_estimate=np.nan)
    if fit is None:
        return frame
    chosen = frame["method"].eq("model") & frame["level"].isin(["network", "organisation_in", "organisation_out"])
    for (key, domain), rows in frame[chosen].groupby(["wave", "domain"]):
        wave = Wave.of(network, fit, str(key))
        mixture, _ = wave.mixture(list(zip(rows["level"], rows["subject"], strict=True)), str(domain))
        drawn = score_draws(wave.predicted, str(domain), mixture)
        if drawn is not None:
            frame.loc[rows.index, "ordinal_estimate"] = drawn.mean(axis=1).clip(0.0, 100.0)
    return frame


def agreement_of_scales(scores: pd.DataFrame) -> tuple[float, float]:
    """Return how far the ordinal model agrees: Kendall's tau of organisations' scores, largest change of a network's.

    tau is the mean over domains, waves and both roles, of lists of at least three organisations.
    """
    if "ordinal_estimate" not in scores:
        return float("nan"), float("nan")
    known = scores[scores["ordinal_estimate"].notna()]
    whole = known[known["level"].eq("network")]
    change = float((whole["estimate"] - whole["ordinal_estimate"]).abs().max()) if len(whole) else float("nan")
    taus = [
        kendall(rows["estimate"].to_numpy(float), rows["ordinal_estimate"].to_numpy(float))
        for _, rows in known[known["level"].ne("network")].groupby(["level", "domain", "wave"])
        if len(rows) > 2
    ]
    told = [tau for tau in taus if not np.isnan(tau)]
    return (float(np.mean(told)) if told else float("nan")), change


def _remarks(fit: Fit | None, scores: pd.DataFrame, parameters: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Return codes of what a reader should know about the fit, with their facts."""
    if fit is None:
        yield "nothing_rated", ""
        return
    frame = fit.observations.frame
    interviews = frame["interview_id"].nunique()
    if interviews < FEW_INTERVIEWS:
        yield "few_interviews", f"count={interviews}"
    if len(set(frame["coder"])) < 2:
        yield "one_coder", ""
    if frame["points"].min() == frame["points"].max():
        yield "all_equal", f"points={frame['points'].iloc[0]:g}"
    pairs = frame[frame["level"].eq("dyad")]
    if len(pairs) and pairs["reporter"].eq(pairs["source"]).all():
        yield "one_sided_reports", ""
    yield from _checked(scores, parameters)
    for domain, share in frame.groupby("domain")["points"].agg(lambda points: float((points == 0).mean())).items():
        if share > FLOOR:
            yield "many_zeros", f"domain={domain},share={share:.2f}"


def _checked(scores: pd.DataFrame, parameters: pd.DataFrame) -> Iterator[tuple[str, str]]:
    displayed = parameters[parameters["parameter"].eq("score_network")]
    rough = diagnostics.doubtful(displayed)
    if len(rough):
        yield "not_converged", f"rhat={rough['rhat'].max():.3f},ess={rough['ess'].min():.0f},count={len(rough)}"
    tau, change = agreement_of_scales(scores)
    if tau < AGREES:
        yield "ordinal_differs", f"tau={tau:.2f},points={change:.1f}"
    elif not np.isnan(tau):
        yield "ordinal_agrees", f"tau={tau:.2f},points={change:.1f}"
