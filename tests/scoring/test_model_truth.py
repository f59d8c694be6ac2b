"""The sampler against truth: closed forms worked out densely here, draws from the prior, and the method of moments.

Nothing here is compared with another program; that is ``tests/studies/independent_fit.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from collabnet.scoring.model import fit as fitting
from collabnet.scoring.model.chains import Draws, run
from collabnet.scoring.model.design import Design, Family
from collabnet.scoring.model.diagnostics import convergence
from collabnet.scoring.model.errors import Layers, Sizes
from collabnet.scoring.model.fit import Plan, fits
from collabnet.scoring.model.gibbs import Chain
from collabnet.scoring.model.marginal import FEW, MarginalChain
from collabnet.scoring.model.normal import Dense, Sparse, prior_of
from collabnet.scoring.model.observations import Observations

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RESOLUTION = 7.2
LEVEL = 20.0
SCALES = {"actor": 15.0, "partner": 10.0, "reporter": 15.0}
RELATION, CLAIM, ERROR = 15.0, 12.0, 25.0

TIMES = 900
"""Draws of the prior from which sweeps are started."""


def sampled(design: Design, seed: int, *, warm: int, kept: int, ordinary: bool = True) -> Draws:
    """Run one chain: of the sampler that integrates effects out, or else by Gibbs."""
    way = MarginalChain if ordinary else Chain
    return run(way(design, np.random.default_rng(seed)), warm=warm, kept=kept)


both_ways = pytest.mark.parametrize("ordinary", [True, False], ids=["marginal", "gibbs"])

every_kind = pytest.mark.parametrize(
    ("reciprocal", "quotes"),
    [(False, False), (False, True), (True, False), (True, True)],
    ids=["alone", "alone-quotes", "reciprocal", "reciprocal-quotes"],
)

simplest_and_fullest = pytest.mark.parametrize(
    ("reciprocal", "quotes"), [(False, False), (True, True)], ids=["alone", "reciprocal-quotes"]
)
"""For what takes long: with nothing that may be left out, and with all of it."""


def made(*, reciprocal: bool, quotes: bool, organisations: int = 4, ratings: int = 40) -> Design:
    """Return a design in which everything occurs: several weights, quotes coded twice, statements about no pair."""
    random = np.random.default_rng(organisations + ratings)
    pairs = list(permutations(range(organisations), 2))
    blocks = {key: number for number, key in enumerate(pair for pair in pairs if pair[0] < pair[1])}
    claims = ratings // 2 if quotes else ratings
    claim = np.arange(ratings) % claims
    pair = random.integers(-1, len(pairs), claims)
    ends = [pairs[number] if number >= 0 else tuple(random.integers(organisations, size=2)) for number in pair]
    columns = [random.integers(2, size=claims), *np.array(ends).T, random.integers(3, size=claims)]
    widths = [2, organisations, organisations, 3]
    x = np.hstack([np.eye(width)[column[claim]] for width, column in zip(widths, columns, strict=True)])
    stops = np.cumsum(widths)
    families = [Family("domain", 0, 2, deviation=LEVEL)]
    families += [
        Family(name, int(stops[place]), int(stops[place + 1]), scale=scale, light=name == "reporter")
        for place, (name, scale) in enumerate(SCALES.items())
    ]
    twins = np.arange(organisations)[:, None] + np.array([2, 2 + organisations])
    return Design(
        points=random.choice([-50.0, -25.0, 0.0, 25.0, 50.0], ratings),
        weight=random.choice([0.25, 0.5, 1.0], ratings),
        x=sparse.csr_array(x), families=tuple(families), claim=claim, pair=pair,
        block=np.array([blocks[min(pair), max(pair)] for pair in pairs]),
        side=np.array([int(source > target) for source, target in pairs]),
        quotes=quotes, reciprocal=reciprocal, twins=twins if reciprocal else twins[:0],
        relation_scale=RELATION, claim_scale=CLAIM, error_scale=ERROR, smallest_error=RESOLUTION,
    )  # fmt: skip


# Sizes held: everything has a closed form.


@dataclass
class Held:
    """A design with all sizes held, and the same written out as full matrices."""

    design: Design
    layers: Layers
    variance: dict[str, float]
    covariance: float

    @classmethod
    def of(cls, *, reciprocal: bool, quotes: bool) -> Held:
        design = made(reciprocal=reciprocal, quotes=quotes)
        sizes = Sizes(300.0, 90.0 if quotes else 0.0, 150.0, 60.0 if reciprocal else 150.0)
        layers = Layers(design)
        layers.set(sizes)
        return cls(design, layers, {"actor": 80.0, "partner": 120.0, "reporter": 40.0}, 50.0 if reciprocal else 0.0)

    @property
    def prior(self) -> Any:
        return prior_of(self.design, self.variance, self.covariance)

    def of_effects(self) -> Numbers:
        """Return the prior covariance of the effects."""
        sizes = {"domain": LEVEL**2, **self.variance}
        found = np.diag(np.concatenate([np.full(family.size, sizes[family.name]) for family in self.design.families]))
        for first, second in self.design.twins:
            found[first, second] = found[second, first] = self.covariance
        return found

    def of_ratings(self) -> Numbers:
        """Return the covariance of ratings about what effects explain, cell by cell."""
        design, sizes = self.design, self.layers.sizes
        same, other = (sizes.plus + sizes.minus) / 2, (sizes.plus - sizes.minus) / 2
        found = np.diag(sizes.error / design.weight)
        for row, first in enumerate(design.claim):
            for column, second in enumerate(design.claim):
                one, two = design.pair[first], design.pair[second]
                if first == second:
                    found[row, column] += sizes.claim
                if one >= 0 and two >= 0 and design.block[one] == design.block[two]:
                    found[row, column] += same if one == two else other
        return found

    def posterior(self) -> tuple[Numbers, Numbers]:
        """Return mean and covariance of the effects, by conditioning effects and ratings that are jointly normal."""
        prior, x = self.of_effects(), self.design.x.toarray()
        gain = prior @ x.T @ np.linalg.inv(x @ prior @ x.T + self.of_ratings())
        return gain @ self.design.points, prior - gain @ x @ prior


class Told:
    """In the place of a random generator: says the normal numbers it was told, one after the other."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers, self.used = numbers, 0

    def standard_normal(self, shape: Any) -> Numbers:
        size = int(np.prod(shape))
        self.used += size
        return self.numbers[self.used - size : self.used].reshape(shape)


