"""How many routes without a common tie lead from one organisation to another, and who they run through.

Largest flows where each tie carries one unit, found by augmenting paths. Sets of organisations are the bits of a
Python integer, so that a step looks at all partners at once. Three things keep the work far below one flow for each
pair without each third organisation:

* a tie between the two, and every organisation that is tied to both, carries one unit in some largest flow, so only
  what is left is searched for;
* who carries nothing of that is not needed, and nothing has to be computed anew without it;
* for the others the flow is not started again: what runs through the organisation is taken out, and only as much is
  searched for, up to what the ties at either end allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from collabnet.network.layer import Layer


@dataclass(frozen=True)
class Flows:
    """The largest flows of all pairs, and what is lost of them without a third organisation.

    Attributes
    ----------
    largest
        The largest flow from row to column; without direction only above the diagonal.
    source, target, without, lost
        One entry for each pair and each third organisation without which the flow is smaller, and by how much.
    """

    largest: NDArray[np.int64]
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    without: NDArray[np.intp]
    lost: NDArray[np.int64]


def flows(layer: Layer) -> Flows:
    """Return the largest flows of a layer's pairs on ties of capacity 1."""
    return layer.remember("flows", _flows)


def _flows(layer: Layer) -> Flows:
    sends, receives = _bits(layer)
    largest = np.zeros((layer.n, layer.n), dtype=np.int64)
    found: list[tuple[int, int, int, int]] = []
    for source in range(layer.n):
        for target in range(0 if layer.directed else source + 1, layer.n):
            if source != target and sends[source] and receives[target]:
                largest[source, target], lost = _of_pair(sends, receives, source, target)
                found.extend((source, target, other, amount) for other, amount in lost.items())
    columns = np.array(found, dtype=np.int64).reshape(-1, 4).T
    return Flows(
        largest, columns[0].astype(np.intp), columns[1].astype(np.intp), columns[2].astype(np.intp), columns[3]
    )


def _bits(layer: Layer) -> tuple[list[int], list[int]]:
    sends, receives = [0] * layer.n, [0] * layer.n
    for a, b in zip(layer.source.tolist(), layer.target.tolist(), strict=True):
        for source, target in ((a, b),) if layer.directed else ((a, b), (b, a)):
            sends[source] |= 1 << target
            receives[target] |= 1 << source
    return sends, receives


def _of_pair(sends: list[int], receives: list[int], source: int, target: int) -> tuple[int, dict[int, int]]:
    """Return the largest flow between two, and how much of it is lost without each other organisation."""
    ends = 1 << source | 1 << target
    from_source, to_target = sends[source] & ~ends, receives[target] & ~ends
    shared = from_source & to_target
    lost = dict.fromkeys(_places(shared), 1)
    flow = _Flow(sends, from_source ^ shared, to_target ^ shared, ~ends)
    rest = flow.fill(min(flow.starts.bit_count(), flow.goals.bit_count()))
    for other in flow.carriers() if rest else ():
        missing = rest - flow.amount_without(other, rest)
        if missing:
            lost[other] = lost.get(other, 0) + missing
    return (sends[source] >> target & 1) + shared.bit_count() + rest, lost


def _places(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


class _Flow:
    """A flow from any of the starts to any of the goals; each can be used once, and each tie carries one unit."""

    def __init__(self, sends: list[int], starts: int, goals: int, allowed: int) -> None:
        self.sends, self.starts, self.goals, self.allowed = sends, starts, goals, allowed
        self.used_starts = self.used_goals = 0
        self.ahead: dict[int, int] = {}
        self.back: dict[int, int] = {}

    def fill(self, most: int) -> int:
        """Add units until none fits or there are ``most`` more; return how many were added."""
        added = 0
        while added < most and (path := self._path()):
            self._push(path)
            added += 1
        return added

    def carriers(self) -> list[int]:
        """Return the organisations that some unit runs through."""
        busy = self.used_starts | self.used_goals
        return sorted({*_places(busy), *(who for who, bits in self.ahead.items() if bits)})

    def amount_without(self, other: int, amount: int) -> int:
        """Return the largest flow when an organisation is not there, of ``amount`` when it is."""
        bit = 1 << other
        through = self.back.get(other, 0).bit_count() + (self.used_starts >> other & 1)
        most = min(amount, (self.starts & ~bit).bit_count(), (self.goals & ~bit).bit_count())
        if most == amount - through:
            return most
        smaller = _Flow(self.sends, self.starts & ~bit, self.goals & ~bit, self.allowed & ~bit)
        smaller.used_starts, smaller.used_goals = self.used_starts, self.used_goals
        smaller.ahead, smaller.back = self.ahead.copy(), self.back.copy()
        kept = amount - smaller._take_out(other)
        return kept + smaller.fill(most - kept)

    def _path(self) -> list[int] | None:
        """Return the organisations of a shortest way for one more unit, or None."""
        ahead, back, sends, allowed = self.ahead.get, self.back.get, self.sends, self.allowed
        seen, goals = self.starts & ~self.used_starts, self.goals & ~self.used_goals
        came: dict[int, int] = {}
        front = list(_places(seen)) if goals else []
        while front:
            following: list[int] = []
            for here in front:
                new = (sends[here] & ~ahead(here, 0) | back(here, 0)) & allowed & ~seen
                if new & goals:
                    return _trace(came, here, new & goals)
                seen |= new
                while new:
                    low = new & -new
                    there = low.bit_length() - 1
                    came[there] = here
                    following.append(there)
                    new ^= low
            front = following
        return None

    def _push(self, path: list[int]) -> None:
        self.used_starts |= 1 << path[0]
        self.used_goals |= 1 << path[-1]
        for here, there in pairwise(path):
            if self.back.get(here, 0) >> there & 1:
                self._unset(there, here)
            else:
                self.ahead[here] = self.ahead.get(here, 0) | 1 << there
                self.back[there] = self.back.get(there, 0) | 1 << here

    def _unset(self, source: int, target: int) -> None:
        self.ahead[source] ^= 1 << target
        self.back[target] ^= 1 << source

    def _take_out(self, other: int) -> int:
        """Take every unit out that runs through an organisation, along its whole way; return how many."""
        taken = 0
        while self._walk_back(other):
            self._walk_on(other)
            taken += 1
        return taken

    def _walk_back(self, other: int) -> bool:
        """Take one unit out between its start and the organisation."""
        here = other
        while not self.used_starts >> here & 1:
            before = self.back.get(here, 0)
            if not before:
                return False
            source = (before & -before).bit_length() - 1
            self._unset(source, here)
            here = source
        self.used_starts ^= 1 << here
        return True

    def _walk_on(self, other: int) -> None:
        here = other
        while not self.used_goals >> here & 1:
            after = self.ahead[here]
            target = (after & -after).bit_length() - 1
            self._unset(here, target)
            here = target
        self.used_goals ^= 1 << here


def _trace(came: dict[int, int], last: int, goals: int) -> list[int]:
    path = [(goals & -goals).bit_length() - 1, last]
    while path[-1] in came:
        path.append(came[path[-1]])
    return path[::-1]
