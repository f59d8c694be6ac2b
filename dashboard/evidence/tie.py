"""A working relation: what each side says of the other, per way of working together and per condition."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html

from collabnet.domains import domains
from collabnet.settings import VALENCE_RATINGS
from dashboard import ids, picks
from dashboard.components import quotes
from dashboard.components.facts import facts, section
from dashboard.evidence import Evidence, Kind
from dashboard.rows import records
from dashboard.selection import MUTUAL, asked
from dashboard.sentences import ids as several
from dashboard.sentences import likely, study_has
from dashboard.words import N_, TIE_STATES, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

MEANS = {
    "confirmed": N_("Both sides say that they work together."),
    "mutual": N_("Each of the two names working with the other."),
    "one_sided": N_("One side says so; the other was interviewed and did not mention it."),
    "contested": N_("It is said that they work together, and that they do not."),
    "unverifiable": N_("One side says so; the other was not interviewed."),
    "listed": N_("The file has this tie; it does not tell who says so."),
    "reported_by_others": N_("Only third parties say so."),
    "reported": N_("At least one organisation says so."),
    "ended": N_("They worked together once, and no longer do."),
    "absent": N_("It was said that they do not work together."),
    "unknown": N_("Nobody spoke of this pair. That is not a no."),
}
IN_A_FILE = {
    "contested": N_("The file has this tie in one row and a no in another."),
    "absent": N_("The file says that there is no such tie."),
    "ended": N_("The file says that this tie has ended."),
    "unknown": N_("The file does not have this tie."),
}
"""The same where a file does not tell who says so."""

ASKED = {
    "one_sided": N_("One side says so; the other was asked about it and did not name it."),
    "absent": N_("Both sides were asked about each other, and neither names the other."),
    "unknown": N_("One side was asked about the other and did not name it; the other has not answered."),
}
"""The same where somebody was asked about it and did not name it."""

SOME_WAY = N_("They are said not to work together in one way; nobody says whether they do in another.")
UNCLEAR = N_("What was said leaves open whether they work together.")
NO = N_("They do not work together: it was said, or neither named the other when asked.")
"""What a no is where it is not told whether it was said."""

CLOSE = 1.0
"""Ratings that lie no further apart than one step agree."""

Range = tuple[float, float]
"""The lowest and the highest that one side says."""


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find both sides' words on one pair."""
    source, target, process, wave = parts
    text = say(state)
    frame = seen.tables["ties"]
    pair = frame[
        frame["source"].isin((source, target)) & frame["target"].isin((source, target)) & (frame["wave"] == wave)
    ]
    row = pair[(pair["source"] == source) & (pair["target"] == target) & (pair["process"] == process)]
    if pair.empty or not {source, target} <= set(seen.names):
        return None
    chosen = records(row)[0] if len(row) else {}
    said = between(seen, source, target, wave)
    listed = [key for key in several(chosen.get("evidence", "")) if key not in set(said["statement_id"])]
    shown = [_state(seen, state, chosen), *_sides(seen, state, (source, target), said), _layers(seen, state, pair)]
    return Evidence(
        kind=text("working relation"),
        title=text("{source} → {target}", source=text.name(seen, source), target=text.name(seen, target)),
        parts=tuple(shown),
        statements=(*_said(seen, text, (source, target), said), (text("Statements"), tuple(listed))),
        withheld=int(chosen.get("evidence_withheld", 0) or 0),
        correctable=True,
    )


