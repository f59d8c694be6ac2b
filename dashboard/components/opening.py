"""Opening a study: drop files, read what was found row by row with its remedy, then open it."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from dash import dcc, html

from collabnet.errors import CallError
from collabnet.findings import grouped
from collabnet.samples import samples
from dashboard import ids
from dashboard.components.grid import Column, grid
from dashboard.components.icons import icon
from dashboard.words import N_, Say, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dash.development.base_component import Component

    from collabnet.findings import Finding
    from dashboard.state import State

LARGEST = 40 * 1024 * 1024
"""Bytes of all dropped files together."""

MOST = 60
"""Files that may be dropped at once."""

SEVERITIES = {"error": N_("must be mended"), "warning": N_("worth a look"), "note": N_("understood")}


def opening(state: State) -> Component:
    """Return the place where files are dropped, and the way to the sample."""
    text = say(state)
    drop = dcc.Upload(
        html.Div(
            [
                icon("upload", size=28),
                html.Strong(text("Drop a workbook or CSV files here, or choose them")),
                html.Span(
                    text(
                        "An Excel workbook, the CSV files of a study, or one table of coded ties. Nothing leaves "
                        "this computer."
                    ),
                    className="muted",
                ),
            ],
            className="drop-inner",
        ),
        id=ids.UPLOAD,
        multiple=True,
        max_size=LARGEST,
        className="drop",
        className_active="drop over",
        className_reject="drop no",
        style={},
        style_active={},
        style_reject={},
    )
    buttons = [
        html.Button(
            text("Open the sample study {name}", name=name),
            id=ids.opener(f"sample:{name}"),
            className="button second",
            n_clicks=0,
        )
        for name in samples()
    ]
    return html.Div(
        [
            drop,
            html.Div(id=ids.UPLOADED, className="uploaded", role="status"),
            html.Div(buttons, className="sample-buttons"),
        ],
        className="opening",
    )


def decoded(contents: Sequence[str], names: Sequence[str]) -> Mapping[str, bytes]:
    """Return the bytes of dropped files, which arrive as data addresses.

    Raises
    ------
    CallError
        When they are too many, too large, or not what a browser sends.
    """
    if len(contents) > MOST:
        raise CallError(f"Expected at most {MOST} files, found {len(contents)}. Drop the files of one study only.")
    if sum(map(len, contents)) * 3 // 4 > LARGEST:
        raise CallError("Expected at most 40 MB of files, found more. Open the study with: collabnet dashboard STUDY.")
    try:
        return {
            name: base64.b64decode(content.partition(",")[2], validate=True)
            for name, content in zip(names, contents, strict=True)
        }
    except (binascii.Error, ValueError) as problem:
        raise CallError("Expected files from this page, found something else. Drop them again.") from problem


def report(state: State, findings: Sequence[Finding], *, readable: bool, names: Sequence[str]) -> Component:
    """Say what was found in dropped files, and offer to open them where they can be read."""
    text = say(state)
    errors = sum(finding.severity == "error" for finding in findings)
    parts: list[Component] = [
        html.H3(text("What was found in {files}", files=text.listing(names))),
        html.P(_summary(text, errors, len(findings) - errors)),
    ]
    if readable:
        parts.append(html.Button(text("Open this study"), id=ids.opener("whole"), className="button", n_clicks=0))
    else:
        parts.append(
            html.Button(
                text("Open it without what is wrong"),
                id=ids.opener("lenient"),
                className="button second",
                n_clicks=0,
            )
        )
    if findings:
        parts.append(table(state, findings))
    return html.Div(parts, className="panel report")


def table(state: State, findings: Sequence[Finding]) -> Component:
    """Show findings, those of one rule in one place together, each with its remedy, in the language."""
    return rows_table(state, together(state, findings))


def together(state: State, findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return a row for all findings of one rule in one place, what matters most first; the first is the example."""
    return [
        {
            "severity": group.first.severity,
            "count": group.count,
            "file": group.files(),
            "row": group.rows(),
            "column": group.columns(),
            "found": group.found(),
            "expected": group.first.expected_in(state.language),
            "remedy": group.first.remedy_in(state.language),
        }
        for group in grouped(findings)
    ]


def rows_table(state: State, rows: Sequence[Mapping[str, object]]) -> Component:
    """Show rows of findings whose sentences are in the language already."""
    text = say(state)
    columns = [
        Column("said", text("Severity"), width=110),
        Column(
            "count",
            text("Times"),
            "number",
            width=80,
            help=text("How often it was found. Rows and values are the first few; the remedy is that of the first."),
        ),
        Column("file", text("File"), width=130),
        Column("row", text("Row"), width=90),
        Column("column", text("Column"), width=120),
        Column("found", text("Found"), width=120),
        Column("expected", text("Expected"), width=220, grow=2, wrap=True),
        Column("remedy", text("What to do"), width=260, grow=3, wrap=True),
    ]
    shown = [{**row, "said": text(SEVERITIES.get(str(row["severity"]), str(row["severity"])))} for row in rows]
    return grid(
        state, "findings", shown, columns, title=text("Findings by file and row"), height=460 if len(shown) > 5 else 0
    )


def _summary(text: Say, errors: int, others: int) -> str:
    if errors == 1:
        return text(
            "1 thing must be mended before this can be analysed in full; {others} more are worth a look.",
            others=text.number(others),
        )
    if errors:
        return text(
            "{errors} things must be mended before this can be analysed in full; {others} more are worth a look.",
            errors=text.number(errors),
            others=text.number(others),
        )
    if others:
        return text("It can be opened. {others} remarks are worth a look.", others=text.number(others))
    return text("It can be opened; there is nothing to remark upon.")
