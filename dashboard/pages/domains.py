"""Domains (on screen: conditions): between sectors, groups, organisations and pairs; and how a score is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from collabnet.domains import domains
from dashboard.components import controls, states
from dashboard.components.formula import formula
from dashboard.components.grid import Column, grid
from dashboard.components.links import connections
from dashboard.components.picture import framed
from dashboard.components.prose import pick_button, sentence
from dashboard.components.score_rows import score_rows, score_table
from dashboard.components.sector_map import sector_map
from dashboard.pages import Page
from dashboard.sentences import capital, source
from dashboard.sentences import scores as read
from dashboard.sentences import standings as beside
from dashboard.sentences.lens import Lens, lens, voices
from dashboard.sentences.method import METHODS, MODEL, OPTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.sentences.standings import Standings
    from dashboard.state import State

SIDES = ("organisation_in", "organisation_out")
MOST_GROUPS = 14
PAIRS_HEIGHT = 420


def available(seen: Seen) -> bool:
    """Tell whether anything was scored."""
    return len(seen.tables.get("scores", ())) > 0


def answer(seen: Seen, state: State) -> str:
    """Say how the chosen condition does in the whole network."""
    it = lens(seen, state)
    chosen = it.whole()
    if chosen is None:
        return ""
    others = read.by_domain(it.seen, it.wave, voice=it.voice).values()
    meaning = read.reading(chosen, others, it.text)
    if not chosen.known:
        return it.text("{domain}: {sentence}", domain=it.title(), sentence=meaning)
    if it.plain:
        return it.text(
            "{domain}, plain mean: {score}. {sentence}",
            domain=it.title(),
            score=read.short(chosen, it.text),
            sentence=meaning,
        )
    return it.text(
        "{domain}: {score}. {sentence}", domain=it.title(), score=read.short(chosen, it.text), sentence=meaning
    )


def layout(seen: Seen, state: State) -> Component:
    """Show one condition from the level at which interviews can speak down to pairs, then how scores are made."""
    it = lens(seen, state)
    every = (_sectors(it), _groups(it), _organisations(it), _links(it), _pairs(it), _made(it))
    shown = [part for part in every if part]
    if not shown:
        words = it.text("Nobody spoke of {domain} at this moment of interviewing.", domain=it.text.domain(it.domain))
        shown = [states.empty(state, words)]
    return html.Div([_controls(it), *shown], className="reading")


def _controls(it: Lens) -> Component:
    names = {key: capital(it.text.domain(key)) for key in read.scored_domains(it.seen)}
    shown = [controls.select(it.state, "domain", it.text("condition"), names, default=it.domain)]
    who = {voice: it.text.voice(voice) for voice in voices(it.seen)}
    if len(who) > 1:
        shown.append(controls.segments(it.state, "voice", it.text("who speaks"), who, default="organisations"))
    if it.both:
        ways = {method: it.text(word) for method, word in METHODS.items()}
        shown.append(controls.segments(it.state, OPTION, it.text("score"), ways, default=MODEL))
    known = domains().get(it.domain)
    about = [html.P(it.text(known.sentence), className="muted")] if known else []
    return html.Div([controls.bar(*shown), *about], className="control-block")


def _section(title: str, *inner: Component) -> Component:
    return html.Section([html.H2(title), *inner], className="page-part")


def _sectors(it: Lens) -> Component | None:
    drawn = sector_map(it)
    return _section(it.text("Between sectors"), drawn) if drawn else None


def _groups(it: Lens) -> Component | None:
    known = (score for score in it.scores("group") if score.known and not score.subject.startswith("sector="))
    found = sorted(known, key=lambda score: read.group_order(score.subject))[:MOST_GROUPS]
    if not found:
        return None
    named = [(read.group_label(score.subject, it.seen, it.text), score) for score in found]
    whole = it.whole()
    rows = score_rows(named, it, place="groups", reference=whole.value if whole and whole.known else None)
    caption = it.text(
        "What partners meet at organisations of each group; groups with too little evidence are left out; {wave}.",
        wave=it.when(),
    )
    drawn = framed(
        html.Div(rows, className="track-rows"),
        title=read.groups_title(found, it.domain, it.seen, it.text),
        caption=caption,
        table=score_table(named, it.text("group"), it.text),
        summary=it.text("The same as a table"),
    )
    return _section(it.text("Between groups"), drawn)


def _organisations(it: Lens) -> Component | None:
    if not any(it.scores(side) for side in SIDES):
        return None
    side = it.state.option("side", SIDES[0])
    found = beside.standings(it.seen, it.wave, it.domain, side if side in SIDES else SIDES[0], it.text, voice=it.voice)
    words = {level: capital(it.text.level(level)) for level in SIDES}
    switch = controls.bar(controls.segments(it.state, "side", it.text("seen from"), words, default=SIDES[0]))
    title = it.text("Organisations")
    if not found.count():
        return _section(title, switch, html.P(it.text("Nobody spoke of organisations in this way."), className="muted"))
    return _section(title, switch, _standings(found, it))


def _standings(found: Standings, it: Lens) -> Component:
    blocks = [_group(found, group, it) for group in ("below", "unclear", "above") if found.groups[group]]
    inner = [html.Div(blocks, className="standings"), *_hidden(found.groups["hidden"], it)]
    every = [score for group in found.groups.values() for score in group]
    caption = it.text(
        "In alphabetical order within each group, not a ranking; {n} organisations; {wave}.",
        n=found.count(),
        wave=it.when(),
    )
    return framed(
        html.Div(inner),
        title=beside.standings_title(found, it.domain, it.text),
        caption=caption,
        table=score_table([(it.name(score.subject), score) for score in every], it.text("organisation"), it.text),
        summary=it.text("The same as a table"),
    )


def _group(found: Standings, group: str, it: Lens) -> Component:
    named = [(read.subject_label(score, it.seen, it.text), score) for score in found.groups[group]]
    reference = None if found.is_aim else found.reference
    rows = score_rows(named, it, place=f"organisations-{group}", reference=reference)
    title = html.H4(it.text(found.titles[group]), className=f"standing standing-{group}")
    return html.Div([title, *rows], className="track-rows")


def _hidden(members: Sequence[Score], it: Lens) -> list[Component]:
    if not members:
        return []
    names: list[Component | str] = []
    for score in members:
        names += [pick_button(it.name(score.subject), score.pick, place="organisations-hidden"), " "]
    why = it.text(
        "Fewer than two organisations speak of these, or their accounts lie too far apart; another "
        "interview would help."
    )
    return [
        html.H4(it.text(beside.GROUPS["hidden"]), className="standing"),
        html.P(why, className="muted small"),
        html.P(names, className="name-list"),
    ]


def _links(it: Lens) -> Component | None:
    drawn = connections(it)
    return _section(it.text("What people connect with it"), drawn) if drawn else None


def _pairs(it: Lens) -> Component | None:
    found = it.scores("dyad")
    if not found:
        return None
    text = it.text
    rows = sorted((_pair(score, it) for score in found), key=lambda row: row["_order"])
    columns = (
        Column("source", text("From"), width=190, grow=2),
        Column("target", text("To"), width=190, grow=2),
        Column("score", text("score (interval)"), width=200),
        Column("evidence", text("evidence"), width=120),
        Column("statements", text("statements"), "number", width=130),
        Column("reporters", text("organisations"), "number", width=145),
    )
    words = text(
        "{n} pairs were spoken of; {known} rest on enough evidence for a number. Choose a row to read what both say.",
        n=len(found),
        known=sum(1 for score in found if score.known),
    )
    height = min(62 + 42 * len(rows), PAIRS_HEIGHT)
    return _section(
        text("Pairs"), html.P(words), grid(it.state, "pairs", rows, columns, title=text("Pairs"), height=height)
    )


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


def _made(it: Lens) -> Component | None:
    choices = _explained(it)
    if not choices:
        return None
    default = next(iter(choices))
    chosen = it.state.option("explain", default)
    score = choices[chosen if chosen in choices else default]
    names = {code: _named(item, it) for code, item in choices.items()}
    asked = controls.select(it.state, "explain", it.text("score to explain"), names, default=default, searchable=True)
    words = it.text(
        "The conditions come from research; the scale of 0 to 100 is collabnet’s own. Conditions are never added up "
        "into one number: a strong one does not make up for a weak one."
    )
    note = sentence(it.state, words, source=source(it.seen, it.wave, it.text))
    inner = html.Div([controls.bar(asked), formula(score, it.seen, it.state), note], className="panel")
    return _section(it.text("How a score is made"), inner)


def _explained(it: Lens) -> dict[str, Score]:
    found = [score for level in ("network", "sector", "organisation_in") for score in it.scores(level)]
    return {f"{score.level}:{score.subject}": score for score in found if score.known or score.level == "network"}


def _named(score: Score, it: Lens) -> str:
    if score.level == "sector":
        return it.text("{source} of {target}", source=it.label(score.source), target=it.label(score.target))
    if score.level == "network":
        return capital(it.text("the whole network"))
    return read.subject_label(score, it.seen, it.text)


PAGE = Page(
    key="domains",
    title="Domains",
    sentence="How well each condition for working together does: between sectors, groups, organisations and pairs.",
    icon="domains",
    order=3,
    available=available,
    answer=answer,
    layout=layout,
    needs=("statements",),
)
