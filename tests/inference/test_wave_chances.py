"""How likely ties changed: shares counted by hand, networks whose changes are known, and when nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from collabnet.findings import Finding
from collabnet.inference import changes_of_ties
from collabnet.inference.wave_chances import LIKELY, STAYING, chances_of_change, turnover
from collabnet.network import Network
from tests.network.conftest import PROCESSES, make

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = {"case_transfer": PROCESSES["case_transfer"]}
SURE = 1e9
"""What reports are worth that leave no doubt."""


def test_where_reports_leave_no_doubt_turnover_is_what_was_counted_with_what_was_believed() -> None:
    # 40 tied twice, 10 earlier only, 5 later only, 45 never; both waves half tied, so 3 in 8 are believed to begin
    kinds = [(SURE, SURE)] * 40 + [(SURE, 1 / SURE)] * 10 + [(1 / SURE, SURE)] * 5 + [(1 / SURE, 1 / SURE)] * 45
    before, after = np.array(kinds).T
    found = turnover(before, after, (0.5, 0.5))
    assert STAYING == (6.0, 4.0)
    assert found == pytest.approx(((50 + 25) / 150, (40 + 5) / (50 + 8), (5 + 8 * 0.375) / (50 + 8)), abs=1e-6)


def test_reports_that_say_nothing_leave_what_was_believed() -> None:
    ones = np.ones(100)
    assert turnover(ones, ones, (0.2, 0.2)) == pytest.approx((0.2, 0.625, 0.2 * 0.375 / 0.8), abs=1e-6)


def study(seed: int, recall: float, false: float, gone: float, size: int = 14) -> tuple[Network, np.ndarray[Any, Any]]:
    """Ask everybody about everybody in two waves; a share of ties ends, and as many begin. Return what changed too."""
    random, ids = np.random.default_rng(seed), [f"o{place:02}" for place in range(size)]
    apart = ~np.eye(size, dtype=bool)
    first = (random.random((size, size)) < 0.15) & apart
    begins = random.random((size, size)) < gone * 0.15 / 0.85
    second = np.where(first, random.random((size, size)) >= gone, begins) & apart
    said, talks = [], []
    for wave, tied in (("1", first), ("2", second)):
        for place, id_ in enumerate(ids):
            talks.append({"interview_id": f"i_{wave}{id_}", "organisation_id": id_, "wave": wave, "prompted": True})
            named = (random.random((size, size)) < np.where(tied, recall, false)) & apart
            own = [(i, j) for i, j in np.argwhere(named) if place in (i, j)]
            said += [
                {"by": f"{wave}{id_}", "source": ids[i], "target": ids[j], "process": "case_transfer"} for i, j in own
            ]
    made = make(said, organisations=ids, interviews=talks, waves=("1", "2"), processes=ONE)
    return Network.from_study(made), first != second


def shown(network: Network, changed: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Return the ties named in one wave only, with whether they truly changed."""
    rows = changes_of_ties(network)
    rows = rows[rows["process"].eq("case_transfer") & rows["change"].ne("kept")]
    ids = network.organisations.index
    truly = changed[ids.get_indexer(pd.Index(rows["source"])), ids.get_indexer(pd.Index(rows["target"]))]
    return rows.assign(truly=truly)


@pytest.mark.parametrize(("recall", "false"), [(0.6, 0.03), (0.8, 0.02)])
def test_where_nothing_changed_ties_that_go_unnamed_are_not_called_real_changes(recall: float, false: float) -> None:
    rows = pd.concat([shown(*study(seed, recall, false, 0.0)) for seed in range(2)])
    assert len(rows) > 15 and not rows["truly"].any()
    assert not rows["explanation"].eq("real").any()
    assert rows["explanation"].eq("probable").mean() < 0.05
    assert rows["explanation"].eq("silence").mean() > 0.7
    assert rows["p_changed"].mean() < 0.35


