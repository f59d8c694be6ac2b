"""What others may see: nothing that was not cleared, nobody who said it, and nothing behind fewer than k."""

from __future__ import annotations

import dataclasses
import json
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from collabnet.errors import CallError
from collabnet.views import NOT_SHOWN, RULES, WITHHELD, seen
from collabnet.views._rules import Rule
from collabnet.views._shared import CONDITIONS, _finished, _listed, look_at

if TYPE_CHECKING:
    from collabnet.analysis import Analysis
    from collabnet.views import Seen


@pytest.fixture
def small(analysed_tiny: Analysis) -> Analysis:
    return analysed_tiny


@pytest.fixture
def large(analysed_sample: Analysis) -> Analysis:
    return analysed_sample


@pytest.fixture
def secretive(analysed_hostile: Analysis) -> Analysis:
    return analysed_hostile


def everything(shown: Seen) -> str:
    """Return all that a Seen holds, as one text."""
    cells = [frame.to_csv() for frame in shown.tables.values()]
    rest = [str(shown.settings), str(shown.manifest), json.dumps({k: dict(v) for k, v in shown.names.items()})]
    return "\n".join([*cells, *rest, shown.network_positions.to_csv()])


def test_a_researcher_sees_the_very_tables_of_the_analysis(small: Analysis) -> None:
    shown = seen(small)
    assert set(shown.tables) == set(small.tables)
    assert all(shown.tables[name] is frame for name, frame in small.tables.items())
    assert shown.name("birch", "fr") == "CPAS de Northquay"
    assert shown.name("cedar", "fr") == "Cedar Homes"


def test_both_views_have_the_same_columns_except_the_count_of_what_is_not_listed(large: Analysis) -> None:
    whole, shared = seen(large), seen(large, "shared")
    for name, frame in whole.tables.items():
        assert [column for column in shared.tables[name].columns if column != NOT_SHOWN] == list(frame.columns)


def test_the_shared_view_of_a_study_full_of_secrets_holds_none(secretive: Analysis) -> None:
    for pseudonyms in (False, True):
        told = everything(seen(secretive, "shared", pseudonyms))
        assert "SECRET" not in told
        assert "person_secret" not in told
        assert "424242" not in told
        assert "434343" not in told


def test_words_that_were_cleared_are_there_for_others_to_read(secretive: Analysis) -> None:
    told = seen(secretive, "shared").tables["statements"]
    assert sum(told["quote"].str.startswith("OPENWORDS about o5")) == 4
    assert sum(told["paraphrase"].str.startswith("OPENWORDS reword")) == 4
    assert told.loc[told["paraphrase"].ne(""), "quote"].eq(WITHHELD).all()


def test_the_strictest_clearing_holds_for_all_codings_of_a_quote_and_for_the_same_words(secretive: Analysis) -> None:
    whole = secretive.study.statements
    doubled = whole[whole["quote"].isin(["SECRET coded twice", "SECRET but said elsewhere"])]
    assert set(doubled["cleared"]) >= {"yes", "no"}
    assert "SECRET" not in "".join(seen(secretive, "shared").tables["statements"]["quote"])


def test_no_statement_row_tells_who_spoke_or_of_whom(large: Analysis) -> None:
    told = seen(large, "shared").tables["statements"]
    for column in (
        "reporter",
        "source",
        "target",
        "interview_id",
        "respondent_id",
        "coder",
        "memo",
        "file",
        "document",
    ):
        assert set(told[column]) == {WITHHELD}
    assert told[["row", "start", "end", "strength"]].isna().all(axis=None)


def test_no_uncleared_quote_of_the_sample_is_anywhere_in_the_shared_view(large: Analysis) -> None:
    statements = large.study.statements
    cleared = set(statements.loc[statements["cleared"].eq("yes"), "quote"])
    closed = [quote for quote in statements.loc[statements["cleared"].ne("yes"), "quote"] if quote not in cleared]
    told = seen(large, "shared")
    words = set(told.tables["statements"]["quote"]) | set(told.tables["statements"]["paraphrase"])
    assert len(closed) > 20
    assert not (words & set(closed)) - {""}
    text = everything(told)
    assert not [quote for quote in closed if quote and quote in text]


