"""Centrality (on screen: position in the network): a table to choose, sort, filter and take along, with its methods."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dash import dcc, html

from collabnet.exports import exports
from dashboard import taking
from dashboard.components import controls, states
from dashboard.components.attributes import attributes
from dashboard.components.chooser import Choice, ChoiceGroup, chooser
from dashboard.components.grid import Column, grid
from dashboard.components.icons import icon
from dashboard.components.likely import what_it_depends_on
from dashboard.components.take import take
from dashboard.components.twin import twin
from dashboard.pages import Page
from dashboard.sentences import capital, narrowed, records, study_has, table
from dashboard.sentences import centrality as read
from dashboard.sentences.families import by_family
from dashboard.sheets import positions as sheet
from dashboard.words import Say, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.centrality import Asked
    from dashboard.state import State

NAME = "positions"
"""Name of the files, before their suffix."""

SHORT = {"csv": "CSV", "xlsx": "Excel", "stata": "Stata", "spss": "SPSS", "latex": "LaTeX", "markdown": "Markdown"}
"""What people call a format on a button; its title where it has no such name."""


def available(seen: Seen) -> bool:
    """Tell whether anything was measured."""
    return len(table(seen, "centrality")) > 0


def answer(seen: Seen, state: State) -> str:
    """Say who stands first on the first measure chosen, among the organisations that are shown."""
    text, it = say(state), read.asked(seen, state)
    every = read.positions(seen, it)
    frame = narrowed.fitting(every, seen, state, text)
    if len(frame) == len(every):
        return text("{sentence}.", sentence=read.title(frame, it, seen, text))
    if frame.empty:
        return text("None of the {total} organisations fits all the filters at once.", total=len(every))
    return text(
        "{sentence} – shown: {n} of {total} organisations.",
        sentence=read.title(frame, it, seen, text),
        n=len(frame),
        total=len(every),
    )


def layout(seen: Seen, state: State) -> Component:
    """Show the controls, the table of organisations, its methods, and the measures of the whole network."""
    text, it = say(state), read.asked(seen, state)
    every = read.positions(seen, it)
    frame = narrowed.fitting(every, seen, state, text)
    parts = [
        _controls(seen, state, it, every, text),
        _positions(seen, state, it, (every, frame), text),
        what_it_depends_on(seen, it.process, it.wave, text) if it.intervals else html.Div(),
        _methods(it, text),
        _network(seen, it, text),
    ]
    return html.Div(parts, className="reading centrality")


def _controls(seen: Seen, state: State, it: Asked, every: pd.DataFrame, text: Say) -> Component:
    ways = {key: capital(text.process(seen, key)) for key in read.processes(seen)}
    basis = {key: read.basis(seen, key, text) for key in read.bases(seen, it.wave)}
    counted = controls.segments(state, "ties", text("relations counted"), basis, default="reported")
    places = text("possible places") if it.intervals else text("show places")
    return html.Div(
        [
            controls.bar(
                controls.select(state, "process", text("way of working together"), ways, default="all"),
                *([counted] if len(basis) > 1 else []),
                controls.toggle(state, "places", places, default=it.intervals),
            ),
            controls.bar(*_filters(seen, state, every, text)),
            _columns(seen, state, it, text),
        ],
        className="control-block",
    )


def _filters(seen: Seen, state: State, every: pd.DataFrame, text: Say) -> list[Component]:
    """Offer the filters that can make a difference here."""
    names = {name: text(words) for name, words in narrowed.FILTERS.items()}
    shown = [controls.search(state, "search", names["search"], placeholder=text("part of a name"))]
    sectors = {key: text.label(seen, key) for key in set(every["sector"] if len(every) else ())}
    if len(sectors) > 1:
        ordered = dict(sorted(sectors.items(), key=lambda item: item[1].casefold()))
        shown.append(controls.several(state, "sector", names["sector"], ordered, placeholder=text("all")))
    if read.varies(every, "interviewed"):
        words = {key: text(word) for key, word in narrowed.INTERVIEWED.items()}
        shown.append(controls.segments(state, "interviewed", names["interviewed"], words, default="all"))
    return shown


def _columns(seen: Seen, state: State, it: Asked, text: Say) -> Component:
    known = read.offered(seen, it)
    told = {key: read.definition(key, "", text) for key in known}
    groups = [
        ChoiceGroup(
            family.key,
            text(family.title),
            text(family.sentence),
            tuple(Choice(key, read.measure_title(key, text), told[key]) for key in keys),
        )
        for family, keys in by_family(known).items()
    ]
    return chooser(state, "measures", text("Columns"), groups, it.measures, read.usual(known))


def _positions(seen: Seen, state: State, it: Asked, frames: tuple[pd.DataFrame, pd.DataFrame], text: Say) -> Component:
    every, frame = frames
    head = [html.H2(text("Organisations")), html.P(_note(seen, it, every, text), className="muted")]
    if len(every) and frame.empty:
        names = text.listing(text(narrowed.FILTERS[name]) for name in narrowed.loosen(every, seen, state, text))
        left = [_active(state, len(every), 0, text), states.nothing_left(state, names)]
        return html.Section([*head, *left], className="page-part")
    rows = [_row(row, it, frame, seen, text) for row in records(frame)]
    rows.sort(key=lambda row: str(row["name"]).casefold())
    shown = grid(
        state,
        NAME,
        rows,
        _shown_columns(it, frame, text),
        title=text("Position in the network"),
        height=min(96 + 42 * max(len(rows), 3), 640),
        take=False,
    )
    files = html.Div(_files(state, text), className="files", **attributes(data_rows_of=NAME))
    return html.Section(
        [*head, _active(state, len(every), len(frame), text), html.Div(shown), files], className="page-part"
    )


def _note(seen: Seen, it: Asked, every: pd.DataFrame, text: Say) -> str:
    """Say what is counted, what the places mean, and what all rows leave out where all leave out the same."""
    parts = [read.note(seen, it.ties, text)]
    if it.places:
        parts.append(read.places_note(it, text))
    return " ".join(parts)


def _active(state: State, total: int, shown: int, text: Say) -> Component:
    if not total:
        words = text("No value of an organisation may be shown here.")
    elif shown == total:
        words = text("{n} organisations", n=total) if total > 1 else text("1 organisation")
    else:
        words = text("{n} of {total} organisations", n=shown, total=total)
    parts: list[Component] = [html.Span(words, role="status")]
    on = narrowed.asked(state)
    if on:
        parts.append(dcc.Link(text("Clear all filters"), href=state.href(**dict.fromkeys(on)), className="go"))
    return html.Div(parts, className="active-filters")


def _shown_columns(it: Asked, frame: pd.DataFrame, text: Say) -> list[Column]:
    columns = [
        Column("name", text("organisation"), width=170, grow=2, pinned=True, wrap=True),
        Column("sector", text("sector"), width=120),
    ]
    if read.varies(frame, "interviewed"):
        columns.append(Column("interviewed", text("interviewed"), width=140))
    for key in it.measures:
        if f"{key}.value" in frame:
            columns += _measure_columns(key, frame, it, text)
    if read.varies(frame, "missing"):
        columns.append(Column("missing", text("what it leaves out"), width=200, grow=2))
    return columns


def _measure_columns(key: str, frame: pd.DataFrame, it: Asked, text: Say) -> list[Column]:
    values = frame[f"{key}.value"]
    title = read.measure_title(key, text)
    told = read.definition(key, "", text)
    if it.intervals:
        found = [
            Column(
                key,
                title,
                "number",
                digits=read.digits(values, interval=True),
                width=160,
                help=told,
                track=_ends(frame, key),
            ),
        ]
    else:
        most = float(values.abs().max()) if values.notna().any() else 0.0
        found = [Column(key, title, "number", digits=read.digits(values), width=158, help=told, bar=most)]
    if it.places:
        words = text("possible places") if it.intervals else text("place")
        told = f"{title}. {read.places_note(it, text)}"
        unclear = text("cannot tell") if it.intervals else ""
        found.append(Column(f"{key}_place", words, "number", width=136, help=told, places=unclear))
    return found


def _ends(frame: pd.DataFrame, key: str) -> tuple[float, float]:
    """Return where the track of a column begins and ends: at zero, or below where values are."""
    lows, highs = frame[f"{key}.low"].fillna(frame[f"{key}.value"]), frame[f"{key}.high"].fillna(frame[f"{key}.value"])
    if lows.notna().sum() == 0:
        return 0.0, 1.0
    return min(0.0, float(lows.min())), max(float(highs.max()), 1e-9)


def _row(row: dict[str, Any], it: Asked, frame: pd.DataFrame, seen: Seen, text: Say) -> dict[str, Any]:
    organisation = str(row["organisation_id"])
    shown: dict[str, Any] = {
        "name": text.name(seen, organisation),
        "sector": text.label(seen, str(row["sector"])),
        "interviewed": {True: text("yes"), False: text("no")}.get(row["interviewed"], ""),
        "missing": read.missing_words(seen, str(row["missing"] or ""), text),
        "_id": organisation,
        "_pick": f"org:{organisation}",
    }
    for key in it.measures:
        if f"{key}.value" not in frame:
            continue
        shown[key] = row[f"{key}.value"]
        shown[f"_pick_{key}"] = f"measure:{key}:{organisation}:{it.process}:{it.wave}:{it.ties}"
        if it.intervals:
            shown |= {f"{key}_low": row[f"{key}.low"], f"{key}_high": row[f"{key}.high"]}
        if it.places and it.intervals:
            low, high = row[f"{key}.rank_low"], row[f"{key}.rank_high"]
            tells = not read.tells_little(low, high, row[f"{key}.of"])
            shown |= {f"{key}_place": low, f"{key}_place_high": high if tells else None}
        elif it.places:
            shown[f"{key}_place"] = row[f"{key}.rank"]
    return shown


def _files(state: State, text: Say) -> list[Component]:
    """Offer the table as it is seen in every format, and say what is missing for those that cannot be written here."""
    found: list[Component] = [html.Span(text("Take this table along, as it is seen, with its methods:"))]
    missing = []
    for key, one in exports().items():
        if one.sheet is None:
            continue
        name = SHORT.get(key, text(one.title))
        if taking.can_write(one):
            found.append(take(state, f"{NAME}{one.sheet.suffix}", name))
        else:
            missing.append(
                text(
                    "For {format} files, install the extra on the computer that runs this dashboard: {command}",
                    format=name,
                    command=f"pip install 'collabnet[{one.extra}]'",
                )
            )
    return [*found, *(html.P(words, className="muted small") for words in missing)]


def _methods(it: Asked, text: Say) -> Component:
    items = [
        html.Div(
            [
                html.H4(method["title"]),
                html.P(method["sentence"]),
                html.P([html.Code(method["formula"])], className="working-line"),
                html.P(
                    text(
                        "Unit: {unit}. Range: {limits}. Divided by: {normalisation}. Without relations: {isolates}.",
                        **{key: method[key] for key in ("unit", "limits", "normalisation", "isolates")},
                    ),
                    className="muted small",
                ),
                html.P(text("Cite: {source}", source=method["source"]), className="muted small"),
            ],
            className="method",
        )
        for method in read.methods(it.measures, text)
    ]
    return html.Section(
        [
            html.H2(text("How each is computed, and whom to cite")),
            html.Details(
                [
                    html.Summary([icon("book", size=16), html.Span(text("Methods of the columns shown"))]),
                    html.Div(items, className="methods"),
                ],
                className="twin methods-box",
                open=False,
                **attributes(data_keep="methods"),
            ),
        ],
        className="page-part",
    )


def _network(seen: Seen, it: Asked, text: Say) -> Component:
    """Show measures of the whole network: those that people ask for first, the others folded in."""
    rows = read.network_rows(seen, it)
    if rows.empty:
        return html.Div()
    first, others = read.parted(rows)
    bounded = study_has.interviews(seen)
    headings = (
        text("measure"), text("value"), *([read.bounds_title(it, text)] if bounded else []), text("definition"),
    )  # fmt: skip
    more = html.Details(
        [
            html.Summary(text("More measures ({n})", n=len(others))),
            html.Div(twin(headings, _lines(others, text, bounded=bounded)), className="panel network-measures"),
        ],
        className="folded",
        **attributes(data_keep="network-measures"),
    )
    return html.Section(
        [
            html.H2(text("The whole network")),
            *([html.P(read.bounds_note(it, rows, text), className="muted")] if bounded else []),
            html.Div(twin(headings, _lines(first, text, bounded=bounded)), className="panel network-measures"),
            *([more] if len(others) else []),
        ],
        className="page-part",
    )


def _lines(rows: pd.DataFrame, text: Say, *, bounded: bool) -> list[tuple[str, ...]]:
    """Return one line per measure; of a file that leaves nothing open there are no bounds."""
    return [
        (
            read.measure_title(str(row["measure"]), text),
            text.number(row["value"], read.few(row["value"])),
            *([read.bounds(row, text)] if bounded else []),
            read.definition(str(row["measure"]), str(row["definition"] or ""), text),
        )
        for row in records(rows)
    ]


def _written(key: str, seen: Seen, state: State) -> bytes:
    """Write the table as it is seen in one format."""
    chosen = exports()[key].sheet
    assert chosen is not None  # noqa: S101 - only those that have one are offered
    return chosen.write(sheet(seen, state, say(state), printed=chosen.printed))


def files() -> Mapping[str, Any]:
    """Return what writes each file that this page makes."""
    return {f"{NAME}{one.sheet.suffix}": partial(_written, key) for key, one in exports().items() if one.sheet}


PAGE = Page(
    key="centrality",
    title="Centrality",
    sentence="How each organisation stands in the network, measure by measure, to sort, filter and take along.",
    icon="centrality",
    order=7,
    available=available,
    answer=answer,
    layout=layout,
    needs=("statements",),
    files=files(),
)
