"""Studies that many tests read."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study full of secrets and traps."""
    return _hostile().write_hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def analysed_tiny(tiny: Path) -> Any:
    """Return the analysis of the hand-made study, made once: an analysis never changes."""
    return _analysed(tiny)


@pytest.fixture(scope="session")
def analysed_sample(sample: Path) -> Any:
    """Return the analysis of the invented study, made once."""
    return _analysed(sample)


@pytest.fixture(scope="session")
def analysed_hostile(hostile: Path) -> Any:
    """Return the analysis of the study full of secrets and traps, made once."""
    return _analysed(hostile)


def _analysed(folder: Path) -> Any:
    import collabnet

    return collabnet.analyse(folder)


def _hostile() -> Any:
    """Load the helper beside this file: tests are no package."""
    specification = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
