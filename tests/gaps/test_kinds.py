"""Each kind of gap: what makes one, what does not."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from collabnet import read
from collabnet.gaps import (
    GapContext,
    GapFinding,
    Question,
    find_questions,
    gap_kinds,
    reason,
    reason_parts,
    suggestion_text,
)
from collabnet.gaps.weak_condition import claimed
from collabnet.network import Network
from collabnet.scoring import scores
from tests.gaps.conftest import context_of

Finder = Callable[..., list[Any]]
Row = dict[str, Any]

REQUIRED = [{"source": "a", "target": "b", "process": "case_transfer", "weight": 0.8}]


def tie(by: str, **more: Any) -> Row:
    return {"by": by, "source": "a", "target": "b", "process": "case_transfer", **more}


def codes(gap: GapFinding | Question) -> list[str]:
    return [reason_parts(written)[0] for written in gap.reasons]


def test_an_expected_relation_said_to_be_absent_is_missing(find: Finder) -> None:
    (gap,) = find("missing_link", [tie("a", tie_state="absent"), tie("b", tie_state="absent")], required=REQUIRED)
    assert (gap.source, gap.target, gap.process, gap.wave) == ("a", "b", "case_transfer", "1")
    assert (gap.size, gap.importance, gap.confidence) == (100.0, 0.8, 0.75)
    assert codes(gap) == ["absent"]
    assert gap.evidence == ("s000", "s001")


def test_an_expected_relation_that_ended_is_missing(find: Finder) -> None:
    (gap,) = find("missing_link", [tie("a", tie_state="ended")], required=REQUIRED)
    assert codes(gap) == ["ended"]


def test_an_expected_transfer_that_stops_halfway_is_missing_by_how_far_it_gets(find: Finder) -> None:
    (gap,) = find("missing_link", [tie("a", transfer_status=1), tie("b", transfer_status=1)], required=REQUIRED)
    assert codes(gap) == ["transfer_stops"]
    assert gap.size == pytest.approx(100 * (1 - 1 / 3))


def test_an_expected_relation_that_fails_more_often_than_not_is_missing(find: Finder) -> None:
    required = [{**REQUIRED[0], "process": "information_exchange"}]
    low, other = (tie(by, process="information_exchange", rating=1) for by in "ab")
    (gap,) = find("missing_link", [low, other, low | {"domain": "trust"}], required=required)
    assert codes(gap) == ["fails", "barrier"]
    assert (gap.size, gap.letter, gap.suggestion) == (50.0, "T", "talk")


@pytest.mark.parametrize(
    ("domain", "letter"),
    [("service_knowledge", "K"), ("capacity", "C"), ("trust", "T"), ("cultural_competence", "T"), ("diagnosis", "D")],
)
def test_the_letter_is_that_of_the_condition_named_as_a_barrier(find: Finder, domain: str, letter: str) -> None:
    said = [tie("a", tie_state="absent"), {"by": "a", "source": "a", "target": "b", "domain": domain, "rating": 0}]
    (gap,) = find("missing_link", said, required=REQUIRED)
    assert gap.letter == letter


def test_where_two_conditions_are_named_as_often_none_is_put_first(find: Finder) -> None:
    said = [{"by": "a", "source": "a", "target": "b", "domain": key, "rating": 1} for key in ("trust", "capacity")]
    (gap,) = find("missing_link", [tie("a", tie_state="absent"), *said], required=REQUIRED)
    assert (codes(gap), gap.letter, gap.suggestion) == (["absent"], "", "agree")


def test_a_working_relation_is_no_gap(find: Finder) -> None:
    said = [tie("a", transfer_status=3), tie("b", transfer_status=4)]
    assert find("missing_link", said, required=REQUIRED) == []
    assert find("unknown_link", said, required=REQUIRED) == []


def test_a_relation_that_nobody_expects_cannot_be_missing(find: Finder) -> None:
    assert find("missing_link", [tie("a", tie_state="absent")]) == []
    assert find("unknown_link", []) == []


def test_silence_is_unknown_and_told_apart_from_absence(find: Finder) -> None:
    assert find("missing_link", [], required=REQUIRED) == []
    (gap,) = find("unknown_link", [], required=REQUIRED)
    assert isinstance(gap, Question)
    assert (gap.processes, codes(gap), gap.evidence) == (("case_transfer",), ["both_silent"], ())


@pytest.mark.parametrize(
    ("interviews", "code", "ask"),
    [(["a", "b"], "both_silent", ("a", "b")), (["a"], "one_asked", ("b", "a")), (["c"], "nobody_asked", ("a", "b"))],
)
def test_who_was_not_interviewed_is_asked_first(
    find: Finder, interviews: list[str], code: str, ask: tuple[str, ...]
) -> None:
    (question,) = find("unknown_link", [], required=REQUIRED, interviews=interviews)
    assert (codes(question), question.ask) == ([code], ask)


def test_who_was_shown_a_list_and_does_not_name_the_other_has_answered(find: Finder) -> None:
    """a and b are shown everyone; then only b; then b only about another way of working together."""
    shown = [{"interview_id": f"i_{who}", "organisation_id": who, "prompted": True} for who in "ab"]
    assert find("unknown_link", [], required=REQUIRED, interviews=shown) == []
    (gap,) = find("missing_link", [], required=REQUIRED, interviews=shown)
    assert (gap.reasons, gap.size) == ((reason("asked_and_silent", source="a", target="b"),), 100.0)
    assert gap.confidence == pytest.approx(0.5)
    denied = [tie("a", tie_state="absent")]
    (gap,) = find("missing_link", denied, required=REQUIRED, interviews=shown)
    assert codes(gap)[0] == "absent"
    assert gap.confidence == pytest.approx(1 - 0.5**1.5)
    assert find("missing_link", [], required=REQUIRED, interviews=["a", shown[1]]) == []
    (question,) = find("unknown_link", [], required=REQUIRED, interviews=["a", shown[1]])
    assert question.reasons == (reason("one_answered", source="b", target="a"),)
    for process, code in (("case_transfer", "one_answered"), ("information_exchange", "both_silent")):
        asked = [{"interview_id": "i_b", "organisation_id": "a", "process": process}]
        (question,) = find("unknown_link", [], required=REQUIRED, interviews=["a", "b"], asked=asked)
        assert codes(question) == [code]


def test_what_only_others_say_is_a_question(find: Finder) -> None:
    (question,) = find("unknown_link", [tie("c")], required=REQUIRED, interviews=["a", "b", "c"])
    assert (codes(question), question.evidence) == (["others_only"], ("s000",))


def test_a_doubtful_coding_alone_never_makes_a_missing_link(find: Finder) -> None:
    doubtful = tie("a", tie_state="absent", certainty="doubtful")
    assert find("missing_link", [doubtful], required=REQUIRED) == []
    (gap,) = find("unknown_link", [doubtful], required=REQUIRED)
    assert codes(gap) == ["doubtful"]
    (sure,) = find("missing_link", [doubtful, tie("b", tie_state="absent")], required=REQUIRED)
    assert sure.confidence == pytest.approx(1 - 0.5**1.5)


DATED = [
    {"interview_id": "i_a", "organisation_id": "a", "date": "2024-06-01"},
    {"interview_id": "i_b", "organisation_id": "b", "date": "2022-06-01"},
    {"interview_id": "i_c", "organisation_id": "c", "date": "2024-06-30"},
]


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (1.0, [tie("a")]),
        (2.0, [tie("a"), tie("d")]),
        (0.5, [tie("c")]),
        (1.5, [tie("a"), tie("c")]),
        (0.5, [tie("a", basis="from_client")]),
        (0.25, [tie("a", basis="hearsay")]),
        (0.125, [tie("c", basis="hearsay")]),
        (0.8, [tie("a", precision="coarse")]),
        (0.5, [tie("a", certainty="doubtful")]),
        (1.25, [tie("a"), tie("a")]),
        (1.0, [tie("a", quote_id="q"), tie("a", quote_id="q")]),
        (1.5, [tie("a")] * 4),
        (1.5, [tie("a")] * 16),
        (1.25, [tie("a", basis="hearsay"), tie("a")]),
        (0.5, [tie("b")]),
    ],
)
def test_confidence_rests_on_who_says_so_how_directly_how_recently_and_how_often(votes: float, said: list[Row]) -> None:
    said = [row | {"source": "a", "target": "d"} if row["by"] == "d" else row for row in said]
    interviews = [*DATED, {"interview_id": "i_d", "organisation_id": "d", "date": "2024-06-01"}]
    context = context_of(said, interviews=interviews)
    evidence = [f"s{place:03}" for place in range(len(said))]
    assert context.confidence(evidence) == pytest.approx(1 - 0.5**votes)


def test_without_any_date_nothing_is_long_ago() -> None:
    assert context_of([tie("a")]).confidence(["s000"]) == 0.5


def test_a_pair_that_speaks_of_each_other_otherwise_is_not_called_silent(find: Finder) -> None:
    other = tie("a", process="information_exchange", strength=3)
    (gap,) = find("unknown_link", [other], required=REQUIRED)
    assert (codes(gap), gap.evidence) == (["other_ways"], ("s000",))
    third = tie("c", process="information_exchange")
    (apart,) = find("unknown_link", [third], required=REQUIRED, interviews=["a", "b", "c"])
    assert (codes(apart), apart.evidence) == (["both_silent"], ())


def test_a_doubtful_denial_makes_no_gap_however_sure_what_stands_beside_it_is(find: Finder) -> None:
    interviews = ["a", "b", {"interview_id": "paper", "kind": "document"}]
    paper = {"interview_id": "paper", "source": "a", "target": "b", "process": "case_transfer"}
    doubtful = tie("b", tie_state="absent", certainty="doubtful")
    said: dict[str, Any] = {"required": REQUIRED, "interviews": interviews}
    assert find("missing_link", [paper, doubtful], **said) == []
    assert [codes(gap)[0] for gap in find("unknown_link", [paper, doubtful], **said)] == ["doubtful"]
    assert [codes(gap)[1] for gap in find("not_practised", [paper, doubtful], **said)] == ["silent"]
    assert find("contested", [tie("a", transfer_status=4), doubtful], **said) == []


def test_a_document_is_no_witness_of_what_is_missing(find: Finder) -> None:
    interviews = ["a", "b", {"interview_id": "paper", "kind": "document"}]
    paper = {"interview_id": "paper", "source": "a", "target": "b", "process": "case_transfer"}
    (gap,) = find("missing_link", [paper, tie("a", tie_state="absent")], required=REQUIRED, interviews=interviews)
    assert gap.confidence == 0.5


def test_a_tie_named_by_one_side_is_a_question_where_it_matters(find: Finder) -> None:
    said = [tie("a", transfer_status=4)]
    (gap,) = find("one_sided", said, required=REQUIRED)
    assert isinstance(gap, Question)
    assert (gap.organisations, gap.evidence, gap.importance) == (("a", "b"), ("s000",), 0.8)
    assert (gap.source, gap.target, gap.ask) == ("a", "b", ("b", "a"))
    assert find("one_sided", said) == []
    assert find("one_sided", [{**said[0], "certainty": "doubtful"}], required=REQUIRED) == []


def test_a_pair_named_in_two_ways_matters_without_being_expected(find: Finder) -> None:
    said = [tie("a", transfer_status=4), tie("a", process="information_exchange", quote="we call")]
    (gap,) = find("one_sided", said)
    assert (gap.processes, gap.importance) == (("information_exchange", "case_transfer"), 0.5)


def test_in_general_beside_a_way_of_working_together_is_no_second_way(find: Finder) -> None:
    said = [tie("a", transfer_status=4), tie("a", process="", quote="we know them")]
    assert find("one_sided", said) == []
    (gap,) = find("one_sided", said, required=[{"source": "a", "target": "b", "weight": 0.25}])
    assert gap.importance == 0.25


@pytest.mark.parametrize(
    "spoken",
    [
        {"process": "information_exchange"},
        {"process": ""},
        {"process": "", "domain": "trust", "rating": 3},
        {"source": "b", "target": "a", "process": ""},
        {"source": "b", "target": "a", "modality": "wished"},
        {"source": "b", "target": "c|a", "target_mode": "together"},
    ],
)
def test_who_speaks_of_the_other_in_any_way_is_not_silent(find: Finder, spoken: dict[str, Any]) -> None:
    assert len(find("one_sided", [tie("a")], required=REQUIRED)) == 1
    assert find("one_sided", [tie("a"), tie("b", **spoken)], required=REQUIRED) == []


def test_who_speaks_of_the_other_without_saying_that_they_work_together_is_asked(find: Finder) -> None:
    wish = tie("b", source="b", target="a", modality="wished")
    (question,) = find("not_said_back", [tie("a"), wish], required=REQUIRED)
    assert isinstance(question, Question)
    assert (question.source, question.target, question.ask) == ("a", "b", ("b", "a"))
    assert (question.processes, question.suggestion, question.evidence) == (
        ("case_transfer",), "whether", ("s000", "s001"),
    )  # fmt: skip
    clients = tie("b", source="b", target="a", about="clients")
    assert len(find("not_said_back", [tie("a"), clients], required=REQUIRED)) == 1
    assert find("not_said_back", [tie("a"), clients]) == []  # nobody expects it
    (general,) = find("not_said_back", [tie("a", process=""), wish], required=REQUIRED)
    assert general.suggestion == "how"


@pytest.mark.parametrize("answer", [None, {"process": ""}, {"source": "b", "target": "a"}, {"tie_state": "absent"}])
def test_who_is_silent_agrees_or_denies_is_not_asked_how_it_was_coded(
    find: Finder, answer: dict[str, Any] | None
) -> None:
    said = [tie("a"), *([] if answer is None else [tie("b", **answer)])]
    assert find("not_said_back", said, required=REQUIRED) == []


@pytest.mark.parametrize("seed", range(5))
def test_where_nothing_is_wrong_reports_without_a_process_give_no_gap(find: Finder, seed: int) -> None:
    """Everybody says of every partner all that they do; one report in five was coded without a process."""
    random = np.random.default_rng(seed)
    ids = [f"o{number:02}" for number in range(12)]
    tied = [pair for pair in itertools.combinations(ids, 2) if random.random() < 0.3]
    said = [
        {"by": by, "source": source, "target": target, "process": process if random.random() > 0.2 else ""}
        for one, other in tied
        for source, target, process in ((one, other, "information_exchange"), (other, one, "information_exchange"),
                                        (one, other, "case_transfer"))
        for by in (one, other)
    ]  # fmt: skip
    required = [{"source": one, "target": other, "weight": 0.8} for one, other in tied]
    assert find("one_sided", said, organisations=ids, interviews=ids, required=required) == []


def test_a_pair_that_rates_its_trust_low_is_not_thereby_failing(find: Finder) -> None:
    low = tie("a", process="information_exchange", domain="trust", rating=1)
    expected = [REQUIRED[0] | {"process": "information_exchange"}]
    assert find("missing_link", [low], required=expected) == []
    (asked,) = find("missing_link", [low | {"domain": ""}], required=expected)
    assert codes(asked) == ["may_fail"]


def test_accounts_that_differ_are_a_gap(find: Finder) -> None:
    (gap,) = find("contested", [tie("a", transfer_status=4), tie("b", tie_state="absent")])
    assert reason_parts(gap.reasons[0]) == (
        "accounts_differ",
        {"source": ("a",), "target": ("b",), "yes": ("1",), "no": ("1",)},
    )


def test_one_side_that_says_both_is_asked_and_no_account_of_the_other_is_told_of(find: Finder) -> None:
    both = [tie("b", transfer_status=2), tie("b", tie_state="ended")]
    (gap,) = find("contested", both)
    assert reason_parts(gap.reasons[0]) == ("says_both", {"source": ("b",), "target": ("a",)})
    assert gap.suggestion == "ask_target"
    assert find("contested", [{**one, "by": "a"} for one in both])[0].suggestion == "ask_source"


def test_two_that_wish_for_each_other_are_said_once_to_have_spoken_of_each_other() -> None:
    wishes = [tie("a", modality="wished", process=""), tie("b", modality="wished", process="")]
    wishes[1] |= {"source": "b", "target": "a"}
    (asked,) = find_questions(context_of(wishes))
    assert asked.reasons == (reason("both_other_ways", source="a", target="b"),)
    assert suggestion_text(asked) == "Put the question to a and b: do you need each other?"


def rated_by(*ratings: float, **more: Any) -> list[Row]:
    """Return what as many organisations as there are ratings say of capacity from a to b."""
    return [
        {"by": by, "source": "a", "target": "b", "domain": "capacity", "rating": rating, **more}
        for by, rating in zip("abcdefghij", ratings, strict=False)
    ]


EVERYBODY = {"organisations": [*"abcdefghij"], "interviews": [*"abcdefghij"]}


def test_a_weak_condition_is_claimed_only_where_it_is_all_but_certain(find: Finder) -> None:
    sure, torn = rated_by(0, 0, 0, 0, 1, 1), rated_by(0, 3, 0, 3, 1, 1)
    assert find("weak_condition", sure, **EVERYBODY) == []
    (gap,) = find("weak_condition", sure, required=REQUIRED, **EVERYBODY)
    assert isinstance(gap, GapFinding)
    assert (gap.domain, gap.letter, gap.confidence > 0.99) == ("capacity", "C", True)
    assert gap.size == pytest.approx(100 * (50 - 50 / 6) / 50)
    assert reason_parts(gap.reasons[0])[1]["chance"] == ("99",)
    (asked,) = find("weak_condition", torn, required=REQUIRED, **EVERYBODY)
    assert isinstance(asked, Question)


def test_one_who_finds_a_condition_weak_raises_a_question_that_gives_no_number_away(find: Finder) -> None:
    told = [find("weak_condition", rated_by(rating), required=REQUIRED, interviews=["a"]) for rating in (0, 1)]
    for (asked,) in told:
        assert reason_parts(asked.reasons[0]) == ("may_be_below_half", {"domain": ("capacity",), "count": ("1",)})
        assert (asked.domains, asked.ask, asked.suggestion) == (("capacity",), ("b", "a"), "ask")
    assert told[0] == told[1]
    assert find("weak_condition", rated_by(0)) == []
    assert find("weak_condition", rated_by(3), required=REQUIRED) == []
    assert find("weak_condition", rated_by(0, certainty="doubtful"), required=REQUIRED) == []


@pytest.mark.parametrize(
    ("chance", "grade", "expected"),
    [(0.95, "C", True), (0.949, "C", False), (1.0, "D", False), (float("nan"), "C", False)],
)
def test_a_claim_needs_a_probability_and_evidence_enough_for_a_number(
    chance: float, grade: str, expected: bool
) -> None:
    assert claimed(chance, grade) is expected


def test_half_of_the_scale_is_the_bar_where_no_aim_was_set(find: Finder) -> None:
    said, aims = rated_by(2, 2, 2, 2, 2, 2), {"aims": {"capacity": 80.0}}
    assert find("weak_condition", said, required=REQUIRED, **EVERYBODY) == []
    (gap,) = find("weak_condition", said, required=REQUIRED, settings=aims, **EVERYBODY)
    assert gap.size == pytest.approx(100 * 30 / 80)
    assert codes(gap) == ["below_aim"]
    (asked,) = find("weak_condition", rated_by(2), required=REQUIRED, settings=aims)
    assert codes(asked) == ["may_be_below_aim"]
    (between,) = find("weak_condition", rated_by(2, 2, 2, 2, 2, 1), required=REQUIRED, settings=aims, **EVERYBODY)
    assert reason_parts(between.reasons[0])[1]["score"] == ("46",)  # as whole as every score that is shown


def test_one_rating_of_a_tie_is_a_question_and_two_are_a_claim(find: Finder) -> None:
    required = [{**REQUIRED[0], "process": "information_exchange"}]
    low, other = (tie(by, process="information_exchange", rating=1) for by in "ab")
    (asked,) = find("missing_link", [low], required=required)
    assert isinstance(asked, Question)
    assert (codes(asked), asked.ask, asked.processes) == (["may_fail"], ("b", "a"), ("information_exchange",))
    (again,) = find("missing_link", [low, low], required=required)
    assert isinstance(again, Question)
    (gap,) = find("missing_link", [low, other], required=required)
    assert isinstance(gap, GapFinding)
    (torn,) = find("missing_link", [low | {"rating": 0}, other | {"rating": 2}], required=required)
    assert isinstance(torn, Question)


def test_an_organisation_whose_removal_cuts_others_off_names_them(find: Finder) -> None:
    said = [
        {"by": "a", "source": "a", "target": "b", "process": "information_exchange"},
        {"by": "b", "source": "b", "target": "c", "process": "information_exchange"},
        {"by": "a", "source": "c", "target": "a", "process": "information_exchange"},
        {"by": "b", "source": "b", "target": "d", "process": "information_exchange"},
    ]
    (gap,) = find("single_bridge", said, interviews=["a", "b", "d"])
    assert gap.organisations == ("b",)
    assert reason_parts(gap.reasons[0])[1]["organisations"] == ("d",)
    assert (gap.concerns, gap.evidence) == (("b", "d"), ("s003",))
    assert gap.confidence == 0.25
    (asked,) = find("single_bridge", said, interviews=["a", "b", {"interview_id": "i_d", "organisation_id": "d",
                                                                  "prompted": True}])  # fmt: skip
    assert asked.confidence == 0.5
    assert [gap.organisations for gap in find("single_bridge", said, interviews=["a", "b", "c"])] == [("b",)]


def test_who_is_named_by_one_interviewed_organisation_alone_does_not_make_it_a_bridge(find: Finder) -> None:
    said = [
        {"by": by, "source": by, "target": target, "process": "information_exchange"}
        for by, targets in {"a": "bcd", "b": "ef"}.items()
        for target in targets
    ]
    assert find("single_bridge", said, organisations=list("abcdef"), interviews=["a", "b"]) == []


def test_bridges_of_a_list_of_ties_are_one_gap_from_one_source(tmp_path) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\nb,c\nc,d\nd,e\nf,d\n", encoding="utf-8")
    network = Network.from_study(read(tmp_path))
    (gap,) = gap_kinds()["single_bridge"].find(GapContext(network, scores(network)))
    assert gap.organisations == ("c", "d", "b")
    assert [reason_parts(why)[1]["organisations"] for why in gap.reasons] == [("a", "b"), ("e", "f"), ("a",)]
    assert gap.confidence == 0.5


def test_a_tie_that_hangs_on_one_person_is_a_gap(find: Finder) -> None:
    (gap,) = find("person_bound", [tie("a", transfer_status=4, depends_on_person=True)])
    assert gap.evidence == ("s000",)
    assert find("person_bound", [tie("a", transfer_status=4, depends_on_person=False)]) == []
    assert find("person_bound", [tie("a", tie_state="absent", depends_on_person=True)]) == []


def test_what_a_document_agrees_and_the_parties_deny_or_do_not_name_is_not_practised(find: Finder) -> None:
    interviews = ["a", "b", {"interview_id": "paper", "kind": "document"}]
    paper = {"interview_id": "paper", "source": "a", "target": "b", "process": "case_transfer"}
    (silent,) = find("not_practised", [paper], interviews=interviews)
    (denied,) = find("not_practised", [paper, tie("a", tie_state="absent")], interviews=interviews)
    assert (codes(silent), codes(denied)) == (["agreed", "silent"], ["agreed", "denied"])
    assert denied.size > silent.size
    assert find("not_practised", [paper, tie("a", transfer_status=4)], interviews=interviews) == []


def test_who_works_together_in_a_way_that_nobody_coded_may_well_practise_what_was_agreed(find: Finder) -> None:
    interviews = ["a", "b", {"interview_id": "paper", "kind": "document"}]
    paper = {"interview_id": "paper", "source": "a", "target": "b", "process": "case_transfer"}
    vague = {"by": "b", "source": "b", "target": "a"}
    assert find("not_practised", [paper, vague], interviews=interviews) == []
    assert len(find("not_practised", [paper, vague | {"process": "information_exchange"}], interviews=interviews)) == 1
    (denied,) = find("not_practised", [paper, vague, tie("a", tie_state="absent")], interviews=interviews)
    assert codes(denied) == ["agreed", "denied"]


def test_where_neither_was_interviewed_nobody_is_silent_on_what_a_document_agrees(find: Finder) -> None:
    paper = {"interview_id": "paper", "source": "c", "target": "d", "process": "case_transfer"}
    talks = [{"interview_id": "paper", "kind": "document"}]
    assert find("not_practised", [paper], interviews=["a", *talks]) == []
    assert len(find("not_practised", [paper], interviews=["c", *talks])) == 1
    talks = [{"interview_id": "paper", "kind": "report"}]
    assert find("not_practised", [paper], interviews=["c", *talks]) == []


def test_a_conflict_is_told_apart_from_an_absent_tie(find: Finder) -> None:
    said = [tie("a", sign="negative", negative_kind="avoidance")]
    (gap,) = find("conflict", said)
    assert codes(gap) == ["avoidance"]


ENDED: Row = {"source": "a", "target": "b", "process": "case_coordination", "tie_state": "ended"}
TWICE = [{"interview_id": f"i_{who}{wave}", "organisation_id": who, "wave": wave} for who in "ab" for wave in "12"]


def test_a_tie_that_both_sides_say_has_ended_is_lost_though_nobody_expected_it(find: Finder) -> None:
    said = [{**ENDED, "by": "a", "ended_reason": "the adviser left"}, {**ENDED, "by": "b"}]
    (gap,) = find("lost_link", said)
    assert codes(gap) == ["both_say_ended", "ended_because"]
    assert (gap.size, gap.importance, gap.evidence) == (100.0, 0.5, ("s000", "s001"))
    assert find("lost_link", said[:1]) == []
    assert find("lost_link", [said[0], {**said[1], "certainty": "doubtful"}]) != []
    assert find("lost_link", [{**one, "certainty": "doubtful"} for one in said]) == []


def test_two_directions_that_ended_are_one_loss_and_another_way_of_working_is_none(find: Finder) -> None:
    one = {**ENDED, "by": "a", "process": "information_exchange"}
    back = {**one, "by": "b", "source": "b", "target": "a"}
    assert [codes(gap) for gap in find("lost_link", [one, back])] == [["both_say_ended"]] * 2
    assert find("lost_link", [one, {**back, "process": "case_transfer"}]) == []
    (whole,) = find("lost_link", [one, {**back, "process": ""}])
    assert whole.process == "information_exchange"


def test_what_worked_before_and_is_denied_now_is_lost(find: Finder) -> None:
    works: Row = {"source": "a", "target": "b", "process": "case_transfer", "transfer_status": 4}
    denied: Row = {"source": "a", "target": "b", "process": "case_transfer", "tie_state": "absent"}
    said = [{**works, "by": "a1"}, {**denied, "by": "b2"}]
    (gap,) = find("lost_link", said, interviews=TWICE, waves=("1", "2"))
    assert (gap.wave, codes(gap), gap.importance) == ("2", ["denied_now", "worked_before"], 0.75)
    assert gap.evidence == ("s000", "s001")
    failed = [{**works, "by": "a1", "transfer_status": 1}, said[1]]
    assert find("lost_link", failed, interviews=TWICE, waves=("1", "2")) == []
    assert find("lost_link", [{**denied, "by": "a1"}, {**works, "by": "b2"}], interviews=TWICE, waves=("1", "2")) == []


def test_a_lost_link_that_is_wished_back_weighs_more(find: Finder) -> None:
    said = [{**ENDED, "by": "a"}, {**ENDED, "by": "b"}]
    wish: Row = {"source": "b", "target": "a", "modality": "wished"}
    (gap,) = find("lost_link", [*said, {**wish, "by": "b"}])
    assert (gap.importance, gap.suggestion) == (0.75, "restore")
    assert reason_parts(gap.reasons[-1]) == ("wished_back", {"organisations": ("b",)})
    (other,) = find("lost_link", [*said, {**wish, "by": "c"}], interviews=["a", "b", "c"])
    assert (other.importance, other.suggestion) == (0.5, "ask_back")
    (expected,) = find("lost_link", said, required=[{"source": "a", "target": "b", "weight": 0.8}])
    assert expected.importance == 0.8


def test_a_tie_that_somebody_still_reports_is_not_lost(find: Finder) -> None:
    said = [{**ENDED, "by": "a"}, {**ENDED, "by": "b"}, {**ENDED, "by": "c", "tie_state": "present"}]
    assert find("lost_link", said, interviews=["a", "b", "c"]) == []


def test_a_side_that_was_asked_and_does_not_name_the_other_is_said_to_have_been_asked(find: Finder) -> None:
    shown = {"interview_id": "i_b", "organisation_id": "b", "prompted": True}
    for talk, code in (("b", "one_side_silent"), (shown, "one_side_asked")):
        (question,) = find("one_sided", [tie("a")], required=REQUIRED, interviews=["a", talk])
        assert codes(question) == [code]
