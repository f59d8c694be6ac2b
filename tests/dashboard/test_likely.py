"""How likely a relation is, and what that depends on, as a reader meets it."""

from __future__ import annotations

from typing import Any

import collabnet
from collabnet.views import seen as look
from dashboard.components.likely import what_it_depends_on
from dashboard.evidence import evidence
from dashboard.pages import centrality
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.reading import words


def page(seen: Any, ties: str, language: str = "en") -> str:
    state = State(study="s", page="centrality", wave="1", language=language, options={"ties": ties})
    return words(centrality.layout(seen, state))


def test_the_range_under_three_beliefs_stands_with_likely_relations_and_only_there(
    analysed_sample: collabnet.Analysis,
) -> None:
    seen = look(analysed_sample, "researcher")
    assert "usual belief" in page(seen, "posterior")
    assert "if they often forget (six in ten)" in page(seen, "posterior")
    assert "usual belief" not in page(seen, "reported")


def test_it_is_said_whether_reports_can_settle_it(analysed_sample: collabnet.Analysis) -> None:
    seen = look(analysed_sample, "researcher")
    first, second = (words(what_it_depends_on(seen, "all", wave, Say("en"))) for wave in ("1", "2"))
    assert "two reports or fewer" in first
    assert "Nobody was asked about given organisations" in second


def test_a_pair_says_how_likely_its_relation_is(analysed_tiny: collabnet.Analysis) -> None:
    seen = look(analysed_tiny, "researcher")
    shown = evidence(seen, State(study="s", wave="1", pick="tie:alder>birch:information_exchange:1"))
    assert shown is not None
    said = " ".join(words(part) for part in shown.parts)
    assert "How likely it exists" in said
    ties = analysed_tiny.tables["ties"].set_index(["source", "target", "process", "wave"])
    share = ties.loc[("alder", "birch", "information_exchange", "1"), "probability"]
    assert f"likely ({share:.0%})".replace("%", " %") in said.replace("\u202f", " ").replace("\xa0", " ")
