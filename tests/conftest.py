"""Studies that many tests read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def tiny() -> Path:
    """Return the folder of the hand-made study with one tie in each state."""
    return ROOT / "tests" / "data" / "tiny"


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the folder of the invented study that ships with collabnet."""
    return ROOT / "sample_data" / "transition"


@pytest.fixture(scope="session")
def public_data() -> Path:
    """Return the folder of real networks with values computed by R, or skip where it is not there."""
    folder = Path(os.environ.get("COLLABNET_PUBLIC_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("The public networks are not here; set COLLABNET_PUBLIC_DATA to the folder that holds them.")
    return folder