def test_where_ties_changed_and_reports_are_good_most_that_are_called_probable_did() -> None:
    rows = pd.concat([shown(*study(seed, 0.9, 0.01, 0.3)) for seed in range(2)])
    probable = rows[rows["explanation"].eq("probable")]
    assert len(probable) > 0.3 * rows["truly"].sum()
    assert probable["truly"].mean() > 0.8
    assert rows["p_changed"].sum() == pytest.approx(rows["truly"].sum(), rel=0.3)
    assert (probable["p_changed"] >= LIKELY).all()


def test_a_change_is_less_likely_than_if_the_waves_had_nothing_to_do_with_each_other() -> None:
    network, _ = study(1, 0.6, 0.03, 0.0)
    q = [network.posterior(wave).probabilities("case_transfer")["probability"] for wave in "12"]
    apart = q[0] * (1 - q[1]) + q[1] * (1 - q[0])
    pairs = network.posterior("1").probabilities("case_transfer")
    chances = chances_of_change(network, "1", "2", "case_transfer")
    assert chances is not None and chances.asked_twice == 14 * 13
    found = chances.of(pairs["source"], pairs["target"])
    assert found.sum() < 0.5 * apart.sum()


ASKED = [
    {"interview_id": f"i_{id_}{wave}", "organisation_id": id_, "wave": wave, "prompted": True}
    for wave in "12"
    for id_ in "abc"
]  # fmt: skip
SAID = [{"by": "a1", "source": "a", "target": "b", "process": "case_transfer"}]


def one(rows: pd.DataFrame) -> Any:
    return rows[rows["process"].eq("case_transfer")].iloc[0]


def test_three_organisations_asked_twice_do_not_make_silence_a_change(network: Callable[..., Network]) -> None:
    row = one(changes_of_ties(network(SAID, interviews=ASKED, waves=("1", "2"), processes=ONE)))
    assert row["explanation"] == "silence" and 0 < row["p_changed"] < LIKELY


def test_nothing_is_said_of_chances_where_nobody_was_asked_twice(network: Callable[..., Network]) -> None:
    for talks in (
        [talk | {"prompted": talk["wave"] == "2"} for talk in ASKED],
        [talk | {"prompted": False} for talk in ASKED],
    ):
        found = network(SAID, interviews=talks, waves=("1", "2"), processes=ONE)
        assert chances_of_change(found, "1", "2") is None
        row = one(changes_of_ties(found))
        assert np.isnan(row["p_changed"]) and row["explanation"] in {"silence", "unknown"}


def test_nothing_is_said_of_chances_with_an_organisation_that_was_not_there(network: Callable[..., Network]) -> None:
    there = ["a", {"organisation_id": "b", "to_wave": "1"}, "c", "d"]
    row = one(changes_of_ties(network(SAID, organisations=there, interviews=ASKED, waves=("1", "2"), processes=ONE)))
    assert row["explanation"] == "organisation" and np.isnan(row["p_changed"])


def test_a_file_of_ties_that_does_not_say_who_reports_them_has_no_chances() -> None:
    study_ = make(SAID, interviews=ASKED, waves=("1", "2"), processes=ONE)
    one_side = replace(study_, findings=(Finding("basis_not_available", severity="note"),))
    assert chances_of_change(Network.from_study(one_side), "1", "2") is None


def test_a_denial_is_real_whatever_the_chances(network: Callable[..., Network]) -> None:
    said = [*SAID, SAID[0] | {"by": "a2", "tie_state": "absent"}]
    row = one(changes_of_ties(network(said, interviews=ASKED, waves=("1", "2"), processes=ONE)))
    assert row["explanation"] == "real" and row["p_changed"] < LIKELY


def test_all_goes_by_its_own_chances(network: Callable[..., Network]) -> None:
    two = ONE | {"case_coordination": PROCESSES["case_coordination"]}
    said = [*SAID, SAID[0] | {"process": "case_coordination"}]
    rows = changes_of_ties(network(said, interviews=ASKED, waves=("1", "2"), processes=two))
    rows = rows.set_index(["source", "target", "process"])
    both = [rows.loc[("a", "b", key), "p_changed"] for key in ("case_transfer", "case_coordination", "all")]
    assert all(0 < value < 1 for value in both)
    assert rows.loc[("a", "b", "all"), "explanation"] == "silence"
