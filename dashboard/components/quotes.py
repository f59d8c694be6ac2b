"""Statements and the words they rest on: who said it, when, in which language, and what coders read in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html

from collabnet.domains import ANCHORS
from collabnet.views import WITHHELD
from dashboard import ids
from dashboard.rows import records
from dashboard.sentences import ids as several
from dashboard.sentences import study_has
from dashboard.words import N_, Say, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State

AT_FIRST = 12
"""Statements shown before the rest folds away."""

VALENCES = {
    "barrier": N_("named as a barrier"),
    "mixed": N_("both helps and hinders"),
    "enabler": N_("named as a help"),
}
MODALITIES = {
    "conditional": N_("on a condition"),
    "hypothetical": N_("only supposed"),
    "wished": N_("a wish"),
    "planned": N_("planned"),
    "should": N_("what ought to be"),
}
KINDS = {
    "document": N_("document"),
    "report": N_("report"),
    "focus_group": N_("focus group"),
    "person": N_("young person"),
    "questionnaire": N_("questionnaire"),
    "observation": N_("observation"),
}


def rows(seen: Seen, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Return the statements of some ids, in the order asked for, each once."""
    table = seen.tables["statements"]
    wanted = list(dict.fromkeys(keys))
    found = {row["statement_id"]: row for row in records(table[table["statement_id"].isin(wanted)])}
    return [found[key] for key in wanted if key in found]


def cards(seen: Seen, state: State, keys: Sequence[str], *, place: str) -> Component:
    """Show statements as cards; after the first dozen the rest folds away."""
    text = say(state)
    made: list[Component] = [card(seen, state, row, place=place) for row in rows(seen, keys)]
    if not made:
        return html.P(text("No statement may be shown here."), className="muted")
    first, rest = made[:AT_FIRST], made[AT_FIRST:]
    more = (
        [
            html.Details(
                [
                    html.Summary(text("Show {number} more", number=text.number(len(rest)))),
                    html.Div(rest, className="quotes"),
                ]
            )
        ]
        if rest
        else []
    )
    return html.Div([*first, *more], className="quotes")


def card(seen: Seen, state: State, row: Mapping[str, Any], *, place: str) -> Component:
    """Show one statement: its words, who said them, and how it was coded."""
    text = say(state)
    foot = html.Footer(
        [
            html.Span(_speaker(seen, text, row), className="quote-who"),
            html.Span(_circumstances(text, row), className="muted"),
        ]
    )
    coded = coding(seen, text, row)
    link = html.Button(
        text("statement {id}", id=row["statement_id"]),
        id=ids.pick(f"statement:{row['statement_id']}", place=place),
        className="pick small",
    )
    return html.Article(
        [_words(seen, text, row), foot, html.P([html.Span(coded), link], className="coded")], className="quote"
    )


def coding(seen: Seen, text: Say, row: Mapping[str, Any]) -> str:
    """Say how a statement was coded, in words."""
    parts = [
        _about(seen, text, row),
        text.process(seen, row["process"]) if _said(row["process"]) else "",
        _topic(text, row),
        rating(text, row),
        _state(text, row),
        text(MODALITIES[row["modality"]]) if row["modality"] in MODALITIES else "",
        text.listing(text.cause(key) for key in several(row["cause"])) if _said(row["cause"]) else "",
        text.locus(row["locus"]) if _said(row["locus"]) else "",
        text("hangs on one person") if row.get("depends_on_person") is True else "",
    ]
    return " · ".join(part for part in parts if part)


def rating(text: Say, row: Mapping[str, Any]) -> str:
    """Say a rating as its anchor: *mostly works (3 of 4)*; or the direction alone."""
    value = row["rating"]
    if isinstance(value, float) and not math.isnan(value):
        anchor = ANCHORS[min(max(round(value), 0), 4)]
        return text(
            "{anchor} ({rating} of 4)", anchor=text(anchor), rating=text.number(value, 0 if value == int(value) else 1)
        )
    return text(VALENCES[row["valence"]]) if row["valence"] in VALENCES else ""


def _words(seen: Seen, text: Say, row: Mapping[str, Any]) -> Component:
    quote, paraphrase = row["quote"], row["paraphrase"]
    if _said(quote):
        flag = (
            []
            if row["cleared"] in ("yes", WITHHELD)
            else [html.Span(text("not cleared: not for others"), className="badge")]
        )
        return html.Div(
            [html.Blockquote(quote, lang=row["quote_language"] if _said(row["quote_language"]) else None), *flag]
        )
    if _said(paraphrase):
        return html.Div(
            [
                html.P(paraphrase, className="paraphrase"),
                html.Span(text("in the researcher's words"), className="muted small"),
            ]
        )
    return html.P(_no_words(seen, text, row), className="muted")


def _no_words(seen: Seen, text: Say, row: Mapping[str, Any]) -> str:
    if WITHHELD in (row["quote"], row["paraphrase"]):
        return text("Words not shown: not cleared for others.")
    if study_has.interviews(seen):
        return text("No words were kept.")
    return text("Row {row} of {file}.", row=row["row"], file=row["file"])


def _speaker(seen: Seen, text: Say, row: Mapping[str, Any]) -> str:
    reporter = row["reporter"]
    if reporter == WITHHELD:
        return (
            text("an organisation that was interviewed")
            if row["voice"] == "organisations"
            else text.voice(row["voice"])
        )
    if reporter:
        return text.name(seen, reporter)
    if not study_has.interviews(seen):
        return ""
    return text(KINDS.get(row["interview_kind"], N_("source not named")))


def _circumstances(text: Say, row: Mapping[str, Any]) -> str:
    coder, language = row["coder"], row["quote_language"]
    parts = [
        text.date(row["date"]) if _said(row.get("date", "")) else "",
        language.upper() if _said(language) else "",
        text("coded by {coder}", coder=coder) if _said(coder) else "",
    ]
    return " · ".join(part for part in parts if part)


def _about(seen: Seen, text: Say, row: Mapping[str, Any]) -> str:
    source, targets = row["source"], [key for key in several(row["target"]) if key != WITHHELD]
    if not _said(source) or not targets:
        return text.name(seen, source) if _said(source) and source != row["reporter"] else ""
    names = text.listing(text.name(seen, key) for key in targets)
    return text("{source} → {target}", source=text.name(seen, source), target=names)


def _topic(text: Say, row: Mapping[str, Any]) -> str:
    if not _said(row["domain"]):
        return ""
    if not _said(row["facet"]):
        return text.domain(row["domain"])
    return text("{domain}: {facet}", domain=text.domain(row["domain"]), facet=text.facet(row["domain"], row["facet"]))


def _state(text: Say, row: Mapping[str, Any]) -> str:
    words = {
        "present": text("works together"),
        "absent": text("does not work together"),
        "ended": text("worked together once"),
    }
    return words.get(row["tie_state"], "")


def _said(value: Any) -> bool:
    return isinstance(value, str) and value not in ("", WITHHELD)


def of(seen: Seen, **wanted: str) -> pd.DataFrame:
    """Return the statements whose columns hold certain words; a column of targets is searched inside."""
    table = seen.tables["statements"]
    keep = pd.Series(True, index=table.index)
    for column, word in wanted.items():
        keep &= (
            table[column].map(lambda cell, word=word: word in several(cell))
            if column == "target"
            else table[column] == word
        )
    return table[keep]
