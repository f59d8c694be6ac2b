"""The vertex bootstrap: what simulation says of it, what is the same in both waves, and what cannot be drawn."""

from __future__ import annotations

import numpy as np
import pytest

from collabnet import inference
from collabnet.errors import CallError
from collabnet.network import Layer

NAMES = [f"o{number:02}" for number in range(20)]


def layer_of(grid: np.ndarray, **about: object) -> Layer:
    edges = [(NAMES[row], NAMES[column]) for row, column in zip(*np.nonzero(grid), strict=True)]
    return Layer.from_edges(edges, NAMES[: len(grid)], **about)


def density(layer: Layer) -> float:
    return layer.m / layer.possible


def independent(random: np.random.Generator) -> Layer:
    grid = random.random((20, 20)) < 0.25
    np.fill_diagonal(grid, False)
    return layer_of(grid)


def test_its_standard_error_is_that_of_published_simulations() -> None:
    """Twenty organisations, a quarter of pairs tied at random: .036 on average (methods, §4.5)."""
    random = np.random.default_rng(3)
    errors = [inference.vertex_bootstrap(independent(random), density, draws=80).standard_error for _ in range(12)]
    assert np.mean(errors) == pytest.approx(0.0356, abs=0.003)


def test_a_network_drawn_keeps_pairs_whole_and_gives_copies_a_random_pair() -> None:
    grid = np.zeros((8, 8), dtype=bool)
    grid[0, 1] = grid[1, 0] = grid[2, 3] = grid[3, 2] = grid[4, 0] = True
    seen: list[Layer] = []

    def remember(layer: Layer) -> float:
        seen.append(layer)
        return density(layer)

    found = inference.vertex_bootstrap(layer_of(grid), remember, draws=400)
    assert found.statistic == "remember"
    assert all(layer.n == 8 for layer in seen[1:])
    assert np.mean(found.drawn) == pytest.approx(density(layer_of(grid)), abs=0.02)
    assert found.low == pytest.approx(2 * found.estimate - found.high)


def test_a_measure_is_asked_for_by_its_key_and_its_interval_stays_inside_its_limits() -> None:
    layer = Layer.from_edges([("a", "b")], ["c", "d", "e"])
    found = inference.vertex_bootstrap(layer, "density", draws=100)
    assert found.estimate == 0.05
    assert found.low == 0
    assert found.estimate < found.high <= 1


def test_means_over_pairs_are_not_shifted_by_drawing_and_raise_no_remark() -> None:
    layer = independent(np.random.default_rng(4))
    for statistic in (density, "reciprocity"):
        found = inference.vertex_bootstrap(layer, statistic, draws=500)
        assert found.bias == pytest.approx(np.mean(found.drawn) - found.estimate)
        assert abs(found.bias) < 0.2 * found.standard_error
        assert found.remarks == ()


def test_numbers_that_hang_on_paths_are_shifted_by_drawing_and_say_so() -> None:
    ring = Layer.from_edges([(NAMES[place], NAMES[(place + 1) % 20]) for place in range(20)], directed=False)
    found = inference.vertex_bootstrap(ring, "connectedness", draws=100)
    assert found.estimate == 1
    assert found.bias < -0.25 * found.standard_error
    (told,) = found.remarks
    assert told.code == "biased"
    assert told.text().startswith(f"connectedness is {np.mean(found.drawn):.3g} on average in networks drawn and 1 in")


def test_draws_without_a_number_are_left_out_and_told() -> None:
    layer = layer_of(np.eye(4, k=1, dtype=bool))

    def known(layer: Layer) -> float:
        return np.nan if layer.m == 2 else 1.0

    found = inference.vertex_bootstrap(layer, known, draws=100)
    assert found.undefined > 0
    assert [(one.code, one.facts["count"]) for one in found.remarks] == [("blank", str(found.undefined))]


