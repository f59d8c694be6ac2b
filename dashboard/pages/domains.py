"""Domains (on screen: conditions): between sectors first, then groups, organisations and pairs, and how a score is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from collabnet.domains import domains
from dashboard.components import controls, states
from dashboard.components.formula import formula
from dashboard.components.grid import Column, grid
from dashboard.components.picture import framed
from dashboard.components.prose import evidence, pick_button, sentence
from dashboard.components.twin import twin
from dashboard.figures import heat
from dashboard.figures.track import scale, track
from dashboard.pages import Page
from dashboard.sentences import capital, source, wave_of
from dashboard.sentences import scores as read
from dashboard.sentences import standings as beside
from dashboard.words import Say, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.sentences.standings import Standings
    from dashboard.state import State

SIDES = ("organisation_in", "organisation_out")
MOST_GROUPS = 14
ALL = "*"
"""Row of the heat map in which everybody speaks."""


def available(seen: Seen) -> bool:
    """Tell whether anything was scored."""
    return len(seen.tables.get("scores", ())) > 0


def answer(seen: Seen, state: State) -> str:
    """Say how the chosen condition does in the whole network."""
    text, wave = say(state), wave_of(seen, state.wave)
    found = read.by_domain(seen, wave, voice=_voice(seen, state))
    chosen = found.get(_domain(seen, state))
    if chosen is None:
        return ""
    words = capital(text.domain(chosen.domain))
    if not chosen.known:
        return text("{domain}: {sentence}", domain=words, sentence=read.reading(chosen, found.values(), text))
    return text("{domain}: {score}. {sentence}", domain=words, score=read.short(chosen, text),
                sentence=read.reading(chosen, found.values(), text))  # fmt: skip


def layout(seen: Seen, state: State) -> Component:
    """Show one condition from the level at which interviews can speak down to pairs, then how scores are made."""
    text, wave = say(state), wave_of(seen, state.wave)
    key, voice = _domain(seen, state), _voice(seen, state)
    parts = (
        _sectors(seen, state, wave, key, voice, text),
        _groups(seen, state, wave, key, voice, text),
        _organisations(seen, state, wave, key, voice, text),
        _pairs(seen, state, wave, key, voice, text),
        _made(seen, state, wave, key, voice, text),
    )
    shown = [part for part in parts if part is not None]
    if not shown:
        shown = [states.empty(state, text("Nobody spoke of {domain} at this moment of interviewing.", domain=text.domain(key)))]
    return html.Div([_controls(seen, state, key, text), *shown], className="reading")


def _domain(seen: Seen, state: State) -> str:
    known = read.scored_domains(seen)
    wave, default = wave_of(seen, state.wave), known[0] if known else ""
    found = [score for score in read.by_domain(seen, wave).values() if score.known]
    if found:
        default = min(found, key=lambda score: score.value).domain
    chosen = state.option("domain", default)
    return chosen if chosen in known else default


def _voice(seen: Seen, state: State) -> str:
    voices = _voices(seen)
    chosen = state.option("voice", "organisations")
    return chosen if chosen in voices else next(iter(voices), "organisations")


def _voices(seen: Seen) -> tuple[str, ...]:
    present = set(seen.tables["scores"]["voice"]) if available(seen) else set()
    return tuple(voice for voice in ("organisations", "young_people", "documents") if voice in present)


def _controls(seen: Seen, state: State, key: str, text: Say) -> Component:
    names = {domain: capital(text.domain(domain)) for domain in read.scored_domains(seen)}
    shown = [controls.select(state, "domain", text("condition"), names, default=key)]
    if len(_voices(seen)) > 1:
        voices = {voice: text.voice(voice) for voice in _voices(seen)}
        shown.append(controls.segments(state, "voice", text("who speaks"), voices, default="organisations"))
    known = domains().get(key)
    about = [html.P(text(known.sentence), className="muted")] if known else []
    return html.Div([controls.bar(*shown), *about], className="control-block")


def _section(title: str, *inner: Component) -> Component:
    return html.Section([html.H2(title), *inner], className="page-part")


def _sectors(seen: Seen, state: State, wave: str, key: str, voice: str, text: Say) -> Component | None:
    found = read.scores(seen, wave, "sector", domain=key, voice=voice)
    if not found:
        return None
    margin = {s.subject.partition("=")[2]: s for s in read.scores(seen, wave, "group", domain=key, voice=voice)
              if s.subject.startswith("sector=")}  # fmt: skip
    rows = _sorted({score.source for score in found}, seen, text)
    columns = _sorted({score.target for score in found} | set(margin), seen, text)
    cells = {(score.source, score.target): _cell(score, seen, text) for score in found}
    cells |= {(ALL, sector): _cell(score, seen, text) for sector, score in margin.items()}
    rows = [(ALL, text("all who speak")), *rows] if margin else rows
    aim = next((score.aim for score in found if score.aim is not None), None)
    drawn = heat.heat(rows, columns, cells, corner=text("who speaks ↓ of whom →"), place="sectors", dark=state.dark, aim=aim)
    if aim is None:
        words = [(0.0, text("blocks")), (25.0, text("mostly fails")), (50.0, text("half")), (75.0, text("mostly works")), (100.0, text("works"))]
    else:
        words = [(0.0, "0"), (aim, text("level agreed: {aim}", aim=text.number(aim))), (100.0, "100")]
    table = twin((text("who speaks"), text("of whom"), text("score (interval)"), text("evidence"), text("statements"), text("organisations")), [
        (text.label(seen, s.source), text.label(seen, s.target), read.short(s, text), text.evidence(s.grade), text.number(s.statements), text.number(s.reporters))
        for s in found
    ], numbers=2)  # fmt: skip
    known = [score for score in found if score.known]
    caption = text(
        "Paler cells rest on less evidence; hatched ones on too little for a number (n statements); empty: nobody spoke of it. "
        "{known} of {n} pairs of sectors have a number; {wave}.",
        known=len(known), n=len(found), wave=text.wave(seen, wave),
    )  # fmt: skip
    inner = html.Div([drawn, heat.scale(words, dark=state.dark, aim=aim)], className="heat-block")
    return _section(text("Between sectors"), framed(inner, title=_sector_title(known, list(margin.values()), key, seen, text), caption=caption,
                                                   table=table, summary=text("The same as a table")))  # fmt: skip


def _sorted(keys: set[str], seen: Seen, text: Say) -> list[tuple[str, str]]:
    return sorted(((key, text.label(seen, key)) for key in keys), key=lambda item: item[1].casefold())


def _cell(score: Score, seen: Seen, text: Say) -> heat.Cell:
    whole = score.level == "group"
    target = text.label(seen, score.subject.partition("=")[2] if whole else score.target)
    values = {"source": text("all who speak") if whole else text.label(seen, score.source), "target": target}
    label = text(
        "{source} of {target}: {score}; evidence: {word}; {n} statements",
        score=read.short(score, text), word=text.evidence(score.grade), n=score.statements, **values,
    )  # fmt: skip
    if not score.known:
        return heat.Cell(f"n = {score.statements}", 0.0, "D", score.pick, label)
    return heat.Cell(text.number(score.value), score.value, score.grade, score.pick, label)


def _sector_title(known: list[Score], margin: list[Score], key: str, seen: Seen, text: Say) -> str:
    if not known:
        return _margin_title([score for score in margin if score.known], key, seen, text)
    lowest = min(known, key=lambda score: score.value)
    values = {"domain": capital(text.domain(key)), "source": text.label(seen, lowest.source),
              "target": text.label(seen, lowest.target)}  # fmt: skip
    if len(known) == 1:
        return text("{domain}: only what {source} says of {target} rests on enough evidence", **values)
    return text("{domain} is lowest where {source} speaks of {target}", **values)


def _margin_title(known: list[Score], key: str, seen: Seen, text: Say) -> str:
    domain = capital(text.domain(key))
    if not known:
        return text("{domain}: between sectors there is not enough evidence yet for a number", domain=domain)
    sector = {score.subject: text.label(seen, score.subject.partition("=")[2]) for score in known}
    lowest = min(known, key=lambda score: score.value)
    if len(known) == 1:
        return text("{domain}: of the sectors, only {sector} is spoken of enough for a number", domain=domain, sector=sector[lowest.subject])
    return text("{domain}: of the sectors spoken of enough, {sector} scores lowest", domain=domain, sector=sector[lowest.subject])


def _rows(found: Sequence[Score], labels: Sequence[str], seen: Seen, state: State, text: Say, *, place: str,
          reference: float | None) -> list[Component]:  # fmt: skip
    return [_row(score, label, seen, state, text, place=place, reference=reference)
            for score, label in zip(found, labels, strict=True)]  # fmt: skip


def _row(score: Score, label: str, seen: Seen, state: State, text: Say, *, place: str, reference: float | None) -> Component:
    name = pick_button(label, score.pick, place=place)
    number = html.Span(read.short(score, text) if score.known else "–", className="score-number")
    drawn = track(score.value, score.low, score.high, score.grade if score.known else "D", aim=score.aim,
                  reference=reference, dark=state.dark)  # fmt: skip
    return html.Div([html.Div(name), drawn, html.Div([number, evidence(state, score.grade)], className="score")], className="track-row")


def _groups(seen: Seen, state: State, wave: str, key: str, voice: str, text: Say) -> Component | None:
    found = [s for s in read.scores(seen, wave, "group", domain=key, voice=voice) if not s.subject.startswith("sector=")]
    found = sorted((s for s in found if s.known), key=lambda s: read.group_order(s.subject))[:MOST_GROUPS]
    if not found:
        return None
    whole = read.by_domain(seen, wave, voice=voice).get(key)
    reference = whole.value if whole and whole.known else None
    labels = [read.group_label(score.subject, seen, text) for score in found]
    rows = _rows(found, labels, seen, state, text, place="groups", reference=reference)
    inner = html.Div([_head(text, found, reference), *rows], className="track-rows")
    caption = text("What partners meet at organisations of each group; groups with too little evidence are left out; {wave}.",
                   wave=text.wave(seen, wave))  # fmt: skip
    table = _table(found, labels, text)
    return _section(text("Between groups"), framed(inner, title=read.groups_title(found, key, seen, text), caption=caption,
                                                  table=table, summary=text("The same as a table")))  # fmt: skip


def _head(text: Say, found: Sequence[Score], reference: float | None) -> Component:
    aims = any(score.aim is not None for score in found)
    drawn = scale(aim=text("level agreed") if aims else "", reference=text("whole network") if reference is not None else "")
    return html.Div([html.Span(), drawn, html.Span()], className="track-row track-head")


def _table(found: Sequence[Score], labels: Sequence[str], text: Say) -> Component:
    headings = ("", text("score (interval)"), text("evidence"), text("statements"), text("organisations"))
    rows = [(label, read.short(s, text), text.evidence(s.grade), text.number(s.statements), text.number(s.reporters))
            for s, label in zip(found, labels, strict=True)]  # fmt: skip
    return twin(headings, rows, numbers=2)


def _organisations(seen: Seen, state: State, wave: str, key: str, voice: str, text: Say) -> Component | None:
    side = state.option("side", SIDES[0])
    side = side if side in SIDES else SIDES[0]
    found = beside.standings(seen, wave, key, side, text, voice=voice)
    words = {level: capital(text.level(level)) for level in SIDES}
    switch = controls.bar(controls.segments(state, "side", text("seen from"), words, default=SIDES[0]))
    if not found.count():
        return _section(text("Organisations"), switch, html.P(text("Nobody spoke of organisations in this way."), className="muted"))
    blocks = [_group(found, group, seen, state, text) for group in ("below", "unclear", "above")]
    hidden = found.groups["hidden"]
    inner: list[Component] = [html.Div([block for block in blocks if block is not None], className="standings")]
    if hidden:
        inner.append(_hidden(hidden, seen, text))
    ordered = [score for group in found.groups.values() for score in group]
    caption = text("In alphabetical order within each group, not a ranking; {n} organisations; {wave}.", n=found.count(),
                   wave=text.wave(seen, wave))  # fmt: skip
    table = _table(ordered, [text.name(seen, score.subject) for score in ordered], text)
    return _section(text("Organisations"), switch, framed(
        html.Div(inner), title=beside.standings_title(found, key, text), caption=caption, table=table,
        summary=text("The same as a table"),
    ))  # fmt: skip


def _group(found: Standings, group: str, seen: Seen, state: State, text: Say) -> Component | None:
    members = found.groups[group]
    if not members:
        return None
    labels = [read.subject_label(score, seen, text) for score in members]
    reference = None if found.is_aim else found.reference
    rows = _rows(members, labels, seen, state, text, place=f"organisations-{group}", reference=reference)
    title = html.H4(text(found.titles[group]), className=f"standing standing-{group}")
    return html.Div([title, _head(text, members, reference), *rows], className="track-rows")


def _hidden(members: Sequence[Score], seen: Seen, text: Say) -> Component:
    names: list[Component | str] = []
    for score in members:
        names += [pick_button(text.name(seen, score.subject), score.pick, place="organisations-hidden"), " "]
    return html.Div([html.H4(text(beside.GROUPS["hidden"]), className="standing"),
                     html.P(text("Fewer than two organisations speak of these, or their accounts lie too far apart; another interview would help."),
                            className="muted small"), html.P(names, className="name-list")])  # fmt: skip


def _pairs(seen: Seen, state: State, wave: str, key: str, voice: str, text: Say) -> Component | None:
    found = read.scores(seen, wave, "dyad", domain=key, voice=voice)
    if not found:
        return None
    rows = [
        {"source": text.name(seen, s.source), "target": text.name(seen, s.target), "score": read.short(s, text),
         "evidence": text.evidence(s.grade), "statements": s.statements, "reporters": s.reporters, "_pick": s.pick}
        for s in sorted(found, key=lambda s: (not s.known, text.name(seen, s.source).casefold(), text.name(seen, s.target).casefold()))
    ]  # fmt: skip
    columns = (
        Column("source", text("from"), width=190, grow=2), Column("target", text("to"), width=190, grow=2),
        Column("score", text("score (interval)"), width=200, grow=1),
        Column("evidence", text("evidence"), width=120), Column("statements", text("statements"), "number", width=130),
        Column("reporters", text("organisations"), "number", width=145),
    )  # fmt: skip
    known = sum(1 for score in found if score.known)
    words = text(
        "{n} pairs were spoken of; {known} rest on enough evidence for a number. Choose a row to read what both say.",
        n=len(found), known=known,
    )  # fmt: skip
    return _section(text("Pairs"), html.P(words), grid(state, "pairs", rows, columns, title=text("Pairs"), height=min(62 + 42 * len(rows), 420)))


def _made(seen: Seen, state: State, wave: str, key: str, voice: str, text: Say) -> Component | None:
    choices = _explained(seen, wave, key, voice, text)
    if not choices:
        return None
    default = next(iter(choices))
    chosen = state.option("explain", default)
    score = choices[chosen if chosen in choices else default]
    names = {code: _named(item, seen, text) for code, item in choices.items()}
    pick = controls.select(state, "explain", text("score to explain"), names, default=default, searchable=True)
    note = sentence(state, text("The conditions come from research; the scale of 0 to 100 is collabnet’s own. Conditions are "
                                "never added up into one number: a strong one does not make up for a weak one."),
                    source=source(seen, wave, text))  # fmt: skip
    return html.Section([html.H2(text("How a score is made")), html.Div([controls.bar(pick), formula(score, seen, state), note],
                                                                          className="panel")], className="page-part")  # fmt: skip


def _explained(seen: Seen, wave: str, key: str, voice: str, text: Say) -> dict[str, Score]:
    levels = ("network", "sector", "organisation_in")
    found = [score for level in levels for score in read.scores(seen, wave, level, domain=key, voice=voice)]
    return {f"{score.level}:{score.subject}": score for score in found if score.known or score.level == "network"}


def _named(score: Score, seen: Seen, text: Say) -> str:
    if score.level == "sector":
        return text("{source} of {target}", source=text.label(seen, score.source), target=text.label(seen, score.target))
    if score.level == "network":
        return capital(text("the whole network"))
    return read.subject_label(score, seen, text)


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
