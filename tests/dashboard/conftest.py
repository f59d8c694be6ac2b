from __future__ import annotations

import pytest

from tests.dashboard.fakes import FakeSeen


@pytest.fixture
def seen() -> FakeSeen:
    return FakeSeen()
