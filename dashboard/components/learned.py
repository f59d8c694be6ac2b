"""What the scoring model learned, as a table that can be taken along, and what a reader should know of its fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components.grid import Column, grid
from dashboard.sentences import capital, number, records, table
from dashboard.sentences import learned as read
from dashboard.sentences.remarks import every_remark
from dashboard.words import N_, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

MODELS = {
    read.COLLABORATION: N_("working together"),
    "context": N_("the context"),
}
"""Which of the two models a row is of."""

HEIGHT = 460


def learned(seen: Seen, state: State) -> list[Component]:
    """Show what the model learned; nothing where scores are plain means alone."""
    rows = table(seen, "model")
    if rows.empty:
        return []
    text = say(state)
    title = text("What the model learned")
    intro = text(
        "How much organisations, people and coders differ, how processes and ways of speaking shift a rating, and what "
        "all share; in points, with 95 % intervals. Where R-hat is above 1.01 or there are fewer than 400 effective "
        "draws, the chains do not agree well enough on that row. A number with too little evidence is not shown."
    )
    remarks = [html.Li(line) for line in every_remark(seen, text)]
    noted = [html.Ul(remarks, className="limits")] if remarks else []
    hidden = read.too_little(seen)
    lines = [_line(row, seen, text, hidden) for row in records(rows)]
    shown = grid(state, "model", lines, _columns(text), title=title, height=HEIGHT)
    return [html.H2(title), html.P(intro, className="muted"), *noted, shown]


def _line(row: dict[str, Any], seen: Seen, text: Say, hidden: frozenset[tuple[str, str, str]]) -> dict[str, Any]:
    model, domain, wave = str(row["model"]), str(row["domain"]), str(row["wave"])
    known = (model, domain, wave) not in hidden
    about = [text.domain(domain)] if domain else []
    return {
        "model": text(MODELS.get(model, model)),
        "what": capital(read.parameter(seen, str(row["parameter"]), text)),
        "about": ", ".join([*about, text.wave(seen, wave)] if wave else about),
        "value": number(row, "value") if known else None,
        "interval": text("{low} to {high}", **_ends(row, text)) if known else "",
        **{name: number(row, name) for name in ("rhat", "ess", "levels")},
    }


def _ends(row: dict[str, Any], text: Say) -> dict[str, str]:
    ends = {name: number(row, name) for name in ("low", "high")}
    return {name: f"{'−' if end < 0 else ''}{text.number(abs(end), 1)}" for name, end in ends.items()}


def _columns(text: Say) -> list[Column]:
    return [
        Column("what", text("What"), width=190, grow=3, wrap=True),
        Column("about", text("About"), width=130, grow=2, wrap=True),
        Column("value", text("Points"), "number", digits=1, width=100),
        Column("interval", text("Interval (95 %)"), width=118),
        Column("rhat", "R-hat", "number", digits=3, width=92, help=text("1 where the chains agree; at most 1.01.")),
        Column("ess", text("Effective draws"), "number", width=108, help=text("At least 400 are asked.")),
        Column("levels", text("How many"), "number", width=95, help=text("How many of the kind there are.")),
        Column("model", text("Model of"), width=112, wrap=True),
    ]
