"""Gaps of studies made by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collabnet.gaps import GapContext, GapFinding, Question, gap_kinds
from collabnet.network import Network
from collabnet.scoring import scores
from tests.network.conftest import make

Finder = Callable[..., list[Any]]


def context_of(*args: Any, **options: Any) -> GapContext:
    network = Network.from_study(make(*args, **options))
    return GapContext(network, scores(network))


@pytest.fixture(scope="session")
def find() -> Finder:
    """Return what one kind finds in a study made by hand."""

    def found_by(kind: str, *args: Any, **options: Any) -> list[GapFinding | Question]:
        return list(gap_kinds()[kind].find(context_of(*args, **options)))

    return found_by
