"""What the scoring model costs: run with ``pytest --benchmark-enable tests/benchmarks/test_bench_model.py -s``.

The sample study as it is fitted for a reader, beside NumPyro and PyMC on the same model in the same run (where they are
installed: they are no dependencies, see ``tests/studies/independent_fit.md``); a study of 500 organisations and 20,000
statements; and how the time of a sweep grows. Every fit runs in a fresh process, so that memory is its own. Processor
seconds stand beside seconds, so that other work on the machine does not blur the picture. Nothing is asserted about
time.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import sparse

from collabnet.scoring.model import fit as fitting
from collabnet.scoring.model.chains import Draws
from collabnet.scoring.model.design import Design, Family
from collabnet.scoring.model.diagnostics import convergence
from collabnet.scoring.model.fit import Fit, Plan, fits, usual
from collabnet.scoring.model.gibbs import Chain
from collabnet.scoring.model.normal import Sparse
from collabnet.scoring.model.observations import Observations
from tests.studies.independent_fit import Peer, Subject, quantities, sample

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).resolve().parents[2]

JOBS = 2
DOMAINS, CODERS = 5, 5

PER_ORGANISATION = 40
"""Statements for each organisation where growth is looked at."""

SIZES = (100, 200, 400, 800)


# One fit each, in a process of its own; what it found goes to standard output as JSON.


def cost(start: tuple[float, float]) -> dict[str, float]:
    """Return seconds and processor seconds since, and the memory that was held at most, of all processes, in MB."""
    wall, busy = clock()
    each = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"seconds": wall - start[0], "busy": busy - start[1], "parent": each[0], "largest child": each[1]}


def clock() -> tuple[float, float]:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def stop_workers() -> None:
    """End joblib's processes, so that their time and memory are counted."""
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)


def checked(subject: Subject, fit: Fit) -> dict[str, float]:
    """Return the least effective sample size and the largest R-hat of network scores and of sizes."""
    found: dict[str, list[tuple[float, float]]] = {"network score": [], "size": []}
    for kind, _, draws in quantities(subject, fit):
        if kind in found:
            found[kind].append(convergence(draws.reshape(fit.chains, -1)))
    sides = {"scores": found["network score"], "sizes": found["size"]}
    whole = {f"{name}: rhat": max(one[0] for one in values) for name, values in sides.items()}
    return whole | {f"{name}: ess": min(one[1] for one in values) for name, values in sides.items()}


def ours_on_the_sample() -> dict[str, float]:
    subject = sample()
    design = subject.observations.design
    fitting.WORTH_A_PROCESS = 0
    started = clock()
    fits([(subject.observations, Plan((2,), chains=JOBS, warm=1, kept=1))], jobs=JOBS)
    own = sum(work_of_children())
    ready = clock()
    (fit,) = fits([(subject.observations, usual(design, 1))], jobs=JOBS)
    wall = time.perf_counter() - ready[0]
    stop_workers()
    found = cost(ready) | {"seconds": wall, "starting": ready[0] - started[0]}
    return found | {"busy": found["busy"] - own} | checked(subject, fit)


def work_of_children() -> list[float]:
    """Return the processor seconds of every process that was started and still runs."""
    ticks = os.sysconf("SC_CLK_TCK")
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[1]) == os.getpid():
            found.append((int(fields[11]) + int(fields[12])) / ticks)
    return found


def nuts_on_the_sample() -> dict[str, float]:
    """Fit four chains side by side with NumPyro's usual settings; the clock starts when all is compiled."""
    import jax

    subject = sample()
    peer = Peer(subject.observations.design, chains=4, warm=500, kept=500, exact=False)
    ready = [clock()]

    def compiled(event: str, seconds: float, **_: Any) -> None:
        if event.endswith("backend_compile_duration") and seconds > 1:
            ready.append(clock())

    jax.monitoring.register_event_duration_secs_listener(compiled)
    draws, _ = peer(1)
    found = cost(ready[-1]) | {"compiling": ready[-1][0] - ready[0][0]}
    return found | checked(subject, Fit(subject.observations, 4, draws))


def pymc_on_the_sample() -> dict[str, float]:
    """Fit four chains with PyMC's usual sampler, two at a time; its own clock counts the sampling alone."""
    import pymc

    subject = sample()
    design = subject.observations.design
    start = clock()
    with as_pymc(design):
        found = pymc.sample(500, tune=500, chains=4, cores=JOBS, random_seed=1, progressbar=False)
    wall = float(found.sample_stats.attrs["sampling_time"])
    drawn = {name: found.posterior[name].to_numpy() for name in found.posterior}
    flat = {name: values.reshape(-1, *values.shape[2:]) for name, values in drawn.items()}
    relations = np.zeros((len(flat["effects"]), design.blocks, 2))
    relations[:, design.block, design.side] = flat["relations"]
    draws = Draws(flat["effects"], relations, flat["deviations"], flat["layers"], np.zeros(len(relations)))
    used = cost(start)
    return (
        used
        | {"compiling": used["seconds"] - wall, "seconds": wall}
        | checked(subject, Fit(subject.observations, 4, draws))
    )


