"""What others may not see cannot be worked out as the whole less its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

import collabnet
from collabnet.analysis import Analysis
from collabnet.views import WITHHELD, Seen, seen
from collabnet.views._subtraction import guarded
from tests.source_studies import seventeen_organisations

COMMON = ["domain", "wave", "voice"]


def scores(**behind: str) -> pd.DataFrame:
    """Return a network and groups, each with the letters of the organisations that speak of it."""
    rows = [
        {"level": "group" if "_" in name else "network", "subject": name.replace("_", "="), "evidence": "|".join(who)}
        for name, who in behind.items()
    ]
    return pd.DataFrame(rows).assign(domain="trust", wave="1", voice="organisations")


def kept(frame: pd.DataFrame, hidden: set[str]) -> list[str]:
    shown = ~frame["subject"].isin(hidden)
    return list(frame.loc[guarded(frame, shown, len, 3), "subject"])


def test_where_one_small_group_is_hidden_another_goes_with_it_until_k_stand_behind_what_is_left() -> None:
    frame = scores(network="abcdefghij", sector_a="abc", sector_b="defg", sector_c="hi", sector_d="j")
    assert kept(frame, {"sector=c", "sector=d"}) == ["network", "sector=a", "sector=b"]
    two = scores(network="abcdefgh", sector_a="abc", sector_b="defg", sector_c="h")
    assert kept(two, {"sector=c"}) == ["network", "sector=b"]


def test_what_is_in_no_group_counts_as_left_over_too() -> None:
    frame = scores(network="abcdefgh", sector_a="abc", sector_b="defg")
    assert kept(frame, set()) == ["network", "sector=b"]


def test_nothing_goes_where_all_parts_are_shown_or_the_whole_is_hidden() -> None:
    frame = scores(network="abcdefg", sector_a="abc", sector_b="defg")
    assert kept(frame, set()) == ["network", "sector=a", "sector=b"]
    alone = scores(network="abcdefgh", sector_a="abc", sector_b="defg")
    assert kept(alone, {"network"}) == ["sector=a", "sector=b"]


def families(rows: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Return each whole with each family of its parts, of one domain, wave and voice."""
    network, groups = rows[rows["level"].eq("network")], rows[rows["level"].eq("group")]
    for _, family in groups.groupby(groups["subject"].str.split("=").str[0]):
        yield network, family
    for level in ("organisation_in", "organisation_out"):
        yield network, rows[rows["level"].eq(level)]
    for place, subject in groups["subject"].items():
        if subject.startswith("sector="):
            end = ">" + subject.removeprefix("sector=")
            yield groups.loc[[place]], rows[rows["level"].eq("sector") & rows["subject"].str.endswith(end)]


@pytest.mark.parametrize("name", ["scores", "scores_transparent"])
def test_no_hidden_score_of_the_sample_is_the_whole_less_the_parts_that_are_shown(
    analysed_sample: Analysis, name: str
) -> None:
    whole, shown = analysed_sample.tables[name], seen(analysed_sample, "shared").table(name)
    told = set(shown[[*COMMON, "level", "subject"]].itertuples(index=False, name=None))
    tried = 0
    for _, rows in whole.groupby(COMMON):
        keys = rows[[*COMMON, "level", "subject"]].itertuples(index=False, name=None)
        is_told = pd.Series([key in told for key in keys], index=rows.index)
        for total, parts in families(rows):
            if not is_told[total.index].all():
                continue
            known, hidden = parts[is_told[parts.index]], parts[~is_told[parts.index] & parts["reporters"].lt(3)]
            left = total["reporters"].sum() - known["reporters"].sum()
            if left > 0 and len(known):
                sums = [(some["reporters"] * some["raw_mean"]).sum() for some in (total, known)]
                assert not hidden["raw_mean"].sub((sums[0] - sums[1]) / left).abs().lt(1e-9).any()
                tried += 1
    assert tried > 20


@pytest.fixture(scope="module")
def part_interviewed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Analysis]:
    """Return what analyses seventeen of twenty-one organisations, interviewed, with one more line in the settings."""

    def analysed(line: str) -> Analysis:
        folder = seventeen_organisations(tmp_path_factory.mktemp("study"))
        with (folder / "study.toml").open("a", encoding="utf-8") as file:
            file.write(line)
        return collabnet.analyse(folder, scores="transparent", jobs=1)

    return analysed


def test_who_was_interviewed_is_told_only_where_the_study_says_so(
    part_interviewed: Callable[[str], Analysis],
) -> None:
    """A tie to an organisation that was not interviewed tells who reported it."""
    shown = seen(part_interviewed(""), "shared")
    assert set(shown.table("organisations")["interviewed"]) == {WITHHELD}
    assert shown.table("centrality")["interviewed"].isna().all()
    assert not shown.table("centrality")["missing"].str.contains("not_interviewed").any()
    assert shown.table("centrality")["value"].notna().all()
    wide = shown.table("centrality_wide").groupby(["process", "wave", "ties"]).agg(lambda cells: cells.isna().mean())
    assert set(wide.select_dtypes("number").to_numpy().ravel()) <= {0.0, 1.0}
    public = seen(part_interviewed("\n[privacy]\ninterviewed_public = true\n"), "shared")
    assert set(public.table("organisations")["interviewed"]) == {"1", ""}
    assert public.table("centrality")["value"].isna().any()


def test_columns_of_the_study_s_own_stay_with_the_researcher_unless_declared_public(tmp_path: Path) -> None:
    folder = seventeen_organisations(tmp_path / "study")
    for name in ("organisations", "statements"):
        frame = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        own = ["high" if number % 2 else "low" for number in range(len(frame))]
        frame.assign(internal_risk=own, bed_count=own, group=own).to_csv(folder / f"{name}.csv", index=False)

    def analysed(line: str) -> Analysis:
        text = (folder / "study.toml").read_text(encoding="utf-8").split("\n[privacy]")[0]
        (folder / "study.toml").write_text(text + line, encoding="utf-8")
        return collabnet.analyse(folder, scores="transparent", jobs=1)

    def groups(shown: Seen) -> set[str]:
        scores = shown.table("scores")
        return set(scores.loc[scores["level"].eq("group"), "subject"].str.partition("=")[0])

    undeclared = analysed("")
    assert {"internal_risk", "bed_count", "group"} <= groups(seen(undeclared))
    private = seen(undeclared, "shared")
    assert groups(private)
    assert not {"internal_risk", "bed_count", "group"} & groups(private)
    for name, frame in private.tables.items():
        assert not {"internal_risk", "bed_count", "group"} & set(frame.columns), name
        assert not frame.astype(str).apply(lambda cells: cells.str.contains("internal_risk")).any(axis=None), name
    declared = analysed('\n[privacy]\npublic_columns = ["bed_count"]\n')
    public = seen(declared, "shared")
    assert set(public.table("organisations")["bed_count"]) == {"high", "low"}
    assert {"bed_count"} == groups(public) & {"bed_count", "internal_risk", "group"}
    assert set(seen(declared, "shared", pseudonyms=True).table("organisations")["bed_count"]) == {WITHHELD}
    assert "internal_risk" not in public.table("organisations")
    assert "bed_count" not in public.table("statements")
