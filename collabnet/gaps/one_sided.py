"""One side names working with the other; the other, though interviewed, says nothing of it at all: a question.

Whoever forgets one partner in five leaves a third of all pairs named by one side, so nothing is claimed.

A side that speaks of the other in another way of working together, in general, or only of a condition is not silent:
how its words were coded is then the question, not whether the two work together. A network of edges has none: it holds
one side of each tie, so silence of the other means nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import each
from collabnet.gaps._record import GapKind, Question, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "one_sided"


def _find(context: GapContext) -> Iterator[Question]:
    network = context.network
    if not network.two_sided:
        return
    for pair in each(network.pairs[network.pairs["relation"] == "one_sided"]):
        if not context.matters(pair.source, pair.target, pair.wave) or not context.sure(pair.evidence):
            continue
        for silent, names in ((pair.source, pair.target), (pair.target, pair.source)):
            if not context.says_of(silent, names, pair.wave):
                yield _question(context, pair, names, silent)


def _question(context: GapContext, pair: Any, names: str, silent: str) -> Question:
    two = (pair.source, pair.target)
    why = "one_side_asked" if context.was_asked(silent, names, pair.wave) else "one_side_silent"
    return Question(
        kind=KEY, organisations=two, source=names, target=silent, ask=(silent, names), wave=pair.wave,
        importance=context.importance(*two, pair.wave), processes=tuple(pair.processes),
        reasons=(reason(why, source=names, target=silent),), suggestion="compare",
        evidence=tuple(pair.evidence),
    )  # fmt: skip


ONE_SIDED = GapKind(
    key=KEY,
    title="named by one side",
    sentence="One organisation says they work together; the other was interviewed and did not mention it.",
    reasons={
        "one_side_silent": "{source} names working with {target}, which was interviewed and did not speak of {source}.",
        "one_side_asked": "{source} names working with {target}, which was asked about {source} and does not name it.",
    },
    suggestions={"compare": "Ask {source} and {target} how each of them sees it."},
    find=_find,
    false_claims=0.0,
    order=4,
)
