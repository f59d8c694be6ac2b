"""The scoring model fitted by a general-purpose engine, NumPyro's NUTS, beside the sampler of collabnet.

The model is written here once more, from what a design promises and not from how the sampler works: explicit effects,
relations and claims, nothing integrated out, no redundant multipliers, prior densities as published. Posterior means
and standard deviations of both are compared in units of their Monte-Carlo error. ``independent_fit.md`` says how to
run it and what came out.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from arviz_stats.base import array_stats

from collabnet.network import Network
from collabnet.reading import read
from collabnet.scoring.model import fit as fitting
from collabnet.scoring.model import of_collaboration
from collabnet.scoring.model.chains import Draws
from collabnet.scoring.model.fit import Fit, Plan, fits
from collabnet.scoring.model.observations import observations_of
from collabnet.scoring.model.scores import Wave
from collabnet.scoring.model.simulation import SimulationPlan, SimulationSizes, simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from collabnet.scoring.model.design import Design
    from collabnet.scoring.model.observations import Observations

    Numbers = NDArray[np.float64]

RESULTS = Path(__file__).with_suffix(".csv")
SAMPLE = Path(__file__).parents[2] / "sample_data" / "transition"

EVERY = {"domain": 1, "coder": 1, "process": 1, "self_report": 1, "spoken_of_alone": 1}
"""Families of which all effects are compared; of others every sixth."""

SPARSELY = 6

DIGITS = 6


@dataclass(frozen=True)
class Subject:
    """A study: what is fitted, and how network scores are made of a fit."""

    observations: Observations
    scores: Callable[[Fit], Mapping[str, Numbers]]


def sample() -> Subject:
    """Return the invented study that ships with collabnet: two waves, three processes, quotes coded twice."""
    network = Network.from_study(read(SAMPLE))
    observations = of_collaboration(network)
    assert observations is not None

    def scores(fit: Fit) -> dict[str, Numbers]:
        waves = {key: Wave.of(network, fit, key) for key in network.waves}
        drawn = {
            f"{domain} {key}": waves[key].network_draws(domain) for domain, key in fit.observations.columns["domain"]
        }
        return {name: values for name, values in drawn.items() if values is not None}

    return Subject(observations, scores)


def simulated(plan: SimulationPlan, seed: int) -> Subject:
    """Return a study drawn from the model."""
    study = simulate(plan, seed)

    def scores(fit: Fit) -> dict[str, Numbers]:
        wave = Wave(study.pairs, fit)
        drawn = {domain: wave.network_draws(domain) for domain, _ in fit.observations.columns["domain"]}
        return {name: values for name, values in drawn.items() if values is not None}

    return Subject(observations_of(study.frame), scores)


TWO_WAYS = SimulationPlan(
    interviews=30, mutual=True, double_coded=0.4, roles=0.3, reciprocity=0.5,
    sizes=SimulationSizes(quote=10.0, error=15.0),
)  # fmt: skip

STUDIES: dict[str, Callable[[], Subject]] = {
    "sample": sample,
    "simulated": lambda: simulated(SimulationPlan(), 1),
    "two ways": lambda: simulated(TWO_WAYS, 2),
}


# The engine.


class Program:
    """A design as a NumPyro program: effects are standard normal numbers times their standard deviation."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.x = design.x.tocoo()
        pair = np.where(design.pair >= 0, design.pair, 0)
        self.place = 2 * design.block[pair] + design.side[pair] if design.reciprocal else pair

    def __call__(self) -> None:
        import jax.numpy as jnp
        import numpyro
        from numpyro import distributions as dist

        design = self.design
        deviations, effects = self._effects()
        expected = jnp.bincount(self.x.coords[0], self.x.data * effects[self.x.coords[1]], length=len(design.points))
        error = numpyro.sample("error", dist.TruncatedCauchy(0.0, design.error_scale, low=design.smallest_error))
        plus = minus = quote = jnp.zeros(())
        if design.pairs:
            plus, minus, relations = self._relations()
            expected = expected + jnp.where(design.pair >= 0, relations.reshape(-1)[self.place], 0.0)[design.claim]
            numpyro.deterministic("relations", relations)
        if design.quotes:
            quote = numpyro.sample("quote", dist.HalfCauchy(design.claim_scale))
            expected = expected + (quote * _normal("z_quote", len(design.pair)))[design.claim]
        numpyro.deterministic("effects", effects)
        numpyro.deterministic("deviations", deviations)
        numpyro.deterministic("layers", jnp.stack([error, quote, plus, minus]))
        numpyro.sample("points", dist.Normal(expected, error / np.sqrt(design.weight)), obs=design.points)

    def _effects(self) -> tuple[Any, Any]:
        """Draw all effects; return the standard deviations that are free, and the effects."""
        import jax.numpy as jnp
        import numpyro
        from numpyro import distributions as dist

        drawn = self._roles() if self.design.reciprocal else {}
        for family in self.design.families:
            if family.name not in drawn:
                deviation = family.deviation
                if family.free:
                    prior = dist.HalfNormal(family.scale) if family.light else dist.HalfCauchy(family.scale)
                    deviation = numpyro.sample(f"deviation_{family.name}", prior)
                drawn[family.name] = deviation, deviation * _normal(f"z_{family.name}", family.size)
        free = [drawn[family.name][0] for family in self.design.families if family.free]
        return jnp.stack(free), jnp.concatenate([drawn[family.name][1] for family in self.design.families])

    def _roles(self) -> dict[str, Any]:
        """Draw both roles of every organisation.

        Their covariance Σ has the density of Huang & Wand (2013, doi:10.1214/13-BA815) with ν = 2,
        ``|Σ|^−3 Π (2 (Σ⁻¹)_kk + 1 / A_k²)^−2``, here times dΣ = 4 s₁² s₂² ds₁ ds₂ dρ.
        """
        import jax.numpy as jnp
        import numpyro
        from numpyro import distributions as dist

        scales = [self.design.family(name).scale for name in ("actor", "partner")]
        first, second = (numpyro.sample(f"deviation_{k}", dist.HalfCauchy(scale)) for k, scale in enumerate(scales))
        share = numpyro.sample("correlation", dist.Uniform(-1, 1))
        rest = 1 - share**2
        log = -3 * jnp.log(first**2 * second**2 * rest) + 2 * jnp.log(first) + 2 * jnp.log(second)
        for deviation, scale in ((first, scales[0]), (second, scales[1])):
            log = log - 2 * jnp.log(2 / (deviation**2 * rest) + 1 / scale**2)
            log = log - dist.HalfCauchy(scale).log_prob(deviation)  # counted where it was drawn
        numpyro.factor("roles", log)
        z = _normal("z_roles", 2, len(self.design.twins))
        return {
            "actor": (first, first * z[0]),
            "partner": (second, second * (share * z[0] + jnp.sqrt(rest) * z[1])),
        }

    def _relations(self) -> tuple[Any, Any, Any]:
        """Draw relations: one per spoken direction, or both directions of every pair where they go together."""
        import jax.numpy as jnp
        import numpyro
        from numpyro import distributions as dist

        prior = dist.HalfCauchy(self.design.relation_scale)
        if not self.design.reciprocal:
            deviation = numpyro.sample("relation", prior)
            return deviation, deviation, deviation * _normal("z_relation", self.design.pairs)
        plus, minus = numpyro.sample("plus", prior), numpyro.sample("minus", prior)
        z = _normal("z_relation", self.design.blocks, 2)
        both = [plus * z[:, 0] + minus * z[:, 1], plus * z[:, 0] - minus * z[:, 1]]
        return plus, minus, jnp.stack(both, axis=1) / np.sqrt(2.0)


