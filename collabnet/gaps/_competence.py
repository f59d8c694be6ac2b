"""Who is competent to change what blocks: written rules, each with its source. What people state stands beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from collabnet.services.outcomes import (
    ABOVE_CAPACITY,
    EXCLUDED,
    NO_LANGUAGE,
    NOBODY_OFFERS,
    OUT_OF_DATE,
    TOO_LONG,
    funding_ended,
)
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from collabnet.gaps._context import GapContext
    from collabnet.gaps._record import GapFinding
    from collabnet.services import Entry, NeedOutcome

ORGANISATION: Final = "organisation"
FUNDING: Final = "funding"
PROVIDER: Final = "provider"
CAUSE: Final = "cause"
SYSTEM: Final = "system"

LEVELS: Final = (ORGANISATION, "network", "municipal", FUNDING, "regional", "community", "federal", "european", SYSTEM)
"""Levels that something can be changed at, from the nearest to the furthest."""


@dataclass(frozen=True)
class Rule:
    """Who is competent to change one thing that blocks.

    Attributes
    ----------
    level
        A level of :data:`LEVELS`; ``provider`` for the level that makes the rules of those who offer (their
        ``policy_level``, else they themselves); ``cause`` for the level of the cause in ``vocabularies/causes.csv``.
    why
        In one sentence, with its source.
    """

    level: str
    why: str


RULES: Final[Mapping[str, Rule]] = MappingProxyType({
    NOBODY_OFFERS: Rule(FUNDING, "What nobody offers has to be set up and paid for: D'Eer, Robeyns & Geldof (2019) ask "
                        "the government to start professional housing support again."),
    ABOVE_CAPACITY: Rule(FUNDING, "A shortage exceeds what any initiative can solve and asks for more capacity: D'Eer, "
                         "Robeyns & Geldof (2019)."),
    TOO_LONG: Rule(FUNDING, "A wait is a shortage over time, such as almost twelve years for social housing: UAMN18+, "
                   "recommendation 2."),
    EXCLUDED: Rule(PROVIDER, "A rule is loosened by whoever makes it, such as the nineteen municipalities with their "
                   "minimum ages and lengths of residence: UAMN18+, recommendation 2."),
    NO_LANGUAGE: Rule(PROVIDER, "A duty of language binds the authority that an organisation answers to: guaranteed "
                      "bilingual support, UAMN18+, recommendation 3."),
    OUT_OF_DATE: Rule(ORGANISATION, "Whoever keeps the entry can confirm it."),
    "funding_ended": Rule(FUNDING, "Support stopped where project money was used up: D'Eer, Robeyns & Geldof (2019)."),
    "cause": Rule(CAUSE, "Causes that people name have their level in the vocabulary; the context in which "
                  "organisations work (time pressure, understaffing, stress, turnover) is set by who pays for it: De "
                  "Backer, Derluyn & Schuermans (2024), doi:10.1080/13691457.2022.2145598."),
    "relation": Rule(ORGANISATION, "Knowing, trusting and informing each other can be improved by the organisations "
                     "themselves: De Backer, Derluyn & Schuermans (2024)."),
})  # fmt: skip
"""What blocks, and who is competent to change it."""


def competent_level(context: GapContext, gap: GapFinding) -> str:
    """Return the level competent to change what blocks between organisations.

    The cause that most organisations name about it says so; without one, a lack of capacity at an organisation whose
    services have no room is for who pays for them; all else, the organisations can change themselves.
    """
    terms = vocabulary("causes")
    levels: Counter[str] = Counter()
    for cause, count in context.votes(_about(context, gap), "cause").items():
        if cause in terms and terms[cause].level:
            levels[terms[cause].level] += count
    if levels:
        return _most(levels)
    no_room = gap.letter == "C" and gap.target in context.without_room
    return RULES[ABOVE_CAPACITY if no_room else "relation"].level


def stated_level(context: GapContext, gap: GapFinding) -> str:
    """Return where those who speak of it place it: with the organisations, or in the wider system; "" where unsaid.

    One organisation, one vote; placed equally often, both stand, with a bar between them.
    """
    places = context.votes(gap.evidence, "locus")
    said = Counter({SYSTEM: places[SYSTEM], ORGANISATION: sum(places[key] for key in ("own", "other", "relation"))})
    most = max(said.values())
    return "|".join(sorted(level for level, count in said.items() if count == most)) if most else ""


def level_of_outcome(outcome: str, needs: Sequence[NeedOutcome], levels: Mapping[str, str], today: str) -> str:
    """Return the level competent to change what leaves needs unmet.

    Parameters
    ----------
    outcome
        What leaves them unmet.
    needs
        Those that it leaves unmet.
    levels
        The policy level of each organisation; nothing where it is said to answer to none.
    today
        The day of the last interview.
    """
    stale = [offer for need in needs for offer in need.stale]
    if outcome == OUT_OF_DATE and stale and all(funding_ended(offer, today) for offer in stale):
        return RULES["funding_ended"].level
    rule = RULES[outcome]
    return (
        _of_providers((offer for need in needs for offer, _ in need.closed), levels)
        if rule.level == PROVIDER
        else rule.level
    )


def _of_providers(offers: Iterable[Entry], levels: Mapping[str, str]) -> str:
    providers = {offer.organisation for offer in offers}
    return _most(Counter(levels.get(provider) or ORGANISATION for provider in providers))


def _most(levels: Counter[str]) -> str:
    """Return the level named most; of those named equally often the furthest, which the nearer ones depend on."""
    return max(levels, key=lambda level: (levels[level], LEVELS.index(level) if level in LEVELS else -1))


def _about(context: GapContext, gap: GapFinding) -> tuple[str, ...]:
    """Return the statements that a gap rests on; where it says what stands in the way, all others about its pair."""
    if gap.domain or not gap.letter:
        return gap.evidence
    return (*gap.evidence, *context.about_pair(gap.source, gap.target, gap.wave))
