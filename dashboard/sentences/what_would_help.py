"""What would help to know more: how much of what is expected was spoken of, and which conversations would add most.

By how much a conversation narrows an interval is known before it is held: it depends on who speaks of whom, not on
the answers. It is about knowing, not about doing better. Where names may not be seen, it is said without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.sentences import at_wave, capital, number, records, wave_of, within_scale
from dashboard.sentences.scores import too_little

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.words import Say

NAMED = 3
"""Conversations that a sentence or the overview names."""

LEAST = 0.5
"""Points below which a conversation is not said to narrow anything: it would round to nothing."""

ALIKE = 0.9
"""Conversations that give at least this share of the best one are called as good."""

ABOUT = 2
"""Conditions that the overview proposes to ask about first."""


@dataclass(frozen=True)
class Conversation:
    """One conversation to come, and by how many points it would narrow intervals of 95 %."""

    organisation: str
    domain: str
    wave: str
    interviewed: bool
    pairs: int
    network: float
    organisations: float
    width: float

    @property
    def pick(self) -> str:
        """Return the code that opens the organisation in the drawer."""
        return f"org:{self.organisation}"


@dataclass(frozen=True)
class Heard:
    """Of how many expected pairs somebody spoke in one condition."""

    domain: str
    pairs: int
    spoken: int

    @property
    def unspoken(self) -> int:
        """Return how many pairs nobody spoke of."""
        return self.pairs - self.spoken


def still_to_come(seen: Seen, wave: str) -> bool:
    """Tell whether conversations of this wave can still be held: it is the last one declared."""
    return wave == wave_of(seen, "")


def conversations(seen: Seen, wave: str, domain: str = "", *, of_organisations: bool = False) -> list[Conversation]:
    """Return the conversations that would narrow most, about one condition or all; none where that may not be seen.

    Parameters
    ----------
    seen, wave
        What may be seen, and the wave; only the last wave has conversations to come.
    domain
        The condition to ask about; empty for all of them.
    of_organisations
        Whether to order by what is narrowed at organisations, instead of at the whole network.
    """
    rows = at_wave(seen, "next_interviews", wave)
    if rows.empty:
        return []
    found = [_conversation(row) for row in records(rows[rows["domain"] == domain])]

    def narrowed(one: Conversation) -> float:
        return one.organisations if of_organisations else one.network

    return sorted((one for one in found if narrowed(one) >= LEAST), key=lambda one: (-narrowed(one), one.organisation))


def heard(seen: Seen, wave: str, domain: str) -> Heard | None:
    """Return of how many expected pairs somebody spoke; nothing where none are expected."""
    rows = at_wave(seen, "coverage", wave)
    if rows.empty:
        return None
    found = records(rows[(rows["kind"] == "domain") & (rows["key"] == domain)])
    pairs = int(number(found[0], "required")) if found else 0
    return Heard(domain, pairs, int(number(found[0], "required_with_statement"))) if pairs else None


def little_known(score: Score, seen: Seen, say: Say) -> str:
    """Say that there is not enough evidence for a score, and how much of what is expected was spoken of."""
    known = heard(seen, score.wave, score.domain) if score.voice == "organisations" else None
    if known is None or score.reporters < 2:
        return too_little(score, say)
    values = {"n": score.reporters, "spoken": known.spoken, "pairs": known.pairs}
    if not known.spoken:
        return say(
            "Not enough evidence yet: {n} organisations speak of it, but about none of the {pairs} expected pairs.",
            **values,
        )
    return say(
        "Not enough evidence yet: {n} organisations speak of it, about {spoken} of the {pairs} expected pairs.",
        **values,
    )


def most_helpful(score: Score, seen: Seen, say: Say) -> str:
    """Say what would help most to know a score: which conversations, where that may be seen and they are to come."""
    if score.voice == "organisations" and still_to_come(seen, score.wave):
        best = conversations(seen, score.wave, score.domain)[:NAMED]
        if best:
            return say(
                "Most would be learned from conversations about it with {names}.",
                names=say.listing(say.name(seen, one.organisation) for one in best),
            )
        known = heard(seen, score.wave, score.domain)
        if known and known.unspoken and score.reporters > 1:
            return say("To hear more of the expected pairs would help.")
    return (
        say("To hear a second organisation would help.") if score.reporters < 2 else say("More interviews would help.")
    )


def as_good(found: Sequence[Conversation]) -> int:
    """Return how many conversations would give about as much as the best."""
    return sum(1 for one in found if one.network >= ALIKE * found[0].network) if found else 0


def ask_about(seen: Seen, one: Conversation) -> tuple[str, ...]:
    """Return the conditions in which a conversation with an organisation would narrow most."""
    rows = at_wave(seen, "next_interviews", one.wave)
    mine = [_conversation(row) for row in records(rows[rows["organisation_id"] == one.organisation])]
    told = sorted((it for it in mine if it.domain and it.network >= LEAST), key=lambda it: (-it.network, it.domain))
    return tuple(it.domain for it in told[:ABOUT])


def asked_first(one: Conversation, seen: Seen, say: Say) -> str:
    """Say what to ask about first in one conversation; empty where no condition gains more than a rounding."""
    about = ask_about(seen, one)
    return say("ask first about {conditions}", conditions=say.listing(map(say.domain, about))) if about else ""


def gain(one: Conversation, say: Say) -> str:
    """Say by how much a conversation narrows the intervals of the whole network."""
    points = round(one.network)
    return say("1 point narrower") if points == 1 else say("{points} points narrower", points=say.number(points))


def when_interviewed(one: Conversation, seen: Seen, say: Say) -> str:
    """Say whether an organisation was interviewed in the wave: a fact for whoever plans, never a reproach."""
    wave = say.wave(seen, one.wave)
    return say("interviewed in {wave}", wave=wave) if one.interviewed else say("not yet heard in {wave}", wave=wave)


def overview_title(best: Sequence[Conversation], say: Say) -> str:
    """Say what one more conversation would bring over all conditions."""
    return say(
        "One more conversation would make intervals up to {points} points narrower; now they are {width} points wide "
        "on average",
        points=say.number(_narrower(best[0])),
        width=say.number(within_scale(best[0].width)),
    )


def condition_title(best: Sequence[Conversation], domain: str, say: Say) -> str:
    """Say what one more conversation would bring for one condition."""
    first = best[0]
    return say(
        "{domain}: one more conversation would narrow the network’s interval from {width} to {left} points at best",
        domain=capital(say.domain(domain)),
        width=say.number(within_scale(first.width)),
        left=say.number(within_scale(first.width - first.network)),
    )


def _narrower(one: Conversation) -> float:
    """Return by how many points an interval narrows on the scale: what lies beyond its ends does not count."""
    return within_scale(one.width) - within_scale(one.width - one.network)


def choice(found: Sequence[Conversation], say: Say) -> str:
    """Say how many conversations would do about as well; empty where the best stands alone."""
    count = as_good(found)
    if count < 2:
        return ""
    return say("{n} organisations lie close together in this: choose whom you can reach most easily.", n=count)


def meaning(say: Say) -> str:
    """Say what narrowing an interval means, and what it does not."""
    return say(
        "How much is gained depends on who speaks of whom, not on the answers. It is about knowing, not about doing "
        "better. Each conversation is counted alone: after one, the next adds less."
    )


def without_names(seen: Seen, wave: str, domains: Sequence[str], say: Say) -> str:
    """Say of which condition least is known and whom to hear, without naming anybody; empty where nothing is missing.

    ``domains`` are the conditions to choose from.
    """
    known = [one for key in domains if (one := heard(seen, wave, key)) and one.unspoken]
    if not known:
        return ""
    least = min(known, key=lambda one: one.spoken / one.pairs)
    more = say("Conversations with organisations that are expected to work with many others would help most.")
    return say("{sentence} {addition}", sentence=_spoken_of(least, say, alone=len(domains) == 1), addition=more)


def organisations_needed(seen: Seen, wave: str, domain: str, say: Say) -> str:
    """Say which conversations would narrow most at single organisations; empty where that may not be seen."""
    best = conversations(seen, wave, domain, of_organisations=True)
    if not best:
        return ""
    return say(
        "Most would be learned from conversations about {domain} with {names}: each would narrow the intervals of "
        "organisations by up to {points} points on average.",
        domain=say.domain(domain),
        names=say.listing(say.name(seen, one.organisation) for one in best[:NAMED]),
        points=say.number(best[0].organisations),
    )


def _spoken_of(known: Heard, say: Say, *, alone: bool) -> str:
    """Say of how many expected pairs somebody spoke; ``alone`` where no other condition is compared with it."""
    values = {"domain": say.domain(known.domain), "spoken": known.spoken, "pairs": known.pairs}
    if not known.spoken:
        return say("About {domain}, nobody spoke of any of the {pairs} expected pairs.", **values)
    if alone:
        return say("About {domain}, somebody spoke of {spoken} of the {pairs} expected pairs.", **values)
    return say("About {domain} we know least: somebody spoke of {spoken} of the {pairs} expected pairs.", **values)


def _conversation(row: dict[str, object]) -> Conversation:
    return Conversation(
        organisation=str(row["organisation_id"]),
        domain=str(row["domain"]),
        wave=str(row["wave"]),
        interviewed=str(row["interviewed"]).casefold() in ("true", "yes", "1"),
        pairs=int(number(row, "pairs") or 0),
        network=number(row, "narrowing_network"),
        organisations=number(row, "narrowing_organisations"),
        width=number(row, "width_network"),
    )