def _normal(name: str, *size: int) -> Any:
    import numpyro
    from numpyro import distributions as dist

    return numpyro.sample(name, dist.Normal(0, 1).expand(size).to_event(len(size)))


@dataclass
class Peer:
    """NUTS on one design: compiled once, then run as often as one likes, all chains side by side."""

    design: Design
    chains: int
    warm: int
    kept: int
    exact: bool = True
    """Whether numbers are of 64 bits; 32 are NumPyro's usual way."""

    def __post_init__(self) -> None:
        import numpyro
        from numpyro.infer import MCMC, NUTS

        numpyro.set_platform("cpu")
        numpyro.set_host_device_count(self.chains)
        numpyro.enable_x64(self.exact)
        kernel = NUTS(Program(self.design), target_accept_prob=0.9 if self.exact else 0.8)
        self.sampler = MCMC(
            kernel, num_warmup=self.warm, num_samples=self.kept, num_chains=self.chains, progress_bar=False,
            chain_method="parallel" if self.chains > 1 else "sequential",
        )  # fmt: skip

    def __call__(self, seed: int) -> tuple[Draws, int]:
        """Return the draws, chain after chain, and how many of them diverged."""
        import jax

        self.sampler.run(jax.random.PRNGKey(seed))
        found = {name: np.asarray(values, dtype=float) for name, values in self.sampler.get_samples().items()}
        diverging = int(self.sampler.get_extra_fields()["diverging"].sum())
        relations = found.get("relations", np.zeros((len(found["effects"]), 0, 2)))
        if relations.ndim == 2:  # one number per spoken direction
            slots = np.zeros((len(relations), self.design.blocks, 2))
            slots[:, self.design.block, self.design.side] = relations
            relations = slots
        correlation = found.get("correlation", np.zeros(len(relations)))
        return Draws(found["effects"], relations, found["deviations"], found["layers"], correlation), diverging


