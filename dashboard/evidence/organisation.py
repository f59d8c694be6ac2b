"""An organisation: its part in the network in words, how partners and it fare, its relations, what was said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html

from dashboard import ids, picks
from dashboard.components import quotes
from dashboard.components.facts import facts, lines, section
from dashboard.components.prose import evidence as dots
from dashboard.evidence import Evidence, Kind
from dashboard.rows import records
from dashboard.selection import DRAWN, MUTUAL, asked, mutual_once
from dashboard.sentences import expected, study_has, table
from dashboard.sentences.scores import score_of, short
from dashboard.sentences.what_would_help import asked_first, conversations
from dashboard.words import TIE_STATES, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

SHOWN = 12

NO_SECTOR = ("", "unknown")
"""What stands for a field of work that nobody said."""


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find everything about one organisation in this wave."""
    (key,) = parts
    table = seen.tables["organisations"]
    rows = table[table["organisation_id"] == key]
    if rows.empty:
        return None
    text = say(state)
    row = records(rows)[0]
    shown = [
        _identity(seen, state, row),
        *_roles(seen, state, key),
        *_scores(seen, state, key),
        *_relations(seen, state, key),
        *_would_help(seen, state, key),
    ]
    name = text.name(seen, key)
    return Evidence(
        kind=text("organisation"),
        title=name,
        parts=tuple(shown),
        statements=tuple(_said(seen, state, key, text)),
        correctable=True,
    )


