"""What the commands print with: messages to standard error, a bar on a terminal, and nothing that commands one."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from collabnet.cli._ctrl_c import heeding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.progress import Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show a bar on a terminal, nothing in a pipe; either way stop where Ctrl-C was pressed."""
    from collabnet.progress import silent

    if not sys.stderr.isatty():
        yield heeding(silent)
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(step: str, done: int, total: int) -> None:
            task = tasks[step] if step in tasks else tasks.setdefault(step, bars.add_task(step))
            bars.update(task, completed=done, total=total)

        yield heeding(show)


def tell(sentence: str) -> None:
    """Tell a person something, on standard error."""
    print(printable(sentence), file=sys.stderr)


def printable(text: str) -> str:
    """Take out what would command a terminal: what stands in a file is only ever shown."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
