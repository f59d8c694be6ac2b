"""Before fieldwork: how wide intervals will be; during fieldwork: whom to speak with next.

Studies of the kind that is planned are invented, fitted as a real one would be, and their intervals measured. So a
plan is judged by what it leaves open, before anybody is asked for an hour of their time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.errors import CallError
from collabnet.progress import silent
from collabnet.scoring.model.fit import Plan, fits, usual
from collabnet.scoring.model.next_interviews import COLUMNS as NEXT
from collabnet.scoring.model.next_interviews import Sizes, next_interviews
from collabnet.scoring.model.observations import of_collaboration
from collabnet.scoring.model.scores import Wave
from collabnet.scoring.model.simulated import fitted, scored
from collabnet.scoring.model.simulation import LEVELS, SimulationPlan, SimulationSizes, simulate
from collabnet.scoring.model.summary import TAILS
from collabnet.threads import side_by_side, workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from collabnet.network import Network
    from collabnet.progress import Progress
    from collabnet.scoring.model.fit import Fit

COLUMNS: Final = (
    "level", "scores", "spoken", "reporters", "width", "width_low", "width_high", "grade_a", "grade_b", "grade_c",
    "grade_d", "replications",
)  # fmt: skip
"""Of one study: how many scores, which share of them anybody spoke of, reporters of one on average; width of intervals
in points, and within which 95 % of such studies lie; shares of scores in each grade; studies that were invented."""

REPLICATIONS: Final = 20
"""Studies that are invented: the mean width is then known to a fifth of what two such studies differ by."""

WARM: Final = 50
KEPT: Final = 700
"""Sweeps of the one chain of each study: four times as long changes no width by half a point (tests/studies)."""

GRADES: Final = ("grade_a", "grade_b", "grade_c", "grade_d")

MOST_STATEMENTS: Final = 500
"""Statements of one interview at most: nobody codes more."""

MOST_IN_ALL: Final = 20_000
"""Statements of an invented study at most: beyond, fitting twenty of them takes hours."""

MOST_PAIRS: Final = 20_000
"""Expected pairs of an invented study at most: beyond, their draws would fill the memory."""


def expected_widths(
    plan: SimulationPlan, *, replications: int = REPLICATIONS, seed: int = settings.DEFAULT_SEED, jobs: int = 1,
    progress: Progress = silent,
) -> pd.DataFrame:  # fmt: skip
    """Say how wide the intervals of a planned study will be, and how many scores will rest on enough evidence.

    Studies of this kind are invented, fitted, and the widths of their 95 % intervals averaged: over the scores of a
    level in all domains, then over the studies.

    Parameters
    ----------
    plan
        How many are asked, how much they say, of whom, and how much everything differs.
    replications
        How many studies are invented, at least two.
    seed, jobs
        The same seed gives the same numbers, whatever the number of processes.
    progress
        Told of every study that is ready.

    Returns
    -------
    pandas.DataFrame
        One row per level, :data:`COLUMNS`.

    Raises
    ------
    CallError
        When the plan cannot be a study.

    Notes
    -----
    Limits: invented studies are of the model's own family; a real one can be worse, see ``tests/studies``. Widths
    depend on how much organisations and answers differ: take that from a study of the field where there is one
    (:func:`sizes_of`).
    """
    _least("replications", replications, 2)
    _least("jobs", jobs, 1)
    tasks = [(checked(plan), _sampled(seed, number)) for number in range(replications)]
    found = []
    for done, part in enumerate(_worked(tasks, jobs), start=1):
        found.append(part.assign(replication=done))
        progress("inventing studies", done, replications)
    return _averaged(pd.concat(found, ignore_index=True))


def sizes_of(fit: Fit) -> SimulationSizes:
    """Return how much organisations, pairs, people and coders differ in a study that was fitted.

    Root mean squares of the draws of each standard deviation, in points; 0 for what the study cannot tell, such as
    coders where there was one.
    """
    of = Sizes.from_fit(fit).of
    names = [name for name in SimulationSizes.__dataclass_fields__ if name not in ("quote", "relation_domain")]
    root = {name: float(np.sqrt(of.get(name, 0.0))) for name in names}
    return SimulationSizes(**root, quote=float(np.sqrt(of.get("claim", 0.0))), relation_domain=0.0)


def whom_next(network: Network, *, jobs: int = 1, progress: Progress = silent) -> pd.DataFrame:
    """Say whom to interview next in a study that is under way, and about what.

    Parameters
    ----------
    network
        The network so far.
    jobs
        Processes that may work at once.
    progress
        Told of every chain that is ready.

    Returns
    -------
    pandas.DataFrame
        As :func:`collabnet.scoring.model.next_interviews.next_interviews`, of the last wave in which anything was
        rated; no rows where nothing was.
    """
    fit = _study_fit(network, jobs, progress)
    if fit is None:
        return pd.DataFrame(columns=list(NEXT))
    rated = set(fit.observations.frame["wave"])
    return next_interviews(network, fit, {wave: Wave.of(network, fit, wave) for wave in network.waves if wave in rated})


def sizes_of_study(network: Network, *, jobs: int = 1, progress: Progress = silent) -> SimulationSizes:
    """Return how much organisations, pairs, people and coders differ in a study: see :func:`sizes_of`.

    Raises
    ------
    CallError
        When nobody rated anything in it.
    """
    fit = _study_fit(network, jobs, progress)
    if fit is None:
        raise CallError("Expected a study with ratings, found one without. Take the usual sizes, or another study.")
    return sizes_of(fit)


def _study_fit(network: Network, jobs: int, progress: Progress) -> Fit | None:
    said = of_collaboration(network)
    if said is None:
        return None
    return fits([(said, usual(said.design, network.study.settings.seed))], jobs=jobs, progress=progress)[0]


def checked(plan: SimulationPlan) -> SimulationPlan:
    """Return a plan that can be a study.

    Raises
    ------
    CallError
        When it cannot.
    """
    _least("organisations", plan.organisations, 3)
    _least("interviews", plan.interviews, 1)
    _least("coders", plan.coders, 1)
    _least("sectors", plan.sectors, 1)
    for name, share in (("two_sided", plan.two_sided), ("required", plan.required)):
        if not 0.0 <= share <= 1.0:
            raise CallError(f"Expected a share from 0 to 1 for {name}, found {share:g}. Write a quarter as 0.25.")
    if not 1.0 <= plan.statements <= MOST_STATEMENTS:
        raise CallError(
            f"Expected from 1 to {MOST_STATEMENTS} statements of an interview, found {plan.statements:g}. "
            "Give how many statements with a rating one interview yields."
        )
    if plan.interviews * plan.statements > MOST_IN_ALL:
        raise CallError(
            f"Expected at most {MOST_IN_ALL} statements in all, found {plan.interviews * plan.statements:.0f}. "
            "Give fewer interviews or statements: with so many, intervals are as narrow as they get."
        )
    if not 1 <= round(plan.required * plan.organisations * (plan.organisations - 1)) <= MOST_PAIRS:
        raise CallError(
            f"Expected from 1 to {MOST_PAIRS} required pairs, found a share of {plan.required:g} among "
            f"{plan.organisations} organisations. Give another share, or fewer organisations."
        )
    return plan


def _least(name: str, found: int, least: int) -> None:
    if found < least:
        raise CallError(f"Expected at least {least} {name}, found {found}. Give a larger number.")


def _sampled(seed: int, number: int) -> Plan:
    """Return how the study of this number is sampled; it is invented from the same number."""
    own = int(np.random.SeedSequence([seed, number]).generate_state(1)[0])
    return Plan((own,), chains=1, warm=WARM, kept=KEPT)


def _worked(tasks: Sequence[tuple[SimulationPlan, Plan]], jobs: int) -> Iterable[pd.DataFrame]:
    """Work through invented studies; the answers come in their order."""
    return side_by_side(_study, tasks, workers(jobs, len(tasks)))


def _study(plan: SimulationPlan, sampled: Plan) -> pd.DataFrame:
    """Invent and fit one study, and say per level how wide its intervals are."""
    simulated = simulate(plan, sampled.seed[0])
    frame = scored(simulated, fitted(simulated, sampled))
    frame = frame.assign(spoken=frame["statements"].gt(0).astype(float))
    for letter in "ABCD":
        frame[f"grade_{letter.lower()}"] = frame["grade"].eq(letter).astype(float)
    grouped = frame.groupby("level")
    means = grouped[["spoken", "reporters", "width", *GRADES]].mean()
    return means.assign(scores=grouped.size()).reset_index()


def _averaged(found: pd.DataFrame) -> pd.DataFrame:
    grouped = found.groupby("level")
    low, high = (grouped["width"].quantile(tail) for tail in TAILS)
    frame = grouped[["scores", "spoken", "reporters", "width", *GRADES]].mean()
    frame = frame.assign(width_low=low, width_high=high, replications=grouped.size())
    return frame.reindex([level for level in LEVELS if level in frame.index]).reset_index()[list(COLUMNS)]
