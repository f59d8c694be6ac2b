"""How sure a score is: its interval, its probability of lying below the aim, its grade, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.domains import domains
from collabnet.scoring import intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Network
    from collabnet.study import StudySettings

POOLED: Final = ["level", "domain", "voice"]
"""Scores among which organisations are taken to differ alike."""

NOT_INTERVIEWED: Final = "not_interviewed"
"""Remark on a score about an organisation that was not interviewed."""

MOSTLY_SELF_REPORT: Final = "mostly_self_report"
"""Remark on a score of the model in a condition of which nearly all that is rated is self-report."""

EXCLUDES_PLAIN: Final = "excludes_plain"
"""Remark on a score of the model whose interval leaves the plain mean of organisations out."""

ROUNDING = 1e-9
"""What arithmetic may add to a width that lies exactly on the edge of a grade."""


def pooled_deviation(frame: pd.DataFrame) -> pd.Series[float]:
    """Return how much organisations differ within scores of a level and domain: pooled over all of them and all waves.

    √(Σ (m − 1) s² / Σ (m − 1)) over the scores of one level, domain and voice, with m reporting organisations whose
    means have standard deviation s. Of a pair, an organisation gives a statement or two, of the whole network the mean
    of many; so the deviation at network level is too small for anything below it. Never below that at network level,
    nor below what a rating can tell apart (``settings.RATING_RESOLUTION``).
    """
    told = frame[frame["reporters"] > 1]
    freedom = told["reporters"] - 1
    parts = told[POOLED].assign(squares=freedom * told["deviation"] ** 2, freedom=freedom)
    sums = parts.groupby(POOLED)[["squares", "freedom"]].sum().reset_index()
    sums = sums.assign(pooled=(sums["squares"] / sums["freedom"]) ** 0.5)
    whole = sums[sums["level"] == "network"].set_index(["domain", "voice"])["pooled"].rename("whole")
    sums = sums.join(whole, on=["domain", "voice"])
    largest = sums[["pooled", "whole"]].max(axis=1).clip(lower=settings.RATING_RESOLUTION)
    return sums.assign(pooled=largest).set_index(POOLED)["pooled"]


def with_interval(frame: pd.DataFrame) -> pd.DataFrame:
    """Add ``low`` and ``high``, and the ``spread`` that they and probabilities are computed from.

    Student-t for every number of organisations from two on: one rule, so that no interval narrows because a rule
    changes. A single organisation leaves everything open.

    Parameters
    ----------
    frame
        One row per score, with ``estimate``, ``reporters`` and ``deviation``.
    """
    frame = frame.join(pooled_deviation(frame), on=POOLED)
    frame = frame.assign(spread=np.fmax(frame["deviation"], frame["pooled"].fillna(settings.RATING_RESOLUTION)))
    low, high = np.zeros(len(frame)), np.full(len(frame), 100.0)
    several = _several(frame)
    low[several], high[several] = intervals.student(*_numbers(frame[several], "estimate", "spread", "reporters"))
    return frame.assign(low=low.clip(0.0, 100.0), high=high.clip(0.0, 100.0))


def with_aim(frame: pd.DataFrame, study: StudySettings) -> pd.DataFrame:
    """Add the aim, whether it was set, and the probabilities that the score lies below it, and below half the scale.

    The probabilities come from the distribution of the same interval: Student-t.
    """
    aims = {key: study.aim(key) for key in domains()}
    frame = frame.assign(
        aim=frame["domain"].map({key: aim for key, (aim, _) in aims.items()}).astype(float),
        aim_is=frame["domain"].map({key: kind for key, (_, kind) in aims.items()}).astype(str),
        half=settings.HALF,
    )
    frame = frame.assign(p_below_aim=_below(frame, "aim"), p_below_half=_below(frame, "half"))
    return frame.drop(columns="half")


def _below(frame: pd.DataFrame, bar: str) -> NDArray[np.float64]:
    """Return the probability that each score lies below a bar; NaN where only one organisation speaks."""
    below = np.full(len(frame), np.nan)
    several = _several(frame)
    below[several] = intervals.student_below(*_numbers(frame[several], bar, "estimate", "spread", "reporters"))
    return below


def _several(frame: pd.DataFrame) -> NDArray[np.bool_]:
    return np.array(frame["reporters"] >= 2, dtype=bool)


def with_grade(frame: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Add the grade, and with it the score, the shortfall and the remark about who was not interviewed."""
    silent = _not_interviewed(frame, network)
    grade = grades(frame.assign(width=frame["high"] - frame["low"]), silent)
    score = frame["estimate"].where(grade != "D")
    return frame.assign(
        grade=grade, score=score, shortfall=frame["aim"] - score, remark=np.where(silent, NOT_INTERVIEWED, "")
    )


def grades(frame: pd.DataFrame, silent: NDArray[np.bool_]) -> pd.Series[str]:
    """Return how much evidence each score rests on, A to D.

    Parameters
    ----------
    frame
        ``level``, ``width`` (of the interval as shown), ``reporters`` and ``reporters_effective``.
    silent
        Which scores are about an organisation that was not interviewed.
    """
    grade = pd.Series("D", index=frame.index, dtype=str)
    for letter, widest, fewest in reversed(settings.GRADES):
        enough = (frame["width"] <= widest + ROUNDING) & (frame["reporters_effective"] >= fewest - ROUNDING)
        grade = grade.mask(enough, letter)
    grade = grade.mask(frame["level"].eq("dyad") & (grade < settings.PAIR_GRADE), settings.PAIR_GRADE)
    return grade.mask(frame["reporters"] < np.where(silent, settings.NOT_INTERVIEWED_REPORTERS, 2), "D")


def _not_interviewed(frame: pd.DataFrame, network: Network) -> NDArray[np.bool_]:
    """Tell which scores are about an organisation that was not interviewed in their wave."""
    spoke = {(organisation, wave) for wave in network.waves for organisation in network.interviewed(wave)}
    heard = [place in spoke for place in zip(frame["subject"], frame["wave"], strict=True)]
    about_one = frame["level"].isin(["organisation_in", "organisation_out"])
    silent: NDArray[np.bool_] = about_one.to_numpy(dtype=bool) & ~np.array(heard, dtype=bool)
    return silent


def with_standing(frame: pd.DataFrame) -> pd.DataFrame:
    """Place each row against the whole network, and against the aim where the network set one.

    ``clearly_below`` and ``clearly_above`` only where the 95 % interval leaves the other number out.
    """
    whole = frame[(frame["level"] == "network") & (frame["grade"] != "D")]
    reference = whole.set_index(["domain", "wave", "voice"])["estimate"].rename("reference")
    frame = frame.join(reference, on=["domain", "wave", "voice"])
    compared = ~frame["level"].isin(["network", "context"])
    return frame.assign(
        standing=np.where(compared, _standing(frame, frame["reference"]), ""),
        standing_aim=np.where(frame["aim_is"] == "set", _standing(frame, frame["aim"]), ""),
    )


def _standing(frame: pd.DataFrame, reference: pd.Series[float]) -> NDArray[Any]:
    enough = frame["grade"] != "D"
    below, above = enough & (frame["high"] < reference), enough & (frame["low"] > reference)
    return np.select([below.to_numpy(), above.to_numpy()], ["clearly_below", "clearly_above"], default="cannot_tell")


def _numbers(frame: pd.DataFrame, *names: str) -> tuple[Any, ...]:
    return tuple(frame[name].to_numpy(dtype=float) for name in names)
