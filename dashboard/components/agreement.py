"""How far coders agree, one line per code; two coders at a time only where their names may be seen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from dash import html

from collabnet.scoring.agreement import RELY, TENTATIVE, failing
from dashboard.components.grid import Column, grid
from dashboard.sentences import capital, ids, records, table
from dashboard.words import N_, Say, say

if TYPE_CHECKING:
    import pandas as pd
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State

COMPARED: Final = {
    "domain": N_("which condition"),
    "facet": N_("which facet of the condition"),
    "process": N_("which way of working together"),
    "level": N_("whether it is about an organisation, a pair or the context"),
    "valence": N_("whether it helps or stands in the way"),
    "tie_state": N_("whether the relation is there"),
    "modality": N_("whether it is so, or wished, planned or possible"),
    "cause": N_("which cause"),
    "locus": N_("where the cause sits"),
    "rating": N_("how well it works (the rating)"),
    "segments": N_("which passages are a quote"),
}
"""What coders had to choose."""

COEFFICIENTS: Final = {
    "krippendorff_alpha_nominal": N_("the same or not (Krippendorff’s alpha, nominal)"),
    "krippendorff_alpha_ordinal": N_("how far apart in order (Krippendorff’s alpha, ordinal)"),
    "krippendorff_alpha_interval": N_("how far apart in steps (Krippendorff’s alpha, interval)"),
    "cohen_kappa": N_("the same or not (Cohen’s kappa)"),
    "cohen_kappa_linear": N_("how far apart in steps (Cohen’s kappa, linear weights)"),
    "cohen_kappa_quadratic": N_("how far apart, far ones counting most (Cohen’s kappa, quadratic weights)"),
    "segment_f1": N_("the part of the passages that both marked (F1)"),
}
"""How agreement was measured."""

FIRST: Final = {"rating": "krippendorff_alpha_ordinal", "segments": "segment_f1"}
"""The coefficient that a reader sees first; Krippendorff's nominal alpha where none is named."""


def agreement(seen: Seen, state: State) -> list[Component]:
    """Say how far coders agree, or what would help to find out."""
    text = say(state)
    frame = table(seen, "agreement")
    heading = html.H2(text("Agreement between coders"))
    if frame.empty:
        return [heading, html.P(_coded_once(text), className="panel")]
    first = frame["coefficient"] == frame["unit"].map(lambda unit: FIRST.get(unit, "krippendorff_alpha_nominal"))
    parts = [heading, html.P(_how_to_read(text), className="muted"), *_not_enough(text, frame)]
    parts.append(_lines(state, "agreement", frame[first], text("Agreement between coders")))
    if seen.view == "researcher" and not first.all():
        title = text("Agreement measured otherwise, and of two coders at a time")
        parts += [html.H3(title), _lines(state, "agreement_pairs", frame[~first], title, coders=True)]
    return parts


def _coded_once(text: Say) -> str:
    return text(
        "No quote was coded by two people yet, so nobody can say whether somebody else would have coded the same. It "
        "would help to have a second person code a fifth of the interviews, without seeing the first codes."
    )


def _how_to_read(text: Say) -> str:
    return text(
        "Where two people or more coded the same quote: how far did they choose the same? 1 is full agreement, 0 what "
        "chance would give. From {rely} on a code can be relied on, from {tentative} on for tentative conclusions.",
        rely=text.number(RELY, 2),
        tentative=text.number(TENTATIVE, 3),
    )


def _not_enough(text: Say, frame: pd.DataFrame) -> list[Component]:
    """Name the codes that must not be added up yet."""
    failed = failing(frame)
    codes = [_compared(text, unit) for unit in dict.fromkeys(frame["unit"]) if unit in failed]
    return [html.P(text("Coders do not agree well enough yet on: {codes}.", codes="; ".join(codes)))] if codes else []


def _lines(state: State, name: str, frame: pd.DataFrame, title: str, *, coders: bool = False) -> Component:
    text = say(state)
    hidden = () if coders else ("coders",)
    columns = [column for column in _columns(text) if column.key not in hidden]
    return grid(state, name, [_line(text, row, hidden) for row in records(frame)], columns, title=title)


def _line(text: Say, row: dict[str, Any], hidden: tuple[str, ...]) -> dict[str, object]:
    line = {
        "what": capital(_compared(text, row["unit"])),
        "measured": capital(text(COEFFICIENTS.get(row["coefficient"], row["coefficient"]))),
        "coders": text.listing(ids(row["coders"])),
        "value": row["value"],
        "interval": _interval(text, row["low"], row["high"]),
        "units": row["units"],
        "advice": text(row["advice_text"]),
    }
    return {key: value for key, value in line.items() if key not in hidden}


def _interval(text: Say, low: float, high: float) -> str:
    if math.isnan(low) or math.isnan(high):
        return ""
    return text("{low} to {high}", low=text.number(low, 2), high=text.number(high, 2))


def _compared(text: Say, unit: str) -> str:
    code, _, value = unit.partition("=")
    if value:
        return text("whether it is about: {condition}", condition=text.domain(value))
    return text(COMPARED.get(code, code))


def _columns(text: Say) -> list[Column]:
    return [
        Column("what", text("What coders chose"), width=190, grow=2, wrap=True),
        Column("measured", text("Measured by"), width=170, grow=2, wrap=True),
        Column("coders", text("Coders"), width=110),
        Column("value", text("Agreement"), "number", digits=2, width=130),
        Column("interval", text("Interval (95 %)"), width=120),
        Column(
            "units",
            text("Coded twice"),
            "number",
            width=90,
            help=text("How many times two people or more coded the same: a quote, what it says of a pair, a passage."),
        ),
        Column("advice", text("What to make of it"), width=220, grow=3, wrap=True),
    ]
