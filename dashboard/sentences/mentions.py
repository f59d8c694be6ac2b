"""What interviews name: conditions as a barrier or a help, and the causes that stand in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collabnet.domains import domains
from dashboard.sentences import Sentence, at_wave, capital, competence, leaders

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.views import Seen
    from dashboard.words import Say


Row = dict[str, Any]
VALENCES = ("barrier", "mixed", "enabler")
MOST_NAMES = 4
"""Causes named equally often that a title still lists."""

LEAST = 2
"""Interviews that have to name a condition as a barrier before a title calls it the most named."""


@dataclass(frozen=True)
class Mention:
    """In how many interviews a condition is named, as what; nothing where that is not told."""

    domain: str
    barrier: int | None
    mixed: int | None
    helps: int | None
    named: int
    of: int


@dataclass(frozen=True)
class Cause:
    """In how many interviews a cause is named, and who could change it."""

    cause: str
    level: str
    interviews: int
    organisations: int
    of: int
    domains: tuple[str, ...] = ()


def named_domains(seen: Seen, wave: str) -> tuple[Mention, ...]:
    """Return every condition that an interview names, the one most named as a barrier first."""
    rows = _by(at_wave(seen, "mentions", wave), "domain", ("facet", "valence", "cause", "interviews", "of"))
    withheld = None if seen.view == "shared" else 0
    found = [_mention(part, key, withheld) for key, part in _in_order(rows)]
    return tuple(sorted((item for item in found if item.named), key=lambda m: (-(m.barrier or 0), -m.named)))


def named_causes(seen: Seen, wave: str) -> tuple[Cause, ...]:
    """Return every cause, the one that most interviews name first."""
    columns = ("competent_level", "domain", "locus", "interviews", "organisations")
    rows = _by(at_wave(seen, "causes", wave), "cause", columns)
    of = interviews_in(seen, wave)
    found = [_cause(part, key, of) for key, part in rows.items()]
    return tuple(sorted(found, key=lambda item: (-item.interviews, -item.organisations, item.cause)))


def interviews_in(seen: Seen, wave: str) -> int:
    """Return how many interviews the counts are out of."""
    rows = at_wave(seen, "mentions", wave)
    return int(rows["of"].max()) if len(rows) else 0


def young_people_in(seen: Seen, wave: str) -> int:
    """Return how many conversations with young people there are, which no count of interviews holds."""
    rows = at_wave(seen, "mentions", wave)
    return int(rows["young_people_of"].fillna(0).max()) if "young_people_of" in rows and len(rows) else 0


def mention_title(mentions: tuple[Mention, ...], say: Say) -> str:
    """Say what is named most; where several are named as often, say so."""
    if not mentions:
        return ""
    first = mentions[0]
    if (first.barrier or 0) < LEAST:
        named = leaders({item.domain: item.named for item in mentions})
        spoken = capital(say.listing(map(say.domain, named)))
        if len(named) > 1:
            return say("{domains} are spoken of most, equally", domains=spoken)
        return say("{domain} is what interviews speak of most", domain=spoken) if named else ""
    equal = [item for item in mentions if item.barrier == first.barrier]
    names = say.listing(say.domain(item.domain) for item in equal)
    if len(equal) > 1:
        return say("{domains} are named most often as a barrier", domains=capital(names))
    return say("{domain} is what interviews most often name as a barrier", domain=capital(names))


def mention_sentence(mention: Mention, say: Say) -> Sentence:
    """Say in how many interviews a condition is named as a barrier, and as a help."""
    values = {"barrier": mention.barrier, "helps": mention.helps, "of": mention.of, "named": mention.named}
    if mention.barrier and mention.helps:
        text = say("named as a barrier in {barrier} of {of} interviews, as a help in {helps}", **values)
    elif mention.barrier:
        text = say("named as a barrier in {barrier} of {of} interviews", **values)
    elif mention.helps:
        text = say("named as a help in {helps} of {of} interviews", **values)
    else:
        text = say("spoken of in {named} of {of} interviews", **values)
    return Sentence(text)


def cause_title(causes: tuple[Cause, ...], say: Say, *, whole: bool = True) -> str:
    """Say which causes are named most, and whether the network could change them itself.

    Where the view may leave causes out, nothing is said of where most of them lie.
    """
    if not causes:
        return ""
    first = [item for item in causes if item.interviews == causes[0].interviews]
    if len(first) > MOST_NAMES:
        return say("No single cause stands out: {n} are named equally often", n=len(first))
    names = say.listing(say.cause(item.cause) for item in (first if len(first) > 1 else causes[:2]))
    if not whole:
        return say("{causes} are named most", causes=capital(names))
    where = competence.of_causes(causes)
    if where == competence.OUTSIDE:
        return say(
            "{causes}: most of what stands in the way is decided outside the organisations", causes=capital(names)
        )
    if where == competence.INSIDE:
        return say("{causes}: most of what stands in the way is in the organisations’ own hands", causes=capital(names))
    return say("{causes} are named most; causes lie both inside and outside the organisations", causes=capital(names))


def cause_sentence(cause: Cause, say: Say) -> Sentence:
    """Say who names a cause."""
    if cause.interviews == 1:
        return Sentence(say("named in 1 of {of} interviews", of=cause.of))
    return Sentence(say("named in {n} of {of} interviews", n=cause.interviews, of=cause.of))


def _by(frame: pd.DataFrame, key: str, columns: tuple[str, ...]) -> dict[str, list[Row]]:
    """Return rows as plain values by one column: quicker than a frame each."""
    found: dict[str, list[Row]] = {}
    for row in frame[[key, *columns]].to_dict("records") if len(frame) else ():
        found.setdefault(str(row[key]), []).append(
            {name: "" if row[name] != row[name] else row[name] for name in columns}
        )
    return found


def _in_order(rows: dict[str, list[Row]]) -> list[tuple[str, list[Row]]]:
    known = [key for key in domains() if key in rows]
    return [(key, rows[key]) for key in (*known, *sorted(set(rows) - set(known)))]


def _most(rows: list[Row], column: str) -> int:
    return max((int(row[column] or 0) for row in rows), default=0)


def _mention(rows: list[Row], domain: str, withheld: int | None) -> Mention:
    """Count one condition; where the view may leave rows out, a count without a row is not told."""
    whole = [row for row in rows if not row["facet"] and not row["cause"]]
    by_valence = {key: [row for row in whole if row["valence"] == key] for key in VALENCES}
    barrier, mixed, helps = (_most(by_valence[key], "interviews") or withheld for key in VALENCES)
    return Mention(domain, barrier, mixed, helps, _most(whole, "interviews"), _most(rows, "of"))


def _cause(rows: list[Row], cause: str, of: int) -> Cause:
    whole = [row for row in rows if not row["domain"] and not row["locus"]] or rows
    touched = sorted((row for row in rows if row["domain"]), key=lambda row: -int(row["interviews"] or 0))
    names = tuple(dict.fromkeys(str(row["domain"]) for row in touched))
    interviews = _most(whole, "interviews")
    return Cause(
        cause, str(rows[0]["competent_level"]), interviews, _most(whole, "organisations"), max(of, interviews), names
    )
