"""How sure a score is: its interval, its probability of lying below the aim, its grade, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.domains import domains
from collabnet.scoring import intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Network
    from collabnet.study import StudySettings

ROUNDING = 1e-9
"""What arithmetic may add to a width that lies exactly on the edge of a grade."""


def pooled_deviation(frame: pd.DataFrame) -> pd.Series[float]:
    """Return how much organisations differ in a domain: their standard deviation at network level, pooled over waves.

    √(Σ (m − 1) s² / Σ (m − 1)) over the waves, with m reporting organisations whose means have standard deviation s;
    per domain and voice. Never below what a rating can tell apart (``settings.RATING_RESOLUTION``).
    """
    whole = frame[(frame["level"] == "network") & (frame["reporters"] > 1)]
    freedom = whole["reporters"] - 1
    parts = whole[["domain", "voice"]].assign(squares=freedom * whole["deviation"] ** 2, freedom=freedom)
    sums = parts.groupby(["domain", "voice"])[["squares", "freedom"]].sum()
    pooled: pd.Series[float] = (sums["squares"] / sums["freedom"]) ** 0.5
    return pooled.clip(lower=settings.RATING_RESOLUTION).rename("pooled")


def with_interval(frame: pd.DataFrame, by_voter: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Add ``low`` and ``high``, and what the probability below an aim is computed from.

    ``by_t`` tells where that is Student-t: from two to nine organisations, and from ten on where they agree so
    closely that a bootstrap is narrower than what the resolution of a rating allows.

    Parameters
    ----------
    frame
        One row per score, with ``estimate``, ``reporters`` and ``deviation``.
    by_voter
        Each organisation's mean in each score (``cell``).
    seed
        Seed of the bootstrap.
    """
    frame = frame.join(pooled_deviation(frame), on=["domain", "voice"])
    floor = frame["pooled"].where(frame["reporters"] < settings.BOOTSTRAP_FROM, settings.RATING_RESOLUTION)
    frame = frame.assign(spread=np.fmax(frame["deviation"], floor.fillna(settings.RATING_RESOLUTION)))
    low, high = np.zeros(len(frame)), np.full(len(frame), 100.0)
    by_t = np.array(frame["reporters"] >= 2, dtype=bool)
    low[by_t], high[by_t] = intervals.student(*_numbers(frame[by_t], "estimate", "spread", "reporters"))
    draws: dict[int, NDArray[np.float64]] = {}
    for places, means in _bootstrapped(frame, by_voter, seed):
        lows, highs = intervals.bootstrap_interval(means)
        wide = highs - lows >= _narrowest(places, frame)
        low[places[wide]], high[places[wide]], by_t[places[wide]] = lows[wide], highs[wide], False
        draws.update(zip(places[wide].tolist(), means[wide], strict=True))
    kept = [draws.get(place) for place in range(len(frame))]
    return frame.assign(
        by_t=by_t, low=low.clip(0.0, 100.0), high=high.clip(0.0, 100.0),
        draws=pd.Series(kept, index=frame.index, dtype=object),
    )  # fmt: skip


def _narrowest(places: NDArray[np.intp], frame: pd.DataFrame) -> NDArray[np.float64]:
    """Return how wide a Student-t interval is when only the resolution of a rating makes organisations differ."""
    centre = np.zeros(len(places))
    count = frame["reporters"].to_numpy(dtype=float)[places]
    low, high = intervals.student(centre, np.full(len(places), settings.RATING_RESOLUTION), count)
    return np.asarray(high - low, dtype=np.float64)


def _bootstrapped(
    frame: pd.DataFrame, by_voter: pd.DataFrame, seed: int
) -> list[tuple[NDArray[np.intp], NDArray[np.float64]]]:
    """Return, for each number of reporters from ten on, the rows that have as many and their draws."""
    counts = frame["reporters"].to_numpy(dtype=int)
    ordered = by_voter.sort_values(["cell", "points"])["points"].to_numpy(dtype=float)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    found = []
    for count in sorted(set(counts[counts >= settings.BOOTSTRAP_FROM].tolist())):
        places = np.flatnonzero(counts == count)
        votes = ordered[starts[places][:, None] + np.arange(count)[None, :]]
        found.append((places, intervals.bootstrap(votes, seed)))
    return found


def with_aim(frame: pd.DataFrame, study: StudySettings) -> pd.DataFrame:
    """Add the aim, whether it was set, and the probability that the score lies below it.

    The probability comes from the distribution of the same interval: Student-t, or the share of draws.
    """
    aims = {key: study.aim(key) for key in domains()}
    frame = frame.assign(
        aim=frame["domain"].map({key: aim for key, (aim, _) in aims.items()}).astype(float),
        aim_is=frame["domain"].map({key: kind for key, (_, kind) in aims.items()}).astype(str),
    )
    below = np.full(len(frame), np.nan)
    by_t = frame["by_t"].to_numpy(dtype=bool)
    below[by_t] = intervals.student_below(*_numbers(frame[by_t], "aim", "estimate", "spread", "reporters"))
    for place, (means, aim) in enumerate(zip(frame["draws"], frame["aim"], strict=True)):
        if means is not None:
            below[place] = float(np.mean(means < aim))
    return frame.assign(p_below_aim=below)


def with_grade(frame: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Add the grade, and with it the score, the shortfall and the remark about who was not interviewed."""
    width, effective = frame["high"] - frame["low"], frame["reporters_effective"]
    grade = pd.Series("D", index=frame.index, dtype=str)
    for letter, widest, fewest in reversed(settings.GRADES):
        grade = grade.mask((width <= widest + ROUNDING) & (effective >= fewest - ROUNDING), letter)
    silent = _not_interviewed(frame, network)
    too_few = np.where(silent, settings.NOT_INTERVIEWED_REPORTERS, 2)
    grade = grade.mask(frame["reporters"] < too_few, "D")
    score = frame["estimate"].where(grade != "D")
    return frame.assign(
        grade=grade, score=score, shortfall=frame["aim"] - score, remark=np.where(silent, "not_interviewed", "")
    )


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
