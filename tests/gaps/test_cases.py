"""A gap is a case: one per pair or service, with one id whatever is found and whenever."""

from __future__ import annotations

from typing import Any

from collabnet.gaps import because_text, case_id, find_gaps, find_questions
from tests.gaps.conftest import context_of

Row = dict[str, Any]

REQUIRED = [{"source": "a", "target": "b", "process": "case_transfer", "weight": 0.8}]
INFORMATION: Row = {"source": "a", "target": "b", "process": "information_exchange"}
ABSENT: Row = {"by": "a", "source": "a", "target": "b", "process": "case_transfer", "tie_state": "absent"}
LATER = [{"interview_id": "i_a", "organisation_id": "a", "wave": "1"},
         {"interview_id": "i_b", "organisation_id": "b", "wave": "2"}]  # fmt: skip


def test_what_nobody_spoke_of_keeps_its_id_when_it_turns_out_not_to_work() -> None:
    study: dict[str, Any] = {"required": REQUIRED, "interviews": LATER, "waves": ("1", "2")}
    said = [{**ABSENT, "by": "b"}]
    (gap,) = find_gaps(context_of(said, **study))
    (question,) = find_questions(context_of(said, **study))
    assert (gap.waves, question.wave) == (("2",), "1")
    assert gap.gap_id == question.gap_id == case_id(("b", "a"))


def test_a_pair_is_one_case_with_its_ways_of_working_and_kinds() -> None:
    bound = {"by": "b", "source": "b", "target": "a", "process": "information_exchange", "depends_on_person": True}
    said = [ABSENT, {**INFORMATION, "by": "a", "tie_state": "absent"}, bound]
    (gap,) = find_gaps(context_of(said, required=[{**REQUIRED[0], "process": ""}]))
    assert set(gap.processes) == {"case_transfer", "information_exchange"}
    assert gap.kinds == ("missing_link", "person_bound")
    assert (gap.main.kind, gap.importance) == ("missing_link", 0.8)


def test_a_case_speaks_of_the_last_wave_in_which_it_stands_and_knows_all() -> None:
    talks = [{"interview_id": f"i_{who}{wave}", "organisation_id": who, "wave": wave} for who in "ab" for wave in "12"]
    stops = {"source": "a", "target": "b", "process": "case_transfer", "transfer_status": 1}
    said = [{**ABSENT, "by": "a1"}, {**stops, "by": "a2"}, {**stops, "by": "b2"}]
    (gap,) = find_gaps(context_of(said, required=REQUIRED, interviews=talks, waves=("1", "2")))
    assert gap.waves == ("1", "2")
    assert [one.wave for one in gap.latest] == ["2"]
    assert [one.reasons[0].partition(":")[0] for one in gap.findings] == ["transfer_stops", "absent"]
    assert gap.evidence == ("s000", "s001", "s002")


def test_ways_of_working_that_nobody_spoke_of_are_asked_about_together() -> None:
    required = [{**REQUIRED[0], "process": process} for process in ("case_transfer", "information_exchange")]
    (question,) = find_questions(context_of([], required=required))
    assert question.processes == ("case_transfer", "information_exchange")


def test_what_somebody_wrote_down_is_why_a_pair_is_expected_and_no_weight_is() -> None:
    protocol = "Protocol of 2021, art. 4: within a week, or by phone (80 %)"
    required = [{**REQUIRED[0], "reason": protocol}, {**REQUIRED[0], "process": "information_exchange"}]
    services = [{"organisation_id": "a", "service": "legal_advice", "role": "needs_for_clients"},
                {"organisation_id": "b", "service": "legal_advice", "role": "offers"}]  # fmt: skip
    wish = {"by": "a", "source": "a", "target": "b", "modality": "wished"}
    (gap,) = find_gaps(context_of([ABSENT, wish], required=required, services=services))
    assert [because_text(code) for code in gap.main.expected_because] == [
        f"They are expected to work together: {protocol}",
        "They are expected to work together: one offers what clients of the other need (legal_advice).",
        "It is wished in interviews that they work together.",
    ]


def test_a_pair_that_was_declared_without_a_reason_says_so() -> None:
    (gap,) = find_gaps(context_of([ABSENT], required=REQUIRED))
    assert [because_text(code) for code in gap.main.expected_because] == [
        "The study expects them to work together, without saying why."
    ]


def test_the_id_of_a_case_does_not_depend_on_which_organisation_is_named_first() -> None:
    assert case_id(["b", "a", "b"]) == case_id(["a", "b"]) != case_id(["a", "c"])
    assert case_id(service="a") != case_id(["a"])
