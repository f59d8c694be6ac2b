"""Gaps (on screen: points for attention): a list to act on, filtered and grouped as a manager works; prints well."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dash import dcc, html

from dashboard.components import controls, states
from dashboard.components.attributes import attributes
from dashboard.components.gap_row import gap_row
from dashboard.components.grid import Column, grid
from dashboard.components.icons import icon
from dashboard.figures import bars
from dashboard.pages import Page
from dashboard.sentences import capital, competence, mentions, source, table, wave_of
from dashboard.sentences import gaps as points
from dashboard.sentences.filters import FILTERS, chosen, fitting, loosen
from dashboard.words import Say, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.gaps import Gap
    from collabnet.views import Seen
    from dashboard.state import State

STEP = 25
"""Rows shown at once; the table holds all."""


def available(seen: Seen) -> bool:
    """Tell whether there is any point for attention, in any wave."""
    return len(table(seen, "gaps")) > 0


def answer(seen: Seen, state: State) -> str:
    """Say how many there are, of which kind most, and how many the organisations can take up themselves."""
    text = say(state)
    found = points.gaps(seen, wave_of(seen, state.wave))
    if not found:
        return text("No points for attention at this moment of interviewing.")
    if len(found) == 1:
        return text("1 point for attention: “{kind}”.", kind=points.kind_title(found[0].kind, text))
    kind, most = Counter(gap.kind for gap in found).most_common(1)[0]
    first = text(
        "{n} points for attention; most often “{kind}” ({most}).",
        n=len(found),
        kind=points.kind_title(kind, text),
        most=most,
    )
    causes = mentions.named_causes(seen, wave_of(seen, state.wave))
    return f"{first} {competence.who_can_act(found, causes, text)}"


def layout(seen: Seen, state: State) -> Component:
    """Show the kinds with their counts, the filters, the list and its table."""
    text, wave = say(state), wave_of(seen, state.wave)
    every = points.gaps(seen, wave)
    if not every:
        return states.empty(state, text("No points for attention at this moment of interviewing."))
    found = fitting(every, seen, state)
    tools = html.Div(
        html.Button(
            [icon("print", size=16), html.Span(text("Print this list"))],
            className="quiet",
            **attributes(data_print="page"),
        ),
        className="page-tools",
    )
    cited = html.P(source(seen, wave, text), className="print-only")
    parts = [
        tools,
        cited,
        _kinds(every, seen, state, text),
        _filters(every, seen, state, text),
        _active(every, found, seen, state, text),
    ]
    if not found:
        names = text.listing(text(FILTERS[name].title) for name in loosen(every, seen, state))
        return html.Div([*parts, states.nothing_left(state, names)], className="reading gaps")
    return html.Div(
        [*parts, _listed(found, seen, state, text), _table(found, seen, state, text)], className="reading gaps"
    )


def _kinds(every: tuple[Gap, ...], seen: Seen, state: State, text: Say) -> Component:
    """Count every kind within the other filters; choosing one filters by it."""
    within = fitting(every, seen, state, without="kind")
    count = Counter(gap.kind for gap in within)
    most = max(count.values(), default=1)
    picked = chosen(state, "kind")
    order = sorted({gap.kind for gap in every}, key=lambda kind: (-count[kind], kind))
    rows = [_kind(kind, count[kind], most, state, picked, text) for kind in order]
    return html.Section(
        [html.H2(text("What kind")), html.Ul(rows, className="kinds")], className="page-part no-print-small"
    )


def _kind(kind: str, count: int, most: int, state: State, picked: tuple[str, ...], text: Say) -> Component:
    on = kind in picked
    rest = tuple(key for key in picked if key != kind)
    target = (rest if on else (*picked, kind)) or None
    title = html.Span(points.kind_title(kind, text), className="kind-title")
    number = html.Span(text.number(count), className="kind-count figures")
    inner = [title, bars.counted([("plain", count)], most), number]
    return html.Li(
        dcc.Link(
            inner,
            href=state.href(kind=target, show=None, pick=""),
            title=points.kind_sentence(kind, text),
            className="kind current" if on else "kind",
        )
    )


def _filters(every: tuple[Gap, ...], seen: Seen, state: State, text: Say) -> Component:
    shown = [
        controls.several(state, name, text(kept.title), dict(kept.words(every, seen, text)), placeholder=text("all"))
        for name, kept in FILTERS.items()
        if name != "kind" and len(kept.words(every, seen, text)) > 1
    ]
    groups = {
        "weight": text("what matters most"),
        "kind": text("kind"),
        "level": text("who can change it"),
        "organisation": text("organisation"),
    }
    return controls.bar(*shown, controls.select(state, "group", text("in order of"), groups, default="weight"))


def _active(every: tuple[Gap, ...], found: tuple[Gap, ...], seen: Seen, state: State, text: Say) -> Component:
    if len(found) == len(every):
        words = text("{n} points for attention", n=len(every)) if len(every) != 1 else text("1 point for attention")
    else:
        words = text("{n} of {total} points for attention", n=len(found), total=len(every))
    parts: list[Component] = [html.Span(words, role="status")]
    on = [name for name in FILTERS if chosen(state, name)]
    if on:
        parts.append(dcc.Link(text("Clear all filters"), href=state.href(**dict.fromkeys(on)), className="go"))
    if seen.view == "shared":
        parts.append(
            html.Span(
                text("Kinds that would tell who said what are left out of the shared view."), className="muted small"
            )
        )
    return html.Div(parts, className="active-filters")


def _listed(found: tuple[Gap, ...], seen: Seen, state: State, text: Say) -> Component:
    group = state.option("group", "weight")
    shown = int(state.option("show", str(STEP))) if state.option("show", str(STEP)).isdigit() else STEP
    blocks = [
        html.Section(
            [html.H3(f"{title} ({text.number(len(members))})"), _list(members[:shown], seen, state, name)]
            if title
            else [_list(members[:shown], seen, state, name)],
            className="gap-group",
        )
        for name, title, members in _grouped(found, group, seen, text)
    ]
    longest = max(len(members) for _, _, members in _grouped(found, group, seen, text))
    more = []
    if longest > shown:
        words = text("Show {n} more", n=min(STEP, longest - shown))
        more.append(dcc.Link(words, href=state.href(show=str(shown + STEP)), className="button second"))
    return html.Div([*blocks, *more], className="gap-groups")


def _list(members: tuple[Gap, ...], seen: Seen, state: State, name: str) -> Component:
    return html.Ul([gap_row(gap, seen, state, place=f"list-{name}") for gap in members], className="gap-list")


def _grouped(found: tuple[Gap, ...], group: str, seen: Seen, text: Say) -> list[tuple[str, str, tuple[Gap, ...]]]:
    keys = {
        "kind": lambda gap: [gap.kind],
        "level": lambda gap: [gap.competent_level],
        "organisation": lambda gap: list(gap.organisations),
    }
    words = {
        "kind": lambda key: points.kind_title(key, text),
        "level": lambda key: capital(text.competent(key)),
        "organisation": lambda key: text.name(seen, key),
    }
    if group not in keys:
        return [("all", "", found)]
    names = sorted({key for gap in found for key in keys[group](gap)}, key=lambda key: words[group](key).casefold())
    return [(key, words[group](key), tuple(gap for gap in found if key in keys[group](gap))) for key in names]


def _table(found: tuple[Gap, ...], seen: Seen, state: State, text: Say) -> Component:
    rows = [
        {
            "kind": points.kind_title(gap.kind, text),
            "who": points.who(gap, seen, text),
            "about": " · ".join(points.about(gap, seen, text)),
            "why": " ".join(points.why(gap, seen, text)),
            "step": points.step(gap, seen, text),
            "level": text.competent(gap.competent_level),
            "sure": points.sure(gap, text)[1],
            "size": gap.size,
            "importance": gap.importance,
            "confidence": gap.confidence,
            "gap_id": gap.gap_id,
            "_pick": points.pick(gap),
        }
        for gap in found
    ]
    columns = (
        Column("kind", text("kind"), width=160),
        Column("who", text("who"), width=220, grow=2, wrap=True),
        Column("about", text("in what"), width=140),
        Column("why", text("why"), width=260, grow=2, wrap=True),
        Column("step", text("what would help"), width=220, grow=2, wrap=True),
        Column("level", text("who can change it"), width=140),
        Column("size", text("size"), "number", width=90, help=text("How far from working, 0 to 100.")),
        Column(
            "importance", text("importance"), "number", digits=2, width=110, help=text("How much it matters, 0 to 1.")
        ),
        Column("confidence", text("how sure"), "number", digits=2, width=110, help=text("How sure it is, 0 to 1.")),
        Column("gap_id", text("code"), width=120),
    )
    return html.Details(
        [
            html.Summary(text("The same as a table, to sort and take along")),
            grid(state, "gaps", rows, columns, title=text("Points for attention"), height=520),
        ],
        className="twin",
    )


PAGE = Page(
    key="gaps",
    title="Gaps",
    sentence="Where a link is missing, weak, one-sided or unknown, why it matters, and what would help.",
    icon="gaps",
    order=4,
    available=available,
    answer=answer,
    layout=layout,
    needs=("statements", "required", "services"),
)
