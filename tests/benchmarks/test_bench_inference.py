"""What relabelling costs beside R's ``sna``: run with ``pytest --benchmark-enable tests/benchmarks -s``.

The same matrices, the same number of permutations: regression on three predictors with double semi-partialling
(``netlm(nullhyp="qapspp")``) and correlation (``qaptest``, ``gcor``), in processor time, one thread each, medians. R's
time for many permutations is that for fewer, scaled up: it grows with their number and nothing else. Coefficients must
be the same and p-values within what chance allows. Nothing is asserted about time.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from collabnet import inference

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

PERMUTATIONS, PREDICTORS, ROUNDS = 1_000, 3, 5
SIZES = {50: 200, 200: 20}
"""Organisations, and permutations that R is timed with."""

R = """
suppressMessages(library(sna))
arguments <- commandArgs(trailingOnly = TRUE)
n <- as.integer(arguments[2]); reps <- as.integer(arguments[3]); rounds <- as.integer(arguments[4])
cells <- array(scan(arguments[1], quiet = TRUE), dim = c(n, n, 4))
y <- cells[, , 1]; x <- lapply(2:4, function(k) cells[, , k]); set.seed(1)
cpu <- function(work) median(replicate(rounds, { gc(FALSE); s <- proc.time(); work(); sum((proc.time() - s)[1:2]) }))
fit <- NULL
regression <- cpu(function() fit <<- netlm(y, x, nullhyp = "qapspp", reps = reps))
test <- NULL
correlation <- cpu(function() test <<- qaptest(list(y, x[[1]]), gcor, g1 = 1, g2 = 2, reps = 10 * reps))
cat(sprintf("%.17g", c(regression, correlation, fit$coefficients, fit$tstat, fit$pgreqabs, test$testval)), sep = "\\n")
"""


def networks(n: int) -> np.ndarray:
    """Return an outcome and three predictors that resemble each other."""
    random = np.random.default_rng(n)
    found = random.normal(size=(1 + PREDICTORS, n, n))
    found[2] += 0.5 * found[1]
    found[0] += 0.1 * found[1] + 2 * random.normal(size=(n, 1)) / n**0.5
    for grid in found:
        np.fill_diagonal(grid, 0.0)
    return found


def processor_seconds(work: Callable[[], Any], rounds: int) -> float:
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return statistics.median(found)


def by_r(cells: np.ndarray, permutations: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Return R's seconds for all permutations and what it found."""
    script, data = folder / "peer.R", folder / "cells.txt"
    script.write_text(R, encoding="utf-8")
    np.savetxt(data, cells.transpose(0, 2, 1).reshape(-1), fmt="%.17g")  # R counts down columns
    command = ["Rscript", str(script), str(data), str(cells.shape[1]), str(permutations), str(rounds)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env={"OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )
    numbers = [float(word) for word in done.stdout.split()]
    parts = np.split(np.array(numbers[2:-1]), 3)
    return {
        "regression": numbers[0] * PERMUTATIONS / permutations,
        "correlation": numbers[1] * PERMUTATIONS / (10 * permutations),
        "coefficients": parts[0], "t": parts[1], "p": parts[2], "r": numbers[-1],
    }  # fmt: skip


@pytest.fixture(scope="module")
def r() -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed, so there is nothing to compare with; on Debian: apt install r-cran-sna.")
    done = subprocess.run(["Rscript", "-e", "library(sna)"], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("R's package sna is not installed; on Debian: apt install r-cran-sna.")


@pytest.mark.parametrize("n", SIZES)
def test_relabelling_beside_r(n: int, benchmark: BenchmarkFixture, capsys: Any, tmp_path: Path, request: Any) -> None:
    cells = networks(n)
    y, x = cells[0], dict(zip("abc", cells[1:], strict=True))

    def regression() -> inference.Mrqap:
        return inference.mrqap(y, x, permutations=PERMUTATIONS if benchmark.enabled else 50)

    def correlation() -> inference.QapCorrelation:
        return inference.qap(x["a"], y, permutations=PERMUTATIONS if benchmark.enabled else 50)

    ours, together = regression(), correlation()
    benchmark.pedantic(regression, rounds=ROUNDS if benchmark.enabled else 1)
    if not benchmark.enabled:
        return
    request.getfixturevalue("r")
    seconds = {
        "regression": processor_seconds(regression, ROUNDS),
        "correlation": processor_seconds(correlation, ROUNDS),
    }
    peer = by_r(cells, SIZES[n], 3, tmp_path)
    assert np.array([ours.intercept, *ours.coefficients["coefficient"]]) == pytest.approx(
        peer["coefficients"], abs=1e-10
    )
    assert ours.coefficients["statistic"].to_numpy() == pytest.approx(peer["t"][1:], abs=1e-8)
    error = 4 * np.sqrt(0.25 / SIZES[n])
    assert ours.coefficients["p_two_sided"].to_numpy() == pytest.approx(peer["p"][1:], abs=error)
    assert together.correlation == pytest.approx(peer["r"], abs=1e-10)
    with capsys.disabled():
        for kind, mine in seconds.items():
            ratio = peer[kind] / mine
            benchmark.extra_info[f"{kind}: R / ours"] = ratio
            print(  # noqa: T201 - a benchmark reports
                f"\n{n} organisations, {PERMUTATIONS} permutations, {kind}: {mine * 1000:.0f} ms, "
                f"R {peer[kind]:.1f} s, {ratio:.0f} times as fast"
            )
