"""What must not matter: how often a thing stands in a file, in which order, and under which names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from collabnet.network import Network
from collabnet.reading import read
from collabnet.scoring import attribution, causes, coverage, mentions, scores
from collabnet.study import Study

PLACE = ["level", "subject", "domain", "wave", "voice"]
COUNTS = ["statements", "own_statements"]
LISTS = ["evidence", "own_evidence"]

Change = Callable[[pd.DataFrame], pd.DataFrame]


def with_statements(study: Study, frame: pd.DataFrame) -> Study:
    ordered = frame.sort_values("statement_id", ignore_index=True)
    return replace(study, tables={**study.tables, "statements": ordered})


def rows_twice(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, frame.assign(statement_id=frame["statement_id"] + "_copy")])


def rows_twice_with_quotes_of_their_own(frame: pd.DataFrame) -> pd.DataFrame:
    copy = frame.assign(statement_id=frame["statement_id"] + "_copy", quote_id=frame["quote_id"] + "_copy")
    return pd.concat([frame, copy])


def some_rows_twice(frame: pd.DataFrame) -> pd.DataFrame:
    copy = frame.iloc[::3]
    return pd.concat([frame, copy.assign(statement_id=copy["statement_id"] + "_copy")])


def coders_twice(frame: pd.DataFrame) -> pd.DataFrame:
    copy = frame.assign(statement_id=frame["statement_id"] + "_copy", coder=frame["coder"] + "_copy")
    return pd.concat([frame, copy])


def one_coder_twice(frame: pd.DataFrame) -> pd.DataFrame:
    copy = frame[frame["coder"] == "c1"]
    return pd.concat([frame, copy.assign(statement_id=copy["statement_id"] + "_copy", coder="c9")])


def a_respondent_twice(frame: pd.DataFrame) -> pd.DataFrame:
    copy = frame[frame["respondent_id"] == frame["respondent_id"].iloc[0]]
    again = copy.assign(
        statement_id=copy["statement_id"] + "_copy", quote_id=copy["quote_id"] + "_copy", respondent_id="r99"
    )
    return pd.concat([frame, again])


@pytest.mark.parametrize(
    "change",
    [rows_twice, rows_twice_with_quotes_of_their_own, some_rows_twice, coders_twice, one_coder_twice,
     a_respondent_twice],
)  # fmt: skip
def test_entering_something_twice_changes_no_score(tiny: Any, change: Change) -> None:
    study = read(tiny)
    network = Network.from_study(study)
    again = Network.from_study(with_statements(study, change(study.statements)))
    left, right = (scores(it).drop(columns=[*COUNTS, *LISTS]) for it in (network, again))
    pd.testing.assert_frame_equal(left, right, rtol=0, atol=1e-12)
    for table in (mentions, causes, attribution, coverage):
        left, right = (table(it) for it in (network, again))
        lists = [name for name in left.columns if name.endswith("evidence")]
        pd.testing.assert_frame_equal(left.drop(columns=lists), right.drop(columns=lists), rtol=0, atol=1e-12)


def test_a_copy_s_id_stands_in_the_evidence(tiny: Any) -> None:
    study = read(tiny)
    found = scores(Network.from_study(with_statements(study, rows_twice(study.statements))))
    row = found[(found["level"] == "dyad") & (found["subject"] == "birch>dogwood")].iloc[0]
    assert row["evidence"] == ("s13", "s13_copy")


def renamed(study: Study, names: dict[str, str]) -> Study:
    def one(value: Any) -> Any:
        return tuple(names.get(item, item) for item in value) if isinstance(value, tuple) else names.get(value, value)

    columns = ("organisation_id", "source", "target", "reporter", "group_id", "parent_id")
    tables = {}
    for key, frame in study.tables.items():
        new = frame.assign(**{name: frame[name].map(one) for name in columns if name in frame.columns})
        first = new.columns[0]
        tables[key] = new.sort_values(first, ignore_index=True, kind="stable") if len(new) else new
    return replace(study, tables=tables)


@pytest.mark.parametrize("source", ["tiny", "sample"])
def test_other_names_give_the_same_scores(source: str, request: pytest.FixtureRequest) -> None:
    study = read(request.getfixturevalue(source))
    ids = study.organisations["organisation_id"].tolist()
    names = {old: f"n{len(ids) - place:03d}" for place, old in enumerate(ids)}
    back = {new: old for old, new in names.items()}
    left = scores(Network.from_study(study)).set_index(PLACE).sort_index()
    right = scores(Network.from_study(renamed(study, names)))
    subject = [
        subject if level in ("sector", "network", "context")
        else ">".join("=".join(back.get(part, part) for part in half.split("=")) for half in subject.split(">"))
        for level, subject in zip(right["level"], right["subject"], strict=True)
    ]  # fmt: skip
    right = right.assign(subject=subject).set_index(PLACE).sort_index()
    assert left.index.equals(right.index)
    numbers = left.select_dtypes("number").columns
    np.testing.assert_allclose(left[numbers].astype(float), right[numbers].astype(float), rtol=0, atol=1e-12)
    assert (left["grade"] == right["grade"]).all()
    assert (left["standing"] == right["standing"]).all()
    assert left["evidence"].tolist() == right["evidence"].tolist()
