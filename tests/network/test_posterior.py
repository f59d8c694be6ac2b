"""How likely each tie is, and networks drawn accordingly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import collabnet
from collabnet import measures
from collabnet.errors import CallError
from collabnet.network import PRIORS, Layer, Network
from collabnet.network.posterior import Posterior, evidence
from collabnet.network.rates import probability
from collabnet.study import Process
from tests.network.conftest import PROCESSES, make


@pytest.fixture(scope="module")
def tiny_network(tiny: Path) -> Network:
    return Network.from_study(collabnet.read(tiny))


def rows(*cells: tuple[str, str, str, float, float, bool]) -> pd.DataFrame:
    columns = ["source", "target", "process", "reports", "yes", "asked"]
    return pd.DataFrame(cells, columns=columns).assign(wave="1")


def layers(*, ties: tuple[tuple[str, str], ...] = (("a", "b"),)) -> dict[str, Layer]:
    single = Layer.from_edges(ties, "abcd", process="help", wave="1")
    pair = Layer.from_edges([("a", "c")], "abcd", directed=False, process="talk", wave="1")
    union = Layer(single.organisations, single.source, single.target, single.strength, process="all", wave="1",
                  interviewed=single.interviewed, parts=(single, pair))  # fmt: skip
    return {"help": single, "talk": pair, "all": union}


def known() -> Posterior:
    said = rows(
        ("a", "b", "help", 2, 2, True), ("b", "a", "help", 2, 0, True), ("c", "d", "help", 1, 1, False),
        ("a", "c", "talk", 2, 1, True), ("a", "d", "all", 2, 2, True), ("c", "a", "all", 2, 2, True),
    )  # fmt: skip
    return Posterior.of(layers(), said, seed=3)


def test_what_was_reported_is_counted_as_by_hand(tiny_network: Network) -> None:
    """alder and birch both say yes; alder says yes and cedar no; birch was asked about elm and said nothing."""
    cells = tiny_network._reporting.set_index(["source", "target", "process", "wave"])
    wanted = {
        ("alder", "birch", "information_exchange", "1"): (2, 2, False),
        ("alder", "cedar", "case_transfer", "1"): (2, 1, False),
        ("alder", "cedar", "case_transfer", "2"): (1, 0, False),
        ("birch", "alder", "case_transfer", "1"): (1, 0, False),  # it ended
        ("birch", "elm", "case_transfer", "1"): (1, 0, True),
        ("elm", "birch", "case_transfer", "1"): (1, 0, True),
        ("cedar", "dogwood", "information_exchange", "2"): (0, 0, False),  # unclear: neither yes nor no
    }
    found = {key: tuple(cells.loc[key, ["reports", "yes", "asked"]]) for key in wanted}
    assert found == wanted
    assert cells.index.get_level_values("process").value_counts().drop("all").sum() == 16
    assert tuple(cells.loc["alder", "birch", "all", "1"][["reports", "yes"]]) == (2, 2)


def test_silence_counts_only_of_who_was_asked(tiny_network: Network) -> None:
    likely = tiny_network.ties.join(tiny_network.tie_probabilities)
    here = likely[likely["wave"].eq("1") & ~likely["negative"]].set_index(["source", "target", "process"])[
        "probability"
    ]
    posterior = tiny_network.posterior("1")
    cells = posterior.probabilities("case_transfer").set_index(["source", "target"])["probability"]
    assert cells["birch", "elm"] < here["alder", "dogwood", "case_transfer"]  # asked and silent against nobody said
    nobody = posterior.unnamed("case_transfer").mean()
    assert here["alder", "dogwood", "case_transfer"] == pytest.approx(nobody)
    assert nobody <= posterior.rates["case_transfer"].tie.mean()


def test_working_together_somehow_denies_no_way_of_doing_so() -> None:
    """With a list shown, a says to work with b without saying how, and sends c cases; nothing is said of d."""
    said = [
        {"by": "a", "source": "a", "target": "b", "process": ""},
        {"by": "a", "source": "a", "target": "c", "process": "case_transfer"},
    ]
    talks = [{"interview_id": "i_a", "organisation_id": "a", "prompted": True}]
    it = Network.from_study(make(said, interviews=talks, processes=PROCESSES | {"unspecified": Process("unspecified")}))
    cells = it._reporting.set_index(["source", "target", "process"])[["reports", "yes"]]
    known = {key: tuple(row) for key, row in zip(cells.index, cells.to_numpy().tolist(), strict=True)}
    assert known["a", "d", "case_transfer"] == (1, 0)
    assert known["a", "c", "case_transfer"] == (1, 1)
    assert known["a", "c", "information_exchange"] == (1, 0)
    assert known["a", "b", "unspecified"] == (1, 1)
    assert {key[2] for key in known if key[:2] in {("a", "b"), ("b", "a")}} == {"unspecified", "all"}
    in_general = {key[:2] for key in known if key[2] == "unspecified"}
    assert in_general == {("a", "b"), ("a", "d"), ("d", "a")}


def test_more_yes_makes_a_tie_likelier_and_a_no_less(tiny_network: Network) -> None:
    likely = tiny_network.ties.join(tiny_network.tie_probabilities)
    one = likely[likely["wave"].eq("1") & ~likely["negative"] & likely["process"].ne("all")]
    by_state = one.groupby("state")["probability"].mean()
    assert by_state["confirmed"] > by_state["one_sided"] > by_state["contested"] > by_state["absent"]
    assert one["probability"].between(one["low"], one["high"]).all()
    assert likely.loc[likely["negative"], "probability"].isna().all()


def test_a_drawn_tie_is_as_frequent_as_it_is_likely() -> None:
    posterior = known()
    drawn = [posterior.network(number) for number in range(1000)]
    for process in ("help", "talk", "all"):
        likely = posterior.probabilities(process)
        places = pd.Series(range(4), index=list("abcd"))
        for row in likely.itertuples():
            pair = (places[row.source], places[row.target])
            share = np.mean([pair in set(zip(one[process].source, one[process].target, strict=True)) for one in drawn])
            assert share == pytest.approx(row.probability, abs=0.05), (process, row)


def test_the_union_holds_the_ties_of_its_processes() -> None:
    for number in range(20):
        drawn = known().network(number)
        pairs = {key: set(zip(one.source.tolist(), one.target.tolist(), strict=True)) for key, one in drawn.items()}
        assert pairs["all"] >= pairs["help"] | pairs["talk"] | {(b, a) for a, b in pairs["talk"]}
        assert set(drawn["all"].strength) <= {1.0, 2.0}
        assert drawn["all"].ties == "posterior"


TWO_WAYS = {"case_transfer": Process("case_transfer"), "information_exchange": Process("information_exchange")}


def said_by_both(first: str, second: str, *, prompted: bool = True) -> Network:
    """Return a network of six, all interviewed, of whom a names b in one way of working together and b in another."""
    people = "abcdef"
    said = [{"by": by, "source": "a", "target": "b", "process": way} for by, way in (("a", first), ("b", second))]
    said += [{"by": by, "source": "c", "target": "d", "process": "case_transfer"} for by in "cd"]
    talks = [{"interview_id": f"i_{who}", "organisation_id": who, "prompted": prompted} for who in people]
    return Network.from_study(make(said, organisations=people, interviews=talks, processes=TWO_WAYS))


@pytest.mark.parametrize("prompted", [True, False])
def test_two_sides_that_name_different_ways_both_say_that_they_work_together(*, prompted: bool) -> None:
    likely = said_by_both("case_transfer", "information_exchange", prompted=prompted).posterior().probabilities("all")
    each = likely.set_index(["source", "target"])["probability"]
    assert each["a", "b"] == pytest.approx(each["c", "d"], abs=0.06)  # c and d agree on the way
    assert each["a", "b"] > 0.83


def test_a_draw_that_believes_reports_of_processes_believes_those_of_their_union() -> None:
    """Rates drawn apart would make the union, never less likely than its processes, likelier than either is."""
    rates = known().rates
    worth = {key: probability([2], [1], found)[:, 0] for key, found in rates.items()}
    order = np.argsort(np.maximum(worth["help"], worth["talk"]), kind="stable")
    assert (np.diff(worth["all"][order]) >= 0).all()


def test_of_working_together_at_all_no_is_said_only_by_who_denies_every_way() -> None:
    """With a list shown, a names b in one way and denies the other; c denies one way of a, d both, e it in general."""
    said = [
        {"by": "a", "source": "a", "target": "b", "process": "case_transfer"},
        {"by": "a", "source": "a", "target": "b", "process": "information_exchange", "tie_state": "absent"},
        {"by": "c", "source": "c", "target": "a", "process": "case_transfer", "tie_state": "absent"},
        *({"by": "d", "source": "d", "target": "a", "process": way, "tie_state": "absent"} for way in TWO_WAYS),
        {"by": "e", "source": "e", "target": "a", "process": "", "tie_state": "absent"},
    ]
    ways = TWO_WAYS | {"unspecified": Process("unspecified")}
    people = "abcde"
    cells = Network.from_study(make(said, organisations=people, interviews=people, processes=ways))._reporting
    known = cells[cells["process"].eq("all")].set_index(["source", "target"])[["reports", "yes"]]
    assert {pair: tuple(row) for pair, row in zip(known.index, known.to_numpy().tolist(), strict=True)} == {
        ("a", "b"): (1, 1), ("d", "a"): (1, 0), ("e", "a"): (1, 0),
    }  # fmt: skip


def test_the_same_number_gives_the_same_network_and_another_another() -> None:
    one, again, other = known().network(5), known().network(5), known().network(6)
    assert one["all"].source.tolist() == again["all"].source.tolist()
    everything = [(it.source.tolist(), it.target.tolist()) for it in (*one.values(), *other.values())]
    assert everything[:3] != everything[3:]


def test_what_somebody_names_unasked_says_no_more_than_ten_pairs_would(tiny_network: Network) -> None:
    """Open interviews name ties that exist: taking them as a sample would make every pair a tie.

    Four interviewed could each name three others in both directions, 24 in all, and named six: with a design effect of
    1 + 0.1 · 5 that is as much as 16 pairs with one report each, of which four say yes.
    """
    unasked = rows(*[("a", b, "help", 1, 1, False) for b in "bcd"], *[(b, "a", "help", 1, 1, False) for b in "bcd"])
    layer = Layer.from_edges([("a", "b")], "abcd", process="help", wave="1", interviewed="abcd")
    posterior = Posterior.of({"help": layer}, unasked, seed=3)
    known = evidence(layer, posterior.cells["help"])
    assert [column.tolist() for column in known] == [[1, 1], [0, 1], [pytest.approx(12), pytest.approx(4)]]
    many = [f"o{place}" for place in range(500)]
    large = Layer.from_edges([("o1", "o2")], many, process="help", wave="1", interviewed=many[:7])
    assert evidence(large, Posterior.of({"help": large}, unasked, seed=3).cells["help"]).pairs.sum() < 70


def test_what_is_left_of_the_ties_is_spread_over_who_was_not_named() -> None:
    """Two of four were interviewed: of 12 directed pairs they could name 10, and named two."""
    layer = Layer.from_edges([("a", "b")], "abcd", process="help", wave="1", interviewed="ab")
    said = rows(("a", "b", "help", 1, 1, False), ("a", "c", "help", 1, 1, False))
    posterior = Posterior.of({"help": layer}, said, seed=3)
    rates = posterior.rates["help"]
    named = probability([1], [1], rates)[:, 0]
    silent = probability([2], [0], rates)[:, 0]
    wanted = np.clip((10 * rates.tie - 2 * named) / 8, silent, rates.tie)
    np.testing.assert_allclose(posterior.unnamed("help"), wanted)
    pairs = pd.DataFrame({"source": ["a", "b", "c", "a"], "target": ["b", "d", "d", "x"]}, index=[7, 3, 5, 1])
    found = posterior.probabilities("help", pairs)
    assert found.index.tolist() == [7, 3, 5, 1]
    np.testing.assert_allclose(found["probability"], [named.mean(), wanted.mean(), rates.tie.mean(), np.nan])
    np.testing.assert_allclose(posterior.expected_ties("help"), 2 * named + 8 * wanted + 2 * rates.tie)


def test_the_probability_is_the_mean_over_draws_of_the_rates() -> None:
    posterior = known()
    row = posterior.probabilities("help").set_index(["source", "target"]).loc[("a", "b")]
    drawn = probability([2], [2], posterior.rates["help"])[:, 0]
    np.testing.assert_allclose(row.to_numpy(), [drawn.mean(), *np.quantile(drawn, (0.025, 0.975))], rtol=1e-12)


def test_who_thinks_reporters_forgetful_expects_more_ties(analysed_sample: collabnet.Analysis) -> None:
    table = analysed_sample.tables["tie_sensitivity"].set_index(["process", "wave", "prior"])
    assert len(table) == 3 * len(PRIORS) * 2 + len(PRIORS) * 2  # four processes, two waves
    ties = table["ties"]
    assert (ties.xs("forgetful", level="prior") > ties.xs("attentive", level="prior")).all()
    assert table["ties"].between(table["ties_low"], table["ties_high"]).all()
    peak = table[["density_most_likely", "recall_most_likely", "false_positive_most_likely"]]
    assert peak.gt(0).all(axis=None)
    assert peak.lt(1).all(axis=None)
    assert (peak["recall_most_likely"] - table["recall"]).abs().max() < 0.15  # peak and mean of one hump
    assert set(table["remark"]) <= {"settled_by_reports", "two_reports_do_not_settle", "nobody_was_asked"}


def test_a_file_of_ties_cannot_tell_who_reports_them(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\nb,c\n", encoding="utf-8")
    network = Network.from_study(collabnet.read(tmp_path))
    assert network.tie_probabilities.isna().all(axis=None)
    with pytest.raises(CallError, match="who reports a tie"):
        network.posterior()


def test_when_everything_is_known_for_sure_every_draw_is_the_reported_network() -> None:
    """Fifty reports of every pair, all yes or all no: the bases agree, tie by tie and measure by measure."""
    it = layers(ties=(("a", "b"), ("b", "c"), ("d", "a")))
    tied = {("a", "b"), ("b", "c"), ("d", "a")}
    sure = [(one, other, "help", 50, 50 * ((one, other) in tied), True) for one in "abcd" for other in "abcd"
            if one != other]  # fmt: skip
    sure += [(one, other, "talk", 50, 50 * ((one, other) == ("a", "c")), True) for one in "abcd" for other in "abcd"
             if one < other]  # fmt: skip
    posterior = Posterior.of(it, rows(*sure), seed=1)
    for number in range(10):
        drawn = posterior.network(number)
        for process in ("help", "talk"):
            assert drawn[process].source.tolist() == it[process].source.tolist()
            assert drawn[process].target.tolist() == it[process].target.tolist()
            wanted, found = measures.measure(it[process]), measures.measure(drawn[process])
            pd.testing.assert_frame_equal(found, wanted, rtol=0, atol=0)


def test_confirmed_ties_are_reported_ties(analysed_sample: collabnet.Analysis) -> None:
    network = analysed_sample.network
    for process in network.processes:
        for wave in network.waves:
            pairs = [
                {(it.organisations[s], it.organisations[t]) for s, t in zip(it.source, it.target, strict=True)}
                for it in (network.layer(process, wave, "confirmed"), network.layer(process, wave))
            ]
            assert pairs[0] <= pairs[1]
