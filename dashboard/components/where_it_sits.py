"""Where it sits: what organisations say, how they rate the context, and what the model finds over the level asked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.picture import framed
from dashboard.components.prose import sentence
from dashboard.components.score_rows import score_rows, score_table
from dashboard.components.twin import twin
from dashboard.figures import bars
from dashboard.figures.areas import Mark, areas, legend
from dashboard.sentences import attribution as read
from dashboard.sentences import capital, source
from dashboard.sentences.scores import short, sits_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.sentences.attribution import Level, Part, Stated
    from dashboard.sentences.lens import Lens
    from dashboard.sentences.scores import Score
    from dashboard.words import Say

HIDDEN = "rest"
"""Class of the part that this view does not show."""


def where_it_sits(it: Lens) -> list[Component]:
    """Show where organisations place it, and beside it how they rate the context; nothing where others speak."""
    if it.voice != "organisations":
        return []
    said = read.stated(it.seen, it.domain, it.wave)
    shown = [part for part in (_stated(said, it), _context(it)) if part is not None]
    both = _compared(said, it)
    return [*shown, both] if both is not None else shown


def structural(it: Lens) -> list[Component]:
    """Show where the model finds the distance to the level in force, and how that changes with the level."""
    found = _of_the_model(it)
    if found is None:
        return []
    whole, level, parts = found
    return [_bar(parts, level, it), *_curve(whole, level, it)]


def _stated(said: Sequence[Stated], it: Lens) -> Component | None:
    if not said:
        return None
    text = it.text
    keys = [key for key in read.STATED if any(one.shares().get(key, 0.0) > 0 for one in said)]
    words = {key: capital(text.locus(key)) for key in keys}
    if any(one.hidden for one in said):
        words[HIDDEN] = text("Not shown: too few organisations say so")
    note = text(
        "People often explain their own difficulties by the circumstances and those of others by the others: so what "
        "they say of themselves and of others stands apart."
    )
    rows = html.Div([_row(one, text) for one in said], className="sits")
    inner: list[Component] = [bars.legend(words, of="share-part"), rows]
    if len(said) > 1:
        inner.append(html.P(note, className="muted small"))
    caption = text(
        "Where organisations place what they say of it, one vote each; {n} organisations, {wave}.",
        n=said[0].organisations,
        wave=it.when(),
    )
    return framed(
        html.Div(inner),
        title=read.stated_title(said, it.title(), text),
        caption=caption,
        table=_stated_table(said, text),
        summary=text("The same as a table"),
    )


def _row(one: Stated, text: Say) -> Component:
    hidden = {HIDDEN: one.hidden} if one.hidden else {}
    told = sits_sentence(one.shares(), text)
    return html.Div(
        [html.Span(read.said_of(one, text)), bars.shares({**one.shares(), **hidden}), html.Span(told)],
        className="sits-row",
    )


def _stated_table(said: Sequence[Stated], text: Say) -> Component:
    keys = [key for key in read.STATED if any(key in one.shares() for one in said)]
    found = [{part.key: part for part in one.parts} for one in said]
    rows = [
        (capital(text.locus(key)), *(interval(parts[key], text) if key in parts else "–" for parts in found))
        for key in keys
    ]
    return twin((text("where it sits"), *(read.said_of(one, text) for one in said)), rows, numbers=len(said))


def interval(part: Part, text: Say) -> str:
    """Write a share with its interval."""
    if math.isnan(part.share):
        return "–"
    told = {"share": part.share, "low": part.low, "high": part.high}
    return text("{share} ({low} to {high})", **{name: read.share_words(share, text) for name, share in told.items()})


def _context(it: Lens) -> Component | None:
    context = next((score for score in it.scores("context") if score.known), None)
    if context is None:
        return None
    text, whole = it.text, it.whole()
    named = [(capital(text("the context, as organisations rate it")), context)]
    if whole is not None and whole.known:
        named.append((capital(text("working together in the whole network")), whole))
    title = text("The context of {domain} is rated {score}", domain=text.domain(it.domain), score=short(context, text))
    caption = text(
        "What organisations say of rules, money, housing and other circumstances around them; it never counts in the "
        "score of the network; {n} organisations, {wave}.",
        n=context.reporters,
        wave=it.when(),
    )
    return framed(
        html.Div(score_rows(named, it, place="sits", reference=None), className="track-rows"),
        title=title,
        caption=caption,
        table=score_table(named, text("what is rated"), text),
        summary=text("The same as a table"),
    )


def _compared(said: Sequence[Stated], it: Lens) -> Component | None:
    found = _of_the_model(it)
    words = read.compared(said, found[2], found[1], it.text) if found is not None else ""
    if not words:
        return None
    return html.Div(sentence(it.state, words, source=source(it.seen, it.wave, it.text)), className="panel")


def _of_the_model(it: Lens) -> tuple[Score, Level, tuple[Part, ...]] | None:
    """Return the network's score, the level in force and the parts; nothing where the number may not be shown."""
    whole = it.whole()
    if it.plain or it.voice != "organisations" or whole is None or not whole.known:
        return None
    level, parts = read.level_in_force(it.seen, whole), read.structural(it.seen, it.domain, it.wave)
    return (whole, level, parts) if level is not None and parts else None


