"""How much works at the same time: one thread of linear algebra in each process, and no more processes than cores.

With one thread the same seed gives the same bytes, and small problems are faster.
"""

from __future__ import annotations

import itertools
import os
import sys
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold linear algebra to one thread.

    Sums then always run in the same order, whatever the number of cores; processes that work side by side do not get in
    each other's way; and networks of some dozens of organisations, whose matrices are small, are done sooner.
    """
    with _controller(len(sys.modules)).limit(limits=1):
        yield


@lru_cache(maxsize=1)
def _controller(modules: int) -> Any:
    """Find the libraries of linear algebra; they come with modules, so look again only when more were imported."""
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - looks through every loaded library when imported

    return ThreadpoolController()


def workers(jobs: int, tasks: int) -> int:
    """Return how many processes work at once: as many as are allowed, at most one per task and one per core."""
    return max(1, min(jobs, tasks, os.cpu_count() or 1))


def side_by_side(
    work: Callable[..., Any], tasks: Iterable[tuple[Any, ...]], processes: int, **options: Any
) -> Iterable[Any]:
    """Do a piece of work for every task, here or in several processes; answers come in the order of the tasks.

    Parameters
    ----------
    work, tasks
        What is called, with the arguments of each call.
    processes
        How many processes work at once: what :func:`workers` allows.
    options
        What joblib is told besides.
    """
    if processes == 1:
        return itertools.starmap(work, tasks)
    from joblib import Parallel, delayed  # noqa: PLC0415 - starting it costs time that one process does not need

    found: Iterable[Any] = Parallel(n_jobs=processes, return_as="generator", **options)(
        delayed(work)(*task) for task in tasks
    )
    return found
