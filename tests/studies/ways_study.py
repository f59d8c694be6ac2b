"""How often intervals hold where organisations work together in several ways: invented networks of nested processes.

Who transfers cases also exchanges information, so one process lies within the other. Both sides report each process of
its own; what is said of ``all``, and of how the two processes lie on each other, is held against the truth.

Run ``python -m tests.studies.ways_study --jobs 2`` to write ``ways_study.csv`` beside this file.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from collabnet import measures
from collabnet.network import Layer
from collabnet.network.posterior import Posterior
from collabnet.network.reporting import reporting
from collabnet.study import Process
from tests.network.invented import InventedTies

RESULTS = Path(__file__).with_suffix(".csv")
NETWORKS = 100
STUDIES = 20
SIZE = 25
FALSE = 0.02
IDS = np.array([f"o{place:03}" for place in range(SIZE)])
OUTER, INNER, ALL = "information_exchange", "case_transfer", "all"
CONDITIONS = {
    "list shown, half nested": (True, 25, 0.5, 0.6),
    "list shown, a fifth nested": (True, 25, 0.2, 0.6),
    "list shown, 14 of 25 spoke": (True, 14, 0.5, 0.6),
    "open, 14 of 25 spoke": (False, 14, 0.5, 0.6),
    "list shown, each names one way": (True, 25, 0.5, 0.4),
}
"""Whether a list is shown, how many speak, which share of ties is of both processes, and how often each is named."""


RULES = ("largest", "own")
"""How likely a tie of ``all`` is: as the likeliest of its processes, or by what is said of it as a whole."""


def replication(name: str, number: int, rule: str = "own") -> dict[str, float]:
    """Invent one study, and return what of it was held."""
    roster, spoke, inner, recall = CONDITIONS[name]
    random = np.random.default_rng((number, 11))
    base = InventedTies(number, density=0.15, recall=recall, false=FALSE, spoke=spoke, roster=roster, size=SIZE)
    truth = {OUTER: base.truth, INNER: base.truth & (random.random(base.truth.shape) < inner)}
    speaks = np.zeros(SIZE, dtype=bool)
    speaks[random.permutation(SIZE)[:spoke]] = True
    said = pd.concat([_said(random, there, process, speaks, recall) for process, there in truth.items()])
    posterior = _posterior(said, speaks, roster=roster, seed=number)
    if rule == "largest":
        parts = {key: posterior.cells[key] for key in truth}
        posterior = replace(posterior, cells=parts, _memo={})
    drawn = [posterior.network(draw) for draw in range(NETWORKS)]
    union = base.truth
    source, target = np.nonzero(~np.eye(SIZE, dtype=bool))
    likely = posterior.probabilities(ALL, pd.DataFrame({"source": IDS[source], "target": IDS[target]}))["probability"]
    true = _layer(union, ALL, tuple(_layer(there, key) for key, there in truth.items()))
    apart = _apart(said)[source, target]
    there = union[source, target]
    found = {
        "density": _holds(true.m, [one[ALL].m for one in drawn]),
        "multiplexity": _holds(_ways(true), [_ways(one[ALL]) for one in drawn]),
        "overlap": _holds(_overlap(true), [_overlap(one[ALL]) for one in drawn]),
        "indegree": _degrees(true, [one[ALL] for one in drawn]),
        "brier": float(((likely.to_numpy() - there) ** 2).mean()),
        "apart": float(apart.sum()), "apart_said": float(likely.to_numpy()[apart].sum()),
        "apart_true": float(there[apart].sum()),
    }  # fmt: skip
    return found


def _said(random: np.random.Generator, there: Any, process: str, speaks: Any, recall: float) -> pd.DataFrame:
    """Return who says yes to which ties of one process."""
    says = random.random((2, SIZE, SIZE)) < np.where(there, recall, FALSE)
    says &= np.stack([np.tile(speaks[:, None], SIZE), np.tile(speaks, (SIZE, 1))]) & ~np.eye(SIZE, dtype=bool)
    side, source, target = np.nonzero(says)
    return pd.DataFrame(
        {"source": IDS[source], "target": IDS[target], "process": process, "wave": "1", "negative": False,
         "voter": np.where(side == 0, IDS[source], IDS[target]), "answer": "yes"}
    )  # fmt: skip


def _posterior(said: pd.DataFrame, speaks: Any, *, roster: bool, seed: int) -> Posterior:
    spoken = IDS[speaks].tolist()
    asked = pd.DataFrame(
        [("1", one, other, "") for one in spoken for other in IDS if one != other and roster],
        columns=["wave", "reporter", "organisation_id", "process"], dtype="str",
    )  # fmt: skip
    processes = {key: Process(key) for key in (OUTER, INNER)}
    ties = pd.DataFrame(columns=["source", "target", "process", "wave", "state", "negative"]).astype({"negative": bool})
    rows = reporting(said, asked, ties, processes)
    layers = {key: _named(said[said["process"].eq(key)], key, spoken) for key in processes}
    union = _named(said, ALL, spoken, tuple(layers.values()))
    return Posterior.of({ALL: union, **layers}, rows, seed)


def _named(said: pd.DataFrame, process: str, spoken: list[str], parts: tuple[Layer, ...] = ()) -> Layer:
    pairs = sorted(set(zip(said["source"], said["target"], strict=True)))
    return replace(Layer.from_edges(pairs, IDS.tolist(), process=process, wave="1", interviewed=spoken), parts=parts)


def _layer(there: Any, process: str, parts: tuple[Layer, ...] = ()) -> Layer:
    pairs = [(str(IDS[one]), str(IDS[other])) for one, other in zip(*np.nonzero(there), strict=True)]
    return replace(Layer.from_edges(pairs, IDS.tolist(), process=process, wave="1"), parts=parts)


def _ways(layer: Layer) -> float:
    return float(measures.values(layer, ("multiplexity",), "network")["multiplexity"])


def _overlap(layer: Layer) -> float:
    """Return the ties of both processes over those of either (Jaccard)."""
    one, other = (set((part.source * layer.n + part.target).tolist()) for part in layer.parts)
    return len(one & other) / max(len(one | other), 1)


def _degrees(true: Layer, drawn: list[Layer]) -> float:
    """Return the share of organisations whose true in-degree is within its interval."""
    count = [np.bincount(layer.target, minlength=layer.n) for layer in (true, *drawn)]
    low, high = np.quantile(np.array(count[1:]), (0.025, 0.975), axis=0)
    return float(((low <= count[0]) & (count[0] <= high)).mean())


def _apart(said: pd.DataFrame) -> Any:
    """Return the pairs that two sides report, each another process: no process has two who say yes."""
    each = said.groupby(["source", "target"])["voter"].nunique()
    most = said.groupby(["source", "target", "process"])["voter"].nunique().groupby(["source", "target"]).max()
    pairs = each.index[each.ge(2) & most.lt(2)]
    table = np.zeros((SIZE, SIZE), dtype=bool)
    for one, other in pairs:
        table[np.searchsorted(IDS, one), np.searchsorted(IDS, other)] = True
    return table


def _holds(true: float, drawn: list[float]) -> float:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low <= true <= high)


def results(name: str, rule: str, jobs: int) -> dict[str, Any]:
    """Run one condition, and return means over its studies."""
    run = pd.DataFrame(Parallel(n_jobs=jobs)(delayed(replication)(name, number, rule) for number in range(STUDIES)))
    pairs = run["apart"].sum()
    plain = run.drop(columns=["apart", "apart_said", "apart_true"]).mean().round(4).to_dict()
    pooled = {key: round(run[key].sum() / pairs, 4) if pairs else float("nan") for key in ("apart_said", "apart_true")}
    return {"rule": rule, "condition": name, "studies": STUDIES, **plain, "apart": int(pairs), **pooled}


def main() -> None:
    """Run the study, and write its results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes that work at the same time")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results are written")
    asked = parser.parse_args()
    found = pd.DataFrame([results(name, rule, asked.jobs) for rule in RULES for name in CONDITIONS])
    found.to_csv(asked.out, index=False)
    sys.stdout.write(found.to_string(index=False) + "\n")


if __name__ == "__main__":
    main()
