"""What a score says: in words, beside other scores, and where people say it sits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collabnet.domains import domains
from collabnet.languages import language_name
from collabnet.vocabularies import vocabulary
from dashboard.sentences import at_wave, capital, ids, leaders, number, records, table
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from collabnet.views import Seen
    from dashboard.words import Say

ANCHORED = (
    N_("interviewees report that it is absent or blocks the work"),
    N_("interviewees report that it mostly fails, with exceptions"),
    N_("interviewees report that it works about as often as not"),
    N_("interviewees report that it mostly works, with weaknesses"),
    N_("interviewees report that it works reliably"),
)
"""The anchors of the rating scale, as a score says them."""

PARTS = ("own", "other", "relation", "system")


@dataclass(frozen=True)
class Score:
    """One score that may be shown; ``value`` is NaN where there is too little evidence."""

    level: str
    subject: str
    domain: str
    wave: str
    voice: str
    value: float
    low: float
    high: float
    grade: str
    aim: float | None
    below: float
    statements: int
    reporters: int
    source: str = ""
    target: str = ""
    basis: str = ""
    heard: bool = True
    evidence: tuple[str, ...] = ()
    method: str = "transparent"
    standing: str = ""
    standing_aim: str = ""
    flags: tuple[str, ...] = ()
    plain_outside: float = math.nan
    own_words: bool = False

    @property
    def known(self) -> bool:
        """Whether there is evidence enough for a number."""
        return self.grade != "D" and not math.isnan(self.value)

    @property
    def contradicted(self) -> bool:
        """Return True where the plain mean of the organisations lies outside the interval of the model."""
        return not math.isnan(self.plain_outside)

    @property
    def least(self) -> float:
        """Return the lower end of what is compared with others: of the interval, or a plain mean below it."""
        return min(self.low, self.plain_outside) if self.contradicted else self.low

    @property
    def most(self) -> float:
        """Return the upper end of what is compared with others: of the interval, or a plain mean above it."""
        return max(self.high, self.plain_outside) if self.contradicted else self.high

    @property
    def pick(self) -> str:
        """Return the code that opens this score in the drawer."""
        return f"score:{self.level}:{self.subject}:{self.domain}:{self.wave}:{self.voice}"


def scores(seen: Seen, wave: str, level: str, *, domain: str = "", voice: str = "organisations") -> tuple[Score, ...]:
    """Return the scores of one level in one wave, in the order of the table."""
    rows = table(seen, "scores")
    if rows.empty:
        return ()
    wanted = (rows["level"] == level) & (rows["wave"] == wave) & (rows["voice"] == voice)
    rows = rows[wanted & (rows["domain"] == domain)] if domain else rows[wanted]
    return tuple(score_of(row) for row in records(rows))


def by_domain(seen: Seen, wave: str, *, voice: str = "organisations") -> dict[str, Score]:
    """Return the score of the whole network for each condition, in the order of the conditions."""
    found = {score.domain: score for score in scores(seen, wave, "network", voice=voice)}
    known = [key for key in domains() if key in found]
    return {key: found[key] for key in (*known, *sorted(set(found) - set(known)))}


def scored_domains(seen: Seen) -> tuple[str, ...]:
    """Return every condition with a score in any wave."""
    rows = table(seen, "scores")
    present = set(rows["domain"]) if len(rows) else set()
    return tuple(key for key in domains() if key in present) + tuple(sorted(present - set(domains()) - {""}))


def reading(score: Score, others: Iterable[Score], say: Say) -> str:
    """Say what a score means; beside the level agreed where the network set one, beside the others where not."""
    if not score.known:
        return too_little(score, say)
    worded = capital(say(ANCHORED[min(max(round(score.value / 25), 0), 4)]))
    if score.aim is not None and not math.isnan(score.below):
        beside = say(
            "{probability} below the level agreed of {aim}",
            probability=say.probability(score.below),
            aim=say.number(score.aim),
        )
    else:
        beside = _beside(score, others, say)
    return (
        say("{sentence}; {addition}.", sentence=worded, addition=beside)
        if beside
        else say("{sentence}.", sentence=worded)
    )


def too_little(score: Score, say: Say) -> str:
    """Say that there is not enough evidence, and from how many organisations there is some."""
    if score.reporters < 2:
        return say("Not enough evidence yet: one organisation speaks of it.")
    return say(
        "Not enough evidence yet: {n} organisations speak of it, too few or too far apart for a number.",
        n=score.reporters,
    )


def where_it_sits(seen: Seen, domain: str, wave: str) -> dict[str, float]:
    """Return the shares of what people say about where a problem sits: own, other, relation, system."""
    rows = at_wave(seen, "attribution", wave)
    if rows.empty:
        return {}
    rows = rows[(rows["domain"] == domain) & (rows["basis"] == "stated")]
    shares = {str(part): float(share) for part, share in zip(rows["part"], rows["share"], strict=True)}
    return {part: shares[part] for part in (*PARTS, "unclear") if shares.get(part, 0.0) > 0}


def sits_sentence(shares: dict[str, float], say: Say) -> str:
    """Say where most of it sits, by people's own account."""
    named = {part: share for part, share in shares.items() if part in PARTS}
    if not named:
        return ""
    first = leaders(named)
    if not first:
        return ""
    values = {"where": say.listing(say.locus(part) for part in first), "share": say.percent(named[first[0]])}
    if len(first) > 1:
        return say("said as often to sit {where} ({share} each)", **values)
    if named[first[0]] > 0.5:
        return say("most often said to sit {where} ({share})", **values)
    return say("said to sit {where} ({share}) more often than elsewhere", **values)