def as_pymc(design: Design) -> Any:
    """Return the model of a design without reciprocity, as a PyMC user would write it."""
    import pymc
    from pymc import math

    with pymc.Model() as model:
        deviations, effects = [], []
        for family in design.families:
            deviation = family.deviation
            if family.free:
                prior = pymc.HalfNormal if family.light else pymc.HalfCauchy
                deviation = prior(f"deviation_{family.name}", family.scale)
                deviations.append(deviation)
            effects.append(deviation * pymc.Normal(f"z_{family.name}", shape=family.size))
        every = pymc.Deterministic("effects", math.concatenate(effects))
        pymc.Deterministic("deviations", math.stack(deviations))
        relation = pymc.HalfCauchy("relation", design.relation_scale)
        relations = pymc.Deterministic("relations", relation * pymc.Normal("z_relation", shape=design.pairs))
        quote = pymc.HalfCauchy("quote", design.claim_scale)
        claims = quote * pymc.Normal("z_quote", shape=len(design.pair))
        claims = claims + math.switch(design.pair >= 0, relations[np.maximum(design.pair, 0)], 0.0)
        cauchy = pymc.Cauchy.dist(0.0, design.error_scale)
        error = pymc.Truncated("error", cauchy, lower=design.smallest_error)
        pymc.Deterministic("layers", math.stack([error, quote, relation, relation]))
        expected = math.dot(design.x.toarray(), every) + claims[design.claim]
        pymc.Normal("points", expected, error / np.sqrt(design.weight), observed=design.points)
    return model


def ours_on_a_large_study() -> dict[str, float]:
    design = large(500, 20_000)
    plan = usual(design, 1)
    start = clock()
    (fit,) = fits([(Observations(None, design, {}, {}), plan)], jobs=JOBS)  # type: ignore[arg-type]
    stop_workers()
    found = cost(start) | {"effects": design.size, "sweeps": plan.warm + plan.kept, "draws": fit.size}
    levels = [convergence(column.reshape(fit.chains, -1)) for column in fit.draws.effects[:, :DOMAINS].T]
    sizes = [convergence(column.reshape(fit.chains, -1)) for column in fit.draws.deviations.T]
    return found | {
        "levels: rhat": max(one[0] for one in levels), "levels: ess": min(one[1] for one in levels),
        "sizes: rhat": max(one[0] for one in sizes), "sizes: ess": min(one[1] for one in sizes),
    }  # fmt: skip


def growth() -> dict[str, float]:
    """Return processor milliseconds of a sweep, and steps of the solver, by number of organisations."""
    found = {}
    for size in SIZES:
        design = large(size, size * PER_ORGANISATION)
        state = Chain(design, np.random.default_rng(1))
        for _ in range(5):
            state.sweep()
        steps, start = 0, time.process_time()
        for _ in range(10):
            state.sweep()
            steps += state.drawer.steps if isinstance(state.drawer, Sparse) else 0
        found[f"{size}"] = (time.process_time() - start) * 100
        found[f"{size} steps"] = steps / 10
        found[f"{size} effects"] = design.size
    return found


def large(organisations: int, statements: int) -> Design:
    """Return a study of any size, much as the model has it: all are interviewed, few pairs are spoken of often."""
    random = np.random.default_rng(organisations)
    reporter = np.arange(statements) % organisations
    partner = (reporter + 1 + random.geometric(0.1, statements) % (organisations - 1)) % organisations
    away = random.uniform(size=statements) < 0.5
    source, target = np.where(away, reporter, partner), np.where(away, partner, reporter)
    domain, coder = random.integers(DOMAINS, size=statements), random.integers(CODERS, size=statements)
    kinds = {
        "domain": (domain, DOMAINS, 10.0), "actor": (source, organisations, 8.0),
        "partner": (target, organisations, 10.0),
        "actor_domain": (source * DOMAINS + domain, organisations * DOMAINS, 5.0),
        "partner_domain": (target * DOMAINS + domain, organisations * DOMAINS, 8.0),
        "reporter": (reporter, organisations, 8.0), "coder": (coder, CODERS, 4.0),
    }  # fmt: skip
    families, parts, points, start = [], [], random.normal(scale=18.0, size=statements), 0
    for name, (place, size, spread) in kinds.items():
        prior: dict[str, Any] = {"deviation": 50.0} if name == "domain" else {"scale": 15.0}
        prior = {"scale": 7.5, "light": True} if name == "coder" else prior
        families.append(Family(name, start, start + size, **prior))
        parts.append(start + place)
        points += random.normal(scale=spread, size=size)[place]
        start += size
    rows = np.repeat(np.arange(statements), len(parts))
    x = sparse.csr_array((np.ones(len(rows)), (rows, np.stack(parts, axis=1).reshape(-1))), shape=(statements, start))
    pairs, pair = np.unique(np.stack([source, target], axis=1), axis=0, return_inverse=True)
    _, block = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    points += random.normal(scale=8.0, size=len(pairs))[pair]
    return Design(
        points=np.clip(np.round(points / 25.0), -2, 2) * 25.0, weight=random.choice([0.25, 0.5, 1.0], statements),
        x=x, families=tuple(families), claim=np.arange(statements), pair=pair.astype(np.intp),
        block=block.astype(np.intp), side=(pairs[:, 0] > pairs[:, 1]).astype(np.intp), quotes=False, reciprocal=False,
        twins=np.zeros((0, 2), dtype=np.intp), relation_scale=15.0, claim_scale=15.0, error_scale=25.0,
        smallest_error=7.2,
    )  # fmt: skip


