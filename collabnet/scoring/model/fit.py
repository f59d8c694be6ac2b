"""Fitting: four chains side by side, each with one BLAS thread so that bytes repeat; draws that were made are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from collabnet.progress import silent
from collabnet.scoring.model.gibbs import Draws, chain
from collabnet.scoring.model.normal import DENSE
from collabnet.scoring.model.ordinal import ordinal_chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.progress import Progress
    from collabnet.scoring.model.design import Design
    from collabnet.scoring.model.observations import Observations

EDITION: Final = 1
"""Raised whenever the sampler changes, so that draws of an older one are never shown."""

KEPT: Final = 1000
"""Sweeps that each chain keeps, where nobody says otherwise."""

MOST_NUMBERS: Final = 30_000_000
"""Numbers of all draws together that are kept in memory (240 MB); beyond, every second or third draw is kept."""

WORTH_A_PROCESS: Final = 800
"""Ratings × sweeps / 1000 from which chains run in processes of their own: starting one takes a second."""


class DrawStore(Protocol):
    """Where draws outlive a run, such as a workspace."""

    def get(self, key: str) -> Mapping[str, NDArray[np.float64]] | None:
        """Return what was kept under a key; nothing where there is none."""

    def put(self, key: str, arrays: Mapping[str, NDArray[np.float64]]) -> None:
        """Keep arrays under a key."""


@dataclass(frozen=True)
class Plan:
    """How a model is sampled.

    Attributes
    ----------
    seed
        Numbers that seed the chains.
    chains, warm, kept
        How many chains; sweeps of each that are thrown away, and that are kept.
    ordinal
        Whether ratings are steps of a hidden scale instead of points.
    """

    seed: tuple[int, ...]
    chains: int = 4
    warm: int = 300
    kept: int = 1000
    ordinal: bool = False

    def thin(self, design: Design) -> int:
        """Return which part of the kept sweeps is stored: every one, or every n-th where that would fill the memory."""
        numbers = self.chains * self.kept * (design.size + 2 * design.blocks)
        return max(1, -(-numbers // MOST_NUMBERS))


@dataclass(frozen=True, eq=False)
class Fit:
    """What was drawn for one set of ratings, the chains one after the other.

    Attributes
    ----------
    observations
        What was fitted.
    chains
        How many chains there are.
    draws
        All draws.
    """

    observations: Observations
    chains: int
    draws: Draws

    @property
    def size(self) -> int:
        """Return the number of draws."""
        return len(self.draws.effects)

    def deviation(self, family: str) -> NDArray[np.float64]:
        """Return the draws of a family's standard deviation, in points; 0 where the model has none of that name."""
        free = [one.name for one in self.observations.design.families if one.free]
        return self.draws.deviations[:, free.index(family)] if family in free else np.zeros(self.size)

    @property
    def relation_deviation(self) -> NDArray[np.float64]:
        """Return the draws of the standard deviation of relations."""
        plus, minus = self.draws.layers[:, 2], self.draws.layers[:, 3]
        found: NDArray[np.float64] = np.sqrt((plus**2 + minus**2) / 2.0)
        return found if self.observations.design.pairs else np.zeros(self.size)

    @property
    def reciprocity(self) -> NDArray[np.float64]:
        """Return the draws of the correlation between the two directions of a pair."""
        plus, minus = self.draws.layers[:, 2] ** 2, self.draws.layers[:, 3] ** 2
        found: NDArray[np.float64] = (plus - minus) / (plus + minus)
        return found if self.observations.design.reciprocal else np.zeros(self.size)

    def effect(self, family: str, key: tuple[str, ...]) -> NDArray[np.float64] | None:
        """Return the draws of one effect; nothing where no statement tells of it."""
        column = self.observations.columns.get(family, {}).get(key)
        return None if column is None else self.draws.effects[:, column]


