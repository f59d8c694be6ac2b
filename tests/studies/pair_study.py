"""How often the model's intervals of pairs hold the truth, by grade, and how many claims about pairs are false.

Studies are invented as in ``simulation_study.py``, with so much said that some pairs leave grade D, around a mean of
70, where few pairs lie below half of the scale. Grades are those that a pair would have if it could have any: a pair
is at most C. Run ``python -m tests.studies.pair_study --jobs 2`` to write ``pair_study.csv`` beside this file.
Numbers do not depend on ``--jobs``.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd
from joblib import Parallel, delayed

from collabnet import settings
from collabnet.gaps.weak_condition import claimed
from collabnet.scoring.certainty import grades
from collabnet.scoring.model.simulated import fitted, scored
from collabnet.scoring.model.simulation import SimulationPlan, SimulationSizes, simulate
from tests.studies.simulation_study import SHORT

RESULTS = Path(__file__).with_suffix(".csv")

LETTERS: Final = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Condition:
    """One kind of study, and how often it is invented."""

    name: str
    plan: SimulationPlan
    studies: int = 10


MUCH = SimulationPlan(means=(70.0,) * 5, statements=80.0)
DIFFER = replace(SimulationSizes(), relation_domain=8.0)

CONDITIONS = (
    Condition("mean 70", MUCH),
    Condition("mean 70, a fifth not reported", replace(MUCH, statements=64.0)),
    Condition("mean 70, relations differ by condition", replace(MUCH, sizes=DIFFER)),
    Condition("mean 30 to 50", replace(SimulationPlan(), statements=80.0)),
)


def replication(condition: Condition, number: int) -> pd.DataFrame:
    """Return the pairs that somebody spoke of in one invented study, with grade, and what is claimed of them."""
    simulated = simulate(condition.plan, number)
    frame = scored(simulated, fitted(simulated, replace(SHORT, seed=(number, 9))), settings.HALF)
    pairs = frame[frame["level"].eq("dyad") & (frame["reporters"] > 0)].reset_index(drop=True)
    said = [claimed(chance, grade) for chance, grade in zip(pairs["p_below_aim"], pairs["grade"], strict=True)]
    heard = pd.Series(data=False, index=pairs.index).to_numpy()
    return pairs.assign(
        claimed=said, low_truth=pairs["truth"] < settings.HALF,
        uncapped=grades(pairs.assign(level=""), heard), held=pairs["truth"].between(pairs["low"], pairs["high"]),
    )[["claimed", "low_truth", "uncapped", "held"]]  # fmt: skip


def results(condition: Condition, found: list[pd.DataFrame]) -> dict[str, object]:
    """Return what was counted in all studies of one kind."""
    every = pd.concat(found)
    row: dict[str, object] = {
        "condition": condition.name, "studies": len(found), "pairs": len(every),
        "claims": int(every["claimed"].sum()), "false": int((every["claimed"] & ~every["low_truth"]).sum()),
        "sound": int((~every["low_truth"]).sum()),
    }  # fmt: skip
    for letter in LETTERS:
        graded = every.loc[every["uncapped"] == letter, "held"]
        row |= {f"pairs_{letter}": len(graded), f"coverage_{letter}": round(float(graded.mean()), 4)}
    return row


def main(given: list[str] | None = None) -> None:
    """Run the study."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--jobs", type=int, default=1)
    jobs = asked.parse_args(given).jobs
    rows = []
    for condition in CONDITIONS:
        run = Parallel(n_jobs=jobs)(delayed(replication)(condition, number) for number in range(condition.studies))
        rows.append(results(condition, run))
        sys.stderr.write(f"{rows[-1]}\n")
    pd.DataFrame(rows).to_csv(RESULTS, index=False)


if __name__ == "__main__":
    main()
