"""Ego networks in one file: whoever is named has a number that holds within one interview only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.cells import BAR, items, told
from collabnet.findings import Finding
from collabnet.formats._ties import text
from collabnet.study import FILE, ROW
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

EGOS: Final[tuple[str, ...]] = (
    "networkcanvasegouuid", "egouuid", "egoid", "ego", "egonr", "egonumber", "focalid", "focal",
    "networkcanvassessionid", "sessionid", "session",
)  # fmt: skip
"""Headers, folded, of whoever was asked about others, or of the session in which that was; the plainest first."""

UUIDS: Final = {"networkcanvassourceuuid": "source", "networkcanvastargetuuid": "target"}
"""How Network Canvas names the ends of a tie so that they stay apart; its ``from`` and ``to`` restart at 1."""

RESTARTING: Final = {"from": "from in the session", "to": "to in the session"}

SIDES: Final = ("source", "target")

EGO: Final = "ego"
"""The column in which a table of ties says whose network a row belongs to."""

MOSTLY: Final = 0.8
"""Share of interviews whose numbers have to start anew before they are taken to do so."""

FILLED: Final = 0.6
"""Share of the numbers up to the largest that have to stand in an interview whose numbers start anew: who has no tie
among the others is missing from a list of ties."""

_NUMBERED = re.compile(r"\D{0,12}?0*(\d{1,4})\Z")


def ego_headers(header: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """Return what headers mean in a list of ties of several ego networks; empty where no column says whose.

    Parameters
    ----------
    header
        The headers as they stand.
    others
        Folded headers that may be the source of a tie: ``ego`` is a column of its own only beside one of them.
    """
    there = {folded(name) for name in header}
    found = next((name for name in EGOS if name in there), None)
    whose: dict[str, str] = {found: EGO} if found else {}
    if UUIDS.keys() <= there:
        return {**UUIDS, **{name: own for name, own in RESTARTING.items() if name in there}, **whose}
    return whose if there & ({*others} - {*EGOS}) else {}


def with_own_ids(ties: pd.DataFrame, listed: Collection[str] = ()) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Return ties in which a number that holds within one ego network has that network before it.

    Where a column says whose network a row belongs to, that is certain enough. Beside interviews it may be either: an
    error says how to tell, and nobody is taken for somebody else meanwhile. Numbers that a list of organisations
    holds are ids of the whole study.
    """
    if EGO in ties:
        return _of_egos(ties, listed)
    if "interview_id" in ties and len(ties) and _start_anew(ties, listed):
        apart, _ = _of_egos(ties.assign(**{EGO: ties["interview_id"]}), listed)
        return apart, (_ambiguous(ties),)
    return ties, ()


