"""Which relations are required, and why: from services, from the required table, from wishes."""

from __future__ import annotations

import pandas as pd
import pytest

from collabnet.required import required_relations
from collabnet.services import expected_matches
from collabnet.study import Process
from tests.network.conftest import make

NEED = {"organisation_id": "a", "service": "legal_advice", "role": "needs_for_clients"}
OFFER = {"organisation_id": "b", "service": "legal_advice", "role": "offers"}
WISH = {"by": "a", "source": "a", "target": "b", "process": "case_transfer", "modality": "wished"}


def relations(**options) -> dict[tuple[str, ...], tuple[float, tuple[str, ...]]]:
    found = required_relations(make(options.pop("statements", ()), **options))
    keys = found[["source", "target", "process", "wave"]].itertuples(index=False, name=None)
    return dict(zip(keys, zip(found["weight"], found["reasons"], strict=True), strict=True))


def weight_of(need: dict, offer: dict, **options) -> float:
    found = expected_matches(make(services=[NEED | need, OFFER | offer], **options))
    return float(found["weight"].iloc[0]) if len(found) else 0.0


def test_nothing_declared_means_nothing_required() -> None:
    found = required_relations(make())
    assert found.empty
    assert found.columns.tolist() == ["source", "target", "process", "wave", "weight", "reasons"]


def test_a_need_that_another_can_meet_asks_for_transfer_and_exchange() -> None:
    reason = ("service:need=legal_advice",)
    assert relations(services=[NEED, OFFER]) == {
        ("a", "b", "case_transfer", "1"): (1.0, reason),
        ("a", "b", "information_exchange", "1"): (1.0, reason),
    }


def test_only_processes_that_the_study_declares_are_asked_for() -> None:
    declared = {"information_exchange": Process("information_exchange")}
    assert list(relations(services=[NEED, OFFER], processes=declared)) == [("a", "b", "information_exchange", "1")]


def test_each_need_decides_for_itself_however_many_others_there_are() -> None:
    others = [NEED | {"service": f"service_{number}"} for number in range(8)]
    expected = {("a", "b", "case_transfer", "1"), ("a", "b", "information_exchange", "1")}
    found = relations(services=[NEED, *others, OFFER])
    assert found.keys() == expected
    assert {weight for weight, _ in found.values()} == {1.0}


def test_the_need_that_fits_best_gives_the_weight_and_every_need_that_fits_is_a_reason() -> None:
    needs = [NEED | {"languages": ("nl", "fr")}, NEED | {"service": "health_care"}]
    offers = [OFFER | {"languages": ("fr",)}, OFFER | {"service": "health_care"}]
    met = relations(services=[*needs, *offers])["a", "b", "case_transfer", "1"]
    assert met == (1.0, ("service:need=health_care", "service:need=legal_advice"))


def test_a_need_that_fits_below_the_threshold_is_no_relation_and_at_the_threshold_is_one() -> None:
    wide = NEED | {"languages": ("ar", "en", "fr", "nl")}
    assert len(relations(services=[wide, OFFER | {"languages": ("fr",)}])) == 2
    assert relations(services=[wide, OFFER | {"languages": ("fr",)}], settings={"required_threshold": 0.3}) == {}


@pytest.mark.parametrize("service", ["interpreting", "furniture", "storage", "transport", "leisure"])
def test_a_service_with_which_no_case_moves_asks_for_information_only(service: str) -> None:
    found = relations(services=[NEED | {"service": service}, OFFER | {"service": service}])
    assert list(found) == [("a", "b", "information_exchange", "1")]


def test_an_organisations_own_need_never_moves_a_case() -> None:
    found = relations(services=[NEED | {"role": "own_needs"}, OFFER])
    assert found == {("a", "b", "information_exchange", "1"): (1.0, ("service:own_need=legal_advice",))}


def test_with_a_study_s_own_word_a_case_moves_only_where_the_study_says_so() -> None:
    services = [NEED | {"service": "buddies"}, OFFER | {"service": "buddies"}]
    assert list(relations(services=services)) == [("a", "b", "information_exchange", "1")]
    assert len(relations(services=services, settings={"moves_case": ("buddies",)})) == 2


