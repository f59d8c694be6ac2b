"""The studies at hand: what may be seen of each, the last few kept ready.

A shelf is passed into ``create_app``; nothing is kept in module variables, so two apps in one process share nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from collabnet.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from collabnet.views import Seen


class Shelf(Protocol):
    """Where the pages' studies come from."""

    @property
    def view(self) -> str:
        """Return what may be seen: ``researcher`` or ``shared``."""

    def titles(self) -> Mapping[str, str]:
        """Return the title of every study, by key."""

    def seen(self, study: str) -> Seen:
        """Return what may be seen of one study; CallError when there is none of that key."""

    def open(self, path: Path) -> str:
        """Read, analyse and keep a study; return its key. StudyError with all findings when it cannot be."""


class FewReady:
    """Keep the results of the last few questions; the one asked longest ago makes room.

    Parameters
    ----------
    room
        How many are kept.
    """

    def __init__(self, room: int = 4) -> None:
        self._room = room
        self._kept: OrderedDict[str, Seen] = OrderedDict()
        self._lock = RLock()

    def get(self, key: str, make: Callable[[], Seen]) -> Seen:
        """Return what is kept under a key, or make it now; two who ask at once wait for one making."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
            return self._kept[key]

    def forget(self, key: str) -> None:
        """Drop one."""
        with self._lock:
            self._kept.pop(key, None)

    def __len__(self) -> int:
        """Count those kept."""
        return len(self._kept)


class FixedShelf:
    """A shelf of studies that are there already: for tests, and for showing one analysis from Python."""

    def __init__(self, studies: Mapping[str, Seen], *, view: str = "researcher") -> None:
        self._studies = dict(studies)
        self.view = view

    def titles(self) -> Mapping[str, str]:
        """Return the title of every study, by key."""
        return {key: seen.settings.title or key for key, seen in self._studies.items()}

    def seen(self, study: str) -> Seen:
        """Return what may be seen of one study."""
        if study not in self._studies:
            raise CallError(f"Expected a study that is open, found {study!r}. Choose one from the first page.")
        return self._studies[study]

    def open(self, path: Path) -> str:
        """Refuse: this shelf holds what it was given."""
        raise CallError(f"Expected a workspace to open {path.name}, found a fixed set of studies. Start collabnet dashboard.")
