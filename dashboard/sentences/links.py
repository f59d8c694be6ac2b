"""Which conditions people connect: spoken of in one quote, or one given as the reason for the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard import picks
from dashboard.sentences import at_wave, capital, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collabnet.views import Seen
    from dashboard.words import Say

SAME_QUOTE = "same_quote"
BECAUSE_OF = "because_of"
MOST_NAMES = 3
"""Conditions connected equally often that a title still lists."""


@dataclass(frozen=True)
class Link:
    """Two conditions that people connect, how, and how many do."""

    domain: str
    reason: str
    kind: str
    wave: str
    interviews: int
    of: int
    organisations: int
    organisations_of: int
    share: float
    low: float
    high: float

    @property
    def pick(self) -> str:
        """Return the code that opens it in the drawer."""
        return picks.link(self.kind, self.domain, self.reason, self.wave)

    def other(self, domain: str) -> str:
        """Return the condition it connects one with."""
        return self.reason if self.domain == domain else self.domain


def links(seen: Seen, wave: str, domain: str) -> tuple[Link, ...]:
    """Return what people connect one condition with, what most interviews connect first."""
    frame = at_wave(seen, "domain_links", wave)
    if frame.empty:
        return ()
    rows = frame[(frame["domain"] == domain) | (frame["reason_domain"] == domain)]
    found = [link_of(row) for row in records(rows)]
    return tuple(sorted(found, key=lambda link: -link.interviews))


def link_of(row: dict[str, Any]) -> Link:
    """Return a row of ``domain_links`` as one value."""
    counts = (int(row[name]) for name in ("interviews", "of", "organisations", "organisations_of"))
    shares = (float(row[name]) for name in ("share", "low", "high"))
    return Link(row["domain"], row["reason_domain"], row["kind"], row["wave"], *counts, *shares)


def link_sentence(link: Link, say: Say, domain: str = "") -> str:
    """Say in how many interviews two conditions are connected, and how; the one that is looked at first."""
    values = {"n": link.interviews, "of": link.of}
    if link.kind == BECAUSE_OF:
        return say(
            "In {n} of {of} interviews, {reason} is given as a reason for what is said of {domain}.",
            domain=say.domain(link.domain),
            reason=say.domain(link.reason),
            **values,
        )
    first = domain or link.domain
    return say(
        "In {n} of {of} interviews, {domain} is spoken of together with {other}.",
        domain=say.domain(first),
        other=say.domain(link.other(first)),
        **values,
    )


def link_kind(link: Link, domain: str, say: Say) -> str:
    """Say how a condition is connected with the one that is looked at."""
    if link.kind == SAME_QUOTE:
        return say("spoken of together")
    return say("given as a reason for it") if link.domain == domain else say("explained by it")


def links_title(found: Sequence[Link], domain: str, say: Say) -> str:
    """Say what most interviews connect a condition with; where none stands out, say so."""
    first = [link for link in found if link.interviews == found[0].interviews]
    others = list(dict.fromkeys(link.other(domain) for link in first))
    title = capital(say.domain(domain))
    if found[0].interviews == 1:
        return say("{domain} is connected with other conditions in single interviews only", domain=title)
    if len(others) > MOST_NAMES:
        return say("{domain} is connected equally often with {n} others", domain=title, n=len(others))
    names = say.listing(say.domain(other) for other in others)
    return say("{domain} is most often connected with {others}", domain=title, others=names)


def interval(link: Link, say: Say) -> str:
    """Say which share of the organisations connect them, with its interval."""
    return say(
        "{share} ({low} to {high})",
        share=say.percent(link.share),
        low=say.percent(link.low),
        high=say.percent(link.high),
    )
