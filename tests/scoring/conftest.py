"""Studies made by hand, and the scores of the tiny one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from collabnet.network import Network
from collabnet.reading import read
from tests.network.conftest import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

Row = dict[str, Any]


@pytest.fixture(scope="session")
def network() -> Callable[..., Network]:
    def build(*args: Any, **options: Any) -> Network:
        return Network.from_study(make(*args, **options))

    return build


@pytest.fixture(scope="session")
def tiny_network(tiny: Path) -> Network:
    return Network.from_study(read(tiny))


@pytest.fixture(scope="session")
def one() -> Callable[..., pd.Series[Any]]:
    """Return the one row of a table with these values."""

    def pick(frame: pd.DataFrame, **values: Any) -> pd.Series[Any]:
        for name, value in values.items():
            frame = frame[frame[name] == value]
        assert len(frame) == 1, frame.to_string()
        return frame.iloc[0]

    return pick
