"""What a person wishes to see of the network, and which organisations, relations and numbers that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.sentences import YES, organisations_in
from dashboard.sentences import ids as several

if TYPE_CHECKING:
    from collabnet.views import Seen

DRAWN = YES
"""States that are drawn unless something else is asked for."""

PARTNERS = "degree"
"""What gives the size of circles unless something else is asked for."""


MUTUAL = "mutual"
"""State of the one line between two organisations that each name working with the other."""

BOTH_NAME = ("confirmed", MUTUAL)
"""States in which both sides say that they work together."""


@dataclass(frozen=True)
class Wish:
    """What is to be seen of the network.

    Attributes
    ----------
    processes
        Ways of working together, each with lines of its own; none means any of them, as one line.
    lens
        Domain whose scores colour the lines; empty for none.
    colour, size
        Column of organisations that gives colour, measure that gives size.
    basis
        ``reported`` or ``confirmed``.
    sectors, states
        What to keep; none means all (of the usual states).
    evidence_only
        Whether only relations with a statement are kept.
    search
        Words of a name; others step back.
    """

    processes: tuple[str, ...] = ()
    lens: str = ""
    colour: str = "sector"
    size: str = PARTNERS
    basis: str = "reported"
    sectors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    evidence_only: bool = False
    search: str = ""


def organisations(seen: Seen, wave: str, wish: Wish) -> pd.DataFrame:
    """Return the organisations that are drawn: those of the wave, in the sectors asked for, with a place."""
    table = organisations_in(seen, wave)
    kept = table[table["organisation_id"].isin(seen.network_positions.index)]
    return kept[kept["sector"].isin(wish.sectors)] if wish.sectors else kept


def ties(seen: Seen, wave: str, wish: Wish, ids: set[str]) -> pd.DataFrame:
    """Return the working relations that are drawn; two organisations that name each other stand once, as mutual."""
    table = seen.tables["ties"]
    states = BOTH_NAME if wish.basis == "confirmed" else wish.states or DRAWN
    rows = table[
        (table["wave"] == wave)
        & table["process"].isin(wish.processes or ("all",))
        & table["source"].isin(ids)
        & table["target"].isin(ids)
    ]
    kept = mutual_once(rows)
    kept = kept[kept["state"].isin(states)]
    return kept[kept["evidence"].map(lambda cell: bool(several(cell)))] if wish.evidence_only else kept


def mutual_once(rows: pd.DataFrame) -> pd.DataFrame:
    """Return relations with those of two that name each other put into one, whose state is ``mutual``.

    In one way of working together only where both directions are there; else the one keeps the state it has.
    """
    first = rows["source"].where(rows["source"] < rows["target"], rows["target"])
    second = rows["target"].where(rows["source"] < rows["target"], rows["source"])
    pair = [first, second, rows["process"], rows["wave"]]
    named = (rows["relation"] == MUTUAL) & rows["state"].isin(DRAWN)
    directions = named.groupby(pair).transform("sum")
    joined = named & ((directions == 2) | (rows["process"] == "all"))
    if not joined.any():
        return rows
    ordered = rows[joined].sort_values("source", kind="stable")
    groups = ordered.groupby([keys[joined] for keys in pair], sort=False)
    evidence = groups["evidence"].transform(
        lambda cells: "|".join(sorted({key for cell in cells for key in several(cell)}))
    )
    once = ordered.assign(state=MUTUAL, evidence=evidence, strength=groups["strength"].transform("max"))
    once = once[~groups.cumcount().astype(bool)]
    return pd.concat([rows[~joined], once]).sort_index()


def directed(seen: Seen, process: str) -> bool:
    """Tell whether a way of working together has a direction."""
    known = seen.settings.processes.get(process)
    return known.directed if known else True


def measured(seen: Seen, wave: str, wish: Wish) -> dict[str, float]:
    """Return the measure that gives the size, where the tables have it; partners as they are reported, by anyone."""
    if wish.size == PARTNERS:
        return _partners(seen, wave, wish)
    table = seen.tables.get("centrality", pd.DataFrame())
    if table.empty:
        return {}
    process = wish.processes[0] if len(wish.processes) == 1 else "all"
    found = table[
        (table["measure"] == wish.size)
        & (table["process"] == process)
        & (table["wave"] == wave)
        & (table["ties"] == "reported")
        & table["value"].notna()
    ]
    return dict(zip(found["organisation_id"], found["value"].astype(float), strict=True))


def _partners(seen: Seen, wave: str, wish: Wish) -> dict[str, float]:
    """Count with how many others each organisation is reported to work, whether it was interviewed or not."""
    table = seen.tables["ties"]
    ways = wish.processes if len(wish.processes) == 1 else ("all",)
    rows = table[table["wave"].eq(wave) & table["process"].isin(ways) & table["state"].isin(DRAWN)]
    pairs = {frozenset(pair) for pair in zip(rows["source"], rows["target"], strict=True)}
    return {key: float(count) for key, count in Counter(one for pair in pairs for one in pair).items()}


def asked(waves: Any, wave: str) -> bool:
    """Tell whether an organisation was interviewed in a wave, from the waves joined by a bar (or a plain yes)."""
    if isinstance(waves, bool):
        return waves
    return wave in several(waves)
