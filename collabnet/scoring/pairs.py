"""Which pairs a score stands for: the expected ones, else those that were spoken of; and how much of them is known.

A score about a sector, an organisation or the whole network is about pairs. Where pairs are expected, it stands for
those, whether anybody spoke of them or not; otherwise for the pairs that have statements, which is no complete list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from scipy import sparse

from collabnet.domains import domains
from collabnet.scoring.cells import members
from collabnet.scoring.claims import actual, by_target
from collabnet.scoring.mentions import ORGANISATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.network import Network

REQUIRED: Final = "required"
STATED: Final = "stated_pairs"
NO_PAIRS: Final = "no_pairs"
"""Basis of a score: the expected pairs; those that were spoken of; or none, but words about one side or the context."""

Subject = tuple[str, str]
"""A level and what is scored on it, as in the table ``scores``."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """The directed pairs of one wave that scores stand for.

    Attributes
    ----------
    wave
        The wave.
    nodes
        Organisations of the network that exist in the wave or are spoken of.
    source, target
        Position of both sides of each pair among ``nodes``.
    weight
        How much each pair is required, 0–1; 0 for one that was only spoken of.
    spoken
        Whether anybody spoke of it.
    known, two_sided
        Domain to whether a pair (either way) has a statement, and whether from both sides.
    heard
        Whether each node was interviewed in the wave.
    interviewed
        Share of the organisations of the network that were interviewed.
    sectors
        Sector of each node, "" where not said.
    groups
        Group subject (``attribute=value``) to its organisations.
    """

    wave: str
    nodes: tuple[str, ...]
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    weight: NDArray[np.float64]
    spoken: NDArray[np.bool_]
    known: Mapping[str, NDArray[np.bool_]]
    two_sided: Mapping[str, NDArray[np.bool_]]
    heard: NDArray[np.bool_]
    interviewed: float
    sectors: tuple[str, ...]
    groups: Mapping[str, frozenset[str]]

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Return the pairs by the ids of their sides."""
        return [(self.nodes[a], self.nodes[b]) for a, b in zip(self.source, self.target, strict=True)]

    def shares(self, subjects: Sequence[Subject]) -> tuple[sparse.csr_array, list[str]]:
        """Return how much each pair counts in each subject (rows add up to 1), and on which basis.

        A row is empty where a subject has no pairs: it is then spoken of alone.
        """
        inside = _Inside(self)
        rows, columns, values, basis = [], [], [], []
        for number, subject in enumerate(subjects):
            chosen = inside(subject)
            weight, kind = self._weights(chosen)
            rows.append(np.full(len(weight), number))
            columns.append(chosen[weight > 0] if kind == REQUIRED else chosen)
            values.append(weight[weight > 0] / weight.sum() if len(weight) else weight)
            rows[-1] = rows[-1][: len(values[-1])]
            basis.append(kind)
        shape = (len(subjects), len(self.source))
        if not rows:
            return sparse.csr_array(shape), basis
        found = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
        return sparse.csr_array(found, shape=shape), basis

    def _weights(self, chosen: NDArray[np.intp]) -> tuple[NDArray[np.float64], str]:
        weight = self.weight[chosen]
        if not len(chosen):
            return weight, NO_PAIRS
        return (weight, REQUIRED) if weight.sum() > 0 else (np.ones(len(chosen)), STATED)


