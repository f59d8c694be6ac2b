"""Every layer of a network, and the statements behind it: what the tables of measures share."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pandas as pd

from collabnet import measures
from collabnet.tables._record import BAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from collabnet.network import Layer
    from collabnet.tables._record import Parts


def layers(parts: Parts) -> tuple[Layer, ...]:
    """Return every layer: each process (and all) in each wave on each basis that the study can tell of."""
    return parts.remember("layers", _layers)


def _layers(parts: Parts) -> tuple[Layer, ...]:
    network = parts.network
    return tuple(
        network.layer(process, wave, basis)
        for process in network.processes
        for wave in network.waves
        for basis in network.bases
    )


def keys_of(parts: Parts, layer: Layer, level: measures.Level) -> tuple[str, ...]:
    """Return the measures that tables hold of a layer."""
    return measures.applicable(layer, level) if parts.every_measure else measures.usual(layer, level)


def evidence(parts: Parts, layer: Layer) -> pd.Series[str]:
    """Return the statements behind each organisation's ties in a layer, with a bar between them."""
    key = f"evidence:{layer.process}:{layer.wave}:{layer.ties}"
    return parts.remember(key, lambda these: _evidence(these, layer))


def _evidence(parts: Parts, layer: Layer) -> pd.Series[str]:
    ties = parts.remember("positive", _positive)
    here = ties[(ties["process"] == layer.process) & (ties["wave"] == layer.wave)]
    if layer.ties == "confirmed":
        here = here[here["state"] == "confirmed"]
    ends = pd.concat([here[[side, "evidence"]].set_axis(["who", "ids"], axis=1) for side in ("source", "target")])
    said = ends.explode("ids").dropna().drop_duplicates().sort_values(["who", "ids"])
    return said.groupby("who")["ids"].agg(BAR.join).astype(str)


def _positive(parts: Parts) -> pd.DataFrame:
    ties = parts.network.ties[["source", "target", "process", "wave", "state", "negative", "evidence"]]
    return ties[~ties["negative"].astype(bool)]


def evidence_of_pairs(parts: Parts, layer: Layer) -> Mapping[tuple[int, int], frozenset[str]]:
    """Return the statements behind each tied pair of a layer, whichever way ties run, by positions in rising order."""
    key = f"evidence_of_pairs:{layer.process}:{layer.wave}:{layer.ties}"
    return parts.remember(key, lambda these: _evidence_of_pairs(these, layer))


def _evidence_of_pairs(parts: Parts, layer: Layer) -> Mapping[tuple[int, int], frozenset[str]]:
    ties = parts.remember("positive", _positive)
    here = ties[(ties["process"] == layer.process) & (ties["wave"] == layer.wave)]
    if layer.ties == "confirmed":
        here = here[here["state"] == "confirmed"]
    first, second = (layer.organisations.get_indexer(pd.Index(here[side])) for side in ("source", "target"))
    found: dict[tuple[int, int], frozenset[str]] = {}
    for one, other, ids in zip(first.tolist(), second.tolist(), here["evidence"], strict=True):
        pair = (min(one, other), max(one, other))
        found[pair] = found.get(pair, frozenset()) | frozenset(ids)
    return found


def evidence_among(parts: Parts, layer: Layer, members: Sequence[int]) -> tuple[str, ...]:
    """Return the statements behind the ties between some organisations, by their positions in rising order."""
    behind = evidence_of_pairs(parts, layer)
    return tuple(sorted({key for pair in itertools.combinations(members, 2) for key in behind.get(pair, ())}))


def everything(by_organisation: pd.Series[str]) -> str:
    """Return the statements behind a whole layer."""
    return BAR.join(sorted({key for ids in by_organisation for key in ids.split(BAR)}))
