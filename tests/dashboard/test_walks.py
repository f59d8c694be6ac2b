"""Whoever starts at a row that others see and follows every id must not learn what no row may say.

The attack knows nothing of how statements are listed: it looks for ids of statements in every column of every table,
goes on from each to all that shares its quote or its words, and asks what the row has named on the way.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from collabnet.views import seen
from dashboard import picks
from dashboard.components.drawer import drawer
from dashboard.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from collabnet.analysis import Analysis
    from collabnet.views import Seen

LEADS = ("quote_id", "quote", "paraphrase")
"""What leads from one statement to another."""

NOTHING = {"", "withheld"}


@pytest.fixture(scope="module")
def shared(analysed_sample: Analysis) -> Seen:
    return seen(analysed_sample, "shared")


@pytest.fixture(scope="module")
def secrets(analysed_sample: Analysis, shared: Seen) -> pd.DataFrame:
    """Return, by the id that others see, who acts towards whom in each statement that judges a pair."""
    from collabnet.views._shared import look_at

    whole = analysed_sample.tables["statements"]
    about = whole[whole["domain"].ne("") & whole["source"].ne("") & whole["target"].ne("")]
    return about.assign(opaque=about["statement_id"].map(look_at(analysed_sample).opaque)).set_index("opaque")


def walks(shared: Seen) -> Iterator[tuple[str, set[str], set[str]]]:
    """Return of every row of every table but the statements' own: the table, its words, the statements it leads to."""
    statements = shared.table("statements")
    further = reached(statements)
    ids = set(statements["statement_id"])
    for name, frame in shared.tables.items():
        texts = frame.select_dtypes(exclude=["number", "bool", "boolean"])
        texts = texts.drop(columns=["wave", "waves"], errors="ignore")
        if name == "statements" or not listing(texts):
            continue
        for row in texts.itertuples(index=False):
            cells = [str(cell) for cell in row]
            words = {word for cell in cells for word in re.split(r"[|>=:,;]", cell)} | set(cells)
            yield name, words - ids, {one for first in words & ids for one in further[first]}


def listing(frame: pd.DataFrame) -> bool:
    """Return True where a column holds ids of statements."""
    return any(frame[column].astype(str).str.contains(r"(?:^|\|)e\d{5}(?:\||$)").any() for column in frame)


def reached(statements: pd.DataFrame) -> dict[str, set[str]]:
    """Return where a reader gets from each statement by the quotes and words that it shares with others."""
    near = {key: {key} for key in statements["statement_id"]}
    for column in LEADS:
        for value, group in statements.groupby(column)["statement_id"]:
            for key in group if value not in NOTHING else ():
                near[key] |= set(group)
    while True:
        wider = {key: {far for one in found for far in near[one]} for key, found in near.items()}
        if wider == near:
            return near
        near = wider


def test_no_row_that_names_who_acts_leads_to_what_is_said_of_the_pair(shared: Seen, secrets: pd.DataFrame) -> None:
    source, target = secrets["source"].to_dict(), secrets["target"].to_dict()
    trust = set(secrets.index[secrets["domain"].eq("trust")])
    steps, beside_target = 0, 0
    leaks = set()
    for name, words, statements in walks(shared):
        steps += len(statements)
        for one in statements & set(source):
            beside_target += bool(words & set(str(target[one]).split("|")))
            if source[one] in words:
                leaks.add((name, source[one], target[one], one))
    assert not leaks
    assert steps > 500
    assert beside_target
    assert trust & {one for _, _, statements in walks(shared) for one in statements}


def test_no_row_leads_to_a_judgement_of_who_was_not_interviewed(
    analysed_sample: Analysis, shared: Seen, secrets: pd.DataFrame
) -> None:
    organisations = analysed_sample.tables["organisations"]
    silent = set(organisations.loc[organisations["interviewed"].eq(""), "organisation_id"])
    assert silent & set(secrets["target"])
    for name, words, statements in walks(shared):
        about = secrets.loc[sorted(statements & set(secrets.index)), "target"]
        assert not set(about) & words & silent, name


def test_no_drawer_of_a_pair_shows_words_that_judge_it(
    analysed_sample: Analysis, shared: Seen, secrets: pd.DataFrame
) -> None:
    cleared = secrets[secrets["cleared"].eq("yes") & secrets["quote"].ne("")]
    quotes = {pair: set(group["quote"]) for pair, group in cleared.groupby(["source", "target"])}
    assert any(secrets.loc[secrets["quote"].isin(said), "domain"].eq("trust").any() for said in quotes.values())
    ties = shared.table("ties")
    opened = 0
    for row in ties[ties["process"].eq("all")].itertuples():
        said = quotes.get((row.source, row.target), set()) | quotes.get((row.target, row.source), set())
        if said:
            state = State("study", "explore", wave=str(row.wave)).with_(
                pick=picks.tie(str(row.source), str(row.target), str(row.process), str(row.wave))
            )
            shown = json.dumps([part.to_plotly_json() for part in drawer(shared, state)], default=repr)
            opened += 1
            assert not [quote for quote in said if json.dumps(quote)[1:-1] in shown], (row.source, row.target)
    assert opened > 10