class _Inside:
    """Finds the pairs of a subject."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.place = {node: number for number, node in enumerate(pairs.nodes)}
        self.number = {key: number for number, key in enumerate(pairs.keys)}
        self.between: dict[str, list[int]] = {}
        for number, (source, target) in enumerate(zip(pairs.source, pairs.target, strict=True)):
            self.between.setdefault(f"{pairs.sectors[source]}>{pairs.sectors[target]}", []).append(number)
        self.at = {
            "organisation_out": _grouped(pairs.source, len(pairs.nodes)),
            "organisation_in": _grouped(pairs.target, len(pairs.nodes)),
        }

    def __call__(self, subject: Subject) -> NDArray[np.intp]:
        level, name = subject
        if level == "network":
            return np.arange(len(self.pairs.source))
        if level == "dyad":
            number = self.number.get(_ends(name))
            return np.array([] if number is None else [number], dtype=np.intp)
        if level == "sector":
            return np.array(self.between.get(name, []), dtype=np.intp)
        if level == "group":
            every = [self.at["organisation_in"][self.place[node]]
                     for node in sorted(self.pairs.groups.get(name, ())) if node in self.place]  # fmt: skip
            return np.concatenate(every) if every else np.array([], dtype=np.intp)
        node = self.place.get(name)
        return np.array([], dtype=np.intp) if node is None or level not in self.at else self.at[level][node]


def _grouped(place: NDArray[np.intp], size: int) -> list[NDArray[np.intp]]:
    """Return, for each node, the numbers of the pairs it stands in."""
    order = np.argsort(place, kind="stable")
    return np.split(order, np.cumsum(np.bincount(place, minlength=size))[:-1]) if size else []


def _ends(name: str) -> tuple[str, str]:
    source, _, target = name.partition(">")
    return source, target


def pairs_of(network: Network, wave: str) -> Pairs:
    """Return the pairs of one wave: those expected, and those that organisations spoke of."""
    known = _KNOWN.setdefault(network, {})
    if wave not in known:
        known[wave] = _pairs_of(network, wave)
    return known[wave]


_KNOWN: WeakKeyDictionary[Network, dict[str, Pairs]] = WeakKeyDictionary()
"""The pairs of a network, for as long as it lives: many numbers ask for them."""


def _pairs_of(network: Network, wave: str) -> Pairs:
    said = _said(network, wave)
    required = _required(network, wave)
    spoken = set(zip(said["source"], said["target"], strict=True))
    every = sorted(set(required) | spoken)
    nodes = tuple(sorted(set(network.present(wave)) | {node for pair in every for node in pair}))
    place = {node: number for number, node in enumerate(nodes)}
    voices = _voices(said)
    boundary = network.organisations["in_boundary"].fillna(True).astype(bool)
    inside = [node for node in network.present(wave) if boundary[node]]
    heard = network.interviewed(wave)
    return Pairs(
        wave=wave, nodes=nodes,
        source=np.array([place[source] for source, _ in every], dtype=np.intp),
        target=np.array([place[target] for _, target in every], dtype=np.intp),
        weight=np.array([required.get(pair, 0.0) for pair in every], dtype=float),
        spoken=np.array([pair in spoken for pair in every], dtype=bool),
        known={key: _flags(every, voices.get(key, {}), 0) for key in domains()},
        two_sided={key: _flags(every, voices.get(key, {}), 2) for key in domains()},
        heard=np.array([node in heard for node in nodes], dtype=bool),
        interviewed=sum(node in heard for node in inside) / len(inside) if inside else np.nan,
        sectors=tuple(network.organisations["sector"].reindex(nodes).fillna("")), groups=members(network),
    )  # fmt: skip


def _said(network: Network, wave: str) -> pd.DataFrame:
    """Return what organisations say of pairs in any domain, one row per statement and target."""
    frame = by_target(actual(network))
    nodes = network.organisations.index
    kept = frame["wave"].eq(wave) & frame["voice"].eq(ORGANISATIONS) & frame["domain"].isin(list(domains()))
    kept &= frame["level"].eq("dyad") & ~frame["together"]
    kept &= frame["source"].isin(nodes) & frame["target"].isin(nodes) & frame["source"].ne(frame["target"])
    return frame.loc[kept, ["domain", "source", "target", "reporter"]].drop_duplicates()


def _required(network: Network, wave: str) -> dict[tuple[str, str], float]:
    """Return how much each pair is expected, in any way; where a way has no direction, both ways."""
    frame = network.required
    frame = frame[frame["wave"].eq(wave) & frame["weight"].gt(0)]
    undirected = [key for key, process in network.processes.items() if not process.directed]
    turned = frame[frame["process"].isin(undirected)].rename(columns={"source": "target", "target": "source"})
    both = pd.concat([frame, turned])
    both = both[both["source"].isin(network.organisations.index) & both["target"].isin(network.organisations.index)]
    found: dict[tuple[str, str], float] = {}
    for source, target, weight in both[["source", "target", "weight"]].itertuples(index=False, name=None):
        found[source, target] = max(found.get((source, target), 0.0), float(weight))
    return found


def _voices(said: pd.DataFrame) -> dict[str, dict[frozenset[str], set[str]]]:
    """Return, per domain, who spoke of each two organisations, in whatever direction."""
    found: dict[str, dict[frozenset[str], set[str]]] = {}
    for domain, source, target, reporter in said.itertuples(index=False):
        found.setdefault(domain, {}).setdefault(frozenset((source, target)), set()).add(reporter)
    return found


def _flags(
    pairs: Sequence[tuple[str, str]], voices: Mapping[frozenset[str], set[str]], sides: int
) -> NDArray[np.bool_]:
    """Tell which pairs were spoken of, by so many of their own two sides at least."""
    both = [frozenset(pair) for pair in pairs]
    return np.array([pair in voices and len(voices[pair] & pair) >= sides for pair in both], dtype=bool)


def coverage_of(frame: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Return what is known of the pairs behind each score row: C1 to C3 of its coverage.

    Returns
    -------
    pandas.DataFrame
        On the index of ``frame``: ``pairs`` (how many), ``interviewed_share`` (C1: of the organisations in these
        pairs; of the whole network for ``network`` and ``context``), ``pairs_covered`` (C2) and ``pairs_two_sided``
        (C3), both weighted as the score is. NaN where a score stands on no pairs, or is not told by organisations.
    """
    found = pd.DataFrame(np.nan, index=frame.index, columns=["interviewed_share", "pairs_covered", "pairs_two_sided"])
    found.insert(0, "pairs", 0)
    spoken = frame[frame["voice"].eq(ORGANISATIONS)]
    for wave, rows in spoken.groupby("wave"):
        pairs = pairs_of(network, str(wave))
        subjects = sorted(set(zip(rows["level"], rows["subject"], strict=True)))
        shares, _ = pairs.shares(subjects)
        place = {subject: number for number, subject in enumerate(subjects)}
        at = np.array([place[it] for it in zip(rows["level"], rows["subject"], strict=True)])
        found.loc[rows.index] = _known(pairs, shares, at, rows)
    return found


