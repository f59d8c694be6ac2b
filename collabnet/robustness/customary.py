"""The customary readings of what is unknown: reconstruction, union, intersection, null and available cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet import measures
from collabnet.network import ALL
from collabnet.network.ranks import DIGITS
from collabnet.network.recount import Recount
from collabnet.network.ties import both_ways

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer, Network

SCALED: Final = ("indegree", "outdegree", "degree")
"""Measures that can be scaled up from the pairs that could be observed."""


def customary(network: Network, base: Layer, keys: tuple[str, ...]) -> list[pd.DataFrame]:
    """Return value and rank under each customary reading, available cases first."""
    own, other = _sides(network, base)
    asked = base.interviewed
    if not base.directed:
        own = other = own | other
    ties = {
        "reconstruction": np.where(asked[:, None], own, other),
        "union": own | other,
        "intersection": _both(network, base),
        "null": own,
    }
    found = [measured(_layer(base, matrix), name, keys) for name, matrix in ties.items()]
    return [_available(base, own, keys), *found]


def _sides(network: Network, base: Layer) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return what the sources and what the targets say, as matrices; a tie without direction is one for both."""
    said = _yes(network, base)
    for_both = [key for key, process in network.processes.items() if not process.directed]
    shared = said["process"].isin(for_both)
    own, other = (_matrix(base, said[said["voter"].eq(said[side]) | shared]) for side in ("source", "target"))
    return own, other


def _both(network: Network, base: Layer) -> NDArray[np.bool_]:
    """Return what both parties say of one and the same process."""
    said = _yes(network, base)
    counted = said.groupby(["source", "target", "process"])["voter"].nunique()
    return _matrix(base, counted[counted.ge(2)].reset_index())


def _yes(network: Network, base: Layer) -> pd.DataFrame:
    said = Recount.of_wave(network, base.wave).voters_yes()
    said = said[said["party"].astype(bool)]
    return both_ways(said, network.processes) if base.process == ALL else said[said["process"].eq(base.process)]


def _matrix(base: Layer, rows: pd.DataFrame) -> NDArray[np.bool_]:
    matrix = np.zeros((base.n, base.n), dtype=bool)
    source, target = (base.organisations.get_indexer(pd.Index(rows[side])) for side in ("source", "target"))
    inside = (source >= 0) & (target >= 0)
    matrix[source[inside], target[inside]] = True
    return matrix


def _layer(base: Layer, matrix: NDArray[np.bool_]) -> Layer:
    """Return the layer with these ties only, each as strong as it was reported."""
    source, target = np.nonzero(matrix if base.directed else np.triu(matrix | matrix.T, 1))
    strengths = pd.Series(base.strength, index=base.source * base.n + base.target)
    none = np.zeros(0, dtype=np.intp)
    return replace(
        base, source=source, target=target, parts=(), _memo={}, state=np.zeros(0, dtype=object), denied_source=none,
        denied_target=none, strength=np.asarray(strengths.reindex(source * base.n + target).fillna(1.0), np.float64),
    )  # fmt: skip


def _available(base: Layer, own: NDArray[np.bool_], keys: tuple[str, ...]) -> pd.DataFrame:
    asked = base.interviewed
    seen = np.where(asked[:, None], own, False)
    inside = _layer(base, seen & asked[:, None] & asked[None, :])
    alone = replace(
        inside, organisations=base.organisations[asked], interviewed=asked[asked],
        source=(np.cumsum(asked) - 1)[inside.source], target=(np.cumsum(asked) - 1)[inside.target], _memo={},
        attributes=base.attributes[asked], required_source=np.zeros(0, dtype=np.intp),
        required_target=np.zeros(0, dtype=np.intp), required_weight=np.zeros(0),
    )  # fmt: skip
    others = tuple(key for key in keys if key not in SCALED)
    values = pd.DataFrame(measures.values(alone, others), index=alone.organisations, columns=list(others))
    scaled = {key: _scaled(base, seen, key) for key in keys if key in SCALED}
    frame = values.reindex(base.organisations).assign(
        **{key: pd.Series(value, index=base.organisations) for key, value in scaled.items()}
    )
    return _long(frame[list(keys)].astype("float64"), "available_case")


def _scaled(base: Layer, seen: NDArray[np.bool_], key: str) -> NDArray[np.float64]:
    """Scale counts up from the pairs that could be observed to all: counted / observed × (n − 1)."""
    asked = base.interviewed
    if key == "outdegree":
        return np.where(asked, seen.sum(axis=1), np.nan)
    counted = seen.sum(axis=0) if key == "indegree" else (seen | seen.T).sum(axis=0)
    possible = _possible(base)
    could = possible if key == "indegree" else np.where(asked, base.n - 1, possible)
    share = np.divide(counted, could, out=np.full(base.n, np.nan), where=could > 0)
    return np.asarray(share * (base.n - 1), dtype=np.float64)


def measured(layer: Layer, treatment: str, keys: tuple[str, ...]) -> pd.DataFrame:
    """Return the value and rank of every organisation by each measure, under one reading."""
    values = pd.DataFrame(measures.values(layer, keys), index=layer.organisations, columns=list(keys), dtype="float64")
    return _long(values, treatment)


def _long(values: pd.DataFrame, treatment: str) -> pd.DataFrame:
    values = values.rename_axis(index="organisation_id", columns="measure")
    ranks = values.round(DIGITS).rank(method="min", ascending=False)
    long = values.reset_index().melt(id_vars="organisation_id", value_name="value")
    return long.assign(rank=ranks.to_numpy().T.ravel(), treatment=treatment)


def _possible(base: Layer) -> NDArray[np.int64]:
    """Return how many others were interviewed, for each organisation."""
    return np.asarray(base.interviewed.sum() - base.interviewed.astype(np.int64))
