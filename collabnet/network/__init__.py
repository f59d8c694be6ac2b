"""The network: organisations and what reports about their ties add up to; a value that never changes.

:meth:`Network.from_study` turns statements into claims, claims into votes, votes into ties with a state
(:mod:`~collabnet.network.claims`, :mod:`~collabnet.network.votes`, :mod:`~collabnet.network.states`,
:mod:`~collabnet.network.ties`). :meth:`Network.layer` gives one process in one wave as arrays; measures are computed
on such a :class:`Layer`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from collabnet.errors import CallError
from collabnet.network.asked import asked, both_silent, interviewed, questions, silences
from collabnet.network.claims import UNSPECIFIED, claims, node_ids
from collabnet.network.layer import BASES, POSTERIOR, Basis, Layer, layer_from_ties
from collabnet.network.periods import settled
from collabnet.network.positions import positions
from collabnet.network.posterior import Posterior
from collabnet.network.rates import PRIORS, Prior
from collabnet.network.relations import pairs, still_tied, with_relation
from collabnet.network.reporting import reporting
from collabnet.network.states import ABSENT, without_sides
from collabnet.network.ties import on_basis, ties
from collabnet.network.votes import reports, votes
from collabnet.network.ways import ALL, all_undirected
from collabnet.required import lives, required_relations
from collabnet.study import Process

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from collabnet.study import Study

__all__ = ["ALL", "BASES", "POSTERIOR", "PRIORS", "UNSPECIFIED", "Basis", "Layer", "Network", "Posterior", "Prior"]


@dataclass(frozen=True, eq=False)
class Network:
    """Who works with whom, in which way, in which wave, and who says so.

    Attributes
    ----------
    study
        The study it was made from.
    organisations
        Every organisation, by id; the columns of the codebook and ``interviewed`` (tuple of waves). Groups, types,
        forums and unnamed ones are in ``others``: they can be spoken of and are never nodes.
    others
        The rest of the study's organisations table, by id.
    claims
        One row per tie-speaking statement and target.
    reports
        One row per pair, process, wave and reporter: its answer after votes.
    ties
        One row per pair, process (and ``all``) and wave that somebody spoke about or that is required; what is
        negative stands in rows of its own. ``all`` is what each side says of working together in any process, ``yes``
        and ``no`` count who says so of any, and ``strength`` is the number of processes with a yes. ``silent`` counts
        the sides that were asked and did not name the other. ``relation`` is what the pair is to each other, whichever
        way its ties run.
    pairs
        One row per pair and wave, the smaller id first: its relation, the processes named, and how many of the two
        name it (:mod:`~collabnet.network.relations`).
    required
        Pairs that have a reason to work together, with the reasons.
    asked
        Who was asked about whom.
    silent
        One row per pair, process, wave and ``voter`` that was asked about it and did not name it.
    waves, processes
        Wave ids in order; processes by key, ``all`` last.
    """

    study: Study
    organisations: pd.DataFrame
    others: pd.DataFrame
    claims: pd.DataFrame
    reports: pd.DataFrame
    ties: pd.DataFrame
    pairs: pd.DataFrame
    required: pd.DataFrame
    asked: pd.DataFrame
    silent: pd.DataFrame
    waves: tuple[str, ...]
    processes: Mapping[str, Process]
    _memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Check that ties join known organisations, each once, and make the mapping read-only."""
        object.__setattr__(self, "processes", MappingProxyType(dict(self.processes)))
        ends = pd.concat([self.ties["source"], self.ties["target"]])
        strangers = sorted(set(ends) - set(self.organisations.index))
        if strangers:
            raise CallError(f"Expected ties between organisations of the network, found {strangers[0]!r}. Add it.")
        if self.ties.duplicated(["source", "target", "process", "wave", "negative"]).any():
            raise CallError("Expected each pair once per process and wave, found one twice. Merge the two rows.")

    @classmethod
    def from_study(cls, study: Study) -> Network:
        """Make the network of a study.

        Examples
        --------
        >>> import collabnet
        >>> Network.from_study(collabnet.read("tests/data/tiny"))
        <Network of 6 organisations (3 interviewed), 2 waves, 4 processes: 9 ties reported>
        """
        processes = _processes(study)
        said = claims(study, processes)
        quotes = votes(said, study)
        who = interviewed(study)
        standing, contested = settled(quotes)
        parts = {
            "claims": said,
            "votes": standing,
            "contested": contested,
            "reports": reports(quotes, said),
            "required": required_relations(study),
            "asked": asked(study),
        }
        single = {key: process for key, process in processes.items() if key != ALL}
        parts["posed"] = questions(parts["asked"], single)
        parts["silent"] = silences(parts["posed"], parts["reports"])
        two_sided = study.tells_reporters
        rows = ties(parts, who, processes)
        rows = rows if two_sided else without_sides(rows)
        found = pairs(rows, standing, single, two_sided=two_sided)
        nodes, others = _organisations(study, who)
        return cls(
            study,
            nodes,
            others,
            said,
            parts["reports"],
            with_relation(rows, found),
            found,
            parts["required"],
            parts["asked"],
            parts["silent"],
            tuple(wave.id for wave in study.settings.waves),
            processes,
        )

    def __repr__(self) -> str:
        """Say in a sentence what the network holds."""
        spoke = int(self.organisations["interviewed"].map(len).gt(0).sum())
        tied = self.ties[on_basis(self.ties, "reported") & self.ties["process"].ne(ALL)]
        ways = len([key for key in self.processes if key != ALL])
        heard, said = (f" ({spoke} interviewed)", "reported") if self.two_sided else ("", "of a file")
        return (
            f"<Network of {len(self.organisations)} organisations{heard}, {len(self.waves)} waves, "
            f"{ways} processes: {len(tied)} ties {said}>"
        )

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Return the bases the study can tell of: a file of edges holds one side of each tie, so only ``reported``."""
        return BASES if self.two_sided else ("reported",)

    @property
    def two_sided(self) -> bool:
        """Return True where the study tells who reports a tie; a file of edges does not, and then no tie has sides."""
        return self.study.tells_reporters

    def interviewed(self, wave: str) -> frozenset[str]:
        """Return the organisations that were interviewed in a wave."""
        spoke = self.organisations["interviewed"].map(lambda waves: wave in waves).astype(bool)
        return frozenset(self.organisations.index[spoke])

    def present(self, wave: str) -> pd.Index:
        """Return the organisations that exist in a wave: by their dates, or because a tie of theirs is reported."""
        key = ("present", wave)
        if key not in self._memo:
            here = self.ties[self.ties["wave"].eq(wave) & on_basis(self.ties, "reported")]
            alive = lives(self.study).get(wave, frozenset()) | set(here["source"]) | set(here["target"])
            self._memo[key] = self.organisations.index[self.organisations.index.isin(list(alive))]
        there: pd.Index = self._memo[key]
        return there

    def layer(self, process: str = ALL, wave: str | None = None, ties: Basis = "reported") -> Layer:
        """Return one process (or ``all``) in one wave on one basis.

        Parameters
        ----------
        process
            A key of ``processes``.
        wave
            A wave; the first when not said.
        ties
            ``reported``: at least one yes. ``confirmed``: both parties say yes, among interviewed organisations only.
        """
        wave = self._known_wave(wave)
        self._known_process(process)
        if ties not in BASES:
            raise CallError(f"Expected a basis of ties among {', '.join(BASES)}, found {ties!r}. Choose one of these.")
        key = (process, wave, ties)
        if key not in self._memo:
            self._memo[key] = self._layer(process, wave, ties)
        layer: Layer = self._memo[key]
        return layer

    def posterior(self, wave: str | None = None, prior: Prior = PRIORS[0]) -> Posterior:
        """Return how likely each tie of a wave is, given who reports it, and networks drawn accordingly.

        Parameters
        ----------
        wave
            A wave; the first when not said.
        prior
            What is believed of how often reporters name ties that exist, and ties that do not.

        Raises
        ------
        CallError
            When the study comes from a file that holds one side of each tie.
        """
        wave = self._known_wave(wave)
        if not self.two_sided:
            raise CallError(
                "Expected a study that says who reports a tie, found a file of ties. Add a column reporter."
            )
        key = (POSTERIOR, wave, prior)
        if key not in self._memo:
            layers = {process: self.layer(process, wave) for process in self.processes}
            rows = self._reporting
            self._memo[key] = Posterior.of(layers, rows[rows["wave"].eq(wave)], self.study.settings.seed, prior)
        found: Posterior = self._memo[key]
        return found

    @property
    def tie_probabilities(self) -> pd.DataFrame:
        """Return how likely each row of ``ties`` is a tie: ``probability``, ``low``, ``high`` (95 %), on their index.

        Empty for what is negative, and where the study does not say who reports a tie.
        """
        if "probabilities" not in self._memo:
            self._memo["probabilities"] = self._probabilities()
        frame: pd.DataFrame = self._memo["probabilities"].copy()
        return frame

    def _probabilities(self) -> pd.DataFrame:
        keys, numbers = ["source", "target", "process", "wave"], ["probability", "low", "high"]
        if not self.two_sided or self.ties.empty:
            return pd.DataFrame(np.nan, index=self.ties.index, columns=numbers)
        found = [
            self.posterior(str(wave)).probabilities(str(process), rows)[numbers]
            for (process, wave), rows in self.ties[keys].groupby(["process", "wave"])
        ]
        return pd.concat(found).reindex(self.ties.index).mask(self.ties["negative"])

    @property
    def _reporting(self) -> pd.DataFrame:
        if "reporting" not in self._memo:
            single = {key: process for key, process in self.processes.items() if key != ALL}
            self._memo["reporting"] = reporting(self.reports, self.asked, self.ties, single)
        rows: pd.DataFrame = self._memo["reporting"]
        return rows

    def _layer(self, process: str, wave: str, ties: Basis) -> Layer:
        everyone, spoke = self.present(wave), self.interviewed(wave)
        index = everyone if ties == "reported" else everyone[everyone.isin(list(spoke))]
        rows = self.ties[self.ties["process"].eq(process) & self.ties["wave"].eq(wave) & ~self.ties["negative"]]
        rows = rows.assign(on_basis=on_basis(rows, ties))
        rows = pd.concat([rows, self._named_by_neither(process, wave, rows)], ignore_index=True)
        rows = rows[rows["source"].isin(index) & rows["target"].isin(index)]
        keys = [key for key in self.processes if key != ALL] if process == ALL else []
        parts = tuple(self.layer(key, wave, ties) for key in keys)
        layer = layer_from_ties(
            rows,
            index,
            ties,
            directed=self.processes[process].directed,
            process=process,
            wave=wave,
            attributes=self.organisations.reindex(index),
            interviewed=index.isin(list(spoke)),
            parts=parts,
            left_out=everyone.difference(index),
            complete=self._observed(wave),
        )
        if not self.two_sided:
            layer = replace(layer, state=np.zeros(0, dtype=object), _memo={})
        return _over_processes(layer) if parts else layer

    def _named_by_neither(self, process: str, wave: str, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the pairs besides these that both sides were asked about and did not name, as ties that are absent."""
        silent = both_silent(self.silent[self.silent["process"].eq(process) & self.silent["wave"].eq(wave)])
        two = ["source", "target"]
        new = silent[~pd.MultiIndex.from_frame(silent[two]).isin(pd.MultiIndex.from_frame(rows[two]))]
        return new.assign(state=ABSENT, on_basis=False, strength=0.0, required_weight=0.0)

    def _observed(self, wave: str) -> bool:
        """Return whether the ties of a wave are a list that no organisation spoke for: of a file, or of observers."""
        if not self.two_sided:
            return True
        return not self.interviewed(wave) and bool((self.claims["practice"] & self.claims["wave"].eq(wave)).any())

    def only(self, ids: Iterable[str]) -> Network:
        """Return the network of these organisations and the ties between them."""
        kept = set(ids)
        strangers = sorted(kept - set(self.organisations.index))
        if strangers:
            raise CallError(f"Expected organisations of this network, found {strangers[0]!r}. Leave it out.")
        return self._filtered(lambda rows: rows["source"].isin(kept) & rows["target"].isin(kept), kept)

    def without(self, ids: Iterable[str]) -> Network:
        """Return the network without these organisations and their ties."""
        return self.only(set(self.organisations.index) - set(ids))

    def at_wave(self, wave: str) -> Network:
        """Return the network of one wave."""
        self._known_wave(wave)
        return replace(self._filtered(lambda rows: rows["wave"].eq(wave)), waves=(wave,), _memo={})

    def of_process(self, process: str) -> Network:
        """Return the network of one process."""
        self._known_process(process)
        one = {process: self.processes[process]}
        found = self._filtered(lambda rows: rows["process"].eq(process) if "process" in rows else rows["source"].ne(""))
        return replace(found, pairs=still_tied(found.pairs, found.ties), processes=one, _memo={})

    def positions(self) -> pd.DataFrame:
        """Return where to draw each organisation, the same in every wave.

        Returns
        -------
        pandas.DataFrame
            Index organisation_id; ``x`` and ``y`` from 0 to 1.
        """
        if "positions" not in self._memo:
            self._memo["positions"] = positions(self.organisations.index, self._all_ties())
        place: pd.DataFrame = self._memo["positions"].copy()
        return place

    def _all_ties(self) -> pd.DataFrame:
        return self.ties.loc[on_basis(self.ties, "reported"), ["source", "target"]].drop_duplicates()

    def _filtered(self, test: Any, kept: set[str] | None = None) -> Network:
        frames = {name: getattr(self, name) for name in ("claims", "reports", "ties", "pairs", "required", "silent")}
        frames = {name: frame[test(frame)].reset_index(drop=True) for name, frame in frames.items()}
        nodes = self.organisations
        if kept is not None:
            frames["organisations"] = nodes[nodes.index.isin(list(kept))]
            asked_ = self.asked
            frames["asked"] = asked_[asked_["reporter"].isin(kept) & asked_["organisation_id"].isin(kept)]
        return replace(self, **frames, _memo={})

    def _known_wave(self, wave: str | None) -> str:
        if wave is None:
            return self.waves[0]
        if wave not in self.waves:
            raise CallError(f"Expected a wave among {', '.join(self.waves)}, found {wave!r}. Choose one of these.")
        return wave

    def _known_process(self, process: str) -> None:
        if process not in self.processes:
            known = ", ".join(self.processes)
            raise CallError(f"Expected a process among {known}, found {process!r}. Choose one of these.")


