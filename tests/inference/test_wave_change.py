"""What changed between two waves: the hand-made study by hand, one small network per rule, and what must not matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from collabnet import read
from collabnet.errors import CallError
from collabnet.inference import changes_of_ties, tie_changes, wave_changes
from collabnet.inference.wave_words import CHANGES, EXPLANATIONS, REASONS
from collabnet.network import Network
from collabnet.reasons import reason_parts
from collabnet.study import Process

if TYPE_CHECKING:
    from pathlib import Path

TALKS = [
    {"interview_id": f"i_{id_}{wave}", "organisation_id": id_, "wave": str(wave), "date": f"202{wave}-06-01"}
    for wave in (1, 2) for id_ in "ab"
]  # fmt: skip
TIE = {"source": "a", "target": "b", "process": "information_exchange"}
A1, A2, B1, B2 = (TIE | {"by": by} for by in ("a1", "a2", "b1", "b2"))
NO = {"tie_state": "absent"}


@pytest.fixture(scope="module")
def sample_network(sample: Path) -> Network:
    return Network.from_study(read(sample))


@pytest.fixture
def told(network):
    """Say what became of a→b in a process: change, explanation and reasons."""

    def of(*statements: dict[str, Any], without: str = "", process: str = "information_exchange", **options: Any):
        talks = [{**talk, **options.pop(talk["interview_id"], {})} for talk in TALKS if talk["interview_id"] != without]
        made = network(statements, interviews=talks, waves=("1", "2"), **options)
        rows = tie_changes(made, "1", "2")
        found = rows[rows["source"].eq("a") & rows["target"].eq("b") & rows["process"].eq(process)]
        assert len(found) == 1
        row = found.iloc[0]
        return row["change"], row["explanation"], list(row["reasons"])

    return of


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


def test_what_both_waves_report_is_kept_whoever_reports_it(told) -> None:
    assert told(A1, A2) == ("kept", "", [])
    assert told(A1, B2) == ("kept", "", [])


def test_a_no_of_who_said_yes_is_real(told) -> None:
    assert told(A1, A2 | NO) == ("lost", "real", ["both_interviewed", "same_reporter:organisation=a"])
    assert told(A1, A2 | NO, without="i_b2") == ("lost", "real", ["same_reporter:organisation=a"])
    assert told(A1 | NO, A2, without="i_b1") == ("gained", "real", ["same_reporter:organisation=a"])


def test_a_no_of_the_other_side_is_real_when_both_were_interviewed_in_both_waves(told) -> None:
    assert told(A1, B2 | NO) == ("lost", "real", ["both_interviewed"])
    assert told(A1, B2 | NO, without="i_b1") == ("lost", "respondent", ["other_reporter:organisation=b"])
    assert told(A1, B2 | NO, without="i_a2") == ("lost", "respondent", ["not_interviewed:organisation=a,wave=2"])


def test_a_no_of_third_parties_alone_is_no_sign(told) -> None:
    said = [A1, A2 | NO | {"by": "c2"}]
    third = [{"interview_id": f"i_c{wave}", "organisation_id": "c", "wave": str(wave)} for wave in (1, 2)]
    TALKS.extend(third)
    try:
        assert told(*said) == ("lost", "unknown", ["silent:organisation=a,wave=2"])
    finally:
        del TALKS[-2:]


def test_silence_is_unknown_and_never_lost(told) -> None:
    assert told(A1) == ("lost", "unknown", ["silent:organisation=a,wave=2"])
    assert told(A2) == ("gained", "unknown", ["silent:organisation=a,wave=1"])
    assert told(A1, A2 | {"tie_state": "unclear"}) == ("lost", "unknown", ["unclear:wave=2"])


def test_who_was_interviewed_once_only_tells_nothing_of_the_other_wave(told) -> None:
    assert told(A1, without="i_a2") == ("lost", "respondent", ["not_interviewed:organisation=a,wave=2"])
    assert told(A2, without="i_a1") == ("gained", "respondent", ["not_interviewed:organisation=a,wave=1"])


def test_an_organisation_that_came_or_went_explains_its_ties(told) -> None:
    new = [{"organisation_id": "a"}, {"organisation_id": "b", "from_wave": "2"}]
    gone = [{"organisation_id": "a"}, {"organisation_id": "b", "to_wave": "1"}]
    assert told(A2, organisations=new) == ("gained", "organisation", ["new:organisation=b,wave=1"])
    assert told(A1, A2 | NO, organisations=gone) == ("lost", "organisation", ["closed:organisation=b,wave=2"])


def test_silence_of_who_was_asked_in_that_wave_is_a_no(told) -> None:
    asked = [{"interview_id": "i_a2", "organisation_id": "b", "process": "information_exchange"}]
    assert told(A1, asked=asked) == ("lost", "real", ["asked_silent:organisation=a,wave=2"])
    roster = {"i_a2": {"prompted": True}}
    assert told(A1, **roster) == ("lost", "real", ["asked_silent:organisation=a,wave=2"])


def test_who_named_another_way_of_working_together_was_not_silent(told) -> None:
    other = A2 | {"process": "case_transfer"}
    assert told(A1, other, i_a2={"prompted": True}) == ("lost", "unknown", ["silent:organisation=a,wave=2"])


def test_who_was_asked_in_one_wave_only_is_explained_by_the_question(told) -> None:
    assert told(A1, i_a1={"prompted": True}) == ("lost", "coding", ["asked_once:organisation=a,wave=1"])
    assert told(A2, i_a2={"prompted": True}) == ("gained", "coding", ["asked_once:organisation=a,wave=2"])


def test_a_change_between_coders_who_share_nothing_is_coding(told) -> None:
    before, after = A1 | {"coder": "c1"}, A2 | NO
    assert told(before, after | {"coder": "c2"})[1] == "coding"
    assert "coder:before=c1,after=c2" in told(before, after | {"coder": "c2"})[2]
    assert told(before, after | {"coder": "c1"})[1] == "real"
    assert told(before, after)[1] == "real"
    both = [before, before | {"coder": "c2", "quote_id": "s000"}]
    assert told(*both, after | {"coder": "c2"})[1] == "real"


def test_a_change_between_fine_and_coarse_judgements_is_coding(told) -> None:
    found = told(A1 | {"precision": "coarse"}, A2 | NO | {"precision": "fine"})
    assert found[1] == "coding"
    assert "precision:before=coarse,after=fine" in found[2]


def test_what_is_said_to_have_begun_between_the_waves_is_real_whoever_says_so(told) -> None:
    assert told(A2 | {"since": "2022"}, without="i_a1") == ("gained", "real", ["started:wave=1,since=2022"])
    found = told(A2 | {"since": "2019"})
    assert found == ("gained", "unknown", ["silent:organisation=a,wave=1", "there_before:wave=1,since=2019"])
    assert told(A2 | {"since": "2021"})[1:] == ("unknown", ["silent:organisation=a,wave=1"])


def test_what_a_party_says_has_ended_is_real_unless_it_ended_before(told) -> None:
    ended = B2 | {"tie_state": "ended"}
    assert told(A1, ended, without="i_b1") == ("lost", "real", ["ended:wave=2"])
    assert told(A1, ended | {"until": "2015"}, without="i_b1")[1] == "respondent"


def test_a_tie_without_direction_is_one_row_whoever_names_whom(told) -> None:
    before = A1 | {"process": "case_coordination"}
    after = {"by": "a2", "source": "b", "target": "a", "process": "case_coordination"} | NO
    assert told(before, after, process="case_coordination")[:2] == ("lost", "real")


def test_all_has_no_direction_where_no_process_has_one(network) -> None:
    said = [A1 | {"process": "meets"}]
    meets = {"meets": Process("meets", directed=False)}
    made = network(said, interviews=TALKS, waves=("1", "2"), processes=meets)
    assert len(tie_changes(made, "1", "2")) == 2


def test_all_is_as_uncertain_as_its_least_certain_process(told) -> None:
    transfer = A1 | {"process": "case_transfer"}
    assert told(A1, A2 | NO, transfer, process="all")[:2] == ("lost", "unknown")
    assert told(A1, A2 | NO, transfer, transfer | NO | {"by": "a2"}, process="all")[:2] == ("lost", "real")
    assert told(A1, A2 | {"process": "case_transfer"}, process="all") == ("kept", "", [])


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
def test_a_row_a_coder_or_a_respondent_entered_twice_changes_nothing(sample_network: Network, changes) -> None:
    first, again = (tie_changes(made, "1", "2") for made in (sample_network, doubled(sample_network, **changes)))
    columns = ["source", "target", "process", "change", "explanation", "state_before", "state", "reasons"]
    pd.testing.assert_frame_equal(first[columns], again[columns])


def test_every_tie_is_counted_once_and_what_changed_is_gained_or_lost(sample_network: Network) -> None:
    rows = tie_changes(sample_network, "1", "2")
    for wave, column in (("1", "gained"), ("2", "lost")):
        for process in sample_network.processes:
            here = rows[rows["process"].eq(process) & rows["change"].ne(column)]
            assert len(here) == sample_network.layer(process, wave).m, (wave, process)
    assert rows["change"].isin(list(CHANGES)).all()
    assert rows.loc[rows["change"].ne("kept"), "explanation"].isin(list(EXPLANATIONS)).all()
    assert rows.loc[rows["change"].eq("kept"), "explanation"].eq("").all()


def test_counts_add_up(sample_network: Network) -> None:
    rows = wave_changes(sample_network, "1", "2")
    ties = rows[rows["kind"].eq("ties")]
    for _, group in ties.groupby("process"):
        counts = group.set_index(["item", "explanation"])["count"]
        assert counts["changed", ""] == counts["gained", ""] + counts["lost", ""]
        for item in ("gained", "lost", "changed"):
            assert sum(counts[item, name] for name in EXPLANATIONS) == counts[item, ""]


def test_measures_are_compared_among_those_interviewed_in_both_waves(sample_network: Network) -> None:
    rows = wave_changes(sample_network, "1", "2")
    both = sample_network.interviewed("1") & sample_network.interviewed("2")
    part = sample_network.only(both)
    row = rows[rows["item"].eq("density") & rows["process"].eq("all")].iloc[0]
    each = [part.layer("all", wave).m / (len(both) * (len(both) - 1)) for wave in ("1", "2")]
    assert (row["value_before"], row["value"], row["difference"]) == pytest.approx((*each, each[1] - each[0]))
    assert row["organisations"] == len(both)


def test_every_reason_has_words_and_evidence_lies_in_both_waves(sample_network: Network) -> None:
    rows = tie_changes(sample_network, "1", "2")
    assert {reason_parts(it)[0] for reasons in rows["reasons"] for it in reasons} <= set(REASONS)
    wave = sample_network.study.statements.set_index("statement_id")["wave"]
    kept = rows[rows["change"].eq("kept")]
    assert all({wave[id_] for id_ in ids} == {"1", "2"} for ids in kept["evidence"])
