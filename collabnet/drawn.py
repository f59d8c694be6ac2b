"""Measures of many drawn networks: a value with its interval, and between which places an organisation stands.

The basis ``posterior`` of every measure: each is computed on networks that the reports make likely
(:class:`~collabnet.network.Posterior`), and what varies between them is what is not known.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet import measures
from collabnet.errors import CallError
from collabnet.network.posterior import DRAWS
from collabnet.network.ranks import bands_of
from collabnet.progress import silent
from collabnet.threads import one_thread, side_by_side, workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.network import Layer, Network, Posterior
    from collabnet.progress import Progress

PLACES: Final = (
    "organisation_id", "process", "wave", "measure", "value", "low", "high", "rank", "rank_low", "rank_high", "p_top",
)  # fmt: skip
ENDS: Final = PLACES[5:]
"""What is told of a value beside it: its interval and its places."""

WHOLE: Final = ("measure", "process", "wave", "value", "low", "high")
STABILITY: Final = ("measure", "process", "wave", "agreement", "told")

LEVELS: Final[tuple[measures.Level, ...]] = ("organisation", "network")

UNASKED: Final = (
    "indegree", "outdegree", "degree", "strength_in", "strength_out", "kcore", "articulation_point", "density",
    "required_density", "components_strong",
)  # fmt: skip
"""Measures that drawn networks get unasked.

All of them on hundreds of networks take minutes; and those of a pattern, such as reciprocity, clustering, constraint,
betweenness and centralisation, come out of ties drawn one by one nearer to a random network than they are.
"""

MOST_DRAWS: Final = DRAWS
"""Networks that can be drawn: one for each draw of the rates."""

FEWEST: Final = 20
"""Drawn networks with a value from which an interval and places are told.

