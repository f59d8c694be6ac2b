"""What brokers, circles and flows cost beside R's ``sna``: run with ``pytest --benchmark-enable tests/benchmarks -s``.

The same ties are handed to both; R reads them before its clock starts. Processor time of the best of a few rounds
here, of one round there. Nothing is asserted about time; that both say the same is.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from collabnet.network import Layer

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

PEER = """
suppressMessages(library(sna))
ties <- as.matrix(read.csv("ties.csv", header = FALSE)); sector <- readLines("sectors.txt")
size <- length(sector); matrix <- matrix(0, size, size); matrix[ties + 1] <- 1
clock <- system.time(found <- {call})
writeLines(as.character(c(clock[1] + clock[2], {value})), "found.txt")
"""
CASES = {
    "brokerage": (1_000, "sna::brokerage(matrix, sector)", "found$raw.nli[, 't']"),
    "clique_memberships": (
        300,
        "sna::clique.census(1 * (matrix + t(matrix) > 0), mode = 'graph')",
        "colSums(found$clique.count[-(1:2), -1, drop = FALSE])",
    ),
    "flow_betweenness": (40, "sna::flowbet(matrix)", "found"),
}
ROUNDS = 5


def drawn(size: int) -> Layer:
    """Return ten ties out of each organisation, five sectors."""
    random = np.random.default_rng(1)
    cells = random.choice(size * (size - 1), 10 * size, replace=False)
    source, place = np.divmod(cells, size - 1)
    target = place + (place >= source)
    names = [f"o{number:04d}" for number in range(size)]
    about = pd.DataFrame({"sector": random.choice(list("abcde"), size)}, index=names)
    return Layer.from_edges(
        ((names[s], names[t]) for s, t in zip(source, target, strict=True)), names, attributes=about
    )


def seconds(compute: Any, size: int) -> float:
    layer = drawn(size)
    start = time.thread_time()
    compute(layer)
    return time.thread_time() - start


def theirs(layer: Layer, call: str, value: str, folder: Path) -> np.ndarray:
    """Return R's processor time and, after it, its values."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed: there is nothing to compare with.")
    ties = pd.DataFrame({"source": layer.source, "target": layer.target})
    ties.to_csv(folder / "ties.csv", header=False, index=False)
    (folder / "sectors.txt").write_text("\n".join(layer.attributes["sector"]) + "\n", encoding="utf-8")
    (folder / "peer.R").write_text(PEER.format(call=call, value=value), encoding="utf-8")
    done = subprocess.run([program, "peer.R"], cwd=folder, capture_output=True, text=True, check=False)
    if "there is no package" in done.stderr:
        pytest.skip("R is here, its package sna is not: there is nothing to compare with.")
    assert done.returncode == 0, done.stderr
    return np.loadtxt(folder / "found.txt")


@pytest.mark.parametrize("key", list(CASES))
def test_the_same_numbers_as_r_in_less_time(benchmark: BenchmarkFixture, tmp_path: Path, capsys: Any, key: str) -> None:
    size, call, value = CASES[key]
    size = size if benchmark.enabled else 30
    compute = getattr(import_module(f"collabnet.measures.{key}"), key)
    layer = drawn(size)
    peer = theirs(layer, call, value, tmp_path)
    found = benchmark.pedantic(compute, args=(layer,), rounds=1)
    assert found.tolist() == peer[1:].tolist()
    mine = min(seconds(compute, size) for _ in range(ROUNDS if benchmark.enabled else 1))
    benchmark.extra_info["ratio to sna"] = peer[0] / mine
    with capsys.disabled():
        if benchmark.enabled:
            print(f"\n{key}, n = {size}: {mine * 1000:.1f} ms, sna {peer[0] * 1000:.0f} ms, {peer[0] / mine:.0f} times")  # noqa: T201 — a benchmark reports