def test_a_difference_has_the_bias_of_its_own_draws() -> None:
    first, second = (independent(np.random.default_rng(seed)) for seed in (1, 2))
    found = inference.paired_bootstrap(first, second, density, draws=200)
    assert found.bias == pytest.approx(found.second.bias - found.first.bias)
    assert found.remarks == ()
    star = Layer.from_edges([(NAMES[0], name) for name in NAMES[1:]], directed=False)
    ring = Layer.from_edges([(NAMES[place], NAMES[(place + 1) % 20]) for place in range(20)], directed=False)
    assert inference.paired_bootstrap(star, ring, "compactness", draws=60).remarks[0].code == "biased"


def test_strengths_attributes_and_processes_are_drawn_along() -> None:
    import pandas as pd

    sector = pd.DataFrame({"sector": list("xxyy")}, index=list("abcd"))
    layer = Layer.from_edges([("a", "b", 3), ("c", "d", 2)], "abcd", attributes=sector, required=[("a", "c", 0.5)])
    seen: list[Layer] = []

    def remember(layer: Layer) -> float:
        seen.append(layer)
        return float(layer.strength.sum())

    inference.vertex_bootstrap(layer, remember, draws=30)
    assert {2.0, 3.0} >= {strength for layer in seen for strength in layer.strength}
    assert all(list(layer.attributes.index) == list(layer.organisations) for layer in seen)
    assert {weight for layer in seen for weight in layer.required_weight} == {0.5}


def test_two_equal_waves_differ_by_nothing_in_every_draw() -> None:
    layer = independent(np.random.default_rng(1))
    found = inference.paired_bootstrap(layer, layer, "reciprocity", draws=50)
    assert (found.difference, found.standard_error, found.z, found.p) == (0, 0, 0, 1)


def test_pairing_takes_out_what_belongs_to_the_organisations() -> None:
    random = np.random.default_rng(5)
    busy = random.normal(scale=1.5, size=(20, 1)) + random.normal(scale=1.5, size=20)
    first, second = (layer_of((busy + random.normal(size=(20, 20)) > 2) & ~np.eye(20, dtype=bool)) for _ in range(2))
    found = inference.paired_bootstrap(first, second, density, draws=200)
    alone = np.hypot(found.first.standard_error, found.second.standard_error)
    assert found.standard_error < 0.75 * alone
    assert found.low < found.difference < found.high
    assert found.z == pytest.approx(found.difference / found.standard_error)


def test_organisations_of_one_wave_alone_are_left_out_and_named() -> None:
    first = Layer.from_edges([("a", "b"), ("b", "c"), ("c", "d")], ["x"])
    second = Layer.from_edges([("a", "b"), ("c", "a")], ["d", "y"])
    found = inference.paired_bootstrap(first, second, density, draws=50)
    assert found.left_out == ("x", "y")
    assert (found.first.estimate, found.second.estimate) == (3 / 12, 2 / 12)


def test_the_same_seed_gives_the_same_bytes() -> None:
    layer = independent(np.random.default_rng(2))
    first, again, other = (inference.vertex_bootstrap(layer, density, draws=40, seed=seed).drawn for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes() != other.tobytes()


SOME = Layer.from_edges([("a", "b"), ("b", "c"), ("c", "d")])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: inference.vertex_bootstrap(SOME, "betweenness"), "about each organisation"),
        (lambda: inference.vertex_bootstrap(SOME, "nonsense"), "found 'nonsense'"),
        (lambda: inference.vertex_bootstrap(SOME, "confirmation_rate"), "Expected a measure among"),
        (lambda: inference.vertex_bootstrap(Layer.from_edges([("a", "b")])), "at least 3 organisations"),
        (lambda: inference.vertex_bootstrap(SOME, "transitivity", draws=1), "from 2 to"),
        (lambda: inference.vertex_bootstrap(Layer.from_edges([], "abcd"), "transitivity"), "has a value"),
        (
            lambda: inference.vertex_bootstrap(SOME, lambda layer: np.nan if layer.n and layer.m != 3 else 1.0),
            "in most",
        ),
        (lambda: inference.vertex_bootstrap(SOME, seed=-1), "seed of 0"),
        (lambda: inference.paired_bootstrap(SOME, SOME.undirected()), "one of each"),
        (lambda: inference.paired_bootstrap(SOME, Layer.from_edges([("x", "a")], "yz")), "found 1"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(call, said: str) -> None:
    with pytest.raises(CallError, match=said):
        call()
