"""Which ties there probably are: what reports make likely, and whole networks drawn from it.

A tie that one of two parties reports is evidence, not a fact. :class:`Posterior` holds, for one wave, how likely each
tie is (:mod:`~collabnet.network.rates`) and draws networks: measures of many draws give intervals.

Of pairs that somebody was asked about, all are known, whatever the answer: they tell how dense the network is and how
far reporters can be trusted. Where nobody was asked, interviews name ties that exist more than ties that do not; so
such pairs are weighed with the rates and tell nothing about them, and a pair that nobody spoke of is as likely a tie as
any. What is believed of the density before comes from how many ties the interviewed name, made up for those that they
forget.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.network.layer import POSTERIOR, Layer
from collabnet.network.rates import ENOUGH_REPORTS, PRIORS, Prior, Rates, drawn_rates, most_likely, probability, seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

DRAWS: Final = 1000
"""Draws of the rates, and the most networks that can be drawn."""

PAIRS_BELIEVED: Final = 50.0
"""How many pairs the belief about density is worth."""

MOST_ASKED: Final = 0.5
"""Share of the pairs asked about that need three reports before the rates are said to be settled by them."""

MOST_TIED: Final = 0.9
"""The highest density that is believed beforehand."""


@dataclass(frozen=True, eq=False)
class Cells:
    """The pairs of one process that are known of: their places, what was reported, how strong a tie would be."""

    directed: bool
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    reports: NDArray[np.float64]
    yes: NDArray[np.float64]
    asked: NDArray[np.bool_]
    strength: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Posterior:
    """How likely each tie of a wave is, and networks drawn accordingly.

    Attributes
    ----------
    layers
        The layers that the draws stand in for, on basis ``reported``: ``all`` and each process.
    cells
        What is known of the pairs of each process.
    rates
        A thousand draws of density, recall and false-positive rate of each process.
    prior
        What was believed before.
    seed
        Of the draws.
    """

    layers: Mapping[str, Layer]
    cells: Mapping[str, Cells]
    rates: Mapping[str, Rates]
    prior: Prior
    seed: tuple[int, ...]
    _memo: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, layers: Mapping[str, Layer], rows: pd.DataFrame, seed: int, prior: Prior = PRIORS[0]) -> Posterior:
        """Weigh what was reported in one wave.

        Parameters
        ----------
        layers
            Every process of the wave on basis ``reported``, and their union under a name of its own.
        rows
            What was reported in the wave, as :func:`~collabnet.network.reporting.reporting` returns it.
        seed
            The study's seed.
        prior
            What is believed of recall and false positives.
        """
        single = {key: layer for key, layer in layers.items() if not layer.parts}
        cells = {key: _cells(layer, rows[rows["process"].eq(key)]) for key, layer in single.items()}
        wave = next((layer.wave for layer in layers.values()), "")
        rates = {}
        for key, here in cells.items():
            believed = _believed(single[key], here, prior)
            random = np.random.default_rng([seed, _number(f"rates|{key}|{wave}|{prior.key}")])
            rates[key] = drawn_rates(here.reports[here.asked], here.yes[here.asked], believed, DRAWS, random)
        return cls(layers, cells, rates, prior, (seed, _number(f"ties|{wave}|{prior.key}")))

    def probabilities(self, process: str) -> pd.DataFrame:
        """Return how likely each tie of a process is, of pairs that were spoken of or asked about.

        Returns
        -------
        pandas.DataFrame
            ``source``, ``target`` (ids), ``probability`` (mean over draws of the rates), ``low`` and ``high`` (95 %).
        """
        layer = self.layers[process]
        parts = [part.process for part in layer.parts] or [process]
        source, target, kinds = self._kinds(layer, parts)
        different, kind = np.unique(kinds, axis=0, return_inverse=True) if len(kinds) else (kinds, np.zeros(0, int))
        drawn = np.array([self._chance_of(row, parts) for row in different]).reshape(len(different), DRAWS)
        numbers = np.column_stack([drawn.mean(axis=1), *np.quantile(drawn, (0.025, 0.975), axis=1)])
        frame = pd.DataFrame(numbers[kind.ravel()], columns=["probability", "low", "high"])
        ids = layer.organisations
        return frame.assign(source=ids[source], target=ids[target])[["source", "target", "probability", "low", "high"]]

    def elsewhere(self, process: str) -> tuple[float, float, float]:
        """Return how likely a tie is of which nobody spoke or was asked: mean, and ends of its 95 % interval."""
        parts = [part.process for part in self.layers[process].parts] or [process]
        drawn = np.max([self.rates[key].tie for key in parts], axis=0)
        low, high = np.quantile(drawn, (0.025, 0.975))
        return float(drawn.mean()), float(low), float(high)

    def expected_ties(self, process: str) -> NDArray[np.float64]:
        """Return, per draw of the rates, how many ties a process is expected to have, unknown pairs included."""
        here, rates = self.cells[process], self.rates[process]
        rest = self.layers[process].possible - len(here.source)
        kinds = seen(here.reports, here.yes)  # few, however many pairs a roster names
        return np.asarray(probability(kinds.reports, kinds.yes, rates) @ kinds.pairs + rest * rates.tie)

    def most_likely(self, process: str) -> Rates:
        """Return the most likely rates of a process, by expectation and maximisation."""
        here = self.cells[process]
        believed = _believed(self.layers[process], here, self.prior)
        return most_likely(here.reports[here.asked], here.yes[here.asked], believed).rates

    def settled(self, process: str) -> bool:
        """Say whether reports alone can tell the rates apart: most pairs asked about have three or more."""
        here = self.cells[process]
        asked = here.reports[here.asked]
        return bool(len(asked)) and float((asked >= ENOUGH_REPORTS).mean()) >= MOST_ASKED

    def network(self, number: int) -> dict[str, Layer]:
        """Return one drawn network: every process, and their union.

        Ties of different kinds between the same two go together: one random number per ordered pair decides them all
        (without direction that of the way from the smaller id). So a tie in the least likely process is a tie in the
        others too, and their union is as likely as the likeliest. Each tie is as likely as its own reports make it.

        Parameters
        ----------
        number
            Which draw, from 0 to 999; the same number gives the same network.
        """
        size = next(iter(self.layers.values())).n
        chance = np.random.default_rng([*self.seed, number]).random((size, size))
        np.fill_diagonal(chance, 2.0)
        drawn = {key: self._drawn(key, number, chance) for key in self.cells}
        for key, layer in self.layers.items():
            if layer.parts:
                drawn[key] = _united(layer, tuple(drawn[part.process] for part in layer.parts))
        return drawn

    def _drawn(self, key: str, number: int, chance: NDArray[np.float64]) -> Layer:
        layer, here = self.layers[key], self.cells[key]
        rates = Rates(*(float(values[number]) for values in self.rates[key]))
        tied = chance < rates.tie
        tied[here.source, here.target] = chance[here.source, here.target] < probability(here.reports, here.yes, rates)
        source, target = np.nonzero(tied if layer.directed else np.triu(tied))
        return _of_draw(layer, source, target, self._strength(key)[source, target])

    def _strength(self, key: str) -> NDArray[np.float64]:
        """Return how strong a tie of each pair would be: as measured, else 1."""
        if key not in self._memo:
            here, size = self.cells[key], self.layers[key].n
            strength = np.ones((size, size))
            strength[here.source, here.target] = np.where(here.strength > 0, here.strength, 1.0)
            self._memo[key] = strength
        found: NDArray[np.float64] = self._memo[key]
        return found

    def _kinds(self, layer: Layer, parts: list[str]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
        """Return the pairs known of, and what is known of each: reports and yes per process, and which way it goes.

        Where a process knows nothing of a pair, reports are −1.
        """
        codes = {key: self._codes(layer, self.cells[key]) for key in parts}
        every = np.unique(np.concatenate([code for code, _ in codes.values()]))
        kinds = np.full((len(every), 2 * len(parts) + 1), -1.0)
        for place, key in enumerate(parts):
            code, cell = codes[key]
            rows = np.searchsorted(every, code)
            kinds[rows, 2 * place] = self.cells[key].reports[cell]
            kinds[rows, 2 * place + 1] = self.cells[key].yes[cell]
        source, target = np.divmod(every, max(layer.n, 1))
        kinds[:, -1] = source < target
        return source, target, kinds

    @staticmethod
    def _codes(layer: Layer, cells: Cells) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the places of pairs in the matrix of a layer, and which cell each is; without direction both ways."""
        code, place = cells.source * layer.n + cells.target, np.arange(len(cells.source))
        if cells.directed or not layer.directed:
            return code, place
        return np.concatenate([code, cells.target * layer.n + cells.source]), np.concatenate([place, place])

    def _chance_of(self, row: NDArray[np.float64], parts: list[str]) -> NDArray[np.float64]:
        """Return, per draw of the rates, how likely a pair is tied in any of the processes."""
        chances: dict[bool, list[NDArray[np.float64]]] = {True: [], False: []}
        for place, key in enumerate(parts):
            reports, yes = row[2 * place : 2 * place + 2]
            rates = self.rates[key]
            known = probability([reports], [yes], rates)[:, 0] if reports >= 0 else rates.tie
            chances[self.cells[key].directed].append(np.asarray(known))
        most = [np.max(each, axis=0) for each in chances.values() if each]
        if len(most) == 1 or row[-1]:
            return np.asarray(np.max(most, axis=0))
        return np.asarray(1 - (1 - most[0]) * (1 - most[1]))  # the way back has a random number of its own