def exactly(draw: Callable[[Any], Numbers]) -> tuple[Numbers, Numbers]:
    """Return mean and covariance of what is drawn, without drawing: it is a line in the normal numbers it uses."""
    counted = Told(np.zeros(10_000))
    mean = draw(counted)
    slopes = np.stack([draw(Told(unit)) - mean for unit in np.eye(counted.used)], axis=1)
    return mean, slopes @ slopes.T


@every_kind
@pytest.mark.parametrize("way", [Dense, Sparse])
def test_effects_are_drawn_from_their_posterior(way: Any, reciprocal: bool, quotes: bool) -> None:
    held = Held.of(reciprocal=reciprocal, quotes=quotes)
    drawer = way(held.design, held.layers)
    mean, covariance = exactly(lambda told: drawer.draw(held.design.points, held.prior, told))
    truth, spread = held.posterior()
    np.testing.assert_allclose(mean, truth, atol=1e-5)
    np.testing.assert_allclose(covariance, spread, atol=1e-4)


@every_kind
def test_the_mean_without_drawing_is_the_posterior_mean(reciprocal: bool, quotes: bool) -> None:
    held = Held.of(reciprocal=reciprocal, quotes=quotes)
    mean = Sparse(held.design, held.layers).mean(held.design.points, held.prior)
    np.testing.assert_allclose(mean, held.posterior()[0], atol=1e-5)


@every_kind
def test_layers_multiply_by_the_inverse_of_the_covariance_of_ratings(reciprocal: bool, quotes: bool) -> None:
    held = Held.of(reciprocal=reciprocal, quotes=quotes)
    found = np.stack([held.layers.apply(unit) for unit in np.eye(len(held.design.points))])
    np.testing.assert_allclose(found, np.linalg.inv(held.of_ratings()), rtol=1e-9, atol=1e-14)


@every_kind
def test_the_noise_of_ratings_has_their_covariance(reciprocal: bool, quotes: bool) -> None:
    held = Held.of(reciprocal=reciprocal, quotes=quotes)
    mean, covariance = exactly(held.layers.noise)
    np.testing.assert_allclose(mean, 0.0)
    np.testing.assert_allclose(covariance, held.of_ratings(), rtol=1e-9, atol=1e-9)


