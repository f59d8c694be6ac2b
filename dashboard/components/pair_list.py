"""Pairs in one condition: those spoken of, and folded below them what the model makes of those nobody spoke of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard import picks
from dashboard.components.grid import Column, grid
from dashboard.sentences import at_wave, number, records
from dashboard.sentences import scores as read

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.sentences.lens import Lens
    from dashboard.sentences.scores import Score

HEIGHT = 420


def pair_list(it: Lens) -> list[Component]:
    """Show the pairs of one condition; nothing where none was spoken of and none is guessed."""
    return [*_spoken(it), *_unspoken(it)]


def _spoken(it: Lens) -> list[Component]:
    found, text = it.scores("dyad"), it.text
    if not found:
        return []
    rows = sorted((_pair(score, it) for score in found), key=lambda row: row["_order"])
    columns = (
        Column("source", text("From"), width=190, grow=3, wrap=True),
        Column("target", text("To"), width=190, grow=3, wrap=True),
        Column("score", text("score (interval)"), width=150),
        Column("evidence", text("evidence"), width=115),
        Column("statements", text("statements"), "number", width=135),
        Column("reporters", text("organisations"), "number", width=160),
    )
    words = text(
        "Pairs spoken of: {n}; with enough evidence for a number: {known}. Choose a row to read what both say.",
        n=len(found),
        known=sum(1 for score in found if score.known),
    )
    return [html.P(words), grid(it.state, "pairs", rows, columns, title=text("Pairs"), height=_height(len(rows), 60))]


def _pair(score: Score, it: Lens) -> dict[str, Any]:
    source_name, target_name = it.name(score.source), it.name(score.target)
    return {
        "source": source_name,
        "target": target_name,
        "score": read.short(score, it.text) if score.known else "–",
        "evidence": it.text.evidence(score.grade),
        "statements": score.statements,
        "reporters": score.reporters,
        "_pick": score.pick,
        "_order": f"{'1' if score.known else '2'} {source_name.casefold()} {target_name.casefold()}",
    }


def _unspoken(it: Lens) -> list[Component]:
    """Fold away what the model makes of expected pairs that nobody spoke of; a plain mean makes nothing of them."""
    rows = at_wave(it.seen, "predicted_pairs", it.wave)
    if rows.empty or it.plain or it.voice != "organisations":
        return []
    ties = at_wave(it.seen, "ties", it.wave)
    known = {frozenset(pair) for pair in zip(ties["source"], ties["target"], strict=True)} if len(ties) else set()
    guessed = [_guess(row, it, known) for row in records(rows[rows["domain"] == it.domain])]
    if not guessed:
        return []
    text = it.text
    words = text(
        "Expected pairs that nobody spoke of in this condition, each direction counted: {n}. What the model makes of "
        "them is a wide guess, never a score.",
        n=len(guessed),
    )
    columns = (
        Column("source", text("From"), width=190, grow=2),
        Column("target", text("To"), width=190, grow=2),
        Column("guess", text("guess"), "number", width=110),
        Column("interval", text("interval (95 %)"), width=150),
        Column("weight", text("how much it is expected"), "number", digits=2, width=160),
    )
    shown = grid(
        it.state, "pairs-not-spoken-of", sorted(guessed, key=lambda row: row["_order"]), columns,
        title=text("Expected pairs nobody spoke of"), height=_height(len(guessed)),
    )  # fmt: skip
    summary = html.Summary(text("Expected pairs nobody spoke of ({n})", n=len(guessed)))
    return [html.Div([html.P(words, className="muted"), html.Details([summary, shown], className="folded")],
                     className="not-spoken")]  # fmt: skip


def _guess(row: dict[str, Any], it: Lens, known: set[frozenset[str]]) -> dict[str, Any]:
    source, target = str(row["source"]), str(row["target"])
    low, high = (it.text.number(number(row, end)) for end in ("low", "high"))
    found = {
        "source": it.name(source),
        "target": it.name(target),
        "guess": number(row, "estimate"),
        "interval": f"{low}–{high}",
        "weight": number(row, "weight"),
        "_order": f"{it.name(source).casefold()} {it.name(target).casefold()}",
    }
    return found | {"_pick": picks.tie(source, target, "all", it.wave)} if {source, target} in known else found


def _height(rows: int, each: int = 42) -> int:
    return min(62 + each * max(rows, 2), HEIGHT)
