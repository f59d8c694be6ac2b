"""What interviews name, what stands in the way, and where people place it; hand-worked on the tiny study."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from collabnet.network import Network
from collabnet.scoring import attribution, causes, mentions
from collabnet.scoring.intervals import share_interval

One = Callable[..., Any]
Build = Callable[..., Network]


def test_capacity_is_named_as_a_barrier_in_three_of_three_interviews(tiny_network: Network, one: One) -> None:
    # i1: s05 (1). i2: s15 (0, context). i3: s18 (0), s21 (1). s03 (2) is mixed.
    found = mentions(tiny_network)
    row = one(found, domain="capacity", facet="", cause="", valence="barrier", wave="1")
    assert (row["interviews"], row["of"], row["organisations"]) == (3, 3, 3)
    assert row["evidence"] == ("s05", "s15", "s18", "s21")
    mixed = one(found, domain="capacity", facet="", cause="", valence="mixed", wave="1")
    assert (mixed["interviews"], mixed["evidence"]) == (1, ("s03",))


def test_an_empty_cell_means_any(tiny_network: Network, one: One) -> None:
    found = mentions(tiny_network)
    total = one(found, domain="capacity", facet="", cause="", valence="", wave="1")
    waiting = one(found, domain="capacity", facet="waiting", cause="", valence="barrier", wave="1")
    housing = one(found, domain="capacity", facet="waiting", cause="housing_shortage", valence="barrier", wave="1")
    assert total["evidence"] == ("s03", "s05", "s15", "s18", "s21")
    assert waiting["evidence"] == ("s15", "s21")
    assert (housing["interviews"], housing["of"]) == (2, 3)


def test_mentions_need_no_rating(network: Build, one: One) -> None:
    said = [
        {"by": "a", "source": "a", "target": "b", "domain": "trust", "tie_state": "absent"},
        {"by": "a", "source": "a", "target": "c", "domain": "trust", "valence": "enabler"},
        {"by": "b", "source": "b", "domain": "capacity", "cause": "time_pressure"},
        {"by": "b", "source": "b", "target": "c", "domain": "diagnosis", "process": "case_transfer"},
    ]
    found = mentions(network(said))
    assert one(found, domain="trust", cause="", valence="barrier")["interviews"] == 1
    assert one(found, domain="trust", cause="", valence="enabler")["interviews"] == 1
    assert one(found, domain="capacity", cause="time_pressure", valence="barrier")["of"] == 2
    assert set(found.loc[found["domain"] == "diagnosis", "valence"]) == {""}


def test_documents_are_no_interviews_and_young_people_are_counted_apart(network: Build, one: One) -> None:
    interviews = [
        "a", {"interview_id": "paper", "kind": "document"},
        {"interview_id": "young", "kind": "person", "person_id": "P01"},
    ]  # fmt: skip
    said = [
        {"by": "a", "source": "a", "domain": "capacity", "rating": 1},
        {"interview_id": "paper", "source": "a", "domain": "capacity", "rating": 1},
        {"interview_id": "young", "source": "a", "domain": "capacity", "rating": 0},
    ]
    row = one(mentions(network(said, interviews=interviews)), domain="capacity", valence="barrier")
    assert (row["interviews"], row["of"], row["evidence"]) == (1, 1, ("s000",))
    assert (row["young_people"], row["young_people_of"], row["young_people_evidence"]) == (1, 1, ("s002",))


def test_a_cause_is_counted_with_an_honest_interval(tiny_network: Network, one: One) -> None:
    # Housing shortage: birch (s15), cedar (s21), and cedar again: s18 points to s15 as its reason. 2 of 3.
    found = causes(tiny_network)
    row = one(found, cause="housing_shortage", domain="", locus="", wave="1")
    low, high = share_interval(pd.Series([2.0]).to_numpy(), pd.Series([3.0]).to_numpy())
    assert (row["interviews"], row["organisations"], row["of"], row["organisations_of"]) == (2, 2, 3, 3)
    assert (row["share"], row["low"], row["high"]) == pytest.approx((2 / 3, low[0], high[0]))
    assert row["competent_level"] == "regional"
    assert row["evidence"] == ("s15", "s18", "s21")
    placed = one(found, cause="housing_shortage", domain="capacity", locus="system", wave="1")
    assert placed["organisations"] == 2


def test_a_statement_lends_its_domain_to_the_cause_it_points_to(network: Build, one: One) -> None:
    said = [
        {"by": "a", "statement_id": "x1", "source": "a", "domain": "trust", "rating": 1, "because_of": ("x2",)},
        {"by": "a", "statement_id": "x2", "cause": "turnover", "domain": "capacity"},
    ]
    found = causes(network(said))
    assert one(found, cause="turnover", domain="trust", locus="")["evidence"] == ("x1", "x2")
    assert one(found, cause="turnover", domain="capacity", locus="")["evidence"] == ("x2",)


def test_each_organisation_has_one_vote_on_where_it_sits(tiny_network: Network, one: One) -> None:
    # Capacity, wave 1. alder: s05 own. birch: s15 system. cedar: s18 system, s21 system. Own 1/3, system 2/3.
    # About themselves: alder s05 own, cedar s21 system: 1/2 and 1/2. The rest: birch system, cedar system: all.
    found = attribution(tiny_network)
    own = one(found, domain="capacity", wave="1", part="own")
    system = one(found, domain="capacity", wave="1", part="system")
    assert (own["share"], system["share"]) == pytest.approx((1 / 3, 2 / 3))
    assert (own["share_self"], system["share_self"], own["organisations_self"]) == (0.5, 0.5, 2)
    assert (own["share_other"], system["share_other"], own["organisations_other"]) == (0.0, 1.0, 2)
    assert system["evidence"] == ("s15", "s18", "s21")
    assert own["low"] < own["share"] < own["high"]


def test_the_parts_add_up_to_one(tiny_network: Network) -> None:
    found = attribution(tiny_network)
    sums = found.groupby(["domain", "wave"])["share"].sum()
    assert sums.to_numpy() == pytest.approx(1.0)
    assert (found["basis"] == "stated").all()


def test_a_vote_may_be_divided(network: Build, one: One) -> None:
    said = [
        {"by": "a", "source": "a", "domain": "trust", "locus": "own"},
        {"by": "a", "source": "a", "domain": "trust", "locus": "system", "quote": "other words"},
        {"by": "b", "source": "b", "domain": "trust", "locus": "own"},
    ]
    assert one(attribution(network(said)), part="own")["share"] == pytest.approx((0.5 + 1) / 2)


def test_nothing_said_gives_empty_tables_with_their_columns(network: Build) -> None:
    silent = network([])
    for table in (mentions(silent), causes(silent), attribution(silent)):
        assert table.empty
        assert "evidence" in table.columns
