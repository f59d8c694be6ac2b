"""How the model's scores changed between waves, from draws that both waves have in common."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from collabnet.scoring.changes import CHANGES, OTHER_ORGANISATIONS, mostly_others, with_counts
from collabnet.scoring.model.observations import CENTRE
from collabnet.scoring.model.summary import TAILS, narrowest, no_narrower, score_draws
from collabnet.scoring.transparent import PLACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from collabnet.network import Network
    from collabnet.scoring.model.fit import Fit
    from collabnet.scoring.model.scores import Wave

_SAME = [name for name in PLACE if name != "wave"]


def modelled_changes(
    network: Network, scores: pd.DataFrame, found: pd.DataFrame, waves: Mapping[str, Wave], context: Fit | None
) -> pd.DataFrame:
    """Compute how each score of the model that is shown in two successive waves changed.

    All waves are fitted together, so each draw holds a score for either wave: the change is the difference within a
    draw. What both share, such as how mildly coders and interviews rate, thereby counts once.

    Parameters
    ----------
    network
        The network, with its waves and who was interviewed.
    scores
        The model's score table.
    found
        Votes, from :func:`collabnet.scoring.changes.score_votes`.
    waves, context
        What the model says of each wave, and of the context.

    Returns
    -------
    pandas.DataFrame
        The columns of the table ``score_changes``. ``remark`` is ``other_organisations`` where the score does not stand
        for all expected pairs and fewer than half of those interviewed were interviewed both times.
    """
    shown = scores[scores["method"].eq("model") & scores["grade"].ne("D")]
    each = [_changes(shown, pair, waves, context) for pair in pairwise(network.waves)]
    known = [frame for frame in each if len(frame)]
    if not known:
        return pd.DataFrame(columns=list(CHANGES))
    rows = pd.concat(known, ignore_index=True)
    stands_for_all = rows["basis"].eq("required") & rows["basis_before"].eq("required")
    counted = with_counts(rows, network, found)
    other = mostly_others(counted) & ~stands_for_all
    return counted.assign(remark=np.where(other, OTHER_ORGANISATIONS, ""))


def _changes(
    shown: pd.DataFrame, pair: tuple[str, str], waves: Mapping[str, Wave], context: Fit | None
) -> pd.DataFrame:
    columns = [*_SAME, "estimate", "reporters", "basis", "evidence"]
    first, last = (shown.loc[shown["wave"].eq(wave), columns] for wave in pair)
    both = first.merge(last, on=_SAME, suffixes=("_before", ""))
    parts = []
    for (domain, around), rows in both.groupby(["domain", both["level"].eq("context")]):
        drawn = [
            _of_context(context, str(domain), wave, rows[name]) if around else _drawn(waves[wave], rows, rows[name])
            for wave, name in zip(pair, ("reporters_before", "reporters"), strict=True)
        ]
        if drawn[0] is not None and drawn[1] is not None:
            parts.append(_summary(rows, drawn[1] - drawn[0]))
    told = pd.concat(parts, ignore_index=True) if parts else both.iloc[:0]
    return told.assign(wave_before=pair[0], wave=pair[1], method="model")


def _drawn(wave: Wave, rows: pd.DataFrame, reporters: pd.Series[float]) -> NDArray[np.float64] | None:
    """Return the draws of scores in one wave, as wide as the table of scores shows them."""
    domain = str(rows["domain"].iloc[0])
    mixture, _ = wave.mixture(list(zip(rows["level"], rows["subject"], strict=True)), domain)
    draws = score_draws(wave.predicted, domain, mixture)
    return None if draws is None else no_narrower(draws, narrowest(np.asarray(reporters, dtype=np.float64)))


def _of_context(fit: Fit | None, domain: str, wave: str, reporters: pd.Series[float]) -> NDArray[np.float64] | None:
    drawn = None if fit is None else fit.effect("domain", (domain, wave))
    if drawn is None:
        return None
    return no_narrower(drawn[None, :] + CENTRE, narrowest(np.asarray(reporters, dtype=np.float64)))


def _summary(rows: pd.DataFrame, moved: NDArray[np.float64]) -> pd.DataFrame:
    low, high = np.quantile(moved, TAILS, axis=1).clip(-100.0, 100.0)
    ids = [tuple(sorted({*a, *b})) for a, b in zip(rows["evidence_before"], rows["evidence"], strict=True)]
    return rows.assign(
        value_before=rows["estimate_before"], value=rows["estimate"],
        difference=rows["estimate"] - rows["estimate_before"], low=low, high=high,
        p_higher=(moved > 0).mean(axis=1), evidence=pd.Series(ids, index=rows.index, dtype=object),
    )  # fmt: skip
