"""Which ties there probably are: what reports make likely, and whole networks drawn from it.

A tie that one of two parties reports is evidence, not a fact. :class:`Posterior` holds, for one wave, how likely each
tie is (:mod:`~collabnet.network.rates`) and draws networks: measures of many draws give intervals.

Of pairs that somebody was asked about, all are known, whatever the answer: they tell how dense the network is and how
far reporters can be trusted. Where nobody was asked, pairs that come up are no sample, so what is said of each tells
nothing of the rates. But how many ties the interviewed name, of all that they could, tells something of the density: as
much as some ten pairs for each of them would. Of the ties that there are by that density those named are taken off;
what remains is spread over the pairs that could have been named and were not.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.network.layer import POSTERIOR, Layer
from collabnet.network.rate_draws import drawn_rates
from collabnet.network.rates import ENOUGH_REPORTS, PRIORS, Prior, Rates, Seen, most_likely, probability, seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

DRAWS: Final = 1000
"""Draws of the rates, and the most networks that can be drawn."""

ALIKE: Final = 0.1
"""How much alike what one person names unasked is (intraclass correlation): some name many, others few.

What each interviewed organisation names then counts as at most ten pairs asked once, however many it could name.
"""

MOST_ASKED: Final = 0.5
"""Share of the pairs asked about that need three reports before the rates are said to be settled by them."""

UNNAMED: Final = -1.0
NEVER_NAMED: Final = -2.0
"""Marks of a pair that nobody spoke of: one of the two was interviewed, or neither."""


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
        What is known of the pairs of each process, and of the union of several: two sides that say yes in different
        processes both say that they work together.
    rates
        A thousand draws of density, recall and false-positive rate of each.
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
        told = {key: layer for key, layer in layers.items() if len(layer.parts) != 1}
        cells = {key: _cells(layer, rows[rows["process"].eq(key)]) for key, layer in told.items()}
        wave = next((layer.wave for layer in layers.values()), "")
        rates = {}
        for key, here in cells.items():
            random = np.random.default_rng([seed, _number(f"rates|{key}|{wave}|{prior.key}")])
            rates[key] = drawn_rates(evidence(told[key], here), prior, DRAWS, random)
        for key, layer in told.items():
            if layer.parts:
                rates[key] = _in_step(rates[key], [rates[part.process] for part in layer.parts])
        return cls(layers, cells, rates, prior, (seed, _number(f"ties|{wave}|{prior.key}")))

    def probabilities(self, process: str, pairs: pd.DataFrame | None = None) -> pd.DataFrame:
        """Return how likely each tie of a process is.

        Parameters
        ----------
        process
            One way of working together, or their union.
        pairs
            Columns ``source`` and ``target`` (ids); those that were spoken of or asked about when not said.

        Returns
        -------
        pandas.DataFrame
            ``source``, ``target``, ``probability`` (mean over draws of the rates), ``low`` and ``high`` (95 %): one row
            per pair, NaN where one of the two was not there in this wave.
        """
        layer = self.layers[process]
        ways = self._ways(process)
        source, target = self._known(layer, ways) if pairs is None else _places(layer, pairs)
        here = (source >= 0) & (target >= 0)
        kinds = self._kinds(layer, ways, source[here], target[here])
        different, kind = np.unique(kinds, axis=0, return_inverse=True) if len(kinds) else (kinds, np.zeros(0, int))
        drawn = np.array([self._chance_of(row, ways) for row in different]).reshape(len(different), DRAWS)
        numbers = np.full((len(source), 3), np.nan)
        summary = np.column_stack([drawn.mean(axis=1), *np.quantile(drawn, (0.025, 0.975), axis=1)])
        numbers[here] = summary[kind.ravel()]
        ids = layer.organisations
        names = {"source": ids[source], "target": ids[target]} if pairs is None else pairs[["source", "target"]]
        index = None if pairs is None else pairs.index
        frame = pd.DataFrame(numbers, columns=["probability", "low", "high"], index=index)
        return frame.assign(**names)[["source", "target", "probability", "low", "high"]]

    def any_pair(self, process: str) -> NDArray[np.float64]:
        """Return, per draw of the rates, how likely any pair is a tie before its own reports are looked at.

        The density ρ; of a union its own, and no less than that of its densest process, as in drawn networks.
        """
        return np.asarray(np.max([self.rates[key].tie for key in self._ways(process)], axis=0))

    def _ways(self, process: str) -> list[str]:
        """Return what is known of a process: itself; of a union its processes, and what is said of it as a whole."""
        parts = [part.process for part in self.layers[process].parts]
        return [*parts, process] if process in self.cells else parts

    def unnamed(self, process: str) -> NDArray[np.float64]:
        """Return, per draw of the rates, how likely a tie is that could have come up in an interview and did not.

        Formula ``(ρ U − Σ Q) / R``: of U pairs with an interviewed side about which nobody was asked, those named
        are ties with probability Q; the ties that are left by density ρ are spread over the R others. No more
        than ρ, and no less than for a pair whose two sides were asked and said nothing.
        """
        key = f"unnamed|{process}"
        if key not in self._memo:
            self._memo[key] = self._unnamed(process)
        found: NDArray[np.float64] = self._memo[key]
        return found

    def _unnamed(self, process: str) -> NDArray[np.float64]:
        here, rates, layer = self.cells[process], self.rates[process], self.layers[process]
        spoke = layer.interviewed
        open_ = ~here.asked & (spoke[here.source] | spoke[here.target])
        rest = _reachable(layer) - int(here.asked.sum()) - int(open_.sum())
        named = seen(here.reports[open_], here.yes[open_])
        ties = probability(named.reports, named.yes, rates) @ named.pairs
        left = (rates.tie * (rest + int(open_.sum())) - ties) / max(rest, 1)
        silent = probability([2], [0], rates)[:, 0]
        return np.asarray(np.clip(left, silent, np.maximum(rates.tie, silent)))

    def expected_ties(self, process: str) -> NDArray[np.float64]:
        """Return, per draw of the rates, how many ties a process is expected to have, unknown pairs included."""
        here, rates, layer = self.cells[process], self.rates[process], self.layers[process]
        spoke = layer.interviewed
        known = int((spoke[here.source] | spoke[here.target]).sum())
        near = _reachable(layer) - known
        far = layer.possible - _reachable(layer) - (len(here.source) - known)
        kinds = seen(here.reports, here.yes)  # few, however many pairs a roster names
        ties = probability(kinds.reports, kinds.yes, rates) @ kinds.pairs
        return np.asarray(ties + near * self.unnamed(process) + far * rates.tie)

    def most_likely(self, process: str) -> Rates:
        """Return the most likely rates of a process, by expectation and maximisation."""
        return most_likely(evidence(self.layers[process], self.cells[process]), self.prior).rates

    def settled(self, process: str) -> bool:
        """Say whether reports alone can tell the rates apart: most pairs asked about have three or more."""
        here = self.cells[process]
        asked = here.reports[here.asked]
        return bool(len(asked)) and float((asked >= ENOUGH_REPORTS).mean()) >= MOST_ASKED

    def network(self, number: int) -> dict[str, Layer]:
        """Return one drawn network: every process, and their union.

        Ties of different kinds between the same two go together: one random number per ordered pair decides them all
        (without direction that of the way from the smaller id). So a tie in the least likely process is a tie in the
        others too: for given probabilities no way of drawing them has more processes per pair. Their union holds the
        ties of all of them, and those that two sides report between them without agreeing on a process: that two work
        together can be surer than how they do, and such a tie counts as one way of working together.

        Each tie is as likely as its own reports make it, whatever the ties beside it: reciprocity, closure and
        centralisation, which are about how ties depend on each other, come out nearer to those of a random network than
        they are, the more so the less is known.

        Parameters
        ----------
        number
            Which draw, from 0 to 999; the same number gives the same network.
        """
        size = next(iter(self.layers.values())).n
        chance = np.random.default_rng([*self.seed, number]).random((size, size))
        np.fill_diagonal(chance, 2.0)
        likely = {key: self._likely(key, number) for key in self.cells}
        drawn = {key: self._drawn(key, likely[key], chance) for key, layer in self.layers.items() if not layer.parts}
        for key, layer in self.layers.items():
            if layer.parts:
                parts = tuple(drawn[part.process] for part in layer.parts)
                drawn[key] = _united(layer, parts, chance < self._somehow(layer, likely))
        return drawn

    def _likely(self, key: str, number: int) -> NDArray[np.float64]:
        """Return how likely each tie is in one draw of the rates; without direction from the smaller id."""
        layer, here = self.layers[key], self.cells[key]
        rates = Rates(*(float(values[number]) for values in self.rates[key]))
        spoke = layer.interviewed
        likely = np.where(spoke[:, None] | spoke[None, :], self.unnamed(key)[number], rates.tie)
        likely[here.source, here.target] = probability(here.reports, here.yes, rates)
        return likely if layer.directed else np.triu(likely)

    def _drawn(self, key: str, likely: NDArray[np.float64], chance: NDArray[np.float64]) -> Layer:
        layer = self.layers[key]
        source, target = np.nonzero(chance < likely)
        return _of_draw(layer, source, target, self._strength(key)[source, target])

    def _somehow(self, layer: Layer, likely: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """Return below which random number two are tied in a union, by what is said of it as a whole.

        The way back has a random number of its own, while ties without direction go by that of the way there: it adds
        what these leave open, so that the union is as likely as is said.
        """
        whole = likely.get(layer.process)
        if whole is None:
            return np.zeros((layer.n, layer.n))
        undirected = [likely[part.process] for part in layer.parts if not part.directed]
        if not layer.directed or not undirected:
            return whole
        back = np.max(undirected, axis=0).T  # below the diagonal
        return np.asarray(np.divide(whole - back, 1 - back, out=np.zeros_like(whole), where=back < 1))

    def _strength(self, key: str) -> NDArray[np.float64]:
        """Return how strong a tie of each pair would be: as measured, else 1."""
        if key not in self._memo:
            here, size = self.cells[key], self.layers[key].n
            strength = np.ones((size, size))
            strength[here.source, here.target] = np.where(here.strength > 0, here.strength, 1.0)
            self._memo[key] = strength
        found: NDArray[np.float64] = self._memo[key]
        return found

    def _known(self, layer: Layer, parts: list[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the pairs that were spoken of or asked about in any of the processes."""
        codes = [self._codes(layer, self.cells[key])[0] for key in parts]
        source, target = np.divmod(np.unique(np.concatenate(codes)), max(layer.n, 1))
        return source, target

    def _kinds(
        self, layer: Layer, parts: list[str], source: NDArray[np.intp], target: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Return what is known of each pair: reports and yes per process (or a mark), and which way it goes."""
        wanted = source * layer.n + target
        near = layer.interviewed[source] | layer.interviewed[target]
        kinds = np.zeros((len(wanted), 2 * len(parts) + 1))
        for place, key in enumerate(parts):
            code, cell = self._codes(layer, self.cells[key])
            kinds[:, 2 * place] = np.where(near, UNNAMED, NEVER_NAMED)
            if not len(code):
                continue
            order = np.argsort(code)
            found = order[np.minimum(np.searchsorted(code, wanted, sorter=order), len(code) - 1)]
            known = code[found] == wanted
            kinds[known, 2 * place] = self.cells[key].reports[cell[found[known]]]
            kinds[known, 2 * place + 1] = self.cells[key].yes[cell[found[known]]]
        kinds[:, -1] = source < target
        return kinds

    @staticmethod
    def _codes(layer: Layer, cells: Cells) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the places of pairs in the matrix of a layer, and which cell each is; without direction both ways."""
        code, place = cells.source * layer.n + cells.target, np.arange(len(cells.source))
        if cells.directed or not layer.directed:
            return code, place
        return np.concatenate([code, cells.target * layer.n + cells.source]), np.concatenate([place, place])

    def _chance_of(self, row: NDArray[np.float64], ways: list[str]) -> NDArray[np.float64]:
        """Return, per draw of the rates, how likely a pair is tied in any of the processes."""
        chances: dict[bool, list[NDArray[np.float64]]] = {True: [], False: []}
        whole: list[NDArray[np.float64]] = []
        for place, key in enumerate(ways):
            reports, yes = row[2 * place : 2 * place + 2]
            found = self._chance_in(key, reports, yes)
            (whole if self.layers[key].parts else chances[self.cells[key].directed]).append(found)
        most = [np.max(each, axis=0) for each in chances.values() if each]
        if len(most) == 1 or row[-1]:
            return np.asarray(np.max([*most, *whole], axis=0))
        either = 1 - (1 - most[0]) * (1 - most[1])  # the way back has a random number of its own
        return np.asarray(np.max([either, *whole], axis=0))

    def _chance_in(self, key: str, reports: float, yes: float) -> NDArray[np.float64]:
        if reports == UNNAMED:
            return self.unnamed(key)
        rates = self.rates[key]
        return np.asarray(rates.tie if reports == NEVER_NAMED else probability([reports], [yes], rates)[:, 0])


def _in_step(union: Rates, parts: list[Rates]) -> Rates:
    """Return the rates of a union in such an order that what makes its processes likely makes it likely too.

    It is the same people who report both: a draw in which one of two reports is worth much of a process, and little of
    the union, would lift the union, which is never less likely than its processes.
    """
    worth = np.max([probability([2], [1], rates)[:, 0] for rates in parts], axis=0)
    place = np.empty(DRAWS, dtype=np.intp)
    place[np.argsort(worth, kind="stable")] = np.argsort(probability([2], [1], union)[:, 0], kind="stable")
    return Rates(*(np.asarray(value)[place] for value in union))


def evidence(layer: Layer, cells: Cells) -> Seen:
    """Return what tells of the rates: the pairs asked about, and how much was named unasked.

    Each of M interviewed organisations could name n − 1 others, with direction in both ways: m namings each. What was
    not asked about of these T = M m counts as ``T / (1 + 0.1 (m − 1))`` pairs with one report each, in the proportion
    of those named: sums over people who differ tell less than as many independent answers would (Kish 1965, *Survey
    Sampling*, design effect).
    """
    named = float(cells.yes[~cells.asked].sum())
    each = max(layer.n - 1, 0) * (2 if layer.directed else 1)
    could = max(int(layer.interviewed.sum()) * each - float(cells.reports[cells.asked].sum()), named)
    worth = could / (1 + ALIKE * max(each - 1, 0))
    share = named / could if could else 0.0
    asked = cells.asked
    return seen(
        np.append(cells.reports[asked], [1.0, 1.0]),
        np.append(cells.yes[asked], [1.0, 0.0]),
        np.append(np.ones(int(asked.sum())), [worth * share, worth * (1 - share)]),
    )


def _reachable(layer: Layer) -> int:
    """Count the pairs of which at least one side was interviewed."""
    silent = layer.n - int(layer.interviewed.sum())
    return layer.possible - silent * (silent - 1) // (1 if layer.directed else 2)


def _places(layer: Layer, pairs: pd.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    source, target = (layer.organisations.get_indexer(pd.Index(pairs[side])) for side in ("source", "target"))
    return source, target


def _number(text: str) -> int:
    return zlib.crc32(text.encode())


def _cells(layer: Layer, rows: pd.DataFrame) -> Cells:
    source, target = _places(layer, rows)
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


def _united(layer: Layer, parts: tuple[Layer, ...], somehow: NDArray[np.bool_]) -> Layer:
    """Return the ties in any process, and those whose process nobody agrees on; strength is the number of processes."""
    count = np.zeros((layer.n, layer.n))
    for part in parts:
        count[part.source, part.target] += 1
        if layer.directed and not part.directed:
            count[part.target, part.source] += 1
    count = np.maximum(count, somehow)
    source, target = np.nonzero(count)
    return _of_draw(layer, source, target, count[source, target], parts)
