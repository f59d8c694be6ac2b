"""What is missing between whom, why it matters, how sure we are, what would help, and who can do it: in sentences."""

from __future__ import annotations

import math
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from collabnet.gaps import (
    Gap,
    GapFinding,
    Question,
    because_text,
    cases,
    gap_kinds,
    reason_parts,
    reason_text,
    suggestion_text,
)
from collabnet.languages import language_name
from collabnet.settings import MONTHS_VALID
from collabnet.views import WITHHELD
from dashboard.sentences import at_wave, capital, ids, number, records, table
from dashboard.sentences.services import STATUSES
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from collabnet.views import Seen
    from dashboard.words import Say

SURE = (
    (0.8, "A", N_("well supported")),
    (0.6, "B", N_("fairly supported")),
    (0.4, "C", N_("little supported: ask first")),
    (-1.0, "D", N_("a hint only: ask first")),
)
"""How sure a point for attention is, in words, with as many dots as evidence of that grade has."""

HOW_SURE = N_(
    "How sure rests on what was said: by whom (one of those it is about counts 1, a third party ½), how directly (what "
    "a client told ½, hearsay ¼, less where the coding is coarse or doubtful), how recently (half for every {months} "
    "months before the last interview) and how often (several quotes of one organisation add up to half more). With n "
    "the sum over organisations, it is 1 − ½ⁿ. An entry in a list of services counts 1, or ½ where it is out of "
    "date; what nobody said, and weak conditions, are counted by rules of their own."
)
"""The formula of :meth:`collabnet.gaps.GapContext.witnesses`, for who reads a point for attention."""

DECIMALS = 2


def gaps(seen: Seen, wave: str) -> tuple[Gap, ...]:
    """Return every case that stands in one wave, as it stands there; the one that matters most first."""
    frame = table(seen, "gap_findings")
    rows = frame[frame["wave"].isin((wave, ""))] if len(frame) else frame
    return cases(_finding(row) for row in records(rows))


def questions(seen: Seen, wave: str) -> tuple[Question, ...]:
    """Return what is to be asked in one wave, what matters most first."""
    return tuple(_question(row) for row in records(at_wave(seen, "questions", wave)))


def stands_in(seen: Seen, gap_id: str) -> tuple[str, ...]:
    """Return the waves in which a case stands; nothing where it does not depend on when."""
    frame = table(seen, "gap_findings")
    named = set(frame.loc[frame["gap_id"] == gap_id, "wave"]) if len(frame) else set()
    return tuple(wave.id for wave in seen.settings.waves if wave.id in named)


def most_important(found: tuple[Gap, ...], count: int) -> tuple[Gap, ...]:
    """Return those that matter most, no pair twice and no kind more than twice: one trouble has many sides."""
    chosen: list[Gap] = []
    for gap in found:
        same_pair = any(set(gap.organisations) == set(other.organisations) for other in chosen)
        same_kind = sum(1 for other in chosen if other.main.kind == gap.main.kind)
        if not same_pair and same_kind < 2 and len(chosen) < count:
            chosen.append(gap)
    return tuple(chosen)


def pick(gap: Gap | Question) -> str:
    """Return the code that opens a case, or the questions about it, in the drawer."""
    return f"gap:{gap.gap_id}"


def kind_title(kind: str, say: Say) -> str:
    """Say what kind of point for attention it is."""
    known = gap_kinds().get(kind)
    return capital(say(known.title)) if known else capital(kind.replace("_", " "))


def kind_sentence(kind: str, say: Say) -> str:
    """Say what that kind means."""
    known = gap_kinds().get(kind)
    return say(known.sentence) if known else ""


def claimed_in_error(gap: Gap, say: Say) -> str:
    """Say how often what was found is claimed where nothing is wrong, as was measured."""
    most = max((known.false_claims for kind in gap.kinds if (known := gap_kinds().get(kind))), default=0.0)
    return say("at most {n} of 100 sound cases, in invented studies", n=say.number(most)) if most else ""


def who(gap: Gap | Question, seen: Seen, say: Say) -> str:
    """Say between whom it lies, or whom or what it is about."""
    service = gap.main.service if isinstance(gap, Gap) else ""
    if service:
        return capital(say.label(seen, service))
    source, target = (gap.main.source, gap.main.target) if isinstance(gap, Gap) else (gap.source, gap.target)
    if source and target:
        arrow = "→" if _directed(gap, seen) else "–"
        return f"{say.name(seen, source)} {arrow} {say.name(seen, target)}"
    if gap.organisations:
        return say.listing(say.name(seen, key) for key in gap.organisations)
    return say("the whole network")


def about(gap: Gap | Question, seen: Seen, say: Say) -> tuple[str, ...]:
    """Say in which ways of working together and which conditions."""
    ways = (key for key in gap.processes if key not in ("all", "unspecified"))
    return (*(say.process(seen, key) for key in ways), *(say.domain(key) for key in gap.domains))


def because(gap: Gap | Question, seen: Seen, say: Say) -> tuple[str, ...]:
    """Say why the two are expected to work together, as it was written down; nothing where they are not."""
    codes = gap.main.expected_because if isinstance(gap, Gap) else gap.expected_because
    value = partial(_said, seen, say)
    return tuple(because_text(code, say.language, say=value) for code in codes)


def why(gap: Gap | Question, seen: Seen, say: Say) -> tuple[str, ...]:
    """Say every reason, in a sentence each: the heaviest finding first, each with what it is about.

    What a finding is about is left out where the case has only one.
    """
    value = partial(_said, seen, say)
    if isinstance(gap, Question):
        return tuple(capital(reason_text(gap.kind, code, say.language, say=value)) for code in gap.reasons)
    several = len({(one.process, one.domain) for one in gap.latest}) > 1
    said = [
        capital(_in(one, code, seen, say) + reason_text(one.kind, code, say.language, say=value))
        if several
        else capital(reason_text(one.kind, code, say.language, say=value))
        for one in gap.latest
        for code in one.reasons
    ]
    return tuple(dict.fromkeys(said))


