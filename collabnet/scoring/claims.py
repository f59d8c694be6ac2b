"""What statements claim, one row per statement and target: the raw material of every number about domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.domains import domains
from collabnet.network.claims import rated as ratings
from collabnet.network.claims import voters
from collabnet.network.codings import codings

if TYPE_CHECKING:
    from collabnet.network import Network

_USED: Final = [
    "statement_id", "interview_id", "quote_id", "coder", "source", "target", "target_mode", "level", "domain", "facet",
    "rating", "valence", "tie_state", "cause", "because_of", "locus", "modality", "wave", "voice", "reporter", "voter",
    "copies", "process", "about", "basis", "precision", "certainty", "content",
]  # fmt: skip
"""What numbers about domains are made from; a narrow frame is quicker to filter."""

DOCUMENTS: Final = "documents"


def actual(network: Network) -> pd.DataFrame:
    """Return the statements about what is, each said once, with who has the vote.

    Left out: what is conditional, hypothetical, wished, planned or should be; statements about organisations that
    the network leaves out; and second copies of one row, which would count a coder or a respondent twice. The
    copies' ids stay in ``copies``, so that evidence lists them.

    Returns
    -------
    pandas.DataFrame
        The columns of ``statements`` that numbers are made from, plus ``voter`` (the reporting organisation; else
        the person, else the interview), ``level`` never empty, ``copies`` (tuple of statement ids, its own first) and
        ``content`` (a number that only copies share).
    """
    if network not in _KNOWN:
        _KNOWN[network] = _actual(network)
    return _KNOWN[network].copy(deep=False)


_KNOWN: WeakKeyDictionary[Network, pd.DataFrame] = WeakKeyDictionary()
"""What :func:`actual` found, for as long as its network lives: every number of this room starts from it."""


def _actual(network: Network) -> pd.DataFrame:
    statements = network.study.statements
    frame = _once(statements.assign(voter=voters(network.study)))[_USED]
    is_actual = frame["modality"].isin(["", "actual"]) & frame["wave"].isin(network.waves)
    frame = frame[is_actual & _inside(frame, network)]
    return frame.assign(level=_level(frame)).sort_values("statement_id", ignore_index=True)


def rated(network: Network) -> pd.DataFrame:
    """Return what rates a domain, in points of 0–100, one row per statement and target.

    A rating counts 25 points a step; where there is none, a direction counts as rating 1, 2 or 3.

    Returns
    -------
    pandas.DataFrame
        As :func:`actual`, with ``points``, a single ``target`` ("" where none), ``weight`` (1/n of a statement with
        n targets) and ``together`` (whether it speaks of several at one table).
    """
    return by_target(_rating(actual(network)))


def by_target(statements: pd.DataFrame) -> pd.DataFrame:
    """Return one row per statement and target, each at weight 1/n."""
    count = statements["target"].map(len)
    split = statements.assign(
        weight=1.0 / count.clip(lower=1),
        together=(statements["target_mode"] == "together") & (count > 1),
    ).explode("target", ignore_index=True)
    return split.assign(target=split["target"].fillna("").astype(str))


def judged(statements: pd.DataFrame) -> pd.Series:
    """Return how each statement judges: ``barrier``, ``mixed``, ``enabler``, or "" where it does not.

    The coder's direction counts first; else the rating (0–1 a barrier, 3–4 an enabler, between them mixed); else a
    cause or a tie said to be absent is a barrier.
    """
    rating = statements["rating"]
    by_rating = np.select([rating <= 1, rating >= 3, rating.notna()], ["barrier", "enabler", "mixed"], default="")
    stands_in_the_way = (statements["cause"] != "") | (statements["tie_state"] == "absent")
    unrated = np.where(stands_in_the_way, "barrier", "")
    valence = statements["valence"].to_numpy(dtype=object)
    found = np.where(valence != "", valence, np.where(by_rating != "", by_rating, unrated))
    return pd.Series(found, index=statements.index, dtype=str)


def _rating(statements: pd.DataFrame) -> pd.DataFrame:
    points = ratings(statements) * settings.POINTS_PER_RATING
    frame = statements.assign(points=points)
    return frame[points.notna() & frame["domain"].isin(list(domains()))].reset_index(drop=True)


def _inside(statements: pd.DataFrame, network: Network) -> pd.Series:
    known = {"", *network.organisations.index, *network.others.index}
    targets = statements["target"].map(lambda ids: all(target in known for target in ids))
    return statements["source"].isin(known) & targets.astype(bool)


def _once(statements: pd.DataFrame) -> pd.DataFrame:
    """Keep each coding once: copies of a row, of a coder or of a respondent are one (as for ties)."""
    found = codings(statements)
    said = statements.assign(quote_id=found["quote_id"], coder=found["coder"], content=found["content"])
    group = found.groupby(["quote_id", "coder", "content"], sort=False).ngroup()
    ordered = said.assign(_group=group).sort_values("statement_id")
    copies = ordered.groupby("_group")["statement_id"].agg(tuple)
    first = ordered.drop_duplicates("_group")
    return first.assign(copies=first["_group"].map(copies)).drop(columns="_group")


def _level(statements: pd.DataFrame) -> pd.Series:
    """Return the level; where it is empty: pair with a target, organisation with a source, else context."""
    has_target = statements["target"].map(len) > 0
    has_source = statements["source"] != ""
    derived = np.select([has_target & has_source, has_source | has_target], ["dyad", "organisation"], "context")
    return statements["level"].where(statements["level"] != "", pd.Series(derived, index=statements.index))
