"""Tables that sort, filter and can be taken along: what is seen downloads as CSV; Enter on a cell opens the drawer."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import dash_ag_grid as dag
from dash import html

from dashboard import ids
from dashboard.components.attributes import attributes
from dashboard.components.icons import icon
from dashboard.words import N_, Say, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dash.development.base_component import Component

    from dashboard.state import State


@dataclass(frozen=True)
class Column:
    """One column of a table on screen.

    Attributes
    ----------
    key
        Field of the rows.
    title
        Heading, in the language already.
    kind
        ``text``, or ``number`` (right-aligned, written as the language does, sorted as a number).
    digits
        Decimals of a number.
    width, grow
        Pixels at least, and its share of the room that is left.
    help
        Explanation on hover.
    pinned
        Whether it stays in sight when the table scrolls sideways.
    bar
        Of a number: the value that fills the whole cell; 0 draws no bar.
    wrap
        Of a text: whether it may take several lines.
    track
        Of a number with an interval, ``{key}_low`` to ``{key}_high``: where its track begins and ends. It reads as
        ``54 (41–66)`` and sorts as a number.
    places
        Of a first possible place: the word for one without a last, ``{key}_high``, because it tells too little. It
        reads as ``3–11``.
    """

    key: str
    title: str
    kind: Literal["text", "number"] = "text"
    digits: int = 0
    width: int = 120
    grow: int = 1
    help: str = ""
    pinned: bool = False
    bar: float = 0.0
    wrap: bool = False
    track: tuple[float, float] | None = None
    places: str = ""


WORDS = {
    "noRowsToShow": N_("Nothing to show"),
    "contains": N_("contains"),
    "notContains": N_("does not contain"),
    "equals": N_("equals"),
    "notEqual": N_("does not equal"),
    "startsWith": N_("begins with"),
    "endsWith": N_("ends with"),
    "blank": N_("empty"),
    "notBlank": N_("not empty"),
    "lessThan": N_("less than"),
    "greaterThan": N_("more than"),
    "lessThanOrEqual": N_("at most"),
    "greaterThanOrEqual": N_("at least"),
    "inRange": N_("between"),
    "inRangeStart": N_("from"),
    "inRangeEnd": N_("to"),
    "filterOoo": N_("Filter …"),
    "andCondition": N_("and"),
    "orCondition": N_("or"),
    "applyFilter": N_("Apply"),
    "resetFilter": N_("Reset"),
    "clearFilter": N_("Clear"),
    "page": N_("page"),
    "to": N_("to"),
    "of": N_("of"),
    "nextPage": N_("next page"),
    "previousPage": N_("previous page"),
    "firstPage": N_("first page"),
    "lastPage": N_("last page"),
    "pageSizeSelectorLabel": N_("Rows a page:"),
    "ariaFilterInput": N_("Filter"),
    "ariaSortableColumn": N_("Press Enter to sort"),
    "ariaFilterMenuOpen": N_("Open the filter"),
}


def grid(  # noqa: PLR0913 - all of them describe one table
    state: State,
    name: str,
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    title: str,
    height: int = 0,
    take: bool = True,
) -> Component:
    """Show a table; a row's ``_pick`` is what its drawer shows, ``_pick_{field}`` what a single cell of it shows.

    Parameters
    ----------
    state
        The address, for language and scheme.
    name
        Unique on the page; also the name of the file that is downloaded.
    rows, columns
        Rows by field (extra fields are kept out of sight) and the columns to show.
    title
        What the table holds: read to those who cannot see it.
    height
        Pixels; 0 lets the table be as high as its rows, up to about fifteen.
    take
        Whether it offers what is seen as CSV; a page that offers files of its own does not.
    """
    text = say(state)
    data = [{key: _plain(value) for key, value in row.items()} for row in rows]
    table = dag.AgGrid(
        id=ids.grid(name),
        rowData=data,
        columnDefs=[_definition(column, state.language) for column in columns],
        defaultColDef={
            "sortable": True,
            "filter": True,
            "resizable": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
            "suppressHeaderMenuButton": False,
        },
        eventListeners={"cellClicked": ["collabnetClicked(params)"], "cellKeyDown": ["collabnetKey(params)"]},
        dashGridOptions=_options(text, len(data), height),
        style={"height": height or min(58 + 42 * max(len(data), 2), 700)},
        className="grid",
    )
    button = html.Button(
        [icon("download", size=16), html.Span(text("Download what is seen (CSV)"))],
        className="quiet",
        **attributes(data_csv=name),
    )
    foot = [html.Div(button, className="grid-foot")] if take else []
    return html.Section([table, *foot], className="grid-box", **attributes(aria_label=title))


def _options(text: Say, rows: int, height: int) -> dict[str, Any]:
    return {
        "theme": {"function": "collabnetTheme(themeQuartz)"},
        "localeText": {key: text(word) for key, word in WORDS.items()},
        "suppressCellFocus": False,
        "suppressDragLeaveHidesColumns": True,
        "enableCellTextSelection": True,
        "ensureDomOrder": True,
        "animateRows": False,
        "rowHeight": 42,
        "tooltipShowDelay": 200,
        "pagination": rows > 500,
        "paginationPageSize": 100,
    }


def _definition(column: Column, language: str) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "field": column.key,
        "headerName": column.title,
        "minWidth": column.width,
        "flex": column.grow,
    }
    if column.help:
        definition["headerTooltip"] = column.help
    if column.pinned:
        definition |= {"pinned": "left", "width": column.width}
    if column.kind == "number":
        definition |= {
            "type": "rightAligned",
            "filter": "agNumberColumnFilter",
            "cellClass": ["figures", "ag-right-aligned-cell"],
            "valueFormatter": {"function": f"collabnetNumber(params.value, '{language}', {column.digits})"},
        }
        if column.bar > 0:
            definition["cellStyle"] = {"function": f"collabnetBar(params.value, {column.bar!r})"}
        if column.places:
            words = json.dumps(column.places)
            definition["valueFormatter"] = {"function": f"collabnetPlaces(params, '{language}', {words})"}
        if column.track:
            least, most = column.track
            reads = f"collabnetInterval(params, '{language}', {column.digits})"
            definition["valueFormatter"] = {"function": reads}
            definition["cellClass"] = [*definition["cellClass"], "tracked"]
            definition["cellStyle"] = {"function": f"collabnetTrack(params, {least!r}, {most!r})"}
    else:
        definition |= (
            {"wrapText": True, "autoHeight": True, "cellClass": "wrapped"}
            if column.wrap
            else {"tooltipField": column.key}
        )
    return definition


def _plain(value: Any) -> Any:
    """Return what JSON can hold: tuples as words joined by a bar, missing numbers as nothing."""
    if isinstance(value, tuple | list | frozenset):
        return "|".join(str(item) for item in value)
    if hasattr(value, "item"):
        value = value.item()
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)
