"""A tie that was there and is gone: both sides say that it has ended, or it worked before and is now denied.

Nobody need have expected it: what two organisations had and lost is known better than what they never had. It weighs
:data:`LOST`, or as much as the two are expected to work together where that is more; :data:`MORE` is added where it was
named in an earlier wave, and again where one of the two wishes to work with the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from collabnet.gaps._context import each
from collabnet.gaps._record import GapFinding, GapKind, reason
from collabnet.network.claims import UNSPECIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "lost_link"

SIZE: Final = 100.0
"""Nothing is left of it."""

LOST: Final = 0.5
"""Importance of any link that is lost: it was worth having once. A convention."""

MORE: Final = 0.25
"""What each of the two marks of a link that is missed adds. A convention."""

DENIED: Final = ("ended", "absent")


@dataclass(frozen=True)
class _Lost:
    """One way of working together that is gone, what says so, and by what it worked in an earlier wave."""

    source: str
    target: str
    process: str
    wave: str
    denials: tuple[str, ...]
    before: tuple[str, ...]

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.source, self.target))


def _find(context: GapContext) -> Iterator[GapFinding]:
    gone = [one for one in _gone(context) if context.sure(one.denials)]
    ending: dict[tuple[str, frozenset[str], str], set[str]] = {}
    for one in gone:
        said = ending.setdefault((one.wave, one.pair, one.process), set())
        said.update(context.reporters(context.ended(one.denials)))
    for one in gone:
        said = ending[one.wave, one.pair, one.process] | ending.get((one.wave, one.pair, UNSPECIFIED), set())
        both = one.pair <= said
        if both or one.before:
            yield _finding(context, one, both=both)


def _gone(context: GapContext) -> Iterator[_Lost]:
    """Return every way of working together that is said to have ended or not to exist, and in which nobody says yes."""
    worked = _worked(context)
    order = {wave: place for place, wave in enumerate(context.network.waves)}
    ties = context.ties[context.ties["state"].isin(DENIED)]
    for tie in each(ties):
        earlier = worked.get((tie.source, tie.target, tie.process), {})
        before = tuple(key for wave, ids in earlier.items() if order[wave] < order[tie.wave] for key in ids)
        yield _Lost(tie.source, tie.target, tie.process, tie.wave, context.denials(tie), before)


def _worked(context: GapContext) -> dict[tuple[str, str, str], dict[str, tuple[str, ...]]]:
    """Return the statements by which each tie worked, by wave."""
    found: dict[tuple[str, str, str], dict[str, tuple[str, ...]]] = {}
    for tie in each(context.ties[context.ties["works"].astype("boolean").fillna(False)]):
        found.setdefault((tie.source, tie.target, tie.process), {})[tie.wave] = tuple(tie.evidence)
    return found


def _finding(context: GapContext, one: _Lost, *, both: bool) -> GapFinding:
    pair, who = (one.source, one.target), {"source": one.source, "target": one.target}
    wish = context.wishes(*pair)
    told = context.network.two_sided
    reasons = (
        reason("both_say_ended" if both else "denied_now" if told else "no_in_file", **who),
        *(reason("ended_because", words=words) for words in context.ended_because(one.denials)),
        *([reason("worked_before")] if one.before and told else []),
        *([reason("wished_back", organisations=context.reporters(wish))] if wish else []),
    )
    marks = bool(one.before) + bool(wish)
    return GapFinding(
        kind=KEY, organisations=pair, source=one.source, target=one.target, process=one.process, wave=one.wave,
        size=SIZE, confidence=context.confidence(one.denials),
        importance=min(1.0, max(LOST, context.weight(*pair, one.wave)) + MORE * marks),
        reasons=reasons, suggestion="restore" if wish else "ask_back", concerns=pair,
        evidence=tuple(sorted({*one.denials, *one.before, *wish})),
    )  # fmt: skip


LOST_LINK = GapKind(
    key=KEY,
    title="lost link",
    sentence="Two organisations worked together and no longer do.",
    reasons={
        "both_say_ended": "Both {source} and {target} say that it has ended.",
        "denied_now": "It is now said that {source} and {target} do not work together in this way.",
        "no_in_file": "In an earlier wave the file has a tie between {source} and {target}; now it has a no.",
        "ended_because": "Given as the reason: {words}.",
        "worked_before": "In an earlier wave it was named, and worked.",
        "wished_back": "{organisations} would like to work together.",
    },
    suggestions={
        "restore": "Help {source} and {target} to take it up again: name a contact on both sides.",
        "ask_back": "Ask {source} and {target} whether they miss it, and what it would take to take it up again.",
    },
    find=_find,
    order=2,
)