@every_kind
def test_the_log_density_is_that_of_the_multivariate_normal(reciprocal: bool, quotes: bool) -> None:
    held = Held.of(reciprocal=reciprocal, quotes=quotes)
    residuals = np.random.default_rng(2).normal(scale=20.0, size=len(held.design.points))
    truth = stats.multivariate_normal(cov=held.of_ratings()).logpdf(residuals)
    constant = -0.5 * len(residuals) * np.log(2 * np.pi)
    assert held.layers.log_density(residuals) + constant == pytest.approx(truth, rel=1e-10)


@every_kind
def test_relations_are_drawn_from_their_posterior(reciprocal: bool, quotes: bool) -> None:
    held = Held.of(reciprocal=reciprocal, quotes=quotes)
    design, sizes = held.design, held.layers.sizes
    residuals = np.random.default_rng(2).normal(scale=20.0, size=len(design.points))
    same, other = (sizes.plus + sizes.minus) / 2, (sizes.plus - sizes.minus) / 2
    prior = np.kron(np.eye(design.blocks), [[same, other], [other, same]])
    loads = np.zeros((len(design.points), 2 * design.blocks))
    for rating, claim in enumerate(design.claim):
        number = design.pair[claim]
        if number >= 0:
            loads[rating, 2 * design.block[number] + design.side[number]] = 1.0
    gain = prior @ loads.T @ np.linalg.inv(held.of_ratings())
    mean, covariance = exactly(lambda told: held.layers.draw(residuals, told)[0].reshape(-1))
    np.testing.assert_allclose(mean, gain @ residuals, atol=1e-9)
    np.testing.assert_allclose(covariance, prior - gain @ loads @ prior, atol=1e-9)
    np.testing.assert_allclose(held.layers.relation_means(residuals).reshape(-1), mean, atol=1e-12)


@every_kind
def test_relations_claims_and_errors_add_up_to_what_effects_leave(reciprocal: bool, quotes: bool) -> None:
    held = Held.of(reciprocal=reciprocal, quotes=quotes)
    residuals = np.random.default_rng(2).normal(scale=20.0, size=len(held.design.points))
    relations, claims, errors = held.layers.draw(residuals, np.random.default_rng(3))
    whole = held.layers.relations(relations) + claims[held.design.claim] + errors
    np.testing.assert_allclose(whole, residuals, atol=1e-12)


# Sizes free: what a sweep leaves as it is.


def uniform_of_half_cauchy(deviation: float | Numbers, scale: float) -> Any:
    """Return the share of a half-Cauchy distribution that lies below: uniform where that is the distribution."""
    return 2.0 / np.pi * np.arctan(np.asarray(deviation) / scale)


def from_the_prior(state: Chain, random: np.random.Generator) -> None:
    """Set a chain to a draw of everything from the prior, redundant numbers too, and of ratings from that."""

    def inverse_gamma(rate: float) -> float:
        return float(rate / random.standard_gamma(0.5))

    def stretched(multiplier: float, scale: float) -> float:
        return float(multiplier) ** 2 * inverse_gamma(scale**2 / 2)

    design = state.design
    state.multiplier = random.standard_normal(len(state.expanded))
    for family, multiplier in zip(state.expanded, state.multiplier, strict=True):
        state.variance[family.name] = stretched(multiplier, family.scale)
    for family in state.few.light:
        state.variance[family.name] = float(random.normal(scale=family.scale) ** 2)
    if state.joined:
        state.mixing = np.array([inverse_gamma(1.0 / family.scale**2) for family in state.joined])
        roles = stats.invwishart(3, 4.0 * np.diag(1.0 / state.mixing)).rvs(random_state=random)
        state.variance.update(actor=float(roles[0, 0]), partner=float(roles[1, 1]))
        state.covariance = float(roles[0, 1])
    error = 0.0
    while error < design.smallest_error**2:
        state.own = inverse_gamma(1.0 / design.error_scale**2)
        error = inverse_gamma(1.0 / state.own)
    state.stretch = random.standard_normal(len(state.stretch))
    claim = stretched(state.stretch[-1], design.claim_scale) if design.quotes else 0.0
    plus = stretched(state.stretch[0], design.relation_scale)
    minus = stretched(state.stretch[1], design.relation_scale) if design.reciprocal else plus
    state.sizes = Sizes(error, claim, plus, minus)
    state.layers.set(state.sizes)
    spread = [np.full(f.size, state.variance[f.name] if f.free else f.deviation**2) for f in design.families]
    state.effects = np.sqrt(np.concatenate(spread)) * random.standard_normal(design.size)
    if state.joined:
        state.effects[design.twins] = random.multivariate_normal(np.zeros(2), roles, len(design.twins))
    state.points = design.x @ state.effects + state.layers.noise(random)


