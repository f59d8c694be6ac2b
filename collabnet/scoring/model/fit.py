"""Fitting: four chains side by side, each with one BLAS thread so that bytes repeat; draws that were made are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from collabnet import settings
from collabnet.progress import silent
from collabnet.scoring.model.chains import Draws, run
from collabnet.scoring.model.gibbs import Chain
from collabnet.scoring.model.marginal import Marginal, MarginalChain
from collabnet.scoring.model.normal import DENSE
from collabnet.scoring.model.ordinal import OrdinalChain
from collabnet.threads import one_thread, side_by_side, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.progress import Progress
    from collabnet.scoring.model.chains import Moving
    from collabnet.scoring.model.design import Design
    from collabnet.scoring.model.observations import Observations
    from collabnet.scoring.model.proposal import Proposal

EDITION: Final = 2
"""Raised whenever the sampler changes, so that draws of an older one are never shown."""

MOST_NUMBERS: Final = 30_000_000
"""Numbers of all draws together that are kept in memory (240 MB); beyond, every second or third draw is kept."""

MANY: Final = 500
MANY_KEPT: Final = 1000
"""Effects from which a chain keeps no more draws than this: each takes long, and sizes are told better."""

MOST_ORDINAL: Final = 500
"""Draws that a chain of the ordinal check keeps at most: it only ranks organisations, and each draw is dearer."""

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
        How many chains; steps of each that are thrown away, and that are kept (candidates, or sweeps of Gibbs).
    ordinal
        Whether ratings are steps of a hidden scale instead of points.
    """

    seed: tuple[int, ...]
    chains: int = 4
    warm: int = 50
    kept: int = settings.DRAWS
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
    models = [(wanted[place][0].design, wanted[place][1]) for place in missing]
    chains = _run(models, jobs, progress)
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


def _run(models: Sequence[tuple[Design, Plan]], jobs: int, progress: Progress) -> Iterator[Draws]:
    """Run every chain of every model; the answers come in that order."""
    each = _workers(models, jobs)
    shared = list(each(_candidates, models))
    tasks = [
        (design, plan, seed, candidates)
        for (design, plan), candidates in zip(models, shared, strict=True)
        for seed in np.random.SeedSequence(list(plan.seed)).spawn(plan.chains)
    ]
    for done, draws in enumerate(each(_one, tasks), start=1):
        progress("sampling", done, len(tasks))
        yield draws


def _workers(models: Sequence[tuple[Design, Plan]], jobs: int) -> Callable[..., Iterable[Any]]:
    """Return what does a piece of work for every one of many: here, or in processes where that is worth it."""
    cost = sum(len(design.points) * plan.chains * (plan.warm + plan.kept) for design, plan in models) / 1000
    chains = sum(plan.chains for _, plan in models)
    processes = workers(jobs, chains) if cost >= WORTH_A_PROCESS else 1
    return lambda work, tasks: side_by_side(work, tasks, processes, max_nbytes=None)


def _candidates(design: Design, plan: Plan) -> Proposal | None:
    """Return where sizes probably are, which all chains of a model share; nothing where they do not ask for it."""
    if plan.ordinal or design.size > DENSE:
        return None
    with one_thread():
        return Marginal(design).proposal()


def _one(design: Design, plan: Plan, seed: np.random.SeedSequence, candidates: Proposal | None) -> Draws:
    with one_thread():
        state = _start(design, plan, np.random.default_rng(seed), candidates)
        return run(state, warm=plan.warm, kept=plan.kept, thin=plan.thin(design))


def _start(design: Design, plan: Plan, random: np.random.Generator, candidates: Proposal | None) -> Moving:
    if plan.ordinal:
        return OrdinalChain(design, random)
    return Chain(design, random) if candidates is None else MarginalChain(design, random, candidates)


def _joined(chains: Sequence[Draws]) -> Draws:
    return Draws(
        **{field.name: np.concatenate([getattr(one, field.name) for one in chains]) for field in fields(Draws)}
    )


def usual(design: Design, seed: int, role: int = 0, *, kept: int = settings.DRAWS) -> Plan:
    """Return the plan for a model of this size: fewer sweeps for a large one, each of which takes long.

    ``role`` tells models of one study apart, so that they use different random numbers.
    """
    if design.size > DENSE:
        return Plan((seed, role), warm=min(200, kept), kept=min(600, kept))
    kept = min(MANY_KEPT, kept) if design.size > MANY else kept
    return Plan((seed, role), warm=min(50, kept), kept=kept)


def brief(design: Design, seed: int, role: int, *, kept: int = settings.DRAWS, ordinal: bool = False) -> Plan:
    """Return the plan of a check beside the headline: two chains, half as long or less."""
    whole = usual(design, seed, role, kept=kept)
    short = max(min(whole.kept // 2, MOST_ORDINAL) if ordinal else whole.kept // 2, 1)
    return Plan((seed, role), chains=2, warm=max(short // 2 if ordinal else whole.warm, 1), kept=short, ordinal=ordinal)
