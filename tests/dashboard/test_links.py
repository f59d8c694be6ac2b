"""What people connect a condition with: the section on the page, and what lies behind each sentence."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import pytest

import collabnet
from collabnet.reading import read
from collabnet.views import seen as look
from dashboard import picks
from dashboard.components.links import connections
from dashboard.evidence import evidence
from dashboard.evidence.link import find
from dashboard.pages import domains
from dashboard.sentences import ids as several
from dashboard.sentences import links as said
from dashboard.sentences.lens import lens
from dashboard.state import State
from dashboard.words import Say
from tests.conftest import DRAWS
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import picks as picked
from tests.dashboard.reading import seen_with, with_class, words

EN = Say("en")


def state(**options: str) -> State:
    return State(study="small", page="domains", wave="1", options=options)


def row(domain: str, reason: str, kind: str = "same_quote", interviews: int = 5, **more: Any) -> dict[str, Any]:
    counts = {"interviews": interviews, "organisations": interviews, "of": 17, "organisations_of": 18}
    shares = {"share": interviews / 18, "low": 0.1, "high": 0.5}
    ends = {"domain": domain, "reason_domain": reason, "kind": kind, "wave": "1"}
    return {**ends, **counts, **shares, "evidence": "s2|s6"} | more


def linked(*rows: dict[str, Any]) -> FakeSeen:
    return seen_with(domain_links=pd.DataFrame(list(rows)))


def test_a_sentence_says_in_how_many_interviews_and_how() -> None:
    found = said.links(linked(row("capacity", "trust"), row("trust", "capacity", "because_of", 3)), "1", "trust")
    assert [said.link_sentence(link, EN, "trust") for link in found] == [
        "In 5 of 17 interviews, informal trust is spoken of together with capacity.",
        "In 3 of 17 interviews, capacity is given as a reason for what is said of informal trust.",
    ]


def test_the_table_says_on_which_side_the_condition_stands() -> None:
    rows = (row("trust", "capacity", "because_of"), row("diagnosis", "trust", "because_of"), row("trust", "diagnosis"))
    found = said.links(linked(*rows), "1", "trust")
    assert {said.link_kind(link, "trust", EN) for link in found} == {
        "given as a reason for it", "explained by it", "spoken of together",
    }  # fmt: skip
    assert [link.other("trust") for link in found] == ["capacity", "diagnosis", "diagnosis"]


@pytest.mark.parametrize(
    ("others", "title"),
    [
        ({"capacity": 5, "diagnosis": 2}, "Informal trust is most often connected with capacity"),
        (
            {"capacity": 2, "diagnosis": 2},
            "Informal trust is most often connected with capacity and assessment of needs",
        ),
        (
            dict.fromkeys(("capacity", "diagnosis", "service_knowledge", "cultural_competence"), 3),
            "Informal trust is connected equally often with 4 others",
        ),
        ({"capacity": 1}, "Informal trust is connected with other conditions in single interviews only"),
    ],
)
def test_the_title_says_with_what_it_is_connected_most(others: dict[str, int], title: str) -> None:
    rows = (row("trust", other, interviews=number) for other, number in others.items())
    found = said.links(linked(*rows), "1", "trust")
    assert said.links_title(found, "trust", EN) == title


def test_the_section_stands_after_organisations_and_before_pairs(seen: FakeSeen) -> None:
    shown = domains.layout(linked(row("capacity", "trust")), state(domain="capacity"))
    order = ["Organisations", "What people connect with it", "Pairs", "How a score is made"]
    titles = [words(part) for part in with_class(shown, "page-part")]
    assert [
        next(word for word in order if title.startswith(word)) for title in titles if title.startswith(tuple(order))
    ] == order
    assert "link:same_quote:capacity:trust:1" in picked(shown)
    without = words(domains.layout(seen, state(domain="capacity")))
    assert "What people connect with it" not in without


def test_the_table_twin_has_every_link_also_those_without_a_sentence() -> None:
    others = ("diagnosis", "service_knowledge", "trust", "cultural_competence")
    rows = [row("capacity", other, kind) for other in others for kind in ("same_quote", "because_of")]
    shown = connections(lens(linked(*rows), state(domain="capacity")))
    assert len(with_class(shown, "sentence")) == 6
    found = said.links(linked(*rows), "1", "capacity")
    assert words(with_class(shown, "twin")).count(said.interval(found[0], EN)) == 8


def test_only_what_organisations_say_is_shown_and_only_of_this_wave() -> None:
    seen = linked(row("capacity", "trust", wave="2"))
    assert connections(lens(seen, state(domain="capacity"))) is None
    here = dataclasses.replace(lens(linked(row("capacity", "trust")), state(domain="capacity")), voice="young_people")
    assert connections(here) is None


def test_the_drawer_keeps_what_is_explained_and_its_reason_apart() -> None:
    found = find(linked(row("trust", "capacity", "because_of", 3)), state(), ("because_of", "trust", "capacity", "1"))
    assert found is not None
    assert found.title == "Informal trust, because of capacity"
    assert found.statements == (("On informal trust", ("s6",)), ("The reasons, on capacity", ("s2",)))
    assert "3 of 17 interviews" in words(list(found.parts))


@pytest.mark.parametrize("pick", ["link:same_quote:trust:capacity:1", "link:same_quote:capacity:trust:9", "link:x"])
def test_a_link_that_nobody_made_leads_nowhere(pick: str) -> None:
    assert evidence(linked(row("capacity", "trust")), state().with_(pick=pick)) is None


def test_every_link_of_the_sample_reaches_its_statements(researcher_sample: Any) -> None:
    rows = researcher_sample.tables["domain_links"].to_dict("records")
    assert rows
    for one in rows:
        code = picks.link(one["kind"], one["domain"], one["reason_domain"], one["wave"])
        found = evidence(researcher_sample, state().with_(pick=code))
        assert found is not None
        assert set(several(one["evidence"])) == {key for _, keys in found.statements for key in keys}


def test_others_see_no_link_that_fewer_than_k_organisations_make(shared_sample: Any, researcher_sample: Any) -> None:
    assert (researcher_sample.tables["domain_links"]["organisations"] < 3).all()
    assert shared_sample.tables["domain_links"].empty
    assert evidence(shared_sample, state().with_(pick="link:same_quote:diagnosis:trust:1")) is None


def test_others_see_a_link_that_k_organisations_make_without_who_makes_it(sample: Any) -> None:
    study = read(sample)
    said_by_all = study.statements.assign(domain="capacity")
    first = said_by_all.groupby("quote_id").cumcount() == 1
    tables = {**study.tables, "statements": said_by_all.assign(domain=said_by_all["domain"].mask(first, "trust"))}
    shared = look(
        collabnet.analyse(dataclasses.replace(study, tables=tables), draws=DRAWS, scores="transparent"), "shared"
    )
    one = shared.tables["domain_links"].iloc[0]
    assert (one["domain"], one["reason_domain"]) == ("capacity", "trust")
    assert one["organisations"] >= 3
    found = evidence(shared, state().with_(pick="link:same_quote:capacity:trust:1"))
    assert found is not None
    assert found.withheld == one["evidence_withheld"] > 0
    assert set(several(one["evidence"])) <= set(shared.tables["statements"]["statement_id"])