def _said(seen: Seen, state: State, key: str, text: Say) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return what others said of it and what it said; of a file that does not tell who says so, its rows."""
    about = quotes.of(seen, target=key, wave=state.wave)
    if not study_has.interviews(seen):
        rows = tuple(sorted({*about["statement_id"], *quotes.of(seen, source=key, wave=state.wave)["statement_id"]}))
        if rows:  # others do not see which row names whom
            yield text("Rows of the file ({number})", number=text.number(len(rows))), rows
        return
    said, others = quotes.of(seen, reporter=key, wave=state.wave), about[about["reporter"] != key]
    yield text("What others said of it ({number})", number=text.number(len(others))), tuple(others["statement_id"])
    yield text("What it said ({number})", number=text.number(len(said))), tuple(said["statement_id"])


def _identity(seen: Seen, state: State, row: dict[str, Any]) -> Component:
    text = say(state)
    pairs: list[tuple[str, Component | str]] = [(text("Sector"), text.label(seen, row["sector"]))]
    if row.get("municipality"):
        pairs.append((text("Municipality"), str(row["municipality"])))
    if not study_has.who_was_interviewed(seen):
        return facts(pairs)
    was = asked(row["interviewed"], state.wave)
    pairs.append(
        (
            text("Interviewed"),
            text("yes, {wave}", wave=text.wave(seen, state.wave))
            if was
            else text("no: everything here is what others report"),
        )
    )
    return facts(pairs)


def _roles(seen: Seen, state: State, key: str) -> list[Component]:
    """Say in words what part it plays among the others."""
    text = say(state)
    ties = table(seen, "ties")
    rows = ties[(ties["wave"] == state.wave) & (ties["process"] == "all") & ties["state"].isin(DRAWN)]
    partners = set(rows.loc[rows["source"] == key, "target"]) | set(rows.loc[rows["target"] == key, "source"])
    if not partners:
        none = text("No working relation of it was named in this wave.")
        return [html.P(none if study_has.interviews(seen) else text("The file has no tie of it."), className="muted")]
    people = seen.tables["organisations"].set_index("organisation_id")["sector"]
    named = Counter(people.get(partner, "") for partner in partners)
    sectors = Counter({sector: count for sector, count in named.items() if sector not in NO_SECTOR})
    words = [_partners(text, len(partners), len(sectors) if len(sectors) == len(named) else 0)]
    between = _measure(seen, state, "betweenness")
    if _measure(seen, state, "articulation_point").get(key, 0.0) == 1.0:
        words.append(text("Without it, some organisations would have no link to the rest."))
    picked = [
        html.Button(
            text("Its place in numbers"),
            id=ids.pick(f"measure:betweenness:{key}:all:{state.wave}:reported", place="role"),
            className="pick small",
        )
    ]
    return [section(text("Its part in the network"), html.P(" ".join(words)), *(picked if len(between) else []))]


def _partners(text: Say, number: int, sectors: int) -> str:
    """Say with how many it works, and in how many sectors where that is said of all of them."""
    if number == 1:
        return text("Works with 1 organisation.")
    if not sectors:
        return text("Works with {number} organisations.", number=text.number(number))
    if sectors == 1:
        return text("Works with {number} organisations of one sector.", number=text.number(number))
    return text(
        "Works with {number} organisations in {sectors} sectors.",
        number=text.number(number),
        sectors=text.number(sectors),
    )


def _measure(seen: Seen, state: State, key: str) -> pd.Series[float]:
    frame = table(seen, "centrality")
    if frame.empty:
        return pd.Series(dtype=float)
    rows = frame[
        (frame["measure"] == key)
        & (frame["process"] == "all")
        & (frame["wave"] == state.wave)
        & (frame["ties"] == "reported")
    ]
    return rows.set_index("organisation_id")["value"].dropna().astype(float)


def _scores(seen: Seen, state: State, key: str) -> list[Component]:
    text = say(state)
    frame = table(seen, "scores")
    made = []
    name = text.name(seen, key)
    for level, title in (
        ("organisation_in", text("What partners meet at {name}", name=name)),
        ("organisation_out", text("What {name} meets at partners", name=name)),
    ):
        rows = frame[
            (frame["level"] == level)
            & (frame["subject"] == key)
            & (frame["wave"] == state.wave)
            & (frame["voice"] == "organisations")
        ]
        if len(rows):
            made.append(section(title, *_known_and_not(state, records(rows), text)))
    return made


def _known_and_not(state: State, rows: list[dict[str, Any]], text: Say) -> list[Component]:
    """Show the scores there are; those with too little evidence in one line, each leading to what it rests on."""
    known = [_score(state, row, text) for row in rows if row["grade"] != "D"]
    shown: list[Component] = [facts(known)] if known else []
    hidden = [row for row in rows if row["grade"] == "D"]
    if hidden:
        names: list[Component | str] = []
        for row in hidden:
            names += [html.Button(text.domain(row["domain"]), id=_pick(row), className="pick"), " "]
        shown.append(html.P([html.Span(text("Not enough evidence yet:"), className="muted"), " ", *names]))
    return shown


def _score(state: State, row: dict[str, Any], text: Say) -> tuple[str, Component | str]:
    number = html.Button(short(score_of(row), say(state)), id=_pick(row), className="pick")
    return _capital(text.domain(row["domain"])), html.Span([number, dots(state, row["grade"])], className="score")


def _pick(row: dict[str, Any]) -> dict[str, str]:
    code = picks.score(row["level"], row["subject"], row["domain"], row["wave"], row["voice"])
    return ids.pick(code, place="drawer-score")


def _would_help(seen: Seen, state: State, key: str) -> list[Component]:
    """Say what one more conversation with it would bring; nothing where that may not be seen or brings little."""
    text = say(state)
    found = [one for one in conversations(seen, state.wave) if one.organisation == key]
    if not found:
        return []
    words = [text("One more conversation: intervals would become {points} points narrower on average.",
                  points=text.number(found[0].network))]  # fmt: skip
    about = asked_first(found[0], seen, text)
    if about:
        words.append(text("{sentence}.", sentence=_capital(about)))
    return [section(text("What would help to know more"), html.P(" ".join(words)))]


def _relations(seen: Seen, state: State, key: str) -> list[Component]:
    text = say(state)
    ties = table(seen, "ties")
    rows = ties[
        (ties["wave"] == state.wave) & (ties["process"] == "all") & ((ties["source"] == key) | (ties["target"] == key))
    ]
    rows = mutual_once(rows)
    made: list[Component] = []
    for code in TIE_STATES:
        found = records(rows[rows["state"] == code])
        if found and code != "unknown":
            made.append(_state(seen, state, code, found, key))
    unknown = expected.without_information(expected.links(seen, state.wave, organisation=key), text)
    if unknown and seen.view == "researcher":
        made.append(html.P(unknown, className="muted"))
    return [section(text("Working relations"), *made)] if made else []


def _state(seen: Seen, state: State, code: str, found: list[dict[str, Any]], key: str) -> Component:
    text = say(state)
    items = []
    for row in found:
        other = row["target"] if row["source"] == key else row["source"]
        name = text.name(seen, other)
        if code == MUTUAL:
            pattern = text("with {name}", name=name)
        else:
            pattern = text("to {name}", name=name) if row["source"] == key else text("from {name}", name=name)
        items.append(
            html.Button(
                pattern,
                id=ids.pick(picks.tie(row["source"], row["target"], "all", state.wave), place="drawer-tie"),
                className="pick",
            )
        )
    title = text("{state} ({number})", state=_capital(text.state(seen, code)), number=text.number(len(items)))
    return html.Details([html.Summary(title), lines(items)], open=len(items) <= SHOWN and code == "confirmed")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


ORGANISATION = Kind("org", find)