def looked_at(state: Chain) -> dict[str, float]:
    """Return what has a known mean under the prior: shares below (uniform), squares of standard normal numbers."""
    design, sizes = state.design, state.sizes
    least = uniform_of_half_cauchy(design.smallest_error, ERROR)
    error = (uniform_of_half_cauchy(np.sqrt(sizes.error), ERROR) - least) / (1.0 - least)
    found = {"error": error, "own": np.exp(-(1.0 / ERROR**2 + 1.0 / sizes.error) / state.own)}
    for family in state.free:
        deviation = np.sqrt(state.variance[family.name])
        found[family.name] = uniform_of_half_cauchy(deviation, family.scale)
        if family.light:
            found[family.name] = 2.0 * stats.norm.cdf(deviation / family.scale) - 1.0
        if family in state.joined:  # of Huang and Wand's covariance matrix each deviation is half-t, 2 degrees
            found[family.name] = 2.0 * stats.t.cdf(deviation / family.scale, 2) - 1.0
    layers = {"plus": (sizes.plus, RELATION, 0)}
    if design.reciprocal:
        layers["minus"] = (sizes.minus, RELATION, 1)
        found["correlation"] = (1.0 + float(state.look()[-1])) / 2.0
    if design.quotes:
        layers["claim"] = (sizes.claim, CLAIM, -1)
    for name, (variance, scale, place) in layers.items():
        found[name] = uniform_of_half_cauchy(np.sqrt(variance), scale)
        # Given a size, half its squared multiplier times (1 + scale² / variance) is exponential.
        found[f"{name} multiplier"] = np.exp(-(state.stretch[place] ** 2) * (1.0 + scale**2 / variance) / 2.0)
    found = {name: value - 0.5 for name, value in found.items()}
    pairs = [(f"{name} multiplier", name) for name in layers] + [("own", "error")]
    found |= {f"{one} × {two}": found[one] * found[two] for one, two in pairs}
    found |= {f"{name}²": value**2 - 1 / 12 for name, value in found.items() if "×" not in name}
    for family in design.families:
        variance = state.variance[family.name] if family.free else family.deviation**2
        found[f"{family.name} effect"] = state.effects[family.start] ** 2 / variance - 1.0
    relation = state.relations[design.block[0], design.side[0]]
    found["relation"] = relation**2 * 2.0 / (sizes.plus + sizes.minus) - 1.0
    return found


@simplest_and_fullest
def test_sweeps_leave_the_joint_distribution_of_everything_as_it_is(reciprocal: bool, quotes: bool) -> None:
    # Geweke (2004, doi:10.1198/016214504000001132), each time from a new draw of the prior: two sweeps later every
    # number has the distribution it came from. Means of bounded functions stand in for moments, which sizes with
    # heavy tails do not have. Few effects of each kind, so that priors count; both sweeps trade sizes.
    state = Chain(made(reciprocal=reciprocal, quotes=quotes, organisations=2, ratings=6), np.random.default_rng(5))
    random = np.random.default_rng(6)
    found = []
    for _ in range(TIMES):
        from_the_prior(state, random)
        for turn in (3, 1):
            state._turn = turn
            state.sweep()
        found.append(looked_at(state))
    frame = pd.DataFrame(found)
    z = frame.mean() / frame.std() * np.sqrt(len(frame))
    assert z.abs().max() < 4, z[z.abs() > 2.5].to_string()


def numbers_of(state: Chain) -> Numbers:
    """Return the sizes of a chain as the other sampler writes them."""
    design, sizes = state.design, state.sizes
    found = [np.arcsinh(np.sqrt(state.variance[family.name]) / unit(family)) for family in state.free]
    rest, share = np.sqrt(sizes.error - design.smallest_error**2), 2.0 if design.reciprocal else 1.0
    layers = ([sizes.claim] if design.quotes else []) + [sizes.plus / share]
    for square in [*layers, sizes.minus / share] if design.reciprocal else layers:
        found.append(np.arctan2(np.sqrt(square), rest))
        rest = np.hypot(np.sqrt(square), rest)
    found.append(np.log(rest))
    return np.array([*found, np.arctanh(float(state.look()[-1]))] if design.reciprocal else found)


def unit(family: Family) -> float:
    return family.scale * (FEW if family.light else 1.0)


