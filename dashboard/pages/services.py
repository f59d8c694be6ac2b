"""Services: people asked for against places, own needs apart; who offers what, where, for whom, after what wait."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import dcc, html

from collabnet.languages import language_name
from dashboard.components import controls, states
from dashboard.components.grid import Column, grid
from dashboard.components.picture import framed
from dashboard.components.prose import pick_button
from dashboard.components.twin import twin
from dashboard.figures import bars
from dashboard.pages import Page
from dashboard.sentences import capital, ids, records, table
from dashboard.sentences import services as read
from dashboard.words import N_, Say, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.services import Service
    from dashboard.state import State

ROLES = {
    "offers": N_("offers"),
    "needs_for_clients": N_("needs for clients"),
    "own_needs": N_("needs for its own work"),
}
FILTERS = {
    "service": N_("service"),
    "language": N_("language"),
    "place": N_("municipality"),
    "role": N_("offers or needs"),
}


def available(seen: Seen) -> bool:
    """Tell whether the study says who offers or needs anything."""
    return len(table(seen, "services")) > 0


def answer(seen: Seen, state: State) -> str:
    """Say which needs are not met, and what most people are left without."""
    return read.answer(read.services(seen), seen, say(state))


def layout(seen: Seen, state: State) -> Component:
    """Show what clients need, what organisations need for their own work, then the list of who offers what."""
    text = say(state)
    if not available(seen):
        return states.empty(state, text("The study names no service that is offered or needed."))
    found = read.services(seen)
    parts = [_clients(found, seen, state, text), _own(found, seen, state, text), _list(seen, state, text)]
    return html.Div([part for part in parts if part is not None], className="reading")


def _clients(found: tuple[Service, ...], seen: Seen, state: State, text: Say) -> Component:
    """Show people asked for against places, what most are left without first."""
    most = max((value for item in found for value in (item.asked, item.places) if value > 0), default=1.0)
    wanted = [item for item in found if item.needs or item.left > 0]
    others = [item for item in found if item not in wanted and not item.own]
    told = any(item.asked > 0 for item in found)
    words = {"need": text("people who ask, a year"), "offer": text("places, a year")}
    legend = bars.legend(words if told else {"offer": words["offer"]}, of="bar-fill")
    caption = text(
        "Services named: {n}, by organisations: {m}, as they stand at the last interview. How many are left without "
        "help is the least that the figures allow.",
        n=len(found),
        m=table(seen, "services")["organisation_id"].nunique(),
    )
    rows = html.Div([_row(item, most, seen, state, text) for item in wanted], className="named services")
    picture = framed(
        html.Div([legend, rows, *_others([_row(item, most, seen, state, text) for item in others], text)]),
        title=read.title(found, seen, text),
        caption=caption,
        table=_twin(found, seen, text),
        summary=text("The same as a table"),
    )
    return html.Section([html.H2(text("What clients need, and what there is")), picture], className="page-part")


def _twin(found: tuple[Service, ...], seen: Seen, text: Say) -> Component:
    """Lay the same into a table, with those figures that are known and shown for any service."""
    figures: dict[str, Callable[[Service], float]] = {
        text("asked for"): lambda item: item.asked,
        text("places"): lambda item: item.places,
        text("without help, at least"): lambda item: item.left,
        text("refused"): lambda item: item.refusals,
    }
    known = {head: figure for head, figure in figures.items() if any(not isnan(figure(item)) for item in found)}
    headings = (
        text("service"), text("need it"), text("offer it"), *known, text("wait"), text("what stands in the way"),
    )  # fmt: skip
    rows = [
        (
            capital(text.label(seen, item.key)),
            text.number(len(item.needs)),
            text.number(len(item.offers)),
            *(text.number(figure(item)) for figure in known.values()),
            read.wait(item.shortest, item.longest, text) if item.offers else "",
            text.listing(text(read.BADGES[key]) for key in item.badges),
        )
        for item in found
    ]
    return twin(headings, rows, numbers=2 + len(known))


def _own(found: tuple[Service, ...], seen: Seen, state: State, text: Say) -> Component | None:
    """Show what organisations need for their own work, apart: it is no need of a client and moves no case."""
    items = [item for item in found if item.own]
    if not items:
        return None
    rows = [
        html.Div(
            [
                html.Div(_named(item, seen, text, place="own"), className="service-name"),
                html.Span(text("needed by {names}", names=text.listing(text.name(seen, key) for key in item.own))),
            ],
            className="fact-line",
        )
        for item in items
    ]
    heading = html.H2(text("What organisations need for their own work"))
    return html.Section([heading, html.Div(rows, className="facts")], className="page-part")


def _others(rows: list[Component], text: Say) -> list[Component]:
    if not rows:
        return []
    words = text("{n} more services are offered; nobody named them as a need of their clients", n=len(rows))
    if len(rows) == 1:
        words = text("1 more service is offered; nobody named it as a need of their clients")
    return [
        html.Details([html.Summary(words), html.Div(rows, className="named services")], className="twin more-services")
    ]


def _row(item: Service, most: float, seen: Seen, state: State, text: Say) -> Component:
    figures = [("need", item.asked), ("offer", item.places)]
    drawn = bars.counted([(kind, round(value)) for kind, value in figures if value >= 0], round(most))
    wait = read.wait(item.shortest, item.longest, text) if item.offers else ""
    more: list[Component] = [
        html.Span(" · ".join(part for part in (wait, read.refused(item, text)) if part), className="muted"),
        html.Span(read.organisations(item, text), className="muted small"),
        *_to_gap(item, seen, state, text),
    ]
    return html.Div(
        [
            html.Div(_named(item, seen, text, place="services"), className="service-name"),
            drawn,
            html.Span(read.people(item, text), className="counts"),
            html.Div(more, className="service-more"),
        ],
        className="named-row",
    )


def _named(item: Service, seen: Seen, text: Say, *, place: str) -> list[Component]:
    """Name a service, and what stands in its way."""
    marks = [
        html.Span(text(read.BADGES[key]), className="mark strong" if key == "nobody_offers" else "mark")
        for key in item.badges
    ]
    return [pick_button(capital(text.label(seen, item.key)), item.pick, place=place), *marks]


def _to_gap(item: Service, seen: Seen, state: State, text: Say) -> list[Component]:
    """Link to the gap of a service, where it has one."""
    rows = table(seen, "gap_findings")
    if "service" not in rows or item.key not in set(rows["service"]):
        return []
    href = state.href(page="gaps", service=(item.key,))
    return [dcc.Link(text("point for attention"), href=href, className="go small")]


def _list(seen: Seen, state: State, text: Say) -> Component:
    rows = table(seen, "services")
    kept = _fitting(rows, state)
    head = [html.H2(text("Who offers what")), _filters(rows, seen, state, text)]
    if kept.empty:
        on = text.listing(text(title) for name, title in FILTERS.items() if state.option(name, ()))
        return html.Section([*head, states.nothing_left(state, on)], className="page-part")
    columns = (
        Column("who", text("organisation"), width=190, grow=2, wrap=True),
        Column("service", text("service"), width=150, wrap=True),
        Column("role", text("offers or needs"), width=115, wrap=True),
        Column("languages", text("languages"), width=115, wrap=True),
        Column("place", text("municipality"), width=130),
        Column("whom", text("for whom"), width=200, grow=2, wrap=True),
        Column("wait", text("wait (weeks)"), "number", width=100),
        Column("places", text("places"), "number", width=90),
        *([Column("asked", text("asked for"), "number", width=100)] if _told(kept, "demand") else []),
        *([Column("refused", text("refused"), "number", width=90)] if _told(kept, "refusals") else []),
        Column("until", text("funded until"), width=120, wrap=True),
        Column("confirmed", text("last confirmed"), width=130, wrap=True),
    )
    shown = [_entry(row, seen, text) for row in records(kept)]
    shown.sort(key=lambda row: (str(row["service"]).casefold(), str(row["role"]), str(row["who"]).casefold()))
    height = min(62 + 42 * max(len(shown), 2), 620)
    return html.Section(
        [*head, grid(state, "services", shown, columns, title=text("Who offers what"), height=height)],
        className="page-part",
    )


def _filters(rows: pd.DataFrame, seen: Seen, state: State, text: Say) -> Component:
    services = {str(key): capital(text.label(seen, str(key))) for key in sorted(set(rows["service"]))}
    languages = {
        code: language_name(code, text.language)
        for code in sorted({code for cell in rows["languages"] for code in ids(cell)})
    }
    places = {str(key): str(key) for key in sorted({key for key in rows["municipality"].fillna("") if key})}
    return controls.bar(
        controls.several(state, "service", text("service"), services, placeholder=text("all")),
        controls.several(state, "language", text("language"), languages, placeholder=text("all")),
        controls.several(state, "place", text("municipality"), places, placeholder=text("all")),
        controls.choices(state, "role", text("offers or needs"), {key: text(word) for key, word in ROLES.items()}),
    )


def _fitting(rows: pd.DataFrame, state: State) -> pd.DataFrame:
    asked = {name: set(state.option(name, ())) for name in FILTERS}
    fits = pd.Series(True, index=rows.index)
    for name, column in (("service", "service"), ("place", "municipality"), ("role", "role")):
        if asked[name]:
            fits &= rows[column].isin(asked[name])
    if asked["language"]:
        fits &= rows["languages"].map(lambda cell: bool(set(ids(cell)) & asked["language"]))
    return rows[fits]


def _told(rows: pd.DataFrame, column: str) -> bool:
    """Return True where a column of figures is known and shown for any row."""
    return column in rows and bool(rows[column].notna().any())


def _entry(row: dict[str, Any], seen: Seen, text: Say) -> dict[str, Any]:
    return {
        "who": text.name(seen, str(row["organisation_id"])),
        "service": capital(text.label(seen, str(row["service"]))),
        "role": text(ROLES.get(str(row["role"]), str(row["role"]))),
        "languages": text.listing(language_name(code, text.language) for code in ids(row.get("languages"))),
        "place": str(row.get("municipality") or ""),
        "whom": read.for_whom(row, text),
        "wait": row.get("wait_weeks"),
        "places": row.get("capacity"),
        "asked": row.get("demand"),
        "refused": row.get("refusals"),
        "until": _date(row.get("funded_until"), text),
        "confirmed": _date(row.get("confirmed_on"), text),
        "_pick": f"service:{row['service']}",
    }


def _date(value: object, text: Say) -> str:
    return text.date(value) if isinstance(value, str) and value and value != "withheld" else ""


PAGE = Page(
    key="services",
    title="Services",
    sentence="What is asked for and what there is, who is left without, and who offers what, where and for whom.",
    icon="services",
    order=5,
    available=available,
    answer=answer,
    layout=layout,
    needs=("services",),
)
