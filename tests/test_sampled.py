"""Path measures from a sample of sources."""

from __future__ import annotations

import numpy as np
import pytest

from collabnet import measures
from collabnet.errors import CallError
from collabnet.sampled import KEYS, sampled_measures
from tests.measures.conftest import both_kinds, random_layer

LAYERS = both_kinds()


@pytest.mark.parametrize("name", LAYERS)
def test_from_all_sources_the_values_are_exact(name: str) -> None:
    layer = LAYERS[name]
    keys = [key for key in KEYS if key in measures.applicable(layer, "organisation")]
    found = sampled_measures(layer, keys, sources=max(layer.n, 2))
    for key in keys:
        exact = measures.measure(layer, [key])[key].to_numpy()
        for column in (key, f"{key}_low", f"{key}_high"):
            np.testing.assert_allclose(found[column], exact, atol=1e-9)


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("key", KEYS)
def test_samples_are_right_on_average_and_intervals_hold_the_truth(key: str, directed: bool) -> None:
    layer = random_layer(3, directed=directed, size=38, ties=150)
    exact = _exact(layer, key)
    runs = [sampled_measures(layer, [key], sources=12, seed=seed) for seed in range(150)]
    values = np.array([run[key] for run in runs])
    error = values.std(axis=0) / np.sqrt(len(runs))
    assert (np.abs(values.mean(axis=0) - exact) <= 4 * error + 1e-9).all()
    inside = [(run[f"{key}_low"] - 1e-9 <= exact) & (exact <= run[f"{key}_high"] + 1e-9) for run in runs]
    assert np.mean(inside, axis=0).min() >= 0.95


def _exact(layer, key):  # type: ignore[no-untyped-def]
    """Return the measure, also where the record leaves it out for layers without direction."""
    return sampled_measures(layer, [key], sources=layer.n)[key].to_numpy()


def test_more_sources_make_intervals_narrower() -> None:
    layer = random_layer(1, directed=True, size=38, ties=200)
    few, many = (sampled_measures(layer, ["betweenness"], sources=count) for count in (10, 30))
    width = [float((frame["betweenness_high"] - frame["betweenness_low"]).mean()) for frame in (few, many)]
    assert width[1] < width[0]


def test_the_same_seed_gives_the_same_sample() -> None:
    layer = random_layer(1, directed=True)
    assert sampled_measures(layer, sources=5).equals(sampled_measures(layer, sources=5))


@pytest.mark.parametrize(("keys", "sources"), [(("degree",), 10), (KEYS, 1)])
def test_what_cannot_be_sampled_is_refused_in_a_sentence(keys: tuple[str, ...], sources: int) -> None:
    with pytest.raises(CallError, match=r"Expected .* found"):
        sampled_measures(random_layer(1, directed=True), keys, sources=sources)
