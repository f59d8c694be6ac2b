from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DRAWS
from tests.dashboard.fakes import FakeSeen


@pytest.fixture
def seen() -> FakeSeen:
    return FakeSeen()


@pytest.fixture(scope="session")
def analysed_first_day(sample: Path) -> Any:
    """Return the analysis of the one table that most people have on day one."""
    import collabnet

    return collabnet.analyse(sample.parent / "first_day.csv", draws=DRAWS)


@pytest.fixture(scope="session")
def researcher_sample(analysed_sample: Any) -> Any:
    """Return all of the invented study."""
    from collabnet.views import seen

    return seen(analysed_sample)


@pytest.fixture(scope="session")
def shared_sample(analysed_sample: Any) -> Any:
    """Return what others may see of the invented study."""
    from collabnet.views import seen

    return seen(analysed_sample, "shared")
