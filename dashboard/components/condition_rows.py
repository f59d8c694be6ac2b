"""How well the conditions work, a row each: what it means, the score on its track, what changed, where it sits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from collabnet.domains import domains
from dashboard.components.icons import icon
from dashboard.components.picture import framed
from dashboard.components.prose import evidence, sentence, term
from dashboard.components.score_rows import mark
from dashboard.components.twin import twin
from dashboard.figures import bars
from dashboard.figures.track import scale, track
from dashboard.sentences import capital, changes, scores, source
from dashboard.sentences.method import MODEL
from dashboard.sentences.what_would_help import little_known, most_helpful
from dashboard.words import Say, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.state import State


def condition_rows(found: Mapping[str, Score], seen: Seen, state: State, wave: str) -> Component:
    """Show the score of the whole network in each condition, with its title and its table."""
    text = say(state)
    aims = any(score.aim is not None for score in found.values())
    head = html.Div(
        [html.Span(), scale(aim=text("level agreed") if aims else ""), html.Span(), html.Span()],
        className="score-row score-head",
    )
    rows = [_row(score, tuple(found.values()), seen, state, text) for score in found.values()]
    inner = [html.Div([head, *rows], className="score-rows"), *_legend(found, seen, wave, text)]
    return framed(
        html.Div(inner),
        title=scores.scores_title(dict(found), text),
        caption=_caption(found, text, text.wave(seen, wave)),
        table=_table(found, seen, text),
        summary=text("The same as a table"),
    )


def domain_name(key: str, text: Say) -> Component:
    """Show a condition with its icon and colour."""
    known = domains().get(key)
    symbol = icon(
        known.icon if known else "circle", colour=f"var(--domain-{key}, {known.colour if known else '#555555'})"
    )
    return html.Div([symbol, html.Span(capital(text.domain(key)))], className="domain")


def _row(score: Score, others: tuple[Score, ...], seen: Seen, state: State, text: Say) -> Component:
    said = scores.reading(score, others, text) if score.known else little_known(score, seen, text)
    words = sentence(state, said, source=source(seen, score.wave, text), pick=score.pick, place="conditions")
    number = html.Div(
        [
            html.Span(scores.short(score, text) if score.known else "–", className="score-number"),
            evidence(state, score.grade),
            *_flags(score, state, text),
        ],
        className="score",
    )
    return html.Div(
        [
            domain_name(score.domain, text),
            track(mark(score), dark=state.dark),
            number,
            html.Div(_sits(score, seen, text), className="score-sits"),
            html.Div([words, *_more(score, others, seen, text)], className="score-said"),
        ],
        className="score-row",
    )


def _flags(score: Score, state: State, text: Say) -> list[Component]:
    """Say where coders do not agree well enough on what a score rests on."""
    if not score.flags:
        return []
    return [html.Span(term(state, "coders differ", shown=text("coders differ")), className="flag")]


def _more(score: Score, others: tuple[Score, ...], seen: Seen, text: Say) -> list[Component]:
    """Say what changed since the wave before; of a score with too little evidence, what would help.

    Where no condition has a score, that is said once, below all of them.
    """
    said = changes.since(seen, score, text)
    if not score.known and any(other.known for other in others):
        said = most_helpful(score, seen, text)
    return [html.P(said, className="muted small")] if said else []


def _sits(score: Score, seen: Seen, text: Say) -> list[Component]:
    shares = scores.where_it_sits(seen, score.domain, score.wave)
    if not shares:
        return []
    return [bars.shares(shares), html.Span(scores.sits_sentence(shares, text), className="muted small")]


def _legend(found: Mapping[str, Score], seen: Seen, wave: str, text: Say) -> list[Component]:
    if not any(scores.where_it_sits(seen, key, wave) for key in found):
        return []
    parts = {part: text.locus(part) for part in scores.PARTS}
    words = html.Span(text("where people say it sits:"), className="muted small")
    return [html.Div([words, bars.legend(parts, of="share-part")], className="sits-legend")]


def _caption(found: Mapping[str, Score], text: Say, when: str) -> str:
    people = text.number(max(score.reporters for score in found.values()))
    modelled = [score for score in found.values() if score.method == MODEL]
    if modelled and all(score.basis == "required" for score in modelled):
        return text(
            "0 absent or blocks – 100 works reliably; bars are 95 % intervals. A score stands for all expected pairs, "
            "from what up to {n} organisations say; {wave}.",
            n=people,
            wave=when,
        )
    if modelled:
        return text(
            "0 absent or blocks – 100 works reliably; bars are 95 % intervals. A score stands for the pairs that up "
            "to {n} organisations spoke of; {wave}.",
            n=people,
            wave=when,
        )
    return text(
        "0 absent or blocks – 100 works reliably; bars are 95 % intervals; one vote for each "
        "organisation that speaks, up to {n}; {wave}.",
        n=people,
        wave=when,
    )


def _table(found: Mapping[str, Score], seen: Seen, text: Say) -> Component:
    headings = (text("condition"), text("score (interval)"), text("evidence"), text("since the wave before"),
                text("statements"), text("organisations"))  # fmt: skip
    rows = [
        (
            capital(text.domain(score.domain)),
            scores.short(score, text),
            _evidence(score, text),
            changes.since(seen, score, text) or "–",
            text.number(score.statements),
            text.number(score.reporters),
        )
        for score in found.values()
    ]
    return twin(headings, rows, numbers=2)


def _evidence(score: Score, text: Say) -> str:
    word = text.evidence(score.grade)
    return text("{word}; coders differ", word=word) if score.flags else word
