"""What the data cannot say: which pairs scores stand for, and what the model remarks on itself."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.tables.model_remarks import REMARKS
from dashboard.sentences.limits import limits
from dashboard.sentences.remarks import remarks
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import score, seen_with

SAY = Say("en")


def covered(*spoken: tuple[str, int]) -> pd.DataFrame:
    rows = [
        {"kind": "domain", "key": key, "wave": "1", "required": 100, "required_with_statement": count}
        for key, count in spoken
    ]
    return pd.DataFrame(rows)


def scored(**more: Any) -> pd.DataFrame:
    return pd.DataFrame([score("network", "network", key, 50, 40, 60, "B", **more) for key in ("trust", "capacity")])


def remarked(code: str, facts: str) -> FakeSeen:
    return seen_with(model_remarks=pd.DataFrame([{"code": code, "facts": facts, "remark_text": ""}]))


def test_it_is_said_how_many_expected_pairs_are_a_guess() -> None:
    seen = seen_with(scores=scored(method="model"), coverage=covered(("trust", 9), ("capacity", 4)))
    assert (
        "Scores stand for all 100 expected pairs. Depending on the condition, nobody spoke of 91 to 96 of them: these "
        "enter as a guess with a wide interval."
    ) in limits(seen, "1", SAY)
    alike = seen_with(scores=scored(method="model"), coverage=covered(("trust", 9), ("capacity", 9)))
    assert any("Of 91 of them nobody spoke" in line for line in limits(alike, "1", SAY))


def test_plain_means_guess_nothing_and_stated_pairs_are_no_complete_list() -> None:
    plain = seen_with(scores=scored(), coverage=covered(("trust", 9), ("capacity", 9)))
    assert not any("guess" in line for line in limits(plain, "1", SAY))
    stated = seen_with(scores=scored(method="model", basis="stated_pairs"), coverage=covered(("trust", 9)))
    assert any("not a complete list" in line for line in limits(stated, "1", SAY))


def test_remarks_of_the_model_are_said_in_words_with_numbers_as_the_language_writes_them() -> None:
    (said,) = remarks(remarked("many_zeros", "domain=service_knowledge,share=0.35"), SAY)
    assert said.startswith("In knowledge of services, 35 % of the ratings are 0")
    (said,) = remarks(remarked("ordinal_differs", "tau=0.79,points=4.5"), Say("fr"))
    assert "0,79" in said


def test_what_reassures_and_what_is_said_elsewhere_is_no_limit() -> None:
    assert remarks(remarked("ordinal_agrees", "tau=0.97,points=1.2"), SAY) == ()
    assert remarks(remarked("nothing_rated", ""), SAY) == ()


@pytest.mark.parametrize("code", sorted(REMARKS))
def test_every_remark_can_be_said_without_a_gap(code: str) -> None:
    facts = "count=3,tau=0.5,points=2,domain=trust,share=0.4,rhat=1.05,ess=120"
    assert all("{" not in line for line in remarks(remarked(code, facts), SAY))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ties_only_agreed", "none of it is shown as working together"),
        ("ties_only_reported", "no relation can be confirmed"),
    ],
)
def test_a_study_from_paper_alone_says_so_first(code: str, said: str) -> None:
    seen = seen_with(findings=pd.DataFrame([{"code": code, "severity": "warning"}]))
    assert said in limits(seen, "1", SAY)[0]
    other = seen_with(findings=pd.DataFrame([{"code": "delimiter", "severity": "note"}]))
    assert not any(said in sentence for sentence in limits(other, "1", SAY))


@pytest.mark.parametrize(("conversations", "said"), [(0, ""), (1, "1 conversation with"), (15, "15 con")])
def test_what_young_people_tell_is_said_to_stand_apart(seen: FakeSeen, conversations: int, said: str) -> None:
    told = seen_with(mentions=seen.tables["mentions"].assign(young_people_of=conversations))
    found = [line for line in limits(told, "1", SAY) if "stand" in line and "apart" in line]
    assert [said in line for line in found] == ([True] if conversations else [])
