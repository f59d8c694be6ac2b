"""What the room promises, proven of every measure in it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from collabnet import errors, measures, registry
from collabnet.network import Layer
from tests.measures.conftest import both_kinds, random_layer

ROOM = Path(measures.__file__).parent
LAYERS = both_kinds()
KEYS = list(measures.measures())
OF_ORGANISATIONS = [key for key, it in measures.measures().items() if it.level == "organisation"]
NOTHING_TO_COMPARE = {key for key, it in measures.measures().items() if it.of_reports} | {
    "ladder_broken", "clique_overlap_multiplex", "centralisation_closeness",
}  # fmt: skip
"""What needs two sides' reports, several processes, or a network in one piece has no value on random layers."""
DIRECTIONS = [(key, directed) for key, it in measures.measures().items() for directed in (True, False)
              if it.directed == "either" or (it.directed == "directed") == directed]  # fmt: skip


def layers_for(key: str) -> list[tuple[str, Layer]]:
    """Return the shapes a measure is defined for; one test walks them all, since there are many measures."""
    return [(name, layer) for name, layer in LAYERS.items() if measures.measures()[key].applies_to(layer)]


def value(layer: Layer, key: str) -> pd.Series:
    """Return the numbers of one measure, a single one as a Series of one."""
    if measures.measures()[key].level == "organisation":
        return measures.measure(layer, [key])[key]
    return measures.network_measures(layer, [key])["value"]


def fresh(layer: Layer) -> Layer:
    return Layer(layer.organisations, layer.source, layer.target, layer.strength, layer.directed)


@pytest.mark.parametrize("key", OF_ORGANISATIONS)
def test_a_measure_returns_a_float_series_on_the_layers_own_index(key) -> None:
    for name, layer in layers_for(key):
        needed = {need: value(layer, need) for need in measures.measures()[key].needs}
        series = measures.measures()[key].compute(layer, **needed)
        assert isinstance(series, pd.Series), name
        assert series.index is layer.organisations or series.index.equals(layer.organisations), name
        assert series.dtype == np.float64, name


@pytest.mark.parametrize("key", KEYS)
def test_a_measure_stays_inside_its_limits(key) -> None:
    low, high = measures.measures()[key].limits
    for name, layer in layers_for(key):
        numbers = value(layer, key).dropna()
        assert ((numbers >= low - 1e-12) & (numbers <= high + 1e-12)).all(), name


@pytest.mark.parametrize("key", KEYS)
def test_a_measure_is_never_infinite_and_nan_only_where_it_says_so(key) -> None:
    it = measures.measures()[key]
    for name, layer in layers_for(key):
        numbers = value(layer, key)
        assert not np.isinf(numbers).any(), name
        if numbers.isna().any():
            assert "NaN" in (inspect.getdoc(it.compute) or ""), name


@pytest.mark.parametrize("key", OF_ORGANISATIONS)
def test_isolates_get_what_the_record_says(key) -> None:
    it = measures.measures()[key]
    for name, layer in layers_for(key):
        tied = np.concatenate([layer.source, layer.target])
        isolates = np.setdiff1d(np.arange(layer.n), tied)
        numbers = value(layer, key).to_numpy()[isolates]
        if it.isolates == "0":
            assert (numbers == 0).all(), name
        elif it.isolates.startswith("no value"):
            assert np.isnan(numbers).all(), name
        else:
            assert it.isolates == "the smallest value in the network"
            known = numbers[~np.isnan(numbers)]
            assert (known <= value(layer, key).min() + 1e-15).all(), name
            assert len(known) == len(numbers) or layer.n < 3, name


@pytest.mark.parametrize(("key", "directed"), DIRECTIONS)
@pytest.mark.parametrize("seed", range(3))
def test_relabelling_gives_the_same_numbers_to_twelve_decimals(key, directed, seed) -> None:
    layer = random_layer(seed, directed=directed)
    order = np.random.default_rng(seed).permutation(layer.n)
    ids = layer.organisations
    name = {ids[i]: f"n{order[i]:02d}" for i in range(layer.n)}
    edges = [
        (name[ids[s]], name[ids[t]], w) for s, t, w in zip(layer.source, layer.target, layer.strength, strict=True)
    ]
    wanted = [(name[ids[s]], name[ids[t]], w) for s, t, w in
              zip(layer.required_source, layer.required_target, layer.required_weight, strict=True)]  # fmt: skip
    about = layer.attributes.rename(index=name)
    other = Layer.from_edges(edges, name.values(), directed=directed, required=wanted, attributes=about)
    first, second = value(layer, key), value(other, key)
    assert first.notna().any() or key in NOTHING_TO_COMPARE
    if measures.measures()[key].level == "organisation":
        second = second[[name[id_] for id_ in ids]].set_axis(ids)
    np.testing.assert_allclose(first.to_numpy(), second.to_numpy(), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("key", "directed"), DIRECTIONS)
def test_the_layer_is_untouched(key, directed) -> None:
    layer = random_layer(7, directed=directed)
    before = [layer.source.copy(), layer.target.copy(), layer.strength.copy(), layer.organisations.copy()]
    value(layer, key)
    for array, copy in zip((layer.source, layer.target, layer.strength, layer.organisations), before, strict=True):
        assert np.array_equal(array, copy)


