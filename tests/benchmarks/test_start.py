"""How fast it starts and works: times are measured beside a named peer in the same run, and judged by their ratio.

``pytest tests/benchmarks --benchmark-enable`` prints the times; the tests themselves never fail on a clock.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import collabnet
from collabnet import settings
from collabnet.views import seen


def started(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, capture_output=True)


@pytest.mark.benchmark(group="start")
def test_python_alone(benchmark: Any) -> None:
    benchmark.pedantic(started, args=("-c", "pass"), rounds=5)


@pytest.mark.benchmark(group="start")
def test_the_command_line_answers_help(benchmark: Any) -> None:
    benchmark.pedantic(started, args=("-m", "collabnet.cli", "--help"), rounds=5)


@pytest.mark.benchmark(group="start")
def test_peer_importing_pandas(benchmark: Any) -> None:
    benchmark.pedantic(started, args=("-c", "import pandas"), rounds=5)


@pytest.mark.benchmark(group="analysis")
def test_reading_the_sample(benchmark: Any, sample: Path) -> None:
    assert len(benchmark.pedantic(collabnet.read, args=(sample,), rounds=3).statements)


@pytest.mark.benchmark(group="analysis")
def test_analysing_the_sample(benchmark: Any, sample: Path, tiny: Path) -> None:
    """Where nothing is timed, that it runs is seen on the small study."""
    folder, draws = (sample, settings.DRAWS) if benchmark.enabled else (tiny, 20)
    done = benchmark.pedantic(collabnet.analyse, args=(folder,), kwargs={"draws": draws}, rounds=3)
    assert len(done.tables["ties"])


@pytest.mark.benchmark(group="view")
def test_showing_the_sample_to_others(benchmark: Any, analysed_sample: Any) -> None:
    assert benchmark.pedantic(seen, args=(analysed_sample, "shared"), rounds=5).view == "shared"
