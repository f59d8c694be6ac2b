"""A place in the network: the value, how it is computed, where it ranks, and the relations and words behind it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html

from collabnet.measures import measures
from dashboard import ids, picks
from dashboard.components.facts import facts, lines, section
from dashboard.evidence import Evidence, Kind
from dashboard.rows import records
from dashboard.selection import DRAWN, mutual_once
from dashboard.sentences import capital, study_has, table
from dashboard.sentences import ids as several
from dashboard.words import N_, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

MISSING = {
    "unknown_as_absent": N_("Pairs that nobody spoke of count as not working together, for computing only."),
    "not_interviewed": N_("It was not interviewed, and this measure needs its own word: no value on this basis."),
    "drawn_apart": N_(
        "It depends on how relations go together, and possible networks are drawn relation by relation: no interval "
        "and no place can be told."
    ),
    "not_defined": N_("With so few ties this measure has no value."),
}
IN_A_FILE = {"unknown_as_absent": N_("What the file does not have counts as no tie.")}
STATES = {"confirmed": ("confirmed",)}


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find one value of one measure."""
    key, organisation, process, wave, basis = parts
    frame = table(seen, "centrality")
    known = measures().get(key)
    if frame.empty or known is None:
        return None
    rows = frame[
        (frame["measure"] == key) & (frame["process"] == process) & (frame["wave"] == wave) & (frame["ties"] == basis)
    ]
    own = rows[rows["organisation_id"] == organisation]
    if own.empty:
        return None
    text = say(state)
    row = records(own)[0]
    ties = _ties(seen, organisation, process, wave, basis)
    shown = [
        html.Div(html.Span(_value(text, row["value"]), className="score-number"), className="drawer-number"),
        html.P(text(known.sentence)),
        facts(_facts(seen, text, row, rows)),
        section(
            text("How this number was made"),
            html.P(text(known.formula)),
            html.P(known.source, className="muted small"),
            *_missing(seen, text, row),
        ),
        section(
            text("Relations it stands on nearby ({number})", number=text.number(len(ties))),
            _links(seen, text, ties, organisation),
        ),
    ]
    evidence = tuple(dict.fromkeys(one for cell in ties["evidence"] for one in several(cell)))
    return Evidence(
        kind=text("position in the network"),
        title=text("{measure}: {name}", measure=capital(text(known.title)), name=text.name(seen, organisation)),
        parts=tuple(shown),
        statements=((_behind(seen, text), evidence),),
    )


def _behind(seen: Seen, text: Say) -> str:
    return text("Statements behind these relations") if study_has.interviews(seen) else text("Rows of the file")


def _facts(seen: Seen, text: Say, row: dict[str, Any], rows: pd.DataFrame) -> list[tuple[str, Component | str]]:
    pairs: list[tuple[str, Component | str]] = [
        (text("Way of working together"), capital(text.process(seen, row["process"]))),
        (text("Relations"), text.basis(row["ties"]) if study_has.interviews(seen) else text("in the file")),
    ]
    number = text.number(int(rows["value"].notna().sum()))
    if not _none(row["rank_low"]):
        ends = {"low": text.number(row["rank_low"]), "high": text.number(row["rank_high"]), "number": number}
        pairs.append((text("Possible places (90 %)"), text("{low} to {high} of {number}", **ends)))
    elif not _none(row["rank"]):
        pairs.append((text("Place"), text("{rank} of {number}", rank=text.number(row["rank"]), number=number)))
    if not _none(row["low"]):
        pairs.append(
            (
                text("Interval (95 %)"),
                text("{low} to {high}", low=_value(text, row["low"]), high=_value(text, row["high"])),
            )
        )
    return pairs


def _ties(seen: Seen, organisation: str, process: str, wave: str, basis: str) -> pd.DataFrame:
    frame = seen.tables["ties"]
    near = (frame["source"] == organisation) | (frame["target"] == organisation)
    shown = STATES.get(basis, DRAWN)
    rows = frame[near & (frame["process"] == process) & (frame["wave"] == wave) & frame["state"].isin(shown)]
    return mutual_once(rows)


def _links(seen: Seen, text: Say, ties: pd.DataFrame, organisation: str) -> Component:
    items: list[Component | str] = []
    for row in records(ties):
        other = row["target"] if row["source"] == organisation else row["source"]
        words = text("{name}, {state}", name=text.name(seen, other), state=text.state(seen, row["state"]))
        items.append(
            html.Button(
                words,
                id=ids.pick(
                    picks.tie(row["source"], row["target"], row["process"], row["wave"]), place="drawer-measure"
                ),
                className="pick",
            )
        )
    return lines(items) if items else html.P(text("None."), className="muted")


def _missing(seen: Seen, text: Say, row: dict[str, Any]) -> list[Component]:
    code = str(row["missing"])
    words = MISSING.get(code) if study_has.interviews(seen) else IN_A_FILE.get(code, MISSING.get(code))
    return [html.P(text(words), className="muted small")] if words else []


def _value(text: Say, value: Any) -> str:
    if _none(value):
        return text("no value")
    return text.number(float(value), 0 if float(value) == int(value) else 3)


def _none(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


MEASURE = Kind("measure", find)
