"""Where organisations are drawn: in the unit square, apart from each other, the same every time."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

from collabnet.network.positions import positions


def ties(pairs) -> pd.DataFrame:
    return pd.DataFrame(sorted(pairs), columns=["source", "target"])


def nearest(places: pd.DataFrame) -> float:
    points = places.to_numpy()
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    return float(apart[np.triu_indices(len(points), 1)].min())


RING = [(f"o{i:02d}", f"o{(i + 1) % 12:02d}") for i in range(12)]
IDS = pd.Index([f"o{i:02d}" for i in range(20)], name="organisation_id")


def test_everyone_has_a_place_in_the_unit_square_and_nobody_shares_it() -> None:
    places = positions(IDS, ties([*RING, ("o13", "o14"), ("o15", "o16")]))
    assert places.index.equals(IDS)
    assert places.to_numpy().min() >= 0
    assert places.to_numpy().max() <= 1
    assert nearest(places) > 0.02


def test_isolates_stand_below_all_others() -> None:
    places = positions(IDS, ties(RING))
    assert places["y"].iloc[12:].min() > places["y"].iloc[:12].max()


@pytest.mark.parametrize("pairs", [RING, [(f"p{i:03d}", f"p{(7 * i + 1) % 200:03d}") for i in range(1, 200)]])
def test_the_same_ties_in_another_order_give_the_same_places(pairs) -> None:
    ids = pd.Index(sorted({end for pair in pairs for end in pair}))
    frame = ties(pairs)
    pd.testing.assert_frame_equal(positions(ids, frame), positions(ids, frame[::-1]))


def test_drawing_leaves_everybodys_random_numbers_alone() -> None:
    random.seed(5)
    expected = random.random()
    random.seed(5)
    positions(IDS, ties(RING))
    assert random.random() == expected


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_organisations_without_any_tie_are_placed_too(count) -> None:
    places = positions(pd.Index([f"o{i}" for i in range(count)]), ties([]))
    assert len(places) == count
    assert count < 2 or nearest(places) > 0


def test_places_are_the_same_in_every_wave(network) -> None:
    tie = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}
    talks = ["a", {"interview_id": "i_later", "organisation_id": "a", "wave": "2"}]
    made = network([tie, tie | {"by": "later", "target": "c"}], interviews=talks, waves=("1", "2"))
    places = made.positions()
    assert places.index.tolist() == ["a", "b", "c", "d"]
    assert places.loc["d", "y"] > places.loc[["a", "b", "c"], "y"].max()
