"""Organisations in three groups beside the whole network or the level agreed, by name; long lists are folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components import controls
from dashboard.components.picture import framed
from dashboard.components.prose import pick_button
from dashboard.components.score_rows import score_rows, score_table
from dashboard.sentences import capital
from dashboard.sentences import scores as read
from dashboard.sentences import standings as beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.sentences.lens import Lens
    from dashboard.sentences.scores import Score
    from dashboard.sentences.standings import Standings

SIDES = ("organisation_in", "organisation_out")
FEW = 8
"""Organisations up to which a group that says nothing is shown unfolded."""


def organisations(it: Lens) -> list[Component]:
    """Show organisations by where they stand; nothing where nobody spoke of any."""
    if not any(it.scores(side) for side in SIDES):
        return []
    side = it.state.option("side", SIDES[0])
    chosen = side if side in SIDES else SIDES[0]
    found = beside.standings(it.seen, it.wave, it.domain, chosen, it.text, voice=it.voice)
    words = {level: capital(it.text.level(level)) for level in SIDES}
    switch = controls.bar(controls.segments(it.state, "side", it.text("seen from"), words, default=SIDES[0]))
    if not found.count():
        return [switch, html.P(it.text("Nobody spoke of organisations in this way."), className="muted")]
    return [switch, _standings(found, it)]


def _standings(found: Standings, it: Lens) -> Component:
    blocks = [_group(found, group, it) for group in ("below", "unclear", "above") if found.groups[group]]
    every = [score for group in found.groups.values() for score in group]
    caption = it.text(
        "In alphabetical order within each group, not a ranking; {organisations}; {wave}.",
        organisations=_count(found.count(), it),
        wave=it.when(),
    )
    shown = [html.Div(blocks, className="standings")] if blocks else []
    return framed(
        html.Div([*shown, *_hidden(found, it)], className="standings"),
        title=beside.standings_title(found, it.domain, it.text),
        caption=caption if not blocks else f"{caption} {beside.meaning(it.text)}",
        table=score_table([(it.name(score.subject), score) for score in every], it.text("organisation"), it.text),
        summary=it.text("The same as a table"),
    )


def _group(found: Standings, group: str, it: Lens) -> Component:
    members = found.groups[group]
    named = [(read.subject_label(score, it.seen, it.text), score) for score in members]
    reference = None if found.is_aim else found.reference
    rows = html.Div(score_rows(named, it, place=f"organisations-{group}", reference=reference), className="track-rows")
    if group == "unclear" and len(members) > FEW:
        word = it.text("Cannot tell: {organisations}", organisations=_count(len(members), it))
        return html.Details([html.Summary(word, className="standing"), rows], className="folded")
    title = html.H4(it.text(found.titles[group]), className=f"standing standing-{group}")
    return html.Div([title, rows], className="track-rows")


def _hidden(found: Standings, it: Lens) -> list[Component]:
    members = found.groups["hidden"]
    if not members:
        return []
    why = html.P(beside.too_little_known(found, it.seen, it.wave, it.domain, it.text), className="muted")
    count, alone = _count(len(members), it), len(members) == found.count()
    word = (
        it.text("{organisations}, by name", organisations=count)
        if alone
        else it.text("Not enough evidence yet: {organisations}", organisations=count)
    )
    names = html.P(_names(members, it), className="name-list")
    summary = html.Summary(word, className="standing")
    fold = html.Details([summary, names], className="folded", open=len(members) <= FEW and not alone)
    return [html.Div([why, fold], className="not-enough")]


def _names(members: Sequence[Score], it: Lens) -> list[Component | str]:
    names: list[Component | str] = []
    for score in members:
        names += [pick_button(it.name(score.subject), score.pick, place="organisations-hidden"), " "]
    return names


def _count(number: int, it: Lens) -> str:
    return it.text("1 organisation") if number == 1 else it.text("{n} organisations", n=number)
