"""Where people say the trouble sits: with themselves, with the other, in the relation, in the system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.domains import domains
from collabnet.scoring.cells import own_claims
from collabnet.scoring.claims import DOCUMENTS, actual, by_target
from collabnet.scoring.intervals import share_interval
from collabnet.scoring.mentions import YOUNG_PEOPLE, statement_ids
from collabnet.scoring.votes import quotes, votes

if TYPE_CHECKING:
    from collabnet.network import Network

PARTS: Final = ("own", "other", "relation", "system", "unclear")

COLUMNS: Final = (
    "domain", "wave", "basis", "part", "share", "low", "high", "organisations", "share_self", "low_self", "high_self",
    "organisations_self", "share_other", "low_other", "high_other", "organisations_other", "evidence",
)  # fmt: skip

_KEYS: Final = ["domain", "wave", "part"]


def attribution(network: Network) -> pd.DataFrame:
    """Say which share of the organisations' votes places the cause where: the *stated* attribution.

    Within an organisation the votes are shares of what it said (coders, quotes and interviews averaged), so each
    organisation counts one. ``low`` and ``high`` are a 95 % interval of each share (Jeffreys, with parts of votes).
    What organisations say about themselves (``_self``) stands apart from the rest (``_other``): people blame
    circumstances for themselves and the organisation for others.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        Per domain and wave five rows, one a part, whose shares add up to 1.

    Notes
    -----
    Stated is what people say, not what causes it.
    """
    frame = actual(network)
    frame = frame[frame["locus"].isin(PARTS) & frame["domain"].isin(list(domains()))]
    frame = frame[~frame["voice"].isin([DOCUMENTS, YOUNG_PEOPLE])]
    if frame.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    claims = by_target(frame)
    of_self = set(claims.loc[own_claims(claims), "statement_id"])
    is_self = frame["statement_id"].isin(of_self)
    found = _shares(frame, "")
    found = found.join(_shares(frame[is_self], "_self")).join(_shares(frame[~is_self], "_other"))
    ids = frame.assign(part=frame["locus"]).groupby(_KEYS)["copies"].agg(statement_ids).rename("evidence")
    return _finished(found.join(ids).reset_index())


def _shares(frame: pd.DataFrame, suffix: str) -> pd.DataFrame:
    """Return each part's share of the votes with its interval, per domain and wave."""
    names = [name + suffix for name in ("share", "low", "high", "organisations")]
    if frame.empty:
        return pd.DataFrame(columns=names, index=pd.MultiIndex.from_arrays([[], [], []], names=_KEYS), dtype=float)
    frame = frame[["domain", "wave", "locus", "voter", "interview_id", "quote_id", "coder", "statement_id"]]
    spread = pd.concat([frame.assign(part=part, points=(frame["locus"] == part) * 1.0, weight=1.0) for part in PARTS])
    grouped = votes(quotes(spread, _KEYS), _KEYS).groupby(_KEYS)["points"]
    count, total = grouped.sum(), grouped.size().astype(float)
    low, high = share_interval(np.asarray(count, dtype=np.float64), np.asarray(total, dtype=np.float64))
    values = [count / total, low, high, total]
    return pd.DataFrame(dict(zip(names, values, strict=True)), index=count.index)


def _finished(found: pd.DataFrame) -> pd.DataFrame:
    found = found.assign(
        basis="stated",
        evidence=pd.Series([ids if isinstance(ids, tuple) else () for ids in found["evidence"]], dtype=object),
        _domain=found["domain"].map({key: place for place, key in enumerate(domains())}),
        _part=found["part"].map({part: place for place, part in enumerate(PARTS)}),
    )
    for name in ("organisations", "organisations_self", "organisations_other"):
        found[name] = found[name].fillna(0).astype(np.int64)
    return found.sort_values(["_domain", "wave", "_part"], ignore_index=True)[list(COLUMNS)]
