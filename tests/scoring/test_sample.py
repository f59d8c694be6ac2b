"""Five scores of the sample study and the votes behind them, hand-worked from its statements.csv."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from collabnet.network import Network
from collabnet.reading import read
from collabnet.scoring import causes, mentions, scores
from collabnet.scoring.claims import rated
from collabnet.scoring.votes import quotes, votes

One = Callable[..., Any]


@pytest.fixture(scope="module")
def network(sample: Path) -> Network:
    return Network.from_study(read(sample))


@pytest.fixture(scope="module")
def found(network: Network) -> pd.DataFrame:
    table = scores(network)
    return table[table["voice"] == "organisations"]


def votes_of(network: Network, row: Any) -> dict[str, float]:
    claims = rated(network)
    behind = claims[claims["statement_id"].isin(row["evidence"])].assign(cell=0)
    counted = votes(quotes(behind, ["cell"]), ["cell"])
    return dict(zip(counted["voter"], counted["points"], strict=True))


def test_diagnosis_in_the_first_wave_rests_on_thirteen_votes(network: Network, found: pd.DataFrame, one: One) -> None:
    row = one(found, level="network", domain="diagnosis", wave="1")
    expected = {
        "emp_werk": 25.0,  # q196: 1
        "gua_wegel": 56.25,  # q057: 2 by c2, 1 by c3 = 37.5; q065: 3 = 75
        "hou_sleutel": 75.0,  # q115: 3
        "leg_winkel": 0.0,  # q141: 0
        "liv_palier": 62.5,  # q214: 2 = 50; q220: 3 = 75
        "ocmw_kouter": 50.0,  # q101: 1 = 25; q102: 3 = 75
        "ocmw_wolv": (87.5 + 75 + 50) / 3,  # q074: 3 by c1, 4 by c3 = 87.5; q078: 3; q090: 2
        "psy_water": 50.0,  # q150: 3 = 75; q155: 1 = 25
        "rec_kade": 50.0,  # q035: 1 = 25; q043: 3 = 75
        # Two interviews. i01: q005 1 and 2 = 37.5; q011 3 = 75; q012 2 and 1 = 37.5: 50. i02: q029 1 = 25. Mean 37.5.
        "rec_linde": 37.5,
        "sch_vaart": (75 + 62.5 + 25 + 75) / 4,  # q177: 3; q178: 3 and 2; q181: 1 and 1; q182: 3
        "tol_klank": 25.0,  # q173: 1
        "vol_buren": 25.0,  # q227: 1
    }
    assert votes_of(network, row) == pytest.approx(expected)
    assert row["estimate"] == pytest.approx(586.4583333333 / 13)
    assert (row["reporters"], row["grade"]) == (13, "C")


def test_cultural_competence_in_the_second_wave_rests_on_four_votes(
    network: Network, found: pd.DataFrame, one: One
) -> None:
    row = one(found, level="network", domain="cultural_competence", wave="2")
    # int_aanloop q335: 1. ocmw_vijf of itself q312: 3, of hou_sociaal q313: 1. rec_kade q306: 0. wel_kant q344: 1.
    assert votes_of(network, row) == {"int_aanloop": 25.0, "ocmw_vijf": 50.0, "rec_kade": 0.0, "wel_kant": 25.0}
    assert row["estimate"] == 25.0
    assert row["raw_mean"] == (25 + 75 + 25 + 0 + 25) / 5


def test_trust_in_wolvendries_fell_in_the_second_wave(network: Network, found: pd.DataFrame, one: One) -> None:
    row = one(found, level="organisation_in", subject="ocmw_wolv", domain="trust", wave="2")
    # gua_wegel q290: 1. mob_overstap, of rec_linde's trust, q328: 0. rec_linde q273: 0, q274: 1. wel_kant q343: 2.
    assert votes_of(network, row) == {"gua_wegel": 25.0, "mob_overstap": 0.0, "rec_linde": 12.5, "wel_kant": 50.0}
    assert row["estimate"] == 87.5 / 4
    # Shares of five quotes 1, 1, 2, 1: 25 / 7 effective reporters.
    assert row["reporters_effective"] == pytest.approx(25 / 7)


def test_the_interpreters_capacity_is_what_partners_meet_beside_what_they_say_themselves(
    network: Network, found: pd.DataFrame, one: One
) -> None:
    row = one(found, level="organisation_in", subject="tol_klank", domain="capacity", wave="1")
    # leg_winkel q139: 1. ocmw_wolv q082: 1, q091: 3. psy_water q152: 1 by c2, 2 by c1. rec_linde q010: 2.
    # tol_klank itself speaks of ocmw_wolv > tol_klank in q167: 1. It is a party to that pair.
    assert votes_of(network, row) == {
        "leg_winkel": 25.0, "ocmw_wolv": 50.0, "psy_water": 37.5, "rec_linde": 50.0, "tol_klank": 25.0,
    }  # fmt: skip
    assert (row["estimate"], row["own_estimate"], row["own_statements"]) == (37.5, 25.0, 4)


def test_reception_meets_little_room_in_housing(network: Network, found: pd.DataFrame, one: One) -> None:
    row = one(found, level="sector", subject="reception>housing", domain="capacity", wave="1")
    # hou_sleutel q116: 0. rec_kade q041: 1 by c3, 0 by c2 = 12.5.
    # rec_linde, i01: q006 2 = 50, q007 1 and 1 = 25: 37.5; i02: q030 3 = 75: 56.25.
    assert votes_of(network, row) == {"hou_sleutel": 0.0, "rec_kade": 12.5, "rec_linde": 56.25}
    assert row["estimate"] == pytest.approx(68.75 / 3)
    assert row["raw_mean"] == pytest.approx((0 + 12.5 + 50 + 25 + 75) / 5)
    assert row["grade"] == "D"


def test_nobody_is_named_by_more_than_were_asked(network: Network) -> None:
    for table in (mentions(network), causes(network)):
        assert (table["interviews"] <= table["of"]).all()
        assert (table["organisations"] <= table["organisations_of"]).all()


def test_capacity_is_named_as_a_barrier_in_sixteen_of_seventeen_interviews(network: Network, one: One) -> None:
    row = one(mentions(network), domain="capacity", facet="", cause="", valence="barrier", wave="1")
    assert (row["interviews"], row["of"]) == (16, 17)
