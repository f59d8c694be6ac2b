"""How far coders agree; against Krippendorff's own example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from collabnet.network import Network
from collabnet.scoring import agreement
from collabnet.scoring.agreement import alpha

One = Callable[..., Any]
Build = Callable[..., Network]

OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Four observers, twelve units: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C."""

UNITS = [[value for value in unit if value is not None] for unit in zip(*OBSERVERS, strict=True)]


@pytest.mark.parametrize(("metric", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_the_one_krippendorff_published(metric: str, value: float) -> None:
    assert alpha(UNITS, metric) == pytest.approx(value, abs=5e-4)


def test_full_agreement_is_one_and_no_variation_is_no_number() -> None:
    assert alpha([["a", "a"], ["b", "b"]], "nominal") == 1.0
    assert np.isnan(alpha([["a", "a"], ["a", "a"]], "nominal"))
    assert np.isnan(alpha([["a"], ["b"]], "nominal"))


def coded(quote: str, coder: str, **more: Any) -> dict[str, Any]:
    return {"by": "a", "source": "a", "target": "b", "quote_id": quote, "quote": quote, "coder": coder, **more}


def test_ratings_are_compared_where_coders_agree_on_the_domain(network: Build, one: One) -> None:
    said = [
        coded("q1", "c1", domain="trust", rating=4), coded("q1", "c2", domain="trust", rating=3),
        coded("q2", "c1", domain="trust", rating=0), coded("q2", "c2", domain="trust", rating=0),
        coded("q3", "c1", domain="trust", rating=4), coded("q3", "c2", domain="capacity", rating=0),
        coded("q4", "c1", domain="trust", rating=1),
    ]  # fmt: skip
    found = agreement(network(said))
    rating = one(found, unit="rating")
    assert (rating["units"], rating["coefficient"]) == (2, "krippendorff_alpha_ordinal")
    assert rating["value"] == pytest.approx(alpha([[4, 3], [0, 0]], "ordinal"))
    domain = one(found, unit="domain")
    assert domain["units"] == 3
    pairs = [["trust", "trust"], ["trust", "trust"], ["trust", "capacity"]]
    assert domain["value"] == pytest.approx(alpha(pairs, "nominal"))
    assert domain["coders"] == ("c1", "c2")
    assert domain["advice"] == "too_few"


def test_nobody_agrees_with_a_copy_of_oneself(network: Build) -> None:
    said = [coded("q1", "c1", domain="trust", rating=4), coded("q1", "c1", domain="trust", rating=4)]
    assert agreement(network(said)).empty


@pytest.mark.parametrize(("wrong", "advice"), [(0, "rely"), (3, "tentative"), (8, "do_not_aggregate")])
def test_the_advice_follows_the_coefficient(network: Build, one: One, wrong: int, advice: str) -> None:
    said = []
    for place in range(24):
        first = ("trust", "capacity")[place % 2]
        second = ("trust", "capacity")[(place + (place < wrong)) % 2]
        said += [coded(f"q{place}", "c1", domain=first), coded(f"q{place}", "c2", domain=second)]
    row = one(agreement(network(said)), unit="domain")
    assert row["advice"] == advice
    assert row["low"] <= row["value"] <= row["high"]


def test_without_double_coding_there_is_nothing_to_say(network: Build) -> None:
    found = agreement(network([coded("q1", "c1", domain="trust")]))
    assert found.empty
    assert list(found.columns)[:8] == ["unit", "coefficient", "value", "low", "high", "units", "coders", "advice"]
