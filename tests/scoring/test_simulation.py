"""Invented studies: what they are made of, and that scores come nearer to their truth than plain means do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from collabnet.domains import domains
from collabnet.scoring.model.fit import Plan
from collabnet.scoring.model.observations import observations_of
from collabnet.scoring.model.simulated import fitted, scored
from collabnet.scoring.model.simulation import LEVELS, SimulationPlan, SimulationSizes, simulate, subjects
from tests.studies.simulation_study import RESULTS

USUAL = SimulationPlan()
EXACT = SimulationSizes(reporter=0.0, coder=0.0, error=0.0)


def shift(plan: SimulationPlan, studies: int = 8) -> float:
    """Return by how much what is said lies above the truth, on average."""
    found = [simulate(plan, seed) for seed in range(studies)]
    truth = [one.truth.query("level == 'network'")["score"].mean() for one in found]
    return float(np.mean([one.frame["points"].mean() for one in found]) - np.mean(truth))


def test_the_usual_study_is_that_of_the_methods() -> None:
    found = simulate(USUAL, 1)
    assert len(found.pairs.nodes) == 30
    assert len(found.pairs.source) == round(0.25 * 30 * 29)
    assert len(found.frame) == 255
    assert found.frame["coder"].nunique() == 3
    assert int(found.pairs.heard.sum()) == 17
    assert set(found.frame["rating"]) <= {0.0, 1.0, 2.0, 3.0, 4.0}
    assert set(found.frame["domain"]) == set(domains())


def test_the_same_seed_invents_the_same_bytes_and_another_one_does_not() -> None:
    first, again, other = (simulate(USUAL, seed) for seed in (3, 3, 4))
    pd.testing.assert_frame_equal(first.frame, again.frame, check_exact=True)
    pd.testing.assert_frame_equal(first.truth, again.truth, check_exact=True)
    assert first.truth["score"].to_numpy().tobytes() == again.truth["score"].to_numpy().tobytes()
    assert not first.truth["score"].equals(other.truth["score"])


def test_everybody_speaks_of_expected_pairs_from_the_side_that_was_planned() -> None:
    found = simulate(replace(USUAL, statements=40.0), 1)
    pairs = set(found.pairs.keys)
    assert set(zip(found.frame["source"], found.frame["target"], strict=True)) <= pairs
    own = found.frame["reporter"].eq(found.frame["source"])
    third = ~own & found.frame["reporter"].ne(found.frame["target"])
    assert own.mean() == pytest.approx(0.5, abs=0.06)
    assert third.mean() == pytest.approx(0.15, abs=0.05)


def test_reporters_may_always_be_the_source() -> None:
    frame = simulate(replace(USUAL, two_sided=0.0), 1).frame
    assert frame["reporter"].eq(frame["source"]).all()


def test_scores_above_the_pair_are_means_of_their_pairs() -> None:
    found = simulate(USUAL, 2)
    truth = found.truth.set_index(["level", "subject", "domain"])["score"]
    assert set(found.truth["level"]) == set(LEVELS)
    assert len(found.truth) == 5 * len(subjects(found.pairs))
    dyads = truth["dyad"].reset_index()
    assert truth["network", "network", "trust"] == pytest.approx(dyads.query("domain == 'trust'")["score"].mean())
    one = found.pairs.nodes[0]
    towards = dyads[dyads["subject"].str.endswith(f">{one}") & dyads["domain"].eq("trust")]
    assert truth["organisation_in", one, "trust"] == pytest.approx(towards["score"].mean())


def test_without_error_a_rating_is_the_truth_to_the_nearest_step() -> None:
    found = simulate(replace(USUAL, sizes=EXACT), 1)
    truth = found.truth.query("level == 'dyad'").set_index(["subject", "domain"])["score"]
    said = found.frame
    expected = truth.loc[list(zip(said["source"] + ">" + said["target"], said["domain"], strict=True))].to_numpy()
    assert (np.abs(said["points"].to_numpy() - expected.clip(0, 100)) <= 12.5 + 1e-9).all()


def test_what_is_known_of_pairs_is_what_was_said_of_them() -> None:
    found = simulate(USUAL, 5)
    pairs = found.pairs
    said = found.frame.query("domain == 'trust'")
    either = {frozenset(pair) for pair in zip(said["source"], said["target"], strict=True)}
    assert [frozenset(key) in either for key in pairs.keys] == pairs.known["trust"].tolist()
    voices: dict[frozenset[str], set[str]] = {}
    for source, target, reporter in said[["source", "target", "reporter"]].itertuples(index=False):
        voices.setdefault(frozenset((source, target)), set()).add(reporter)
    both = [len(voices.get(frozenset(key), set()) & set(key)) == 2 for key in pairs.keys]
    assert both == pairs.two_sided["trust"].tolist()


def test_a_share_of_quotes_is_coded_by_two_people() -> None:
    frame = simulate(replace(USUAL, double_coded=0.3), 1).frame
    coders = frame.groupby("quote_id")["coder"]
    assert coders.nunique().eq(coders.size()).all()
    assert coders.size().eq(2).mean() == pytest.approx(0.3, abs=0.08)
    assert observations_of(frame).design.quotes


def test_bad_relations_are_spoken_of_more_where_the_plan_says_so() -> None:
    shifts = [shift(replace(USUAL, salience=strength)) for strength in (0.0, 0.4, 0.8)]
    assert shifts[0] > shifts[1] + 2.0 > shifts[2] + 4.0


def test_those_who_do_worst_can_keep_away() -> None:
    found = simulate(replace(USUAL, worst_absent=True), 1)
    truth = found.truth.query("level in ['organisation_in', 'organisation_out']").groupby("subject")["score"].mean()
    heard = [node for node, there in zip(found.pairs.nodes, found.pairs.heard, strict=True) if there]
    assert truth[truth.index.isin(heard)].mean() > truth[~truth.index.isin(heard)].mean() + 5.0


def test_two_kinds_of_organisations_are_good_or_bad_in_both_roles() -> None:
    sizes = SimulationSizes(actor_domain=0.0, partner_domain=0.0, relation=0.0)
    found = simulate(replace(USUAL, clusters=True, sizes=sizes), 1)
    trust = found.truth.query("level == 'dyad' and domain == 'trust'")["score"]
    assert sorted(set(trust.round(6))) == [50 - 18, 50 - 2, 50 + 2, 50 + 18]


def test_a_bounded_truth_stays_on_the_scale_and_heavy_tails_keep_their_size() -> None:
    low = simulate(replace(USUAL, bounded=True, means=(10.0,) * 5), 1).truth["score"]
    assert low.between(0.0, 100.0).all()
    assert (low == 0.0).any()
    wide = SimulationSizes(**dict.fromkeys(SimulationSizes.__dataclass_fields__, 0.0) | {"error": 10.0})
    many = simulate(replace(USUAL, heavy_tails=True, statements=400.0, means=(50.0,) * 5, sizes=wide), 1).frame
    assert many["points"].std() == pytest.approx(np.hypot(10.0, 25.0 / 12**0.5), rel=0.35)


def test_directions_of_a_pair_go_together_where_the_plan_says_so() -> None:
    flat = SimulationSizes(actor=0.0, actor_domain=0.0, partner=0.0, partner_domain=0.0)
    found = simulate(replace(USUAL, mutual=True, reciprocity=0.8, required=0.8, sizes=flat), 1)
    trust = found.truth.query("level == 'dyad' and domain == 'trust'").set_index("subject")["score"]
    back = trust.rename(lambda key: ">".join(reversed(key.split(">"))))
    assert len(trust) == len(back)
    assert np.corrcoef(trust, back.reindex(trust.index))[0, 1] == pytest.approx(0.8, abs=0.1)


def test_scores_are_nearer_to_the_truth_than_plain_means_and_intervals_hold_it() -> None:
    parts = []
    for seed in (11, 12):
        found = simulate(USUAL, seed)
        parts.append(scored(found, fitted(found, Plan((seed,), chains=1, warm=100, kept=200))))
    frame = pd.concat(parts)
    inside = frame["truth"].between(frame["low"], frame["high"])
    assert inside[frame["level"].eq("organisation_in")].mean() > 0.85
    assert inside[frame["level"].eq("network")].mean() >= 0.7
    spoken = frame[frame["level"].eq("organisation_in") & frame["raw_mean"].notna()]
    error = np.sqrt(((spoken[["estimate", "raw_mean"]].sub(spoken["truth"], axis=0)) ** 2).mean())
    assert error["estimate"] < 0.75 * error["raw_mean"]


def test_a_share_of_what_is_said_of_capacity_is_about_people_s_own_organisation() -> None:
    plan = replace(USUAL, statements=40.0, own=0.6, own_shift=-20.0, sizes=EXACT)
    frame = simulate(plan, 1).frame
    capacity = frame["domain"].eq("capacity")
    assert frame.loc[capacity, "self_report"].mean() == pytest.approx(0.6, abs=0.1)
    assert not frame.loc[~capacity, "self_report"].any()
    own = frame[frame["self_report"]]
    assert (own["source"].eq(own["reporter"]) & own["towards"].eq(own["reporter"])).all()
    mild = simulate(replace(plan, own_shift=0.0), 1).frame
    assert (mild["points"] - frame["points"])[frame["self_report"]].mean() == pytest.approx(20.0, abs=5.0)
    assert mild.loc[~mild["self_report"], "points"].equals(frame.loc[~frame["self_report"], "points"])


def results(level: str) -> pd.DataFrame:
    """Return what the simulation study found in studies of self-report."""
    frame = pd.read_csv(RESULTS)
    found = frame[frame["family"].eq("self-report") & frame["level"].eq(level)].set_index("condition")
    assert len(found) == 9
    return found


def test_headlines_of_self_report_hold_the_truth_as_the_simulation_study_reports() -> None:
    assert results("network")["coverage"].min() >= 0.95
    assert results("organisation_in")["coverage"].min() >= 0.82


def test_where_nearly_all_is_self_report_no_headline_leaves_the_plain_mean_out() -> None:
    whole = results("network")
    uncorrected = whole.index.str.contains("90%|97%")
    assert whole.loc[uncorrected, "excludes_plain"].eq(0.0).all()
    assert (whole.loc[uncorrected, "width"] > 30).all() and (whole.loc[~uncorrected, "width"] < 22).all()
