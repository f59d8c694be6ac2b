"""Draws of the scoring model that outlive a run: one file each, named by a hash of all that decides them."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

KEPT: Final = 48
"""Files that are kept, those used last: eight studies, six fits each."""


class DrawFolder:
    """A folder of draws; never unpickled, and what cannot be read is made again.

    Parameters
    ----------
    folder
        Where the files lie; made when the first is kept.
    kept
        How many files are kept.
    """

    def __init__(self, folder: Path, kept: int = KEPT) -> None:
        self.folder, self.kept = folder, kept

    def get(self, key: str) -> Mapping[str, NDArray[np.float64]] | None:
        """Return the arrays of a key; nothing where there are none, or where the file is spoiled."""
        place = self._place(key)
        try:
            with np.load(place, allow_pickle=False) as file:
                found = {name: file[name] for name in file.files}
            os.utime(place)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            place.unlink(missing_ok=True)
            return None
        return found

    def put(self, key: str, arrays: Mapping[str, NDArray[np.float64]]) -> None:
        """Keep arrays under a key, whole or not at all; a disk that is full is no reason to fail."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    np.savez(file, allow_pickle=False, **dict(arrays))
                Path(name).replace(self._place(key))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            self._forget_old()
        except OSError:
            return

    def _place(self, key: str) -> Path:
        return self.folder / f"{key}.npz"

    def _forget_old(self) -> None:
        files = sorted(self.folder.glob("*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[self.kept :]:
            path.unlink(missing_ok=True)
