"""The score table with the model's numbers, why they differ from the plain ones, and what nobody spoke of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.domains import domains
from collabnet.scoring import transparent
from collabnet.scoring.certainty import EXCLUDES_PLAIN, MOSTLY_SELF_REPORT, with_grade, with_standing
from collabnet.scoring.claims import rated
from collabnet.scoring.mentions import ORGANISATIONS
from collabnet.scoring.model.difference import because, differences, statement_parts
from collabnet.scoring.model.scores import modelled, unspoken
from collabnet.scoring.model.summary import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.network import Network
    from collabnet.scoring.model.fit import Fit
    from collabnet.scoring.model.scores import Wave

PREDICTED: Final = ("source", "target", "domain", "wave", "weight", "estimate", "low", "high", "evidence")

COLUMNS: Final = (*transparent.COLUMNS, "transparent", "difference_because", *PARTS)


def model_scores(
    network: Network, plain: pd.DataFrame, fit: Fit | None, context: Fit | None, waves: Mapping[str, Wave]
) -> pd.DataFrame:
    """Score how well collaboration works by the model of ``methods`` 8: shrunk, corrected, with honest intervals.

    Parameters
    ----------
    network
        The network.
    plain
        The transparent scores.
    fit, context
        The fitted models of collaboration and of context; nothing where there was nothing to fit.
    waves
        What the model says of each wave.

    Returns
    -------
    pandas.DataFrame
        The rows and columns of ``plain``, and besides ``transparent`` (the plain number), ``difference_because`` and
        the parts of the score.
    """
    frame = plain.assign(transparent=plain["estimate"])
    frame = modelled(frame, waves, context)
    unclipped = frame[list(PARTS)].sum(axis=1)
    by_model = frame["method"].eq("model")
    frame = with_grade(frame, network)
    frame = with_standing(frame.drop(columns=["standing", "standing_aim"], errors="ignore"))
    frame = _with_model_standing(frame, by_model).pipe(_with_remarks, by_model, fit)
    frame = frame.assign(difference_because="")
    if fit is not None:
        frame["difference_because"] = _because(frame, unclipped.where(by_model), network, fit)
    return transparent.finished(frame.drop(columns=["reference"], errors="ignore"), COLUMNS)


def predicted_pairs(network: Network, plain: pd.DataFrame, waves: Mapping[str, Wave]) -> pd.DataFrame:
    """Return what the model makes of every expected pair and scored domain that nobody spoke of: a wide guess.

    Returns
    -------
    pandas.DataFrame
        ``source``, ``target``, ``domain``, ``wave``, ``weight`` (how much the pair is expected), ``estimate``,
        ``low``, ``high`` (0–100), ``evidence``: the statements about what the source meets and what is met at the
        target, in this domain, from which it is inferred.
    """
    frame = unspoken(plain, waves)
    if frame.empty:
        return pd.DataFrame(columns=list(PREDICTED))
    aims = {key: network.study.settings.aim(key)[0] for key in domains()}
    frame = modelled(frame.assign(reporters=0, aim=frame["domain"].map(aims)), waves, None)
    told = plain[plain["voice"].eq(ORGANISATIONS)]
    known = told.set_index(["level", "subject", "domain", "wave"])["evidence"].to_dict()
    ids = [
        tuple(sorted({*known.get(("organisation_out", source, domain, wave), ()),
                      *known.get(("organisation_in", target, domain, wave), ())}))
        for source, target, domain, wave in frame[["source", "target", "domain", "wave"]].itertuples(index=False)
    ]  # fmt: skip
    return frame.assign(evidence=pd.Series(ids, index=frame.index, dtype=object))[list(PREDICTED)]


def _with_model_standing(frame: pd.DataFrame, by_model: pd.Series[bool]) -> pd.DataFrame:
    """Place rows by the draws of their distance to the whole network, which share what is uncertain about it."""
    compared = by_model & ~frame["level"].isin(["network", "context"])
    enough = frame["grade"] != "D"
    told = np.select(
        [enough & (frame["apart_high"] < 0), enough & (frame["apart_low"] > 0)],
        ["clearly_below", "clearly_above"], default="cannot_tell",
    )  # fmt: skip
    return frame.assign(standing=frame["standing"].where(~compared, pd.Series(told, index=frame.index)))


def _with_remarks(frame: pd.DataFrame, by_model: pd.Series[bool], fit: Fit | None) -> pd.DataFrame:
    """Add where a score rests on self-report that is not corrected, and where it contradicts the plain mean."""
    own = fit.observations.mostly_own if fit is not None else frozenset()
    outside = (frame["transparent"] < frame["low"]) | (frame["transparent"] > frame["high"])
    told = {
        MOSTLY_SELF_REPORT: by_model & frame["level"].ne("context") & frame["domain"].isin(own),
        EXCLUDES_PLAIN: by_model & outside,
    }
    remark = frame["remark"]
    for code, where in told.items():
        remark = remark.mask(where, remark.where(remark.eq(""), remark + "|") + code)
    return frame.assign(remark=remark)


def _because(frame: pd.DataFrame, unclipped: pd.Series[float], network: Network, fit: Fit) -> pd.Series[str]:
    rows, places = transparent.voted_rows(rated(network), network)
    number = {place: cell for cell, *place_ in places[transparent.PLACE].itertuples(name=None)
              for place in [tuple(place_)]}  # fmt: skip
    cell = pd.Series(
        [number.get(place, -1) for place in frame[transparent.PLACE].itertuples(index=False, name=None)],
        index=frame.index,
    )
    by_cell = unclipped.groupby(cell).first()
    parts = differences(rows, statement_parts(fit), by_cell)
    gap = (unclipped - frame["transparent"]).groupby(cell).first()
    told = because(gap[gap.index >= 0], parts)
    return cell.map(told).fillna("").astype("str")
