"""The network is a value: checked at birth, never changed, cut to measure by making another."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from collabnet import errors
from collabnet.network import Network

TIE = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}
TALKS = ["a", "b", {"interview_id": "i_later", "organisation_id": "a", "wave": "2"}]
SAID = [
    TIE,
    TIE | {"by": "b"},
    TIE | {"target": "c", "process": "case_transfer"},
    TIE | {"by": "b", "source": "b", "target": "c", "process": "case_coordination"},
    TIE | {"by": "later", "target": "d"},
]


@pytest.fixture
def made(network) -> Network:
    return network(SAID, interviews=TALKS, waves=("1", "2"), required=[{"source": "a", "target": "d"}])


def test_its_name_is_a_sentence(made) -> None:
    assert repr(made) == "<Network of 4 organisations (2 interviewed), 2 waves, 3 processes: 4 ties reported>"


def test_nothing_in_it_can_be_set(made) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.waves = ()
    with pytest.raises(TypeError):
        made.processes["x"] = None


def test_a_tie_to_a_stranger_or_a_pair_twice_is_refused_at_birth(made) -> None:
    stranger = made.ties.assign(target="nobody")
    with pytest.raises(errors.CallError, match="nobody"):
        dataclasses.replace(made, ties=stranger)
    with pytest.raises(errors.CallError, match="once per process"):
        dataclasses.replace(made, ties=pd.concat([made.ties, made.ties]))


def test_who_was_interviewed_is_known_per_wave(made) -> None:
    assert made.interviewed("1") == {"a", "b"}
    assert made.interviewed("2") == {"a"}
    assert made.organisations["interviewed"].to_dict() == {"a": ("1", "2"), "b": ("1",), "c": (), "d": ()}


def test_a_respondent_speaks_for_an_organisation_in_a_focus_group(network) -> None:
    talks = [{"interview_id": "i_group", "kind": "focus_group"}]
    people = [{"respondent_id": "r1", "interview_id": "i_group", "organisation_id": "c"}]
    assert network([], interviews=talks, respondents=people).interviewed("1") == {"c"}


def test_only_keeps_the_ties_between_the_named(made) -> None:
    two = made.only(["a", "c"])
    assert two.organisations.index.tolist() == ["a", "c"]
    assert set(zip(two.ties["source"], two.ties["target"], strict=True)) == {("a", "c")}
    assert len(made.organisations) == 4


def test_without_leaves_the_named_out(made) -> None:
    left = made.without(["b"])
    assert left.organisations.index.tolist() == ["a", "c", "d"]
    assert "b" not in {*left.ties["source"], *left.ties["target"], *left.required["source"]}
    assert left.layer("all").organisations.tolist() == ["a", "c", "d"]


def test_only_refuses_strangers(made) -> None:
    with pytest.raises(errors.CallError, match="nobody"):
        made.only(["nobody"])


def test_at_wave_keeps_one_wave(made) -> None:
    later = made.at_wave("2")
    assert later.waves == ("2",)
    assert set(later.ties["wave"]) == {"2"}
    assert later.layer("information_exchange").m == 1


def test_of_process_keeps_one_process(made) -> None:
    one = made.of_process("case_transfer")
    assert list(one.processes) == ["case_transfer"]
    assert set(one.ties["process"]) == {"case_transfer"}
    assert made.of_process("all").layer("all").strength.tolist() == made.layer("all").strength.tolist()


@pytest.mark.parametrize("call", [lambda it: it.at_wave("9"), lambda it: it.of_process("x"), lambda it: it.layer("x")])
def test_a_wrong_name_is_answered_with_the_right_ones(made, call) -> None:
    with pytest.raises(errors.CallError, match=r"Expected a (wave|process) among .*Choose one of these"):
        call(made)


def test_a_wrong_basis_is_answered_with_the_right_ones(made) -> None:
    with pytest.raises(errors.CallError, match="reported, confirmed"):
        made.layer("all", ties="guessed")


def test_an_organisation_is_there_from_its_first_to_its_last_wave(network) -> None:
    organisations = ["a", {"organisation_id": "late", "from_wave": "2"}, {"organisation_id": "gone", "to_wave": "1"}]
    made = network([], organisations=organisations, waves=("1", "2"))
    assert made.present("1").tolist() == ["a", "gone"]
    assert made.present("2").tolist() == ["a", "late"]


def test_an_organisation_outside_its_dates_is_there_when_a_tie_of_it_is_reported(network) -> None:
    organisations = ["a", {"organisation_id": "b", "from_wave": "2"}]
    assert network([TIE], organisations=organisations, interviews=["a"], waves=("1", "2")).present("1").tolist() == [
        "a",
        "b",
    ]


def test_the_confirmed_basis_holds_interviewed_organisations_only(made) -> None:
    layer = made.layer("information_exchange", "1", "confirmed")
    assert layer.organisations.tolist() == ["a", "b"]
    assert layer.left_out.tolist() == ["c", "d"]
    assert layer.m == 1


def test_isolates_are_in_every_layer(made) -> None:
    assert made.layer("case_transfer").organisations.tolist() == ["a", "b", "c", "d"]


def test_an_empty_study_gives_an_empty_network(network) -> None:
    made = network([], organisations=[], interviews=[])
    assert len(made.ties) == 0
    assert made.layer("all").n == 0
    assert made.positions().shape == (0, 2)


def test_relabelling_gives_the_same_numbers(network) -> None:
    names = {"a": "z", "b": "y", "c": "x", "d": "w"}
    said = [{**row, "source": names[row["source"]], "target": names[row["target"]]} for row in SAID]
    talks = [{"interview_id": "i_a", "organisation_id": "z"}, {"interview_id": "i_b", "organisation_id": "y"},
             {"interview_id": "i_later", "organisation_id": "z", "wave": "2"}]  # fmt: skip
    first = network(SAID, interviews=TALKS, waves=("1", "2"))
    other = network(said, organisations=list("wxyz"), interviews=talks, waves=("1", "2"))
    numbers = ["state", "strength", "works", "yes", "no", "possible_reporters"]

    def as_pairs(it: Network, spelled: dict[str, str]) -> pd.DataFrame:
        undirected = it.ties["process"].eq("case_coordination")
        ends = it.ties[["source", "target"]].replace(spelled)
        turn = undirected & ends["source"].gt(ends["target"])
        source, target = ends["source"].where(~turn, ends["target"]), ends["target"].where(~turn, ends["source"])
        keys = ["source", "target", "process", "wave"]
        return it.ties.assign(source=source, target=target).sort_values(keys, ignore_index=True)[[*keys, *numbers]]

    pd.testing.assert_frame_equal(as_pairs(first, {}), as_pairs(other, {new: old for old, new in names.items()}))


def test_the_study_is_untouched(study) -> None:
    given = study(SAID, interviews=TALKS, waves=("1", "2"))
    before = {name: frame.copy() for name, frame in given.tables.items()}
    Network.from_study(given)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(given.tables[name], frame)


def test_processes_that_nobody_declared_are_taken_from_the_statements(network) -> None:
    made = network([TIE | {"process": "visits"}, TIE | {"process": ""}], processes={})
    assert list(made.processes) == ["visits", "unspecified", "all"]
    assert made.layer("all").strength.tolist() == [2.0]


def test_a_layer_is_made_once(made) -> None:
    assert made.layer("all") is made.layer("all", "1", "reported")
