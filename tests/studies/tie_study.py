"""How often what is said of ties holds: invented networks, reports that forget and err, and what is made of them.

Run ``python -m tests.studies.tie_study --jobs 2`` to write ``tie_study.csv`` beside this file, or add ``--table`` to
print the tables of ``README.md`` from it. Numbers do not depend on ``--jobs``.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from collabnet import measures
from tests.network.invented import InventedTies

RESULTS = Path(__file__).with_suffix(".csv")
NETWORKS = 100
OF_ORGANISATIONS = ("indegree", "outdegree", "betweenness", "harmonic_in", "eigenvector", "pagerank", "constraint",
                    "effective_size", "clustering", "kcore")  # fmt: skip
OF_NETWORKS = ("reciprocity", "transitivity", "centralisation_indegree", "compactness", "connectedness")


@dataclass(frozen=True)
class Condition:
    """One kind of study, and how often it is invented; without rates they are drawn from what is believed of them."""

    name: str
    roster: bool
    density: float
    spoke: int = 25
    size: int = 25
    rates: tuple[float, float] | None = None
    spread: float = 0.0
    shared: float = 0.0
    replications: int = 40

    def invented(self, number: int) -> InventedTies:
        """Return one study of this kind."""
        random = np.random.default_rng((number, 7))
        recall, false = self.rates or (random.beta(6, 4), random.beta(2, 38))
        return InventedTies(
            number, density=self.density, recall=recall, false=false, spoke=self.spoke, roster=self.roster,
            size=self.size, spread=self.spread, shared=self.shared,
        )  # fmt: skip


CONDITIONS = (
    *(Condition(f"list shown, density {at}", True, at, rates=(0.6, 0.05)) for at in (0.05, 0.15, 0.3)),
    *(Condition(f"list shown, density {at}, rates vary", True, at) for at in (0.05, 0.15, 0.3)),
    Condition("list shown, 14 of 25 spoke", True, 0.15, spoke=14, rates=(0.6, 0.05)),
    Condition("list shown, 60 organisations", True, 0.05, spoke=60, size=60, rates=(0.6, 0.05), replications=20),
    *(Condition(f"open, density {at}", False, at, spoke=14, rates=(0.6, 0.01)) for at in (0.05, 0.15, 0.3)),
    *(Condition(f"open, density {at}, rates vary", False, at, spoke=14) for at in (0.05, 0.15, 0.3)),
    Condition("open, forgetful", False, 0.15, spoke=14, rates=(0.4, 0.005)),
    Condition("list shown, organisations differ, both ways go together", True, 0.15, spoke=14, rates=(0.6, 0.05),
              spread=0.7, shared=0.3),
    Condition("open, organisations differ, both ways go together", False, 0.15, spoke=14, rates=(0.6, 0.01),
              spread=0.7, shared=0.3),
)  # fmt: skip


def replication(condition: Condition, number: int) -> dict[str, float]:
    """Invent one study, and say what of it was held."""
    study = condition.invented(number)
    believed = study.densities()
    low, high = np.quantile(believed, (0.025, 0.975))
    likely, true, named = study.likely_and_true()
    found = {
        "density_true": study.true_density, "density_mean": float(believed.mean()), "density_width": high - low,
        "density_covered": float(study.density_is_covered),
        "named_said": likely[named].sum(), "named_true": float(true[named].sum()), "named": float(named.sum()),
        "unnamed_said": likely[~named].sum(), "unnamed_true": float(true[~named].sum()),
        "unnamed": float((~named).sum()), "brier": float(((likely - true) ** 2).mean()),
    }  # fmt: skip
    return found | held(study)


def held(study: InventedTies) -> dict[str, float]:
    """Say which share of organisations, and whether the network, lies within the 95 % interval of each measure."""
    there, drawn = study.true_layer(), study.drawn(NETWORKS)
    found: dict[str, float] = {}
    for keys, level in ((OF_ORGANISATIONS, "organisation"), (OF_NETWORKS, "network")):
        true = measures.values(there, keys, level)
        seen = [measures.values(one, keys, level) for one in drawn]
        for key in keys:
            values = np.array([np.asarray(one[key], dtype=float) for one in seen])
            found[key] = share_within(np.asarray(true[key], dtype=float), values)
    return found


def share_within(true: Any, values: Any) -> float:
    """Return the share of known true values between the 2.5th and 97.5th percentile of what was drawn."""
    known = np.isfinite(true) & np.isfinite(values).any(axis=0)
    if not known.any():
        return float("nan")
    low, high = np.nanquantile(np.where(known, values, 0.0), (0.025, 0.975), axis=0)
    return float(((low <= true + 1e-9) & (true - 1e-9 <= high))[known].mean())


def results(condition: Condition, jobs: int) -> dict[str, Any]:
    """Run one condition, and return means over its studies."""
    run = Parallel(n_jobs=jobs)(delayed(replication)(condition, number) for number in range(condition.replications))
    frame = pd.DataFrame(run)
    pooled = {f"{which}_{what}": frame[f"{which}_{what}"].sum() / frame[which].sum()
              for which in ("named", "unnamed") for what in ("said", "true")}  # fmt: skip
    plain = frame.drop(columns=["named", "unnamed", *pooled]).mean().to_dict()
    return {"condition": condition.name, "studies": condition.replications, **plain, **pooled}


def table(frame: pd.DataFrame) -> str:
    """Return the results as tables for people to read."""
    columns = ("density_true", "density_mean", "density_width", "density_covered", "named_said", "named_true",
               "unnamed_said", "unnamed_true")  # fmt: skip
    parts = [_table(frame, columns), _table(frame, OF_ORGANISATIONS), _table(frame, OF_NETWORKS)]
    return "\n\n".join(parts)


def _table(frame: pd.DataFrame, columns: tuple[str, ...]) -> str:
    head = ["condition", "studies", *columns]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for row in frame.to_dict("records"):
        numbers = [f"{row[column]:.2f}" for column in columns]
        lines.append("| " + " | ".join([str(row["condition"]), str(row["studies"]), *numbers]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Run the study, or print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes that work at the same time")
    parser.add_argument("--only", default="", help="conditions whose name holds this; others keep their rows")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results are written")
    parser.add_argument("--table", action="store_true", help="print the tables of the results that stand there")
    asked = parser.parse_args()
    known = (
        {} if not asked.out.exists() else {row["condition"]: row for row in pd.read_csv(asked.out).to_dict("records")}
    )
    for condition in [] if asked.table else [one for one in CONDITIONS if asked.only in one.name]:
        known[condition.name] = results(condition, asked.jobs)
        sys.stderr.write(f"{condition.name}\n")
        order = [known[one.name] for one in CONDITIONS if one.name in known]
        pd.DataFrame(order).round(4).to_csv(asked.out, index=False)
    sys.stdout.write(table(pd.read_csv(asked.out)) + "\n")


if __name__ == "__main__":
    main()
