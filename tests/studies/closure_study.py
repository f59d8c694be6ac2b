"""How often intervals of every drawn measure hold the truth where ties close: partners of partners work together.

Networks are drawn tie by tie. Here the truth is not: organisations stand somewhere, and who is near one is near the
other's partners. Run ``python -m tests.studies.closure_study --jobs 2`` to write ``closure_study.csv`` beside this
file, or add ``--table`` to print the table of ``README.md`` from it. Numbers do not depend on ``--jobs``.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from collabnet import measures
from collabnet.drawn import LEVELS
from tests.network.invented import InventedTies
from tests.studies.tie_study import share_within

RESULTS = Path(__file__).with_suffix(".csv")
NETWORKS = 60
STUDIES = 20
FEWEST_HELD = 0.90
"""A measure whose intervals hold less under any condition is withheld: they promise 0.95."""

SECTORS = ("care", "housing", "legal", "school")


@dataclass(frozen=True)
class Condition:
    """One kind of study: how much ties close, and how many of 25 organisations were shown the list of all."""

    name: str
    closure: float
    spoke: int = 25
    density: float = 0.15
    circles: int = 0

    def invented(self, number: int) -> InventedTies:
        """Return one study of this kind; sectors stand by turns."""
        return InventedTies(
            number, density=self.density, recall=0.6, false=0.05, spoke=self.spoke, roster=True, shared=0.3,
            closure=self.closure, circles=self.circles, sectors=SECTORS,
        )  # fmt: skip


CONDITIONS = (
    Condition("ties do not close", 0.0),
    Condition("ties close", 2.0),
    Condition("ties close, 18 of 25 spoke", 2.0, spoke=18),
    Condition("ties close more, half as many", 6.0, density=0.08),
    Condition("five circles", 4.0, circles=5),
)


def replication(condition: Condition, number: int) -> dict[str, float]:
    """Invent one study, and return per measure which share of organisations, or whether the network, was held."""
    study = condition.invented(number)
    there, drawn = study.true_layer(), study.drawn(NETWORKS)
    found: dict[str, float] = {}
    for level in LEVELS:
        keys = [key for key in measures.applicable(there, level) if not measures.measures()[key].of_reports]
        true = measures.values(there, keys, level)
        seen = [measures.values(one, keys, level) for one in drawn]
        for key in keys:
            values = np.array([np.asarray(one[key], dtype=float) for one in seen])
            found[key] = share_within(np.asarray(true[key], dtype=float), values)
    return found


def results(condition: Condition, jobs: int) -> pd.Series[float]:
    """Run one condition, and return the mean coverage of each measure over its studies."""
    run = Parallel(n_jobs=jobs)(delayed(replication)(condition, number) for number in range(STUDIES))
    return pd.DataFrame(run).mean().rename(condition.name)


def withheld(frame: pd.DataFrame) -> frozenset[str]:
    """Return the measures whose intervals hold too little under any condition."""
    lowest = frame.set_index("measure")[[condition.name for condition in CONDITIONS]].min(axis=1)
    return frozenset(lowest.index[lowest < FEWEST_HELD])


def table(frame: pd.DataFrame) -> str:
    """Return the results as a table for people to read."""
    names = [condition.name for condition in CONDITIONS]
    lines = ["| " + " | ".join(["measure", *names, "interval"]) + " |", "|---" * (len(names) + 2) + "|"]
    left_out = withheld(frame)
    for row in frame.to_dict("records"):
        numbers = ["–" if pd.isna(row[name]) else f"{row[name]:.2f}" for name in names]
        told = "withheld" if row["measure"] in left_out else "told"
        lines.append("| " + " | ".join([str(row["measure"]), *numbers, told]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Run the study, or print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes that work at the same time")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results are written")
    parser.add_argument("--table", action="store_true", help="print the table of the results that stand there")
    asked = parser.parse_args()
    if not asked.table:
        found = pd.DataFrame([results(condition, asked.jobs) for condition in CONDITIONS]).T
        found.rename_axis("measure").reset_index().round(4).to_csv(asked.out, index=False)
    sys.stdout.write(table(pd.read_csv(asked.out)) + "\n")


if __name__ == "__main__":
    main()
