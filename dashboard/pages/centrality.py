"""Centrality (on screen: position in the network): a table to sort, filter and take along, with its methods."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components import controls
from dashboard.components.attributes import attributes
from dashboard.components.grid import Column, grid
from dashboard.components.take import take
from dashboard.components.twin import twin
from dashboard.pages import Page
from dashboard.sentences import capital, records, source, table
from dashboard.sentences import centrality as read
from dashboard.sheets import Sheet, as_csv, as_workbook
from dashboard.words import N_, Say, say

if TYPE_CHECKING:
    import pandas as pd
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.centrality import Asked
    from dashboard.state import State

BASES = {
    "reported": N_("reported by anyone"),
    "confirmed": N_("confirmed by both sides"),
    "posterior": N_("likely, with intervals"),
}
FILES = ("positions.xlsx", "positions.csv")


def available(seen: Seen) -> bool:
    """Tell whether anything was measured."""
    return len(table(seen, "centrality")) > 0


def answer(seen: Seen, state: State) -> str:
    """Say who stands first on the first measure chosen."""
    text, it = say(state), read.asked(seen, state)
    words = read.title(read.positions(seen, it), it, seen, text)
    return text("{sentence}.", sentence=words)


def layout(seen: Seen, state: State) -> Component:
    """Show the controls, the table of organisations, its methods, and the measures of the whole network."""
    text, it = say(state), read.asked(seen, state)
    parts = [
        _controls(seen, state, it, text),
        _positions(seen, state, it, text),
        _methods(it, text),
        _network(seen, it, text),
    ]
    return html.Div(parts, className="reading")


def _controls(seen: Seen, state: State, it: Asked, text: Say) -> Component:
    rows = table(seen, "centrality")
    known = read.known_measures(rows[(rows["process"] == it.process) & (rows["ties"] == it.ties)])
    names = {key: read.measure_title(key, text) for key in known}
    shown = state.with_(measures=it.measures) if not state.option("measures", ()) else state
    ways = {key: capital(text.process(seen, key)) for key in read.processes(seen)}
    basis = {key: text(BASES[key]) for key in read.bases(seen, it.wave)}
    return html.Div(
        [
            controls.bar(
                controls.select(state, "process", text("way of working together"), ways, default="all"),
                controls.segments(state, "ties", text("relations counted"), basis, default="reported"),
                controls.toggle(state, "places", text("show places")),
            ),
            controls.bar(controls.several(shown, "measures", text("columns"), names)),
        ],
        className="control-block columns-control",
    )


def _positions(seen: Seen, state: State, it: Asked, text: Say) -> Component:
    frame = read.positions(seen, it)
    rows = [_row(row, it, seen, text) for row in records(frame)]
    rows.sort(key=lambda row: str(row["name"]).casefold())
    columns = [
        Column("name", text("organisation"), width=220, grow=2, pinned=True),
        Column("sector", text("sector"), width=120),
    ]
    places = controls.on(state, "places")
    for key in it.measures:
        column = f"{key}.value"
        if column in frame:
            columns += _measure_columns(key, frame, places=places, text=text)
    columns.append(Column("missing", text("what it leaves out"), width=200, grow=2))
    files = [
        take(state, FILES[0], text("This table with methods (XLSX)")),
        take(state, FILES[1], text("This table with methods (CSV)")),
    ]
    return html.Section(
        [
            html.H2(text("Organisations")),
            _basis_note(it, text),
            html.Div(
                grid(
                    state,
                    "positions",
                    rows,
                    columns,
                    title=text("Position in the network"),
                    height=min(64 + 42 * max(len(rows), 3), 640),
                )
            ),
            html.Div(files, className="files", **attributes(data_rows_of="positions")),
        ],
        className="page-part",
    )


def _measure_columns(key: str, frame: pd.DataFrame, *, places: bool, text: Say) -> list[Column]:
    values = frame[f"{key}.value"]
    most = float(values.abs().max()) if values.notna().any() else 0.0
    method = next(iter(read.methods((key,), text)), {})
    found = [
        Column(
            key,
            read.measure_title(key, text),
            "number",
            digits=read.digits(values),
            width=148,
            help=method.get("sentence", ""),
            bar=most,
        )
    ]
    if places:
        found.append(
            Column(f"{key}_place", text("place"), width=104, help=text("Possible places where there is an interval."))
        )
    return found


def _row(row: dict[str, Any], it: Asked, seen: Seen, text: Say) -> dict[str, Any]:
    organisation = str(row["organisation_id"])
    shown: dict[str, Any] = {
        "name": text.name(seen, organisation),
        "sector": text.label(seen, str(row["sector"])),
        "missing": read.missing_words(str(row["missing"] or ""), text),
        "_id": organisation,
        "_pick": f"org:{organisation}",
    }
    for key in it.measures:
        shown[key] = row.get(f"{key}.value")
        shown[f"{key}_place"] = _place(row, key, text)
        shown[f"_pick_{key}"] = f"measure:{key}:{organisation}:{it.process}:{it.wave}:{it.ties}"
    return shown


def _place(row: dict[str, Any], key: str, text: Say) -> str:
    low, high, rank = (row.get(f"{key}.{part}", math.nan) for part in ("rank_low", "rank_high", "rank"))
    if low is not None and high is not None and not math.isnan(low) and not math.isnan(high):
        return text("{low}–{high}", low=text.number(low), high=text.number(high))
    return "" if rank is None or math.isnan(rank) else text.number(rank)


def _basis_note(it: Asked, text: Say) -> Component:
    notes = {
        "reported": text(
            "Counts every relation that anyone reports. Pairs that nobody spoke of count as no relation, for the "
            "computation only; there is no interval and no range of possible places on this basis."
        ),
        "confirmed": text(
            "Counts relations that both sides name, among organisations that were interviewed; for the others "
            "the value is empty. There is no interval on this basis."
        ),
        "posterior": text(
            "Counts how likely each relation is, given who reports it; intervals and possible places follow from that."
        ),
    }
    return html.P(notes.get(it.ties, ""), className="muted")


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
                [html.Summary(text("Methods of the columns shown")), html.Div(items, className="methods")],
                className="twin methods-box",
                open=False,
            ),
        ],
        className="page-part",
    )


def _network(seen: Seen, it: Asked, text: Say) -> Component:
    rows = read.network_rows(seen, it)
    if rows.empty:
        return html.Div()
    lines = [
        (
            read.measure_title(str(row["measure"]), text),
            text.number(row["value"], _few(row["value"])),
            _bounds(row, text),
            read.definition(str(row["measure"]), str(row["definition"] or ""), text),
        )
        for row in records(rows)
    ]
    headings = (
        text("measure"),
        text("value"),
        text("if nobody / everybody unknown worked together"),
        text("definition"),
    )
    words = text(
        "Bounds show what the value would be if none, or all, of the pairs that nobody spoke of worked together."
    )
    return html.Section(
        [
            html.H2(text("The whole network")),
            html.P(words, className="muted"),
            html.Div(twin(headings, lines), className="panel network-measures"),
        ],
        className="page-part",
    )


def _few(value: float) -> int:
    return 0 if value is None or math.isnan(value) or float(value).is_integer() else 2


def _bounds(row: dict[str, Any], text: Say) -> str:
    low, high = row["low"], row["high"]
    if low is None or math.isnan(low) or math.isnan(high):
        return "–"
    return text("{low} to {high}", low=text.number(low, _few(low)), high=text.number(high, _few(high)))


def workbook(seen: Seen, state: State) -> bytes:
    """Write what is seen as a workbook: the table, its methods with citations, and where it comes from."""
    text, it = say(state), read.asked(seen, state)
    methods = read.methods(it.measures, text)
    headings = ("key", "title", "sentence", "formula", "unit", "limits", "normalisation", "isolates", "source")
    about = [(line,) for line in _about(seen, it, text)]
    return as_workbook(
        (
            _sheet(seen, state, it, text),
            Sheet("methods", headings, [[method[name] for name in headings] for method in methods]),
            Sheet("about", (text("about this table"),), about),
        ),
        title=text.title(seen),
    )


def comma_separated(seen: Seen, state: State) -> bytes:
    """Write what is seen as CSV, its methods and citations in lines above it."""
    text, it = say(state), read.asked(seen, state)
    methods = [
        text("{key}: {title}. {sentence} Formula: {formula}. Cite: {source}", **method)
        for method in read.methods(it.measures, text)
    ]
    return as_csv(_sheet(seen, state, it, text), [*_about(seen, it, text), *methods])


def _about(seen: Seen, it: Asked, text: Say) -> list[str]:
    return [
        source(seen, it.wave, text),
        text(
            "Way of working together: {process}. Relations counted: {basis}.",
            process=text.process(seen, it.process),
            basis=text(BASES[it.ties]),
        ),
        text("Intervals and ranges of places stand on basis posterior only; empty cells: see the column missing."),
    ]


def _sheet(seen: Seen, state: State, it: Asked, text: Say) -> Sheet:
    frame = read.positions(seen, it)
    rows = {str(row["organisation_id"]): row for row in records(frame)}
    order = [key for key in state.option("rows", "").split(",") if key in rows]
    if not order:
        order = sorted(rows, key=lambda key: text.name(seen, key).casefold())
    parts = ("value", "low", "high", "rank", "rank_low", "rank_high") if it.ties == "posterior" else ("value", "rank")
    names = [(f"{key}.{part}", key if part == "value" else f"{key}_{part}") for key in it.measures for part in parts]
    headings = ("organisation_id", "name", "sector", *(heading for _, heading in names), "missing")
    lines = [
        (
            key,
            text.name(seen, key),
            rows[key]["sector"],
            *(_number(rows[key].get(column)) for column, _ in names),
            rows[key]["missing"],
        )
        for key in order
    ]
    return Sheet("positions", headings, lines)


def _number(value: Any) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


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
    files={FILES[0]: workbook, FILES[1]: comma_separated},
)
