"""Gaps (on screen: points for attention): a list to act on, filtered and grouped as a manager works; prints well."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dash import dcc, html

from collabnet.gaps import Gap
from dashboard.components import controls, states
from dashboard.components.attributes import attributes
from dashboard.components.gap_row import gap_row, question_row
from dashboard.components.grid import Column, grid
from dashboard.components.icons import icon
from dashboard.figures import bars
from dashboard.pages import Page
from dashboard.sentences import capital, competence, expected, mentions, source, study_has, table, wave_of
from dashboard.sentences import gaps as points
from dashboard.sentences.filters import FILTERS, chosen, fitting, loosen
from dashboard.words import Say, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from collabnet.gaps import Question
    from collabnet.views import Seen
    from dashboard.state import State

STEP = 25
"""Rows shown at once; the table holds all."""


ACT, ASK = "act", "ask"
"""The two lists: what to act on, and what to ask about."""


def available(seen: Seen) -> bool:
    """Tell whether there is anything to act on or to ask, in any wave."""
    return any(len(table(seen, name)) > 0 for name in ("gap_findings", "questions"))


def answer(seen: Seen, state: State) -> str:
    """Say how many there are, of which kind most, and how many the organisations can take up themselves."""
    text, wave = say(state), wave_of(seen, state.wave)
    found = points.gaps(seen, wave)
    known = expected.sentence(seen, wave, text)
    asked = f"{known} {points.questions_counted(points.questions(seen, wave), text)} {_left_out(seen, text)}".strip()
    if not found:
        return " ".join(part for part in (_none(seen, text), asked) if part)
    if len(found) == 1:
        told = text("1 point for attention: “{kind}”.", kind=points.kind_title(found[0].main.kind, text))
        return f"{told} {asked}".strip()
    causes = mentions.named_causes(seen, wave) if seen.view == "researcher" else ()  # others see some of them only
    able = competence.who_can_act(found, causes, text) if study_has.interviews(seen) else ""
    return " ".join(part for part in (_counted(found, text), able, asked) if part)


def _counted(found: tuple[Gap, ...], text: Say) -> str:
    """Say how many cases there are, and which kind is found in most of them; nothing of that where several tie."""
    most = Counter(kind for gap in found for kind in gap.kinds).most_common(2)
    if len(most) == 2 and most[0][1] == most[1][1]:
        return text("{n} points for attention.", n=len(found))
    kind, count = most[0]
    if count == len(found):
        return text("{n} points for attention, all “{kind}”.", n=len(found), kind=points.kind_title(kind, text))
    return text(
        "{n} points for attention; most often “{kind}” ({most}).",
        n=len(found),
        kind=points.kind_title(kind, text),
        most=count,
    )


def _none(seen: Seen, text: Say) -> str:
    """Say that there is nothing to act on; where the view leaves kinds out, that there is nothing that may be shown."""
    if seen.view == "shared":
        return text("No points for attention that may be shown here.")
    if not study_has.interviews(seen):
        return text("No points for attention in this wave.")
    return text("No points for attention at this moment of interviewing.")


def _left_out(seen: Seen, text: Say) -> str:
    if seen.view != "shared":
        return ""
    if not study_has.interviews(seen):
        return text("Some kinds are left out of the shared view.")
    return text("Those that would tell who said what are left out.")


def layout(seen: Seen, state: State) -> Component:
    """Show the two lists, of which one at a time."""
    text, wave = say(state), wave_of(seen, state.wave)
    gaps, asked = points.gaps(seen, wave), points.questions(seen, wave)
    if not gaps and not asked:
        return states.empty(state, _none(seen, text))
    ask = state.option("list", ACT if gaps else ASK) == ASK and bool(asked)
    tools = html.Div(
        html.Button(
            [icon("print", size=16), html.Span(text("Print this list"))],
            className="quiet",
            **attributes(data_print="page"),
        ),
        className="page-tools",
    )
    cited = html.P(source(seen, wave, text), className="print-only")
    shown = _to_ask(asked, seen, state, text) if ask or not gaps else _to_act(gaps, seen, state, text)
    return html.Div(
        [tools, cited, *_lists(len(gaps), len(asked), ask=ask or not gaps, state=state, text=text), *shown],
        className="reading gaps",
    )


def _lists(gaps: int, asked: int, *, ask: bool, state: State, text: Say) -> list[Component]:
    """Show the two lists side by side; none where this view has one only."""
    if not gaps or not asked:
        return []
    rest = dict.fromkeys(FILTERS) | {"show": None, "pick": "", "group": None}
    links = [
        html.A(words, href=state.href(list=key, **rest), **(attributes(aria_current="true") if on else {}))
        for key, words, on in (
            (ACT, text("Act on ({n})", n=gaps), not ask), (ASK, text("Ask about ({n})", n=asked), ask)
        )
    ]  # fmt: skip
    return [html.Nav(links, className="tabs", **attributes(aria_label=text("Which list")))]


def _to_act(every: tuple[Gap, ...], seen: Seen, state: State, text: Say) -> list[Component]:
    found = fitting(every, seen, state)
    parts = [
        _kinds(every, seen, state, text),
        _filters(every, seen, state, text, groups=True),
        _active(every, found, seen, state, text),
    ]
    if not found:
        return [*parts, states.nothing_left(state, _to_loosen(every, seen, state, text))]
    return [*parts, _listed(found, seen, state, text), _table(found, seen, state, text)]


def _to_ask(every: tuple[Question, ...], seen: Seen, state: State, text: Say) -> list[Component]:
    """Show what to ask, each question once, under the organisation to ask."""
    found = fitting(every, seen, state)
    why = html.P(
        text("What nobody spoke of is neither there nor missing. Each question stands once, under whoever can answer "
             "most of those that are left."), className="muted"
    )  # fmt: skip
    parts = [why, _filters(every, seen, state, text, groups=False), _active(every, found, seen, state, text)]
    if not found:
        return [*parts, states.nothing_left(state, _to_loosen(every, seen, state, text))]
    groups = [
        html.Section(
            [
                html.H3(f"{text.name(seen, key)} ({text.number(len(members))})"),
                html.Ul([question_row(one, key, seen, state) for one in members], className="gap-list"),
            ],
            className="gap-group",
        )
        for key, members in points.by_whom_to_ask(found).items()
    ]
    return [*parts, html.Div(groups, className="gap-groups"), _questions_table(found, seen, state, text)]


def _to_loosen(every: Sequence[Gap | Question], seen: Seen, state: State, text: Say) -> str:
    return text.listing(text(FILTERS[name].title) for name in loosen(every, seen, state))


def _kinds(every: tuple[Gap, ...], seen: Seen, state: State, text: Say) -> Component:
    """Count every kind within the other filters; choosing one filters by it."""
    within = fitting(every, seen, state, without="kind")
    count = Counter(kind for gap in within for kind in gap.kinds)
    most = max(count.values(), default=1)
    picked = chosen(state, "kind")
    order = sorted({kind for gap in every for kind in gap.kinds}, key=lambda kind: (-count[kind], kind))
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


def _filters(every: Sequence[Gap | Question], seen: Seen, state: State, text: Say, *, groups: bool) -> Component:
    shown = [
        controls.several(state, name, text(kept.title), dict(kept.words(every, seen, text)), placeholder=text("all"))
        for name, kept in FILTERS.items()
        if name != "kind" and len(kept.words(every, seen, text)) > 1
    ]
    if not groups:
        return controls.bar(*shown)
    orders = {
        "weight": text("what matters most"),
        "kind": text("kind"),
        **({"level": text("who can change it")} if study_has.interviews(seen) else {}),
        "organisation": text("organisation"),
    }
    return controls.bar(*shown, controls.select(state, "group", text("in order of"), orders, default="weight"))


def _active(
    every: Sequence[Gap | Question], found: Sequence[Gap | Question], seen: Seen, state: State, text: Say
) -> Component:
    words = _how_many(every, found, text)
    parts: list[Component] = [html.Span(words, role="status")]
    on = [name for name in FILTERS if chosen(state, name)]
    if on:
        parts.append(dcc.Link(text("Clear all filters"), href=state.href(**dict.fromkeys(on)), className="go"))
    if seen.view == "shared":
        hidden = text("Kinds that would tell who said what are left out of the shared view.")
        some = text("Some kinds are left out of the shared view.")
        parts.append(html.Span(hidden if study_has.interviews(seen) else some, className="muted small"))
    return html.Div(parts, className="active-filters")


def _how_many(every: Sequence[Gap | Question], found: Sequence[Gap | Question], text: Say) -> str:
    if isinstance(every[0], Gap):
        if len(found) < len(every):
            return text("{n} of {total} points for attention", n=len(found), total=len(every))
        return text("{n} points for attention", n=len(every)) if len(every) != 1 else text("1 point for attention")
    if len(found) < len(every):
        return text("{n} of {total} questions", n=len(found), total=len(every))
    return text("{n} questions", n=len(every)) if len(every) != 1 else text("1 question")


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
        "kind": lambda gap: list(gap.kinds),
        "level": lambda gap: [gap.main.competent_level],
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
            "kind": " · ".join(points.kind_title(kind, text) for kind in gap.kinds),
            "who": points.who(gap, seen, text),
            "about": " · ".join(points.about(gap, seen, text)),
            "why": " ".join((*points.because(gap, seen, text), *points.why(gap, seen, text))),
            "step": points.step(gap, seen, text),
            "level": text.competent(gap.main.competent_level),
            "sure": points.sure(gap, text)[1],
            "size": gap.main.size,
            "importance": gap.importance,
            "confidence": gap.main.confidence,
            "gap_id": gap.gap_id,
            "_pick": points.pick(gap),
        }
        for gap in found
    ]
    told = study_has.interviews(seen)
    columns = (
        Column("kind", text("kind"), width=160),
        Column("who", text("who"), width=220, grow=2, wrap=True),
        Column("about", text("in what"), width=140),
        Column("why", text("why"), width=260, grow=2, wrap=True),
        Column("step", text("what would help"), width=220, grow=2, wrap=True),
        *([Column("level", text("who can change it"), width=140)] if told else []),
        Column("size", text("size"), "number", width=90, help=text("How far from working, 0 to 100.")),
        Column(
            "importance", text("importance"), "number", digits=2, width=110, help=text("How much it matters, 0 to 1.")
        ),
        *(
            [Column("confidence", text("how sure"), "number", digits=2, width=110, help=points.how_sure(text))]
            if told
            else []
        ),
        Column("gap_id", text("code"), width=120),
    )
    return html.Details(
        [
            html.Summary(text("The same as a table, to sort and take along")),
            grid(state, "gaps", rows, columns, title=text("Points for attention"), height=520),
        ],
        className="twin",
    )


def _questions_table(found: tuple[Question, ...], seen: Seen, state: State, text: Say) -> Component:
    rows = [
        {
            "ask": text.listing(text.name(seen, key) for key in one.ask),
            "who": points.who(one, seen, text),
            "about": " · ".join(points.about(one, seen, text)),
            "question": points.step(one, seen, text),
            "why": " ".join((*points.because(one, seen, text), *points.why(one, seen, text))),
            "kind": points.kind_title(one.kind, text),
            "importance": one.importance,
            "gap_id": one.gap_id,
            "_pick": points.pick(one),
        }
        for one in found
    ]
    columns = (
        Column("ask", text("whom to ask"), width=220, grow=2, wrap=True),
        Column("who", text("who"), width=220, grow=2, wrap=True),
        Column("about", text("in what"), width=140),
        Column("question", text("what to ask"), width=260, grow=2, wrap=True),
        Column("why", text("why"), width=260, grow=2, wrap=True),
        Column("kind", text("kind"), width=160),
        Column(
            "importance", text("importance"), "number", digits=2, width=110, help=text("How much it matters, 0 to 1.")
        ),
        Column("gap_id", text("code"), width=120),
    )
    return html.Details(
        [
            html.Summary(text("The same as a table, to sort and take along")),
            grid(state, "questions", rows, columns, title=text("What to ask about"), height=520),
        ],
        className="twin",
    )


PAGE = Page(
    key="gaps",
    title="Gaps",
    sentence="Where a link is missing, lost, weak or one-sided, why it matters, what would help, and what to ask.",
    of_ties_alone="What in the network calls for attention, why it matters, and what would help.",
    icon="gaps",
    order=4,
    available=available,
    answer=answer,
    layout=layout,
    needs=("statements", "required", "services"),
)
