"""Services: who offers what, where, in which language, for whom, after what wait; offers against needs."""

from __future__ import annotations

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
from dashboard.sentences import capital, ids, records, table, wave_of
from dashboard.sentences import gaps as points
from dashboard.sentences import services as read
from dashboard.words import N_, Say, say

if TYPE_CHECKING:
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
    """Say which needs nobody meets."""
    return read.answer(read.services(seen), say(state))


def layout(seen: Seen, state: State) -> Component:
    """Show offers against needs, then the list of who offers what."""
    text = say(state)
    found = read.services(seen)
    return html.Div([_against(found, seen, state, text), _list(seen, state, text)], className="reading")


def _against(found: tuple[Service, ...], seen: Seen, state: State, text: Say) -> Component:
    most = max((max(len(item.offers), len(item.needs)) for item in found), default=1)
    linked = _linked(seen, state)
    rows = [_row(item, most, linked, seen, state, text) for item in found if item.needs]
    others = [_row(item, most, linked, seen, state, text) for item in found if not item.needs]
    legend = bars.legend(
        {"need": text("organisations whose clients need it"), "offer": text("organisations that offer it")},
        of="bar-fill",
    )
    headings = (text("service"), text("need it"), text("offer it"), text("wait"), text("places"))
    twin_table = twin(
        headings,
        [
            (
                capital(text.label(seen, s.key)),
                text.number(len(s.needs)),
                text.number(len(s.offers)),
                read.wait(s, text),
                text.number(s.places),
            )
            for s in found
        ],
        numbers=4,
    )
    caption = text(
        "Bars count organisations, not young people; {n} services named by {m} organisations.",
        n=len(found),
        m=table(seen, "services")["organisation_id"].nunique(),
    )
    picture = framed(
        html.Div([legend, html.Div(rows, className="named services"), *_others(others, text)]),
        title=read.title(found, seen, text),
        caption=caption,
        table=twin_table,
        summary=text("The same as a table"),
    )
    return html.Section([html.H2(text("Offers against needs")), picture], className="page-part")


def _others(rows: list[Component], text: Say) -> list[Component]:
    if not rows:
        return []
    words = text("{n} more services are offered; nobody named them as a need of their clients", n=len(rows))
    if len(rows) == 1:
        words = text("1 more service is offered; nobody named it as a need of their clients")
    return [
        html.Details([html.Summary(words), html.Div(rows, className="named services")], className="twin more-services")
    ]


def _linked(seen: Seen, state: State) -> set[str]:
    return {gap.service for gap in points.gaps(seen, wave_of(seen, state.wave)) if gap.service}


def _row(item: Service, most: int, linked: set[str], seen: Seen, state: State, text: Say) -> Component:
    name = pick_button(capital(text.label(seen, item.key)), item.pick, place="services")
    marks: list[Component] = []
    if item.missing:
        marks.append(html.Span(text("nobody offers it"), className="mark strong"))
    elif item.slow:
        marks.append(html.Span(text("long wait everywhere"), className="mark"))
    said = html.Span(_counts(item, text), className="counts")
    more: list[Component] = [html.Span(read.wait(item, text), className="muted")]
    if item.key in linked:
        more.append(
            dcc.Link(
                text("point for attention"), href=state.href(page="gaps", service=(item.key,)), className="go small"
            )
        )
    drawn = bars.counted([("need", len(item.needs)), ("offer", len(item.offers))], most)
    return html.Div(
        [html.Div([name, *marks], className="service-name"), drawn, said, html.Div(more, className="service-more")],
        className="named-row",
    )


def _counts(item: Service, text: Say) -> str:
    return text("{needs} need it, {offers} offer it", needs=len(item.needs), offers=len(item.offers))


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
        "until": _date(row.get("funded_until"), text),
        "confirmed": _date(row.get("confirmed_on"), text),
        "_pick": f"service:{row['service']}",
    }


def _date(value: object, text: Say) -> str:
    return text.date(value) if isinstance(value, str) and value and value != "withheld" else ""


PAGE = Page(
    key="services",
    title="Services",
    sentence="Who offers what, where, in which language and for whom, and which needs nobody meets.",
    icon="services",
    order=5,
    available=available,
    answer=answer,
    layout=layout,
    needs=("services",),
)