# Both beside each other.


def quantities(subject: Subject, fit: Fit) -> Iterator[tuple[str, str, Numbers]]:
    """Return what is compared: kind, name, draws."""
    design, draws = fit.observations.design, fit.draws
    for name, values in subject.scores(fit).items():
        yield "network score", name, values
    for family in design.families:
        kind = "level" if family.name == "domain" else "effect"
        for column in range(family.start, family.stop, EVERY.get(family.name, SPARSELY)):
            yield kind, f"{family.name} {column - family.start + 1}", draws.effects[:, column]
    for number in range(0, design.pairs, SPARSELY):
        values = draws.relations[:, design.block[number], design.side[number]]
        yield "relation", f"relation {number + 1}", values
    free = [family.name for family in design.families if family.free]
    sizes = dict(zip(free, draws.deviations.T, strict=True))
    names = {"error": 0, "quote": 1, "relation, sum": 2, "relation, difference": 3}
    if not design.reciprocal:
        names = {"error": 0, "quote": 1, "relation": 2}
    sizes |= {name: draws.layers[:, place] for name, place in names.items() if name != "quote" or design.quotes}
    for name, values in sizes.items():
        yield "size", name, values
        yield "size, log", f"log {name}", np.log(values)
    if design.reciprocal:
        yield "correlation", "roles", draws.correlation
        yield "correlation", "directions", fit.reciprocity


def told(subject: Subject, fit: Fit) -> pd.DataFrame:
    """Return means and standard deviations of what one side drew, with their Monte-Carlo errors.

    A standard deviation of a size itself is left out: its posterior has tails so heavy that the error of the error is
    not finite where there are few effects of a kind. Its logarithm has all moments.
    """
    rows = []
    for kind, name, draws in quantities(subject, fit):
        chains = draws.reshape(fit.chains, -1)
        effective = _of(array_stats.ess, chains, method="bulk")
        for statistic in ("mean", "sd") if kind != "size" else ("mean",):
            value = float(chains.mean() if statistic == "mean" else chains.std())
            rows.append((kind, name, statistic, value, _error(chains, statistic), effective))
    return pd.DataFrame(rows, columns=[*KEYS, "value", "error", "ess"])


KEYS = ["kind", "quantity", "statistic"]


def beside(ours: pd.DataFrame, peer: pd.DataFrame) -> pd.DataFrame:
    """Lay both sides beside each other; ``z`` is their difference in units of its Monte-Carlo error."""
    both = ours.merge(peer, on=KEYS, suffixes=("_ours", "_peer"), validate="one_to_one")
    assert len(both) == len(ours) == len(peer)
    error = np.hypot(both["error_ours"], both["error_peer"])
    return both.assign(z=(both["value_ours"] - both["value_peer"]) / error)


def _of(measure: Any, chains: Numbers, **options: Any) -> float:
    return float(measure(chains, chain_axis=0, draw_axis=1, **options))