def _said(seen: Seen, text: Say, pair: tuple[str, str], said: pd.DataFrame) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return what each side says and what others say; of a file that does not tell who says so, its rows."""
    if not study_has.interviews(seen):
        yield text("Rows of the file"), tuple(said["statement_id"])
        return
    for key in pair:
        yield (
            text("What {name} says", name=text.name(seen, key)),
            tuple(said.loc[said["reporter"] == key, "statement_id"]),
        )
    yield text("What others say"), tuple(said.loc[~said["reporter"].isin(pair), "statement_id"])


def between(seen: Seen, one: str, other: str, wave: str) -> pd.DataFrame:
    """Return what was said about a pair in either direction."""
    there = quotes.of(seen, source=one, target=other, wave=wave)
    back = quotes.of(seen, source=other, target=one, wave=wave)
    return pd.concat([there, back]).drop_duplicates("statement_id").sort_values("statement_id")


def _state(seen: Seen, state: State, row: dict[str, Any]) -> Component:
    text = say(state)
    mutual = row.get("relation") == MUTUAL
    code = MUTUAL if mutual and row["process"] == "all" else str(row.get("state", "unknown"))
    title = text("Who says so") if study_has.interviews(seen) else text("Where it stands")
    pairs: list[tuple[str, Component | str]] = [(title, html.Strong(_capital(text.state(seen, code))))]
    if row:
        pairs += _likely(row, text)
        pairs.append((text("Way of working together"), _capital(text.process(seen, row["process"]))))
    if mutual and code != MUTUAL:
        pairs.append((text("Working together in any way"), _capital(text.state(seen, MUTUAL))))
    if row.get("transfer_status") == row.get("transfer_status") and row.get("transfer_status") is not None:
        pairs.append(
            (text("How far a case gets"), text("step {step} of 5", step=text.number(row["transfer_status"], 0)))
        )
    if float(row.get("required_weight") or 0.0) > 0:
        pairs.append(
            (text("Expected"), text("yes, with weight {weight}", weight=text.percent(float(row["required_weight"]))))
        )
    if row.get("depends_on_person") is True:
        pairs.append((text("Hangs on"), text("one person")))
    means = _means(code, row) if study_has.interviews(seen) else (MEANS | IN_A_FILE).get(code, "")
    return html.Div([html.P(text(means), className="lead-small"), facts(pairs)])


def _means(code: str, row: dict[str, Any]) -> str:
    """Return what the state of a tie means, given who was asked about it and who says no."""
    no, silent = (row.get(name) for name in ("no", "silent"))
    if bool(pd.isna(no)) or bool(pd.isna(silent)):
        return NO if code == "absent" else MEANS.get(code, "")
    if code == "unknown" and no:
        return SOME_WAY
    if silent and code in ASKED and not (code == "absent" and no):
        return ASKED[code]
    return UNCLEAR if code == "unknown" and several(row.get("evidence", "")) else MEANS.get(code, "")


def _likely(row: dict[str, Any], text: Say) -> list[tuple[str, Component | str]]:
    """Say how likely the relation is, given who was asked and who reports it."""
    numbers = [row.get(name) for name in ("probability", "low", "high")]
    chance, low, high = (math.nan if value is None else float(value) for value in numbers)
    words = likely.probability(chance, low, high, text)
    return [(text("How likely it exists"), words)] if words else []


def _sides(seen: Seen, state: State, pair: tuple[str, str], said: pd.DataFrame) -> list[Component]:
    """Return the two columns: what A says of B, what B says of A, and whether they agree."""
    text = say(state)
    spoken = said[said["reporter"].isin(pair)]
    keys = [key for key in seen.settings.processes if key in set(spoken["process"])]
    keys += sorted(set(spoken["process"]) - set(keys) - {""})
    rows = [_compared(text, text.process(seen, key), spoken[spoken["process"] == key], pair, _answer) for key in keys]
    rows += [
        _compared(text, text.domain(key), spoken[spoken["domain"] == key], pair, _rated)
        for key in domains()
        if key in set(spoken["domain"])
    ]
    if not rows:
        return []
    names = [text.name(seen, key) for key in pair]
    silent = [text.name(seen, key) for key in pair if not _interviewed(seen, key, state.wave)]
    head = html.Tr([html.Td(), *(html.Th(text("{name} says", name=name), scope="col") for name in names)])
    body = [html.Table([html.Thead(head), html.Tbody(rows)], className="sides")]
    notes = [html.P(text("{name} was not interviewed.", name=name), className="muted small") for name in silent]
    return [section(text("Both sides' accounts"), *body, *notes)]


def _compared(text: Say, title: str, rows: pd.DataFrame, pair: tuple[str, str], read: Any) -> Component:
    cells = [read(text, rows[rows["reporter"] == key]) for key in pair]
    ranges = [found for _, found in cells if found is not None]
    same = len(ranges) == 2 and _apart(*ranges) <= CLOSE - (read is _answer)
    mark = (text("agree") if same else text("differ")) if len(ranges) == 2 else ""
    shown = [html.Td(words or "–") for words, _ in cells]
    heading = html.Th([_capital(title), html.Span(mark, className="agree" if same else "differ")], scope="row")
    return html.Tr([heading, *shown])


def _apart(one: Range, other: Range) -> float:
    """Return how far two ranges lie apart; 0 where they overlap."""
    return max(one[0] - other[1], other[0] - one[1], 0.0)


def _answer(text: Say, rows: pd.DataFrame) -> tuple[str, Range | None]:
    """Return yes or no, as the statements of one side say it."""
    if rows.empty:
        return "", None
    states = set(rows["tie_state"])
    if "absent" in states:
        return (text("yes and no"), (0.5, 0.5)) if "present" in states else (text("no"), (0.0, 0.0))
    if "ended" in states:
        return text("no longer"), (0.0, 0.0)
    wished = rows["modality"].ne("actual").all()
    return (text("a wish or plan"), None) if wished else (text("yes"), (1.0, 1.0))


def _rated(text: Say, rows: pd.DataFrame) -> tuple[str, Range | None]:
    """Return the ratings of one side, from the lowest to the highest, each in words with its number."""
    values = rows["rating"].where(rows["rating"].notna(), rows["valence"].map(VALENCE_RATINGS)).dropna().astype(float)
    if values.empty:
        return "", None
    ends = (float(values.min()), float(values.max()))
    low, high = (quotes.rating(text, {"rating": end, "valence": ""}) for end in ends)
    return low if low == high else text("{low} to {high}", low=low, high=high), ends


def _layers(seen: Seen, state: State, pair: pd.DataFrame) -> Component:
    """Return every way of working together of this pair with its state, each a way further."""
    text = say(state)
    order = {code: place for place, code in enumerate(TIE_STATES)}
    rows = sorted(records(pair), key=lambda row: (row["process"] == "all", order.get(row["state"], 99), row["process"]))
    items: list[tuple[str, Component | str]] = []
    for row in rows:
        if row["process"] == "all":
            continue
        words = text(
            "{source} → {target}", source=text.name(seen, row["source"]), target=text.name(seen, row["target"])
        )
        code = picks.tie(row["source"], row["target"], row["process"], row["wave"])
        link = html.Button(
            text.state(seen, row["state"]), id=ids.pick(code, place="drawer-layer"), className="pick", title=words
        )
        items.append(
            (text("{process}, {pair}", process=_capital(text.process(seen, row["process"])), pair=words), link)
        )
    return section(text("Each way of working together"), facts(items), fold=True)


def _interviewed(seen: Seen, key: str, wave: str) -> bool:
    frame = seen.tables["organisations"]
    rows = frame[frame["organisation_id"] == key]
    told = study_has.who_was_interviewed(seen)
    return not told or (len(rows) > 0 and asked(rows.iloc[0]["interviewed"], wave))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


TIE = Kind("tie", find)
