"""The standard model: what it is made of, what it leaves out and says so, and the command that prints it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import collabnet
from collabnet import cli, inference
from collabnet.domains import domains
from collabnet.errors import CallError
from collabnet.inference import _study
from collabnet.inference._remarks import REMARKS
from collabnet.network import Network

DRAWS = 200


@pytest.fixture(scope="module")
def network(sample: Path) -> Network:
    return Network.from_study(collabnet.read(sample))


def scored(network: Network, *, share: float = 1.0, wave: str = "1", process: str = "case_transfer") -> Any:
    """Return what an analysis would hold, had its model rated this share of pairs, with more trust where tied."""
    random = np.random.default_rng(2)
    layer = network.layer(process, wave)
    ties = set(zip(layer.organisations[layer.source], layer.organisations[layer.target], strict=True))
    rows = []
    for source in layer.organisations:
        for target in layer.organisations:
            if source == target or random.random() > share:
                continue
            for domain in domains():
                more = 30.0 if domain == "trust" and (source, target) in ties else 0.0
                estimate = float(random.normal(50, 15)) + more
                rows.append({"source": source, "target": target, "domain": domain, "estimate": estimate, "wave": wave})
    frame = pd.DataFrame(rows)
    scores = frame.assign(level="dyad", voice="organisations", method="model")
    return SimpleNamespace(network=network, tables={"scores": scores.iloc[::2], "predicted_pairs": frame.iloc[1::2]})


@pytest.fixture(scope="module")
def analysed(network: Network) -> Any:
    return scored(network)


def codes(found: inference.StandardModel) -> set[str]:
    return {one.code for one in found.remarks}


def test_what_made_the_ties_is_found_with_all_domains_and_likenesses(analysed: Any) -> None:
    found = inference.standard_model(analysed, permutations=DRAWS)
    frame = found.regression.coefficients
    likeness = ["same_sector", "same_language", "same_municipality", "same_policy_level"]
    assert list(frame.index) == [*domains(), *likeness, "match", "reverse_tie"]
    assert frame.loc["trust", "p_two_sided"] == frame["p_two_sided"].min() == pytest.approx(1 / (DRAWS + 1))
    assert found.regression.p_omnibus == pytest.approx(1 / (DRAWS + 1))
    assert found.regression.method == "dsp"
    assert {"same_interviews", "model_ratings", "silence", "no_cause"} <= codes(found)
    assert "chance" not in codes(found)


def test_it_is_the_regression_of_the_matrices_that_the_study_holds(analysed: Any, network: Network) -> None:
    found = inference.standard_model(analysed, permutations=20)
    layer = network.layer("case_transfer", "1")
    ties, _ = _study.outcome(layer)
    ratings, _ = _study.ratings(network, analysed.tables, layer)
    by_hand = inference.mrqap(ties, {**ratings, **_study.predictors(layer, ties)}, permutations=20, seed=18)
    assert by_hand.seed == network.study.settings.seed
    pd.testing.assert_frame_equal(found.regression.coefficients, by_hand.coefficients, check_exact=True)


def test_ties_are_known_where_somebody_spoke_and_silence_is_counted(network: Network) -> None:
    layer = network.layer("case_transfer", "1")
    ties, silent = _study.outcome(layer)
    heard = layer.interviewed
    assert np.isnan(ties[np.ix_(~heard, ~heard)]).sum() >= (~heard).sum() * ((~heard).sum() - 1) - layer.m
    assert np.nansum(ties) == layer.m
    assert not silent[layer.source, layer.target].any()
    assert not silent[np.ix_(~heard, ~heard)].any()


def test_crossed_reports_take_ties_from_the_target_and_ratings_from_the_source(network: Network) -> None:
    layer = network.layer("case_transfer", "1")
    ties, _ = _study.crossed_outcome(network, layer)
    assert np.isnan(ties[:, ~layer.interviewed]).all()
    said = network.reports
    said = said[said["process"].eq("case_transfer") & said["wave"].eq("1") & said["reporter"].eq(said["target"])]
    yes = said[said["answer"].eq("yes") & ~said["negative"]]
    assert np.nansum(ties) == len(yes[["source", "target"]].drop_duplicates())
    found = inference.standard_model(network, crossed=True, permutations=DRAWS)
    assert "crossed_ties" in codes(found)
    assert "same_interviews" not in codes(found)
    assert "reverse_tie" not in found.regression.coefficients.index


def test_domains_that_few_pairs_are_rated_in_are_left_out_with_a_remark(network: Network) -> None:
    found = inference.standard_model(network, permutations=DRAWS)
    assert not set(domains()) & set(found.regression.coefficients.index)
    left_out = [one.text() for one in found.remarks if one.code == "few_rated"]
    assert len(left_out) == 5
    assert any("trust is left out" in sentence for sentence in left_out)
    assert not {"plain_ratings", "same_interviews"} & codes(found)  # no rating is in the model


def test_the_outcome_is_relabelled_where_few_pairs_are_known(network: Network) -> None:
    found = inference.standard_model(scored(network, share=0.25), permutations=DRAWS)
    assert found.regression.method == "y"
    assert "outcome_relabelled" in codes(found)
    assert found.regression.coefficients.loc["trust", "p_two_sided"] < 0.05


def test_what_is_constant_follows_or_inflates_is_said(network: Network, analysed: Any) -> None:
    tables = dict(analysed.tables)
    scores = pd.concat([tables["scores"], tables["predicted_pairs"].assign(level="dyad", voice="organisations")])
    trust = scores[scores["domain"].eq("trust")]
    same = trust.assign(domain="capacity")
    near = trust.assign(
        domain="diagnosis", estimate=trust["estimate"] + np.random.default_rng(1).normal(size=len(trust))
    )
    level = trust.assign(domain="service_knowledge", estimate=50.0)
    made = pd.concat([trust, same, near, level]).assign(method="model")
    source = SimpleNamespace(network=network, tables={"scores": made})
    found = inference.standard_model(source, permutations=DRAWS)
    said = {(one.code, one.facts.get("predictor", "")) for one in found.remarks}
    assert ("constant", domains()["service_knowledge"].title) in said
    assert ("follows", domains()["trust"].title) in said
    assert ("alike", domains()["capacity"].title) in said
    assert ("few_rated", domains()["cultural_competence"].title) in said


def test_undirected_ties_count_each_pair_once_and_have_no_other_direction(network: Network) -> None:
    found = inference.standard_model(scored(network, process="case_coordination"), "case_coordination", permutations=50)
    assert not found.regression.directed
    assert "reverse_tie" not in found.regression.coefficients.index
    assert found.regression.pairs <= 32 * 31 / 2


def test_log_odds_of_ties_are_fitted_too_without_what_tells_them_apart(network: Network) -> None:
    found = inference.standard_model(network, kind="logistic", permutations=20)
    assert "apart" in codes(found)
    assert "reverse_tie" not in found.regression.coefficients.index
    assert found.regression.coefficients.loc["match", "coefficient"] > 0
    assert (found.regression.undetermined > 0) == ("undetermined" in codes(found))


def test_the_same_seed_gives_the_same_rows(analysed: Any) -> None:
    first, again, other = (inference.standard_model(analysed, permutations=60, seed=s).table() for s in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
    assert list(first["term"][:3]) == ["(domains)", "(all)", "diagnosis"]
    assert list(first["term_text"][:2]) == ["All domains together, beside the others", "All predictors together"]
    assert list(first.columns[-2:]) == ["seed", "p_holm"]


def test_the_domains_are_tested_together_beside_the_others_and_each_is_corrected(
    analysed: Any, network: Network
) -> None:
    found = inference.standard_model(analysed, permutations=DRAWS)
    assert found.domains is not None
    assert found.domains.tested == tuple(domains())
    assert set(found.domains.held) == set(found.regression.coefficients.index) - set(domains())
    assert found.domains.p == pytest.approx(1 / (DRAWS + 1))
    p = found.regression.coefficients["p_two_sided"]
    assert found.p_holm["trust"] == pytest.approx(5 * p["trust"])
    assert found.p_holm.drop(list(domains())).isna().all()
    rows = found.table().set_index("term")
    assert rows.loc["(domains)", "p_greater"] == found.domains.p
    assert rows.loc["(domains)", "r_squared"] == found.domains.r_squared < rows.loc["(all)", "r_squared"]
    none = inference.standard_model(network, permutations=20)
    assert none.domains is None
    assert none.table()["term"].iloc[0] == "(all)"


def test_ratings_of_pure_chance_say_so_though_other_predictors_matter(network: Network) -> None:
    made = scored(network)
    random = np.random.default_rng(8)
    tables = {key: frame.assign(estimate=random.normal(50, 15, len(frame))) for key, frame in made.tables.items()}
    found = inference.standard_model(SimpleNamespace(network=network, tables=tables), permutations=DRAWS)
    assert found.regression.p_omnibus <= 0.05 < found.domains.p
    assert {"domains_chance", "no_cause"} <= codes(found)
    assert "chance" not in codes(found)


@pytest.mark.parametrize(("kind", "share"), [("logistic", 1.0), ("linear", 0.4)])
def test_the_domains_are_tested_together_also_by_log_odds_and_where_few_pairs_are_rated(network, kind, share) -> None:
    found = inference.standard_model(scored(network, share=share), kind=kind, permutations=60)
    assert found.domains is not None
    assert found.domains.kind == kind
    assert found.domains.p <= 0.05


@pytest.mark.parametrize("code", REMARKS)
def test_every_remark_fills_its_sentence(code: str) -> None:
    names = ("predictor", "count", "pairs", "predictors", "vif", "p", "share", "permutations", "draws",
             "block", "statistic", "mean", "estimate", "tied", "untied", "least_tied", "least_untied")  # fmt: skip
    sentence = inference.Remark(code, dict.fromkeys(names, "7")).text()
    assert "{" not in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("options", "said"),
    [({"process": "all"}, "one way of working together"), ({"process": "x"}, "Expected a process"),
     ({"wave": "9"}, "Expected a wave"), ({"ties": "x"}, "basis"), ({"kind": "x"}, "kind")],
)  # fmt: skip
def test_a_wrong_call_is_said_in_a_sentence(options: dict[str, Any], said: str, network: Network) -> None:
    with pytest.raises(CallError, match=said):
        inference.standard_model(network, **options)


def test_too_few_pairs_are_said_in_a_sentence(tiny: Path) -> None:
    few = Network.from_study(collabnet.read(tiny))
    with pytest.raises(CallError, match=r"Expected at least 20 pairs .+ found \d+\. Interview more"):
        inference.standard_model(few.only(["alder", "birch", "cedar"]))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, analysed: Any):
    monkeypatch.setattr(cli, "rated", lambda *_, **__: analysed)

    def call(*arguments: object) -> Any:
        result = CliRunner().invoke(cli.app, ["infer", *map(str, arguments)])
        assert "Traceback" not in result.output
        return result

    return call


def test_the_command_prints_the_test_of_all_first_and_writes_rows(run, tiny: Path, tmp_path: Path) -> None:
    result = run(tiny, "--permutations", 99, "--out", tmp_path / "rows.csv")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].startswith("case_transfer, wave 1, reported ties: ")
    assert lines[1].startswith("Domains together, beside the others: F ")
    assert lines[2].startswith("All together: F ")
    assert "p ≤ 0.0100" in lines[1]
    assert "p ≤ 0.0100" in lines[2]
    assert lines[4].split()[:2] == ["predictor", "VIF"]
    assert lines[4].endswith("p Holm")
    assert any(line.startswith("- Read the test of the domains together first") for line in lines)
    assert any(line.startswith("informal trust") or line.startswith("Informal trust") for line in lines)
    assert sum(line.startswith("- ") for line in lines) >= 4
    assert "nan" not in result.stdout
    assert "rows.csv" in result.stderr
    rows = pd.read_csv(tmp_path / "rows.csv")
    assert list(rows["term"].iloc[:2]) == ["(domains)", "(all)"]
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]
    assert run(tiny, "--permutations", 99).stdout == result.stdout


@pytest.mark.parametrize(
    "call",
    [("--process", "x"), ("--wave", "9"), ("--ties", "x"), ("--kind", "x"), ("--permutations", 0), ("--seed", -1),
     ("--out", "FOLDER"), ("--process", "all")],
)  # fmt: skip
def test_a_wrong_command_exits_2_with_a_sentence(call, run, tiny: Path, tmp_path: Path) -> None:
    result = run(tiny, *(tmp_path if word == "FOLDER" else word for word in call))
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert result.stdout == ""
