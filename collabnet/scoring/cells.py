"""Which statement enters which score: the rules of the design, one function per level.

=================  ==================================================================================================
level              statements
=================  ==================================================================================================
network            all but context
context            those about the context, in a row of their own
sector             pairs of organisations, from the sector of the source to that of the target
organisation_in    pairs with this organisation as target, and what others say of it alone
organisation_out   pairs with this organisation as source, and what it says of itself
dyad               this direction of this pair
group              what partners meet at organisations with this attribute, and what is said of a whole group
=================  ==================================================================================================

A statement with several targets counts 1/n for each above the pair. One about several *together* speaks of no pair:
it counts for its source and in the network. What is said of a group, a type or somebody unnamed is never spread over
organisations: it counts at group and network level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.codebook import codebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.network import Network

ATTRIBUTES: Final = (
    "sector", "specialised", "affiliation", "languages", "policy_level", "volunteer_run", "municipality"
)  # fmt: skip
"""Attributes of organisations that make groups, besides those that a study adds in columns of its own."""

MOST_VALUES: Final = 12
"""A column that a study adds makes groups up to this many different values; beyond, it is a description."""


def cells(claims: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Return one row per score that a claim enters.

    Parameters
    ----------
    claims
        From :func:`collabnet.scoring.claims.rated`.
    network
        Whose organisations and attributes count.

    Returns
    -------
    pandas.DataFrame
        ``level``, ``subject``, ``source``, ``target``, ``claim`` (position in ``claims``) and
        ``weight``.
    """
    about = _about(claims, network)
    parts = [
        _network(claims), _context(claims), _dyad(claims, network), _sector(claims, network), about,
        _organisation_out(claims, network), *_groups(claims, about, network),
    ]  # fmt: skip
    return pd.concat([part for part in parts if len(part)] or [parts[0]], ignore_index=True)


def own_claims(claims: pd.DataFrame) -> pd.Series:
    """Tell which claims are what an organisation says of itself alone."""
    return (claims["level"] == "organisation") & (alone(claims) == claims["reporter"]) & (claims["reporter"] != "")


def alone(claims: pd.DataFrame) -> pd.Series:
    """Return of whom a claim about one organisation speaks."""
    return claims["target"].where(claims["target"] != "", claims["source"])


def _rows(
    claims: pd.DataFrame, level: str, subject: pd.Series | str, *, source: pd.Series | str = "",
    target: pd.Series | str = "", weight: pd.Series | float | None = None,
) -> pd.DataFrame:  # fmt: skip
    return pd.DataFrame(
        {
            "level": level, "subject": subject, "source": source, "target": target,
            "claim": claims.index, "weight": claims["weight"] if weight is None else weight,
        },
        index=claims.index,
    )  # fmt: skip


def _network(claims: pd.DataFrame) -> pd.DataFrame:
    return _rows(claims[claims["level"] != "context"], "network", "network")


def _context(claims: pd.DataFrame) -> pd.DataFrame:
    return _rows(claims[claims["level"] == "context"], "context", "context")


def _pairs(claims: pd.DataFrame, network: Network) -> pd.DataFrame:
    nodes = network.organisations.index
    is_pair = (claims["level"] == "dyad") & ~claims["together"]
    return claims[is_pair & claims["source"].isin(nodes) & claims["target"].isin(nodes)]


def _dyad(claims: pd.DataFrame, network: Network) -> pd.DataFrame:
    pairs = _pairs(claims, network)
    subject = pairs["source"] + ">" + pairs["target"]
    return _rows(pairs, "dyad", subject, source=pairs["source"], target=pairs["target"], weight=1.0)


def _sector(claims: pd.DataFrame, network: Network) -> pd.DataFrame:
    sectors = network.organisations["sector"]
    pairs = _pairs(claims, network)
    source, target = pairs["source"].map(sectors), pairs["target"].map(sectors)
    known = (source != "") & (target != "")
    pairs, source, target = pairs[known], source[known], target[known]
    return _rows(pairs, "sector", source + ">" + target, source=source, target=target)


def _about(claims: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Return what partners say of each organisation: pairs that point to it, and others about it alone."""
    pairs = _pairs(claims, network)
    single = claims[(claims["level"] == "organisation") & ~own_claims(claims)]
    single = single[alone(single).isin(network.organisations.index)]
    return pd.concat(
        [
            _rows(pairs, "organisation_in", pairs["target"], target=pairs["target"]),
            _rows(single, "organisation_in", alone(single), target=alone(single)),
        ]
    )


def _organisation_out(claims: pd.DataFrame, network: Network) -> pd.DataFrame:
    nodes = network.organisations.index
    towards = claims["target"].isin(nodes) | claims["together"]
    pairs = claims[(claims["level"] == "dyad") & claims["source"].isin(nodes) & towards]
    own = claims[own_claims(claims)]
    own = own[own["reporter"].isin(nodes)]
    return pd.concat(
        [
            _rows(pairs, "organisation_out", pairs["source"], source=pairs["source"]),
            _rows(own, "organisation_out", own["reporter"], source=own["reporter"]),
        ]
    )


def _groups(claims: pd.DataFrame, about: pd.DataFrame, network: Network) -> Iterator[pd.DataFrame]:
    """Make a row per attribute and value; what is said of a group as a whole counts for the group's own values."""
    whole = claims[alone(claims).isin(network.others.index) & (claims["level"] != "context") & ~claims["together"]]
    said_of_all = _rows(whole, "group", alone(whole), target=alone(whole))
    spoken = pd.concat([about, said_of_all])
    everyone = pd.concat([network.organisations, network.others])
    for attribute in attributes(network):
        values = _values(everyone[attribute]) if attribute in everyone else pd.Series(dtype=str)
        found = spoken.drop(columns="subject").join(values.rename("value"), on="target", how="inner")
        yield found.assign(
            level="group", subject=attribute + "=" + found["value"], source="",
            target=attribute + "=" + found["value"],
        ).drop(columns="value")  # fmt: skip
    yield said_of_all.assign(subject="group=" + said_of_all["subject"])


def members(network: Network) -> dict[str, frozenset[str]]:
    """Return the organisations of every group that an attribute makes, by its subject (``attribute=value``)."""
    found = {}
    for attribute in attributes(network):
        values = _values(network.organisations[attribute])
        for value, ids in values.groupby(values).groups.items():
            found[f"{attribute}={value}"] = frozenset(map(str, ids))
    return found


def attributes(network: Network) -> tuple[str, ...]:
    """Return the attributes that make groups: the standing ones, then those the study adds."""
    known = codebook()["organisations"]
    frame = network.organisations
    extra = [
        name for name in frame.columns
        if name not in known and name not in ("interviewed", "file", "row") and not name.startswith("_")
        and 1 < _values(frame[name]).nunique() <= MOST_VALUES
    ]  # fmt: skip
    return (*(name for name in ATTRIBUTES if name in frame.columns), *sorted(extra))


def _values(column: pd.Series) -> pd.Series:
    """Return an attribute as text, one row per organisation and value; what is not said makes no group."""
    if isinstance(column.dtype, pd.BooleanDtype):
        return column.dropna().map({True: "yes", False: "no"}).astype(str)
    values = column.explode().dropna()
    values = values.map(lambda value: f"{value:g}" if isinstance(value, float) else str(value)).astype(str)
    return values[values != ""]