WORK = {
    work.__name__: work
    for work in (ours_on_the_sample, nuts_on_the_sample, pymc_on_the_sample, ours_on_a_large_study, growth)
}


def alone(work: str) -> dict[str, float]:
    """Run one of these in a fresh process with one thread for linear algebra, and return what it found."""
    code = f"import json; from tests.benchmarks import test_bench_model as t; print(json.dumps(t.WORK[{work!r}]()))"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def told(name: str, found: dict[str, float]) -> str:
    rates = ", ".join(
        f"{one}: R-hat {found[f'{one}: rhat']:.3f}, effective {found[f'{one}: ess']:.0f}, "
        f"{found[f'{one}: ess'] / found['seconds']:.1f} a second"
        for one in ("scores", "levels", "sizes")
        if f"{one}: ess" in found
    )
    memory = f"{found['parent']:.0f} MB and {found['largest child']:.0f} MB in the largest child"
    return f"\n{name}: {found['seconds']:.1f} s ({found['busy']:.1f} processor seconds), {memory}; {rates}"


@pytest.fixture
def only_when_asked(benchmark: BenchmarkFixture) -> BenchmarkFixture:
    if not benchmark.enabled:
        benchmark(lambda: None)
        pytest.skip("Takes minutes: run with --benchmark-enable.")
    return benchmark


PEERS = {"NumPyro": ("numpyro", "nuts_on_the_sample"), "PyMC": ("pymc", "pymc_on_the_sample")}


def test_the_sample_beside_general_purpose_engines(only_when_asked: BenchmarkFixture, capsys: Any) -> None:
    ours = only_when_asked.pedantic(alone, args=("ours_on_the_sample",), rounds=1)
    with capsys.disabled():
        print(told("sample study, four chains", ours), f"; starting processes {ours['starting']:.1f} s not counted")  # noqa: T201
        for name, (package, work) in PEERS.items():
            if find_spec(package) is None:
                print(f"{name} is not installed beside collabnet, so there is nothing to compare with.")  # noqa: T201
                continue
            peer = alone(work)
            waited = peer["seconds"] + peer["compiling"]
            ratios = {
                f"{name}, {one}{more}": ours[f"{one}: ess"] / ours["seconds"] / (peer[f"{one}: ess"] / seconds)
                for more, seconds in (("", peer["seconds"]), (", compiling counted", waited))
                for one in ("scores", "sizes")
            }
            print(told(name, peer), f"; compiling {peer['compiling']:.0f} s not counted")  # noqa: T201
            print("effective draws a second, ours / its", {key: round(value, 1) for key, value in ratios.items()})  # noqa: T201
            only_when_asked.extra_info.update(ratios)


def test_five_hundred_organisations_and_twenty_thousand_statements(
    only_when_asked: BenchmarkFixture, capsys: Any
) -> None:
    found = only_when_asked.pedantic(alone, args=("ours_on_a_large_study",), rounds=1)
    with capsys.disabled():
        print(told(f"large study, {found['effects']:.0f} effects, {found['sweeps']:.0f} sweeps of four chains", found))  # noqa: T201


def test_the_time_of_a_sweep_grows_with_statements(only_when_asked: BenchmarkFixture, capsys: Any) -> None:
    found = only_when_asked.pedantic(alone, args=("growth",), rounds=1)
    with capsys.disabled():
        for size in SIZES:
            steps = f"{found[f'{size} steps']:.0f} steps" if found[f"{size} steps"] else "one factorisation"
            print(f"\n{size} organisations, {found[f'{size} effects']:.0f} effects: {found[f'{size}']:.0f} ms, {steps}")  # noqa: T201
        doubled = found[f"{SIZES[-1]}"] / found[f"{SIZES[-2]}"]
        print(f"twice the organisations and statements, {doubled:.1f} times the time of a sweep")  # noqa: T201
