"""A thousand drawn networks of a hundred organisations: run with ``pytest --benchmark-enable tests/benchmarks -s``.

Wall time on as many processes as there are cores, up to two; what the command line shows as a bar is counted too.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from collabnet.drawn import drawn_measures
from collabnet.network import Network
from tests.benchmarks.test_bench_measures import STANDARD
from tests.network.conftest import PROCESSES, make

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ORGANISATIONS, PARTNERS = 100, 6
ONE = {"information_exchange": PROCESSES["information_exchange"]}


def interviewed(organisations: int = ORGANISATIONS) -> Network:
    """Return a network in which everyone was shown the list of all and names six partners."""
    random = np.random.default_rng(2)
    ids = [f"o{number:03d}" for number in range(organisations)]
    said = [
        {"by": one, "source": one, "target": other, "process": "information_exchange"}
        for one in ids
        for other in random.choice([it for it in ids if it != one], PARTNERS, replace=False)
    ]
    talks = [{"interview_id": f"i_{one}", "organisation_id": one, "prompted": True} for one in ids]
    return Network.from_study(make(said, organisations=ids, interviews=talks, processes=ONE))


def test_a_thousand_networks_of_a_hundred_organisations(benchmark: BenchmarkFixture, capsys: Any) -> None:
    network = interviewed()
    network.posterior()
    told: list[int] = []
    start = time.perf_counter()
    found = benchmark.pedantic(
        drawn_measures,
        args=(network,),
        kwargs={
            "draws": 1000 if benchmark.enabled else 10, "keys": STANDARD, "processes": ["information_exchange"],
            "jobs": min(os.cpu_count() or 1, 2), "progress": lambda step, done, total: told.append(done),
        },
        rounds=1,
    )  # fmt: skip
    with capsys.disabled():
        if benchmark.enabled:
            print(f"\n1,000 networks, {len(STANDARD)} measures: {time.perf_counter() - start:.1f} s")  # noqa: T201
    assert len(found.places) == ORGANISATIONS * len(STANDARD)
    assert told[-1] == found.draws
