"""Who speaks of whom, sector by sector: the heat map with its title, its colours in words and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.picture import framed
from dashboard.components.score_rows import cells
from dashboard.components.twin import twin
from dashboard.figures import heat
from dashboard.sentences.scores import interval, short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dash.development.base_component import Component

    from dashboard.sentences.lens import Lens
    from dashboard.sentences.scores import Score

PREFIX = "sector="


def sector_map(lens: Lens) -> Component | None:
    """Show what sectors say of each other; nothing where no sectors are known."""
    text = lens.text
    found = [score for score in lens.scores("sector") if {score.source, score.target} != {"unknown"}]
    if not found:
        return None
    margin = {s.subject.removeprefix(PREFIX): s for s in lens.scores("group") if s.subject.startswith(PREFIX)}
    aim = next((score.aim for score in found if score.aim is not None), None)
    drawn = heat.heat(_shown(found, margin, aim, lens), place="sectors", dark=lens.state.dark)
    colours = heat.scale(_scale_words(aim, lens), dark=lens.state.dark, aim=aim)
    known = [score for score in found if score.known]
    caption = text(
        "Hatched cells rest on too little evidence for a number (n statements); empty: nobody spoke of it. "
        "Pairs of sectors with a number: {known} of {n}; {wave}.",
        known=len(known),
        n=len(found),
        wave=lens.when(),
    )
    return framed(
        html.Div([drawn, colours], className="heat-block"),
        title=_title(known, [score for score in margin.values() if score.known], lens),
        caption=caption,
        table=_table(found, lens),
        summary=text("The same as a table"),
    )


def _shown(found: list[Score], margin: dict[str, Score], aim: float | None, lens: Lens) -> heat.HeatMap:
    drawn = {
        (score.source, score.target): _cell(score, lens.label(score.source), lens.label(score.target), lens)
        for score in found
    }
    everyone = lens.text("all who speak")
    drawn |= {(heat.EVERYONE, key): _cell(score, everyone, lens.label(key), lens) for key, score in margin.items()}
    rows = _sorted({score.source for score in found}, lens)
    columns = _sorted({score.target for score in found} | set(margin), lens)
    first = [(heat.EVERYONE, everyone)] if margin else []
    return heat.HeatMap([*first, *rows], columns, drawn, lens.text("who speaks ↓ of whom →"), aim)


def _sorted(keys: Iterable[str], lens: Lens) -> list[tuple[str, str]]:
    return sorted(((key, lens.label(key)) for key in keys), key=lambda item: item[1].casefold())


def _cell(score: Score, source: str, target: str, lens: Lens) -> heat.Cell:
    label = lens.text(
        "{source} of {target}: {score}; evidence: {word}; statements: {n}",
        source=source,
        target=target,
        score=short(score, lens.text),
        word=lens.text.evidence(score.grade),
        n=score.statements,
    )
    if not score.known:
        return heat.Cell(f"n = {score.statements}", 0.0, "D", score.pick, label)
    told = interval(score, lens.text)
    return heat.Cell(lens.text.number(score.value), score.value, score.grade, score.pick, label, told)


def _scale_words(aim: float | None, lens: Lens) -> list[tuple[float, str]]:
    text = lens.text
    if aim is not None:
        return [(0.0, "0"), (aim, text("level agreed: {aim}", aim=text.number(aim))), (100.0, "100")]
    words = (text("blocks"), text("mostly fails"), text("half"), text("mostly works"), text("works"))
    return [(25.0 * place, word) for place, word in enumerate(words)]


def _table(found: list[Score], lens: Lens) -> Component:
    text = lens.text
    headings = (
        text("who speaks"),
        text("of whom"),
        text("score (interval)"),
        text("evidence"),
        text("statements"),
        text("organisations"),
    )
    rows = [(lens.label(score.source), lens.label(score.target), *cells(score, text)) for score in found]
    return twin(headings, rows, numbers=2)


def _title(known: list[Score], margin: list[Score], lens: Lens) -> str:
    """Say where it scores lowest, as far as the intervals allow."""
    if not known:
        return _margin_title(margin, lens)
    lowest, highest = _ends(known)
    values = {"source": lens.label(lowest.source), "target": lens.label(lowest.target), "domain": lens.title()}
    if len(known) == 1:
        return lens.text("{domain}: only what {source} says of {target} rests on enough evidence", **values)
    if lowest.high >= highest.low:
        return lens.text("{domain}: no sectors lie clearly apart", **values)
    return lens.text(
        "{domain}: lower where {source} speaks of {target} than where {other} speaks of {another}",
        other=lens.label(highest.source),
        another=lens.label(highest.target),
        **values,
    )


def _margin_title(margin: list[Score], lens: Lens) -> str:
    if not margin:
        return lens.text("{domain}: between sectors there is not enough evidence yet for a number", domain=lens.title())
    lowest, highest = _ends(margin)
    low, high = (lens.label(score.subject.removeprefix(PREFIX)) for score in (lowest, highest))
    if len(margin) == 1:
        return lens.text(
            "{domain}: of the sectors, only {sector} is spoken of enough for a number", domain=lens.title(), sector=low
        )
    if lowest.high >= highest.low:
        return lens.text("{domain}: no sectors lie clearly apart", domain=lens.title())
    return lens.text("{domain}: lower at {low} than at {high}", domain=lens.title(), low=low, high=high)


def _ends(found: list[Score]) -> tuple[Score, Score]:
    """Return the lowest score and the highest."""
    ordered = sorted(found, key=lambda score: score.value)
    return ordered[0], ordered[-1]
