"""What changed between two waves, per way of working together: counts, how much of it is real, and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet import measures, settings
from collabnet.drawn import MOST_DRAWS, UNASKED
from collabnet.errors import CallError
from collabnet.inference._layers import among
from collabnet.inference.bootstrap import paired_bootstrap
from collabnet.inference.wave_change import tie_changes
from collabnet.inference.wave_words import CHANGED, EXPLANATIONS, GAINED, KEPT, LISTED, LOST, OF_A_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from collabnet.network import Layer, Network

COLUMNS: Final = [
    "process", "wave_before", "wave", "kind", "item", "explanation", "count", "of", "share", "value_before", "value",
    "difference", "organisations", "evidence", "expected", "likely_difference", "low", "high", "interval",
]  # fmt: skip

DRAWN: Final = "posterior"
BOOTSTRAPPED: Final = "bootstrap"
"""What an interval of a difference stands on: what was reported, or which organisations there are."""

_NO_ATTRIBUTES: Final = pd.DataFrame()
_TAILS: Final = ((1 - settings.INTERVAL) / 2, (1 + settings.INTERVAL) / 2)


def wave_changes(
    network: Network, before: str, after: str, ties: pd.DataFrame | None = None, *, draws: int = 0
) -> pd.DataFrame:
    """Say how much changed between two waves, how much of that is real, and how measures differ where they compare.

    Parameters
    ----------
    network
        What was found.
    before, after
        Two waves, the earlier first.
    ties
        What :func:`~collabnet.inference.tie_changes` found; computed where not given.
    draws
        How many networks of each wave to draw for intervals of differences, up to 1,000; none gives no intervals.

    Returns
    -------
    pandas.DataFrame
        Per process two kinds of rows. ``ties``: how many were ``kept``, ``gained``, ``lost``, and ``changed`` (gained
        or lost), in all and for each explanation with its ``share`` (``count`` / ``of``), and how many of them are
        ``expected`` to have changed (the sum of ``p_changed``; NaN where that is not known of all of them).
        ``measure``: each network measure of the organisations that are compared and the reported
        ties among them, in both waves, with the ``difference``; what nobody said counts as no tie for computation, as
        elsewhere, and measures without a value in both waves are left out. ``likely_difference``, ``low`` and
        ``high`` are mean and 95 % interval of the difference between networks drawn from what the reports of each
        wave make likely, of the measures in :data:`collabnet.drawn.UNASKED` (``interval`` is ``posterior``). Where
        the study does not say who reports a tie, low and high are those of
        :func:`~collabnet.inference.paired_bootstrap` (``bootstrap``). ``organisations`` counts those compared: who was
        interviewed in both waves, or, in a file that does not say who reports a tie, who is in both. Empty where
        nothing was reported.

    Raises
    ------
    CallError
        When the waves are not two of the network's, the earlier first, or there are too many draws.

    Notes
    -----
    Draw number d of one wave stands beside draw number d of the other. Each wave is drawn from its own reports, so what
    the two share (ties that stay, people who forget alike) does not cancel out: intervals are wide rather than narrow.
    An interval that holds 0 does not tell a change from forgetting.
    """
    if not 0 <= draws <= MOST_DRAWS:
        raise CallError(f"Expected from 0 to {MOST_DRAWS:,} drawn networks, found {draws:,}. Say draws=100.")
    rows = tie_changes(network, before, after) if ties is None else ties
    both = _compared(network, before, after)
    possible = tuple(key for key in EXPLANATIONS if key != LISTED) if network.two_sided else OF_A_FILE
    found = []
    for process, group in rows.groupby("process", sort=False):
        found += _counts(str(process), group.to_dict("records"), possible)
    if found:
        found += _differences(network, rows, (before, after), both, draws)
    frame = pd.DataFrame(found).assign(wave_before=before, wave=after, organisations=len(both))
    order = {process: place for place, process in enumerate(network.processes)}
    frame = frame.reindex(columns=COLUMNS)
    return frame.sort_values("process", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def _compared(network: Network, before: str, after: str) -> frozenset[str]:
    """Return who was interviewed in both waves; where a file does not tell who reports a tie, who is in both."""
    if network.two_sided:
        return network.interviewed(before) & network.interviewed(after)
    return frozenset(map(str, network.present(before).intersection(network.present(after))))


def _counts(process: str, rows: list[dict[Any, Any]], possible: tuple[str, ...]) -> list[dict[str, Any]]:
    groups = {name: [row for row in rows if row["change"] == name] for name in (KEPT, GAINED, LOST)}
    groups[CHANGED] = [row for row in rows if row["change"] != KEPT]
    found = []
    for item, group in groups.items():
        found.append(_count(process, item, "", group, len(rows)))
        for explanation in possible if item != KEPT else ():
            here = [row for row in group if row["explanation"] == explanation]
            found.append(_count(process, item, explanation, here, len(group)))
    return found


def _count(process: str, item: str, explanation: str, group: list[dict[Any, Any]], of: int) -> dict[str, Any]:
    return {
        "process": process, "kind": "ties", "item": item, "explanation": explanation, "count": float(len(group)),
        "of": float(of), "share": len(group) / of if of else np.nan,
        "expected": float(sum(row["p_changed"] for row in group)) if group else np.nan,
        "interval": "",
        "evidence": tuple(sorted({id_ for row in group for id_ in row["evidence"]})),
    }  # fmt: skip


def _differences(
    network: Network, ties: pd.DataFrame, waves: tuple[str, str], both: frozenset[str], draws: int
) -> list[dict[str, Any]]:
    """Return the rows of measures, among the organisations that are compared."""
    inside = ties[ties["source"].isin(both) & ties["target"].isin(both)]
    pairs = {
        key: (_part(network.layer(key, waves[0]), both), _part(network.layer(key, waves[1]), both))
        for key in network.processes
    }
    values = {key: _values(*layers) for key, layers in pairs.items()}
    reach = _reach(network, pairs, values, draws)
    found = []
    for process, told in values.items():
        here = inside.loc[inside["process"].eq(process), "evidence"]
        evidence = tuple(sorted({id_ for ids in here for id_ in ids}))
        found += [
            {
                "process": process, "kind": "measure", "item": key, "explanation": "", "value_before": was,
                "value": is_, "difference": is_ - was, "evidence": evidence, "interval": "",
                **reach.get((process, key), {}),
            }
            for key, (was, is_) in told.items()
        ]  # fmt: skip
    return found


def _part(layer: Layer, ids: frozenset[str]) -> Layer:
    kept = layer.organisations.isin(list(ids))
    attributes = layer.attributes[kept] if len(layer.attributes) else layer.attributes
    return among(layer, kept, layer.organisations[kept], attributes)


def _values(before: Layer, after: Layer) -> dict[str, tuple[float, float]]:
    """Return the network measures that have a value in both layers."""
    was, is_ = (measures.values(layer, level="network") for layer in (before, after))
    pairs = {key: (float(was[key]), float(is_[key])) for key in was if key in is_}
    return {key: pair for key, pair in pairs.items() if not np.isnan(pair).any()}


Reach = dict[tuple[str, str], dict[str, Any]]


def _reach(network: Network, pairs: Mapping[str, tuple[Layer, Layer]], values: Any, draws: int) -> Reach:
    """Return the interval of each process and measure that can have one."""
    plan = {
        process: tuple(key for key in told if key in UNASKED and not measures.measures()[key].of_reports)
        for process, told in values.items()
        if pairs[process][0].possible and pairs[process][1].possible
    }
    if not draws or not plan:
        return {}
    if network.two_sided:
        return _drawn(network, pairs, plan, draws)
    return _bootstrapped(pairs, plan, draws, network.study.settings.seed)


def _drawn(
    network: Network, pairs: Mapping[str, tuple[Layer, Layer]], plan: Mapping[str, tuple[str, ...]], draws: int
) -> Reach:
    """Measure networks drawn from the posteriors of both waves, draw by draw."""
    sides = []
    for layer in next(iter(pairs.values())):
        posterior = network.posterior(layer.wave)
        kept = network.layer(layer.process, layer.wave).organisations.isin(layer.organisations)
        drawn = (posterior.network(number) for number in range(draws))
        sides.append([_measured(layers, kept, layer.organisations, plan) for layers in drawn])
    difference = np.array(sides[1]) - np.array(sides[0])
    names = [(process, key) for process, keys in plan.items() for key in keys]
    return {name: _interval(difference[:, place]) for place, name in enumerate(names)}


def _measured(
    layers: Mapping[str, Layer], kept: NDArray[np.bool_], ids: pd.Index, plan: Mapping[str, tuple[str, ...]]
) -> list[float]:
    """Return the measures of one drawn network, which need no attributes of organisations."""
    found: list[float] = []
    for process, keys in plan.items():
        part = among(layers[process], kept, ids, _NO_ATTRIBUTES)
        found += [float(value) for value in measures.values(part, keys, "network").values()]
    return found


def _interval(drawn: NDArray[np.float64]) -> dict[str, Any]:
    finite = drawn[np.isfinite(drawn)]
    if not len(finite):
        return {}
    low, high = np.quantile(finite, _TAILS)
    return {"likely_difference": float(finite.mean()), "low": float(low), "high": float(high), "interval": DRAWN}


def _bootstrapped(
    pairs: Mapping[str, tuple[Layer, Layer]], plan: Mapping[str, tuple[str, ...]], draws: int, seed: int
) -> Reach:
    """Draw organisations, the same in both waves; what varies in no draw, or has no value in most, gets no interval."""
    found: Reach = {}
    for process, keys in plan.items():
        for key in keys:
            try:
                here = paired_bootstrap(*pairs[process], key, draws=max(draws, 2), seed=seed)
            except CallError:
                continue
            found[process, key] = {"low": here.low, "high": here.high, "interval": BOOTSTRAPPED}
    return found
