"""Data and methods: what was read and understood, how numbers are made, what to take along, and opening a study."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dash import html

from collabnet.exports import exports
from collabnet.findings import Finding
from collabnet.views import WITHHELD
from dashboard import taking
from dashboard.components.agreement import agreement
from dashboard.components.attributes import attributes
from dashboard.components.grid import Column, grid
from dashboard.components.how_made import how_made
from dashboard.components.opening import SEVERITIES, opening, rows_table, together
from dashboard.components.take import take
from dashboard.pages import Page
from dashboard.rows import records
from dashboard.sentences import at_wave, capital, citation, study_has, table
from dashboard.words import Say, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State


def available(seen: Seen) -> bool:
    """Tell that this page is always there."""
    del seen
    return True


def answer(seen: Seen, state: State) -> str:
    """Say what the study holds and how much was found doubtful."""
    text = say(state)
    statements = table(seen, "statements")
    findings = table(seen, "findings")
    found = _found(int((findings["severity"] != "note").sum()) if len(findings) else 0, text)
    organisations = int((table(seen, "organisations")["kind"] == "organisation").sum())
    values = {
        "statements": text.number(len(statements)),
        "organisations": text.number(organisations),
    }
    if not study_has.interviews(seen):
        told = text("{statements} ties between {organisations} organisations.", **values)
        read = study_has.read_as_untold(seen, text) or study_has.read_as(seen, text)
        return f"{told} {read} {found}"
    if "interview_id" in statements and WITHHELD not in set(statements["interview_id"]):
        interviews = statements["interview_id"].nunique()
        told = text(
            "Statements: {statements}, from interviews and documents: {interviews}, about organisations: "
            "{organisations}.",
            interviews=text.number(interviews),
            **values,
        )
        return f"{told} {found}"
    return f"{text('Statements: {statements}, about organisations: {organisations}.', **values)} {found}"


def _found(number: int, text: Say) -> str:
    """Say how much in the files is worth a look."""
    if not number:
        return text("Nothing in the files was found doubtful.")
    if number == 1:
        return text("1 thing in the files is worth a look.")
    return text("{found} things in the files are worth a look.", found=text.number(number))


def layout(seen: Seen, state: State) -> Component:
    """Return the part that is asked for."""
    text = say(state)
    parts = {
        "read": (text("What was read"), _read),
        "coverage": (text("How much we know"), _coverage),
        "formulas": (text("How numbers are made"), how_made),
        "take": (text("Take along"), _take),
    }
    if not study_has.interviews(seen):
        del parts["coverage"]
    if seen.view == "researcher":
        parts["open"] = (text("Open a study"), _open)
    part = state.option("part", "read")
    part = part if part in parts else "read"
    shown = parts[part][1]
    links = [
        html.A(word, href=state.href(part=key), **(attributes(aria_current="true") if key == part else {}))
        for key, (word, _) in parts.items()
    ]
    return html.Div(
        [html.Nav(links, className="tabs", **attributes(aria_label=text("Part of this page"))), shown(seen, state)],
        className="data-page",
    )


def manifest_file(seen: Seen, state: State) -> bytes:
    """Return how the numbers were made, as JSON."""
    del state
    return (json.dumps(seen.manifest, ensure_ascii=False, indent=2, sort_keys=True, default=str) + "\n").encode()


def _read(seen: Seen, state: State) -> Component:
    text = say(state)
    findings = table(seen, "findings")
    if seen.view != "researcher" or findings.empty:
        counted = (
            [
                text(
                    "{severity}: {number}",
                    severity=capital(text(word)),
                    number=text.number(int((findings["severity"] == key).sum())),
                )
                for key, word in SEVERITIES.items()
            ]
            if len(findings)
            else [text("Nothing was found that you should know.")]
        )
        return html.Div([html.H2(text("Findings")), html.Ul([html.Li(line) for line in counted])], className="panel")
    rows = together(state, [_finding(row) for row in records(findings)])
    remarks = [row for row in rows if row["severity"] != "note"]
    understood = [row for row in rows if row["severity"] == "note"]
    parts: list[Component] = [
        html.H2(text("Findings")),
        html.P(
            text(
                "Every remark says where it stands and what to do. Nothing was dropped, guessed or repaired in silence."
            ),
            className="muted",
        ),
    ]
    parts.append(rows_table(state, remarks) if remarks else html.P(text("Nothing to mend.")))
    if understood:
        parts += [html.H2(text("What was understood from headers and values")), _understood(state, understood)]
    said = take(state, "corrections.csv", text("What readers say is not right (CSV)"))
    return html.Section([*parts, html.Div(said, className="grid-foot")], className="stack")


def _finding(row: Mapping[str, Any]) -> Finding:
    """Return the finding of a row of the table; its sentences are patterns, which every language fills anew."""
    return Finding(
        row["code"],
        row["severity"],
        row["file"],
        int(row["row"] or 0),
        row["column"],
        row["found"],
        row.get("expected_pattern") or row["expected"],
        row.get("remedy_pattern") or row["remedy"],
        json.loads(str(row.get("values") or "{}")),
    )


def _understood(state: State, rows: list[dict[str, object]]) -> Component:
    text = say(state)
    columns = [
        Column("file", text("File"), width=140),
        Column("count", text("Times"), "number", width=80),
        Column("column", text("Column"), width=140),
        Column("found", text("Found"), width=160),
        Column("remedy", text("How it was understood"), width=300, grow=3, wrap=True),
    ]
    return grid(
        state, "understood", rows, columns, title=text("What was understood"), height=360 if len(rows) > 6 else 0
    )


def _coverage(seen: Seen, state: State) -> Component:
    text = say(state)
    rows = [
        {
            "what": capital(text.domain(row["key"]) if row["kind"] == "domain" else text.process(seen, row["key"])),
            "kind": text("condition") if row["kind"] == "domain" else text("way of working together"),
            **{
                key: row[key]
                for key in (
                    "required",
                    "required_with_statement",
                    "two_sided",
                    "one_sided",
                    "neither",
                    "interviewed",
                    "reporters_effective",
                )
            },
        }
        for row in records(at_wave(seen, "coverage", state.wave))
    ]
    columns = [
        Column("what", text("What"), width=190, grow=2),
        Column("kind", text("Kind"), width=150),
        Column("required", text("Expected pairs"), "number", width=110),
        Column("required_with_statement", text("Spoken of"), "number", width=110),
        Column("two_sided", text("Both sides"), "number", width=100),
        Column("one_sided", text("One side"), "number", width=100),
        Column("neither", text("Neither side"), "number", width=100),
        Column("interviewed", text("Interviewed"), "number", width=110),
        Column(
            "reporters_effective",
            text("Effective reporters"),
            "number",
            digits=1,
            width=120,
            help=text("How many organisations would weigh as much if all spoke equally often."),
        ),
    ]
    intro = html.P(
        text(
            "Of the pairs that are expected to work together: how many were spoken of, and from how many sides. "
            "Silence is unknown, never a no."
        ),
        className="muted",
    )
    return html.Section(
        [
            html.H2(text("How much we know")),
            intro,
            grid(state, "coverage", rows, columns, title=text("How much we know")),
            *agreement(seen, state),
        ],
        className="stack",
    )


def _take(seen: Seen, state: State) -> Component:
    text = say(state)
    cards = [_export(seen, state, name, key) for name, key in taking.files().items()]
    manifest = _card(
        text("How the numbers were made"),
        text("Versions, seed, settings and formulas; in the researcher's view also the hash of every file."),
        take(state, "manifest.json", text("Manifest (JSON)")),
        (),
    )
    cite = citation(seen, text)
    quote = html.P(
        [html.Span(cite), html.Button(text("Copy"), className="quiet", **attributes(data_copy=cite))], className="cite"
    )
    view = text(
        "Files hold what this view shows: {view}.",
        view=text("everything") if seen.view == "researcher" else text("what others may see"),
    )
    return html.Section(
        [
            html.H2(text("Take along")),
            html.P(view, className="muted"),
            html.Div([*cards, manifest], className="cards"),
            html.H2(text("How to cite")),
            quote,
        ],
        className="stack",
    )


def _export(seen: Seen, state: State, name: str, key: str) -> Component:
    text = say(state)
    one = exports()[key]
    limits = tuple(text(sentence) for sentence in one.cannot_hold(seen))
    return _card(text(one.title), text(one.sentence), take(state, name, text("Download {name}", name=name)), limits)


def _card(title: str, sentence: str, link: Component, limits: tuple[str, ...]) -> Component:
    more = [html.Ul([html.Li(line) for line in limits], className="muted small")] if limits else []
    return html.Div([html.H3(title), html.P(sentence), *more, link], className="panel take-card")


def _open(seen: Seen, state: State) -> Component:
    del seen
    return html.Section([html.H2(say(state)("Open a study")), opening(state)], className="stack")


DATA = Page(
    key="data",
    title="Data and methods",
    sentence="What was read and understood, how numbers are made, what to take along.",
    icon="data",
    order=11,
    available=available,
    answer=answer,
    layout=layout,
    files={"manifest.json": manifest_file},
)
