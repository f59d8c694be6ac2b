"""Where the invented studies are that come along: beside the code in a checkout, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path

from collabnet.errors import CollabnetError

SAMPLE = "transition"
"""The sample that opens when none is named."""


def sample(name: str = SAMPLE) -> Path:
    """Return the folder of an invented study.

    Parameters
    ----------
    name
        One of :func:`samples`.

    Raises
    ------
    CollabnetError
        When this installation carries none of that name.
    """
    place = _folder() / name
    if not place.exists():
        raise CollabnetError(
            f"The sample study {name!r} is not in this installation. "
            "Install collabnet again, or name a study of your own."
        )
    return place


def samples() -> tuple[str, ...]:
    """Return the names of the invented studies, the one that opens first in front."""
    folder = _folder()
    names = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return tuple(sorted(names, key=lambda name: name != SAMPLE))


def _folder() -> Path:
    package = Path(__file__).parent
    inside, beside = package / "sample_data", package.parent / "sample_data"
    return inside if inside.is_dir() else beside
