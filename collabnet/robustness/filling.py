"""What each place would be under every reading of what nobody said: from no tie at all to all of them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet import languages, measures
from collabnet.network import ALL
from collabnet.robustness.customary import customary, measured
from collabnet.robustness.deletion import usual_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Layer, Network

TREATMENTS: Final[Mapping[str, str]] = MappingProxyType({
    "unknown_absent": languages.text(
        "Every pair that nobody spoke of has no tie; this is the value shown elsewhere."
    ),
    "unknown_present": languages.text(
        "Every pair that nobody spoke of, and that has an organisation in it that was not interviewed, has a tie."
    ),
    "own_present": languages.text("Only the organisation's own pairs that nobody spoke of have a tie."),
    "others_present": languages.text(
        "Only the pairs that nobody spoke of and that other organisations not interviewed are in have a tie."
    ),
    "available_case": languages.text(
        "Only what interviewed organisations could say of themselves counts: partners are scaled up to all "
        "organisations, other measures see the interviewed ones alone."
    ),
    "reconstruction": languages.text(
        "Ties of an organisation that was not interviewed are those its interviewed partners report."
    ),
    "union": languages.text("A tie that either side reports is there."),
    "intersection": languages.text("Only a tie that both sides report is there."),
    "null": languages.text(
        "A tie is there only if the organisation that acts reports it; who was not interviewed has none. Only for "
        "comparison."
    ),
})  # fmt: skip
"""Readings of what is unknown, as codes and as English sentences, in the order of the table."""

COULD_BE: Final = 4
"""How many readings, the first of them, are of what could be."""

MOST_ALONE: Final = 200
"""Above this many organisations not interviewed, ``own_present`` and ``others_present`` are left out."""

MOST_FILLED: Final = measures.MOST_FILLED
"""Above this many pairs with an organisation not interviewed, all readings of what could be but the first are left out.

As many ties would have to be held and walked along, which takes memory and hours that few have.
"""

TOO_LARGE: Final = languages.text(
    "{pairs} pairs have an organisation in them that was not interviewed, more than {most}: what its place would be "
    "if they had ties is left out."
)
"""What is said where the network is too large to be filled in."""

PLACE: Final = languages.text(
    "{name} was not interviewed: by “{measure}” it could be anywhere from place {first} to {last} of {count}."
)
"""What the fillings together say of one organisation, where no other filling could take it further."""

AT_LEAST: Final = languages.text(
    "{name} was not interviewed: by “{measure}” its place could be at least from {first} to {last} of {count}; other "
    "mixes of ties could take it further still."
)
"""The same, where four readings of all there are do not bound what the others could do."""

BOUNDED: Final = frozenset({"degree"})
"""Measures of which the readings of what could be include the highest and the lowest place there is.

