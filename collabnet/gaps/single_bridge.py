"""An organisation whose removal would cut others off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from collabnet import measures
from collabnet.gaps._record import Gap, GapKind, gap_id, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from collabnet.gaps._context import GapContext
    from collabnet.network import Layer

KEY = "single_bridge"


def _find(context: GapContext) -> Iterator[Gap]:
    for wave in context.network.waves:
        layer = context.network.layer("all", wave)
        if not len(layer.source):
            continue
        is_bridge = measures.measure(layer, ["articulation_point"])["articulation_point"].to_numpy() == 1
        for place in np.flatnonzero(is_bridge):
            yield _gap(context, layer, wave, int(place))


def _gap(context: GapContext, layer: Layer, wave: str, bridge: int) -> Gap:
    names = [str(name) for name in layer.organisations]
    name = names[bridge]
    apart = tuple(names[place] for place in _cut_off(layer, bridge))
    ties = context.ties[(context.ties["wave"] == wave) & (context.ties["yes"] > 0)]
    outwards = (ties["source"] == name) & ties["target"].isin(apart)
    own = ties[outwards | ((ties["target"] == name) & ties["source"].isin(apart))]
    evidence = tuple(sorted({key for ids in own["evidence"] for key in ids}))
    why = reason("cut_off", organisation=name, organisations=apart, count=len(apart))
    return Gap(
        gap_id=gap_id(KEY, (name,)), kind=KEY, organisations=(name,), wave=wave,
        size=min(100.0, 100.0 * 2 * len(apart) / max(len(names) - 1, 1)),
        confidence=context.confidence(evidence), importance=0.5,
        reasons=(why,),
        suggestion="second_way", concerns=(name, *apart), evidence=evidence,
    )  # fmt: skip


def _cut_off(layer: Layer, bridge: int) -> NDArray[np.int64]:
    """Return whom the largest remaining part of its component would lose without this organisation."""
    count = len(layer.organisations)
    kept = (layer.source != bridge) & (layer.target != bridge)
    part = _parts(layer.source, layer.target, count)
    without = _parts(layer.source[kept], layer.target[kept], count)
    member = (part == part[bridge]) & (np.arange(count) != bridge)
    sizes = np.bincount(without[member], minlength=count)
    return np.flatnonzero(member & (without != sizes.argmax()))


def _parts(source: NDArray[np.int64], target: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    matrix = coo_array((np.ones(len(source)), (source, target)), shape=(count, count))
    return np.asarray(connected_components(matrix, directed=False)[1], dtype=np.int64)


SINGLE_BRIDGE = GapKind(
    key=KEY,
    title="only bridge",
    sentence="Without this organisation, others would be cut off from the rest of the network.",
    reasons={"cut_off": "Only {organisation} connects {organisations} with the rest of the network."},
    suggestions={"second_way": "Build a second way past {organisation}, before it is ill, full or gone."},
    find=_find,
    shareable=True,
    order=6,
)
