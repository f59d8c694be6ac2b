"""Organisations beside the whole network: clearly below, cannot tell, clearly above; never a ranking.

Where a score stands is read from the table: for scores of the model it comes from the draws of its distance to the
whole network, which share what is uncertain about both. A score without a standing is placed by its interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.sentences.scores import Score, by_domain, scores
from dashboard.sentences.what_would_help import organisations_needed, still_to_come
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
STANDINGS = {"clearly_below": "below", "cannot_tell": "unclear", "clearly_above": "above"}
"""Standings as the table of scores writes them."""


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

    @property
    def apart(self) -> bool:
        """Whether any organisation stands clearly apart."""
        return bool(self.groups["below"] or self.groups["above"])

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
    placed = {score.subject: _group(score, reference, is_aim=aim is not None) for score in found}
    groups = {key: tuple(score for score in ordered if placed[score.subject] == key) for key in GROUPS}
    return Standings(groups, reference, aim is not None)


def standings_title(found: Standings, domain: str, say: Say) -> str:
    """Say how many organisations stand clearly apart."""
    below, above = len(found.groups["below"]), len(found.groups["above"])
    values = {"domain": say.domain(domain), "below": below, "above": above, "n": found.count()}
    if len(found.groups["hidden"]) == found.count():
        return say("For {domain}, there is not enough evidence yet about single organisations", **values)
    if not below and not above:
        return say("For {domain}, no organisation stands clearly apart from the others", **values)
    if below and above:
        return say("For {domain}, {below} of {n} organisations are clearly below and {above} clearly above", **values)
    if below:
        return say("For {domain}, {below} of {n} organisations are clearly below, none clearly above", **values)
    return say("For {domain}, {above} of {n} organisations are clearly above, none clearly below", **values)


def too_little_known(found: Standings, seen: Seen, wave: str, domain: str, say: Say) -> str:
    """Say why organisations have no number of their own, and what would help; empty where all of them have one."""
    hidden = len(found.groups["hidden"])
    if not hidden:
        return ""
    if hidden == found.count():
        first = say(
            "Few partners speak of each organisation, or their accounts lie far apart. With interviews that is usual: "
            "they say more about sectors and the whole network."
        )
    else:
        first = say(
            "Few partners speak of {n} of the {total} organisations, or their accounts lie far apart.",
            n=hidden,
            total=found.count(),
        )
    more = organisations_needed(seen, wave, domain, say) if still_to_come(seen, wave) else ""
    return say("{sentence} {addition}", sentence=first, addition=more) if more else first


def meaning(say: Say) -> str:
    """Say what *clearly* means."""
    return say("Clearly means: with a probability of at least 97.5 %.")


def _group(score: Score, reference: float | None, *, is_aim: bool) -> str:
    if not score.known:
        return "hidden"
    told = score.standing_aim if is_aim else score.standing
    if told in STANDINGS:
        return STANDINGS[told]
    if reference is None:
        return "unclear"
    if score.high < reference:
        return "below"
    return "above" if score.low > reference else "unclear"