def from_egos(ties: pd.DataFrame, listed: Collection[str] = ()) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Return ties from egos to their alters with the ego before the number of each alter, where numbers start anew."""
    if not _restart(_named(ties, "source", ("target",)), strictly=True) or _all_listed(ties, ("target",), listed):
        return ties, ()
    own = _within(ties["source"], ties["target"], frozenset())
    return ties.assign(target=own), (_read_as(ties, ties["source"].nunique(), own.nunique()),)


def _of_egos(ties: pd.DataFrame, listed: Collection[str]) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    egos = ties[EGO]
    reporter = text(ties, "reporter").mask(text(ties, "reporter") == "", egos).astype("str")
    told_by = ties.assign(reporter=reporter).drop(columns=EGO)
    apart = _own_names(ties)
    groups = [names - apart for names in _named(ties, EGO, SIDES)]
    scoped = {within(ego, name) for side in SIDES for ego, name in zip(egos, ties[side], strict=True)} & {*listed}
    if not _repeated(groups) or not _all_numbered(groups) or (not scoped and _all_listed(ties, SIDES, listed)):
        return told_by, ()
    sides = {side: _within(egos, ties[side], apart) for side in SIDES}
    names = {name for side in sides.values() for value in side for name in items(value)}
    return told_by.assign(**sides), (_read_as(ties, egos.nunique(), len(names)),)


def _own_names(ties: pd.DataFrame) -> frozenset[str]:
    """Return the names of egos, unless they are numbers that also stand in the networks of others."""
    egos = {*ties[EGO]} - {""}
    elsewhere = {
        name
        for side in SIDES
        for ego, value in zip(ties[EGO], ties[side], strict=True)
        for name in items(value)
        if name in egos and name != ego
    }
    return frozenset() if elsewhere else frozenset(egos)


def _within(egos: pd.Series[str], values: pd.Series[str], apart: Collection[str]) -> pd.Series[str]:
    """Put the ego before every number, except for names that hold everywhere."""
    own = [
        BAR.join(name if name in apart else within(ego, name) for name in items(value))
        for ego, value in zip(egos, values, strict=True)
    ]
    return pd.Series(own, index=values.index, dtype="str")


def within(ego: str, name: str) -> str:
    """Return the id of somebody whose number holds within one ego network."""
    return f"{ego}: {name}"


def _all_listed(ties: pd.DataFrame, sides: Iterable[str], listed: Collection[str]) -> bool:
    return {name for side in sides for value in ties[side] for name in items(value)} <= {*listed}


def _start_anew(ties: pd.DataFrame, listed: Collection[str]) -> bool:
    """Return whether whoever is named in one interview has numbers that start anew in the next."""
    groups = _named(ties, "interview_id", SIDES)
    speakers = {*text(ties, "reporter")} - {""}
    if _all_listed(ties, SIDES, listed) or any(speakers & group for group in groups):
        return False
    sources = ties.groupby("interview_id")["source"].agg(set)
    if all(len(names) == 1 for names in sources) and len({name for names in sources for name in names}) == len(sources):
        return _restart(_named(ties, "interview_id", ("target",)), strictly=True)  # each tells of its own ties
    return _restart(groups, strictly=False)


def _named(ties: pd.DataFrame, column: str, sides: Iterable[str]) -> list[set[str]]:
    """Return who is named under each value of a column."""
    groups: dict[str, set[str]] = {}
    for side in sides:
        for key, value in zip(ties[column], ties[side], strict=True):
            groups.setdefault(str(key), set()).update(items(str(value)))
    return [names for key, names in groups.items() if key]


def _all_numbered(groups: Iterable[set[str]]) -> bool:
    return all(_number(name) is not None for group in groups for name in group)


def _repeated(groups: Iterable[set[str]]) -> bool:
    names = [name for group in groups for name in group]
    return len(names) > len({*names})


def _restart(groups: list[set[str]], *, strictly: bool) -> bool:
    """Return whether groups of names are numbers that begin at 0 or 1 in nearly every group, most of them used."""
    if len(groups) < 2 or not _repeated(groups) or not _all_numbered(groups):
        return False
    found = [sorted(_number(name) or 0 for name in group) for group in groups]
    least = 1.0 if strictly else FILLED
    run = [numbers[0] <= 1 and len(numbers) >= least * (numbers[-1] - numbers[0] + 1) for numbers in found if numbers]
    several = sum(len(numbers) > 1 for numbers in found)
    return sum(run) >= MOSTLY * len(found) and 2 * several >= len(found)


def _number(name: str) -> int | None:
    match = _NUMBERED.fullmatch(name.strip())
    return int(match.group(1)) if match else None


def _read_as(ties: pd.DataFrame, egos: int, names: int) -> Finding:
    return Finding(
        "ego_networks",
        "warning",
        file=str(ties[FILE].iloc[0]),
        row=int(ties[ROW].iloc[0]),
        found=str(egos),
        expected="ids that hold in the whole study",
        remedy="The same numbers stand in {egos} ego networks. They were kept apart, with the ego before each number: "
        "{names} in all. Give those who are the same one name to join the networks.",
        values={"egos": str(egos), "names": str(names)},
    )


def _ambiguous(ties: pd.DataFrame) -> Finding:
    first = ties.iloc[0]
    return Finding(
        "ids_within_interviews",
        "error",
        file=str(first[FILE]),
        column="interview_id",
        found=told(str(first["target"])),
        expected="ids that hold in the whole study",
        remedy="Numbers begin anew in every interview, so 1 may be somebody else each time. If so, call the column of "
        "the interview ego: each is then read as a network of its own. If not, write names instead of numbers, or "
        "list the organisations.",
    )
