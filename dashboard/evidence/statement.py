"""One statement: its words, all that coders read in it, and what stands beside it in the same quote."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from collabnet.codebook import codebook
from collabnet.views import WITHHELD
from dashboard.components import quotes
from dashboard.components.facts import facts, section
from dashboard.evidence import Evidence, Kind
from dashboard.sentences import study_has
from dashboard.words import say

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

ELSEWHERE = {"statement_id", "quote", "paraphrase", "quote_id"}
OF_INTERVIEWS = {
    "interview_id",
    "target_mode",
    "level",
    "about",
    "basis",
    "modality",
    "precision",
    "certainty",
    "cleared",
}
"""Columns that a file of ties does not have: they are filled with what is usual in interviews."""


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find one statement."""
    (key,) = parts
    rows = quotes.rows(seen, (key,))
    if not rows:
        return None
    text = say(state)
    row = rows[0]
    table = seen.tables["statements"]
    quote = row["quote_id"]
    beside = (
        table.loc[(table["quote_id"] == quote) & (table["statement_id"] != key), "statement_id"]
        if quote not in ("", WITHHELD)
        else ()
    )
    spoken = study_has.interviews(seen)
    coded = facts(
        [
            (column, _value(text, row[column]))
            for column in codebook()["statements"]
            if column in row and _told(row[column], column) and (spoken or column not in OF_INTERVIEWS)
        ]
    )
    place = (
        text("{file}, row {row}", file=row["file"], row=text.number(row["row"]))
        if row["file"] not in ("", WITHHELD)
        else ""
    )
    shown = [section(text("How it was coded") if spoken else text("What the row says"), coded)]
    if place:
        shown.append(facts([(text("Where it stands"), place)]))
    words = ((text("Words"), (key,)), (text("Other statements from the same quote"), tuple(beside)))
    return Evidence(
        kind=text("statement") if spoken else text("row of a file"),
        title=text("Statement {id}", id=key) if spoken else place or key,
        after=tuple(shown),
        statements=words if spoken else (),
        correctable=True,
    )


def _told(value: Any, column: str) -> bool:
    if column in ELSEWHERE or value is None or value in ("", WITHHELD):
        return False
    return not (isinstance(value, float) and math.isnan(value))


def _value(text: Say, value: Any) -> str:
    if isinstance(value, bool):
        return text("yes") if value else text("no")
    if isinstance(value, float):
        return text.number(value, 0 if value == int(value) else 1)
    return str(value).replace("|", ", ")


STATEMENT = Kind("statement", find)
