"""Tables of what is no single number: groups, ladders, overlap of processes, fields of work, what is held in common."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from collabnet.tables import cliques as cliques_table
from collabnet.tables import key_players as key_players_table
from collabnet.views import seen

if TYPE_CHECKING:
    from collabnet.analysis import Analysis

TABLES = ("cliques", "key_players", "lambda_sets", "ladder", "process_overlap", "blocks", "held_in_common")


@pytest.fixture
def sample_(analysed_sample: Analysis) -> Analysis:
    return analysed_sample


def ties_of(analysis: Analysis, process: str, wave: str) -> pd.DataFrame:
    ties = analysis.tables["ties"]
    there = ~ties["negative"] & ties["yes"].gt(0) & ties["state"].ne("ended")
    return ties[there & ties["process"].eq(process) & ties["wave"].eq(wave)]


def test_they_are_there_and_their_evidence_leads_to_words(sample_: Analysis) -> None:
    known = set(sample_.tables["statements"]["statement_id"])
    for name in TABLES:
        frame = sample_.tables[name]
        assert len(frame), name
        if "evidence" in frame:
            ids = frame["evidence"].str.split("|").explode()
            assert set(ids[ids != ""]) <= known, name
    assert (sample_.tables["cliques"]["evidence"] != "").all()
    assert (sample_.tables["ladder"]["evidence"] != "").all()


def test_everyone_in_a_tight_group_is_tied_to_everyone(sample_: Analysis) -> None:
    frame = sample_.tables["cliques"]
    for row in frame[frame["ties"].eq("reported")].itertuples():
        members = row.organisations.split("|")
        ties = ties_of(sample_, row.process, row.wave)
        pairs = {frozenset(pair) for pair in zip(ties["source"], ties["target"], strict=True)}
        inside = {frozenset((one, other)) for one in members for other in members if one != other}
        assert inside <= pairs
        assert row.size == len(members) >= 3
        assert row.names.count("|") == row.size - 1


def test_groups_are_counted_as_the_measure_counts_them(sample_: Analysis) -> None:
    keys = ["process", "wave", "ties"]
    counted = sample_.tables["network_measures"]
    counted = counted[counted["measure"].eq("clique_count")].set_index(keys)["value"]
    listed = sample_.tables["cliques"].groupby(keys).size()
    pd.testing.assert_series_equal(listed.astype(float), counted[counted > 0].sort_index(), check_names=False)


def test_a_network_of_too_many_groups_lists_none(sample_: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    from collabnet.analysis import _parts
    from collabnet.gaps import Found

    monkeypatch.setattr(cliques_table, "MOST", 3)
    parts = _parts(sample_.network, sample_.tables["scores"], Found((), ()), None)
    sizes = cliques_table.CLIQUES.rows(parts).groupby(["process", "wave", "ties"]).size()
    assert sizes.max() <= 3
    assert len(sizes) < sample_.tables["cliques"].groupby(["process", "wave", "ties"]).ngroups


def test_one_key_player_is_whose_absence_costs_most(sample_: Analysis) -> None:
    keys = ["process", "wave", "ties"]
    places = sample_.tables["centrality"].query("measure == 'distance_fragmentation_if_removed'").dropna(subset="value")
    costs = places.set_index(keys)["value"].groupby(keys).max()
    alone = sample_.tables["key_players"].query("kind == 'negative' and size == 1 and choice == 1").set_index(keys)
    assert len(alone) > 10
    gained = alone["value"] - alone["baseline"]
    pd.testing.assert_series_equal(gained.sort_index(), costs.reindex(gained.sort_index().index), check_names=False)
    assert (
        (sample_.tables["key_players"]["organisations"].str.count(r"\|") + 1)
        .eq(sample_.tables["key_players"]["size"])
        .all()
    )


def test_more_key_players_attain_more_and_large_networks_are_left_to_those_who_ask(sample_: Analysis) -> None:
    frame = sample_.tables["key_players"].query("choice == 1")
    by_size = frame.pivot_table("value", ["process", "wave", "ties", "kind"], "size")
    assert (by_size.query("kind == 'positive'").diff(axis=1)[[2, 3]] >= -1e-12).all(axis=None)
    assert [size for size in key_players_table.SIZES if key_players_table._is_quick(100, size)] == [1, 2]


def test_groups_that_hold_together_lie_within_wider_ones_that_hold_less(sample_: Analysis) -> None:
    for _, rows in sample_.tables["lambda_sets"].groupby(["process", "wave", "ties"]):
        groups = [(row[0], set(row[1].split("|"))) for row in rows[["lambda", "organisations"]].itertuples(index=False)]
        for (strong, narrow), (weak, wide) in itertools.combinations(groups, 2):
            assert strong >= weak
            assert not narrow & wide or (narrow < wide and strong > weak)


def test_no_pair_of_a_broken_ladder_exchanges_information(sample_: Analysis) -> None:
    frame = sample_.tables["ladder"]
    assert set(frame["process"]) <= {"case_transfer", "case_coordination"}
    for wave, rows in frame.groupby("wave"):
        informed = ties_of(sample_, "information_exchange", str(wave))
        pairs = {frozenset(pair) for pair in zip(informed["source"], informed["target"], strict=True)}
        reported = rows[rows["ties"].eq("reported")]
        assert not pairs & {frozenset(pair) for pair in zip(reported["source"], reported["target"], strict=True)}
    share = sample_.tables["network_measures"].query("measure == 'ladder_broken' and process == 'all'")
    assert (share["value"].dropna() > 0).any()


def test_overlap_says_the_same_both_ways_round(sample_: Analysis) -> None:
    frame = sample_.tables["process_overlap"].set_index(["process", "other", "wave", "ties"])
    for (process, other, wave, basis), row in frame.iterrows():
        back = frame.loc[(other, process, wave, basis)]
        assert row["both"] == back["both"] <= min(row["first"], row["second"])
        assert (row["first"], row["second"]) == (back["second"], back["first"])
        assert row["evidence"] == back["evidence"]


def test_blocks_add_up_to_the_ties_of_the_network(sample_: Analysis) -> None:
    frame = sample_.tables["blocks"]
    for (process, wave, basis), rows in frame.groupby(["process", "wave", "ties"]):
        layer = sample_.network.layer(process, wave, basis)
        assert rows["tied"].sum() == layer.m
        assert rows["possible"].sum() == layer.possible
        assert (rows.loc[rows["tied"] > 0, "evidence"] != "").all()
    assert frame["p"].dropna().between(1 / 1000, 1).all()


def test_what_is_held_in_common_is_what_the_services_say(sample_: Analysis) -> None:
    frame = sample_.tables["held_in_common"]
    services = sample_.study.services
    offered = services[services["role"].eq("offers")].groupby("service")["organisation_id"].nunique()
    told = frame[frame["kind"].eq("service")].set_index("thing")["count"]
    assert told.to_dict() == offered.to_dict()


def test_others_see_who_is_in_a_group_but_not_by_whose_words_nor_what_is_denied(sample_: Analysis) -> None:
    shown, masked = (seen(sample_, "shared", pseudonyms).tables for pseudonyms in (False, True))
    assert len(shown["cliques"])
    assert set(shown["cliques"]["evidence"]) == {""}
    assert set(shown["ladder"]["information"]) == {"withheld"}
    names = set(sample_.tables["organisations"]["organisation_id"])
    for name in ("cliques", "key_players", "lambda_sets", "ladder", "held_in_common"):
        for column in ("organisations", "source", "target"):
            if column in masked[name]:
                assert not names & set(masked[name][column].str.split("|").explode())
    assert set(masked["held_in_common"]["names"]) == set(masked["cliques"]["names"]) == {"withheld"}
