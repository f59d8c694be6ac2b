"""What every kind of gap promises, and that a new one is picked up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import collabnet.gaps
from collabnet import analyse, registry
from collabnet.analysis import Analysis
from collabnet.gaps import case_id, gap_kinds, reason, reason_parts, reason_text
from tests.conftest import DRAWS

NEW_KIND = """
from collabnet.gaps import GapFinding, GapKind, Question


def _find(context):
    who, wave = context.network.organisations.index[0], context.network.waves[0]
    why = ("quiet:organisation=" + who,)
    yield GapFinding(kind="quiet", organisations=(who,), wave=wave, size=10.0, confidence=0.5, importance=0.5,
                     reasons=why, suggestion="listen")
    yield Question(kind="quiet", organisations=(who,), ask=(who,), wave=wave, importance=0.5, reasons=why,
                   suggestion="listen")


QUIET = GapKind(key="quiet", title="quiet", sentence="Nobody hears it.", reasons={"quiet": "{organisation} is quiet."},
                suggestions={"listen": "Listen to {organisation}."}, find=_find)
"""


@pytest.fixture(scope="module", params=["tiny", "sample"])
def analysis(request: pytest.FixtureRequest) -> Analysis:
    made: Analysis = request.getfixturevalue(f"analysed_{request.param}")
    return made


@pytest.fixture
def dropped_in(tmp_path: Path) -> Iterator[None]:
    """Put one file into the room, as somebody who adds a kind of gap would."""
    (tmp_path / "quiet.py").write_text(NEW_KIND, encoding="utf-8")
    collabnet.gaps.__path__.append(str(tmp_path))
    registry._inhabitants.cache_clear()
    yield
    collabnet.gaps.__path__.remove(str(tmp_path))
    sys.modules.pop("collabnet.gaps.quiet", None)
    registry._inhabitants.cache_clear()


@pytest.mark.usefixtures("dropped_in")
def test_a_kind_of_gap_dropped_in_stands_in_the_table(tiny: Path) -> None:
    tables = analyse(tiny, draws=DRAWS, scores="transparent").tables
    for name in ("gaps", "gap_findings", "questions"):
        row = tables[name][tables[name]["kind"] == "quiet"].iloc[0]
        assert row["reasons_text"] == "Alder House is quiet."
        assert row["suggestion_text"] == "Listen to Alder House."
        assert row["kind_text"] == "quiet"


def test_every_finding_names_organisations_reasons_and_a_step_and_says_how_sure_it_is(analysis: Analysis) -> None:
    kinds = gap_kinds()
    known = set(analysis.study.organisations["organisation_id"])
    said = set(analysis.study.statements["statement_id"])
    for gap in [one for case in analysis.gaps for one in case.findings]:
        assert gap.organisations
        assert {*gap.organisations, *gap.concerns} <= known
        assert gap.reasons
        assert {reason_parts(written)[0] for written in gap.reasons} <= set(kinds[gap.kind].reasons)
        assert gap.suggestion in kinds[gap.kind].suggestions
        assert 0 <= gap.size <= 100
        assert 0 < gap.confidence <= 1
        assert 0 < gap.importance <= 1
        assert set(gap.evidence) <= said


def test_every_question_says_whom_to_ask_what_and_why_it_is_open(analysis: Analysis) -> None:
    kinds = gap_kinds()
    assert analysis.questions
    for one in analysis.questions:
        assert set(one.ask) <= set(one.organisations)
        assert one.ask
        assert {reason_parts(written)[0] for written in one.reasons} <= set(kinds[one.kind].reasons)
        assert one.suggestion in kinds[one.kind].suggestions
        assert 0 < one.importance <= 1


def test_every_name_in_a_sentence_is_filled(analysis: Analysis) -> None:
    for name in ("gaps", "gap_findings", "questions"):
        table = analysis.tables[name]
        for column in ("reasons_text", "suggestion_text", "kind_text"):
            assert not table[column].str.contains("[{}]").any()
            assert (table[column] != "").all()


def test_cases_are_ranked_by_weight_and_services_among_themselves_by_people(analysis: Analysis) -> None:
    weights = [round(gap.weight, 9) for gap in analysis.gaps if not gap.main.service]
    assert weights == sorted(weights, reverse=True)
    people = [gap.main.people if gap.main.people > 0 else 0.0 for gap in analysis.gaps if gap.main.service]
    assert people == sorted(people, reverse=True)
    assert analysis.tables["gaps"]["rank"].tolist() == list(range(1, len(analysis.gaps) + 1))


def test_a_pair_and_a_service_are_one_case_each_with_the_same_id_in_every_wave(analysis: Analysis) -> None:
    table = analysis.tables["gaps"]
    assert not table["gap_id"].duplicated().any()
    pairs = [frozenset((gap.main.source, gap.main.target)) for gap in analysis.gaps if gap.main.source]
    services = [gap.main.service for gap in analysis.gaps if gap.main.service]
    assert len(pairs) == len(set(pairs))
    assert len(services) == len(set(services))
    for gap in analysis.gaps:
        for one in gap.findings:
            assert one.gap_id == gap.gap_id == case_id(one.organisations, one.service)


def test_no_question_is_a_gap(analysis: Analysis) -> None:
    tables = analysis.tables
    assert not set(tables["gap_findings"]["kind"]) & set(tables["questions"]["kind"])
    assert "unknown_link" in set(tables["questions"]["kind"])


def test_no_gap_rests_on_doubtful_codings_alone(analysis: Analysis) -> None:
    statements = analysis.study.statements.set_index("statement_id")["certainty"]
    for gap in analysis.gaps:
        if gap.evidence:
            assert (statements[list(gap.evidence)] != "doubtful").any(), gap


def test_every_sentence_uses_plain_names_only() -> None:
    for kind in gap_kinds().values():
        for sentence in (kind.title, kind.sentence, *kind.reasons.values(), *kind.suggestions.values()):
            assert sentence.strip() == sentence
            assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(sentence))


def test_a_reason_survives_names_with_special_characters() -> None:
    written = reason("cut_off", organisation="a,b=c|d", organisations=("x+y", "50 %"), count=2)
    assert "|" not in written
    assert reason_parts(written) == (
        "cut_off",
        {"organisation": ("a,b=c|d",), "organisations": ("x+y", "50 %"), "count": ("2",)},
    )


def test_a_reason_reads_as_a_sentence() -> None:
    written = reason("cut_off", organisation="a", organisations=("b", "c"))
    assert reason_text("single_bridge", written) == "Only a connects b and c with the rest of the network."