def scores_title(found: dict[str, Score], say: Say) -> str:
    """Say which conditions are clearly lower than the highest; where intervals overlap, say that instead."""
    known = sorted((score for score in found.values() if score.known), key=lambda score: score.value)
    if not known:
        return say("There is not enough evidence yet for a score")
    lowest, highest = known[0], known[-1]
    values = {"low": capital(say.domain(lowest.domain)), "high": say.domain(highest.domain)}
    if len(known) == 1:
        return say("Only {high} has enough evidence for a score", **values)
    lower = [score for score in known if score.most < highest.least]
    if not lower:
        return say("{low} scores lowest, but the conditions lie too close to tell apart", **values)
    if len(lower) == len(known) - 1 and all(score.least > lowest.most for score in known[1:]):
        return say("{low} works least well, {high} best", **values)
    names = capital(say.listing(say.domain(score.domain) for score in lower))
    if len(lower) == 1:
        return say("{low} is clearly lower than {high}", **values)
    return say("{conditions} are clearly lower than {high}", conditions=names, high=values["high"])


def short(value: Score, say: Say) -> str:
    """Write a score with its interval, as on every page: ``54 (41–66)``; the plain mean too where it lies outside."""
    if not value.known:
        return say("not enough evidence yet")
    return say("{score} ({interval})", score=say.number(value.value), interval=interval(value, say))


def interval(value: Score, say: Say) -> str:
    """Write the interval of a score, and the plain mean where it lies outside: ``41–66; plain mean 29``."""
    ends = {"low": say.number(value.low), "high": say.number(value.high)}
    if not value.contradicted:
        return say("{low}–{high}", **ends)
    return say("{low}–{high}; plain mean {plain}", plain=say.number(value.plain_outside), **ends)


def _beside(score: Score, others: Iterable[Score], say: Say) -> str:
    known = [other for other in others if other.known and other.domain != score.domain]
    higher = [other.domain for other in known if other.least > score.most]
    lower = [other.domain for other in known if other.most < score.least]
    if higher and lower:
        return say("between the others")
    if higher:
        return say("clearly lower than {conditions}", conditions=say.listing(say.domain(key) for key in higher))
    if lower:
        return say("clearly higher than {conditions}", conditions=say.listing(say.domain(key) for key in lower))
    return say("too close to the other conditions to tell apart") if known else ""


