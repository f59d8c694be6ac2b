"""One thread of linear algebra at a time: the same seed gives the same bytes, and small problems are faster."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold linear algebra to one thread.

    Sums then always run in the same order, whatever the number of cores; processes that work side by side do not get in
    each other's way; and networks of some dozens of organisations, whose matrices are small, are done sooner.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - looks through every loaded library when imported

    with threadpool_limits(1):
        yield
