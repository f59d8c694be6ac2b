"""Words on screen: one function bound to the language, and the library's codes in plain words.

English sentences are the message ids (see :mod:`collabnet.languages`); :func:`N_` marks one that stands in a table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from collabnet import languages
from collabnet.domains import domains
from collabnet.vocabularies import vocabulary
from dashboard.sentences import study_has

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collabnet.views import Seen
    from dashboard.state import State


def N_(sentence: str) -> str:  # noqa: N802 - the name that translators' tools look for
    """Mark an English sentence for translation; it is said later."""
    return sentence


TIE_STATES: Final = {
    "confirmed": N_("confirmed by both sides"),
    "mutual": N_("each names the other"),
    "one_sided": N_("named by one side"),
    "contested": N_("accounts differ"),
    "unverifiable": N_("other side not asked"),
    "listed": N_("in the file"),
    "reported_by_others": N_("named by others only"),
    "reported": N_("reported"),
    "ended": N_("ended"),
    "absent": N_("answered with no"),
    "unknown": N_("nobody said"),
}
"""States of a working relation, the surest first."""

OF_A_FILE: Final = {
    "contested": N_("yes and no in the file"),
    "absent": N_("a no in the file"),
    "unknown": N_("not in the file"),
}
"""The same where a file does not tell who says so."""

BASES: Final = {"reported": N_("reported by anyone"), "confirmed": N_("confirmed by both"), "posterior": N_("likely")}

LEVELS: Final = {
    "network": N_("the whole network"),
    "sector": N_("between sectors"),
    "group": N_("group of organisations"),
    "organisation_in": N_("what partners meet"),
    "organisation_out": N_("what it meets with partners"),
    "dyad": N_("pair"),
    "context": N_("the context"),
}

VOICES: Final = {
    "organisations": N_("organisations"),
    "young_people": N_("young people"),
    "documents": N_("documents"),
}

LOCI: Final = {
    "own": N_("in one's own organisation"),
    "other": N_("at the partner"),
    "relation": N_("between the two"),
    "system": N_("in the system around them"),
    "unclear": N_("not clear where"),
}

LEVELS_OF_POWER: Final = {
    "organisation": N_("the organisations themselves"),
    "network": N_("the network together"),
    "municipal": N_("municipality"),
    "municipality": N_("municipality"),
    "funding": N_("region or funding body"),
    "regional": N_("region"),
    "community": N_("language community"),
    "federal": N_("federal level"),
    "european": N_("European level"),
    "system": N_("the wider system"),
}
"""Who is competent to change something; codes as the vocabularies write them."""

EVIDENCE: Final = {
    "A": N_("strong"),
    "B": N_("fair"),
    "C": N_("limited"),
    "D": N_("too little"),
}
"""Evidence behind a number, as a word; the letters stay in tables."""

PROBABILITIES: Final = (
    (0.99, N_("almost certainly")),
    (0.90, N_("very likely")),
    (0.66, N_("likely")),
    (0.33, N_("about as likely as not")),
    (0.10, N_("unlikely")),
    (0.01, N_("very unlikely")),
    (-1.0, N_("almost certainly not")),
)

HELP: Final = {
    "working relation": N_("That one organisation works with another in some way. In tables: tie."),
    "pair": N_("Two organisations, in one direction. In tables: dyad."),
    "ways of working together": N_(
        "Exchanging information, transferring cases, coordinating cases. In tables: "
        "process."
    ),
    "conditions": N_("What makes working together work, scored one by one. In tables: domain."),
    "expected": N_(
        "A pair with a reason to work together, such as a need that the other's offer meets. In tables: "
        "required."
    ),
    "each names the other": N_(
        "Both say that they work together, each by a relation that the other does not name itself. In tables: mutual."
    ),
    "named by one side": N_(
        "One side names the relation; the other was interviewed and did not mention it. In tables: "
        "one_sided."
    ),
    "accounts differ": N_("Both a yes and a no are said, for the same time. In tables: contested."),
    "other side not asked": N_("One side names the relation; the other was not interviewed. In tables: unverifiable."),
    "answered with no": N_(
        "It is only denied, or both sides were asked about each other and neither named it. In tables: absent."
    ),
    "nobody said": N_("Nobody spoke of this pair. That is not a no. In tables: unknown."),
    "how much we know": N_("What part of what should be known was heard, from one side or both. In tables: coverage."),
    "level agreed": N_("The score that the network itself set as its aim. In tables: aim."),
    "distance to it": N_("How far a score lies below the level agreed. In tables: shortfall."),
    "where it sits": N_(
        "Where people say a problem lies: own organisation, partner, between them, system. In tables: "
        "attribution."
    ),
    "point for attention": N_("One thing that can be acted on. In tables: gap."),
    "moment of interviewing": N_("One round of interviews. In tables: wave."),
    "position in the network": N_("How an organisation stands among the others. In tables: centrality."),
    "stands between others": N_("How often it lies on the shortest way between two others. In tables: betweenness."),
    "what partners meet": N_("What partners report about an organisation. In tables: organisation_in."),
    "possible places": N_("Between which places its rank lies, given what we know. In tables: rank_low, rank_high."),
    "coders differ": N_(
        "Coders who read the same passages did not agree well enough on a code behind this score; Data and methods "
        "says on which. In tables: coder_flags."
    ),
    "evidence": N_("How much a number rests on: strong, fair, limited or too little. In tables: grade A to D."),
}  # fmt: skip
"""What a term of the trade means, shown on hover and focus; the library's word stands in it."""


