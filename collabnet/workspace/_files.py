"""The files of a study: what they are, whether they changed, and where a stored copy lies."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from collabnet.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Stamp = tuple[tuple[str, int, int], ...]


def stamp(place: Path) -> Stamp:
    """Return name, size and time of every file of a study: cheap to ask before each page."""
    found = []
    for path in _files(place):
        state = path.stat()
        found.append((path.name, state.st_size, state.st_mtime_ns))
    return tuple(found)


def fingerprint(place: Path, *facts: str) -> str:
    """Return a SHA-256 over the contents of a study's files and whatever else decides its numbers."""
    whole = hashlib.sha256()
    for path in _files(place):
        with path.open("rb") as file:
            whole.update(f"{path.name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\0".encode())
    for fact in facts:
        whole.update(f"{fact}\0".encode())
    return whole.hexdigest()


def slug(words: str) -> str:
    """Return words as a part of an address: lower case, letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "study"


@contextmanager
def received(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write files that a person dropped into a new folder, which goes again unless it is taken away meanwhile.

    Raises
    ------
    CallError
        When there are none, or two have one name.
    """
    names = {name: PurePosixPath(name.replace("\\", "/")).name for name in files}
    if not files or any(name in {"", ".", ".."} or "\0" in name for name in names.values()):
        raise CallError("Expected at least one file with a name, found none. Choose the files of the study.")
    if len({name.casefold() for name in names.values()}) < len(names):
        raise CallError("Expected files with different names, found two with the same. Choose the files of one study.")
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="incoming-", dir=folder))
    try:
        for name, content in files.items():
            (place / names[name]).write_bytes(content)
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def place_in(folder: Path) -> Path:
    """Return what a reader is to be given: the folder, or the file itself when it is the only one."""
    files = _files(folder)
    return files[0] if len(files) == 1 else folder


def removed(place: Path) -> None:
    """Remove a stored copy."""
    shutil.rmtree(place, ignore_errors=True)


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted((path for path in place.iterdir() if path.is_file()), key=lambda path: path.name)
    if place.is_file():
        return [place]
    raise CallError(f"Expected the study at {place}, found nothing there. It was moved or removed: open it again.")
