"""What would change the picture: an interview less, another prior, silent organisations, other pairs, another scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.scoring.model.conditional import Averages, Held
from collabnet.scoring.model.observations import EFFECT_SCALE
from collabnet.scoring.model.ordinal import expected_rating
from collabnet.scoring.model.scores import NETWORK, Wave
from collabnet.scoring.model.summary import TAILS
from collabnet.scoring.pairs import REQUIRED, STATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Network
    from collabnet.scoring.model.fit import Fit

COLUMNS: Final = ("domain", "wave", "kind", "setting", "score", "low", "high", "shift", "flagged", "of")

KINDS: Final = ("interview", "prior_scale", "not_interviewed", "pairs", "ordinal", "transparent")

FLAGGED: Final = 5.0
"""Points of shift from which a row is flagged."""

SCALES: Final = (EFFECT_SCALE / 3.0, EFFECT_SCALE, EFFECT_SCALE * 2.0)
"""Scales of the half-Cauchy priors that are tried: 5, 15 and 30 points; of coders (half-normal) half of that."""

SILENT: Final = (-10.0, 0.0, 10.0)
"""How much better or worse than predicted it may go with organisations that were not interviewed, in points."""

SIZES: Final = 8
"""Draws of the sizes at which an interview is left out; the shifts are averaged over them."""

Scored = tuple[str, str]


def sensitivity(
    network: Network, fit: Fit, waves: Mapping[str, Wave], checks: Mapping[str, Fit], plain: pd.DataFrame
) -> pd.DataFrame:
    """Say how far each network score moves when something about the data or the model is changed.

    Parameters
    ----------
    network
        The network.
    fit
        The headline's fit.
    waves
        What the headline says of each wave.
    checks
        Other fits: ``5`` and ``30`` (prior scales), ``ordinal``.
    plain
        The transparent scores.

    Returns
    -------
    pandas.DataFrame
        One row per domain, wave, ``kind`` and ``setting``: ``score`` with 95 % interval (0–100), ``shift`` from the
        headline in points, ``flagged`` from 5 points. ``interview``: that interview left out, sizes held at eight
        draws of theirs. ``prior_scale``: half-Cauchy scale of all effects, in points. ``not_interviewed``: pairs with
        an organisation that was not interviewed go so many points better than predicted. ``pairs``: over all pairs,
        the required ones, or those spoken of. ``ordinal``: ratings as steps, not points. ``transparent``: the plain
        mean. ``of`` is the headline.
    """
    headline = {(domain, key): drawn for key, wave in waves.items() for domain in _domains(fit, key)
                if (drawn := wave.network_draws(domain)) is not None}  # fmt: skip
    rows = [
        *_interviews(fit, waves, headline), *_scales(network, headline, checks), *_silent(waves, headline),
        *_pairs(waves, headline), *_ordinal(network, headline, checks), *_plain(headline, plain),
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=["domain", "wave", "kind", "setting", "score", "low", "high", "shift"])
    of = [float(headline[key].mean()) for key in zip(found["domain"], found["wave"], strict=True)]
    found = found.assign(of=of, flagged=found["shift"].abs() > FLAGGED)
    for name in ("score", "low", "high", "of"):
        found[name] = found[name].clip(0.0, 100.0)
    return found[list(COLUMNS)]


def _domains(fit: Fit, wave: str) -> list[str]:
    return [domain for domain, when in fit.observations.columns["domain"] if when == wave]


def _row(
    key: Scored, kind: str, setting: str, draws: NDArray[np.float64], of: NDArray[np.float64]
) -> tuple[object, ...]:
    low, high = np.quantile(draws, TAILS)
    return (*key, kind, setting, float(draws.mean()), float(low), float(high), float(draws.mean() - of.mean()))


def _interviews(
    fit: Fit, waves: Mapping[str, Wave], headline: Mapping[Scored, NDArray[np.float64]]
) -> Iterator[tuple[object, ...]]:
    interviews = sorted(set(fit.observations.frame["interview_id"]))
    if len(interviews) < 2:
        return
    shifts = _shifts(fit, waves, interviews, list(headline))
    spoken = _spoken(fit)
    for place, interview in enumerate(interviews):
        for number, key in enumerate(headline):
            if (interview, *key) in spoken:
                yield _row(key, "interview", interview, headline[key] + shifts[place, number], headline[key])


def _spoken(fit: Fit) -> set[tuple[str, str, str]]:
    """Return which interviews belong to which domain's wave: of others, leaving out says nothing of that score."""
    frame = fit.observations.frame
    return {
        (str(interview), domain, str(wave))
        for interview, wave in frame[["interview_id", "wave"]].drop_duplicates().itertuples(index=False)
        for domain in set(frame["domain"])
    }


def _shifts(fit: Fit, waves: Mapping[str, Wave], interviews: list[str], keys: list[Scored]) -> NDArray[np.float64]:
    """Return how far each score moves without each interview: interviews × scores, averaged over draws of the sizes."""
    design = fit.observations.design
    by_effect, by_relation = _contrasts(fit, waves, keys)
    of_interview = fit.observations.frame["interview_id"].to_numpy(dtype=object)
    draws = np.unique(np.linspace(0, fit.size - 1, SIZES if design.size <= 1000 else 1).astype(int))
    found = np.zeros((len(interviews), len(keys)))
    for draw in draws:
        averages = Averages(design, Held.at(fit, int(draw)))
        effects, relations = averages()
        whole = by_effect @ effects + by_relation @ relations.reshape(-1)
        for place, interview in enumerate(interviews):
            less, fewer = averages(of_interview == interview)
            found[place] += by_effect @ less + by_relation @ fewer.reshape(-1) - whole
    return found / len(draws)