@pytest.mark.parametrize(
    ("need", "offer", "expected"),
    [
        ({}, {}, 1.0),
        ({"minimum_age": 17.0, "maximum_age": 21.0}, {"minimum_age": 18.0}, 1.0),
        ({"minimum_age": 15.0, "maximum_age": 17.0}, {"minimum_age": 18.0}, 0.0),
        ({"minimum_age": 18.0}, {"maximum_age": 17.0}, 0.0),
        ({"statuses": ("asylum",)}, {"statuses": ("recognised",)}, 0.0),
        ({"statuses": ("asylum", "recognised")}, {"statuses": ("recognised",)}, 1.0),
        ({"statuses": ("asylum",)}, {}, 1.0),
        ({"household_min": 4.0}, {"household_max": 3.0}, 0.0),
        ({"minimum_residence_months": 3.0}, {"minimum_residence_months": 6.0}, 0.0),
        ({"minimum_residence_months": 6.0}, {"minimum_residence_months": 6.0}, 1.0),
        ({}, {"minimum_residence_months": 6.0}, 1.0),
        ({"languages": ("nl", "fr")}, {"languages": ("fr",)}, 0.5),
        ({"languages": ("nl",)}, {"languages": ("fr",)}, 0.0),
        ({"languages": ("nl",)}, {}, 1.0),
        ({"municipality": ("x", "y")}, {"municipality": ("y",)}, 0.5),
        ({"municipality": ("x",)}, {}, 1.0),
        ({"phase": ("before", "after")}, {"phase": ("after",)}, 0.5),
        ({"phase": ("before",)}, {"phase": ("after",)}, 0.0),
        ({"phase": ("before", "after"), "languages": ("nl", "fr")}, {"phase": ("after",), "languages": ("nl",)}, 0.25),
    ],
)
def test_eligibility_language_place_and_phase_decide_how_far_an_offer_fits(need, offer, expected) -> None:
    assert weight_of(need, offer) == pytest.approx(expected)


def test_an_organisations_own_languages_hold_where_its_service_names_none() -> None:
    organisations = [
        {"organisation_id": "a", "languages": ("nl", "fr")},
        {"organisation_id": "b", "languages": ("nl",)},
    ]
    assert weight_of({}, {}, organisations=organisations) == 0.5
    assert weight_of({"languages": ("nl",)}, {}, organisations=organisations) == 1.0


def test_an_organisation_that_cannot_help_without_a_language_is_not_eligible_for_others() -> None:
    organisations = ["a", {"organisation_id": "b", "languages_required": ("fr",)}]
    assert weight_of({"languages": ("nl",)}, {}, organisations=organisations) == 0.0
    assert weight_of({"languages": ("nl", "fr")}, {}, organisations=organisations) == 1.0


def test_the_best_of_several_offers_of_one_organisation_counts_once() -> None:
    offers = [OFFER | {"phase": ("before",)}, OFFER]
    assert expected_matches(make(services=[NEED | {"phase": ("after",)}, *offers]))["weight"].tolist() == [1.0]


def test_nobody_is_required_to_work_with_itself_and_groups_offer_nothing() -> None:
    assert relations(services=[NEED, OFFER | {"organisation_id": "a"}]) == {}
    organisations = ["a", {"organisation_id": "b", "kind": "group"}]
    assert relations(services=[NEED, OFFER], organisations=organisations) == {}


def test_a_declared_row_has_its_weight_and_its_reason() -> None:
    row = {"source": "a", "target": "b", "process": "case_transfer", "weight": 0.4, "reason": "by law | always"}
    assert relations(required=[row]) == {("a", "b", "case_transfer", "1"): (0.4, ("declared:reason=by law / always",))}


def test_an_empty_process_is_every_declared_one_and_an_empty_weight_is_one() -> None:
    found = relations(required=[{"source": "b", "target": "a"}])
    assert {key[:3]: weight for key, (weight, _) in found.items()} == {
        ("a", "b", "case_coordination"): 1.0,
        ("b", "a", "case_transfer"): 1.0,
        ("b", "a", "information_exchange"): 1.0,
    }


