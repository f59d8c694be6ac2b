"""A point for attention: who, what is missing, why it matters, how sure, what would help, and the words behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import ids, picks
from dashboard.components.facts import facts, lines, section
from dashboard.components.gap_row import sureness
from dashboard.evidence import Evidence, Kind
from dashboard.sentences import capital, gaps, table
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.gaps import Gap
    from collabnet.views import Seen
    from dashboard.state import State


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find one gap, in this wave or else in the last one that has it."""
    (key,) = parts
    frame = table(seen, "gaps")
    rows = frame[frame["gap_id"] == key] if len(frame) else frame
    if rows.empty:
        return None
    text = say(state)
    waves = list(rows["wave"])
    wave = state.wave if state.wave in waves else waves[-1]
    gap = next(gap for gap in gaps.gaps(seen, wave) if gap.gap_id == key)
    row = rows[rows["wave"] == wave].iloc[0]
    return Evidence(
        kind=text("point for attention"),
        title=gaps.kind_title(gap.kind, text),
        parts=tuple(_parts(seen, state, gap)),
        statements=((text("What it rests on"), gap.evidence),),
        withheld=int(row.get("evidence_withheld", 0) or 0),
        correctable=True,
    )


def _parts(seen: Seen, state: State, gap: Gap) -> list[Component]:
    text = say(state)
    pairs: list[tuple[str, Component | str]] = [(text("Who"), _who(seen, state, gap))]
    about = gaps.about(gap, seen, text)
    if about:
        pairs.append((text("In"), capital(text.listing(about))))
    pairs.append((text("How sure"), sureness(gap, text)))
    if gap.competent_level:
        pairs.append((text("Who can change it"), capital(text.competent(gap.competent_level))))
    parts: list[Component] = [html.P(gaps.kind_sentence(gap.kind, text)), facts(pairs)]
    why = gaps.why(gap, seen, text)
    if why:
        parts.append(section(text("Why it is here"), lines(why)))
    step = gaps.step(gap, seen, text)
    if step:
        parts.append(section(text("What would help"), html.P(step)))
    return parts


def _who(seen: Seen, state: State, gap: Gap) -> Component:
    text = say(state)
    names: list[Component] = [
        html.Button(text.name(seen, key), id=ids.pick(picks.organisation(key), place="drawer-gap"), className="pick")
        for key in gap.organisations
    ]
    if gap.source and gap.target:
        code = picks.tie(gap.source, gap.target, gap.process or "all", gap.wave)
        names.append(
            html.Button(text("both sides' accounts"), id=ids.pick(code, place="drawer-gap"), className="pick small")
        )
    return html.Span(names or text("the whole network"), className="names")


GAP = Kind("gap", find)
