"""Who is competent to change what blocks: by written rules; what people state stands beside it."""

from __future__ import annotations

from typing import Any

import pytest

from collabnet.gaps import GapFinding, find_gaps
from collabnet.gaps._competence import LEVELS, RULES
from collabnet.vocabularies import vocabulary
from tests.gaps.conftest import context_of

Row = dict[str, Any]

NEED: Row = {"organisation_id": "a", "service": "legal_advice", "role": "needs_for_clients", "languages": ("nl",),
             "maximum_age": 21.0}  # fmt: skip
OFFER: Row = {"organisation_id": "b", "service": "legal_advice", "role": "offers"}
REQUIRED = [{"source": "a", "target": "b", "process": "case_transfer", "weight": 0.8}]
ABSENT: Row = {"by": "a", "source": "a", "target": "b", "process": "case_transfer", "tie_state": "absent"}


def gap_of(kind: str, statements: list[Row], **options: Any) -> GapFinding:
    (gap,) = (one for gap in find_gaps(context_of(statements, **options)) for one in gap.findings if one.kind == kind)
    return gap


def by_three(row: Row) -> list[Row]:
    """Return what three organisations say alike: enough to claim it."""
    return [{**row, "by": by} for by in "abc"]


HEARD: dict[str, Any] = {"required": REQUIRED, "interviews": ["a", "b", "c"]}


def municipal(level: str) -> list[Any]:
    return ["a", {"organisation_id": "b", "policy_level": level}]


@pytest.mark.parametrize(
    ("offered", "provider", "expected"),
    [
        ([], "municipal", "funding"),
        ([{**OFFER, "capacity": 1.0, "demand": 90.0}], "municipal", "funding"),
        ([{**OFFER, "wait_weeks": 624.0}], "municipal", "funding"),
        ([{**OFFER, "minimum_age": 25.0}], "municipal", "municipal"),
        ([{**OFFER, "minimum_age": 25.0}], "federal", "federal"),
        ([{**OFFER, "minimum_age": 25.0}], "", "organisation"),
        ([{**OFFER, "languages": ("fr",)}], "regional", "regional"),
        ([{**OFFER, "funded_until": "2020"}], "municipal", "funding"),
        ([{**OFFER, "confirmed_on": "2020"}], "municipal", "organisation"),
    ],
)
def test_what_blocks_a_service_says_who_can_change_it(offered: list[Row], provider: str, expected: str) -> None:
    interviews = [{"interview_id": "i_a", "organisation_id": "a", "date": "2025-11-06"}]
    gap = gap_of("unmet_need", [], services=[NEED, *offered], organisations=municipal(provider), interviews=interviews)
    assert gap.competent_level == expected


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        ("housing_shortage", "regional"),
        ("understaffing", "funding"),
        ("rules_per_municipality", "municipal"),
        ("professional_secrecy", "federal"),
        ("unclear_mandate", "organisation"),
    ],
)
def test_the_cause_that_most_organisations_name_says_who_can_change_a_condition(cause: str, expected: str) -> None:
    weak = {"by": "a", "source": "a", "target": "b", "domain": "capacity", "rating": 0, "cause": cause}
    assert gap_of("weak_condition", by_three(weak), **HEARD).competent_level == expected


def test_one_organisation_has_one_vote_however_often_it_names_a_cause() -> None:
    weak: Row = {"source": "a", "target": "b", "domain": "capacity", "rating": 0}
    said = [{**weak, "by": "a", "cause": "unclear_mandate"} for _ in range(5)]
    said += [{**weak, "by": who, "cause": "understaffing"} for who in ("b", "c")]
    gap = gap_of("weak_condition", said, **HEARD)
    assert gap.competent_level == "funding"


def test_without_a_cause_the_two_organisations_can_change_it_unless_the_other_has_no_room() -> None:
    weak = {"by": "a", "source": "a", "target": "b", "domain": "capacity", "rating": 0}
    full = [{**OFFER, "capacity": 1.0, "demand": 90.0}]
    assert gap_of("weak_condition", by_three(weak), **HEARD).competent_level == "organisation"
    assert gap_of("weak_condition", by_three(weak), services=full, **HEARD).competent_level == "funding"
    trust = {**weak, "domain": "trust"}
    assert gap_of("weak_condition", by_three(trust), services=full, **HEARD).competent_level == "organisation"


def test_where_a_missing_link_has_a_reason_all_that_is_said_of_the_pair_counts() -> None:
    why = {"by": "a", "source": "a", "target": "b", "domain": "capacity", "rating": 0, "cause": "housing_shortage"}
    assert gap_of("missing_link", [ABSENT, why], required=REQUIRED).competent_level == "regional"
    assert gap_of("missing_link", [ABSENT], required=REQUIRED).competent_level == "organisation"


def test_what_people_state_stands_beside_it_and_changes_nothing() -> None:
    weak: Row = {"source": "a", "target": "b", "domain": "capacity", "rating": 0, "cause": "housing_shortage"}
    own = gap_of("weak_condition", by_three({**weak, "locus": "own"}), **HEARD)
    assert (own.competent_level, own.stated_level) == ("regional", "organisation")
    both = by_three({**weak, "locus": "own"}) + by_three({**weak, "locus": "system"})
    assert gap_of("weak_condition", both, **HEARD).stated_level == "organisation|system"
    assert gap_of("weak_condition", by_three(weak), **HEARD).stated_level == ""


def test_every_rule_and_every_cause_names_a_level_that_exists_and_every_rule_its_source() -> None:
    assert {rule.level for rule in RULES.values()} <= {*LEVELS, "provider", "cause"}
    assert all(rule.why.endswith(".") for rule in RULES.values())
    assert {term.level for term in vocabulary("causes").values()} <= set(LEVELS)
