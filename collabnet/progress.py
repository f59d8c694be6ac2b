"""How long work tells how far it is: a function that anyone may pass in, and that does nothing by default."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with a word for the step, how much is done, and how much there is."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` parts of ``step`` are finished."""


def silent(step: str, done: int, total: int) -> None:
    """Report nothing."""
