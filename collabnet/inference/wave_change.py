"""What changed between two waves, tie by tie: the network, or only who was asked, by whom and how it was coded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.errors import CallError
from collabnet.inference.wave_chances import LIKELY, chances_of_change
from collabnet.inference.wave_evidence import Said, said_in
from collabnet.inference.wave_words import (
    CODING,
    EXPLANATIONS,
    GAINED,
    KEPT,
    LISTED,
    LOST,
    ORGANISATION,
    PROBABLE,
    REAL,
    RESPONDENT,
    SILENCE,
    UNKNOWN,
)
from collabnet.network import ALL
from collabnet.network.states import REPORTED
from collabnet.network.ways import both_ways
from collabnet.reasons import reason
from collabnet.required import lives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Network

COLUMNS: Final = [
    "source", "target", "process", "wave_before", "wave", "change", "explanation", "reasons", "state_before", "state",
    "evidence", "p_changed",
]  # fmt: skip

_KEY: Final = ["source", "target", "process"]
_FIRMNESS: Final = {name: place for place, name in enumerate(EXPLANATIONS)}


def wave_pairs(network: Network) -> tuple[tuple[str, str], ...]:
    """Return each wave with the one after it."""
    return tuple(zip(network.waves, network.waves[1:], strict=False))


def changes_of_ties(network: Network) -> pd.DataFrame:
    """Return :func:`tie_changes` of each wave and the one after it; empty for a single wave."""
    said = said_in(network) if len(network.waves) > 1 else {}
    found = [_tie_changes(_Comparison(network, before, after, said)) for before, after in wave_pairs(network)]
    told = [rows for rows in found if len(rows)]
    return pd.concat(told, ignore_index=True) if told else pd.DataFrame(columns=COLUMNS)


def tie_changes(network: Network, before: str, after: str) -> pd.DataFrame:
    """Say of every tie whether it was kept, gained or lost between two waves, and whether that is a real change.

    A tie is one on basis ``reported``: somebody says yes. A tie that is reported in one wave only is explained by the
    first of these that holds; *the other wave* is the one in which it is not reported.

    1. ``organisation``: by its dates, one of the two did not exist in the other wave.
    2. ``real``: a party says in the later wave that it began after the earlier one, or that it ended.
    3. In the other wave it is denied, comparably: by an organisation that says yes in the one and no in the other; or
       by a party, when both parties were interviewed in both waves. That is ``real``, unless no coder has a part in
       both sides, or one side is rated finely and the other coarsely: then it is ``coding``.
    4. In the other wave a party that reported it was asked about it, did not name it, and named no other way of
       working together of the two. People forget ties that exist, so that is ``probable`` only where
       :func:`~collabnet.inference.wave_chances.chances_of_change` gives a change a probability of at least
       0.8; else ``silence``: it may only be reported differently.
    5. ``respondent``: nobody who reports it was interviewed in the other wave; or who denies it was not interviewed in
       both.
    6. ``coding``: who reports it was asked about it in the one wave and not in the other, and is silent there.
    7. ``unknown``: who reports it was interviewed in both waves and is silent. Silence is not a no.

    A file of ties does not tell who reports them: there 1, 2 and a no in the other wave explain a tie (``real``), and
    every other one is ``listed``.

    A row, a coder or a respondent entered twice changes nothing: answers are votes of organisations. In ``all`` a tie
    is explained by the least certain explanation among the processes that changed the same way; where that is
    ``probable`` or ``silence``, by the probability that the two worked together, in any way, in one wave only.

    Parameters
    ----------
    network
        What was found.
    before, after
        Two waves, the earlier first.

    Returns
    -------
    pandas.DataFrame
        One row per pair and process (and ``all``) with a tie in at least one of the two waves, negative ones aside:
        ``change`` (``kept``, ``gained``, ``lost``), ``explanation`` ("" of what was kept), ``reasons`` (codes), the
        ``state`` in both waves, ``evidence`` (statements of both waves) and ``p_changed`` (how likely it is that the
        tie was there in one wave and not in the other, 0–1; NaN where no pair was asked about in both waves, the study
        does not say who reports a tie, or one of the two was not there in one wave). Empty where nothing was reported.

    Raises
    ------
    CallError
        When the waves are not two of the network's, the earlier first.
    """
    _check_waves(network, before, after)
    return _tie_changes(_Comparison(network, before, after, said_in(network, (before, after))))


def _tie_changes(comparison: _Comparison) -> pd.DataFrame:
    network, before, after = comparison.network, comparison.before, comparison.after
    pairs = _pairs(network, before, after)
    pairs["p_changed"] = _chances(pairs, network, before, after)
    told = [comparison.explained(row) for row in pairs.to_dict("records")]
    rows = pairs.assign(
        explanation=pd.Series([it[0] for it in told], dtype="str"),
        reasons=pd.Series([it[1] for it in told], dtype="object"),
    )
    rows = pd.concat([rows, _in_any_process(rows, network, before, after)], ignore_index=True)
    rows = rows.assign(wave_before=before, wave=after).sort_values(_KEY, ignore_index=True)
    return rows.reindex(columns=COLUMNS)


def _chances(rows: pd.DataFrame, network: Network, before: str, after: str) -> NDArray[np.float64]:
    """Return how likely each row's tie changed; NaN where nothing tells."""
    found = np.full(len(rows), np.nan)
    for process, places in rows.groupby("process", sort=False).indices.items():
        chances = chances_of_change(network, before, after, str(process))
        if chances is not None:
            found[places] = chances.of(rows["source"].iloc[places], rows["target"].iloc[places])
    return found


