"""Counting the ties of a wave again as if some interviews had not been held: by the same rules, many times over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from collabnet.network.asked import speakers
from collabnet.network.claims import PAIR, YES
from collabnet.network.periods import opposed
from collabnet.network.votes import REPORT, votes
from collabnet.network.ways import ALL, all_undirected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Network
    from collabnet.network.layer import Basis, Layer

Flags = "NDArray[np.bool_]"
Places = "NDArray[np.intp]"


@dataclass(frozen=True, eq=False)
class Recount:
    """The votes of one wave, with what it takes to count them again.

    Attributes
    ----------
    network, wave
        What is counted again.
    interviews
        The interviews of the wave that could have been left out: all but documents, which confirm nothing.
    pairs
        One row per pair and process that somebody voted on.
    """

    network: Network
    wave: str
    interviews: tuple[str, ...]
    pairs: pd.DataFrame
    _quotes: _Quotes
    _strengths: _Strengths
    _speaks: Any

    @classmethod
    def of_wave(cls, network: Network, wave: str) -> Recount:
        """Prepare a wave of a network.

        What copies of one coder or one quote are, and on which day the wave began, is known from all interviews.
        """
        said = network.claims[network.claims["wave"].eq(wave) & ~network.claims["negative"]]
        quotes = votes(said, network.study).sort_values([*PAIR, "voter", "interview_id"], ignore_index=True)
        talks = _interviews(network, wave)
        place = pd.Series(np.arange(len(talks)), index=talks)
        of_vote = place.reindex(quotes["interview_id"]).to_numpy(dtype=np.intp)
        pairs = quotes[PAIR].drop_duplicates().reset_index(drop=True)
        return cls(
            network,
            wave,
            tuple(talks),
            pairs,
            _quotes_of(quotes, of_vote),
            _strengths_of(quotes, of_vote),
            _speaking(network, wave, place),
        )

    def reported(self, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Say which pairs have a tie on basis ``reported``: draws in rows, pairs in columns."""
        standing, clash = self._quotes.standing(kept)
        return _any(standing, self._quotes.pair_starts) | clash

    def confirmed(self, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Say which pairs have a tie on basis ``confirmed``: draws in rows, pairs in columns."""
        standing, clash = self._quotes.standing(kept)
        voters = _any(standing & self._quotes.party, self._quotes.voter_starts)
        return (_sum(voters, self._quotes.voters_of_pair) >= 2) & ~clash

    def parties_yes(self, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which reporters are a party that says yes and not no besides: draws in rows, reporters in columns."""
        standing, _ = self._quotes.standing(kept)
        yes = _any(standing & self._quotes.party, self._quotes.voter_starts)
        for voter, vote, vote_no in self._quotes.opposed["own_clash"]:
            yes[:, voter] &= ~(kept[:, self._quotes.interview[vote]] & kept[:, self._quotes.interview[vote_no]])
        return yes

    @property
    def reporters(self) -> pd.DataFrame:
        """Return one row per pair, process and reporter, as :meth:`parties_yes` counts them."""
        return self._quotes.reporters

    def voters_yes(self) -> pd.DataFrame:
        """Return who says yes to which pair when nobody is left out: columns of the pair, ``voter`` and ``party``."""
        standing, _ = self._quotes.standing(np.ones((1, len(self.interviews)), dtype=bool))
        yes = _any(standing, self._quotes.voter_starts)[0]
        found: pd.DataFrame = self._quotes.reporters[yes].reset_index(drop=True)
        return found

    def layers(self, process: str, ties: Basis, kept: NDArray[np.bool_]) -> Iterator[Layer]:
        """Yield the layer of a process (or ``all``) for each row of ``kept``, which says what interviews are kept.

        On ``reported`` the organisations stay those of the whole wave; on ``confirmed`` they are those still
        interviewed. The layers hold ties and strengths; what was denied is left out.
        """
        base = self.network.layer(process, self.wave, ties)
        tied = self.reported(kept) if ties == "reported" else self.confirmed(kept)
        cells, strength = self._cells(process, base, tied, kept)
        spoke = kept.astype(np.float64) @ self._speaks[base.organisations].to_numpy() > 0
        for row in range(len(kept)):
            yield _layer(base, cells, strength[row], spoke[row])

    def _cells(
        self, process: str, base: Layer, tied: NDArray[np.bool_], kept: NDArray[np.bool_]
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the cells of the layer's matrix that can be tied, in rising order, and each draw's strengths."""
        if process == ALL:
            cells, strength = _over_processes(self, base, tied)
            confirmed = base.ties == "confirmed"
            return cells, np.maximum(strength, _confirmed_in_any_way(self, base, kept)) if confirmed else strength
        places = [base.organisations.get_indexer(pd.Index(self.pairs[side])) for side in ("source", "target")]
        here = (places[0] >= 0) & (places[1] >= 0) & self.pairs["process"].eq(process).to_numpy()
        strength = np.where(tied[:, here], self._strengths.of_pairs(kept)[:, here], 0.0)
        return places[0][here] * base.n + places[1][here], strength


@dataclass(frozen=True, eq=False)
class _Quotes:
    """Votes as arrays, sorted by pair and voter; where a group starts, and which votes oppose each other."""

    interview: NDArray[np.intp]
    yes: NDArray[np.bool_]
    party: NDArray[np.bool_]
    pair_starts: NDArray[np.intp]
    voter_starts: NDArray[np.intp]
    voters_of_pair: NDArray[np.intp]
    reporters: pd.DataFrame
    opposed: Mapping[str, NDArray[np.intp]]

    def standing(self, kept: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Say which votes are a yes that nothing kept replaces, and on which pairs kept parties contradict."""
        alive = kept[:, self.interview]
        standing = alive & self.yes
        for yes, no in self.opposed["no_later"]:
            standing[:, yes] &= ~alive[:, no]
        clash = np.zeros((len(kept), len(self.pair_starts)), dtype=bool)
        for pair, yes, no in self.opposed["clash"]:
            clash[:, pair] |= alive[:, yes] & alive[:, no]
        return standing, clash


@dataclass(frozen=True, eq=False)
class _Strengths:
    """What each reporter measured in each interview, sorted by pair and reporter."""

    interview: NDArray[np.intp]
    value: NDArray[np.float64]
    report_starts: NDArray[np.intp]
    pair: NDArray[np.intp]
    party: NDArray[np.bool_]
    pairs: int

    def of_pairs(self, kept: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Average interviews within reporters and reporters within pairs; 1 where nothing was measured."""
        result = np.ones((len(kept), self.pairs))
        if len(self.value) == 0:
            return result
        alive = kept[:, self.interview].astype(np.float64)
        counted = np.add.reduceat(alive, self.report_starts, axis=1)
        total = np.add.reduceat(alive * self.value, self.report_starts, axis=1)
        each = np.divide(total, counted, out=np.zeros_like(total), where=counted > 0)
        for side in (~self.party, self.party):  # what a party measured comes in the place of what others did
            told = (counted > 0) & side
            among = _sums(told.astype(np.float64), self.pair, self.pairs)
            of_all = _sums(np.where(told, each, 0.0), self.pair, self.pairs)
            result = np.divide(of_all, among, out=result, where=among > 0)
        return result


def _interviews(network: Network, wave: str) -> list[str]:
    table = network.study.interviews
    of_wave = table["wave"].where(table["wave"].ne(""), network.study.settings.waves[0].id).eq(wave)
    return sorted(table.loc[of_wave & table["kind"].ne("document"), "interview_id"])


def _speaking(network: Network, wave: str, place: pd.Series[int]) -> pd.DataFrame:
    """Return which organisation (columns) speaks in which interview (rows), as 0 and 1."""
    spoke = speakers(network.study)
    spoke = spoke[spoke["wave"].eq(wave) & spoke["organisation_id"].isin(network.organisations.index)]
    matrix = pd.DataFrame(0.0, index=place.index, columns=network.organisations.index)
    rows, columns = place.reindex(spoke["interview_id"]), matrix.columns.get_indexer(pd.Index(spoke["organisation_id"]))
    numbers = matrix.to_numpy(copy=True)
    numbers[rows.to_numpy(dtype=np.intp), columns] = 1.0
    return pd.DataFrame(numbers, index=matrix.index, columns=matrix.columns)


def _quotes_of(quotes: pd.DataFrame, interview: NDArray[np.intp]) -> _Quotes:
    pair, voter = _groups(quotes, PAIR), _groups(quotes, REPORT)
    pair_starts, voter_starts = _starts(pair), _starts(voter)
    rivals = opposed(quotes)
    later = rivals.loc[rivals["no_later"], ["vote", "vote_no"]].to_numpy(dtype=np.intp)
    clash = rivals.loc[rivals["clash"], ["vote", "vote_no"]].to_numpy(dtype=np.intp)
    own = clash[voter[clash[:, 0]] == voter[clash[:, 1]]]
    return _Quotes(
        interview,
        quotes["answer"].eq(YES).to_numpy(),
        quotes["party"].to_numpy(dtype=bool),
        pair_starts,
        voter_starts,
        _starts(pair[voter_starts]),
        quotes[[*REPORT, "party"]].iloc[voter_starts].reset_index(drop=True),
        {
            "no_later": later,
            "clash": np.column_stack([pair[clash[:, 0]], clash]),
            "own_clash": np.column_stack([voter[own[:, 0]], own]),
        },
    )


def _strengths_of(quotes: pd.DataFrame, interview: NDArray[np.intp]) -> _Strengths:
    told = quotes.assign(at=interview, pair=_groups(quotes, PAIR), report=_groups(quotes, REPORT))
    told = told[told["strength"].notna()]
    each = told.groupby(["pair", "report", "at"])[["strength", "party"]].agg({"strength": "mean", "party": "first"})
    each = each.reset_index()
    starts = _starts(each["report"].to_numpy(dtype=np.intp))
    first = each.iloc[starts]
    return _Strengths(
        each["at"].to_numpy(dtype=np.intp),
        each["strength"].to_numpy(dtype=np.float64),
        starts,
        first["pair"].to_numpy(dtype=np.intp),
        first["party"].to_numpy(dtype=bool),
        len(quotes[PAIR].drop_duplicates()),
    )


def _groups(rows: pd.DataFrame, keys: list[str]) -> NDArray[np.intp]:
    return np.asarray(rows.groupby(keys, sort=True).ngroup(), dtype=np.intp)


def _starts(groups: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.asarray(np.flatnonzero(np.diff(groups, prepend=-1)), dtype=np.intp)


def _any(flags: NDArray[np.bool_], starts: NDArray[np.intp]) -> NDArray[np.bool_]:
    return np.logical_or.reduceat(flags, starts, axis=1) if len(starts) else flags[:, :0]


def _sum(flags: NDArray[np.bool_], starts: NDArray[np.intp]) -> NDArray[np.int64]:
    counts = flags.astype(np.int64)
    return np.asarray(np.add.reduceat(counts, starts, axis=1), dtype=np.int64) if len(starts) else counts[:, :0]


def _sums(values: NDArray[np.float64], group: NDArray[np.intp], groups: int) -> NDArray[np.float64]:
    """Sum columns by group, where some groups have none."""
    result = np.zeros((len(values), groups))
    starts = _starts(group)
    result[:, group[starts]] = np.add.reduceat(values, starts, axis=1)
    return result


def _over_processes(
    recount: Recount, base: Layer, tied: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the cells of ``all`` and how many processes tie each."""
    cells, there = _cells_of_all(recount, base, recount.pairs)
    order = np.argsort(cells, kind="stable")
    starts = _starts(cells[order])
    return cells[order][starts], _sum(tied[:, there[order]], starts).astype(np.float64)


def _confirmed_in_any_way(recount: Recount, base: Layer, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return, for the cells of ``all``, whether both sides name working together, be it in different processes."""
    cells, there = _cells_of_all(recount, base, recount.reporters)
    voter = pd.factorize(recount.reporters["voter"].iloc[there])[0]
    order = np.lexsort((voter, cells))
    cells, yes = cells[order], recount.parties_yes(kept)[:, there[order]]
    each = _starts(cells * (voter.max(initial=0) + 1) + voter[order])
    return np.asarray(_sum(_any(yes, each), _starts(cells[each])) >= 2)


def _cells_of_all(recount: Recount, base: Layer, rows: pd.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the cells in the matrix of ``all`` and their rows; a tie without direction counts both ways."""
    processes = recount.network.processes
    source, target = (base.organisations.get_indexer(pd.Index(rows[side])) for side in ("source", "target"))
    there = np.flatnonzero((source >= 0) & (target >= 0))
    cells = source[there] * base.n + target[there]
    if not all_undirected(processes):
        undirected = [key for key, process in processes.items() if not process.directed]
        turned = there[rows["process"].iloc[there].isin(undirected).to_numpy()]
        cells = np.concatenate([cells, target[turned] * base.n + source[turned]])
        there = np.concatenate([there, turned])
    return cells, there


def _layer(base: Layer, cells: NDArray[np.intp], strength: NDArray[np.float64], spoke: NDArray[np.bool_]) -> Layer:
    """Make the layer of one draw; on ``confirmed`` of the organisations that still speak."""
    there = strength > 0
    source, target = np.divmod(cells[there], max(base.n, 1))
    none = np.zeros(0, dtype=np.intp)
    index, left_out, attributes = base.organisations, base.left_out, base.attributes
    if base.ties == "confirmed":
        index, left_out = index[spoke], left_out.union(index[~spoke])
        attributes = attributes[spoke]
        number = np.cumsum(spoke) - 1
        source, target, spoke = number[source], number[target], spoke[spoke]
    return replace(
        base, organisations=index, source=source, target=target, strength=strength[there], interviewed=spoke,
        denied_source=none, denied_target=none, state=np.zeros(0, dtype=object), parts=(), left_out=left_out,
        required_source=none, required_target=none, required_weight=np.zeros(0), attributes=attributes, _memo={},
    )  # fmt: skip
