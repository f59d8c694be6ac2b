"""The frame around every page: top bar, menu, the page with its answer and its coverage, and the first visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from collabnet import languages
from dashboard import ids
from dashboard.components import coverage, states
from dashboard.components.attributes import attributes
from dashboard.components.icons import icon
from dashboard.components.prose import sentence
from dashboard.sentences import changes, study_has
from dashboard.state import State
from dashboard.words import N_, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.pages import Page

QUESTIONS = (
    (
        N_("What goes wrong, and why?"),
        N_("What interviews name, what stands in the way, and how sure we are."),
        "overview",
        "question",
    ),
    (N_("What can we do?"), N_("Who is missing to whom, why it matters, and the next step."), "gaps", "action"),
    (
        N_("Give me the tables"),
        N_("Every measure with its interval, to sort, filter and take along."),
        "centrality",
        "table",
    ),
)
"""The three questions of a first visit, and the page that answers each."""

OF_TIES_ALONE = (
    (
        N_("How does the network hold together?"),
        N_("Who has most partners, who stands between others, and what the data cannot say."),
        "overview",
        "question",
    ),
    (N_("Who is tied to whom?"), N_("The picture and the list of all ties."), "explore", "action"),
    (N_("Give me the tables"), N_("Every measure, to sort, filter and take along."), "centrality", "table"),
)
"""The same in a study of ties without conditions or causes."""


FIRST = "en nl fr"
"""The order of the languages that ship; others follow."""


@dataclass(frozen=True)
class Screen:
    """What fills the frame."""

    top: list[Component]
    menu: list[Component]
    middle: Component
    title: str
    notice: Component | None = None


def shell(state: State) -> Component:
    """Return the empty frame; the callbacks fill it."""
    text = say(state)
    return html.Div(
        [
            html.A(text("Skip to the page"), href="#middle", className="skip"),
            html.Header(id=ids.TOP, className="top"),
            html.Nav(id=ids.MENU, className="menu", **attributes(aria_label="collabnet")),
            html.Main(states.skeleton(), id=ids.MIDDLE, className="middle", tabIndex=-1),
            _waiting(),
            html.Aside(id=ids.DRAWER, className="drawer", **attributes(aria_live="polite")),
            html.Div(id=ids.NOTICE, className="notice", role="status"),
        ],
        className="frame",
    )


def _waiting() -> Component:
    """Return what appears while a page takes long: a word after one second, a way out after three."""
    words = []
    for code in languages.available():
        text = say(State(language=code))
        stop = html.Button(text("Stop waiting"), className="quiet", **attributes(data_back="yes"))
        words.append(html.Span([html.Span(text("One moment: this is being worked out …")), stop], lang=code))
    return html.Div(words, className="waiting", role="status")


def top_bar(state: State, titles: Mapping[str, str], seen: Seen | None) -> list[Component]:
    """Return the bar on top: study, wave, language, light or dark, link."""
    text = say(state)
    name = _title(seen, state) if seen is not None else titles.get(state.study, "")
    parts: list[Component] = [
        html.Button(
            icon("menu"),
            className="quiet icon-button fold",
            **attributes(data_fold="menu", aria_label=text("Pages"), aria_controls=ids.MENU),
        ),
        html.A(
            [html.Span("collabnet", className="brand"), html.Span(name, className="study-title")],
            href=state.href(page=""),
            className="home",
        ),
    ]
    if seen is not None and seen.view == "shared":
        parts.append(
            html.Span(
                text("shared view"),
                className="badge",
                title=text("What others may see; quotes that were not cleared are withheld."),
            )
        )
    parts.append(html.Span(className="push"))
    if seen is not None and len(seen.settings.waves) > 1:
        parts.append(_wave(state, seen))
    parts += [_languages(state), _scheme(state), _copy_link(state)]
    return parts


def _wave(state: State, seen: Seen) -> Component:
    text = say(state)
    data = [{"value": wave.id, "label": text.wave(seen, wave.id)} for wave in seen.settings.waves]
    select: Component = dmc.Select(
        id=ids.control("wave"),
        data=data,
        value=state.wave,
        allowDeselect=False,
        size="sm",
        w=160,
        className="wave",
        **attributes(aria_label=text("moment of interviewing") if study_has.interviews(seen) else text("wave")),
    )
    return select


def _languages(state: State) -> Component:
    text = say(state)
    links = []
    known = languages.available()
    for code in sorted(known, key=lambda code: (FIRST.find(code) % 99, code)):
        name = known[code]
        more = attributes(aria_current="true") if code == state.language else {}
        links.append(
            html.A(
                html.Span(code.upper(), lang=code),
                href=state.href(language=code),
                title=name,
                className="current" if code == state.language else "",
                **more,
            )
        )
    return html.Div(links, className="languages", role="group", **attributes(aria_label=text("Language")))


def _scheme(state: State) -> Component:
    text = say(state)
    label = text("Light colours") if state.dark else text("Dark colours")
    return html.Button(
        icon("sun" if state.dark else "moon"),
        className="quiet icon-button",
        title=label,
        **attributes(aria_label=label, data_scheme="light" if state.dark else "dark"),
    )


def _copy_link(state: State) -> Component:
    text = say(state)
    return html.Button(
        [icon("link"), html.Span(text("Copy link"), className="wide-only")],
        className="quiet",
        **attributes(data_copy_link=text("Link copied"), aria_label=text("Copy link")),
    )


def menu(state: State, seen: Seen, pages: Mapping[str, Page]) -> list[Component]:
    """Return the pages that have something to show, and one line on what would bring the others."""
    text = say(state)
    shown = [page for page in pages.values() if page.available(seen)]
    links = [_entry(state, page, _purpose(page, seen)) for page in shown]
    missing = [page for page in pages.values() if page not in shown and page.needs]
    home = html.A(_title(seen, state), href=state.href(page=""), className="fold-only menu-title")
    lines: list[Component] = [home, html.Ul([html.Li(link) for link in links])]
    if missing:
        names = text.listing(text(page.title) for page in missing)
        needs = text.listing(sorted({table for page in missing for table in page.needs}))
        lines.append(
            html.P(
                text("More pages ({pages}) come with these tables: {tables}.", pages=names, tables=needs),
                className="muted more-pages",
            )
        )
    return lines


def _purpose(page: Page, seen: Seen) -> str:
    """Return what a page is for in this study."""
    return page.of_ties_alone if page.of_ties_alone and study_has.ties_alone(seen) else page.sentence


def _entry(state: State, page: Page, purpose: str) -> Component:
    text = say(state)
    here = page.key == state.page
    more = attributes(aria_current="page") if here else {}
    return html.A(
        [icon(page.icon), html.Span(text(page.title))],
        href=state.href(page=page.key),
        className="entry current" if here else "entry",
        title=text(purpose),
        **more,
    )


def page_view(state: State, seen: Seen, page: Page) -> Component:
    """Return one page: title, its answer in a sentence, how much we know, and its layout."""
    text = say(state)
    answer = page.answer(seen, state)
    source = text("{study}, {wave}", study=text.title(seen), wave=text.wave(seen, state.wave))
    head: list[Component] = [html.H1(text(page.title), tabIndex=-1)]
    if answer:
        head.append(html.Div(sentence(state, answer, source=source), className="answer"))
    if asked := changes.asked_each_time(seen, state.wave, text):
        head.append(html.P(asked, className="muted small asked-each-time"))
    head.append(coverage.strip(seen, state))
    body = html.Div(page.layout(seen, state), className="page-body")
    return html.Article([html.Div(head, className="page-head"), body], className="page fills" if page.fills else "page")


def welcome(state: State, seen: Seen, pages: Mapping[str, Page], titles: Mapping[str, str]) -> Component:
    """Return the first visit: three questions, and the page that answers each."""
    text = say(state)
    cards = [
        html.A(
            [
                icon(symbol, size=28),
                html.H2(text(question)),
                html.P(text(answer)),
                html.Span([text(pages[key].title), icon("arrow", size=16)], className="card-go"),
            ],
            href=state.href(page=key),
            className="card",
        )
        for question, answer, key, symbol in (OF_TIES_ALONE if study_has.ties_alone(seen) else QUESTIONS)
        if key in pages and pages[key].available(seen)
    ]
    told = seen.settings.descriptions.get(state.language) or seen.settings.description
    parts: list[Component] = [
        html.H1(_title(seen, state), tabIndex=-1),
        html.P(told, className="lead") if told else html.Span(),
        html.H2(text("What brings you here?"), className="quiet-title"),
        html.Div(cards, className="cards"),
    ]
    if len(titles) > 1:
        parts += [html.H2(text("Other studies"), className="quiet-title"), _studies(state, titles)]
    if seen.view == "researcher" and "data" in pages:
        parts.append(html.P(html.A(text("Open another study"), href=state.href(page="data", part="open"))))
    return html.Article(parts, className="page welcome")


def not_there(state: State, asked: State, seen: Seen, page: Page | None) -> Component | None:
    """Say what the address names that is not there, and what is shown instead; nothing where all is as asked.

    Parameters
    ----------
    state, asked
        What is shown, and what the address asked for.
    seen
        What may be seen.
    page
        The page that the address names, if there is one of that name.
    """
    text = say(state)
    told = [no_such_language(state)]
    if asked.wave and asked.wave != state.wave:
        told.append(
            text("There is no wave “{asked}” in this study: this is {wave}.", asked=asked.wave,
                 wave=text.wave(seen, state.wave))
        )  # fmt: skip
    if asked.page and page is None:
        told.append(text("There is no page “{asked}” here. Choose one from the menu.", asked=asked.page))
    elif page is not None and not page.available(seen):
        told.append(
            text("“{page}” has nothing to show in this study. Choose a page from the menu.", page=text(page.title))
        )
    return notice(told)


def no_such_language(state: State) -> str:
    """Say that the language which the address names is none that there is; empty where it is."""
    if not state.no_language:
        return ""
    text = say(state)
    return text(
        "There is no language “{asked}” here: this is {language}.",
        asked=state.no_language,
        language=languages.available()[state.language],
    )


def notice(told: list[str]) -> Component | None:
    """Return sentences as a notice; nothing where there are none."""
    lines = [html.P(line) for line in told if line]
    return html.Div(html.Div(lines), className="problem") if lines else None


def unknown_study(state: State, titles: Mapping[str, str]) -> Component:
    """Return what stands at an address without a study: those that are open."""
    text = say(state)
    parts: list[Component] = [html.H1(text("There is no study at this address"), tabIndex=-1)]
    parts += [html.P(text("Choose one of those that are open here.")), _studies(state, titles)]
    return html.Article(parts, className="page welcome")


def _studies(state: State, titles: Mapping[str, str]) -> Component:
    links = [
        html.Li(html.A(name, href=state.href(study=key, page="", wave="")))
        for key, name in titles.items()
        if key != state.study
    ]
    return html.Ul(links, className="studies")


def _title(seen: Seen, state: State) -> str:
    return say(state).title(seen) or state.study
