"""Writing that either happens or does not: beside the place first, then moved there; nothing half-written stays."""

from __future__ import annotations

import os
import shutil
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from collabnet.exports._target import target, unwritable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from collabnet.exports._target import Target


@contextmanager
def written(
    path: Path, *, folder: bool, inputs: Collection[Path] = (), only: Collection[str] | None = None
) -> Iterator[Path]:
    """Give a place to write to, and move what was written to ``path`` when all went well.

    A folder that is already there keeps its other files, but none that an earlier run wrote and this one does not. On
    any failure, an interrupt included, everything is as it was.

    Parameters
    ----------
    path, folder, inputs, only
        The file or folder, and what must not be touched: see :func:`~collabnet.exports._target.target`.

    Raises
    ------
    CollabnetError
        When it cannot be written there.
    """
    beside: Path | None = None
    made: list[Path] = []
    try:
        place = target(path, folder=folder, inputs=inputs, only=only)
        made = [parent for parent in place.path.parents if not parent.exists()]
        place.path.parent.mkdir(parents=True, exist_ok=True)
        beside = _beside(place)
        if folder:
            beside.mkdir()
        yield beside
        _move(beside, place)
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from error
    finally:
        if beside is not None:
            _remove(beside)
        for parent in made:
            with suppress(OSError):  # only those that stayed empty can go
                parent.rmdir()


def _beside(place: Target) -> Path:
    """Return a place on the same disk: in a folder that is there, for its parent may not be one to write in."""
    home = place.path if place.folder and place.path.is_dir() else place.path.parent
    return home / f".collabnet.{uuid.uuid4().hex[:12]}.part"


def _move(beside: Path, place: Target) -> None:
    if place.folder and place.path.is_dir():
        _exchange(beside, place)
    else:
        beside.replace(place.path)


def _exchange(beside: Path, place: Target) -> None:
    """Put new files in the place of those of an earlier run: all of them, or none."""
    new = sorted(file.name for file in beside.iterdir())
    place.check_names(new)
    old = [name for name in dict.fromkeys((*new, *place.earlier)) if os.path.lexists(place.path / name)]
    aside = beside.with_suffix(".old")
    aside.mkdir()
    moves = [(place.path / name, aside / name) for name in old]
    moves += [(beside / name, place.path / name) for name in new]
    begun: list[tuple[Path, Path]] = []
    try:
        for source, goal in moves:
            begun.append((source, goal))
            source.replace(goal)
    except BaseException:
        for source, goal in reversed(begun):
            if not os.path.lexists(source) and os.path.lexists(goal):
                goal.replace(source)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _remove(beside: Path) -> None:
    if beside.is_dir():
        shutil.rmtree(beside, ignore_errors=True)
    else:
        with suppress(OSError):
            beside.unlink()
