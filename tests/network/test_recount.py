"""Leaving interviews out by counting again gives the same as never having held them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from collabnet import read
from collabnet.network import Network
from collabnet.network.recount import Recount

if TYPE_CHECKING:
    from pathlib import Path

    from collabnet.network import Layer
    from collabnet.study import Study

TIE = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}
BACK = TIE | {"by": "b"}


@pytest.fixture(scope="module")
def sample_study(sample: Path) -> Study:
    return read(sample)


@pytest.fixture(scope="module")
def sample_network(sample_study: Study) -> Network:
    return Network.from_study(sample_study)


def never_held(study: Study, gone: set[str]) -> Network:
    tables = dict(study.tables)
    for name in ("interviews", "statements", "respondents", "asked"):
        tables[name] = tables[name][~tables[name]["interview_id"].isin(gone)].reset_index(drop=True)
    return Network.from_study(replace(study, tables=tables))


def edges(layer: Layer) -> dict[tuple[str, str], float]:
    ids = layer.organisations
    return {
        (ids[i], ids[j]): round(float(w), 9) for i, j, w in zip(layer.source, layer.target, layer.strength, strict=True)
    }


def recounted(network: Network, wave: str, gone: set[str], process: str, ties: str) -> Layer:
    again = Recount.of_wave(network, wave)
    kept = np.array([[interview not in gone for interview in again.interviews]])
    return next(iter(again.layers(process, ties, kept)))


@pytest.mark.parametrize("ties", ["reported", "confirmed"])
def test_with_all_interviews_the_layers_are_those_of_the_network(sample_network: Network, ties: str) -> None:
    for wave in sample_network.waves:
        for process in sample_network.processes:
            whole = sample_network.layer(process, wave, ties)
            again = recounted(sample_network, wave, set(), process, ties)
            assert edges(again) == edges(whole)
            assert again.organisations.equals(whole.organisations)


@pytest.mark.parametrize("seed", [1, 2])
def test_with_some_left_out_the_layers_are_those_of_a_study_without_them(
    sample_study: Study, sample_network: Network, seed: int
) -> None:
    talks = Recount.of_wave(sample_network, "1").interviews
    gone = set(np.random.default_rng(seed).choice(talks, size=6 * seed - 1, replace=False).tolist())
    truth = never_held(sample_study, gone)
    for process in truth.processes:
        for ties in ("reported", "confirmed"):
            again = recounted(sample_network, "1", gone, process, ties)
            assert edges(again) == edges(truth.layer(process, "1", ties))
    assert again.organisations.equals(truth.layer("all", "1", "confirmed").organisations)


def test_with_none_left_there_is_no_tie(sample_network: Network) -> None:
    everyone = set(Recount.of_wave(sample_network, "1").interviews)
    assert recounted(sample_network, "1", everyone, "all", "reported").m == 0
    assert recounted(sample_network, "1", everyone, "all", "confirmed").n == 0


def test_without_interviews_there_is_nothing_to_count(network) -> None:
    again = Recount.of_wave(network([], interviews=[]), "1")
    assert again.interviews == ()
    layers = list(again.layers("all", "reported", np.zeros((2, 0), dtype=bool)))
    assert [layer.m for layer in layers] == [0, 0]


def test_a_yes_comes_back_when_the_later_no_is_left_out(network) -> None:
    made = network([TIE | {"until": "2020"}, BACK | {"tie_state": "absent", "since": "2021"}])
    assert recounted(made, "1", set(), "information_exchange", "reported").m == 0
    assert recounted(made, "1", {"i_b"}, "information_exchange", "reported").m == 1


def test_a_confirmed_tie_is_reported_only_when_one_side_is_left_out(network) -> None:
    made = network([TIE, BACK])
    assert recounted(made, "1", set(), "information_exchange", "confirmed").m == 1
    assert recounted(made, "1", {"i_b"}, "information_exchange", "confirmed").m == 0
    assert recounted(made, "1", {"i_b"}, "information_exchange", "reported").m == 1


def test_strengths_are_averaged_over_what_is_left(network) -> None:
    made = network(
        [TIE | {"strength": 2.0}, BACK | {"strength": 6.0}, TIE | {"by": "c", "strength": 9.0}],
        interviews=["a", "b", "c"],
    )
    strengths = {
        frozenset(gone): recounted(made, "1", gone, "information_exchange", "reported").strength.tolist()
        for gone in (set(), {"i_b"}, {"i_a", "i_b"})
    }
    assert list(strengths.values()) == [[4.0], [2.0], [9.0]]


def test_who_says_yes_is_listed_with_whether_it_is_a_party(network) -> None:
    made = network([TIE, TIE | {"by": "c"}, BACK | {"tie_state": "absent"}], interviews=["a", "b", "c"])
    found = Recount.of_wave(made, "1").voters_yes()
    assert found[["voter", "party"]].to_numpy().tolist() == [["a", True], ["c", False]]


def test_interviews_of_other_waves_and_documents_are_never_left_out(network) -> None:
    talks = ["a", {"interview_id": "i_b", "organisation_id": "b", "wave": "2"},
             {"interview_id": "plan", "kind": "document"}]  # fmt: skip
    made = network([TIE], interviews=talks, waves=("1", "2"))
    assert Recount.of_wave(made, "1").interviews == ("i_a",)
    assert pd.Index(Recount.of_wave(made, "2").interviews).tolist() == ["i_b"]
