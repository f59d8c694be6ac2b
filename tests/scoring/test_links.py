"""Which conditions people connect; hand-worked, and counted again with plain loops."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from collabnet.domains import domains
from collabnet.network import Network
from collabnet.reading import read
from collabnet.scoring import links
from collabnet.scoring.links import COLUMNS

One = Callable[..., Any]
Build = Callable[..., Network]
Row = dict[str, Any]

PAIR = {"domain": "capacity", "reason_domain": "trust", "kind": "same_quote"}


def quoted(by: str, quote: str, *domains: str, **more: Any) -> list[Row]:
    """Return one quote coded in some domains."""
    return [{"by": by, "source": by, "quote_id": quote, "quote": quote, "domain": key, **more} for key in domains]


def test_a_quote_in_two_domains_connects_them_once_per_interview_and_organisation(network: Build, one: One) -> None:
    # a says so in two quotes of one interview, b in one: 2 of 4 interviews, 2 of 4 organisations.
    said = [*quoted("a", "q1", "trust", "capacity"), *quoted("a", "q2", "capacity", "trust")]
    said += [*quoted("b", "q3", "capacity", "trust"), *quoted("c", "q4", "trust"), *quoted("d", "q5", "capacity")]
    row = one(links(network(said, interviews=("a", "b", "c", "d"))), **PAIR)
    assert (row["interviews"], row["of"], row["organisations"], row["organisations_of"]) == (2, 4, 2, 4)
    assert row["evidence"] == ("s000", "s001", "s002", "s003", "s004", "s005")
    assert row["share"] == 0.5
    assert (row["low"], row["high"]) == pytest.approx(stats.beta.ppf([0.025, 0.975], 2.5, 2.5))


def test_a_pair_has_no_direction_and_stands_in_the_order_of_the_domains(network: Build) -> None:
    said = [*quoted("a", "q1", "trust", "diagnosis"), *quoted("b", "q2", "cultural_competence", "trust")]
    found = links(network(said))
    assert list(zip(found["domain"], found["reason_domain"], strict=True)) == [
        ("diagnosis", "trust"), ("trust", "cultural_competence"),
    ]  # fmt: skip


def test_three_domains_in_one_quote_are_three_pairs(network: Build) -> None:
    found = links(network(quoted("a", "q1", "trust", "capacity", "diagnosis", "trust")))
    assert len(found) == 3
    trust = found[found["reason_domain"] == "trust"]
    assert sorted(trust["evidence"]) == [("s000", "s001", "s003"), ("s000", "s002", "s003")]


def test_coders_who_read_different_domains_in_one_quote_connect_them(network: Build, one: One) -> None:
    said = [*quoted("a", "q1", "trust", coder="c1"), *quoted("a", "q1", "capacity", coder="c2")]
    assert one(links(network(said)), **PAIR)["interviews"] == 1


def test_two_domains_in_one_interview_but_not_in_one_quote_are_no_link(network: Build) -> None:
    assert links(network([*quoted("a", "q1", "trust"), *quoted("a", "q2", "capacity")])).empty


def test_a_reason_in_another_domain_has_a_direction(network: Build, one: One) -> None:
    said = [
        {"by": "a", "statement_id": "x1", "source": "a", "domain": "trust", "because_of": ("x2",)},
        {"by": "b", "statement_id": "x2", "source": "b", "domain": "capacity", "because_of": ("x3",)},
        {"by": "b", "statement_id": "x3", "source": "b", "domain": "trust"},
    ]
    found = links(network(said, interviews=("a", "b", "c")))
    explained = one(found, domain="trust", reason_domain="capacity", kind="because_of")
    assert (explained["interviews"], explained["organisations"], explained["of"]) == (1, 1, 3)
    assert explained["evidence"] == ("x1", "x2")
    assert one(found, domain="capacity", reason_domain="trust", kind="because_of")["evidence"] == ("x2", "x3")
    assert len(found) == 2


def test_the_vote_is_that_of_who_made_the_statement_that_is_explained(network: Build, one: One) -> None:
    # a and b point to the same words of c: two interviews connect, not three.
    said = [
        {"by": "c", "statement_id": "x0", "source": "c", "domain": "capacity"},
        {"by": "a", "statement_id": "x1", "source": "a", "domain": "trust", "because_of": ("x0",)},
        {"by": "b", "statement_id": "x2", "source": "b", "domain": "trust", "because_of": ("x0",)},
    ]
    row = one(links(network(said, interviews=("a", "b", "c"))), kind="because_of")
    assert (row["interviews"], row["organisations"]) == (2, 2)
    assert row["evidence"] == ("x0", "x1", "x2")


def test_a_reason_within_the_domain_without_one_or_unknown_is_no_link(network: Build) -> None:
    said = [
        {"by": "a", "statement_id": "x1", "source": "a", "domain": "trust", "because_of": ("x2", "x3", "gone", "x1")},
        {"by": "a", "statement_id": "x2", "source": "a", "domain": "trust", "quote": "other words"},
        {"by": "a", "statement_id": "x3", "source": "a", "cause": "turnover"},
    ]
    assert links(network(said)).empty


def test_a_reason_that_was_entered_twice_is_found_by_either_id_and_counts_once(network: Build, one: One) -> None:
    said = [
        {"by": "a", "statement_id": "x1", "source": "a", "domain": "trust", "because_of": ("x3",)},
        {"by": "a", "statement_id": "x2", "source": "a", "domain": "capacity", "quote": "no time"},
        {"by": "a", "statement_id": "x3", "source": "a", "domain": "capacity", "quote": "no time"},
    ]
    row = one(links(network(said)), kind="because_of")
    assert (row["interviews"], row["organisations"], row["evidence"]) == (1, 1, ("x1", "x2", "x3"))


def test_copies_of_rows_change_no_count(network: Build) -> None:
    said = [*quoted("a", "q1", "trust", "capacity"), *quoted("b", "q2", "trust", "diagnosis")]
    counts = ["interviews", "organisations", "of", "organisations_of", "share", "low", "high"]
    once, twice = links(network(said)), links(network([*said, *said]))
    assert once[counts].to_numpy().tolist() == twice[counts].to_numpy().tolist()


def test_documents_young_people_and_what_is_only_wished_do_not_count(network: Build) -> None:
    interviews = [
        "a", {"interview_id": "i_paper", "kind": "document"},
        {"interview_id": "i_young", "kind": "person", "person_id": "P01"},
    ]  # fmt: skip
    said = [*quoted("paper", "q1", "trust", "capacity"), *quoted("young", "q2", "trust", "capacity")]
    said += quoted("a", "q3", "trust", "capacity", modality="wished")
    assert links(network(said, interviews=interviews)).empty


def test_waves_are_counted_apart_and_the_most_named_comes_first(network: Build) -> None:
    interviews = ["a", "b", {"interview_id": "i_late", "organisation_id": "a", "wave": "2"}]
    said = [*quoted("a", "q1", "diagnosis", "trust"), *quoted("a", "q2", "capacity", "trust")]
    said += [*quoted("b", "q3", "capacity", "trust"), *quoted("late", "q4", "diagnosis", "trust", source="a")]
    found = links(network(said, interviews=interviews, waves=("1", "2")))
    assert list(zip(found["wave"], found["domain"], found["of"], strict=True)) == [
        ("1", "capacity", 2), ("1", "diagnosis", 2), ("2", "diagnosis", 1),
    ]  # fmt: skip


def test_nothing_connected_gives_an_empty_table_with_its_columns(network: Build, tiny_network: Network) -> None:
    # The tiny study: s18 points to s15, both on capacity.
    for found in (links(network([])), links(tiny_network)):
        assert found.empty
        assert tuple(found.columns) == COLUMNS


def test_the_sample_counted_with_plain_loops_gives_the_same(sample: Path) -> None:
    found = links(Network.from_study(read(sample)))
    theirs = {
        (row.domain, row.reason_domain, row.kind, row.wave): (row.interviews, row.organisations, set(row.evidence))
        for row in found.itertuples()
    }
    assert theirs == _looped(sample)
    assert theirs


def _looped(folder: Path) -> dict[tuple[str, ...], tuple[int, int, set[str]]]:
    """Count again from the files, with nothing of the library but the order of the domains."""
    talks = {row["interview_id"]: row for row in _rows(folder / "interviews.csv")}
    spoken = {
        row["statement_id"]: row
        for row in _rows(folder / "statements.csv")
        if row["modality"] in ("", "actual") and talks[row["interview_id"]]["kind"] not in ("document", "person")
    }
    order = list(domains())
    behind: dict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
    for first in spoken.values():
        for second in spoken.values():
            if not (first["domain"] and second["domain"]) or first["domain"] == second["domain"]:
                continue
            one_quote = (first["interview_id"], first["quote_id"]) == (second["interview_id"], second["quote_id"])
            kinds = ["same_quote"] if one_quote and order.index(first["domain"]) < order.index(second["domain"]) else []
            kinds += ["because_of"] if second["statement_id"] in first["because_of"].split("|") else []
            for kind in kinds:
                key = (first["domain"], second["domain"], kind, talks[first["interview_id"]]["wave"])
                behind[key] += [(first["interview_id"], first["statement_id"], second["statement_id"])]
    return {key: _counted(pairs, talks) for key, pairs in behind.items()}


def _counted(pairs: list[tuple[str, str, str]], talks: dict[str, Row]) -> tuple[int, int, set[str]]:
    interviews = {interview for interview, _, _ in pairs}
    organisations = {talks[interview]["organisation_id"] or interview for interview in interviews}
    return len(interviews), len(organisations), {key for _, *both in pairs for key in both}


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
