"""Why a model score differs from the plain mean of organisations: an exact sum, statement by statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.scoring.model.observations import CENTRE
from collabnet.scoring.votes import quotes, votes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

    from collabnet.scoring.model.fit import Fit

NOISE: Final = {
    "severity": ("reporter",),
    "coders": ("coder",),
    "manner": ("self_report", "spoken_of_alone"),
    "process": ("process",),
}
"""What a rating holds besides the collaboration itself, and the families of effects that say so."""

PARTS: Final = (*NOISE, "few_statements", "pairs")
"""The parts of a difference: they add up to model minus transparent, before the model's score is cut to 0–100."""

TOLD_FROM: Final = 10.0
"""Points of difference from which a row says why."""

WORTH_NAMING: Final = 2.0
"""Points from which a part is named."""


def statement_parts(fit: Fit) -> pd.DataFrame:
    """Split every rating into what belongs to the collaboration and what does not: posterior means, in points.

    Returns
    -------
    pandas.DataFrame
        Indexed by statement and target as the fit's frame names them: ``severity``, ``coders``, ``manner``,
        ``process``, ``few_statements`` (what is left: chance, one quote's own) and ``explained`` (level, source,
        target, relation). They add up to the rating in points.
    """
    design, draws = fit.observations.design, fit.draws
    mean = draws.effects.mean(axis=0)
    of = {family.name: family for family in design.families}
    found = {}
    explained = np.full(len(design.points), CENTRE) + _relation(fit)
    for name, families in NOISE.items():
        chosen = np.zeros(design.size)
        for family in (of[one] for one in families if one in of):
            chosen[family.start : family.stop] = mean[family.start : family.stop]
        found[name] = design.x @ chosen
        explained -= found[name]
    explained += design.x @ mean
    found["few_statements"] = design.points + CENTRE - explained - sum(found.values())
    frame = fit.observations.frame
    index = pd.MultiIndex.from_arrays([frame["statement_id"], frame["target"]])
    return pd.DataFrame(found | {"explained": explained}, index=index)


def _relation(fit: Fit) -> NDArray[np.float64]:
    design = fit.observations.design
    if not design.pairs:
        return np.zeros(len(design.points))
    of_pairs = fit.draws.relations.mean(axis=0)[design.block, design.side]
    of_claims = np.where(design.pair >= 0, of_pairs[np.maximum(design.pair, 0)], 0.0)
    found: NDArray[np.float64] = of_claims[design.claim]
    return found


def differences(rows: pd.DataFrame, parts: pd.DataFrame, modelled: pd.Series[float]) -> pd.DataFrame:
    """Return, for each score, the parts that make the model's number differ from the transparent one.

    Parameters
    ----------
    rows
        One row per statement and score: ``cell``, ``target``, ``together``, and what votes are counted by.
    parts
        From :func:`statement_parts`.
    modelled
        The model's number of each cell, before it is cut to 0–100.
    """
    known = {statement: target for statement, target in parts.index if str(target).startswith("together:")}
    keys = [(row, known.get(row, target)) for row, target in zip(rows["statement_id"], rows["target"], strict=True)]
    found = parts.reindex(pd.MultiIndex.from_tuples(keys)) if keys else parts.iloc[:0]
    values = list(parts.columns)
    told = rows.assign(**{name: found[name].to_numpy() for name in values})
    told = told[told["explained"].notna()]
    mean = votes(quotes(told, ["cell"], values), ["cell"], values).groupby("cell")[values].mean()
    found = -mean[[*NOISE, "few_statements"]]
    return found.assign(pairs=modelled.reindex(mean.index) - mean["explained"])


def because(difference: pd.Series[float], parts: pd.DataFrame) -> pd.Series[str]:
    """Say in codes why two numbers differ: the parts that pull the same way, the largest first; "" where they agree."""
    known = dict(zip(parts.index, parts.to_dict("records"), strict=True))
    told = {place: _codes(known[place], float(gap)) for place, gap in difference.items()
            if abs(gap) > TOLD_FROM and place in known}  # fmt: skip
    return pd.Series([told.get(place, "") for place in difference.index], index=difference.index, dtype="str")


def _codes(parts: Mapping[Hashable, float], gap: float) -> str:
    same_way = sorted(
        (-abs(value), str(name)) for name, value in parts.items() if value * gap > 0 and abs(value) >= WORTH_NAMING
    )
    return "|".join(f"{name}:points={np.copysign(size, gap):.1f}" for size, name in same_way[:3])
