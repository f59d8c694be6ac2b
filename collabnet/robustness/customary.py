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
from collabnet.network.ways import both_ways

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer, Network

SCALED: Final = ("indegree", "outdegree", "degree")
"""Measures that can be scaled up from the pairs that could be observed."""


def customary(network: Network, base: Layer, keys: tuple[str, ...]) -> list[pd.DataFrame]:
    """Return value and rank under each customary reading, available cases first.

    Ties are held as cells: the position of source times the number of organisations, plus that of target.
    """
    own, other = _sides(network, base)
    if not base.directed:
        own = other = np.union1d(own, other)
    ties = {
        "reconstruction": np.union1d(own[_asked(base, own)], other[~_asked(base, other)]),
        "union": np.union1d(own, other),
        "intersection": _both(network, base),
        "null": own,
    }
    found = [measured(_layer(base, cells), name, keys) for name, cells in ties.items()]
    return [_available(base, own, keys), *found]


def _asked(base: Layer, cells: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Say of which ties the source was interviewed; without direction, either of the two."""
    source, target = np.divmod(cells, max(base.n, 1))
    asked = base.interviewed
    return asked[source] if base.directed else asked[source] | asked[target]


def _sides(network: Network, base: Layer) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return what the sources and what the targets say; a tie without direction is one for both."""
    said = _yes(network, base)
    for_both = [key for key, process in network.processes.items() if not process.directed]
    shared = said["process"].isin(for_both)
    own, other = (_cells(base, said[said["voter"].eq(said[side]) | shared]) for side in ("source", "target"))
    return own, other


def _both(network: Network, base: Layer) -> NDArray[np.intp]:
    """Return what both parties say of one and the same process."""
    said = _yes(network, base)
    counted = said.groupby(["source", "target", "process"])["voter"].nunique()
    return _cells(base, counted[counted.ge(2)].reset_index())


def _yes(network: Network, base: Layer) -> pd.DataFrame:
    said = Recount.of_wave(network, base.wave).voters_yes()
    said = said[said["party"].astype(bool)]
    return both_ways(said, network.processes) if base.process == ALL else said[said["process"].eq(base.process)]


def _cells(base: Layer, rows: pd.DataFrame) -> NDArray[np.intp]:
    """Return the cells of pairs in rising order, each once."""
    source, target = (base.organisations.get_indexer(pd.Index(rows[side])) for side in ("source", "target"))
    inside = (source >= 0) & (target >= 0)
    source, target = source[inside], target[inside]
    if not base.directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    return np.unique(source * base.n + target)


def _layer(base: Layer, cells: NDArray[np.intp]) -> Layer:
    """Return the layer with these ties only, each as strong as it was reported."""
    source, target = np.divmod(cells, max(base.n, 1))
    strengths = pd.Series(base.strength, index=base.source * base.n + base.target)
    none = np.zeros(0, dtype=np.intp)
    return replace(
        base, source=source, target=target, parts=(), _memo={}, state=np.zeros(0, dtype=object), denied_source=none,
        denied_target=none, strength=np.asarray(strengths.reindex(cells).fillna(1.0), np.float64),
    )  # fmt: skip


def _available(base: Layer, own: NDArray[np.intp], keys: tuple[str, ...]) -> pd.DataFrame:
    asked = base.interviewed
    seen = _layer(base, own[_asked(base, own)])
    both = asked[seen.source] & asked[seen.target]
    alone = replace(
        seen, organisations=base.organisations[asked], interviewed=asked[asked], strength=seen.strength[both],
        source=(np.cumsum(asked) - 1)[seen.source[both]], target=(np.cumsum(asked) - 1)[seen.target[both]], _memo={},
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


def _scaled(base: Layer, seen: Layer, key: str) -> NDArray[np.float64]:
    """Scale counts up from the pairs that could be observed to all: counted / observed × (n − 1)."""
    asked = base.interviewed
    if key == "outdegree":
        return np.where(asked, np.bincount(seen.source, minlength=base.n), np.nan)
    partners = seen.undirected()
    ends = seen.target if key == "indegree" else np.concatenate([partners.source, partners.target])
    counted = np.bincount(ends, minlength=base.n)
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
