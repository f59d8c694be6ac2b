"""One side names working with the other, which speaks of it but does not say whether they work together.

That is neither silence nor a no: it may be how the words were coded. So it is a question, never a gap. Where both sides
name working with each other, in whatever way and direction, they agree that they do, and nothing is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import each
from collabnet.gaps._record import GapKind, Question, reason
from collabnet.network.claims import UNSPECIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "not_said_back"

_TIE = ["source", "target", "process", "wave"]


def _find(context: GapContext) -> Iterator[Question]:
    network = context.network
    if not network.two_sided:
        return
    reports = network.reports[network.reports["party"] & ~network.reports["negative"]]
    yes = reports[reports["answer"] == "yes"]
    ties = context.ties
    open_ = ties[(ties["relation"] == "one_sided") & (ties["state"] == "one_sided")]
    for tie in each(open_.merge(yes[[*_TIE, "reporter"]], on=_TIE)):
        other = tie.target if tie.reporter == tie.source else tie.source
        spoken = context.says_of(other, tie.reporter, tie.wave)
        if spoken and context.matters(tie.source, tie.target, tie.wave):
            yield _question(context, tie, tie.reporter, other)


def _question(context: GapContext, tie: Any, names: str, other: str) -> Question:
    two = (tie.source, tie.target)
    return Question(
        kind=KEY, organisations=two, ask=(other, names), source=names, target=other, processes=(tie.process,),
        wave=tie.wave, importance=context.importance(*two, tie.wave),
        reasons=(reason("speaks_of_other_things", source=names, target=other),),
        suggestion="how" if tie.process == UNSPECIFIED else "whether",
        evidence=tuple(sorted({*tie.evidence, *context.of_each_other(*two, tie.wave)})),
    )  # fmt: skip


NOT_SAID_BACK = GapKind(
    key=KEY,
    title="one names it, the other speaks of other things",
    sentence="One organisation says they work together; the other speaks of it, but does not say whether they do.",
    reasons={
        "speaks_of_other_things":
            "{source} names working with {target}, which speaks of {source} but does not say whether they do.",
    },
    suggestions={
        "whether": "Ask {target} whether there is {process} with {source}, and check how its words were coded.",
        "how": "Ask {target} whether and how it works with {source}, and check how its words were coded.",
    },
    find=_find,
    false_claims=0.0,
    order=3,
)  # fmt: skip