def _believed(layer: Layer, cells: Cells, prior: Prior) -> Prior:
    return prior.with_ties(believed_density(layer, cells, prior), PAIRS_BELIEVED)


def believed_density(layer: Layer, cells: Cells, prior: Prior) -> float:
    """Return the density believed beforehand: ties that the interviewed name of all they could, over their recall.

    Formula ``(yes + ½) / (M (n − 1) k + 1) / recall``, M organisations interviewed of n, k = 2 with direction (each
    can speak of both), at most 0.9. A choice of ours: in open interviews nothing else tells how dense a network is.
    """
    spoke = int(layer.interviewed.sum())
    could = spoke * max(layer.n - 1, 0) * (2 if layer.directed else 1)
    recall = prior.recall[0] / sum(prior.recall)
    return float(min((cells.yes.sum() + 0.5) / (max(could, 1) + 1) / recall, MOST_TIED))


def _number(text: str) -> int:
    return zlib.crc32(text.encode())


def _cells(layer: Layer, rows: pd.DataFrame) -> Cells:
    source, target = (layer.organisations.get_indexer(pd.Index(rows[side])) for side in ("source", "target"))
    here = (source >= 0) & (target >= 0)
    source, target, rows = source[here], target[here], rows[here]
    codes, wanted = layer.source * layer.n + layer.target, source * layer.n + target
    place = np.minimum(np.searchsorted(codes, wanted), max(layer.m - 1, 0))
    measured = codes[place] == wanted if layer.m else np.zeros(len(wanted), dtype=bool)
    strength = np.where(measured, layer.strength[place], 0.0) if layer.m else np.zeros(len(wanted))
    return Cells(
        layer.directed, source, target, rows["reports"].to_numpy(dtype=np.float64),
        rows["yes"].to_numpy(dtype=np.float64), rows["asked"].to_numpy(dtype=bool), strength,
    )  # fmt: skip


def _of_draw(layer: Layer, source: Any, target: Any, strength: Any, parts: tuple[Layer, ...] = ()) -> Layer:
    return Layer(
        layer.organisations, source, target, strength, layer.directed, layer.process, layer.wave, POSTERIOR,
        layer.attributes, layer.interviewed, layer.required_source, layer.required_target, layer.required_weight,
        parts=parts,
    )  # fmt: skip


def _united(layer: Layer, parts: tuple[Layer, ...]) -> Layer:
    """Return the ties in any process; strength is the number of processes."""
    count = np.zeros((layer.n, layer.n))
    for part in parts:
        count[part.source, part.target] += 1
        if layer.directed and not part.directed:
            count[part.target, part.source] += 1
    source, target = np.nonzero(count)
    return _of_draw(layer, source, target, count[source, target], parts)