def _error(chains: Numbers, statistic: str) -> float:
    """Return the Monte-Carlo error of a mean or a standard deviation.

    That of a standard deviation rests on how well *squares* mix: with partial pooling they follow the slow sizes, and
    the effective sample size of the mean, which arviz-stats takes, would promise too much.
    """
    if statistic == "mean":
        return _of(array_stats.mcse, chains, method="mean")
    squares = (chains - chains.mean()) ** 2
    return _of(array_stats.mcse, squares, method="mean") / (2.0 * float(chains.std()))


def ours(observations: Observations, kept: int, jobs: int) -> Fit:
    """Fit by collabnet, long: four chains."""
    return fits([(observations, Plan((41,), warm=500, kept=kept))], jobs=jobs)[0]


def by_peer(observations: Observations, kept: int) -> tuple[Fit, int]:
    """Fit by NumPyro: four chains."""
    draws, diverging = Peer(observations.design, chains=4, warm=800, kept=kept)(1)
    return Fit(observations, 4, draws), diverging


def versions() -> str:
    """Return what was compared, in one line."""
    from importlib.metadata import version

    names = ("numpyro", "jax", "numpy", "scipy", "arviz-stats")
    return f"Python {sys.version.split()[0]}, " + ", ".join(f"{name} {version(name)}" for name in names)


SIZES = ("size", "size, log", "correlation")


def summary(table: pd.DataFrame) -> str:
    """Return how the differences are distributed, by study and kind, as a table of Markdown."""
    heads = ("study", "what", "compared", "largest \\|z\\|", "\\|z\\| > 2", "root mean square of z",
             "least effective draws, collabnet", "NumPyro")  # fmt: skip
    lines = [heads, ("---",) * len(heads)]
    what = np.where(table["kind"].isin(SIZES), "sizes, correlations", "levels, scores, effects, relations")
    for (study, name), rows in table.groupby([table["study"], what], sort=False):
        lines.append((study, name, *_distribution(rows["z"]), *(f"{rows[one].min():,.0f}" for one in SIDES)))
    lines.append(("**all**", "", *_distribution(table["z"]), "", ""))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


SIDES = ("ess_ours", "ess_peer")


def _distribution(z: pd.Series) -> tuple[str, ...]:
    return f"{len(z)}", f"{z.abs().max():.2f}", f"{(z.abs() > 2).mean():.1%}", f"{np.sqrt((z**2).mean()):.2f}"


def run(name: str, before: pd.DataFrame, options: argparse.Namespace) -> pd.DataFrame:
    """Fit one study both ways, or only by collabnet where NumPyro's numbers are kept; return the comparison."""
    subject = STUDIES[name]()
    start = time.perf_counter()
    mine = told(subject, ours(subject.observations, options.kept, options.jobs))
    sys.stderr.write(f"{name}: collabnet {time.perf_counter() - start:.0f} s\n")
    if options.again:
        names = {f"{column}_peer": column for column in ("value", "error", "ess")}
        peer = before.loc[before["study"].eq(name), [*KEYS, *names]].rename(columns=names)
    else:
        start = time.perf_counter()
        fit, diverging = by_peer(subject.observations, options.peer_kept)
        peer = told(subject, fit)
        sys.stderr.write(f"{name}: NumPyro {time.perf_counter() - start:.0f} s, {diverging} divergent\n")
    return beside(mine, peer).assign(study=name)


def main() -> None:
    """Fit every study both ways, and write the comparison beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", nargs="*", default=list(STUDIES), choices=list(STUDIES))
    parser.add_argument("--kept", type=int, default=3_000, help="draws of each chain of collabnet")
    parser.add_argument("--peer-kept", type=int, default=1_500, help="draws of each chain of NumPyro")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="fit by collabnet only; NumPyro's numbers stay")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--table", action="store_true", help="only print the summary of what was written before")
    options = parser.parse_args()
    fitting.WORTH_A_PROCESS = 0
    found = pd.read_csv(options.out) if options.out.exists() else pd.DataFrame(columns=["study"])
    for name in [] if options.table else options.studies:
        table = run(name, found, options)
        found = pd.concat([found[found["study"] != name], table], ignore_index=True)
        found = found[["study", *(column for column in found if column != "study")]]
        found.to_csv(options.out, index=False, float_format=f"%.{DIGITS}g", lineterminator="\n")
    sys.stdout.write(f"{summary(found)}\n\n{'' if options.table else versions()}\n")


if __name__ == "__main__":
    main()