With fewer, the ends of what was drawn are called an interval that holds 95 %: of three equal draws it has no width.
"""

MOST_ORGANISATIONS: Final = 5_000
"""Organisations up to which networks are drawn: each draw decides on every pair, which takes memory for them all."""

HARDER: Final = 2
"""What takes long is drawn up to the size at which one network gets it unasked, divided by this."""

CHUNK: Final = 25
"""Networks that a process measures at a time."""

WORTH_A_PROCESS: Final = 60_000
"""Networks times organisations from which starting processes is worth it."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """Measures over draws of the network.

    Attributes
    ----------
    places
        One row per organisation, process, wave and measure: ``value`` (mean over draws), ``low`` and ``high`` (95 %),
        ``rank`` (median; empty where the band is wider than a third of the organisations), ``rank_low``,
        ``rank_high`` (90 %), ``p_top`` (probability of one of the first three places). All but ``value`` are empty
        where fewer than 20 networks (:data:`FEWEST`) have a value, and of measures of a pattern
        (:attr:`~collabnet.measures.Measure.of_pattern`), of which ties drawn one by one tell too little.
    whole
        One row per process, wave and measure of the network: ``value``, ``low``, ``high``; these two empty in the same
        cases.
    stability
        One row per process, wave and measure of organisations: ``agreement`` (mean Kendall tau between draws) and
        ``told`` (share of organisations whose place can be told, of those that 20 networks have a value for).
    draws
        How many networks were drawn.
    """

    places: pd.DataFrame
    whole: pd.DataFrame
    stability: pd.DataFrame
    draws: int


def drawn_measures(  # noqa: PLR0913 - every option is by name, and has a default
    network: Network, *, draws: int, keys: Iterable[str] | None = None, waves: Iterable[str] | None = None,
    processes: Iterable[str] | None = None, jobs: int = 1, progress: Progress = silent,
) -> Drawn:  # fmt: skip
    """Measure networks drawn from what the reports make likely: each value with its interval and possible places.

    Parameters
    ----------
    network
        The network.
    draws
        How many networks are drawn per wave, up to 1,000. Below 20 (:data:`FEWEST`) no interval and no place is told.
    keys
        Measures; the first set (:data:`UNASKED`) where nothing is said. What compares two sides' reports is left out.
        Each is computed for every process in every network: what takes a second takes minutes (:func:`affordable`).
    waves, processes
        All where nothing is said.
    jobs
        Processes that may work at once, at most one per core; the numbers do not depend on it.
    progress
        Told how many networks are measured.

    Raises
    ------
    CallError
        When draws, a key, a wave or a process makes no sense, the study does not say who reports a tie, or a wave has
        more than 5,000 organisations (:data:`MOST_ORGANISATIONS`).
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise CallError(f"Expected from 1 to {MOST_DRAWS:,} drawn networks, found {draws:,}. Say draws=400.")
    chosen_waves = tuple(network.waves if waves is None else waves)
    _check_size(network, chosen_waves)
    posteriors = [network.posterior(wave) for wave in chosen_waves]
    plans = [_plan(posterior, keys, processes) for posterior in posteriors]
    tasks = [
        (posterior, plan, range(first, min(first + CHUNK, draws)))
        for posterior, plan in zip(posteriors, plans, strict=True)
        for first in range(0, draws, CHUNK)
    ]
    found = _worked(tasks, jobs, progress, draws * len(posteriors))
    parts = [
        _summed_up(posterior, plan, wave, list(itertools.islice(found, -(-draws // CHUNK))))
        for posterior, plan, wave in zip(posteriors, plans, chosen_waves, strict=True)
    ]
    places, whole, stability = (_stacked([part[place] for part in parts]) for place in range(3))
    return Drawn(places, whole, stability, draws)


def affordable(organisations: int) -> tuple[str, ...]:
    """Return the measures that hundreds of drawn networks of so many organisations get within minutes.

    All that never take long (no :attr:`~collabnet.measures.Measure.up_to`), and others up to half of the size up to
    which one network gets them unasked. A layer of 200 organisations and 1,200 ties then takes some 0.1 s
    and a hundred draws of four such layers about a minute of one core; flow betweenness alone would take three hours.
    """
    return tuple(key for key, it in measures.measures().items() if organisations * HARDER <= it.up_to)


def _check_size(network: Network, waves: Iterable[str]) -> None:
    largest = max((network.layer(wave=wave).n for wave in waves), default=0)
    if largest > MOST_ORGANISATIONS:
        raise CallError(
            f"Expected at most {MOST_ORGANISATIONS:,} organisations to draw networks of, found {largest:,}. "
            "Keep some of them with network.only(...), or use the basis reported."
        )


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put frames of the same columns below each other; those without rows would cost the others their types."""
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


Plan = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""Per process: the measures of organisations and those of the network."""


def _plan(posterior: Posterior, keys: Iterable[str] | None, processes: Iterable[str] | None) -> Plan:
    asked = UNASKED if keys is None else tuple(keys)
    known = measures.measures()
    strangers = [key for key in asked if key not in known]
    if strangers:
        raise CallError(f"Expected measures among {', '.join(known)}, found {strangers[0]!r}. Choose one of these.")
    chosen = tuple(posterior.layers if processes is None else processes)
    unknown = [key for key in chosen if key not in posterior.layers]
    if unknown:
        known_processes = ", ".join(posterior.layers)
        raise CallError(f"Expected processes among {known_processes}, found {unknown[0]!r}. Choose one of these.")
    plan: Plan = {}
    for process in chosen:
        layer = posterior.layers[process]
        both = []
        for level in LEVELS:
            possible = measures.applicable(layer, level)
            both.append(tuple(key for key in possible if key in asked and not known[key].of_reports))
        plan[process] = (both[0], both[1])
    return plan


def _worked(
    tasks: Sequence[tuple[Posterior, Plan, range]], jobs: int, progress: Progress, total: int
) -> Iterable[Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64]]]]:
    """Measure chunks of networks, here or in processes where that is worth it; answers come in the order of tasks."""
    size = sum(len(numbers) * posterior.layers[process].n for posterior, plan, numbers in tasks for process in plan)
    done = 0
    processes = workers(jobs, len(tasks)) if size > WORTH_A_PROCESS else 1
    for (_, _, numbers), answer in zip(tasks, side_by_side(_measured, tasks, processes), strict=True):
        done += len(numbers)
        progress("drawing", done, total)
        yield answer


def _measured(
    posterior: Posterior, plan: Plan, numbers: range
) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Return, per process, measures of organisations (draw, measure, organisation) and of networks (draw, measure)."""
    found: dict[str, tuple[list[Any], list[Any]]] = {process: ([], []) for process in plan}
    with one_thread():
        for number in numbers:
            layers = posterior.network(number)
            for process, (each, whole) in plan.items():
                found[process][0].append(_numbers(layers[process], each, "organisation"))
                found[process][1].append(_numbers(layers[process], whole, "network"))
    return {process: (np.array(each), np.array(whole)) for process, (each, whole) in found.items()}


def _numbers(layer: Layer, keys: tuple[str, ...], level: measures.Level) -> NDArray[np.float64]:
    return np.array([np.asarray(value, dtype=np.float64) for value in measures.values(layer, keys, level).values()])


def _summed_up(
    posterior: Posterior, plan: Plan, wave: str, chunks: Sequence[Mapping[str, Any]]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    places, whole, stability = [], [], []
    for process, (each, of_network) in plan.items():
        drawn = np.concatenate([chunk[process][0] for chunk in chunks])
        where = {"process": process, "wave": wave}
        found = [_of_organisations(drawn[:, position], told=_told(key)) for position, key in enumerate(each)]
        places.append(_placed(posterior.layers[process].organisations, each, [columns for columns, _ in found], where))
        stability += [{"measure": key, **where, **told} for key, (_, told) in zip(each, found, strict=True)]
        numbers = np.concatenate([chunk[process][1] for chunk in chunks])
        value, low, high = _interval(numbers.reshape(len(numbers), len(of_network)))
        for position, key in enumerate(of_network):
            ends = (low[position], high[position]) if _told(key) else (np.nan, np.nan)
            numbers_of = {"value": value[position], "low": ends[0], "high": ends[1]}
            whole.append({"measure": key, **where, **numbers_of})
    rows = _stacked([pd.DataFrame(columns=list(PLACES)), *places])
    return (
        rows[list(PLACES)],
        pd.DataFrame(whole, columns=list(WHOLE)),
        pd.DataFrame(stability, columns=list(STABILITY)),
    )


def _placed(
    organisations: pd.Index, keys: tuple[str, ...], columns: list[dict[str, Any]], where: dict[str, str]
) -> pd.DataFrame:
    """Put the columns of several measures below each other."""
    if not keys or not len(organisations):
        return pd.DataFrame(columns=list(PLACES))
    numbers = {name: np.concatenate([each[name] for each in columns]) for name in columns[0]}
    size = len(organisations)
    ids = {"organisation_id": organisations[np.tile(np.arange(size), len(keys))]}
    return pd.DataFrame(ids | numbers).assign(measure=np.repeat(np.array(keys, dtype=object), size), **where)


def _told(key: str) -> bool:
    """Return whether an interval and places of a measure are told: not where ties drawn one by one show too little."""
    return not measures.measures()[key].of_pattern


def _of_organisations(drawn: NDArray[np.float64], *, told: bool) -> tuple[dict[str, Any], dict[str, float]]:
    """Return the columns that say where organisations stand by one measure, and how well places can be told."""
    value, low, high = _interval(drawn)
    nothing = {"agreement": np.nan, "told": np.nan}
    if not drawn.size:
        return {}, nothing
    if not told:
        return {"value": value} | {name: np.full(len(value), np.nan) for name in ENDS}, nothing
    bands, agreement = bands_of(drawn)
    placed = _enough(drawn)
    places = {name: np.where(placed, bands[name], np.nan) for name in ("rank", "rank_low", "rank_high", "p_top")}
    places["rank"] = np.where(bands["shown"], places["rank"], np.nan)
    columns = {"value": value, "low": low, "high": high, **places}
    share = float(bands["shown"][placed].mean()) if placed.any() else np.nan
    return columns, {"agreement": agreement, "told": share}


def _interval(drawn: NDArray[np.float64]) -> tuple[Any, Any, Any]:
    """Return mean, 2.5 % and 97.5 % of each column over the draws that have a value; NaN where none has.

    The ends are NaN where there are too few to tell them.
    """
    some = np.isfinite(drawn).any(axis=0)
    result = np.full((3, drawn.shape[1]), np.nan)
    if some.any():
        here = np.where(np.isfinite(drawn[:, some]), drawn[:, some], np.nan)
        result[0, some] = np.nanmean(here, axis=0)
        result[1:, some] = np.nanquantile(here, (0.025, 0.975), axis=0)
    result[1:, ~_enough(drawn)] = np.nan
    return result[0], result[1], result[2]


def _enough(drawn: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say which columns have a value in so many draws that ends and places can be told."""
    return np.asarray(np.isfinite(drawn).sum(axis=0) >= FEWEST, dtype=bool)
