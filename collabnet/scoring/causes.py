"""What stands in the way, who names it, and who is competent to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.scoring.claims import DOCUMENTS, actual
from collabnet.scoring.mentions import YOUNG_PEOPLE
from collabnet.scoring.shares import counted, with_share
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    from collabnet.network import Network

COLUMNS: Final = (
    "cause", "competent_level", "domain", "locus", "wave", "interviews", "organisations", "low", "high", "evidence",
    "share", "of", "organisations_of",
)  # fmt: skip

_ROW: Final = ["cause", "domain", "locus", "wave"]


def causes(network: Network) -> pd.DataFrame:
    """Count who names each cause, in which domain and where they place it.

    An empty domain or locus means *any*. ``share`` is the share of interviewed organisations that name the cause;
    ``low`` and ``high`` its 95 % interval (Jeffreys), as if the organisations interviewed were drawn from many. A
    statement that points to another one as its reason (``because_of``) lends its domain to the causes given there.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        One row per cause, domain, locus and wave that occurs, most often named first within a wave.
    """
    frame = actual(network)
    frame = frame[~frame["voice"].isin([DOCUMENTS, YOUNG_PEOPLE])]
    frame = pd.concat([frame, _explained(frame)], ignore_index=True)
    frame = frame[frame["cause"] != ""]
    if frame.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat([_total(frame, kept) for kept in ((), ("domain",), ("locus",), ("domain", "locus"))])
    return _in_order(with_share(counted(rows, _ROW), network))


def _explained(frame: pd.DataFrame) -> pd.DataFrame:
    """Return statements explained by others, with the others' causes and their own domain."""
    pairs = frame[frame["because_of"].map(len) > 0].explode("because_of")
    reasons = frame.set_index("statement_id")[["cause", "locus", "copies"]]
    own = pairs.drop(columns=["cause", "locus"])
    found = own.merge(reasons, left_on="because_of", right_index=True, suffixes=("", "_reason"))
    evidence = [(*own, *reason) for own, reason in zip(found["copies"], found["copies_reason"], strict=True)]
    return found.assign(copies=pd.Series(evidence, index=found.index, dtype=object)).drop(columns="copies_reason")


def _total(frame: pd.DataFrame, kept: tuple[str, ...]) -> pd.DataFrame:
    for name in kept:
        frame = frame[frame[name] != ""]
    blank = {name: "" for name in ("domain", "locus") if name not in kept}
    return frame.assign(**blank)[[*_ROW, "interview_id", "voter", "copies"]]


def _in_order(found: pd.DataFrame) -> pd.DataFrame:
    levels = {key: term.level for key, term in vocabulary("causes").items()}
    found = found.assign(competent_level=found["cause"].map(levels).fillna(""))
    ordered = found.sort_values(
        ["wave", "organisations", "interviews", *_ROW[:3]], ascending=[True, False, False, True, True, True]
    )
    return ordered[list(COLUMNS)].reset_index(drop=True)
