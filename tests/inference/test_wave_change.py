"""What changed between two waves: the hand-made study by hand, one small network per rule, and what must not matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from collabnet import analyse, measures, read
from collabnet.errors import CallError
from collabnet.inference import changes_of_ties, paired_bootstrap, tie_changes, wave_changes
from collabnet.inference._layers import among
from collabnet.inference.wave_words import CHANGES, EXPLANATIONS, REASONS
from collabnet.network import Network
from collabnet.reasons import reason_parts
from collabnet.study import Process

if TYPE_CHECKING:
    from pathlib import Path

TIE = {"source": "a", "target": "b", "process": "information_exchange"}
A1, A2, B1, B2, C2 = (TIE | {"by": by} for by in ("a1", "a2", "b1", "b2", "c2"))
"""What a, b or c says in wave 1 or 2 about a→b; c is a third party."""

NO = {"tie_state": "absent"}
TRANSFER = {"process": "case_transfer"}
TOGETHER = {"process": "case_coordination"}
PROMPTED = {"prompted": True}
SILENT = "silent:organisation=a,wave=2"

CASES: dict[str, tuple[list[dict[str, Any]], dict[str, Any], tuple[str, str, list[str]]]] = {
    "the same side repeats it": ([A1, A2], {}, ("kept", "", [])),
    "the other side repeats it": ([A1, B2], {}, ("kept", "", [])),
    "who said yes says no, both asked twice": (
        [A1, A2 | NO], {}, ("lost", "real", ["both_interviewed", "same_reporter:organisation=a"])),
    "who said yes says no": ([A1, A2 | NO], {"without": "b2"}, ("lost", "real", ["same_reporter:organisation=a"])),
    "who said no says yes": ([A1 | NO, A2], {"without": "b1"}, ("gained", "real", ["same_reporter:organisation=a"])),
    "the other side says no, both interviewed twice": ([A1, B2 | NO], {}, ("lost", "real", ["both_interviewed"])),
    "the other side says no and is new": (
        [A1, B2 | NO], {"without": "b1"}, ("lost", "respondent", ["other_reporter:organisation=b"])),
    "the other side says no and the first is gone": (
        [A1, B2 | NO], {"without": "a2"}, ("lost", "respondent", ["not_interviewed:organisation=a,wave=2"])),
    "a third party alone says no": ([A1, C2 | NO], {}, ("lost", "unknown", [SILENT])),
    "silence later": ([A1], {}, ("lost", "unknown", [SILENT])),
    "silence before": ([A2], {}, ("gained", "unknown", ["silent:organisation=a,wave=1"])),
    "neither yes nor no": ([A1, A2 | {"tie_state": "unclear"}], {}, ("lost", "unknown", ["unclear:wave=2"])),
    "not interviewed later": (
        [A1], {"without": "a2"}, ("lost", "respondent", ["not_interviewed:organisation=a,wave=2"])),
    "not interviewed before": (
        [A2], {"without": "a1"}, ("gained", "respondent", ["not_interviewed:organisation=a,wave=1"])),
    "a new organisation": (
        [A2], {"b": {"from_wave": "2"}}, ("gained", "organisation", ["new:organisation=b,wave=1"])),
    "a closed organisation": (
        [A1, A2 | NO], {"b": {"to_wave": "1"}}, ("lost", "organisation", ["closed:organisation=b,wave=2"])),
    "asked about it later and silent": (
        [A1], {"asked": "a2"}, ("lost", "silence", ["asked_silent:organisation=a,wave=2"])),
    "named another way when asked": ([A1, A2 | TRANSFER], {"asked": "a2"}, ("lost", "unknown", [SILENT])),
    "asked about it in the earlier wave only": (
        [A1], {"asked": "a1"}, ("lost", "coding", ["asked_once:organisation=a,wave=1"])),
    "asked about it in the later wave only": (
        [A2], {"asked": "a2"}, ("gained", "coding", ["asked_once:organisation=a,wave=2"])),
    "other coders": (
        [A1 | {"coder": "c1"}, A2 | NO | {"coder": "c2"}], {"without": "b2"},
        ("lost", "coding", ["coder:before=c1,after=c2", "same_reporter:organisation=a"])),
    "the same coder": (
        [A1 | {"coder": "c1"}, A2 | NO | {"coder": "c1"}], {"without": "b2"},
        ("lost", "real", ["same_reporter:organisation=a"])),
    "one of two coders": (
        [A1 | {"coder": "c1", "quote_id": "q"}, A1 | {"coder": "c2", "quote_id": "q"}, A2 | NO | {"coder": "c2"}],
        {"without": "b2"}, ("lost", "real", ["same_reporter:organisation=a"])),
    "another precision": (
        [A1 | {"precision": "coarse"}, A2 | NO | {"precision": "fine"}], {"without": "b2"},
        ("lost", "coding", ["precision:before=coarse,after=fine", "same_reporter:organisation=a"])),
    "begun between the waves": (
        [A2 | {"since": "2022"}], {"without": "a1"}, ("gained", "real", ["started:wave=1,since=2022"])),
    "begun before both": (
        [A2 | {"since": "2019"}], {},
        ("gained", "unknown", ["silent:organisation=a,wave=1", "there_before:wave=1,since=2019"])),
    "begun in the year of the first": (
        [A2 | {"since": "2021"}], {}, ("gained", "unknown", ["silent:organisation=a,wave=1"])),
    "ended": ([A1, B2 | {"tie_state": "ended"}], {"without": "b1"}, ("lost", "real", ["ended:wave=2"])),
    "ended before it was reported": (
        [A1, B2 | {"tie_state": "ended", "until": "2015"}], {"without": "b1"},
        ("lost", "respondent", ["other_reporter:organisation=b"])),
    "without direction, named from the other side": (
        [A1 | TOGETHER, A2 | TOGETHER | NO | {"source": "b", "target": "a"}],
        {"process": "case_coordination", "without": "b2"}, ("lost", "real", ["same_reporter:organisation=a"])),
    "in all, one real and one unknown": (
        [A1, A2 | NO, A1 | TRANSFER], {"process": "all", "without": "b2"},
        ("lost", "unknown", ["same_reporter:organisation=a", SILENT])),
    "in all, both real": (
        [A1, A2 | NO, A1 | TRANSFER, A2 | TRANSFER | NO], {"process": "all", "without": "b2"},
        ("lost", "real", ["same_reporter:organisation=a"])),
    "in all, another way": ([A1, A2 | TRANSFER], {"process": "all"}, ("kept", "", [])),
}  # fmt: skip
"""One pair per rule: what is said, what else is special, and what became of a→b."""


TALKS = [
    {"interview_id": f"i_{id_}{wave}", "organisation_id": id_, "wave": wave} for wave in "12" for id_ in "ab"
]  # fmt: skip


@pytest.fixture(scope="module")
def cases(network) -> pd.DataFrame:
    """Return the changes of one network in which every case has organisations of its own."""
    said: list[dict[str, Any]] = []
    nodes: list[dict[str, Any]] = []
    talks: list[dict[str, Any]] = []
    for place, (statements, special, _) in enumerate(CASES.values()):
        nodes += [{"organisation_id": f"{id_}{place}", "name": id_} | special.get(id_, {}) for id_ in "abc"]
        held = [(id_, wave) for id_ in "abc" for wave in "12" if f"{id_}{wave}" != special.get("without")]
        talks += [
            {"interview_id": f"i_{id_}{wave}_{place}", "organisation_id": f"{id_}{place}", "wave": wave,
             "date": f"202{wave}-06-01"} | (PROMPTED if f"{id_}{wave}" == special.get("asked") else {})
            for id_, wave in held
        ]  # fmt: skip
        own = {"by": "{by}_{place}", "source": "{source}{place}", "target": "{target}{place}", "quote_id": "q{place}"}
        said += [
            row | {key: how.format(place=place, **row) for key, how in own.items() if key in row} for row in statements
        ]
    made = network(said, organisations=nodes, interviews=talks, waves=("1", "2"))
    return tie_changes(made, "1", "2").set_index(["source", "target", "process"])


@pytest.mark.parametrize("case", CASES)
def test_a_tie_is_explained_as_its_case_asks(cases: pd.DataFrame, case: str) -> None:
    place = list(CASES).index(case)
    _, special, expected = CASES[case]
    row = cases.loc[(f"a{place}", f"b{place}", special.get("process", "information_exchange"))]
    reasons = [it.replace(f"a{place}", "a").replace(f"b{place}", "b") for it in row["reasons"]]
    assert (row["change"], row["explanation"], reasons) == expected


@pytest.fixture(scope="module")
def sample_network(sample: Path) -> Network:
    return Network.from_study(read(sample))


@pytest.fixture(scope="module")
def sample_changes(sample_network: Network) -> pd.DataFrame:
    return tie_changes(sample_network, "1", "2")


@pytest.fixture(scope="module")
def sample_summary(sample_network: Network, sample_changes: pd.DataFrame) -> pd.DataFrame:
    return wave_changes(sample_network, "1", "2", sample_changes)


def test_the_hand_made_study_is_split_as_on_paper(tiny: Path) -> None:
    """In wave 2 only Alder was interviewed: it repeats one tie, denies one, and is silent about a third."""
    rows = tie_changes(Network.from_study(read(tiny)), "1", "2").set_index(["source", "target", "process"])
    here = rows[["change", "explanation", "evidence"]]
    assert dict(zip(here.index, here.itertuples(index=False, name=None), strict=True)) == {
        ("alder", "birch", "information_exchange"): ("kept", "", ("s01", "s02", "s08", "s22")),
        ("alder", "birch", "case_coordination"): ("lost", "unknown", ("s04", "s11")),
        ("alder", "cedar", "case_transfer"): ("lost", "real", ("s03", "s16", "s23")),
        ("birch", "cedar", "information_exchange"): ("lost", "respondent", ("s09",)),
        ("cedar", "birch", "unspecified"): ("lost", "respondent", ("s19",)),
        ("cedar", "dogwood", "information_exchange"): ("lost", "respondent", ("s17", "s25")),
        ("cedar", "elm", "unspecified"): ("lost", "respondent", ("s19",)),
        ("dogwood", "elm", "case_transfer"): ("lost", "respondent", ("s12",)),
        ("alder", "birch", "all"): ("kept", "", ("s01", "s02", "s04", "s08", "s11", "s22")),
        ("birch", "alder", "all"): ("lost", "unknown", ("s04", "s11")),
        ("alder", "cedar", "all"): ("lost", "real", ("s03", "s16", "s23")),
        ("birch", "cedar", "all"): ("lost", "respondent", ("s09",)),
        ("cedar", "birch", "all"): ("lost", "respondent", ("s19",)),
        ("cedar", "dogwood", "all"): ("lost", "respondent", ("s17", "s25")),
        ("cedar", "elm", "all"): ("lost", "respondent", ("s19",)),
        ("dogwood", "elm", "all"): ("lost", "respondent", ("s12",)),
    }
    assert rows.loc[("alder", "cedar", "case_transfer"), "reasons"] == ("same_reporter:organisation=alder",)
    assert rows.loc[("cedar", "dogwood", "all"), "reasons"] == (
        "not_interviewed:organisation=cedar,wave=2", "unclear:wave=2",
    )  # fmt: skip


def test_the_counts_of_the_hand_made_study_are_those_on_paper(tiny: Path) -> None:
    rows = wave_changes(Network.from_study(read(tiny)), "1", "2")
    here = rows[rows["process"].eq("all") & rows["kind"].eq("ties")].set_index(["item", "explanation"])
    counts = here["count"].to_dict()
    assert {key: count for key, count in counts.items() if count} == {
        ("kept", ""): 1, ("lost", ""): 7, ("changed", ""): 7,
        ("lost", "real"): 1, ("lost", "unknown"): 1, ("lost", "respondent"): 5,
        ("changed", "real"): 1, ("changed", "unknown"): 1, ("changed", "respondent"): 5,
    }  # fmt: skip
    assert here.loc[("changed", "real"), "share"] == pytest.approx(1 / 7)
    assert here.loc[("changed", "real"), "evidence"] == ("s03", "s16", "s23")
    assert rows["organisations"].eq(1).all()


def test_all_has_no_direction_where_no_process_has_one(network) -> None:
    said = [A1 | {"process": "meets"}]
    meets = {"meets": Process("meets", directed=False)}
    made = network(said, interviews=TALKS, waves=("1", "2"), processes=meets)
    assert tie_changes(made, "1", "2")["process"].tolist() == ["all", "meets"]


def test_negative_ties_and_pairs_that_were_never_tied_have_no_row(network) -> None:
    said = [A1 | {"sign": "negative", "negative_kind": "conflict"}, A1 | NO, A2 | NO]
    assert len(tie_changes(network(said, interviews=TALKS, waves=("1", "2")), "1", "2")) == 0


def test_a_single_wave_and_an_empty_study_have_empty_tables(network) -> None:
    assert len(changes_of_ties(network([TIE | {"by": "a"}]))) == 0
    empty = network([], waves=("1", "2"), interviews=[])
    assert len(tie_changes(empty, "1", "2")) == len(wave_changes(empty, "1", "2")) == 0


@pytest.mark.parametrize("waves", [("2", "1"), ("1", "1"), ("1", "3")])
def test_waves_that_are_not_two_in_order_are_refused(network, waves) -> None:
    with pytest.raises(CallError, match=r"^Expected two waves of 1, 2.*found.*\. Name"):
        tie_changes(network([], waves=("1", "2")), *waves)


def doubled(network: Network, **changes: Any) -> Network:
    """Return the network of a study in which every statement stands twice."""
    study = network.study
    copies = study.statements.assign(statement_id=lambda it: it["statement_id"] + "_copy", **changes)
    whole = pd.concat([study.statements, copies], ignore_index=True)
    return Network.from_study(replace(study, tables={**study.tables, "statements": whole}))


@pytest.mark.parametrize("changes", [{}, {"coder": lambda it: it["coder"] + "_again"}, {"respondent_id": "r_other"}])
def test_a_row_a_coder_or_a_respondent_entered_twice_changes_nothing(
    sample_network: Network, sample_changes: pd.DataFrame, changes: dict[str, Any]
) -> None:
    first, again = sample_changes, tie_changes(doubled(sample_network, **changes), "1", "2")
    columns = ["source", "target", "process", "change", "explanation", "state_before", "state", "reasons"]
    pd.testing.assert_frame_equal(first[columns], again[columns])


def test_every_tie_is_counted_once_and_what_changed_is_gained_or_lost(
    sample_network: Network, sample_changes: pd.DataFrame
) -> None:
    rows = sample_changes
    for wave, column in (("1", "gained"), ("2", "lost")):
        for process in sample_network.processes:
            here = rows[rows["process"].eq(process) & rows["change"].ne(column)]
            assert len(here) == sample_network.layer(process, wave).m, (wave, process)
    assert rows["change"].isin(list(CHANGES)).all()
    assert rows.loc[rows["change"].ne("kept"), "explanation"].isin(list(EXPLANATIONS)).all()
    assert rows.loc[rows["change"].eq("kept"), "explanation"].eq("").all()


def test_counts_add_up(sample_summary: pd.DataFrame) -> None:
    ties = sample_summary[sample_summary["kind"].eq("ties")]
    for _, group in ties.groupby("process"):
        counts = group.set_index(["item", "explanation"])["count"]
        assert counts["changed", ""] == counts["gained", ""] + counts["lost", ""]
        for item in ("gained", "lost", "changed"):
            assert sum(counts[item, name] for name in EXPLANATIONS if name != "listed") == counts[item, ""]


def test_measures_are_compared_among_those_interviewed_in_both_waves(
    sample_network: Network, sample_summary: pd.DataFrame
) -> None:
    rows = sample_summary
    both = sample_network.interviewed("1") & sample_network.interviewed("2")
    part = sample_network.only(both)
    row = rows[rows["item"].eq("density") & rows["process"].eq("all")].iloc[0]
    each = [part.layer("all", wave).m / (len(both) * (len(both) - 1)) for wave in ("1", "2")]
    assert (row["value_before"], row["value"], row["difference"]) == pytest.approx((*each, each[1] - each[0]))
    assert row["organisations"] == len(both)


@pytest.mark.parametrize("process", ["all", "case_coordination", "information_exchange"])
def test_a_layer_among_some_organisations_is_that_of_their_own_network(sample_network: Network, process: str) -> None:
    both = sample_network.interviewed("1") & sample_network.interviewed("2")
    whole, part = sample_network.layer(process, "1"), sample_network.only(both).layer(process, "1")
    kept = whole.organisations.isin(list(both))
    found = among(whole, kept, whole.organisations[kept], whole.attributes[kept])
    first, second = (measures.values(layer, level="network") for layer in (found, part))
    assert found.m == part.m > 0 and found.organisations.equals(part.organisations)
    assert first == pytest.approx(second, nan_ok=True)


def test_the_interval_of_a_difference_is_that_of_networks_drawn_of_both_waves(
    sample_network: Network, sample_changes: pd.DataFrame
) -> None:
    both = sorted(sample_network.interviewed("1") & sample_network.interviewed("2"))
    drawn = []
    for wave in "12":
        layers = [sample_network.posterior(wave).network(number)["case_transfer"] for number in range(20)]
        inside = [layer.organisations.isin(both) for layer in layers]
        drawn.append(
            np.array([(kept[it.source] & kept[it.target]).sum() for kept, it in zip(inside, layers, strict=True)])
        )
    expected = (drawn[1] - drawn[0]) / (len(both) * (len(both) - 1))
    rows = wave_changes(sample_network, "1", "2", sample_changes, draws=20)
    row = rows[rows["item"].eq("density") & rows["process"].eq("case_transfer")].iloc[0]
    told = [row["likely_difference"], row["low"], row["high"]]
    assert told == pytest.approx([expected.mean(), *np.quantile(expected, (0.025, 0.975))])
    assert row["interval"] == "posterior"
    some = rows[rows["interval"].eq("posterior")]
    assert (some["low"] <= some["likely_difference"]).all() and (some["likely_difference"] <= some["high"]).all()


def test_differences_come_without_intervals_unless_networks_are_drawn(sample_summary: pd.DataFrame) -> None:
    assert sample_summary[["likely_difference", "low", "high"]].isna().all(axis=None)
    assert sample_summary["interval"].eq("").all()


def test_too_many_draws_are_refused(sample_network: Network) -> None:
    with pytest.raises(CallError, match=r"^Expected from 0 to 1,000 drawn networks, found 1,001\. Say draws=100"):
        wave_changes(sample_network, "1", "2", draws=1001)


def test_a_file_of_ties_gets_the_interval_of_the_paired_bootstrap(tmp_path: Path) -> None:
    rows = ["a,b,1", "b,c,1", "c,d,1", "d,a,1", "a,c,1", "a,b,2", "b,c,2", "d,b,2"]
    (tmp_path / "edges.csv").write_text("\n".join(["source,target,wave", *rows]) + "\n", encoding="utf-8")
    made = Network.from_study(read(tmp_path))
    found = wave_changes(made, "1", "2", draws=40)
    row = found[found["item"].eq("density") & found["process"].ne("all")].iloc[0]
    layers = [made.layer(row["process"], wave) for wave in "12"]
    expected = paired_bootstrap(*layers, "density", draws=40, seed=made.study.settings.seed)
    assert (row["low"], row["high"], row["interval"]) == (expected.low, expected.high, "bootstrap")


def test_what_a_file_has_in_one_wave_only_is_listed_or_denied_and_never_silence(tmp_path: Path) -> None:
    rows = ["a,b,1,1", "b,c,1,1", "c,d,1,1", "a,b,2,1", "b,c,2,0", "d,e,2,1"]
    (tmp_path / "edges.csv").write_text("\n".join(["source,target,wave,value", *rows]) + "\n", encoding="utf-8")
    analysis = analyse(tmp_path, scores="transparent", draws=1)
    single = analysis.tables["tie_changes"].query("process != 'all'")
    assert single[["source", "change", "explanation", "reasons"]].to_numpy().tolist() == [
        ["a", "kept", "", ""], ["b", "lost", "real", "denied"], ["c", "lost", "listed", ""],
        ["d", "gained", "listed", ""],
    ]  # fmt: skip
    counted = analysis.tables["wave_changes"].query("process != 'all' and kind == 'ties'")
    assert set(counted["explanation"]) == {"", "real", "organisation", "listed"}
    assert counted.query("item == 'changed' and explanation == 'listed'")["count"].tolist() == [2]
    assert counted.query("item == 'changed' and explanation == ''")["text"].tolist() == [
        "Ties that the file has in one wave only: 3; with a no in the other: 1."
    ]
    assert set(analysis.tables["wave_changes"]["organisations"]) == {5}


def test_expected_changes_are_the_sum_of_chances(
    sample_network: Network, sample_summary: pd.DataFrame, sample_changes: pd.DataFrame
) -> None:
    rows = sample_summary[sample_summary["kind"].eq("ties")]
    assert rows["expected"].isna().all()  # its second wave was not asked about anybody
    again = wave_changes(sample_network, "1", "2", sample_changes.assign(p_changed=0.25))
    assert (again["expected"] - again["count"] / 4)[again["count"].gt(0)].abs().max() < 1e-9


def test_every_reason_has_words_and_evidence_lies_in_both_waves(
    sample_network: Network, sample_changes: pd.DataFrame
) -> None:
    rows = sample_changes
    assert {reason_parts(it)[0] for reasons in rows["reasons"] for it in reasons} <= set(REASONS)
    wave = sample_network.study.statements.set_index("statement_id")["wave"]
    kept = rows[rows["change"].eq("kept")]
    assert all({wave[id_] for id_ in ids} == {"1", "2"} for ids in kept["evidence"])
