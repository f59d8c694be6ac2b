"""What the census of tight groups costs beside ``sna::clique.census`` in R.

Run with ``pytest --benchmark-enable tests/benchmarks/test_bench_cliques.py -s``. One thousand organisations with ten
partners each on average, drawn at random; both count the groups and who shares how many of them with whom. Ours is the
best of many rounds from bare arrays, R's its own reading of its clock around the one call. Nothing is asserted about
time, only that both find as many groups.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from collabnet.network import Layer
from collabnet.structure.cliques import cliques, comembership

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

ORGANISATIONS, TIES, ROUNDS = 1_000, 5_000, 20

IN_R = """
suppressMessages(library(sna))
ties <- as.matrix(read.csv("{file}", header = FALSE)) + 1
table <- matrix(0, {n}, {n})
table[ties] <- 1
table <- pmax(table, t(table))
taken <- system.time(found <- clique.census(table, mode = "graph", clique.comembership = "sum"))
cat(taken["user.self"], sum(found$clique.count[-(1:2), 1]))
"""


def drawn() -> list[tuple[int, int]]:
    random = np.random.default_rng(1)
    cells = random.choice(ORGANISATIONS * (ORGANISATIONS - 1) // 2, TIES, replace=False)
    first, second = np.triu_indices(ORGANISATIONS, 1)
    return list(zip(first[cells].tolist(), second[cells].tolist(), strict=True))


def layer() -> tuple[tuple[Layer], dict[str, Any]]:
    names = [f"o{number:04d}" for number in range(ORGANISATIONS)]
    return (Layer.from_edges([(names[a], names[b]) for a, b in drawn()], names, directed=False),), {}


def census(of: Layer) -> int:
    groups = cliques(of)
    assert groups is not None
    assert comembership(of) is not None
    return len(groups)


def in_r(folder: Path) -> tuple[float, int]:
    """Return the seconds of R's processor, and the number of groups of three or more; or skip."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed: apt-get install r-base-core r-cran-sna.")
    np.savetxt(folder / "ties.csv", np.array(drawn()), fmt="%d", delimiter=",")
    script = IN_R.format(file=folder / "ties.csv", n=ORGANISATIONS)
    done = subprocess.run([program, "-e", script], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("R has no package sna: apt-get install r-cran-sna.")
    seconds, count = done.stdout.split()
    return float(seconds), int(count)


def test_the_census_of_tight_groups_beside_sna(benchmark: BenchmarkFixture, capsys: Any, tmp_path: Path) -> None:
    found = benchmark.pedantic(census, setup=layer, rounds=ROUNDS if benchmark.enabled else 1)
    assert found > 100
    if not benchmark.enabled:
        return
    seconds, count = in_r(tmp_path)
    assert found == count
    ours = benchmark.stats.stats.min
    with capsys.disabled():
        print(f"\ntight groups: {ours * 1000:.1f} ms, sna {seconds:.1f} s, {seconds / ours:,.0f} times")  # noqa: T201 — a benchmark reports