@simplest_and_fullest
def test_candidates_leave_the_joint_distribution_of_everything_as_it_is(reciprocal: bool, quotes: bool) -> None:
    # As above for the sampler that integrates effects out: any fixed candidates will do, so these fit one set of
    # ratings. Steps from where the chain is are tested as well: there are sweeps enough.
    design = made(reciprocal=reciprocal, quotes=quotes, organisations=2, ratings=6)
    prior, random = Chain(design, np.random.default_rng(5)), np.random.default_rng(16)
    state = MarginalChain(design, random)
    found = []
    for _ in range(2 * TIMES):
        from_the_prior(prior, random)
        state.density.design = replace(design, points=prior.points)
        state.put(numbers_of(prior))
        for _ in range(6):
            state.sweep()
        effects, relations, *_ = state.look()
        prior.effects, prior.relations = effects, relations
        place = state.place
        prior.variance, prior.covariance, prior.sizes = place.variance, place.covariance, place.layers
        seen = looked_at(prior)
        found.append({name: seen[name] for name in seen if "multiplier" not in name and "own" not in name})
    frame = pd.DataFrame(found)
    z = frame.mean() / frame.std() * np.sqrt(len(frame))
    assert state.accepted > TIMES / 2
    assert z.abs().max() < 4, z[z.abs() > 2.5].to_string()


@pytest.mark.parametrize("quotes", [False, True])
def test_where_ratings_say_nothing_standard_deviations_are_drawn_from_their_prior(quotes: bool) -> None:
    design = made(reciprocal=False, quotes=quotes, organisations=2, ratings=4)
    found = sampled(replace(design, weight=design.weight * 1e-12), 8, warm=50, kept=1500, ordinary=False)
    free = [family for family in design.families if family.free]
    drawn = {one.name: (found.deviations[:, place], one.scale) for place, one in enumerate(free) if not one.light}
    drawn["relation"] = found.layers[:, 2], RELATION
    if quotes:
        drawn["claim"] = found.layers[:, 1], CLAIM
    for name, (deviations, scale) in drawn.items():
        below = uniform_of_half_cauchy(deviations, scale)
        for share in (0.25, 0.5, 0.75):
            inside = (below < share).astype(float)
            error = np.sqrt(share * (1 - share) / convergence(inside.reshape(1, -1))[1])
            assert abs(inside.mean() - share) < 4 * error < 0.25, (name, share, inside.mean(), error)


# Complete round robins: the method of moments (methods 8.3).

TRUTH = (4.0, 9.0, 1.0, 6.0, 2.0)
"""Variance of actors and partners, their covariance, variance of relations, covariance of the two directions."""


def round_robins(organisations: int, times: int, random: np.random.Generator) -> Numbers:
    """Return times × n × n ratings of everybody by everybody; NaN on the diagonal."""
    actors, partners, between, own, back = TRUTH
    roles = random.multivariate_normal([0, 0], [[actors, between], [between, partners]], (times, organisations))
    plus = random.normal(scale=np.sqrt(own + back), size=(times, organisations, organisations))
    minus = random.normal(scale=np.sqrt(own - back), size=(times, organisations, organisations))
    plus, minus = np.triu(plus, 1), np.triu(minus, 1)
    both = (plus + plus.swapaxes(1, 2) + minus - minus.swapaxes(1, 2)) / np.sqrt(2)
    found = roles[:, :, None, 0] + roles[:, None, :, 1] + both
    found[:, np.arange(organisations), np.arange(organisations)] = np.nan
    return found


def moments(x: Numbers) -> Numbers:
    """Return the five variances by the method of moments, one row per round robin."""
    n = x.shape[1]
    rows, columns, whole = np.nanmean(x, axis=2), np.nanmean(x, axis=1), np.nanmean(x, axis=(1, 2))[:, None]
    one, two, three = (n - 1) ** 2 / (n * (n - 2)), (n - 1) / (n * (n - 2)), (n - 1) / (n - 2)
    a = one * rows + two * columns - three * whole
    b = one * columns + two * rows - three * whole
    g = np.nan_to_num(x - a[:, :, None] - b[:, None, :] - whole[:, :, None])
    back = g.swapaxes(1, 2)
    between = 2 * np.triu(((g + back) / 2) ** 2, 1).sum(axis=(1, 2)) / ((n - 1) * (n - 2) / 2 - 1)
    within = np.triu((g - back) ** 2, 1).sum(axis=(1, 2)) / ((n - 1) * (n - 2))
    shared, apart = between / (2 * (n - 2)), within / (2 * n)
    sums = [(a * a).sum(axis=1), (b * b).sum(axis=1), (a * b).sum(axis=1)]
    roles = [one / (n - 1) - shared + sign * apart for one, sign in zip(sums, (-1, -1, 1), strict=True)]
    return np.stack([*roles, (between + within) / 2, (between - within) / 2], axis=1)


