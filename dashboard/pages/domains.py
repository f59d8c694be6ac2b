"""Domains (on screen: conditions): between sectors, groups, organisations and pairs; and how a score is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from collabnet.domains import domains
from dashboard.components import controls, states
from dashboard.components.formula import formula
from dashboard.components.links import connections
from dashboard.components.pair_list import pair_list
from dashboard.components.picture import framed
from dashboard.components.prose import sentence
from dashboard.components.score_rows import score_rows, score_table
from dashboard.components.sector_map import sector_map
from dashboard.components.sensitivity import sensitivity
from dashboard.components.standings import organisations
from dashboard.components.what_would_help import conversations_table
from dashboard.components.where_it_sits import structural, where_it_sits
from dashboard.pages import Page
from dashboard.sentences import capital, source
from dashboard.sentences import scores as read
from dashboard.sentences.lens import Lens, lens, voices
from dashboard.sentences.method import METHODS, MODEL, OPTION
from dashboard.sentences.what_would_help import little_known

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.state import State

MOST_GROUPS = 14


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
    if not chosen.known:
        return it.text("{domain}: {sentence}", domain=it.title(), sentence=little_known(chosen, it.seen, it.text))
    meaning = read.reading(chosen, others, it.text)
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
    parts = (_sectors, _groups, _organisations, _would_help, _sits, _links, _pairs, _made, _sensitivity)
    shown = [drawn for part in parts if (drawn := part(it))]
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
    shown = organisations(it)
    return _section(it.text("Organisations"), *shown) if shown else None


def _would_help(it: Lens) -> Component | None:
    shown = conversations_table(it)
    return _section(it.text("What would help to know more"), shown) if shown else None


def _sits(it: Lens) -> Component | None:
    shown = where_it_sits(it)
    return _section(it.text("Where it sits"), *shown) if shown else None


def _links(it: Lens) -> Component | None:
    drawn = connections(it)
    return _section(it.text("What people connect with it"), drawn) if drawn else None


def _pairs(it: Lens) -> Component | None:
    shown = pair_list(it)
    return _section(it.text("Pairs"), *shown) if shown else None


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
    return _section(it.text("How a score is made"), inner, *structural(it))


def _sensitivity(it: Lens) -> Component | None:
    drawn = sensitivity(it)
    return _section(it.text("What would change the picture"), drawn) if drawn else None


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