def _in(one: GapFinding, code: str, seen: Seen, say: Say) -> str:
    """Say what a reason is about, for the start of its sentence; nothing where the sentence names it itself."""
    way = say.process(seen, one.process) if one.process not in ("", "all", "unspecified") else ""
    return f"{way}: " if way and "domain" not in reason_parts(code)[1] else ""


def step(gap: Gap | Question, seen: Seen, say: Say) -> str:
    """Say what would help, or what to ask."""
    one = gap.main if isinstance(gap, Gap) else gap
    if one.kind not in gap_kinds() or not one.suggestion:
        return ""
    return capital(suggestion_text(one, say.language, say=partial(_said, seen, say)))


def how_sure(say: Say) -> str:
    """Say by which formula it is counted how sure we are."""
    return say(HOW_SURE, months=MONTHS_VALID)


def sure(gap: Gap, say: Say) -> tuple[str, str]:
    """Return how sure we are: a grade for the dots, and the words."""
    confidence = -0.5 if math.isnan(gap.main.confidence) else gap.main.confidence
    grade, word = next((grade, word) for bound, grade, word in SURE if confidence >= bound)
    return grade, say(word)


def questions_counted(asked: Sequence[Question], say: Say) -> str:
    """Say how many questions are open; nothing where there are none."""
    if not asked:
        return ""
    return say("1 question to ask.") if len(asked) == 1 else say("{n} questions to ask.", n=len(asked))


def by_whom_to_ask(asked: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
    """Return each question once, under whom to ask: whoever can answer most of what is still open comes first.

    So the fewest conversations answer the most. Equal numbers: whoever the questions name first, then by id.
    """
    open_, groups = list(asked), {}
    while open_:
        able = Counter(key for one in open_ for key in one.ask)
        if not able:
            break
        first = Counter(one.ask[0] for one in open_ if one.ask)
        key = min(able, key=lambda key: (-able[key], -first[key], key))
        groups[key] = tuple(one for one in open_ if key in one.ask)
        open_ = [one for one in open_ if key not in one.ask]
    return groups


def _said(seen: Seen, say: Say, key: str, value: str) -> str:
    words: dict[str, Callable[[str], str]] = {
        "process": partial(say.process, seen),
        "domain": say.domain,
        "cause": say.cause,
        "wave": partial(say.wave, seen),
        "service": partial(say.label, seen),
        "need": partial(say.label, seen),
        "sector": partial(say.label, seen),
        "term": partial(say.label, seen),
        "locus": say.locus,
        "phase": partial(_phase, seen, say),
        "language": partial(language_name, language=say.language),
        "needed": partial(language_name, language=say.language),
        "day": say.date,
        "status": partial(_status, say),
    }
    if key in words:
        return words[key](value)
    if value in seen.names:
        return say.name(seen, value)
    try:
        number = float(value)
    except ValueError:
        return value.replace("_", " ")
    return say.number(number, 0 if number.is_integer() or abs(number) >= 10 else DECIMALS)


def _phase(seen: Seen, say: Say, key: str) -> str:
    labels = next((phase.labels for phase in seen.settings.phases if phase.id == key), {})
    return labels.get(say.language) or labels.get("en") or key.replace("_", " ")


def _status(say: Say, key: str) -> str:
    return say(STATUSES[key]) if key in STATUSES else key.replace("_", " ")


def _directed(gap: Gap | Question, seen: Seen) -> bool:
    """Tell whether what is said of a pair goes one way: every way of working together it touches has a direction."""
    known = seen.settings.processes
    return all(known[key].directed for key in gap.processes if key in known)


def _finding(row: dict[str, Any]) -> GapFinding:
    word, known = partial(_word, row), partial(_known, row)
    return GapFinding(
        gap_id=word("gap_id"),
        kind=word("kind"),
        organisations=ids(row.get("organisations")),
        wave=word("wave"),
        size=known("size", 0.0),
        confidence=known("confidence", 0.0),
        importance=known("importance", 0.25),
        reasons=ids(row.get("reasons")),
        suggestion=word("suggestion"),
        source=word("source"),
        target=word("target"),
        domain=word("domain"),
        process=word("process"),
        service=word("service"),
        letter=word("letter"),
        competent_level=word("competent_level"),
        stated_level=word("stated_level"),
        people=number(row, "people"),
        concerns=ids(row.get("concerns")),
        evidence=ids(row.get("evidence")),
        expected_because=_told(row, "expected_because"),
    )


def _question(row: dict[str, Any]) -> Question:
    word = partial(_word, row)
    return Question(
        gap_id=word("gap_id"),
        kind=word("kind"),
        organisations=ids(row.get("organisations")),
        ask=ids(row.get("ask")),
        wave=word("wave"),
        importance=_known(row, "importance", 0.25),
        reasons=ids(row.get("reasons")),
        suggestion=word("suggestion"),
        processes=ids(row.get("processes")),
        domains=ids(row.get("domains")),
        source=word("source"),
        target=word("target"),
        evidence=ids(row.get("evidence")),
        expected_because=ids(row.get("expected_because")),
    )


def _word(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _told(row: dict[str, Any], name: str) -> tuple[str, ...]:
    """Return a list that this view may not show as one that is empty."""
    return () if row.get(name) == WITHHELD else ids(row.get(name))


def _known(row: dict[str, Any], name: str, otherwise: float) -> float:
    value = number(row, name)
    return otherwise if math.isnan(value) else value
