"""How a score of the model was made, short: what it is the sum of, what was taken out, what lies beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components.facts import facts, section
from dashboard.components.formula_model import coders
from dashboard.sentences import made as read
from dashboard.sentences.method import plain_of
from dashboard.sentences.scores import scores

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.made import Made
    from dashboard.sentences.scores import Score
    from dashboard.words import Say


def made_by_model(seen: Seen, text: Say, row: dict[str, Any]) -> Component:
    """Show how the model came to the score of a row."""
    it = read.made_of(row)
    plain = _plain(seen, row)
    said = (read.known_behind(it, text), read.certainty(it, text), read.beside(it, plain, text), coders(it, text))
    rule = text("A rating of 0 to 4 counts 25 points a step. The 0–100 scale is ours.")
    parts = [
        html.P(_taken_out(it, text, str(row["level"]))),
        facts(_facts(it, text, row)),
        *(html.P(line) for line in said if line),
        html.P(rule, className="muted small"),
    ]
    return section(text("How this number was made"), html.Div(parts, className="made"))


def _taken_out(it: Made, text: Say, level: str) -> str:
    if level == "context":
        return text(
            "By a model of what is said of the context: how severely people judge and coders rate is taken out, and "
            "few statements are drawn towards what is usual."
        )
    if it.expected:
        return text(
            "By the model: how severely people judge and coders rate is taken out, few statements are drawn towards "
            "what is known of others, and the number stands for all expected pairs."
        )
    if not it.pairs:
        return text(
            "By the model: how severely people judge and coders rate is taken out, and few statements are drawn "
            "towards what is known of others. It stands for organisations as they are spoken of, not for pairs."
        )
    return text(
        "By the model: how severely people judge and coders rate is taken out, and few statements are drawn towards "
        "what is known of others. It stands for the pairs that were spoken of."
    )


def _facts(it: Made, text: Say, row: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    line = read.sum_line(it, text) if row["level"] != "context" else ""
    if line:
        found.append((text("Common level + source + target + relation"), line))
    if it.known:
        low, high = text.number(row["low"], 1), text.number(row["high"], 1)
        told = text("{low} to {high}: 95 % of the scores that the model draws lie in it", low=low, high=high)
        found.append((text("Interval (95 %)"), told))
    return [*found, (text("Evidence"), evidence_line(text, row))]


def evidence_line(text: Say, row: dict[str, Any]) -> str:
    """Say how much a score rests on; the width of the interval as well, which decides about it."""
    return text(
        "{word}: organisations {reporters}, statements {statements}, interval {width} points wide",
        word=text.evidence(row["grade"]),
        reporters=text.number(row["reporters"]),
        statements=text.number(row["statements"]),
        width=text.number(row["high"] - row["low"]),
    )


def _plain(seen: Seen, row: dict[str, Any]) -> Score | None:
    found = scores(seen, row["wave"], row["level"], domain=row["domain"], voice=row["voice"])
    score = next((one for one in found if one.subject == row["subject"]), None)
    return plain_of(seen, score) if score is not None else None