def _bar(parts: Sequence[Part], level: Level, it: Lens) -> Component:
    text = it.text
    words = {part.key: _with_share(part, text) for part in parts}
    drawn = html.Div([bars.shares({part.key: part.share for part in parts}), bars.legend(words, of="share-part")])
    rows = [
        (text("{words} ({code})", words=capital(text(read.STRUCTURAL[part.key])), code=part.key), interval(part, text))
        for part in parts
    ]
    about = text(
        "By the model: of how far pairs lie from {level}, what part is the same for all, and what part differs with "
        "who turns to others, with whom others turn to, or from pair to pair; {wave}.",
        level=read.level_words(level, text),
        wave=it.when(),
    )
    none = text("The network agreed on no level; {aim} is a convention.", aim=text.number(level.value))
    caption = about if level.agreed else text("{sentence} {addition}", sentence=about, addition=none)
    return framed(
        html.Div(drawn, className="sits-bar"),
        title=read.structural_title(parts, level, text),
        caption=caption,
        table=twin((text("part"), text("share of the distance (interval)")), rows, numbers=1),
        summary=text("The same as a table"),
    )


def _with_share(part: Part, text: Say) -> str:
    words, share = capital(text(read.STRUCTURAL[part.key])), read.share_words(part.share, text)
    return text("{words}: {share}", words=words, share=share)


def _curve(whole: Score, level: Level, it: Lens) -> list[Component]:
    text, found = it.text, read.curve(it.seen, it.domain, it.wave)
    if not found:
        return []
    marks = [Mark(level.value, capital(read.level_words(level, text)), "aim"),
             Mark(whole.value, text("Score of the whole network: {score}", score=text.number(whole.value)),
                  "reference")]  # fmt: skip
    shares = {aim: {part.key: part.share for part in parts} for aim, parts in found.items()}
    drawn = areas(shares, marks, percent=[text.percent(share) for share in (0.0, 0.5, 1.0)])
    words = {key: capital(text(told)) for key, told in read.STRUCTURAL.items()}
    rows = [(text.number(aim), *(interval(part, text) for part in parts)) for aim, parts in found.items()]
    return [
        framed(
            html.Div([legend(words, marks), drawn, html.P(text("level asked, 0 to 100"), className="area-title")]),
            title=read.curve_title(found, level, text),
            caption=text(
                "How much is shared depends on the level by arithmetic: the further the level lies from the score, the "
                "larger it is. A large part that is shared is compatible with a cause in the context and proves none. "
                "The word “system” is kept for what people say."
            ),
            table=twin((text("level"), *words.values()), rows, numbers=len(words)),
            summary=text("The same as a table"),
        )
    ]
