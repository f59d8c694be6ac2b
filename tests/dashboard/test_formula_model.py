"""How the model's scores are explained: sums that add up, nothing in too little evidence, nothing of another way."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.measures import measures
from collabnet.views import seen as look
from dashboard.components.formula import formula
from dashboard.components.how_made import FORMULAS
from dashboard.components.score_made import made_by_model
from dashboard.pages import data
from dashboard.sentences import learned
from dashboard.sentences import made as read
from dashboard.sentences.remarks import every_remark
from dashboard.sentences.scores import Score, scores
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import NAN, rows_of, score, seen_with, words

EN, NL = Say("en"), Say("nl")
STATE = State("small", "domains", "1")


def row(value: float = 62.9, grade: str = "B", **more: Any) -> dict[str, Any]:
    """Return a score of the model: 62.34 − 0.13 + 0.93 − 0.21 = 62.93."""
    by_model = {
        "method": "model", "reporters": 18, "reporters_effective": 13.6, "reliability": 0.986, "statements": 73,
        "part_shared": 62.34, "part_source": -0.13, "part_target": 0.93, "part_relation": -0.21, "pairs": 80,
        "interviewed_share": 0.5625, "pairs_covered": 0.153, "pairs_two_sided": 0.084, "ordinal_estimate": 66.3,
        "difference_because": "", "coder_flags": "",
    }  # fmt: skip
    return score("network", "network", "trust", value, 52, 75, grade, **(by_model | more))


def parameter(key: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        "model": "collaboration", "parameter": key, "domain": "", "wave": "", "value": value, "low": value / 2,
        "high": value * 2, "rhat": 1.002, "ess": 650.0, "levels": 10, "draws": 4000, "evidence": (),
    } | more  # fmt: skip


def study(row: dict[str, Any], plain: dict[str, Any] | None = None, **tables: pd.DataFrame) -> FakeSeen:
    beside = plain or score("network", "network", "trust", 70.2, 60, 80, "B")
    known = [parameter("deviation_target", 6.4), parameter("deviation_coder", 3.6),
             parameter("score_network", 62.9, domain="trust", wave="1")]  # fmt: skip
    return seen_with(
        **{"scores": pd.DataFrame([row]), "scores_transparent": pd.DataFrame([beside]), "model": pd.DataFrame(known)}
        | tables
    )


def shown(seen: FakeSeen, language: str = "en") -> str:
    (found,) = scores(seen, "1", "network")
    return words(formula(found, seen, State("small", "domains", "1", language=language)))


def test_the_parts_that_are_shown_add_up_to_the_number_that_is_shown() -> None:
    assert read.sum_line(read.made_of(row()), EN) == "62.3 − 0.1 + 0.9 − 0.2 = 62.9"
    assert read.sum_line(read.made_of(row()), NL) == "62,3 − 0,1 + 0,9 − 0,2 = 62,9"


@pytest.mark.parametrize("values", [(0.14, 0.14, 0.14, 0.0), (62.34, -0.13, 0.93, -0.21), (-2.06, 4.04, -0.07, 9.95)])
def test_rounding_never_breaks_a_sum(values: tuple[float, ...]) -> None:
    rounded = read.balanced(values)
    assert sum(rounded) == pytest.approx(round(sum(values), 1))
    assert all(abs(one - other) < 0.1 for one, other in zip(rounded, values, strict=True))


def test_a_sum_beyond_the_scale_says_that_it_was_cut() -> None:
    it = read.made_of(row(100.0, part_shared=104.0))
    assert read.sum_line(it, EN) == "104.0 − 0.1 + 0.9 − 0.2 = 104.6, cut to 100"


def test_too_little_evidence_shows_no_part_no_sum_and_no_number_beside() -> None:
    it = read.made_of(row(grade="D"))
    (plain,) = scores(study(row()), "1", "network")
    assert read.points(it) == {}
    assert not read.sum_line(it, EN)
    assert not read.beside(it, plain, EN)
    assert not read.as_steps(it, EN)
    told = shown(study(row(grade="D")))
    for number in ("62.", "62 ", "66", "52", "75)"):
        assert number not in told.split("With this study’s numbers")[1].split("plain mean, worked out")[0]


def plain(value: float, grade: str = "B") -> Score:
    seen = seen_with(scores=pd.DataFrame([score("network", "network", "trust", value, 60, 80, grade)]))
    return scores(seen, "1", "network")[0]


def test_the_plain_mean_stands_beside_and_says_how_far_away_it_is() -> None:
    it = read.made_of(row())
    assert read.beside(it, plain(70.2), EN).endswith("70 (60–80): 7 points higher.")
    assert "much the same" in read.beside(it, plain(62.0), EN)
    assert read.beside(it, plain(70.2, "D"), EN).endswith("too little evidence for a number.")


def test_where_they_lie_far_apart_it_says_why_in_the_language_of_the_reader() -> None:
    it = read.made_of(row(difference_because="pairs:points=-13.5|few_statements:points=2.6"))
    told = read.beside(it, plain(80), EN)
    assert "it stands for all expected pairs, not only for those spoken of (−14 points)" in told
    assert "partly chance (+3 points)" in told
    assert "Why" not in read.beside(it, plain(70), EN)


def test_what_is_known_behind_a_score_counts_who_was_interviewed_and_what_was_spoken_of() -> None:
    told = read.known_behind(read.made_of(row()), EN)
    assert "80 expected pairs" in told
    assert "56 %" in told and "15 %" in told and "8 % by both sides" in told
    assert "weigh as much as 13.6" in told
    assert read.known_behind(read.made_of(row(reporters=1, pairs=0)), EN) == "One organisation speaks."


def test_statements_remove_uncertainty_in_words() -> None:
    assert "removed 99 % of the uncertainty" in read.certainty(read.made_of(row()), EN)
    assert not read.certainty(read.made_of(row(reliability=NAN)), EN)


def test_the_formula_of_the_model_has_words_symbols_and_numbers() -> None:
    told = shown(study(row()))
    for part in ("how severely a coder rates", "half-Cauchy(15)", "62.3 − 0.1 + 0.9 − 0.2 = 62.9", "taken out",
                 "Organisations that others turn to, in general", "6 (3–13)", "4,000 sets of values",
                 "R-hat is 1.002"):  # fmt: skip
        assert part in told
    assert "Student" not in told.split("The plain mean, worked out")[0]


def test_plain_means_are_explained_the_plain_way() -> None:
    seen = study(row())
    (found,) = scores(FakeSeen(tables={**seen.tables, "scores": seen.tables["scores_transparent"]}), "1", "network")
    told = words(formula(found, seen, STATE))
    assert "The score is the mean of the organisations." in told
    assert "half-Cauchy" not in told


def test_a_remark_about_another_condition_is_left_out() -> None:
    remarks = pd.DataFrame(
        [
            {"code": "many_zeros", "facts": "domain=capacity,share=0.41", "remark_text": ""},
            {"code": "few_interviews", "facts": "count=4", "remark_text": ""},
        ]
    )
    seen = study(row(), model_remarks=remarks)
    assert [line[:17] for line in every_remark(seen, EN, "trust")] == ["With 4 interviews"]
    assert "41 %" in every_remark(seen, EN)[0]


def test_what_was_learned_says_what_counts_and_what_is_taken_out() -> None:
    assert [(size.key, size.counted) for size in learned.sizes(study(row()))] == [("target", True), ("coder", False)]


def test_a_study_without_a_model_says_nothing_of_one(seen: FakeSeen) -> None:
    assert learned.sizes(seen) == ()
    assert learned.draws(seen) == 0
    assert not learned.agreement_of_chains(seen, "trust", "1", EN)
    assert every_remark(seen, EN) == ()


def test_the_drawer_names_the_codes_on_which_coders_do_not_agree() -> None:
    told = words(made_by_model(study(row()), EN, row(coder_flags="rating|domain=trust")))
    assert (
        "Coders do not agree well enough yet on: how well it works (the rating); whether it is about: informal" in told
    )
    assert "Student" not in told and "bootstrap" not in told


@pytest.mark.parametrize("view", ["researcher", "shared"])
def test_every_known_score_of_the_sample_is_the_sum_that_is_shown(analysed_sample: Any, view: str) -> None:
    seen = look(analysed_sample, view)
    for level in ("network", "sector", "group", "organisation_in", "organisation_out"):
        for found in scores(seen, "1", level):
            it = read.made(seen, found)
            assert it is not None
            line = read.sum_line(it, EN)
            assert bool(line) == found.known
            if found.known and "cut" not in line:
                assert float(line.split("= ")[1].replace("−", "-")) == pytest.approx(found.value, abs=0.051)


def test_data_and_methods_shows_what_was_learned_and_no_number_with_too_little_evidence() -> None:
    known = [parameter("deviation_target", 6.4), parameter("score_network", 62.9, domain="trust", wave="1")]
    for grade, number in (("B", 62.9), ("D", None)):
        seen = study(row(grade=grade), model=pd.DataFrame(known))
        shown = data.layout(seen, State("small", "data", "1", options={"part": "formulas"}))
        lines = {line["what"]: line for line in rows_of(shown)}
        assert lines["Organisations that others turn to, in general"]["value"] == 6.4
        assert lines["Score of the whole network"]["value"] == number
        assert lines["Score of the whole network"]["rhat"] == 1.002


def test_every_formula_of_the_manifest_has_a_title_on_screen(analysed_sample: Any) -> None:
    own = set(look(analysed_sample).manifest["formulas"]) - set(measures())
    assert own == set(FORMULAS)


def test_what_the_model_learned_of_the_sample_is_all_said_in_words(analysed_sample: Any) -> None:
    seen = look(analysed_sample)
    for key in set(seen.tables["model"]["parameter"]):
        assert not learned.parameter(seen, key, EN).startswith(("deviation", "shift", "correlation"))
