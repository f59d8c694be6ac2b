"""Networks that several tests of this stage are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from tests.network.conftest import network, study

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["network", "study"]


@pytest.fixture(scope="session")
def knoke(public_data: Path) -> dict[str, pd.DataFrame]:
    """Return the networks of Knoke's ten organisations, and what they have in common, as matrices."""
    nodes = pd.read_csv(public_data / "knoke" / "nodes.csv").set_index("id")
    edges = pd.read_csv(public_data / "knoke" / "edges.csv")
    found = {}
    for relation, rows in edges[edges["value"] > 0].groupby("relation"):
        found[str(relation)] = pd.DataFrame(0.0, index=nodes.index, columns=nodes.index)
        for source, target in rows[["source", "target"]].itertuples(index=False):
            found[str(relation)].loc[source, target] = 1.0
    sector, rating = nodes["sector"].to_numpy(object), nodes["rating"].to_numpy(float)
    for name, values in {
        "same_sector": (sector[:, None] == sector).astype(float),
        "rating_diff": np.abs(rating[:, None] - rating),
    }.items():
        found[name] = pd.DataFrame(values, index=nodes.index, columns=nodes.index)
    found["t(information)"] = found["information"].T
    return found


@pytest.fixture(scope="session")
def exact(public_data: Path) -> dict[tuple[str, str, str, str], float]:
    """Return what all 10! relabellings give: by test, term and statistic."""
    frame = pd.read_csv(public_data / "knoke" / "qap_exact.csv")
    keys = zip(frame["dataset"], frame["test"], frame["term"], frame["statistic"], strict=True)
    return dict(zip(keys, frame["value"], strict=True))


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(7)
