"""Where the invented studies are that come along: beside the code in a checkout, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path

from collabnet.errors import CollabnetError

SAMPLE = "transition"
"""The sample that opens when none is named."""

STUDIES = frozenset({".csv", ".xlsx"})
"""How the name of a study in one file ends."""


def sample(name: str = SAMPLE) -> Path:
    """Return where an invented study lies.

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
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    names = [path.name for path in found if path.is_dir() or path.suffix in STUDIES]
    return tuple(sorted(names, key=lambda name: (name != SAMPLE, name)))


def _folder() -> Path:
    package = Path(__file__).parent
    inside, beside = package / "sample_data", package.parent / "sample_data"
    return inside if inside.is_dir() else beside
