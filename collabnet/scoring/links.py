"""Which conditions people connect: spoken of in one quote, or one given as the reason for the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.domains import domains
from collabnet.scoring.claims import DOCUMENTS, actual
from collabnet.scoring.mentions import YOUNG_PEOPLE, statement_ids
from collabnet.scoring.shares import counted, with_share

if TYPE_CHECKING:
    from collabnet.network import Network

COLUMNS: Final = (
    "domain", "reason_domain", "kind", "wave", "interviews", "organisations", "of", "organisations_of", "share",
    "low", "high", "evidence",
)  # fmt: skip

SAME_QUOTE: Final = "same_quote"
BECAUSE_OF: Final = "because_of"

_ROW: Final = ["domain", "reason_domain", "kind", "wave"]
_QUOTE: Final = ["wave", "voter", "interview_id", "quote_id"]


def links(network: Network) -> pd.DataFrame:
    """Count who connects two conditions: in one quote, or by giving one as the reason for the other.

    ``same_quote``: one quote was coded with both domains, by whichever coders; a pair without direction, the first
    in the order of the domains first. ``because_of``: a statement on ``domain`` is explained by one on
    ``reason_domain``; the vote is that of who made the statement that is explained. An explanation within one domain
    is no link. ``share`` = organisations that connect them / organisations interviewed (0–1); ``low`` and ``high``
    its 95 % interval (Jeffreys), as if the organisations interviewed were drawn from many.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        One row per pair of domains, kind and wave that occurs, most often connected first within a wave;
        ``evidence`` as tuples: the statements on both sides. Documents and young people are not counted.

    Notes
    -----
    That people connect two conditions does not show that one changes the other. Interval: Brown, Cai & DasGupta
    (2001), doi:10.1214/ss/1009213286. That the conditions hang together: De Backer, Derluyn & Schuermans (2024),
    doi:10.1080/13691457.2022.2145598.
    """
    frame = actual(network)
    frame = frame[frame["domain"].isin(list(domains())) & ~frame["voice"].isin([DOCUMENTS, YOUNG_PEOPLE])]
    if frame.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    found = pd.concat([_same_quote(frame), _because_of(frame)], ignore_index=True)
    if found.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    return _in_order(with_share(counted(found, _ROW), network))


def _same_quote(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row per quote and pair of domains in it."""
    several = frame[frame.groupby(_QUOTE)["domain"].transform("nunique") > 1]
    each = several.groupby([*_QUOTE, "domain"])["copies"].agg(statement_ids).reset_index()
    pairs = each.merge(each.rename(columns={"domain": "reason_domain"}), on=_QUOTE, suffixes=("", "_reason"))
    place = {key: number for number, key in enumerate(domains())}
    pairs = pairs[pairs["domain"].map(place) < pairs["reason_domain"].map(place)]
    return _rows(pairs, SAME_QUOTE)


def _because_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row per statement on one domain and its reason on another; copies of a reason are that reason."""
    reasons = frame[["domain", "copies"]].assign(because_of=frame["copies"]).explode("because_of")
    explained = frame[frame["because_of"].map(len) > 0].explode("because_of")
    pairs = explained.merge(
        reasons.rename(columns={"domain": "reason_domain"}), on="because_of", suffixes=("", "_reason")
    )
    return _rows(pairs[pairs["domain"] != pairs["reason_domain"]], BECAUSE_OF)


def _rows(pairs: pd.DataFrame, kind: str) -> pd.DataFrame:
    both = [(*own, *reason) for own, reason in zip(pairs["copies"], pairs["copies_reason"], strict=True)]
    copies = pd.Series(both, index=pairs.index, dtype=object)
    return pairs.assign(kind=kind, copies=copies)[[*_ROW, "interview_id", "voter", "copies"]]


def _in_order(found: pd.DataFrame) -> pd.DataFrame:
    place = {key: number for number, key in enumerate(domains())}
    order = {"_first": found["domain"].map(place), "_second": found["reason_domain"].map(place)}
    ordered = found.assign(**order).sort_values(
        ["wave", "organisations", "interviews", "_first", "_second", "kind"],
        ascending=[True, False, False, True, True, True],
    )
    return ordered[list(COLUMNS)].reset_index(drop=True)