@dataclass(frozen=True)
class Say:
    """Says things in one language: ``text("…", n=3)``, and numbers, dates and codes the way it does."""

    language: str

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Say an English sentence in the language, its ``{names}`` filled."""
        return languages.text(sentence, self.language, **values)

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number; a dash where there is none."""
        return languages.number(value, self.language, digits)

    def percent(self, share: float) -> str:
        """Write a share (0–1) as a whole percentage."""
        return languages.percent(share, self.language)

    def date(self, value: str) -> str:
        """Write an ISO date."""
        return languages.date(value, self.language)

    def listing(self, items: Iterable[str]) -> str:
        """Join words: *a, b and c*."""
        return languages.listing(items, self.language)

    def state(self, seen: Seen, code: str) -> str:
        """Say a tie state; of a file of ties, what the file has."""
        words = TIE_STATES if study_has.interviews(seen) else TIE_STATES | OF_A_FILE
        return self(words.get(code, code))

    def basis(self, code: str) -> str:
        """Say on which ties a measure stands."""
        return self(BASES.get(code, code))

    def level(self, code: str) -> str:
        """Say what a score is about."""
        return self(LEVELS.get(code, code))

    def voice(self, code: str) -> str:
        """Say who speaks."""
        return self(VOICES.get(code, code))

    def locus(self, code: str) -> str:
        """Say where people see a problem."""
        return self(LOCI.get(code, code))

    def competent(self, code: str) -> str:
        """Say who is competent to change something."""
        return self(LEVELS_OF_POWER.get(code, code))

    def evidence(self, grade: str) -> str:
        """Say a grade as the screen does: *strong, fair, limited, too little*."""
        return self(EVIDENCE.get(grade, EVIDENCE["D"]))

    def probability(self, p: float) -> str:
        """Say a probability in words with its number: *very likely (93 %)*; empty where there is none."""
        if p is None or math.isnan(p):
            return ""
        word = next(word for bound, word in PROBABILITIES if p >= bound)
        if p > 0.995 or p < 0.005:
            return self(word)  # rounded to 100 or 0 % it would claim a certainty that nobody has
        return self("{word} ({percent})", word=self(word), percent=self.percent(p))

    def domain(self, key: str) -> str:
        """Say a domain (on screen: a condition)."""
        known = domains().get(key)
        return self(known.title) if known else key.replace("_", " ")

    def facet(self, domain: str, key: str) -> str:
        """Say a facet of a domain."""
        known = domains().get(domain)
        titles = {facet.key: facet.title for facet in known.facets} if known else {}
        return self(titles[key]) if key in titles else key.replace("_", " ")

    def process(self, seen: Seen, key: str) -> str:
        """Say a process (on screen: a way of working together)."""
        if key == "all":
            return self("any way of working together")
        if key == "unspecified":
            return self("working together, way not said")
        known = seen.settings.processes.get(key)
        label = known.label(self.language) if known else key.replace("_", " ")
        return label[:1].lower() + label[1:]

    def label(self, seen: Seen, key: str) -> str:
        """Say a sector or a service term, in the study's words."""
        if key in ("", "unknown"):
            return self("not said")
        if key not in seen.settings.labels and key in vocabulary("services"):
            return vocabulary("services")[key].label(self.language)
        return seen.settings.label(key, self.language)

    def cause(self, key: str) -> str:
        """Say a cause."""
        known = vocabulary("causes").get(key)
        return known.label(self.language) if known else key.replace("_", " ")

    def wave(self, seen: Seen, key: str) -> str:
        """Say a wave (on screen: a moment of interviewing)."""
        known = next((wave for wave in seen.settings.waves if wave.id == key), None)
        label = (known.labels.get(self.language) or known.label) if known else ""
        return label or self("wave {wave}", wave=key)

    def title(self, seen: Seen) -> str:
        """Say the study's title."""
        return seen.settings.titles.get(self.language) or seen.settings.title

    def name(self, seen: Seen, organisation: str) -> str:
        """Say an organisation's name."""
        return seen.name(organisation, self.language)


def say(state: State) -> Say:
    """Return the function that says things in the language of a state."""
    return Say(state.language)
