"""A score: its number and interval, and how it was made, with this study's values, from the organisations' means."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components.capacity_facts import capacity_facts
from dashboard.components.facts import facts, section
from dashboard.components.prose import score
from dashboard.components.score_made import evidence_line, made_by_model
from dashboard.evidence import Evidence, Kind
from dashboard.rows import records
from dashboard.sentences import capital, table
from dashboard.sentences import ids as several
from dashboard.sentences.derivation import derivation
from dashboard.sentences.method import MODEL, by_method, chosen
from dashboard.sentences.scores import group_label, score_of
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.derivation import Vote
    from dashboard.sentences.scores import Score
    from dashboard.state import State
    from dashboard.words import Say


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find one score and what it rests on."""
    level, subject, domain, wave, voice = parts
    seen = by_method(seen, chosen(seen, state))
    frame = table(seen, "scores")
    if frame.empty:
        return None
    found = frame[
        (frame["level"] == level)
        & (frame["subject"] == subject)
        & (frame["domain"] == domain)
        & (frame["wave"] == wave)
        & (frame["voice"] == voice)
    ]
    if found.empty:
        return None
    text = say(state)
    row = records(found)[0]
    working = derivation(seen, score_of(row))
    votes = sorted(working.votes, key=lambda vote: (vote.mean, vote.voter)) if working is not None else []
    shown = [
        html.Div(score(state, row), className="drawer-number"),
        *_reading(text, row),
        _made(seen, text, row, votes),
        *capacity_facts(seen, state, row),
    ]
    own = several(row.get("own_evidence", ""))
    title = text("{domain}: {about}", domain=capital(text.domain(domain)), about=about(seen, text, row))
    return Evidence(
        kind=text("score, {level}", level=text.level(level)),
        title=title,
        parts=tuple(shown),
        statements=(
            (text("What it rests on"), several(row["evidence"])),
            (_own_title(text, row), own),
        ),
        withheld=int(row.get("evidence_withheld", 0) or 0),
        correctable=True,
    )


def _own_title(text: Say, row: dict[str, Any]) -> str:
    if row["method"] != MODEL:
        return text("What it says of itself (not in the number)")
    if score_of(row).own_words:
        return text("What it says of itself (counts as it is)")
    return text("What it says of itself (counts, after a correction for speaking of oneself)")


def about(seen: Seen, text: Say, row: dict[str, Any]) -> str:
    """Say whom a score is about."""
    level, subject = row["level"], str(row["subject"])
    if level == "dyad":
        return text("{source} → {target}", source=text.name(seen, row["source"]), target=text.name(seen, row["target"]))
    if level == "sector":
        first, _, last = subject.partition(">")
        return text(
            "{source} → {target}",
            source=text.label(seen, row["source"] or first),
            target=text.label(seen, row["target"] or last),
        )
    if level in ("organisation_in", "organisation_out"):
        return text.name(seen, subject)
    if level in ("network", "context"):
        return text.level(level)
    return group_label(subject, seen, text)


def _reading(text: Say, row: dict[str, Any]) -> list[Component]:
    """Say what the number means: reporters, the level agreed, the chance to lie below it, whom it does not hear."""
    lines = []
    if row["grade"] == "D":
        lines.append(
            text(
                "Too few organisations speak of this, or they differ too much, for a number. One or two more "
                "interviews would help."
            )
        )
    lines += _remarks(text, score_of(row))
    if row["aim_is"] == "set" and not _none(row["p_below_aim"]):
        below = float(row["p_below_aim"])
        lines.append(
            text(
                "The network agreed on {aim}. That it lies below is: {chance}.",
                aim=text.number(row["aim"]),
                chance=text.probability(below),
            )
        )
    return [html.P(line) for line in lines]


def _remarks(text: Say, it: Score) -> list[str]:
    """Say whom a score does not hear, that it rests on self-report, and that it contradicts the plain mean."""
    lines = []
    if not it.heard:
        lines.append(text("The organisation itself was not interviewed: this is what partners report."))
    if it.own_words:
        lines.append(
            text(
                "Nearly all that is rated here is what organisations say of themselves. How they judge themselves is "
                "not corrected for, and makes the interval wider."
            )
        )
    if it.known and it.contradicted:
        plain = text.number(it.plain_outside)
        lines.append(text("The plain mean of the organisations ({plain}) lies outside the interval.", plain=plain))
    return lines


def _made(seen: Seen, text: Say, row: dict[str, Any], votes: list[Vote]) -> Component:
    if row["method"] == MODEL:
        return made_by_model(seen, text, row)
    parts: list[Component] = []
    if votes:
        parts.append(_table(seen, text, votes))
    told = [(text("Evidence"), evidence_line(text, row))]
    if row["grade"] != "D":
        told = [
            (text("Mean of the organisations"), _mean(text, row, votes)),
            (text("Interval (95 %)"), _interval(text, row)),
            *told,
        ]
    parts.append(facts(told))
    rule = html.P(
        text(
            "Each organisation has one vote: coders are averaged within a quote, quotes within an interview, "
            "interviews within an organisation. A rating of 0 to 4 counts 25 points a step. The 0–100 scale is ours."
        ),
        className="muted small",
    )
    return section(text("How this number was made"), *parts, rule)


def _table(seen: Seen, text: Say, votes: list[Vote]) -> Component:
    head = html.Tr(
        [
            html.Th(text("Organisation"), scope="col"),
            html.Th(text("Statements"), scope="col", className="figures"),
            html.Th(text("Mean"), scope="col", className="figures"),
        ]
    )
    body = [
        html.Tr(
            [
                html.Th(text.name(seen, vote.voter), scope="row"),
                html.Td(text.number(vote.statements), className="figures"),
                html.Td(text.number(vote.mean, 1 if vote.mean % 1 else 0), className="figures"),
            ]
        )
        for vote in votes
    ]
    return html.Table([html.Thead(head), html.Tbody(body)], className="plain")


def _mean(text: Say, row: dict[str, Any], votes: list[Vote]) -> str:
    mean = text.number(row["estimate"], 1)
    if not 2 <= len(votes) <= 6:
        return mean
    total = " + ".join(text.number(vote.mean, 1 if vote.mean % 1 else 0) for vote in votes)
    return text("({sum}) / {number} = {mean}", sum=total, number=text.number(len(votes)), mean=mean)


def _interval(text: Say, row: dict[str, Any]) -> str:
    low, high, number = text.number(row["low"], 1), text.number(row["high"], 1), int(row["reporters"])
    if number < 2:
        return text("0 to 100: one organisation cannot tell how much others would differ")
    return text(
        "{low} to {high}: Student-t on {number} means, with a spread not below that of all such scores of this "
        "condition",
        low=low,
        high=high,
        number=text.number(number),
    )


def _none(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


SCORE = Kind("score", find)
