"""What the tests of structures share with those of measures."""

from __future__ import annotations

from tests.measures.conftest import network_of

__all__ = ["network_of"]
