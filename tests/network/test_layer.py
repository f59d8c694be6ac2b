"""A layer is a value: arrays in canonical order, checked at birth, and read-only."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from collabnet import errors
from collabnet.network import Layer


def test_its_name_is_a_sentence() -> None:
    layer = Layer.from_edges([("a", "b")], ["c"], process="case_transfer", wave="2")
    assert repr(layer) == "<Layer of 'case_transfer' in wave '2': 3 organisations, 1 directed reported ties>"


def test_ties_are_sorted_and_a_tie_that_stands_twice_counts_once_with_its_larger_strength() -> None:
    layer = Layer.from_edges([("c", "a", 1), ("a", "b", 2), ("a", "b", 5)])
    assert layer.source.tolist() == [0, 2]
    assert layer.target.tolist() == [1, 0]
    assert layer.strength.tolist() == [5.0, 1.0]


def test_the_order_of_ties_changes_nothing() -> None:
    edges = [("c", "a", 1), ("a", "b", 2), ("b", "c", 3)]
    first, last = Layer.from_edges(edges), Layer.from_edges(edges[::-1])
    assert np.array_equal(first.source, last.source)
    assert np.array_equal(first.strength, last.strength)


def test_without_direction_a_pair_stands_once() -> None:
    layer = Layer.from_edges([("b", "a"), ("a", "b")], directed=False)
    assert (layer.source.tolist(), layer.target.tolist()) == ([0], [1])


def test_a_tie_in_either_direction_is_a_tie_without_direction() -> None:
    pairs = Layer.from_edges([("a", "b", 1), ("b", "a", 4), ("c", "a", 2)]).undirected()
    assert (pairs.source.tolist(), pairs.target.tolist()) == ([0, 0], [1, 2])
    assert pairs.strength.tolist() == [4.0, 2.0]


@pytest.mark.parametrize(
    ("source", "target", "directed", "words"),
    [
        ([0], [0], True, "to itself"),
        ([0], [5], True, "found another"),
        ([1], [0], False, "smaller position first"),
        ([1, 0], [0, 1], True, "rising order"),
        ([0, 0], [1, 1], True, "each once"),
    ],
)
def test_what_is_not_a_layer_is_refused_at_birth(source, target, directed, words) -> None:
    with pytest.raises(errors.CallError, match=words):
        Layer(pd.Index(["a", "b"]), np.array(source), np.array(target), np.ones(len(source)), directed)


def test_organisations_out_of_order_are_refused() -> None:
    none = np.zeros(0, dtype=np.intp)
    with pytest.raises(errors.CallError, match="rising order"):
        Layer(pd.Index(["b", "a"]), none, none, np.zeros(0))


def test_its_arrays_cannot_be_written() -> None:
    layer = Layer.from_edges([("a", "b")])
    with pytest.raises(ValueError, match="read-only"):
        layer.strength[0] = 2.0


@pytest.mark.parametrize("directed", [True, False])
def test_pairs_nobody_spoke_about_are_those_without_a_tie_or_a_no(directed) -> None:
    layer = Layer.from_edges([("a", "b")], ["c"], denied=[("a", "c")], directed=directed)
    rows, columns = layer.unknown
    pairs = set(zip(rows.tolist(), columns.tolist(), strict=True))
    assert pairs == ({(1, 2)} if not directed else {(1, 0), (1, 2), (2, 0), (2, 1)})
    assert layer.unknown_count == len(pairs)


def test_filled_has_a_tie_wherever_nobody_spoke_and_none_where_it_was_denied() -> None:
    full = Layer.from_edges([("a", "b", 3)], ["c"], denied=[("a", "c")]).filled()
    assert full.m == 5
    assert full.strength.tolist() == [3.0, 1.0, 1.0, 1.0, 1.0]
    assert full.unknown_count == 0


def test_a_shared_step_is_computed_once() -> None:
    layer, calls = Layer.from_edges([("a", "b")]), []
    for _ in range(2):
        layer.remember("step", lambda it: calls.append(it.n))
    assert calls == [2]