def _known(pairs: Pairs, shares: sparse.csr_array, at: NDArray[np.intp], rows: pd.DataFrame) -> pd.DataFrame:
    count = np.diff(shares.indptr)
    covered, both = np.full(len(at), np.nan), np.full(len(at), np.nan)
    for domain in rows["domain"].unique():
        chosen = rows["domain"].eq(domain).to_numpy()
        if domain in pairs.known:
            covered[chosen] = (shares @ pairs.known[domain].astype(float))[at[chosen]]
            both[chosen] = (shares @ pairs.two_sided[domain].astype(float))[at[chosen]]
    empty = count[at] == 0
    whole = rows["level"].isin(["network", "context"]).to_numpy()
    heard = np.where(whole, pairs.interviewed, _heard(pairs, shares)[at])
    covered[empty], both[empty] = np.nan, np.nan
    return pd.DataFrame(
        {"pairs": count[at], "interviewed_share": heard, "pairs_covered": covered, "pairs_two_sided": both},
        index=rows.index,
    )


def _heard(pairs: Pairs, shares: sparse.csr_array) -> NDArray[np.float64]:
    """Return the share of organisations in each subject's pairs that were interviewed."""
    size, nodes = len(pairs.source), len(pairs.nodes)
    ones = sparse.csr_array((np.ones(len(shares.data)), shares.indices, shares.indptr), shape=shares.shape)
    ends = sparse.csr_array(
        (np.ones(2 * size), (np.tile(np.arange(size), 2), np.concatenate([pairs.source, pairs.target]))),
        shape=(size, nodes),
    )
    touched = (ones @ ends).toarray() > 0
    total = touched.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: NDArray[np.float64] = (touched @ pairs.heard.astype(float)) / total
    return found
