"""The hand-made studies of the network's tests."""

from __future__ import annotations

from tests.network.conftest import network, study

__all__ = ["network", "study"]