def design_of(x: Numbers) -> Design:
    """Return one round robin as a sampler is given it; errors are small, nearly all is relation."""
    n = len(x)
    pairs = list(permutations(range(n), 2))
    source, target = np.array(pairs).T
    eye = np.eye(n)
    blocks = {pair: number for number, pair in enumerate(pair for pair in pairs if pair[0] < pair[1])}
    return Design(
        points=x[source, target],
        weight=np.full(len(pairs), 1e6),
        x=sparse.csr_array(np.hstack([np.ones((len(pairs), 1)), eye[source], eye[target]])),
        families=(Family("domain", 0, 1, deviation=50.0), Family("actor", 1, n + 1, scale=15.0),
                  Family("partner", n + 1, 2 * n + 1, scale=15.0)),
        claim=np.arange(len(pairs)), pair=np.arange(len(pairs)),
        block=np.array([blocks[min(pair), max(pair)] for pair in pairs]), side=(source > target).astype(np.intp),
        quotes=False, reciprocal=True, twins=np.arange(n)[:, None] + np.array([1, n + 1]),
        relation_scale=3.0, claim_scale=3.0, error_scale=25.0, smallest_error=1e-4,
    )  # fmt: skip


def test_the_method_of_moments_has_no_bias() -> None:
    found = moments(round_robins(10, 4000, np.random.default_rng(9)))
    error = found.std(axis=0) / np.sqrt(len(found))
    assert (error < 0.08).all()
    np.testing.assert_array_less(np.abs(found.mean(axis=0) - TRUTH) / error, 3.5)


@both_ways
def test_on_a_complete_round_robin_the_model_finds_what_the_method_of_moments_finds(ordinary: bool) -> None:
    ratings = round_robins(32, 1, np.random.default_rng(10))
    draws = sampled(design_of(ratings[0]), 11, warm=100, kept=800, ordinary=ordinary)
    plus, minus = draws.layers[:, 2] ** 2, draws.layers[:, 3] ** 2
    actors, partners = draws.deviations.T
    found = np.stack(
        [actors**2, partners**2, draws.correlation * actors * partners, (plus + minus) / 2, (plus - minus) / 2], axis=1
    )
    spread = found.std(axis=0)
    # Priors and the skew of a variance's posterior move the median by a part of its standard deviation at most.
    np.testing.assert_array_less(np.abs(np.median(found, axis=0) - moments(ratings)[0]) / spread, 0.4)


# The same bytes, and the edge of the error.


def wrapped(design: Design) -> Observations:
    return Observations(pd.DataFrame(), design, {}, {})


def same(one: Draws, two: Draws) -> bool:
    return all(getattr(one, name).tobytes() == getattr(two, name).tobytes() for name in Draws.__dataclass_fields__)


@both_ways
@every_kind
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    reciprocal: bool, quotes: bool, ordinary: bool
) -> None:
    design = made(reciprocal=reciprocal, quotes=quotes)
    one, again, other = (sampled(design, seed, warm=5, kept=20, ordinary=ordinary) for seed in (1, 1, 2))
    assert same(one, again)
    assert not same(one, other)


def test_draws_are_the_same_bytes_on_one_process_and_on_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "WORTH_A_PROCESS", 0)
    wanted = [
        (wrapped(made(reciprocal=kind, quotes=True)), Plan((7,), chains=2, warm=5, kept=20)) for kind in (False, True)
    ]
    for one, two in zip(fits(wanted, jobs=1), fits(wanted, jobs=2), strict=True):
        assert same(one.draws, two.draws)


@pytest.mark.parametrize("points", ["all equal", "as explained", "far apart"])
@both_ways
@every_kind
def test_the_error_is_never_smaller_than_what_rounding_leaves_open(
    points: str, reciprocal: bool, quotes: bool, ordinary: bool
) -> None:
    design = made(reciprocal=reciprocal, quotes=quotes)
    values = {
        "all equal": np.full(40, 25.0),
        "as explained": design.x @ np.arange(design.size),
        "far apart": design.points,
    }
    draws = sampled(replace(design, points=values[points]), 12, warm=0, kept=120, ordinary=ordinary)
    assert (draws.layers[:, 0] >= RESOLUTION * (1 - 1e-12)).all()
    for name in Draws.__dataclass_fields__:
        assert np.isfinite(getattr(draws, name)).all(), name
