"""Writing that either happens or does not: beside the place first, then moved there; nothing half-written stays."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from collabnet.errors import CallError, CollabnetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def written(path: Path, *, folder: bool) -> Iterator[Path]:
    """Give a place to write to, and move what was written to ``path`` when all went well.

    A folder that is already there keeps its other files. On any failure, an interrupt included, nothing is left.

    Raises
    ------
    CollabnetError
        When it cannot be written there.
    """
    _fits(path, folder=folder)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if folder:
            beside.mkdir()
        yield beside
        _move(beside, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CollabnetError(f"{path} could not be written ({reason}). Give another place, or make room.") from error
    finally:
        _remove(beside)


def _fits(path: Path, *, folder: bool) -> None:
    if folder and path.is_file():
        raise CallError(f"Expected a folder to write to, found the file {path}. Give another name.")
    if not folder and path.is_dir():
        raise CallError(f"Expected a file to write to, found the folder {path}. Give the name of a file in it.")


def _move(beside: Path, path: Path) -> None:
    if beside.is_dir() and path.is_dir():
        for file in sorted(beside.iterdir()):
            file.replace(path / file.name)
    else:
        beside.replace(path)


def _remove(beside: Path) -> None:
    if beside.is_dir():
        shutil.rmtree(beside, ignore_errors=True)
    else:
        with suppress(OSError):
            beside.unlink()
