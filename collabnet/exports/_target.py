"""Whether something may be written to a place: never over what a study was read from, never over what is no file.

The one place that decides it. In a folder of results the manifest of an earlier run names the files that the run
wrote: these, and no others, may be replaced, and those that the new run does not write are removed, so that no table
of one view stays under the manifest of another.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from collabnet.errors import CallError, CollabnetError
from collabnet.exports._manifest import MANIFEST_FILE
from collabnet.tables import tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SUFFIXES: Final = frozenset({".csv", ".parquet", ".dta", ".sav", ".tex", ".md"})
"""How the files end that formats write into a folder."""

SHOWN: Final = 3
"""File names that a sentence lists."""


@dataclass(frozen=True)
class Target:
    """A place that may be written to.

    Attributes
    ----------
    path
        Where it is, links followed.
    folder
        Whether it is a folder of files.
    earlier
        The files in it that an earlier run wrote.
    inputs
        What the study was read from: never written to.
    """

    path: Path
    folder: bool
    earlier: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = ()

    def check_names(self, names: Iterable[str]) -> None:
        """Refuse to write files of these names into the folder where something stands that is not to be replaced."""
        for place in (self.path / name for name in (*names, *self.earlier)):
            _no_input(place, self.inputs)
            if place.exists() and not place.is_file():
                kind = "folder" if place.is_dir() else "device"
                raise CallError(f"Expected a file {place} or none, found a {kind}. Give another folder.")


def target(path: Path, *, folder: bool, inputs: Collection[Path] = (), only: Collection[str] | None = None) -> Target:
    """Return a place as one that may be written to.

    Parameters
    ----------
    path
        The file, or the folder of files; it need not be there.
    folder
        Whether it is a folder.
    inputs
        What the study was read from (:attr:`~collabnet.study.Study.read_from`).
    only
        The files that will be written, where a folder that an earlier run filled with others is to be left alone.

    Raises
    ------
    CallError
        When something stands there that must stay.
    CollabnetError
        When nothing can be written there.
    """
    try:
        place = Path(os.path.realpath(path))
        _reachable(place)
        _no_input(place, inputs)
        if folder:
            return _folder(place, inputs, only)
        _file(place)
        return Target(place, folder, (), tuple(inputs))
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from error


def unwritable(path: Path, reason: str) -> CollabnetError:
    """Return what to raise when something cannot be written, with what to do."""
    return CollabnetError(f"{path} could not be written ({reason}). Give another place, or make room.")


def _folder(place: Path, inputs: Collection[Path], only: Collection[str] | None) -> Target:
    if place.exists() and not place.is_dir():
        kind = "file" if place.is_file() else "device"
        raise CallError(f"Expected a folder to write to, found the {kind} {place}. Give another name.")
    earlier = earlier_files(place)
    _nothing_of_others(place, earlier)
    strangers = [name for name in earlier if only is not None and name not in (*only, MANIFEST_FILE)]
    if strangers:
        raise CallError(
            f"Expected a folder without other results, found {_listed(strangers)} in {place}. Give another folder."
        )
    found = Target(place, True, earlier, tuple(inputs))
    found.check_names(())
    return found


def earlier_files(folder: Path) -> tuple[str, ...]:
    """Return the files in a folder that an earlier run wrote, as its manifest says.

    Raises
    ------
    CallError
        When the manifest is not one of an earlier run.
    """
    place = folder / MANIFEST_FILE
    if not os.path.lexists(place):
        return ()
    try:
        told = json.loads(place.read_bytes()) if place.is_file() else None
    except (ValueError, RecursionError):
        told = None
    listed = told.get("files") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        raise CallError(
            f"Expected an empty folder or the results of an earlier run, found {place}, which does not say what an "
            "earlier run wrote. Give another folder, or empty this one."
        )
    ours = {str(name) for name in listed if is_result(str(name))}
    return tuple(sorted(name for name in {*ours, MANIFEST_FILE} if os.path.lexists(folder / name)))


def is_result(name: str) -> bool:
    """Return whether a file is called as one that a run writes into a folder of results."""
    if Path(name).name != name:
        return False
    stem, suffix = os.path.splitext(name.casefold())  # noqa: PTH122 - a name, no path
    return (suffix in SUFFIXES and stem in {*tables(), "codebook"}) or name == MANIFEST_FILE


def _nothing_of_others(folder: Path, earlier: tuple[str, ...]) -> None:
    """Refuse a folder with results that no manifest lists: whose they are, and what view they show, nobody knows."""
    if not folder.is_dir():
        return
    here = sorted(entry.name for entry in folder.iterdir() if is_result(entry.name))
    others = [name for name in here if name not in earlier]
    if others:
        raise CallError(
            f"Expected an empty folder or the results of an earlier run, found {_listed(others)} in {folder}, which "
            f"no {MANIFEST_FILE} lists. Give another folder, or empty this one."
        )


def _file(place: Path) -> None:
    if place.is_dir():
        raise CallError(f"Expected a file to write to, found the folder {place}. Give the name of a file in it.")
    if place.exists() and not place.is_file():
        raise CallError(f"Expected a file to write to, found {place}, a device or the like. Give the name of a file.")


def _reachable(place: Path) -> None:
    """Refuse what lies below a file, or where this person may not write."""
    above = next(parent for parent in place.parents if os.path.lexists(parent)) if place.name else place
    reason = "" if above.is_dir() else f"{above} is a file"
    held = place if place.is_dir() else above
    if not reason and not os.access(held, os.W_OK):
        reason = f"no right to write in {held}"
    if reason:
        raise unwritable(place, reason)


def _no_input(place: Path, inputs: Iterable[Path]) -> None:
    for one in inputs:
        if place == one or (place.exists() and one.exists() and place.samefile(one)):
            kind = "folder" if one.is_dir() else "file"
            raise CallError(
                f"Expected a place of its own for what is written, found the {kind} {place}, from which the study is "
                "read. Give another name."
            )


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
