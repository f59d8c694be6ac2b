"""Small networks of every shape that breaks careless code, and random ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from collabnet.network import Layer, Network
from tests.network.conftest import make

if TYPE_CHECKING:
    from collections.abc import Callable

SECTORS = ("", "housing", "legal")
NAMES = [f"o{number:02d}" for number in range(40)]


def random_layer(seed: int, *, directed: bool, size: int = 24, ties: int = 60) -> Layer:
    random = np.random.default_rng(seed)
    pairs = [(a, b) for a, b in random.integers(0, size, (ties, 2)) if a != b]
    edges = [(NAMES[a], NAMES[b], float(random.integers(1, 5))) for a, b in pairs]
    wanted = [(NAMES[0], NAMES[size - 1], 0.5), (NAMES[1], NAMES[2], 1.0)]
    sectors = pd.DataFrame({"sector": [SECTORS[i] for i in random.integers(0, 3, size + 2)]}, index=NAMES[: size + 2])
    return Layer.from_edges(edges, NAMES[: size + 2], directed=directed, required=wanted, attributes=sectors)


def complete(size: int) -> list[tuple[str, str]]:
    return [(a, b) for a in NAMES[:size] for b in NAMES[:size] if a != b]


def shapes(*, directed: bool) -> dict[str, Layer]:
    star = [(NAMES[0], other) for other in NAMES[1:6]]
    ring = [(NAMES[i], NAMES[(i + 1) % 6]) for i in range(6)]
    triangles = [("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x")]
    drawn = {
        "nobody": ([], []),
        "alone": ([], ["a"]),
        "two without a tie": ([], ["a", "b"]),
        "two with a tie": ([("a", "b")], []),
        "no ties": ([], NAMES[:5]),
        "star": (star, []),
        "star with isolates": (star, NAMES[:9]),
        "complete": (complete(6), []),
        "ring": (ring, []),
        "two triangles and an isolate": (triangles, ["q"]),
        "path": ([("a", "b"), ("b", "c"), ("c", "d")], []),
    }
    return {name: sectored(edges, more, directed=directed) for name, (edges, more) in drawn.items()}


def sectored(edges: list[tuple[str, str]], more: list[str], *, directed: bool) -> Layer:
    """Make a layer whose organisations are in two sectors by turns."""
    names = sorted({*more, *(name for edge in edges for name in edge)})
    sectors = pd.DataFrame({"sector": [SECTORS[1 + place % 2] for place in range(len(names))]}, index=names)
    return Layer.from_edges(edges, more, directed=directed, attributes=sectors)


def both_kinds() -> dict[str, Layer]:
    found: dict[str, Layer] = {}
    for directed in (True, False):
        kind = "directed" if directed else "undirected"
        found |= {f"{name}, {kind}": layer for name, layer in shapes(directed=directed).items()}
        found |= {f"random {seed}, {kind}": random_layer(seed, directed=directed) for seed in range(4)}
    return found


@pytest.fixture(scope="session")
def network_of() -> Callable[..., Network]:
    """Make a network from statements said by hand."""

    def build(*args: Any, **options: Any) -> Network:
        return Network.from_study(make(*args, **options))

    return build