def test_ids_of_statements_and_quotes_are_opaque_and_tell_no_order(large: Analysis) -> None:
    whole, told = large.study.statements, seen(large, "shared").tables["statements"]
    assert not set(told["statement_id"]) & set(whole["statement_id"])
    assert told["statement_id"].is_unique
    assert told["statement_id"].is_monotonic_increasing
    opaque = dict(zip(told["quote"], told["statement_id"], strict=True))
    in_file_order = [opaque[quote] for quote in whole["quote"].drop_duplicates() if quote in opaque]
    assert len(in_file_order) > 50
    assert in_file_order != sorted(in_file_order)


def test_every_listed_statement_can_be_read_and_stands_behind_at_least_k(large: Analysis) -> None:
    told = seen(large, "shared")
    statements = told.tables["statements"].set_index("statement_id")
    readable = statements.index[statements["quote"].ne(WITHHELD) | statements["paraphrase"].ne("")]
    listed = 0
    for name, frame in told.tables.items():
        if name == "statements" or "evidence" not in frame:
            continue
        for cell in frame["evidence"]:
            ids = [part for part in str(cell).split("|") if part]
            listed += len(ids)
            assert set(ids) <= set(readable), name
    assert listed > 100


def test_scores_and_mentions_behind_fewer_than_k_are_left_out(large: Analysis) -> None:
    k, told = large.settings.privacy_k, seen(large, "shared")
    assert k == 3
    assert (large.tables["scores"]["reporters"] < k).any()
    assert told.tables["scores"]["reporters"].ge(k).all()
    assert len(told.tables["scores"]) > 0
    for name in ("mentions", "causes"):
        assert (large.tables[name]["organisations"] < k).any()
        assert told.tables[name]["organisations"].ge(k).all()
        assert len(told.tables[name]) > 0


def test_trust_in_a_pair_is_never_shown(large: Analysis) -> None:
    told = seen(large, "shared")
    scores, gaps = told.tables["scores"], told.tables["gap_findings"]
    assert not (scores["level"].eq("dyad") & scores["domain"].eq("trust")).any()
    assert not (gaps["target"].ne("") & gaps["domain"].eq("trust")).any()


def test_scores_of_organisations_that_were_not_interviewed_are_left_out(large: Analysis) -> None:
    organisations = large.tables["organisations"]
    silent = set(organisations.loc[organisations["interviewed"].eq(""), "organisation_id"])
    about = large.tables["scores"]
    assert about["level"].eq("organisation_in").any()
    told = seen(large, "shared").tables["scores"]
    assert not set(told.loc[told["level"].isin(["organisation_in", "organisation_out"]), "subject"]) & silent


def test_a_tie_does_not_tell_which_side_named_it(small: Analysis) -> None:
    told = seen(small, "shared").tables["ties"]
    assert set(told["state"]) <= {"confirmed", "reported", "absent", "ended"}
    assert told[["yes", "no", "silent", "possible_reporters", "rating", "transfer_status"]].isna().all(axis=None)


def test_a_pair_tells_that_both_sides_name_it_and_nothing_of_one_side_or_of_denials(large: Analysis) -> None:
    told = seen(large, "shared").tables["pairs"]
    assert {"mutual", "confirmed"} < set(told["relation"]) <= {"confirmed", "mutual", "reported"}
    assert told[["sides", "works"]].isna().all(axis=None)
    ties = seen(large, "shared").tables["ties"]
    assert set(ties["relation"]) <= {"confirmed", "mutual", "reported", "withheld"}
    keys = ["source", "target", "wave"]
    spoken = ties[ties["state"].isin(["confirmed", "reported"])]
    either = pd.concat([spoken, spoken.rename(columns={"source": "target", "target": "source"})])[keys]
    assert set(map(tuple, told[keys].to_numpy())) <= set(map(tuple, either.to_numpy()))