def score_of(row: Mapping[str, Any]) -> Score:
    """Read one score from its row."""
    aim = number(row, "aim") if row.get("aim_is") == "set" else None
    remarks = ids(row.get("remark"))
    return Score(
        level=str(row["level"]),
        subject=str(row["subject"]),
        domain=str(row["domain"]),
        wave=str(row["wave"]),
        voice=str(row["voice"]),
        value=number(row, "score"),
        low=number(row, "low"),
        high=number(row, "high"),
        grade=str(row["grade"]),
        aim=aim,
        below=number(row, "p_below_aim"),
        statements=int(number(row, "statements") or 0),
        reporters=int(number(row, "reporters") or 0),
        source=str(row.get("source") or ""),
        target=str(row.get("target") or ""),
        basis=str(row.get("basis") or ""),
        heard="not_interviewed" not in remarks,
        evidence=ids(row.get("evidence")),
        method=str(row.get("method") or "transparent"),
        standing=str(row.get("standing") or ""),
        standing_aim=str(row.get("standing_aim") or ""),
        flags=ids(row.get("coder_flags")),
        plain_outside=number(row, "transparent") if "excludes_plain" in remarks else math.nan,
        own_words="mostly_self_report" in remarks,
    )


ATTRIBUTES = {
    "specialised=yes": N_("specialised in young refugees"),
    "specialised=no": N_("not specialised"),
    "volunteer_run=yes": N_("run by volunteers"),
    "volunteer_run=no": N_("not run by volunteers"),
}
KINDS = {
    "affiliation": "affiliation",
    "policy_level": "policy_level",
}


def group_label(subject: str, seen: Seen, say: Say) -> str:
    """Say a group of organisations: an attribute and its value, or a group that people speak of as one."""
    if subject in ATTRIBUTES:
        return capital(say(ATTRIBUTES[subject]))
    attribute, _, value = subject.partition("=")
    if attribute == "group":
        return say("said of all: {name}", name=say.name(seen, value))
    if attribute in KINDS and value in vocabulary(KINDS[attribute]):
        return capital(vocabulary(KINDS[attribute])[value].label(say.language))
    if attribute == "languages":
        return say("Working in {language}", language=language_name(value, say.language))
    if attribute == "municipality":
        return say("In {place}", place=value)
    return say("{attribute}: {value}", attribute=attribute.replace("_", " "), value=say.label(seen, value))


def group_order(subject: str) -> tuple[int, str]:
    """Return where a group stands in a list: what a network can act on first, places last."""
    order = ("specialised", "affiliation", "volunteer_run", "languages", "policy_level")
    attribute, _, value = subject.partition("=")
    late = {"group": len(order) + 1, "municipality": len(order) + 2}
    return late.get(attribute, order.index(attribute) if attribute in order else len(order)), value


def groups_title(found: Sequence[Score], domain: str, seen: Seen, say: Say) -> str:
    """Say which two groups of one attribute lie clearly apart; or that none do."""
    apart = [
        (low, high)
        for low in found
        for high in found
        if low.most < high.least and low.subject.partition("=")[0] == high.subject.partition("=")[0]
    ]
    name = capital(say.domain(domain))
    if not apart:
        return say("{domain}: no groups lie clearly apart", domain=name)
    low, high = max(apart, key=lambda pair: pair[1].value - pair[0].value)
    return say(
        "{domain}: lower at {low} than at {high}",
        domain=name,
        low=_quoted(low, seen, say),
        high=_quoted(high, seen, say),
    )


def subject_label(score: Score, seen: Seen, say: Say) -> str:
    """Say the organisation of a score; one that was not interviewed says so."""
    name = say.name(seen, score.subject)
    if score.level == "organisation_in" and not score.heard:
        return say("what partners report about {name} (not interviewed)", name=name)
    return name


def _quoted(score: Score, seen: Seen, say: Say) -> str:
    return say("“{name}”", name=group_label(score.subject, seen, say))