def _by_silence(p_changed: float) -> str:
    return PROBABLE if p_changed >= LIKELY else SILENCE  # NaN is not


def _check_waves(network: Network, before: str, after: str) -> None:
    known = list(network.waves)
    if before not in known or after not in known or known.index(before) >= known.index(after):
        raise CallError(
            f"Expected two waves of {', '.join(known)}, the earlier first, found {before!r} and {after!r}. "
            "Name two of these in their order."
        )


def _pairs(network: Network, before: str, after: str) -> pd.DataFrame:
    """Return the pairs with a tie in either wave, what they were in both, and all statements about them."""
    ties = network.ties[~network.ties["negative"] & network.ties["process"].ne(ALL)]
    sides = {}
    for name, wave in (("_before", before), ("", after)):
        here = ties.loc[ties["wave"].eq(wave), [*_KEY, "state", "evidence"]]
        sides[name] = here.rename(columns={"state": f"state{name}", "evidence": f"said{name}"})
    rows = sides["_before"].merge(sides[""], on=_KEY, how="outer")
    rows[["state_before", "state"]] = rows[["state_before", "state"]].fillna("unknown").astype("str")
    rows["evidence"] = [_union(pair) for pair in zip(rows["said_before"], rows["said"], strict=True)]
    return _changed(rows)[[*_KEY, "change", "state_before", "state", "evidence"]]


def _changed(rows: pd.DataFrame) -> pd.DataFrame:
    was, there = (rows[column].isin(REPORTED) for column in ("state_before", "state"))
    change = pd.Series(KEPT, index=rows.index).mask(was & ~there, LOST).mask(there & ~was, GAINED)
    return rows.assign(change=change.astype("str"))[was | there].reset_index(drop=True)


def _union(groups: Iterable[Any]) -> tuple[str, ...]:
    return tuple(sorted({id_ for group in groups if isinstance(group, tuple) for id_ in group}))


def _in_any_process(rows: pd.DataFrame, network: Network, before: str, after: str) -> pd.DataFrame:
    """Return the rows of ``all``: the least certain explanation among the processes that changed the same way."""
    ties = network.ties[network.ties["process"].eq(ALL) & ~network.ties["negative"]]
    states = {(row.source, row.target, row.wave): row.state for row in ties.itertuples(index=False)}
    groups: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in both_ways(rows, network.processes).to_dict("records"):
        groups.setdefault((row["source"], row["target"]), []).append(row)
    found = []
    for pair, group in sorted(groups.items()):
        was, is_ = (str(states.get((*pair, wave), "unknown")) for wave in (before, after))
        change = LOST if is_ not in REPORTED else GAINED if was not in REPORTED else KEPT
        same = [row for row in group if row["change"] == change != KEPT]
        found.append(
            {
                "source": pair[0], "target": pair[1], "process": ALL, "change": change, "state_before": was,
                "state": is_, "evidence": _union(row["evidence"] for row in group),
                "explanation": max((row["explanation"] for row in same), key=_FIRMNESS.__getitem__, default=""),
                "reasons": _union(row["reasons"] for row in same),
            }
        )  # fmt: skip
    made = pd.DataFrame(found)
    if found:
        made["p_changed"] = _chances(made, network, before, after)
        silent = made["explanation"].isin([PROBABLE, SILENCE])
        made.loc[silent, "explanation"] = [_by_silence(it) for it in made.loc[silent, "p_changed"]]
    return made