@pytest.mark.parametrize("study", ["small", "large"])
def test_no_number_tells_that_a_tie_is_contested(study: str, request: pytest.FixtureRequest) -> None:
    """A contested tie looks like one that one side reports: the other side's denial is nobody's business."""
    analysis = request.getfixturevalue(study)
    whole, shown = analysis.tables["ties"], seen(analysis, "shared").table("ties")
    keys = ["source", "target", "process", "wave"]
    both = shown.merge(whole[[*keys, "state"]], on=keys, suffixes=("", "_whole"))
    contested = both[both["state_whole"].eq("contested")]
    assert len(contested)
    assert contested["works"].isna().all()
    assert both.loc[both["state"].eq("reported"), "works"].isna().all()
    assert contested["state"].eq("reported").all()
    assert shown[["probability", "low", "high", "yes", "no"]].isna().all(axis=None)


def test_drawn_measures_of_who_is_spoken_of_by_few_are_left_out(large: Analysis) -> None:
    reporters = dict(
        zip(large.tables["statements"]["statement_id"], large.tables["statements"]["reporter"], strict=True)
    )
    whole = large.tables["centrality"]
    whole = whole[whole["ties"].eq("posterior")]
    few = whole[whole["evidence"].map(lambda ids: len({reporters[one] for one in ids.split("|") if one})) < 3]
    shown = seen(large, "shared").table("centrality")
    drawn = shown[shown["ties"].eq("posterior")]
    assert len(drawn)
    keys = ["organisation_id", "process", "wave"]
    assert not set(map(tuple, drawn[keys].to_numpy())) & set(map(tuple, few[keys].to_numpy()))


def test_a_denial_by_one_side_leaves_no_trace(secretive: Analysis) -> None:
    whole, told = secretive.tables["ties"], seen(secretive, "shared").tables["ties"]
    denied = whole[whole["state"].eq("absent") & whole["process"].eq("case_coordination")]
    assert len(denied) == 1
    key = ["source", "target", "process", "wave"]
    assert told.merge(denied[key], on=key).empty
    assert "unknown" not in set(told["state"])


def test_silence_of_both_sides_is_shown_as_a_no_of_both_and_that_of_one_is_not(large: Analysis) -> None:
    ties = large.tables["ties"].head(4)
    asked = ties.assign(state="absent", no=[0, 0, 1, 1], silent=[2, 1, 1, 0], evidence="")
    assert CONDITIONS["state_may_show"](asked, look_at(large)).tolist() == [True, False, True, False]


def test_conflicts_are_not_shown(large: Analysis) -> None:
    """Ties that others may see are left out as soon as they are said to be negative, whatever else is true of them."""
    ties = large.tables["ties"]
    friendly = ties[ties["state"].eq("confirmed") & ~ties["negative"]]

    def shown(negative: bool) -> pd.DataFrame:
        tables = dict(large.tables) | {"ties": friendly.assign(negative=negative)}
        return seen(dataclasses.replace(large, tables=tables), "shared").tables["ties"]

    assert len(shown(negative=False)) == len(friendly) > 0
    assert shown(negative=True).empty


def test_two_organisations_are_the_fewest_behind_anything_however_low_a_study_sets_it(small: Analysis) -> None:
    open_to_all = dataclasses.replace(small.study.settings, privacy_k=1)
    look = look_at(dataclasses.replace(small, study=dataclasses.replace(small.study, settings=open_to_all)))
    assert look.k == 2


def test_one_organisation_behind_a_row_is_too_few_whatever_is_counted_beside(small: Analysis) -> None:
    """Statements that all may read, three of them by one organisation."""
    told = {"s1": "a", "s2": "a", "s3": "a", "s4": "b"}
    clear, opaque = dict.fromkeys(told, "yes"), {key: f"e{key}" for key in told}
    look = dataclasses.replace(look_at(small), k=2, reporters=told, cleared=clear, opaque=opaque)
    assert _listed("s1|s2|s3", frozenset(), look) == ""
    assert _listed("s1|s4", frozenset(), look) == "es1|es4"
    rows = pd.DataFrame({"organisations": [5, 5, 1], "evidence": ["s1|s2|s3", "s1|s4", "s1|s4"]})
    assert list(CONDITIONS["enough_behind"](rows, look)) == [False, True, False]


