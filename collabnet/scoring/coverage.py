"""How much of what should be known is known: it travels with every score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.domains import domains
from collabnet.scoring.claims import DOCUMENTS, actual, by_target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collabnet.network import Network

COLUMNS: Final = (
    "kind", "key", "wave", "interviewed", "required", "required_with_statement", "two_sided", "one_sided", "neither",
    "reporters_effective", "organisations", "basis", "pairs", "evidence", "others",
)  # fmt: skip

Pair = tuple[str, str]


def coverage(network: Network) -> pd.DataFrame:
    """Say per domain and process how many of the expected pairs were spoken about, and from how many sides.

    ``two_sided``, ``one_sided`` and ``neither`` divide the expected pairs (or, where none are declared, the pairs
    that somebody spoke about: ``basis`` says which) by whether both organisations, one, or none of them spoke;
    ``others`` are those of the last of which somebody else spoke. In a domain, and in all processes together, either
    organisation's word about the other counts; in a directed process, a word about that direction.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        One row per domain and wave, then per process and wave. ``reporters_effective`` is 1 / Σ share², with each
        reporting organisation's share of the quotes.

    Notes
    -----
    Documents say what was agreed and cover nothing.
    """
    frame = by_target(actual(network))
    needed = ["domain", "source", "target", "reporter", "quote_id", "statement_id", "wave"]
    frame = frame.loc[frame["voice"] != DOCUMENTS, needed]
    rows = []
    for wave in network.waves:
        said = frame[frame["wave"] == wave]
        rows += [_domain(network, said, key, wave) for key in domains()]
        rows += [_process(network, key, wave) for key in network.processes]
    inside = {wave: _inside(network, wave) for wave in network.waves}
    heard = {wave: len(ids & network.interviewed(wave)) for wave, ids in inside.items()}
    waves = [str(row["wave"]) for row in rows]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).assign(
        interviewed=[heard[wave] for wave in waves], organisations=[len(inside[wave]) for wave in waves]
    )
    return frame.sort_values(["kind", "wave"], kind="stable", ignore_index=True)


def _inside(network: Network, wave: str) -> frozenset[str]:
    """Return the organisations of the network that exist in a wave."""
    boundary = network.organisations["in_boundary"].fillna(True).astype(bool)
    return frozenset(network.organisations.index[boundary]) & frozenset(network.present(wave))


def _domain(network: Network, said: pd.DataFrame, domain: str, wave: str) -> dict[str, object]:
    about = said[said["domain"] == domain]
    nodes = network.organisations.index
    pairs = about[about["source"].isin(nodes) & about["target"].isin(nodes)]
    required = _required(network, "", wave)
    return _row(("domain", domain, wave), required, pairs, either_way=True) | {
        "reporters_effective": _effective(about),
        "evidence": tuple(sorted(set(about["statement_id"]))),
    }


def _process(network: Network, process: str, wave: str) -> dict[str, object]:
    claims = network.claims[["wave", "process", "source", "target", "reporter", "quote_id", "statement_id"]]
    about = claims[claims["wave"] == wave]
    if process != "all":
        about = about[about["process"] == process]
    directed = process != "all" and network.processes[process].directed
    required = _required(network, "" if process == "all" else process, wave)
    return _row(("process", process, wave), required, about, either_way=not directed) | {
        "reporters_effective": _effective(about),
        "evidence": tuple(sorted(set(about["statement_id"]))),
    }


def _required(network: Network, process: str, wave: str) -> set[Pair]:
    """Return the expected pairs of one process, or of any where it is empty."""
    frame = network.required
    frame = frame[(frame["wave"] == wave) & (frame["weight"] > 0)]
    if process:
        frame = frame[frame["process"] == process]
    return set(zip(frame["source"], frame["target"], strict=True))


def _row(
    place: tuple[str, str, str], required: set[Pair], said: pd.DataFrame, *, either_way: bool
) -> dict[str, object]:
    """Count how many sides of each pair spoke."""
    kind, key, wave = place
    voices: dict[Pair, set[str]] = {}
    for source, target, reporter in said[["source", "target", "reporter"]].itertuples(index=False):
        pair = _pair(source, target, either_way=either_way)
        voices.setdefault(pair, set()).add(reporter)
    expected = {_pair(*pair, either_way=either_way) for pair in required}
    base = expected or set(voices)
    sides = [len(voices.get(pair, set()) & set(pair)) for pair in base]
    others = sum(pair in voices and not side for pair, side in zip(base, sides, strict=True))
    return {
        "kind": kind, "key": key, "wave": wave,
        "required": len(expected), "required_with_statement": sum(pair in voices for pair in expected),
        "two_sided": sides.count(2), "one_sided": sides.count(1), "neither": sides.count(0),
        "others": others,
        "basis": "required" if expected else "stated_pairs", "pairs": len(base),
    }  # fmt: skip


def _pair(source: str, target: str, *, either_way: bool) -> Pair:
    return (min(source, target), max(source, target)) if either_way else (source, target)


def _effective(said: pd.DataFrame) -> float:
    """Return the number of reporters that would weigh as much if all spoke equally often."""
    counts: Iterable[int] = said.drop_duplicates(["reporter", "quote_id"]).groupby("reporter").size().tolist()
    sizes = [float(count) for count in counts]
    return sum(sizes) ** 2 / sum(size**2 for size in sizes) if sizes else 0.0