def _processes(study: Study) -> dict[str, Process]:
    """Return the declared processes, those that statements name besides, and ``all``."""
    declared = dict(study.settings.processes)
    used = study.statements["process"]
    pairs = study.statements["source"].ne("") & study.statements["target"].map(len).gt(0)
    named = sorted(set(used[used.ne("")]) - set(declared))
    if (used.eq("") & pairs).any() and UNSPECIFIED not in declared:
        named = [*[key for key in named if key != UNSPECIFIED], UNSPECIFIED]
    processes = declared | {key: Process(key) for key in named}
    return processes | {ALL: Process(ALL, directed=not processes or not all_undirected(processes))}


def _organisations(study: Study, who: Mapping[str, frozenset[str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = study.organisations.sort_values("organisation_id").set_index("organisation_id")
    spoke = [tuple(wave for wave, ids in who.items() if id_ in ids) for id_ in table.index]
    table["interviewed"] = pd.Series(spoke, index=table.index, dtype="object")
    nodes = table.index.isin(node_ids(study))
    return table[nodes], table[~nodes]


def _over_processes(layer: Layer) -> Layer:
    """Complete ``all``: strength is the number of processes tied on this basis; denied is what each process denies.

    A no about one process leaves the others unknown; a no without a process denies them all. Two sides that name
    different processes confirm none, and yet that they work together: that is at least one.
    """
    said, denials = [], []
    for part in layer.parts:
        every = len(layer.parts) if part.process == UNSPECIFIED else 1
        said.append(_cells(layer, part, part.source, part.target))
        denials += [_cells(layer, part, part.denied_source, part.denied_target)] * every
    tied = layer.source * layer.n + layer.target
    strength = np.maximum(_counted(said).reindex(tied, fill_value=0).to_numpy(dtype=np.float64), 1.0)
    counted = _counted(denials)
    denied = np.setdiff1d(counted.index[counted.ge(len(layer.parts))].to_numpy(dtype=np.intp), tied)
    source, target = np.divmod(denied, max(layer.n, 1))
    return replace(layer, strength=strength, denied_source=source, denied_target=target, _memo={})


def _counted(cells: list[NDArray[np.intp]]) -> pd.Series[int]:
    """Return how often each cell that is there stands in the lists."""
    each, counted = np.unique(np.concatenate([np.zeros(0, dtype=np.intp), *cells]), return_counts=True)
    return pd.Series(counted, index=each)


def _cells(layer: Layer, part: Layer, source: NDArray[np.intp], target: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the cells of pairs in the matrix of ``layer``; of ties without direction both."""
    cells = source * layer.n + target
    if part.directed or not layer.directed:
        return cells
    return np.concatenate([cells, target * layer.n + source])