@dataclass(frozen=True, eq=False)
class _Comparison:
    """Two waves beside each other: who lived, who spoke, who said what about whom."""

    network: Network
    before: str
    after: str
    said: Mapping[str, Said]

    @cached_property
    def alive(self) -> dict[str, frozenset[str]]:
        """Return who existed in each wave, by the dates."""
        return dict(lives(self.network.study))

    def explained(self, row: dict[Any, Any]) -> tuple[str, tuple[str, ...]]:
        """Return why a tie is in one wave only, and the reasons for saying so."""
        if row["change"] == KEPT:
            return "", ()
        pair = (row["source"], row["target"], row["process"])
        there, other = (self.after, self.before) if row["change"] == GAINED else (self.before, self.after)
        for answer in self._answers:
            explanation, reasons = answer(pair, there, other)
            if explanation:
                firm = _by_silence(row["p_changed"]) if explanation == SILENCE else explanation
                return firm, tuple(sorted([*reasons, *self._besides(pair, other)]))
        return (UNKNOWN if self.network.two_sided else LISTED), self._besides(pair, other)

    @property
    def _answers(self) -> tuple[Callable[[Any, str, str], tuple[str, tuple[str, ...]]], ...]:
        """Return what may explain a tie, the first that does so counts; without reporters little can."""
        if not self.network.two_sided:
            return self._organisation, self._dated, self._denied_in_the_file
        return self._organisation, self._dated, self._denied, self._asked, self._respondent, self._silence

    def _organisation(self, pair: Any, there: str, other: str) -> tuple[str, tuple[str, ...]]:
        gone = [party for party in pair[:2] if party not in self.alive[other]]
        code = "new" if other == self.before else "closed"
        return (ORGANISATION if gone else ""), tuple(reason(code, organisation=it, wave=other) for it in gone)

    def _dated(self, pair: Any, there: str, other: str) -> tuple[str, tuple[str, ...]]:
        if other == self.before:
            since = self.said[there].began(pair)
            if since and since[0] > self.said[other].last_day:
                return REAL, (reason("started", wave=other, since=since[2]),)
        elif self.said[other].ended(pair, self.said[there].first_day):
            return REAL, (reason("ended", wave=other),)
        return "", ()

    def _denied(self, pair: Any, there: str, other: str) -> tuple[str, tuple[str, ...]]:
        """Compare a yes with a no; a no that only third parties say does not count."""
        yes, no = self.said[there].yes(pair), self.said[other].no(pair)
        reasons = [reason("same_reporter", organisation=it) for it in sorted(yes & no)]
        if no & set(pair[:2]) and all(set(pair[:2]) <= self.said[wave].spoke for wave in (there, other)):
            reasons.append(reason("both_interviewed"))
        differs = self._coded_otherwise(pair, there, other) if reasons else ()
        return (CODING if differs else REAL if reasons else ""), (*reasons, *differs)

    def _denied_in_the_file(self, pair: Any, there: str, other: str) -> tuple[str, tuple[str, ...]]:
        return (REAL, (reason("denied"),)) if self.said[other].no(pair) else ("", ())

    def _asked(self, pair: Any, there: str, other: str) -> tuple[str, tuple[str, ...]]:
        """Say who reported it, was asked about it and named nothing that the two do together."""
        here = self.said[other]
        spoke_of_them = here.no(pair) | here.unclear(pair) | here.yes_of_any_process(pair)
        asked = (here.asked(pair) & self.said[there].yes(pair) & here.spoke) - spoke_of_them
        reasons = tuple(reason("asked_silent", organisation=it, wave=other) for it in sorted(asked))
        return (SILENCE if reasons else ""), reasons

    def _coded_otherwise(self, pair: Any, there: str, other: str) -> tuple[str, ...]:
        """Say in what the codings of the yes and of the no have nothing in common."""
        found = []
        for name in ("coder", "precision"):
            sides = {there: self.said[there].codings(pair, name, yes=True)}
            sides[other] = self.said[other].codings(pair, name, yes=False)
            if all(sides.values()) and not frozenset.intersection(*sides.values()):
                told = {
                    key: tuple(sorted(sides[wave])) for key, wave in (("before", self.before), ("after", self.after))
                }
                found.append(reason(name, **told))
        return tuple(found)

    def _respondent(self, pair: Any, there: str, other: str) -> tuple[str, tuple[str, ...]]:
        yes, no = self.said[there].yes(pair), self.said[other].no(pair) & set(pair[:2])
        if not yes & self.said[other].spoke:
            return RESPONDENT, tuple(reason("not_interviewed", organisation=it, wave=other) for it in sorted(yes))
        strangers = sorted(no - self.said[there].spoke)
        return (RESPONDENT if strangers else ""), tuple(reason("other_reporter", organisation=it) for it in strangers)

    def _silence(self, pair: Any, there: str, other: str) -> tuple[str, tuple[str, ...]]:
        quiet = sorted((self.said[there].yes(pair) & self.said[other].spoke) - self.said[other].unclear(pair))
        once = [it for it in quiet if it in self.said[there].asked(pair) - self.said[other].asked(pair)]
        if once:
            return CODING, tuple(reason("asked_once", organisation=it, wave=there) for it in once)
        return UNKNOWN, tuple(reason("silent", organisation=it, wave=other) for it in quiet)

    def _besides(self, pair: Any, other: str) -> tuple[str, ...]:
        """Return what is worth knowing besides: that it was unclear, or is said to have been there already."""
        found = [reason("unclear", wave=other)] if self.said[other].unclear(pair) else []
        since = self.said[self.after].began(pair) if other == self.before else None
        if since and since[1] <= self.said[other].last_day:
            found.append(reason("there_before", wave=other, since=since[2]))
        return tuple(found)