@pytest.mark.parametrize(("key", "directed"), DIRECTIONS)
def test_computing_again_gives_the_same_bytes(key, directed) -> None:
    layer = random_layer(8, directed=directed)
    again = random_layer(8, directed=directed)
    assert value(layer, key).to_numpy().tobytes() == value(again, key).to_numpy().tobytes()


def with_and_without_its_word(seed: int, *, directed: bool) -> tuple[Layer, Layer]:
    """Return a layer in which one organisation names nobody, and the same with ties that it alone could name."""
    random = np.random.default_rng(seed)
    ids = [f"o{place}" for place in range(9)]
    sectors = pd.DataFrame({"sector": [f"s{place % (2 + seed % 2)}" for place in range(9)]}, index=ids)
    dense = (0.12, 0.3)[seed % 2]
    pairs = [(one, other) for one in ids for other in ids if (one != other if directed else one < other)]
    named_by_others = [pair for pair in pairs if pair[0] != ids[0] and random.random() < dense]
    if not directed:
        named_by_others.append((ids[0], ids[1]))
    own = [(ids[0], other) for other in ids[2:] if random.random() < 0.5] or [(ids[0], ids[5])]
    return tuple(
        Layer.from_edges(edges, ids, directed=directed, attributes=sectors)
        for edges in (named_by_others, named_by_others + own)
    )


@pytest.mark.parametrize("directed", [True, False])
def test_a_measure_needs_the_word_of_an_organisation_where_ties_that_it_alone_could_name_change_its_value(
    directed,
) -> None:
    changed: set[str] = set()
    for seed in range(24):
        without, with_ = with_and_without_its_word(seed, directed=directed)
        keys = measures.applicable(without, "organisation")
        before, after = (measures.measure(layer, keys).iloc[0] for layer in (without, with_))
        same = np.isclose(before, after, rtol=0, atol=1e-9, equal_nan=True)
        changed |= set(before.index[~same])
    silent = Layer.from_edges([("a", "b")], ["c"], directed=directed, interviewed=[])
    declared = {key for key in keys if not measures.measures()[key].is_told(silent).any()}
    assert declared == changed


@pytest.mark.parametrize("key", KEYS)
def test_a_measure_says_what_it_is_in_words(key) -> None:
    it = measures.measures()[key]
    document = inspect.getdoc(it.compute) or ""
    assert it.sentence.endswith(".")
    assert not it.title.endswith(".")
    assert it.formula
    assert it.unit
    assert it.isolates
    assert "doi:10." in it.source or "PMC" in it.source
    assert "References\n----------" in document
    assert it.compute.__name__ == key


def test_titles_and_orders_are_told_apart() -> None:
    records = list(measures.measures().values())
    assert len({it.title for it in records}) == len(records)
    assert len({it.order for it in records}) == len(records)


def test_files_of_the_room_do_not_know_each_other_and_none_knows_igraph() -> None:
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(name == "igraph" or name.startswith("collabnet.measures.") for name in names), path


DROPPED = '''
from collabnet.measures import Measure

def dropped_in(layer, degree):
    """Count half the partners. From 0. References\\n----------\\ndoi:10.1/1."""
    return degree / 2

MEASURE = Measure(key="dropped_in", title="Half", sentence="Half the partners.", level="organisation", formula="k / 2",
    unit="organisations", limits=(0, float("inf")), isolates="0", source="doi:10.1/1", compute=dropped_in,
    needs=("degree",))
'''


@pytest.fixture
def drop(tmp_path, monkeypatch):
    """Put a file into the room, and take it out again."""

    def put(name: str, text: str) -> None:
        (tmp_path / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
        registry._inhabitants.cache_clear()

    monkeypatch.setattr(measures, "__path__", [*measures.__path__, str(tmp_path)])
    yield put
    registry._inhabitants.cache_clear()


def test_a_file_dropped_in_is_found_and_computed_with_what_it_needs(drop) -> None:
    drop("dropped_in", DROPPED)
    layer = random_layer(1, directed=True)
    frame = measures.measure(layer)
    assert frame["dropped_in"].tolist() == (frame["degree"] / 2).tolist()
    assert "dropped_in" in measures.applicable(layer, "organisation")


def test_two_files_with_one_key_are_refused(drop) -> None:
    drop("other_degree", DROPPED.replace('key="dropped_in"', 'key="degree"'))
    with pytest.raises(errors.CallError, match="'degree'"):
        measures.measures()


def test_measures_that_need_each_other_in_a_circle_are_refused(drop) -> None:
    drop("circle", DROPPED.replace('needs=("degree",)', 'needs=("dropped_in",)'))
    with pytest.raises(errors.CallError, match="circle"):
        measures.measure(random_layer(1, directed=True), ["dropped_in"])


def test_a_measure_that_needs_what_is_not_there_says_so(drop) -> None:
    drop("lonely", DROPPED.replace('needs=("degree",)', 'needs=("nothing",)'))
    with pytest.raises(errors.CallError, match="'nothing', which 'dropped_in' needs"):
        measures.measure(random_layer(1, directed=True), ["dropped_in"])
