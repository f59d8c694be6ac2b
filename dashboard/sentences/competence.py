"""Who can change what: one reckoning for the causes on the Overview and the list on the Gaps page.

The two pages count different things: what interviewees name, and what can be acted on. Where the first lies mostly
outside the organisations and the second mostly within their reach, the second says so, instead of seeming to deny it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collabnet.gaps import Gap
    from dashboard.sentences.mentions import Cause
    from dashboard.words import Say

INSIDE, OUTSIDE, BOTH = "inside", "outside", "both"

OWN: Final = frozenset({"organisation", "network"})
"""Levels at which the organisations can change something themselves."""

MOSTLY: Final = 2 / 3
"""Share from which most of it is said to lie on one side."""


def of_causes(causes: Sequence[Cause]) -> str:
    """Return where most of what interviewees name can be changed, weighted by how many name it; "" without causes."""
    return _where([(item.level in OWN, float(max(item.interviews, 1))) for item in causes])


def of_gaps(found: Sequence[Gap]) -> str:
    """Return where most of the gaps can be changed; "" where there is none."""
    return _where([(gap.main.competent_level in OWN, 1.0) for gap in found])


def who_can_act(found: Sequence[Gap], causes: Sequence[Cause], say: Say) -> str:
    """Say how many gaps the organisations can take up themselves, and on whom the others depend."""
    own = sum(gap.main.competent_level in OWN for gap in found)
    told = [_counts(own, len(found) - own, say)]
    levels = (gap.main.competent_level for gap in found)
    others = Counter(level for level in levels if level and level not in OWN)
    if others:
        level, most = max(others.items(), key=lambda item: (item[1], item[0]))
        told.append(say("Most of those are for: {level} ({n}).", level=say.competent(level), n=most))
    if of_gaps(found) == INSIDE and of_causes(causes) == OUTSIDE:
        told.append(say("Even so, most of what interviewees name as a cause is decided outside the organisations."))
    return " ".join(told)


def _counts(own: int, others: int, say: Say) -> str:
    if not others:
        return say("The organisations can take all of them up themselves.")
    if not own:
        return say("None of them can the organisations take up without others.")
    return say("{own} the organisations can take up themselves; {others} depend on others.", own=own, others=others)


def _where(parts: Sequence[tuple[bool, float]]) -> str:
    total = sum(weight for _, weight in parts)
    if not total:
        return ""
    inside = sum(weight for own, weight in parts if own) / total
    return INSIDE if inside >= MOSTLY else OUTSIDE if inside <= 1 - MOSTLY else BOTH
