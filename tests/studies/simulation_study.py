"""How close scores come to a known truth: invented studies, inside the model's family and outside it.

Run ``python tests/studies/simulation_study.py --jobs 2`` (half an hour) to write ``simulation_study.csv`` beside this
file, or add ``--table`` to print the table of ``README.md`` from it. Numbers do not depend on ``--jobs``.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from collabnet.scoring.model.fit import Plan
from collabnet.scoring.model.simulated import fitted, scored
from collabnet.scoring.model.simulation import OWN_DOMAIN, SimulationPlan, SimulationSizes, simulate

RESULTS = Path(__file__).with_suffix(".csv")

SHORT = Plan((0,), chains=1, warm=50, kept=700)
PRODUCT = Plan((0,), chains=4)

AIM = 45.0
"""Aim of the calibration: in the midst of the truth, where probabilities are neither 0 nor 1."""

BINS = 10
SPREAD = ("actor", "partner", "reporter", "coder")


@dataclass(frozen=True)
class Condition:
    """One kind of study, how often it is invented, how it is sampled, and the one domain that counts (empty: all)."""

    name: str
    family: str
    plan: SimulationPlan
    replications: int
    sampled: Plan = SHORT
    domain: str = ""


USUAL = SimulationPlan()
SIZES = SimulationSizes()
SEVERE = replace(SIZES, reporter=16.0)
DOUBLE = replace(SIZES, quote=10.0, error=15.0)

EVERYBODY = replace(USUAL, interviews=30, statements=12.0)
"""Everybody is interviewed; of capacity, people speak mostly of their own."""


def of_oneself(share: float, shift: float) -> Condition:
    """Return a condition in which a share of what is said of capacity is self-report, by so many points milder."""
    manner = f"{-shift:g} points too severe" if shift else "as it is"
    plan = replace(EVERYBODY, own=share, own_shift=shift)
    return Condition(f"self-report {share:.0%}, {manner}", "self-report", plan, 24, SHORT, OWN_DOMAIN)


CONDITIONS = (
    Condition("255 statements", "inside", USUAL, 120),
    Condition("105 statements", "inside", replace(USUAL, statements=105 / 17), 40),
    Condition("680 statements", "inside", replace(USUAL, statements=40.0), 40),
    Condition("severe reporters", "stress", replace(USUAL, sizes=SEVERE), 40),
    Condition("reporter always the source", "stress", replace(USUAL, two_sided=0.0), 40),
    Condition("the same, severe reporters", "stress", replace(USUAL, two_sided=0.0, sizes=SEVERE), 40),
    Condition("bad spoken of more: moderate", "outside", replace(USUAL, salience=0.4), 40),
    Condition("bad spoken of more: strong", "outside", replace(USUAL, salience=0.8), 40),
    Condition("worst not interviewed, avoided", "outside", replace(USUAL, worst_absent=True), 40),
    Condition("errors with heavy tails", "outside", replace(USUAL, heavy_tails=True), 40),
    Condition("near the floor", "outside", replace(USUAL, bounded=True, means=(10.0, 15.0, 8.0, 12.0, 10.0)), 40),
    Condition("relations differ by domain", "outside", replace(USUAL, sizes=replace(SIZES, relation_domain=8.0)), 40),
    Condition("two kinds of organisations", "outside", replace(USUAL, clusters=True), 40),
    Condition("one coder", "stress", replace(USUAL, coders=1), 40),
    Condition("a fifth coded twice", "inside", replace(USUAL, double_coded=0.2, sizes=DOUBLE), 40),
    Condition("both directions go together", "inside", replace(USUAL, mutual=True, roles=0.3, reciprocity=0.5), 40),
    *(of_oneself(share, shift) for share in (0.6, 0.9, 0.97) for shift in (0.0, -10.0, -20.0)),
    Condition("check: short chain", "chains", USUAL, 12),
    Condition("check: four chains of 2,000", "chains", USUAL, 12, PRODUCT),
)


def replication(condition: Condition, number: int) -> pd.DataFrame:
    """Invent one study, fit it, and add up per level how close the scores come."""
    simulated = simulate(condition.plan, number)
    wave = fitted(simulated, replace(condition.sampled, seed=(number, 9)))
    frame = scored(simulated, wave, AIM)
    frame = frame[frame["domain"].eq(condition.domain)] if condition.domain else frame
    everyone = frame[frame["level"].eq("network")].set_index("domain")["raw_mean"]
    frame = frame.assign(same=frame["domain"].map(everyone))
    rows = [sums(rows) | {"level": level} for level, rows in frame.groupby("level")]
    fit = wave.predicted.fit
    spread = {f"size_{name}": float(fit.deviation(name).mean()) for name in SPREAD}
    return pd.DataFrame(rows).assign(condition=condition.name, replication=number, **spread)


def sums(rows: pd.DataFrame) -> dict[str, float]:
    """Return what one study adds to the results of one level; NaN raw means are left out of every comparison."""
    error = rows["estimate"] - rows["truth"]
    spoken = rows["raw_mean"].notna()
    raw, same = (rows["raw_mean"] - rows["truth"])[spoken], (rows["same"] - rows["truth"])[spoken]
    below = rows["truth"] < AIM
    bins = (rows["p_below_aim"] * BINS).clip(upper=BINS - 1).astype(int)
    found = {
        "scores": len(rows), "coverage": float(rows["truth"].between(rows["low"], rows["high"]).mean()),
        "width": float((rows["high"] - rows["low"]).mean()), "bias": float(error.mean()), "raw_bias": float(raw.mean()),
        "absolute": float(error[spoken].abs().mean()), "raw_absolute": float(raw.abs().mean()),
        "spoken": int(spoken.sum()), "square": float((error[spoken] ** 2).sum()), "raw_square": float((raw**2).sum()),
        "same_square": float((same**2).sum()), "all_square": float((error**2).sum()),
        "excludes_plain": float(1.0 - rows["raw_mean"].between(rows["low"], rows["high"])[spoken].mean()),
        "correlation": correlation(rows[spoken], "estimate"), "raw_correlation": correlation(rows[spoken], "raw_mean"),
    }  # fmt: skip
    for place in range(BINS):
        chosen = bins.eq(place)
        found |= {
            f"bin_{place}": int(chosen.sum()), f"said_{place}": float(rows["p_below_aim"][chosen].sum()),
            f"below_{place}": int(below[chosen].sum()),
        }  # fmt: skip
    return found


def correlation(rows: pd.DataFrame, name: str) -> float:
    """Return the mean over domains of the correlation with the truth; NaN where a level has one score a domain."""
    if rows["level"].eq("network").all():
        return float("nan")
    return float(np.mean([np.corrcoef(some[name], some["truth"])[0, 1] for _, some in rows.groupby("domain")]))


def results(condition: Condition, found: pd.DataFrame) -> pd.DataFrame:
    """Return one row per level, with Monte-Carlo standard errors over replications."""
    rows = []
    for level, every in found.groupby("level"):
        whole = len(every)
        error = {f"{name}_error": every[name].std() / whole**0.5 for name in ("coverage", "width", "bias", "absolute")}
        plain = ("scores", "coverage", "width", "bias", "raw_bias", "absolute", "raw_absolute", "spoken",
                 "excludes_plain", "correlation", "raw_correlation", *(f"size_{name}" for name in SPREAD))  # fmt: skip
        rows.append(
            {"condition": condition.name, "family": condition.family, "replications": whole, "level": level}
            | {name: every[name].mean() for name in plain} | error | squares(every) | calibration(every)
        )  # fmt: skip
    return pd.DataFrame(rows)


def squares(every: pd.DataFrame) -> dict[str, float]:
    """Return root mean squared errors, and their ratio with a jackknife error over replications."""
    total = every[["square", "raw_square", "same_square", "spoken", "all_square", "scores"]].sum()
    left = total["square"] - every["square"], total["raw_square"] - every["raw_square"]
    ratios = np.sqrt(left[0] / left[1])
    size = len(every)
    spoken = total["spoken"]
    return {
        "rmse": np.sqrt(total["square"] / spoken), "raw_rmse": np.sqrt(total["raw_square"] / spoken),
        "same_rmse": np.sqrt(total["same_square"] / spoken), "all_rmse": np.sqrt(total["all_square"] / total["scores"]),
        "ratio": np.sqrt(total["square"] / total["raw_square"]),
        "ratio_error": float(np.sqrt((size - 1) / size * ((ratios - ratios.mean()) ** 2).sum())),
    }  # fmt: skip


def calibration(every: pd.DataFrame) -> dict[str, float]:
    """Return by how much P(score < aim) misses how often it is so, over tenths of the probability."""
    total = every.sum(numeric_only=True)
    count = np.array([total[f"bin_{place}"] for place in range(BINS)])
    said = np.array([total[f"said_{place}"] for place in range(BINS)])
    below = np.array([total[f"below_{place}"] for place in range(BINS)])
    shares = np.divide(below, count, out=np.full(BINS, np.nan), where=count > 0)
    missed = {"calibration": float(np.abs(said - below).sum() / count.sum())}
    return missed | {f"below_of_{10 * place}_{10 * place + 10}": shares[place] for place in range(BINS)}


def table(frame: pd.DataFrame) -> str:
    """Return the main columns as a table for people to read."""
    lines = []
    for level in ("network", "organisation_in", "organisation_out", "dyad"):
        head = ["condition", "studies", "coverage", "width", "bias", "raw bias", "error m/r", "RMSE m/r/same", "ratio",
                "r m/r", "p"]  # fmt: skip
        lines += ["", f"**{level}**", "", "| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
        lines += [line(row) for row in frame[frame["level"].eq(level)].to_dict("records")]
    return "\n".join(lines)


def line(row: dict[str, float]) -> str:
    """Return one line of the table."""
    known = "–" if np.isnan(row["correlation"]) else f"{row['correlation']:.2f} / {row['raw_correlation']:.2f}"
    cells = [
        row["condition"], row["replications"], f"{row['coverage']:.3f} ± {row['coverage_error']:.3f}",
        f"{row['width']:.1f}", f"{row['bias']:+.1f} ± {row['bias_error']:.1f}", f"{row['raw_bias']:+.1f}",
        f"{row['absolute']:.1f} / {row['raw_absolute']:.1f}",
        f"{row['rmse']:.1f} / {row['raw_rmse']:.1f} / {row['same_rmse']:.1f}",
        f"{row['ratio']:.2f} ± {row['ratio_error']:.2f}", known, f"{row['calibration']:.3f}",
    ]  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def run(condition: Condition, jobs: int, most: int) -> pd.DataFrame:
    """Run the replications of one condition, and say on standard error how far it is."""
    began, found, total = time.monotonic(), [], min(condition.replications, most)
    pool = Parallel(n_jobs=jobs, return_as="generator")
    for part in pool(delayed(replication)(condition, number) for number in range(total)):
        found.append(part)
        sys.stderr.write(f"{condition.name}: {len(found)} of {total}, {time.monotonic() - began:.0f} s\n")
        sys.stderr.flush()
    return pd.concat(found, ignore_index=True)


def main() -> None:
    """Run the study, or print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes that work at the same time")
    parser.add_argument("--only", default="", help="conditions whose name holds this; others keep their rows")
    parser.add_argument("--most", type=int, default=1000, help="replications of each condition at most")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results are written")
    parser.add_argument("--table", action="store_true", help="print the table of the results that stand there")
    asked = parser.parse_args()
    known = {} if not asked.out.exists() else dict(list(pd.read_csv(asked.out).groupby("condition")))
    for condition in [] if asked.table else [one for one in CONDITIONS if asked.only in one.name]:
        known[condition.name] = results(condition, run(condition, asked.jobs, asked.most)).round(4)
        order = [known[one.name] for one in CONDITIONS if one.name in known]
        pd.concat(order, ignore_index=True).to_csv(asked.out, index=False)
    sys.stdout.write(table(pd.read_csv(asked.out)) + "\n")


if __name__ == "__main__":
    main()
