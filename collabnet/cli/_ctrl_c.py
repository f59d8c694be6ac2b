"""Ctrl-C is a stop, whatever libraries make of it on the way, and it leaves nothing behind."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Never

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from collabnet.progress import Progress

STOPPED = 130
"""What a command ends with after Ctrl-C, as a shell counts it: 128 and the number of the signal."""


class _CtrlC:
    """Ctrl-C, and whether it was pressed."""

    pressed = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.pressed = True
        raise KeyboardInterrupt


_ctrl_c = _CtrlC()


def pressed() -> bool:
    """Say whether Ctrl-C was pressed: a stopped import may come out as ``ImportError``, a worker as a broken pool."""
    return _ctrl_c.pressed


def heeding(progress: Progress) -> Progress:
    """Stop at the next step, too: an interrupt that falls into a compiler's callback is lost there."""

    def heed(step: str, done: int, total: int) -> None:
        if pressed():
            raise KeyboardInterrupt
        progress(step, done, total)

    return heed


@contextmanager
def ending_as_stopped() -> Iterator[None]:
    """Listen to Ctrl-C; once it was pressed, what fails was stopped."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _ctrl_c)
    try:
        yield
    except KeyboardInterrupt:
        _leave()
    except SystemExit as end:
        if pressed() and end.code:
            _leave()
        raise


def _leave() -> Never:
    """End at once: Python may crash when it tidies up after a compiler that was stopped halfway."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if "joblib" in sys.modules:
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(wait=True, kill_workers=True)
    atexit._run_exitfuncs()  # what os._exit would skip: locks and folders that workers shared
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # whoever read along may be gone
            stream.flush()
    os._exit(STOPPED)
