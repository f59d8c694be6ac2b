"""Overview: what interviews name, what stands in the way, how sure we are, what to act on; in five minutes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dash import dcc, html

from dashboard.components.attributes import attributes
from dashboard.components.condition_rows import condition_rows, domain_name
from dashboard.components.gap_row import gap_row
from dashboard.components.icons import icon
from dashboard.components.picture import framed
from dashboard.components.prose import sentence
from dashboard.components.twin import twin
from dashboard.components.what_would_help import what_would_help
from dashboard.figures import bars
from dashboard.pages import Page
from dashboard.sentences import (
    capital,
    expected,
    integration,
    limits,
    mentions,
    of_what_is_shown,
    scores,
    source,
    study_has,
    wave_of,
)
from dashboard.sentences import gaps as points
from dashboard.words import Say, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.mentions import Cause, Mention
    from dashboard.state import State

CAUSES = 7
GAPS = 5


def available(seen: Seen) -> bool:
    """Tell whether there is anything to give an overview of."""
    return any(len(seen.tables.get(name, ())) for name in ("mentions", "ties", "scores"))


def answer(seen: Seen, state: State) -> str:
    """Say what is named most and how many expected relations work."""
    text, wave = say(state), wave_of(seen, state.wave)
    named = mentions.named_domains(seen, wave)
    if named and named[0].barrier:
        first = text(
            "{domain} is named as a barrier in {n} of {of} interviews.",
            domain=capital(text.domain(named[0].domain)),
            n=named[0].barrier,
            of=named[0].of,
        )
        return f"{first} {expected.sentence(seen, wave, text)}".strip()
    said = integration.sentences(seen, wave, text)
    return said[0].text if said else ""


def layout(seen: Seen, state: State) -> Component:
    """Show the five-minute reading; every part only where this study has something for it."""
    text, wave = say(state), wave_of(seen, state.wave)
    parts = (
        _named(seen, state, wave, text),
        _in_the_way(seen, state, wave, text),
        _conditions(seen, state, wave, text),
        _would_help(seen, state, wave, text),
        _integration(seen, state, wave, text),
        _gaps(seen, state, wave, text),
        _limits(seen, wave, text),
    )
    cited = html.P(source(seen, wave, text), className="print-only")
    button = html.Button(
        [icon("print", size=16), html.Span(text("Print this page"))], className="quiet", **attributes(data_print="page")
    )
    return html.Div(
        [html.Div(button, className="page-tools"), cited, *(part for part in parts if part is not None)],
        className="overview",
    )


def _section(title: str, *inner: Component, kind: str = "") -> Component:
    return html.Section([html.H2(title), *inner], className=f"page-part {kind}".strip())


def _named(seen: Seen, state: State, wave: str, text: Say) -> Component | None:
    named = mentions.named_domains(seen, wave)
    if not named:
        return None
    rows = [_mention_row(item, seen, state, wave, text) for item in named]
    judged = any(_judged(item) for item in named)
    words = {"barrier": text("a barrier"), "help": text("a help")} if judged else {"plain": text("spoken of")}
    headings = (text("condition"), text("a barrier"), text("mixed"), text("a help"), text("interviews"))
    table = twin(
        headings,
        [
            (
                text.domain(m.domain),
                *(text.number(math.nan if count is None else count) for count in (m.barrier, m.mixed, m.helps)),
                text.number(m.of),
            )
            for m in named
        ],
        numbers=4,
    )
    caption = text(
        "Interviews with organisations that name each condition, once each; interviews: {n}, {wave}.",
        n=named[0].of,
        wave=text.wave(seen, wave),
    )
    inner = html.Div([bars.legend(words, of="bar-fill"), html.Div(rows, className="named")])
    picture = framed(
        inner,
        title=of_what_is_shown(mentions.mention_title(named, text), seen, text),
        caption=caption,
        table=table,
        summary=text("The same as a table"),
    )
    return _section(text("What interviews name"), picture, kind="part-named")


def _judged(item: Mention) -> bool:
    """Return True where interviews are known to say whether the condition stands in the way or helps."""
    return bool(item.barrier or item.mixed or item.helps)


def _mention_row(item: Mention, seen: Seen, state: State, wave: str, text: Say) -> Component:
    words = mentions.mention_sentence(item, text).text
    judged = [("barrier", item.barrier or 0), ("help", item.helps or 0)]
    parts = judged if _judged(item) else [("plain", item.named)]
    shown = sentence(state, words, source=source(seen, wave, text), pick=f"mention:{item.domain}:{wave}", place="named")
    return html.Div([domain_name(item.domain, text), bars.counted(parts, item.of), shown], className="named-row")


def _in_the_way(seen: Seen, state: State, wave: str, text: Say) -> Component | None:
    causes = mentions.named_causes(seen, wave)
    if not causes:
        return None
    rows = [_cause_row(item, seen, state, wave, text) for item in causes[:CAUSES]]
    headings = (text("cause"), text("who can change it"), text("interviews"), text("organisations"))
    table = twin(
        headings,
        [
            (
                capital(text.cause(c.cause)),
                text.competent(c.level),
                text.number(c.interviews),
                text.number(c.organisations),
            )
            for c in causes
        ],
        numbers=2,
    )
    caption = text(
        "Who can change it is the level competent for it; causes: {n}, interviews: {of}, {wave}.",
        n=len(causes),
        of=causes[0].of,
        wave=text.wave(seen, wave),
    )
    picture = framed(
        html.Div(rows, className="named causes"),
        title=of_what_is_shown(mentions.cause_title(causes, text, whole=seen.view != "shared"), seen, text),
        caption=caption,
        table=table,
        summary=text("All causes as a table"),
    )
    return _section(text("What stands in the way"), picture, kind="part-causes")


def _cause_row(item: Cause, seen: Seen, state: State, wave: str, text: Say) -> Component:
    touched = text.listing(text.domain(key) for key in item.domains[:3])
    name = html.Span(capital(text.cause(item.cause)), className="cause-name")
    level = html.Span(text.competent(item.level), className=f"level level-{item.level}")
    said = sentence(
        state,
        mentions.cause_sentence(item, text).text,
        source=source(seen, wave, text),
        pick=f"cause:{item.cause}:{wave}",
        place="causes",
    )
    about = (
        html.Span(text("touches {conditions}", conditions=touched), className="muted small") if touched else html.Span()
    )
    drawn = html.Div(bars.counted([("plain", item.interviews)], item.of))
    return html.Div(
        [html.Div([name, level], className="cause-head"), drawn, html.Div([said, about])], className="named-row"
    )


def _conditions(seen: Seen, state: State, wave: str, text: Say) -> Component | None:
    found = scores.by_domain(seen, wave)
    if not found:
        return None
    title = text("How well the five conditions work") if len(found) == 5 else text("How well the conditions work")
    return _section(title, condition_rows(found, seen, state, wave), kind="part-scores")


def _would_help(seen: Seen, state: State, wave: str, text: Say) -> Component | None:
    shown = what_would_help(seen, state, wave)
    return _section(text("What would help to know more"), shown, kind="part-help") if shown else None


def _integration(seen: Seen, state: State, wave: str, text: Say) -> Component | None:
    said = integration.sentences(seen, wave, text)
    if not said:
        return None
    cited = source(seen, wave, text)
    lines = [
        html.Li(sentence(state, item.text, source=cited, pick=item.pick, place=f"integration{place}"))
        for place, item in enumerate(said)
    ]
    return _section(text("How the network holds together"), html.Ul(lines, className="said"), kind="part-integration")


def _gaps(seen: Seen, state: State, wave: str, text: Say) -> Component | None:
    found = points.gaps(seen, wave)
    if not found:
        return None
    rows = [gap_row(item, seen, state, place="overview") for item in points.most_important(found, GAPS)]
    every = text("See all points for attention ({n})", n=len(found))
    total = every if len(found) > GAPS else text("See the points for attention")
    link = dcc.Link([total, icon("arrow", size=16)], href=state.href(page="gaps"), className="go")
    order = (
        text(
            "In order of how much it matters, how far from working it is and how sure we are; no "
            "pair twice and no kind "
            "more than twice."
        )
        if study_has.interviews(seen)
        else text("In order of how much it matters; no pair twice and no kind more than twice.")
    )
    note = html.P(order, className="muted small")
    return _section(
        text("What matters most to act on"),
        html.Ol(rows, className="gap-list"),
        html.Div([note, link], className="after-list"),
        kind="part-gaps",
    )


def _limits(seen: Seen, wave: str, text: Say) -> Component | None:
    lines = [html.Li(line) for line in limits.limits(seen, wave, text)]
    if not lines:
        return None
    return _section(text("What the data cannot say"), html.Ul(lines, className="limits"), kind="part-limits")


PAGE = Page(
    key="overview",
    title="Overview",
    sentence="What interviews name, what stands in the way, how sure we are, and what matters most to act on.",
    icon="overview",
    of_ties_alone="How the network holds together, and what the data cannot say.",
    order=1,
    available=available,
    answer=answer,
    layout=layout,
    needs=("statements",),
)
