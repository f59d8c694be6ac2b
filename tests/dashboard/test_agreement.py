"""How far coders agree, as people read it under *How much we know*."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard.pages import data
from dashboard.state import State
from tests.dashboard.fakes import NAN, FakeSeen
from tests.dashboard.reading import parts, seen_with, words


def layout(seen: Any, language: str = "en") -> Any:
    return data.layout(seen, State(study="s", page="data", language=language, options={"part": "coverage"}))


def lines(shown: Any, name: str) -> list[dict[str, Any]]:
    """Return the rows of one table to sort; none where it is not there."""
    tables = [part for part in parts(shown) if hasattr(part, "rowData") and part.id["name"] == name]
    return list(tables[0].rowData) if tables else []


def row(unit: str, coefficient: str, value: float, advice: str = "rely", **more: Any) -> dict[str, Any]:
    return {
        "unit": unit, "coefficient": coefficient, "value": value, "low": value - 0.1, "high": value + 0.1,
        "units": 47, "coders": "ada|bo", "advice": advice, "evidence": "s1|s2",
        "advice_text": "Coders agree well enough to rely on this code.", **more,
    }  # fmt: skip


def coded(*rows: dict[str, Any]) -> FakeSeen:
    return seen_with(agreement=pd.DataFrame(list(rows)))


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame([row("domain", "cohen_kappa", 1.0)]).iloc[:0]])
def test_where_nothing_was_coded_twice_the_page_says_so_and_what_would_help(frame: pd.DataFrame) -> None:
    shown = layout(seen_with(agreement=frame))
    assert "No quote was coded by two people yet" in words(shown)
    assert "a second person code a fifth of the interviews" in words(shown)
    assert not lines(shown, "agreement")


def test_a_study_without_that_table_says_the_same(seen: FakeSeen) -> None:
    assert "No quote was coded by two people yet" in words(layout(seen))


def test_each_code_has_one_line_in_plain_words() -> None:
    shown = layout(
        coded(
            row("domain", "krippendorff_alpha_nominal", 0.82),
            row("domain=trust", "krippendorff_alpha_nominal", 0.7),
            row("rating", "krippendorff_alpha_ordinal", 0.7),
            row("rating", "krippendorff_alpha_nominal", 0.3),
            row("segments", "segment_f1", 0.9),
        )
    )
    found = lines(shown, "agreement")
    assert [line["what"] for line in found] == [
        "Which condition",
        "Whether it is about: informal trust",
        "How well it works (the rating)",
        "Which passages are a quote",
    ]
    assert found[0]["measured"] == "The same or not (Krippendorff’s alpha, nominal)"
    assert (found[0]["value"], found[0]["interval"], found[0]["units"]) == (0.82, "0.72 to 0.92", 47)
    assert found[0]["advice"] == "Coders agree well enough to rely on this code."
    assert found[2]["measured"].startswith("How far apart in order")


def test_a_code_without_variation_shows_no_number() -> None:
    line = lines(layout(coded(row("modality", "krippendorff_alpha_nominal", NAN, "no_variation"))), "agreement")[0]
    assert (line["value"], line["interval"]) == (None, "")


def test_codes_on_which_coders_do_not_agree_are_named_above_the_table() -> None:
    seen = coded(
        row("domain", "krippendorff_alpha_nominal", 0.82),
        row("cause", "krippendorff_alpha_nominal", 0.4, "do_not_aggregate"),
        row("process", "cohen_kappa", 0.4, "do_not_aggregate"),
    )
    assert "Coders do not agree well enough yet on: which cause." in words(layout(seen))
    assert "not agree well enough yet" not in words(layout(coded(row("domain", "krippendorff_alpha_nominal", 0.8))))


def test_a_researcher_sees_two_coders_at_a_time_by_name(researcher_sample: Any) -> None:
    pairs = lines(layout(researcher_sample), "agreement_pairs")
    assert {"c1 and c2", "c1 and c3", "c2 and c3"} <= {line["coders"] for line in pairs}
    assert any("quadratic" in line["measured"] for line in pairs)


def test_others_see_how_far_coders_agree_and_not_who_coded(shared_sample: Any, researcher_sample: Any) -> None:
    shown = layout(shared_sample)
    assert lines(shown, "agreement") == lines(layout(researcher_sample), "agreement")
    assert not lines(shown, "agreement_pairs")
    for line in lines(shown, "agreement"):
        assert set(line) == {"what", "measured", "value", "interval", "units", "advice"}
        assert not any(name in str(line) for name in ("c1", "c2", "c3", "withheld"))


def test_no_code_and_no_coefficient_of_the_sample_is_shown_as_the_tables_write_it(researcher_sample: Any) -> None:
    shown = layout(researcher_sample)
    for line in [*lines(shown, "agreement"), *lines(shown, "agreement_pairs")]:
        assert not any("_" in str(value) or "=" in str(value) for value in line.values()), line


def test_numbers_are_written_as_the_language_does(researcher_sample: Any) -> None:
    assert lines(layout(researcher_sample, "nl"), "agreement")[0]["interval"] == "0,68 tot 0,94"
    assert lines(layout(researcher_sample, "fr"), "agreement")[0]["interval"] == "0,68 à 0,94"
