"""A point for attention: who, what is missing, why it matters, how sure, what would help, and the words behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from collabnet.gaps import Gap
from dashboard import ids, picks
from dashboard.components.facts import facts, lines, section
from dashboard.components.gap_row import sureness
from dashboard.evidence import Evidence, Kind
from dashboard.sentences import capital, gaps, study_has, table
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.gaps import Question
    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find one case in this wave, or else in the last one that has it; what is to be asked of it stands below."""
    (key,) = parts
    frame, asked = table(seen, "gap_findings"), table(seen, "questions")
    rows = frame[frame["gap_id"] == key] if len(frame) else frame
    open_ = asked[asked["gap_id"] == key] if len(asked) else asked
    waves = [*rows.get("wave", ()), *open_.get("wave", ())]
    if not waves:
        return None
    wave = state.wave if not {state.wave, ""}.isdisjoint(waves) else waves[0]
    gap = next((one for one in gaps.gaps(seen, wave) if one.gap_id == key), None)
    questions = tuple(one for one in gaps.questions(seen, wave) if one.gap_id == key)
    text = say(state)
    withheld = rows.loc[rows["wave"].isin((wave, "")), "evidence_withheld"] if "evidence_withheld" in rows else ()
    return Evidence(
        kind=text("point for attention") if gap else text("something to ask"),
        title=gaps.kind_title(gap.main.kind if gap else questions[0].kind, text),
        parts=(*(_parts(seen, state, gap) if gap else ()), *_asked(seen, state, questions, alone=gap is None)),
        statements=tuple(
            (title, evidence)
            for title, evidence in (
                (text("What it rests on"), gap.evidence if gap else ()),
                (text("What was said and does not settle it"), _unsettled(gap, questions)),
            )
            if evidence or (gap and title == text("What it rests on"))
        ),
        withheld=int(sum(withheld)),
        correctable=True,
    )


def _unsettled(gap: Gap | None, questions: tuple[Question, ...]) -> tuple[str, ...]:
    told = set(gap.evidence) if gap else set()
    return tuple(sorted({key for one in questions for key in one.evidence} - told))


def _support(gap: Gap, text: Say) -> list[tuple[str, Component | str]]:
    """Return how sure we are, how that is counted, and who can change it: all of it rests on what was said."""
    pairs: list[tuple[str, Component | str]] = [
        (text("How sure"), sureness(gap, text)),
        (text("How that is counted"), gaps.how_sure(text)),
    ]
    in_error = gaps.claimed_in_error(gap, text)
    if in_error:
        pairs.append((text("Claimed in error"), in_error))
    if gap.main.competent_level:
        pairs.append((text("Who can change it"), capital(text.competent(gap.main.competent_level))))
    return pairs


def _parts(seen: Seen, state: State, gap: Gap) -> list[Component]:
    text = say(state)
    pairs: list[tuple[str, Component | str]] = [(text("Who"), _who(seen, state, gap))]
    about = gaps.about(gap, seen, text)
    if about:
        pairs.append((text("In"), capital(text.listing(about))))
    pairs += _support(gap, text) if study_has.interviews(seen) else []
    waves = gaps.stands_in(seen, gap.gap_id)
    if len(waves) > 1 or (waves and waves != (gap.main.wave,)):
        pairs.append((text("Stands in"), text.listing(text.wave(seen, wave) for wave in waves)))
    kinds = [html.P(gaps.kind_sentence(kind, text)) for kind in gap.kinds]
    parts: list[Component] = [*kinds, facts(pairs)]
    expected = gaps.because(gap, seen, text)
    if expected:
        parts.append(section(text("Why it matters"), lines(expected)))
    why = gaps.why(gap, seen, text)
    if why:
        parts.append(section(text("Why it is here"), lines(why)))
    step = gaps.step(gap, seen, text)
    if step:
        parts.append(section(text("What would help"), html.P(step)))
    return parts


def _asked(seen: Seen, state: State, questions: tuple[Question, ...], *, alone: bool) -> list[Component]:
    """Show what is to be asked; with whom it is about, where that is not said above."""
    text = say(state)
    if not questions:
        return []
    head: list[Component] = []
    if alone:
        head = [html.P(gaps.kind_sentence(questions[0].kind, text)),
                facts([(text("Who"), _who(seen, state, questions[0]))])]  # fmt: skip
        expected = gaps.because(questions[0], seen, text)
        head += [section(text("Why it matters"), lines(expected))] if expected else []
    asked = [line for one in questions for line in (gaps.step(one, seen, text), *gaps.why(one, seen, text))]
    return [*head, section(text("What to ask"), lines(asked))]


def _who(seen: Seen, state: State, gap: Gap | Question) -> Component:
    text = say(state)
    names: list[Component] = [
        html.Button(text.name(seen, key), id=ids.pick(picks.organisation(key), place="drawer-gap"), className="pick")
        for key in gap.organisations
    ]
    one = gap.main if isinstance(gap, Gap) else gap
    if one.source and one.target:
        process = gap.processes[0] if len(gap.processes) == 1 else "all"
        code = picks.tie(one.source, one.target, process, one.wave)
        names.append(
            html.Button(
                text("both sides' accounts") if study_has.interviews(seen) else text("the tie"),
                id=ids.pick(code, place="drawer-gap"),
                className="pick small",
            )
        )
    return html.Span(names or text("the whole network"), className="names")


GAP = Kind("gap", find)