def _contrasts(
    fit: Fit, waves: Mapping[str, Wave], keys: list[Scored]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how much every effect and relation counts in each network score."""
    columns, design = fit.observations.columns, fit.observations.design
    by_effect = np.zeros((len(keys), design.size))
    by_relation = np.zeros((len(keys), 2 * design.blocks))
    for number, (domain, key) in enumerate(keys):
        wave = waves[key]
        mixture, _ = wave.mixture(NETWORK, domain)
        by_effect[number, columns["domain"][domain, key]] = 1.0
        for family, shares in (("actor", mixture.source), ("partner", mixture.target)):
            for node, share in zip(wave.nodes, shares.toarray()[0], strict=True):
                for name, where in ((family, (node, key)), (f"{family}_domain", (node, key, domain))):
                    if where in columns.get(name, {}):
                        by_effect[number, columns[name][where]] += share
        for (source, target), share in zip(wave.pairs.keys, mixture.relation.toarray()[0], strict=True):
            pair = fit.observations.pairs.get((source, target, key))
            if pair is not None:
                by_relation[number, 2 * design.block[pair] + design.side[pair]] += share
    return by_effect, by_relation


def _scales(
    network: Network, headline: Mapping[Scored, NDArray[np.float64]], checks: Mapping[str, Fit]
) -> Iterator[tuple[object, ...]]:
    for scale in SCALES:
        name = f"{scale:g}"
        fit = checks.get(name)
        waves = {} if fit is None else {key: Wave.of(network, fit, key) for key in {wave for _, wave in headline}}
        for key, of in headline.items():
            drawn = of if scale == EFFECT_SCALE else waves[key[1]].network_draws(key[0]) if waves else None
            if drawn is not None:
                yield _row(key, "prior_scale", name, drawn, of)


def _silent(waves: Mapping[str, Wave], headline: Mapping[Scored, NDArray[np.float64]]) -> Iterator[tuple[object, ...]]:
    for key, of in headline.items():
        wave = waves[key[1]]
        heard = wave.pairs.heard
        silent = ~(heard[wave.pairs.source] & heard[wave.pairs.target])
        share = float(wave.pair_weights() @ silent) if len(silent) and not wave.without_pairs(key[0]) else 0.0
        for shift in SILENT:
            yield _row(key, "not_interviewed", f"{shift:+g}", of + shift * share, of)


def _pairs(waves: Mapping[str, Wave], headline: Mapping[Scored, NDArray[np.float64]]) -> Iterator[tuple[object, ...]]:
    for key, of in headline.items():
        for setting, draws in _over(waves[key[1]], key[0]):
            yield _row(key, "pairs", setting, draws, of)


def _over(wave: Wave, domain: str) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Return the draws of a domain's score over all pairs, the required ones and those spoken of."""
    predicted, pairs = wave.predicted, wave.pairs
    level, size = predicted.level(domain), len(pairs.nodes)
    assert level is not None  # noqa: S101 - only scored domains come here
    source, target = predicted.source(domain), predicted.target(domain)
    if size > 1:
        every = level + source[:, :size].mean(axis=1) + target[:, :size].mean(axis=1)
        yield "all", every + predicted.relation.sum(axis=1) / (size * (size - 1))
    for setting, weight in ((REQUIRED, pairs.weight), (STATED, pairs.spoken.astype(float))):
        if weight.sum() > 0:
            share = weight / weight.sum()
            parts = source[:, pairs.source] @ share + target[:, pairs.target] @ share + predicted.relation @ share
            yield setting, level + parts


def _ordinal(
    network: Network, headline: Mapping[Scored, NDArray[np.float64]], checks: Mapping[str, Fit]
) -> Iterator[tuple[object, ...]]:
    fit = checks.get("ordinal")
    if fit is None:
        return
    waves = {key: Wave.of(network, fit, key) for key in {wave for _, wave in headline}}
    for key, of in headline.items():
        drawn = expected_score(waves[key[1]], key[0])
        if drawn is not None:
            yield _row(key, "ordinal", "probit", drawn, of)


def expected_score(wave: Wave, domain: str) -> NDArray[np.float64] | None:
    """Return the draws of a network score of the ordinal model: the rating to expect, in points, over the pairs."""
    predicted = wave.predicted
    level = predicted.level(domain)
    weight = wave.pair_weights()
    if level is None or not len(weight) or wave.without_pairs(domain):
        return None
    centre = level[:, None] + predicted.relation
    centre = centre + predicted.source(domain)[:, wave.pairs.source] + predicted.target(domain)[:, wave.pairs.target]
    layers = wave.fit.draws.layers
    spread = np.sqrt(layers[:, 0] ** 2 + layers[:, 1] ** 2)
    found: NDArray[np.float64] = expected_rating(centre, spread, wave.fit.draws.correlation) @ weight
    return found


def _plain(headline: Mapping[Scored, NDArray[np.float64]], plain: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    whole = plain[plain["level"].eq("network") & plain["voice"].eq("organisations")]
    for row in whole[["domain", "wave", "estimate", "low", "high"]].to_dict("records"):
        key = (str(row["domain"]), str(row["wave"]))
        if key in headline:
            shift = float(row["estimate"]) - float(headline[key].mean())
            yield (*key, "transparent", "plain", float(row["estimate"]), float(row["low"]), float(row["high"]), shift)