A pair between i and j adds a partner to both, and one between others only to these. So all of i's own pairs and no
other put i ahead of every k by as much as can be, and all others' pairs and none of its own behind. No other measure
has that: who is turned to gains by a tie that comes in and lets others gain by one that goes out; and a tie of one's
own can shorten the paths of a rival more than one's own (harmonic, eigenvector), or take away the pairs that one
stands between (betweenness, constraint).
"""

COLUMNS: Final = [
    "organisation_id", "interviewed", "process", "wave", "measure", "treatment", "value", "rank", "observed",
]  # fmt: skip


def fill_in(
    network: Network, process: str = ALL, wave: str | None = None, *, keys: Iterable[str] | None = None
) -> pd.DataFrame:
    """Say what each organisation's place would be under every reading of what nobody said.

    Two kinds of reading. *What could be*: all pairs that nobody spoke of and that touch an organisation not
    interviewed have no tie, or all have one, or (per organisation that was not interviewed) only its own have, or
    only those of the others. *What is customary*: with ``own`` what the source says and ``other`` what the target
    says, ``union`` is own or other, ``intersection`` own and other, ``null`` own alone, ``reconstruction`` own where
    the source was interviewed and other where it was not; the word of third parties counts in none of these four.
    ``available_case`` sees own alone, in the rows of those interviewed: incoming ties are divided by who could have
    named them, partners by the pairs with an interviewed side, times n − 1; other measures are those among the
    interviewed. Without direction a pair has one tie, and union, reconstruction and null agree.

    These readings take silence of somebody interviewed for a no, which in open interviews it is not: they are there to
    be compared. They are extremes of what is filled in, not of every measure: of how many partners an organisation has
    they tell the highest and the lowest place there could be, of all other measures a range that is at least so wide.

    Parameters
    ----------
    network
        What was found.
    process, wave
        Which layer, on basis ``reported``; the first wave where nothing is said.
    keys
        Measures of organisations; the usual centralities where nothing is said.

    Returns
    -------
    pandas.DataFrame
        One row per measure, treatment and organisation: ``value`` (NaN where the treatment cannot tell), ``rank``
        (1 is the highest, equal values share the smallest) and ``observed`` (share of the organisation's pairs with an
        interviewed side). ``own_present`` and ``others_present`` have rows for those not interviewed only. Above two
        million pairs that have an organisation not interviewed in them, of what could be ``unknown_absent`` alone has
        rows: :func:`left_out` says so.

    References
    ----------
    Stork & Richards (1992), doi:10.1177/1059601192172006 (reconstruction); Huisman (2009), *Journal of Social
    Structure* 10 (available cases, null, and what each does to a result).
    """
    base = network.layer(process, wave)
    chosen = tuple(keys) if keys is not None else usual_keys(base)
    frames = [*_could_be(base, chosen), *customary(network, base, chosen)]
    rows = pd.concat(frames, ignore_index=True)
    place = {name: at for at, name in enumerate((*chosen, *TREATMENTS))}
    rows = rows.assign(process=base.process, wave=base.wave, _key=rows["measure"].map(place))
    rows = rows.assign(_at=rows["treatment"].map(place)).sort_values(
        ["_key", "_at", "organisation_id"], ignore_index=True
    )
    about = pd.DataFrame({"interviewed": base.interviewed, "observed": _observed(base)}, index=base.organisations)
    return rows.join(about, on="organisation_id").reindex(columns=COLUMNS)


def left_out(base: Layer) -> str:
    """Return a sentence that says which readings are left out because the network is too large; empty where none is."""
    pairs = _most_open(base)
    if pairs <= MOST_FILLED:
        return ""
    return languages.text(TOO_LARGE, pairs=languages.number(pairs), most=languages.number(MOST_FILLED))


def places(filled: pd.DataFrame, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return between which places each organisation that was not interviewed could stand, and say it.

    Of partners (``degree``) no filling of what nobody said could take it further. Of other measures some mix of ties
    could: of 50 organisations in networks of six, of which every filling was computed, 33 had a wider range by
    betweenness. The sentence then says *at least*.

    Parameters
    ----------
    filled
        What :func:`fill_in` returned.
    names
        Organisation to the name people use.

    Returns
    -------
    pandas.DataFrame
        One row per measure and organisation: ``rank_low``, ``rank_high`` (smallest and largest over the four readings
        of what could be), ``count`` (of how many), ``text``, and ``bounded``: whether no filling could take it further.
    """
    here = filled[filled["treatment"].isin(list(TREATMENTS)[:COULD_BE])]
    keys = ["measure", "process", "wave"]
    counted = here[here["treatment"].eq("unknown_absent")].groupby(keys, sort=False)["rank"].count().rename("count")
    silent = here[~here["interviewed"].astype(bool) & here["rank"].notna()]
    found = silent.groupby([*keys, "organisation_id"], sort=False)["rank"].agg(
        rank_low="min", rank_high="max", readings="count"
    )
    rows = found[found["readings"].gt(1)].reset_index().join(counted, on=keys)
    rows["bounded"] = rows["measure"].isin(BOUNDED) & rows.pop("readings").eq(COULD_BE)
    said = pd.Series([_said(row, names or {}) for row in rows.to_dict("records")], dtype="str")
    told: pd.DataFrame = rows.assign(text=said, bounded=rows.pop("bounded"))
    return told


def _said(row: Mapping[Any, Any], names: Mapping[str, str]) -> str:
    numbers = {"first": row["rank_low"], "last": row["rank_high"], "count": row["count"]}
    return languages.text(
        PLACE if row["bounded"] else AT_LEAST,
        name=names.get(row["organisation_id"], row["organisation_id"]),
        measure=languages.text(measures.measures()[row["measure"]].title),
        **{key: languages.number(value) for key, value in numbers.items()},
    )


def _could_be(base: Layer, keys: tuple[str, ...]) -> list[pd.DataFrame]:
    found = [measured(base, "unknown_absent", keys)]
    if _most_open(base) > MOST_FILLED:
        return found
    rows, columns = _open(base)
    found.append(measured(base.adding(rows, columns), "unknown_present", keys))
    alone = np.flatnonzero(~base.interviewed)
    for position in alone.tolist() if len(alone) <= MOST_ALONE else ():
        own = (rows == position) | (columns == position)
        others = ~base.interviewed[rows] & (rows != position) | ~base.interviewed[columns] & (columns != position)
        for treatment, chosen in (("own_present", own), ("others_present", others & ~own)):
            frame = measured(base.adding(rows[chosen], columns[chosen]), treatment, keys)
            found.append(frame[frame["organisation_id"].eq(base.organisations[position])])
    return found


def _most_open(base: Layer) -> int:
    """Return how many pairs have an organisation that was not interviewed, spoken of or not."""
    asked = int(base.interviewed.sum())
    return base.possible - asked * (asked - 1) // (1 if base.directed else 2)


def _open(base: Layer) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs that nobody spoke of and that have an organisation in them that was not interviewed."""
    alone, asked = np.flatnonzero(~base.interviewed), np.flatnonzero(base.interviewed)
    source = np.concatenate([np.repeat(alone, base.n), np.repeat(asked, len(alone))])
    target = np.concatenate([np.tile(np.arange(base.n), len(alone)), np.tile(alone, len(asked))])
    pair = source != target if base.directed else source < target
    cells = source[pair] * base.n + target[pair]
    known = [base.source * base.n + base.target, base.denied_source * base.n + base.denied_target]
    rows, columns = np.divmod(np.setdiff1d(cells, np.concatenate(known)), max(base.n, 1))
    return rows, columns


def _observed(base: Layer) -> NDArray[np.float64]:
    if base.n < 2:
        return np.full(base.n, np.nan)
    return np.where(base.interviewed, 1.0, base.interviewed.sum() / (base.n - 1))