def test_trust_between_two_is_withheld_however_many_stand_behind_it(small: Analysis) -> None:
    may_show, look = CONDITIONS["no_trust_of_a_pair"], look_at(small)
    scores = pd.DataFrame({"level": ["dyad", "dyad", "network"], "domain": ["trust", "capacity", "trust"]})
    assert list(may_show(scores, look)) == [False, True, True]
    gaps = pd.DataFrame({"target": ["b", "b", ""], "domains": ["capacity|trust", "capacity", "trust"]})
    assert list(may_show(gaps, look)) == [False, True, True]


def test_gaps_that_would_tell_who_said_what_are_not_shared(large: Analysis) -> None:
    for name in ("gaps", "gap_findings"):
        told = seen(large, "shared").tables[name]
        assert len(told)
        assert told["shareable"].all()
        assert (~large.tables[name]["shareable"]).any()


def test_a_case_is_shared_where_every_finding_of_it_may_be_and_a_question_never(large: Analysis) -> None:
    mixed = large.tables["gaps"].head(1).assign(kind="unmet_need", kinds="unmet_need|contested")
    more = dict(large.tables) | {"gaps": pd.concat([mixed, large.tables["gaps"]], ignore_index=True)}
    told = seen(dataclasses.replace(large, tables=more), "shared").tables
    assert "contested" not in "|".join(told["gaps"]["kinds"])
    assert len(large.tables["questions"])
    assert told["questions"].empty


def test_a_wish_is_no_reason_that_others_may_read(secretive: Analysis) -> None:
    assert secretive.tables["required"]["reasons"].str.contains("wish").any()
    assert not seen(secretive, "shared").tables["required"]["reasons"].str.contains("wish").any()


def test_a_table_or_column_that_nobody_thought_of_is_withheld(small: Analysis) -> None:
    more = dict(small.tables) | {"diary": pd.DataFrame({"entry": ["private"]})}
    more["mentions"] = more["mentions"].assign(whispered="private")
    told = seen(dataclasses.replace(small, tables=MappingProxyType(more)), "shared")
    assert told.tables["diary"].empty
    assert set(told.tables["mentions"]["whispered"]) == {WITHHELD}


def test_with_fewer_than_k_interviewed_no_tie_is_shown(small: Analysis) -> None:
    strict = dataclasses.replace(small.study.settings, privacy_k=4)
    study = dataclasses.replace(small.study, settings=strict)
    told = seen(dataclasses.replace(small, study=study), "shared")
    assert told.tables["ties"].empty
    assert told.tables["centrality"].empty


def test_pseudonyms_hide_every_name_and_id(large: Analysis) -> None:
    told = seen(large, "shared", True)
    organisations = large.study.organisations
    text = everything(dataclasses.replace(told, settings=dataclasses.replace(told.settings, description="", titles={})))
    for column in ("organisation_id", "name", "name_nl", "name_fr", "name_en"):
        found = [word for word in organisations[column] if word and f",{word}," in text]
        assert not found
    assert set(told.names) == set(told.tables["organisations"]["organisation_id"])
    assert set(told.network_positions.index) <= set(told.names)
    assert told.tables["statements"]["quote"].eq(WITHHELD).all()
    assert told.name("organisation_007", "nl").endswith("7")


def test_pseudonyms_keep_the_network_the_same_up_to_names(large: Analysis) -> None:
    plain, told = seen(large, "shared"), seen(large, "shared", True)
    for measure in plain.tables["centrality"]["measure"].unique():
        pick = [
            frame[frame["measure"].eq(measure)] for frame in (plain.tables["centrality"], told.tables["centrality"])
        ]
        values = [sorted(frame["value"].dropna().round(9)) for frame in pick]
        assert values[0] == values[1]
        assert len(values[0])


