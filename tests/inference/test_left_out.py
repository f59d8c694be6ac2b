"""Ordinary studies are answered: what the standard model leaves out, why, and what a study needs where nothing is left.

Ten organisations, all interviewed, so that every pair is known and all counts can be made by hand.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from collabnet import analysis, cli, inference, scoring
from collabnet.errors import CallError
from collabnet.inference._relabelling import TooFewFitsError
from collabnet.inference._selection import EACH, FEWEST, SIDE, chosen, known_to_all
from collabnet.network import Network
from tests.network.conftest import make

if TYPE_CHECKING:
    from pathlib import Path

    from collabnet.study import Study

N = 10
NAMES = [f"n{number}" for number in range(N)]
TIED = [(a, b) for a in range(N) for b in range(N) if a != b and (2 * a + b) % 4 == 0]
APART = [(a, b) for a in range(N) for b in range(N) if a != b and (a, b) not in TIED]


def made(rated: int, *, mutual: bool = False, sectors: bool = True) -> Study:
    """Return a study in which trust is rated for every tie, and for so many pairs without one."""
    both = {*TIED, *((b, a) for a, b in TIED)} if mutual else {*TIED}
    rows: list[dict[str, Any]] = []
    for a, b in sorted(both):
        said = {} if mutual else {"domain": "trust", "rating": float((a + b) % 5)}
        rows.append({"tie_state": "present", **pair(a, b), **said})
    for a, b in APART[:rated]:
        rows.append({"domain": "trust", "rating": float((a * b) % 5), "tie_state": "absent", **pair(a, b)})
    people = [
        {"organisation_id": name, **({"sector": "care" if number % 3 else "law"} if sectors else {})}
        for number, name in enumerate(NAMES)
    ]
    return make(rows, organisations=people, interviews=NAMES)


def pair(a: int, b: int) -> dict[str, Any]:
    """Say that a works with b by the account of either, in turn."""
    who = {"by": NAMES[(a, b)[(a + b) % 2]], "source": NAMES[a], "target": NAMES[b]}
    return {**who, "level": "dyad", "process": "information_exchange"}


def fitted(study: Study, **options: Any) -> inference.StandardModel:
    return inference.standard_model(Network.from_study(study), "information_exchange", permutations=99, **options)


def told(found: inference.StandardModel) -> dict[str, str]:
    return {f"{one.code} {one.facts.get('predictor', '')}".strip(): one.text() for one in found.remarks}


def test_a_rating_of_ties_alone_is_left_out_and_the_pairs_without_a_tie_stay() -> None:
    found = fitted(made(0))
    assert found.regression.pairs == N * (N - 1)
    assert list(found.regression.coefficients.index) == ["same_sector", "reverse_tie"]
    assert told(found)["one_sided informal trust"] == (
        f"informal trust is left out: it would leave {len(TIED)} pairs with a tie and 0 without, where at least 5 and "
        "5 are needed to compare the two."
    )
    assert found.domains is None


@pytest.mark.parametrize(("rated", "kept"), [(SIDE - 1, False), (SIDE, True)])
def test_five_pairs_on_either_side_are_enough(rated: int, kept: bool) -> None:
    found = fitted(made(rated))
    assert ("trust" in found.regression.coefficients.index) == kept
    assert (found.domains is not None) == kept
    assert found.regression.pairs == (len(TIED) + rated if kept else N * (N - 1))


def test_nothing_is_said_of_ratings_where_none_is_in_the_model() -> None:
    without, with_ = set(told(fitted(made(0)))), set(told(fitted(made(30))))
    assert not {"same_interviews", "plain_ratings"} & without
    assert {"same_interviews", "plain_ratings"} <= with_
    crossed = told(fitted(made(0), crossed=True))
    assert "crossed_ties" in crossed
    assert not {"crossed", "plain_ratings"} & set(crossed)


@pytest.mark.parametrize(("kind", "code"), [("linear", "repeats"), ("logistic", "apart")])
def test_the_other_direction_of_ties_that_are_all_mutual_is_left_out(kind: Any, code: str) -> None:
    found = fitted(made(0, mutual=True), kind=kind)
    assert list(found.regression.coefficients.index) == ["same_sector"]
    tied = len({*TIED, *((b, a) for a, b in TIED)})
    said = told(found)[f"{code} Tie in the other direction"]
    if kind == "linear":
        assert f"tells the {tied} pairs with a tie from the {90 - tied} without" in said


def test_where_nothing_is_left_the_sentence_says_why_and_what_a_study_needs() -> None:
    with pytest.raises(CallError) as error:
        fitted(made(0, mutual=True, sectors=False))
    said = str(error.value)
    assert said.startswith("Expected something that differs between pairs to explain ties by, found nothing. ")
    assert "Tie in the other direction is left out: " in said
    assert said.endswith("or rate at least 20 pairs, of which 5 with a tie and 5 without.")


RANDOM = np.random.default_rng(3)
TIES = (RANDOM.random((12, 12)) < 0.4).astype(float)
RATING, CONTROL = RANDOM.normal(size=(2, 12, 12))
PAIRS = 132


def selected(kind: Any = "linear", ties: Any = TIES, **grids: Any) -> tuple[list[str], set[tuple[str, str]]]:
    ratings = {key: grid for key, grid in grids.items() if key in {"trust", "capacity"}}
    others = {key: grid for key, grid in grids.items() if key not in ratings}
    found, remarks = chosen(ties, ratings, others, kind, directed=True)
    return list(found), {(one.code, one.facts["predictor"]) for one in remarks}


def holes(grid: Any, mask: Any) -> Any:
    return np.where(mask, np.nan, grid)


def test_predictors_that_together_determine_ties_lose_the_last_of_them() -> None:
    kept, said = selected(trust=RATING, match=TIES - RATING, same_sector=CONTROL)
    assert kept == ["trust", "same_sector"]
    assert said == {("repeats", "Reason to work together")}
    kept, said = selected("logistic", trust=TIES + 0.4 * RANDOM.random((12, 12)), same_sector=CONTROL)
    assert kept == ["same_sector"]
    assert said == {("endless", "informal trust")}


def test_predictors_that_differ_by_rounding_follow_from_each_other() -> None:
    kept, said = selected(trust=RATING, capacity=RATING + 1e-5 * CONTROL)
    assert (len(kept), {code for code, _ in said}) == (1, {"follows"})
    assert len(selected(trust=RATING, capacity=RATING + 1e-2 * CONTROL)[0]) == 2


def test_a_control_that_is_known_for_ties_alone_is_left_out() -> None:
    few = np.zeros((12, 12))
    few[0, 1:7] = few[1, 2:5] = few[2, 3] = 1.0
    hidden = holes(CONTROL, (few == 1) & (np.arange(12) > 1))  # known for one pair with a tie
    kept, said = selected(ties=few, same_sector=hidden, match=RATING)
    assert (kept, said) == (["match"], {("one_sided", "Same sector")})


def test_where_a_study_has_fewer_ties_from_the_start_all_of_them_must_be_left() -> None:
    few = np.zeros((12, 12))
    few[0, 1] = few[2, 3] = few[4, 5] = 1.0
    assert selected(ties=few, match=CONTROL)[0] == ["match"]
    assert selected(ties=few, match=holes(CONTROL, np.eye(12, k=1) > 0), same_sector=RATING)[0] == ["same_sector"]


def test_what_is_left_out_takes_no_pairs_away() -> None:
    level = holes(np.full((12, 12), 50.0), RANDOM.random((12, 12)) < 0.4)
    found, _ = chosen(TIES, {"trust": level}, {"match": CONTROL}, "linear", directed=True)
    assert list(found) == ["match"]
    assert known_to_all(found.values(), ~np.eye(12, dtype=bool)).sum() == PAIRS


def test_too_few_pairs_or_ties_of_one_kind_are_said_before_any_predictor() -> None:
    with pytest.raises(CallError, match=f"Expected at least {FEWEST} pairs .+ found 12"):
        selected(ties=TIES[:4, :4], match=CONTROL[:4, :4])
    with pytest.raises(CallError, match="found only ties"):
        selected(ties=np.ones((12, 12)), match=CONTROL)
    assert EACH * 4 == FEWEST


def test_what_most_relabellings_cannot_be_fitted_with_is_left_out(sample: Path) -> None:
    network = Network.from_study(analysis.reading.read(sample))
    found = inference.standard_model(network, crossed=True, kind="logistic", permutations=20)
    assert "match" not in found.regression.coefficients.index
    said = told(found)["unstable Reason to work together"]
    assert said.endswith("of 20 relabellings could not be fitted.")
    assert found.regression.undetermined <= 10


def test_where_the_domains_cannot_be_tested_together_the_rest_still_stands(monkeypatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise TooFewFitsError("Expected more.", (60,))

    monkeypatch.setattr(sys.modules["collabnet.inference.standard_model"], "joint_test", refused)
    found = fitted(made(30))
    assert found.domains is None
    assert "trust" in found.regression.coefficients.index
    assert "domains_untested" in told(found)


def needless(*_: Any, **__: Any) -> None:
    raise AssertionError("This is not needed.")


def test_the_command_scores_the_study_by_the_model_and_does_no_more(tiny: Path, monkeypatch) -> None:
    def modelled(_: Any, plain: pd.DataFrame, effort: Any, __: Any) -> Any:
        assert (effort.kept, effort.jobs) == (7, 1)
        remarks = pd.DataFrame([("nothing_rated", "")], columns=["code", "facts"])
        guessed = pd.DataFrame(columns=["source", "target"], dtype="str")
        return SimpleNamespace(scores=plain.assign(method="model"), predicted=guessed, remarks=remarks)

    sources: list[Any] = []
    monkeypatch.setattr("collabnet.scoring.modelled_study", modelled)
    monkeypatch.setattr(cli, "print_model", lambda source, *_: sources.append(source))
    for name in ("gaps_and_questions", "drawn_measures", "robust"):
        monkeypatch.setattr(analysis, name, needless)
    result = infer(tiny, "--draws", "7", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "there is nothing to score" in result.stderr
    assert list(sources[0].tables) == ["scores", "model_remarks"]
    columns = ["level", "subject", "domain", "wave", "voice", "estimate"]
    assert sources[0].tables["scores"][columns].equals(scoring.scores(sources[0].network)[columns])


@pytest.mark.parametrize("option", ["--scores=transparent", "--crossed"])
def test_the_command_computes_no_scores_of_the_model_where_means_do(option: str, tiny: Path, monkeypatch) -> None:
    monkeypatch.setattr(analysis, "scored", needless)
    monkeypatch.setattr(analysis, "analyse", needless)
    result = infer(tiny, "--permutations", "20", option)
    assert result.exit_code == (0 if "transparent" in option else 2), result.output
    assert ("found 15" in result.stderr) == ("crossed" in option)  # pairs; too few


def infer(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, ["infer", *map(str, arguments)])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--process", "all"), "such as --process case_transfer"),
        (("--permutations", "10000000"), "Say --permutations 2000"),
        (("--scores", "x"), "Expected --scores among model, transparent, found 'x'"),
    ],
)
def test_a_wrong_call_is_said_at_once_and_advises_options_that_there_are(
    options, said, tiny: Path, monkeypatch
) -> None:
    monkeypatch.setattr("collabnet.cli.rated", None)  # nothing is scored
    result = infer(tiny, *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_advice_of_the_library_names_the_option_of_the_command(tiny: Path, monkeypatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise CallError("Expected x, found y. Leave a predictor out, or use kind='linear'.")

    monkeypatch.setattr("collabnet.inference.standard_model", refused)
    result = infer(tiny, "--scores", "transparent")
    assert result.exit_code == 2
    assert result.stderr.strip().endswith("or use --kind linear.")