def test_a_row_may_name_a_sector_or_a_group() -> None:
    organisations = [
        {"organisation_id": "a", "sector": "legal"},
        {"organisation_id": "b", "sector": "legal"},
        "c",
        {"organisation_id": "all", "kind": "group"},
    ]
    members = [{"group_id": "all", "organisation_id": one} for one in ("b", "c")]
    rows = [{"source": "legal", "target": "all", "process": "case_transfer"}]
    found = relations(required=rows, organisations=organisations, members=members)
    assert [key[:2] for key in found] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_weight_of_zero_takes_a_pair_out() -> None:
    general = {"source": "a", "target": "b", "weight": 0.0}
    assert relations(services=[NEED, OFFER], required=[general]) == {}
    one = relations(services=[NEED, OFFER], required=[general | {"process": "case_transfer"}])
    assert list(one) == [("a", "b", "information_exchange", "1")]
    assert relations(statements=[WISH], required=[general]) == {}


def test_the_more_particular_row_holds() -> None:
    organisations = [{"organisation_id": one, "sector": "legal"} for one in ("a", "b", "c")]
    rows = [
        {"source": "legal", "target": "legal", "process": "case_transfer", "weight": 1.0},
        {"source": "a", "target": "b", "process": "case_transfer", "weight": 0.0},
        {"source": "a", "target": "c", "weight": 0.3},
    ]
    found = relations(required=rows, organisations=organisations)
    assert ("a", "b", "case_transfer", "1") not in found
    assert found["a", "c", "case_transfer", "1"][0] == 0.3
    assert found["b", "a", "case_transfer", "1"][0] == 1.0


def test_what_is_declared_holds_over_what_is_computed_and_reasons_are_joined() -> None:
    row = {"source": "a", "target": "b", "process": "case_transfer", "weight": 0.4, "reason": "x"}
    weight, reasons = relations(services=[NEED, OFFER], required=[row])["a", "b", "case_transfer", "1"]
    assert (weight, reasons) == (0.4, ("declared:reason=x", "service:need=legal_advice"))


def test_a_wish_is_a_reason_in_its_own_wave_and_two_organisations_wish_fully() -> None:
    talks = ["a", "b", {"interview_id": "i_later", "organisation_id": "a", "wave": "2"}]
    once = relations(statements=[WISH], interviews=talks, waves=("1", "2"))
    assert once == {("a", "b", "case_transfer", "1"): (0.5, ("wish:statement=s000",))}
    twice = relations(statements=[WISH, WISH | {"by": "b"}], interviews=talks, waves=("1", "2"))
    assert twice["a", "b", "case_transfer", "1"] == (1.0, ("wish:statement=s000", "wish:statement=s001"))


def test_however_many_wish_a_reason_is_no_more_than_full() -> None:
    said = [WISH, WISH | {"by": "b"}, WISH | {"by": "c"}]
    assert relations(statements=said, interviews=["a", "b", "c"])["a", "b", "case_transfer", "1"][0] == 1.0


def test_one_organisation_that_wishes_twice_wishes_once() -> None:
    assert relations(statements=[WISH, WISH])["a", "b", "case_transfer", "1"][0] == 0.5


@pytest.mark.parametrize(
    "other", [{"modality": "should"}, {"sign": "negative"}, {"about": "clients"}, {"target": "all"}]
)
def test_only_wishes_to_work_with_an_organisation_are_reasons(other) -> None:
    organisations = ["a", "b", {"organisation_id": "all", "kind": "group"}]
    assert relations(statements=[WISH | other], organisations=organisations) == {}


def test_organisations_that_do_not_exist_in_a_wave_are_not_required_there() -> None:
    organisations = ["a", {"organisation_id": "b", "from_wave": "2"}]
    found = relations(services=[NEED, OFFER], organisations=organisations, waves=("1", "2"))
    assert {key[3] for key in found} == {"2"}


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [{"source": "a", "target": "b"}, {"source": "c", "target": "a", "process": "case_transfer", "weight": 0.2}]
    first = required_relations(make([WISH], services=[NEED, OFFER], required=rows))
    last = required_relations(make([WISH], services=[OFFER, NEED], required=rows[::-1]))
    pd.testing.assert_frame_equal(first, last)