def test_the_same_study_gives_the_same_shared_view(small: Analysis, analysed_tiny_again: Analysis) -> None:
    one, two = (everything(seen(made, "shared", True)) for made in (small, analysed_tiny_again))
    assert one == two


def test_the_manifest_that_others_see_names_no_file_and_no_finding(secretive: Analysis) -> None:
    manifest = seen(secretive, "shared").manifest
    assert manifest["view"] == "shared"
    assert not {"inputs", "warnings", "settings"} & set(manifest)


def test_what_is_asked_wrongly_is_answered_with_what_to_do(small: Analysis) -> None:
    with pytest.raises(CallError, match="researcher, shared"):
        seen(small, "everyone")
    with pytest.raises(CallError, match="Choose shared"):
        seen(small, "researcher", pseudonyms=True)


def test_every_rule_has_a_reason_and_conditions_that_exist(large: Analysis) -> None:
    for name, rule in RULES.items():
        assert rule.reason.endswith(".")
        assert set(rule.rows) <= set(CONDITIONS)
        missing: set[Any] = set(large.tables) - set(RULES)
        assert not missing, f"{name}: say what others may see of {missing}"


def test_every_column_a_rule_shows_is_one_that_a_table_has() -> None:
    from collabnet.tables import tables

    for name, table in tables().items():
        if not table.extra:
            known = {column.name for column in table.columns}
            assert set(RULES[name].shown) <= known, name


def test_how_many_ask_are_refused_and_are_left_stays_with_the_researcher(large: Analysis) -> None:
    shared = seen(large, "shared").tables
    unmet = shared["gaps"][shared["gaps"]["kind"] == "unmet_need"]
    assert len(unmet)
    assert not unmet["reasons"].str.contains("demand|refusals").any()
    assert unmet["people"].isna().all()
    states = shared["service_states"]
    assert states[["sent", "asked", "left", "refusals"]].isna().all().all()
    assert states["places"].notna().any()
    assert shared["need_offers"]["demand"].isna().all()
    assert large.tables["gaps"]["reasons"].str.contains("demand_at:").any()


def test_a_mean_among_those_who_spoke_twice_is_shared_only_where_nobody_is_left_out_alone() -> None:
    rows = pd.DataFrame(
        [("paired", 4, 3, 3), ("paired", 3, 3, 3), ("paired", 6, 3, 3), ("paired", 3, 3, 2), ("model", 4, 3, 3),
         ("model", 2, 9, 2)],
        columns=["method", "reporters_before", "reporters", "reporters_both"],
    )  # fmt: skip
    look = SimpleNamespace(k=3)
    assert list(CONDITIONS["enough_in_each_wave"](rows, look)) == [False, True, True, False, True, False]  # type: ignore[arg-type]


def test_others_see_how_sure_a_gap_is_in_steps_that_tell_no_day_and_no_speaker(analysed_tiny: Analysis) -> None:
    exact = pd.DataFrame({"confidence": [0.999, 0.8, 0.793, 0.6, 0.293, 0.0]})
    told = _finished(exact, Rule(shown=("confidence",), reason=""), look_at(analysed_tiny))
    assert told["confidence"].tolist() == [0.8, 0.8, 0.6, 0.6, 0.2, 0.0]


def test_what_changed_is_told_only_where_k_organisations_spoke_in_both_waves(small: Analysis) -> None:
    may_show, look = CONDITIONS["enough_interviewed_twice"], look_at(small)
    rows = pd.DataFrame({"wave_before": ["1", "1", "0"], "wave": ["2", "1", "2"]})
    three, others = frozenset("abc"), frozenset("abd")
    assert may_show(rows, dataclasses.replace(look, k=3, spoke={"1": three, "2": three})).tolist() == [
        True, True, False,
    ]  # fmt: skip
    assert may_show(rows, dataclasses.replace(look, k=3, spoke={"1": three, "2": others})).tolist() == [
        False, True, False,
    ]  # fmt: skip
