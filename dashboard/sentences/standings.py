"""Organisations beside the whole network: clearly below, cannot tell, clearly above; never a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.sentences.scores import Score, by_domain, scores
from dashboard.words import N_

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say

GROUPS = {
    "below": N_("Clearly below the whole network"),
    "unclear": N_("Cannot tell"),
    "above": N_("Clearly above the whole network"),
    "hidden": N_("Not enough evidence yet"),
}
AROUND_AIM = {
    "below": N_("Clearly below the level agreed"),
    "unclear": N_("Cannot tell"),
    "above": N_("Clearly above the level agreed"),
    "hidden": N_("Not enough evidence yet"),
}


@dataclass(frozen=True)
class Standings:
    """Scores in groups, by name within each, and what they were held beside."""

    groups: dict[str, tuple[Score, ...]]
    reference: float | None
    is_aim: bool

    @property
    def titles(self) -> dict[str, str]:
        """Return the group titles as message ids."""
        return AROUND_AIM if self.is_aim else GROUPS

    def count(self) -> int:
        """Return how many there are."""
        return sum(len(group) for group in self.groups.values())


def standings(seen: Seen, wave: str, domain: str, level: str, say: Say, *, voice: str = "organisations") -> Standings:
    """Put the scores of one level beside the level agreed, or beside the whole network where none was set."""
    found = scores(seen, wave, level, domain=domain, voice=voice)
    whole = by_domain(seen, wave, voice=voice).get(domain)
    aim = next((score.aim for score in found if score.aim is not None), None)
    reference = aim if aim is not None else (whole.value if whole is not None and whole.known else None)
    ordered = sorted(found, key=lambda score: say.name(seen, score.subject).casefold())
    groups = {key: tuple(s for s in ordered if _group(s, reference) == key) for key in GROUPS}
    return Standings(groups, reference, aim is not None)


def standings_title(found: Standings, domain: str, say: Say) -> str:
    """Say how many organisations stand clearly apart."""
    below, above = len(found.groups["below"]), len(found.groups["above"])
    values = {"domain": say.domain(domain), "below": below, "above": above, "n": found.count()}
    if not below and not above:
        return say("For {domain}, no organisation stands clearly apart from the others", **values)
    if below and above:
        return say("For {domain}, {below} of {n} organisations are clearly below and {above} clearly above", **values)
    if below:
        return say("For {domain}, {below} of {n} organisations are clearly below, none clearly above", **values)
    return say("For {domain}, {above} of {n} organisations are clearly above, none clearly below", **values)


def _group(score: Score, reference: float | None) -> str:
    if not score.known:
        return "hidden"
    if reference is None:
        return "unclear"
    if score.high < reference:
        return "below"
    return "above" if score.low > reference else "unclear"
