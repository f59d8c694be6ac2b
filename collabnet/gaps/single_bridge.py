"""An organisation whose removal would cut others off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from collabnet import measures
from collabnet.gaps._record import GapFinding, GapKind, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from collabnet.gaps._context import GapContext
    from collabnet.network import Layer

KEY = "single_bridge"

ONE_SOURCE: Final = 0.5
"""Confidence of what one list of ties says, whatever the number of its rows: it is one source."""

UNASKED: Final = 0.5
"""What confidence is multiplied by where nobody was asked about some other way: silence is not a no."""


@dataclass(frozen=True)
class _Bridge:
    """An organisation, whom the rest would lose without it, and the statements behind its ties with these."""

    name: str
    apart: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def why(self) -> str:
        return reason("cut_off", organisation=self.name, organisations=self.apart, count=len(self.apart))


def _find(context: GapContext) -> Iterator[GapFinding]:
    for wave in context.network.waves:
        layer = context.network.layer("all", wave)
        if not len(layer.source):
            continue
        is_bridge = measures.values(layer, ["articulation_point"])["articulation_point"].to_numpy() == 1
        found = [_bridge(context, layer, int(place)) for place in np.flatnonzero(is_bridge)]
        bridges = [bridge for bridge in found if bridge is not None]
        if not layer.complete:
            yield from (_gap(context, layer, bridge) for bridge in bridges)
        elif bridges:
            yield _of_list(layer, bridges)


def _bridge(context: GapContext, layer: Layer, place: int) -> _Bridge | None:
    """Return an organisation with whom it connects, where somebody could have told of every other way there may be.

    Of each pair between those cut off and the rest one side must have been interviewed. Otherwise the bridge only shows
    whom the study spoke with: every partner that an interviewed organisation alone names would hang on it.
    """
    lost = _cut_off(layer, place)
    rest = np.setdiff1d(np.arange(layer.n), [*lost, place])
    if not (layer.heard[lost].all() or layer.heard[rest].all()):
        return None
    name, apart = str(layer.organisations[place]), tuple(str(key) for key in layer.organisations[lost])
    ties = context.ties[(context.ties["wave"] == layer.wave) & (context.ties["yes"] > 0)]
    outwards = (ties["source"] == name) & ties["target"].isin(apart)
    own = ties[outwards | ((ties["target"] == name) & ties["source"].isin(apart))]
    return _Bridge(name, apart, tuple(sorted({key for ids in own["evidence"] for key in ids})))


def _gap(context: GapContext, layer: Layer, bridge: _Bridge) -> GapFinding:
    sure = 1.0 if _asked_about_others(context, layer, bridge) else UNASKED
    return GapFinding(
        kind=KEY, organisations=(bridge.name,), wave=layer.wave,
        size=_size(layer, bridge.apart), confidence=sure * context.confidence(bridge.evidence), importance=0.5,
        reasons=(bridge.why,),
        suggestion="second_way", concerns=(bridge.name, *bridge.apart), evidence=bridge.evidence,
    )  # fmt: skip


def _of_list(layer: Layer, bridges: list[_Bridge]) -> GapFinding:
    """Return one gap for all bridges of a list of ties, those that connect most first: nobody was asked about any."""
    ordered = sorted(bridges, key=lambda bridge: (-len(bridge.apart), bridge.name))
    lost = tuple(dict.fromkeys(key for bridge in ordered for key in bridge.apart))
    names = tuple(bridge.name for bridge in ordered)
    return GapFinding(
        kind=KEY, organisations=names, of_network=True, wave=layer.wave, size=_size(layer, lost),
        confidence=ONE_SOURCE, importance=0.5, reasons=tuple(bridge.why for bridge in ordered),
        suggestion="second_way", concerns=tuple(dict.fromkeys((*names, *lost))),
        evidence=tuple(sorted({key for bridge in ordered for key in bridge.evidence})),
    )  # fmt: skip


def _size(layer: Layer, apart: tuple[str, ...]) -> float:
    return min(100.0, 100.0 * 2 * len(apart) / max(layer.n - 1, 1))


def _asked_about_others(context: GapContext, layer: Layer, bridge: _Bridge) -> bool:
    """Return whether of each pair between those cut off and the rest one side was asked about the other."""
    asked = context.network.asked
    asked = asked[asked["wave"].eq(layer.wave) & asked["process"].eq("")]
    pairs = {frozenset(pair) for pair in zip(asked["reporter"], asked["organisation_id"], strict=True)}
    rest = set(map(str, layer.organisations)) - {bridge.name, *bridge.apart}
    return all(frozenset((one, other)) in pairs for one in bridge.apart for other in rest)


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
    suggestions={"second_way": "Build a second way past {organisations}, before it is overburdened or gone."},
    find=_find,
    shareable=True,
    order=6,
)