def fits(
    wanted: Sequence[tuple[Observations, Plan]], *, jobs: int = 1, store: DrawStore | None = None,
    progress: Progress = silent,
) -> list[Fit]:  # fmt: skip
    """Fit several models: all their chains side by side.

    Parameters
    ----------
    wanted
        Ratings, and how they are sampled.
    jobs
        Processes that may work at once. The draws do not depend on it.
    store
        Where draws are looked up before, and kept after.
    progress
        Told of every chain that is ready.
    """
    keys = [fingerprint(observations.design, plan) for observations, plan in wanted]
    known = {key: store.get(key) for key in keys} if store is not None else {}
    missing = [place for place, key in enumerate(keys) if known.get(key) is None]
    tasks = [task for place in missing for task in _tasks(*wanted[place])]
    chains = _run(tasks, jobs, progress)
    found = []
    for place, (observations, plan) in enumerate(wanted):
        kept = known.get(keys[place])
        if kept is None:
            draws = _joined([next(chains) for _ in range(plan.chains)])
            if store is not None:
                store.put(keys[place], {field.name: getattr(draws, field.name) for field in fields(Draws)})
        else:
            draws = Draws(**{field.name: kept[field.name] for field in fields(Draws)})
        found.append(Fit(observations, plan.chains, draws))
    return found


def fingerprint(design: Design, plan: Plan) -> str:
    """Return a hash of all that decides the draws: ratings, effects, priors, plan, and the versions that count."""
    whole = hashlib.sha256()
    arrays = [design.points, design.weight, design.x.data, design.x.indices, design.x.indptr, design.claim,
              design.pair, design.block, design.side, design.twins]  # fmt: skip
    for array in arrays:
        whole.update(str(array.shape).encode() + np.ascontiguousarray(array).tobytes())
    facts = (
        design.families, design.quotes, design.reciprocal, design.relation_scale, design.claim_scale,
        design.error_scale, design.smallest_error, plan, EDITION, *map(version, ("collabnet", "numpy", "scipy")),
    )  # fmt: skip
    whole.update(repr(facts).encode())
    return whole.hexdigest()


Task = tuple["Design", np.random.SeedSequence, Plan]


def _tasks(observations: Observations, plan: Plan) -> list[Task]:
    seeds = np.random.SeedSequence(list(plan.seed)).spawn(plan.chains)
    return [(observations.design, seed, plan) for seed in seeds]


def _run(tasks: Sequence[Task], jobs: int, progress: Progress) -> Iterator[Draws]:
    """Run every chain; the answers come in the order of the tasks."""
    cost = sum(len(design.points) * (plan.warm + plan.kept) for design, _, plan in tasks) / 1000
    if jobs == 1 or len(tasks) < 2 or cost < WORTH_A_PROCESS:
        yield from _told((_one(*task) for task in tasks), len(tasks), progress)
        return
    from joblib import Parallel, delayed  # noqa: PLC0415 - starting it costs time that small studies do not have

    pool = Parallel(n_jobs=min(jobs, len(tasks)), return_as="generator", max_nbytes=None)
    yield from _told(pool(delayed(_one)(*task) for task in tasks), len(tasks), progress)


def _told(draws: Iterable[Draws], total: int, progress: Progress) -> Iterator[Draws]:
    for done, one in enumerate(draws, start=1):
        progress("sampling", done, total)
        yield one


def _one(design: Design, seed: np.random.SeedSequence, plan: Plan) -> Draws:
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - looks through every loaded library when imported

    move = ordinal_chain if plan.ordinal else chain
    with threadpool_limits(1):
        return move(design, seed, warm=plan.warm, kept=plan.kept, thin=plan.thin(design))


def _joined(chains: Sequence[Draws]) -> Draws:
    return Draws(
        **{field.name: np.concatenate([getattr(one, field.name) for one in chains]) for field in fields(Draws)}
    )


def usual(design: Design, seed: int, role: int = 0, *, kept: int = KEPT) -> Plan:
    """Return the plan for a model of this size: fewer sweeps for a large one, each of which takes long.

    ``role`` tells models of one study apart, so that they use different random numbers.
    """
    if design.size > DENSE:
        return Plan((seed, role), warm=min(200, kept), kept=min(500, kept))
    return Plan((seed, role), warm=min(300, kept), kept=kept)


def brief(design: Design, seed: int, role: int, *, kept: int = KEPT, ordinal: bool = False) -> Plan:
    """Return the plan of a check beside the headline: two chains, a quarter as long."""
    whole = usual(design, seed, role, kept=kept)
    return Plan((seed, role), chains=2, warm=max(whole.warm // 2, 1), kept=max(whole.kept // 2, 1), ordinal=ordinal)
