"""Ties and groups: R's values, what counting gives on paper, least squares beside analysis of variance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from collabnet import inference
from collabnet.errors import CallError
from collabnet.inference._relabelling import relabellings
from collabnet.multiplicity import holm
from collabnet.network import Layer


@pytest.fixture
def groups(public_data) -> pd.Series:
    return pd.read_csv(public_data / "knoke" / "nodes.csv").set_index("id")["sector"]


def test_the_index_of_knokes_organisations_is_that_of_r_and_its_mean_that_of_counting(
    knoke, groups, public_data
) -> None:
    found = inference.ei_index(knoke["information"], groups, permutations=2000)
    known = pd.read_csv(public_data / "knoke" / "expected.csv")
    chosen = (
        known["measure"].eq("EI_index__sector") & known["variant"].eq("binary") & known["relation"].eq("information")
    )
    assert found.value == pytest.approx(float(known.loc[chosen, "recommended_value"].iloc[0]))
    sizes = groups.value_counts().to_numpy()
    assert found.expected == pytest.approx(1 - 2 * np.sum(sizes * (sizes - 1)) / 90, abs=0.02)


def test_same_group_explains_as_much_as_the_squared_correlation(knoke, groups, exact) -> None:
    found = inference.density_anova(knoke["information"], groups, "same_group", permutations=3000)
    key = ("knoke", "EXACT QAP correlation", "information ~ same_sector")
    assert found.r_squared == pytest.approx(exact[*key, "pearson_r"] ** 2)
    assert found.p == pytest.approx(exact[*key, "p_abs"], abs=0.035)


NAMES = list("abcdefgh")
GROUPS = list("xxxyyyzz")


@pytest.fixture
def layer(random) -> Layer:
    grid = (random.random((8, 8)) < 0.35) & ~np.eye(8, dtype=bool)
    return Layer.from_edges([(NAMES[a], NAMES[b]) for a, b in zip(*np.nonzero(grid), strict=True)], NAMES)


@pytest.mark.parametrize("directed", [True, False])
def test_joins_are_counted_and_add_up_to_all_ties(layer, directed) -> None:
    layer = layer if directed else layer.undirected()
    found = inference.join_counts(layer, GROUPS, permutations=1500)
    assert found["value"].sum() == layer.m
    group = dict(zip(NAMES, GROUPS, strict=True))
    by_hand: dict[tuple[str, str], int] = {}
    for a, b in zip(layer.source, layer.target, strict=True):
        pair = group[NAMES[a]], group[NAMES[b]]
        pair = pair if directed else tuple(sorted(pair))
        by_hand[pair] = by_hand.get(pair, 0) + 1
    assert {pair: value for pair, value in found["value"].items() if value} == by_hand
    sizes = {"x": 3, "y": 3, "z": 2}
    for (a, b), row in found.iterrows():
        pairs = sizes[a] * (sizes[b] - (a == b)) * (1 if directed or a != b else 0.5)
        assert row["expected"] == pytest.approx(layer.m * pairs / layer.possible, abs=0.25)


@pytest.mark.parametrize("blocks", ["structural", "own_group", "same_group"])
@pytest.mark.parametrize("directed", [True, False])
def test_blocks_explain_what_least_squares_with_a_constant_for_each_would(layer, blocks, directed) -> None:
    grid = np.zeros((8, 8))
    grid[layer.source, layer.target] = np.arange(layer.m) + 1.0
    grid = grid if directed else grid + grid.T
    grid[0, 3] = grid[3, 0] = np.nan
    found = inference.density_anova(grid, GROUPS, blocks, permutations=200)
    kinds, values = [], []
    for a in range(8):
        for b in range(8) if directed else range(a + 1, 8):
            if a == b or np.isnan(grid[a, b]):
                continue
            pair = (GROUPS[a], GROUPS[b])
            alike = pair[0] == pair[1]
            kinds.append(
                {"structural": "".join(pair), "own_group": pair[0] if alike else "-", "same_group": alike}[blocks]
            )
            values.append(grid[a, b])
    frame = pd.DataFrame({"kind": kinds, "value": values})
    means = frame.groupby("kind")["value"].transform("mean")
    total = np.sum((frame["value"] - frame["value"].mean()) ** 2)
    share = 1 - np.sum((frame["value"] - means) ** 2) / total
    count = frame["kind"].nunique()
    assert found.r_squared == pytest.approx(share)
    assert found.f == pytest.approx(share / (count - 1) / ((1 - share) / (len(frame) - count)))
    assert found.blocks["pairs"].sum() == len(frame)
    assert sorted(found.blocks["value"]) == pytest.approx(sorted(frame.groupby("kind")["value"].mean()))


def test_groups_that_keep_to_themselves_are_found() -> None:
    inside = [(a, b) for part in ("abcd", "efgh") for a in part for b in part if a != b]
    layer = Layer.from_edges([*inside, ("a", "e")], attributes=pd.DataFrame({"sector": list("xxxxyyyy")}, index=NAMES))
    found = inference.ei_index(layer, "sector", permutations=999)
    assert found.value == pytest.approx((1 - 24) / 25)
    assert found.p_less <= 0.04
    assert found.z < -2
    assert inference.density_anova(layer, "sector", permutations=999).p <= 0.04


def test_the_same_seed_gives_the_same_numbers(layer) -> None:
    first, again, other = (inference.join_counts(layer, GROUPS, permutations=100, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


@pytest.fixture
def inside_only(random) -> np.ndarray:
    """Return ties of which no pair between the two groups is known."""
    grid = (random.random((8, 8)) < 0.5).astype(float)
    grid[:4, 4:] = grid[4:, :4] = np.nan
    np.fill_diagonal(grid, 0.0)
    return grid


@pytest.mark.parametrize("blocks", ["structural", "own_group", "same_group"])
def test_a_kind_of_pairs_that_nobody_knows_has_no_value_and_no_p(inside_only, blocks) -> None:
    found = inference.density_anova(inside_only, list("xxxxyyyy"), blocks, permutations=200)
    frame = found.blocks
    unknown = frame["pairs"].eq(0)
    assert frame.index[unknown].tolist() == {"structural": ["x>y", "y>x"]}.get(blocks, ["between groups"])
    assert frame.loc[unknown].drop(columns=["pairs", "undefined"]).isna().all(axis=None)
    assert frame.loc[~unknown].notna().all(axis=None)
    told = " ".join(one.text() for one in found.remarks)
    assert f"{frame.index[unknown][0]}: no pair of this kind is known" in told
    assert np.isnan(found.p) == np.isnan(found.f) == (blocks == "same_group")


def test_relabellings_explain_what_least_squares_would_also_where_they_know_other_kinds(inside_only) -> None:
    groups = np.array(list("xxxxyyyy"))
    orders = np.concatenate([some for _, some in relabellings(8, 200, np.random.default_rng(3))])
    known = ~np.isnan(inside_only) & ~np.eye(8, dtype=bool)
    values = pd.Series(inside_only[known])
    total = np.sum((values - values.mean()) ** 2)
    shares = []
    for order in [np.arange(8), *orders]:
        kinds = np.add.outer(groups[order].astype(object), groups[order].astype(object))[known]
        shares.append(1 - np.sum((values - values.groupby(kinds).transform("mean")) ** 2) / total)
    found = inference.density_anova(inside_only, list("xxxxyyyy"), permutations=200, seed=3)
    assert found.r_squared == pytest.approx(shares[0])
    assert found.p == pytest.approx((1 + np.sum(np.array(shares[1:]) >= shares[0] - 1e-9)) / 201)


def test_relabellings_without_a_number_count_as_extreme_and_are_told() -> None:
    grid = np.array([[0, 1, np.nan], [1, 0, np.nan], [np.nan, np.nan, 0]])  # one pair: it is inside x, or between
    grid = np.block([[grid, np.full((3, 1), np.nan)], [np.full((1, 3), np.nan), np.zeros((1, 1))]])
    grid[2, 3] = grid[3, 2] = 0.0  # and one inside y: both pairs are inside, or both between
    found = inference.density_anova(grid, list("xxyy"), "own_group", permutations=300)
    row = found.blocks.loc["x"]
    orders = np.concatenate([some for _, some in relabellings(4, 300, np.random.default_rng(1))])
    split = sum({int(order[0]), int(order[1])} not in ({0, 1}, {2, 3}) for order in orders)  # x has no pair
    high = sum({int(order[0]), int(order[1])} == {0, 1} for order in orders)
    assert row["undefined"] == split > 0
    assert row["p_greater"] == pytest.approx((1 + split + high) / 301)
    assert any(one.code == "undefined" for one in found.remarks)


def test_many_p_values_are_told_corrected_as_well(layer) -> None:
    joins = inference.join_counts(layer, GROUPS, permutations=300)
    kinds = inference.density_anova(layer, GROUPS, permutations=300).blocks
    for frame in (joins, kinds):
        assert frame["p_holm"].to_numpy() == pytest.approx(holm(frame["p_two_sided"]))
        assert (frame["p_holm"] >= frame["p_two_sided"]).all()


SOME = Layer.from_edges([("a", "b"), ("b", "c")], ["d"])


@pytest.mark.parametrize(
    ("network", "groups", "said"),
    [
        (SOME, "xxxx", "attribute of the layer"),
        (SOME, list("xxxx"), "at least two groups"),
        (SOME, list("xyzw"), "only groups of one"),
        (SOME, list("xxy"), "found 3"),
        (SOME, ["x", "y", "", None], "found none for 2"),
        (Layer.from_edges([], "abcd"), list("xxyy"), "at least one tie"),
        (SOME, pd.Series(list("xxy"), index=list("abc")), "found none for 1"),
    ],
)
def test_what_cannot_be_tested_is_said_in_a_sentence(network, groups, said: str) -> None:
    with pytest.raises(CallError, match=said):
        inference.ei_index(network, groups, permutations=20)


def test_kinds_of_blocks_and_pairs_that_do_not_differ_are_refused() -> None:
    with pytest.raises(CallError, match="'nonsense'"):
        inference.density_anova(SOME, list("xxyy"), "nonsense")  # type: ignore[arg-type]
    with pytest.raises(CallError, match="found all alike"):
        inference.density_anova(np.ones((4, 4)), list("xxyy"))
