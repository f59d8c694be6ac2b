"""Which way of scoring a page shows: the model's numbers, or the plain means that stand beside them.

Pages read scores from the table ``scores`` and nowhere else. What a person chose is therefore put in its place, in a
value that goes to every reader: no part of a page can show a number made the other way.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dashboard.sentences import table
from dashboard.sentences.scores import scores
from dashboard.words import N_

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.state import State

MODEL: Final = "model"
PLAIN: Final = "transparent"
"""Ways of scoring, as the column ``method`` writes them."""

METHODS: Final = {MODEL: N_("model"), PLAIN: N_("plain mean")}

OPTION: Final = "method"
"""The control's name in the address."""

PLAIN_SCORES: Final = "scores_transparent"


def offered(seen: Seen) -> bool:
    """Tell whether both ways of scoring can be shown."""
    return len(table(seen, PLAIN_SCORES)) > 0


def chosen(seen: Seen, state: State) -> str:
    """Return which way is asked for; the model where nobody has chosen and there is one."""
    return PLAIN if offered(seen) and state.option(OPTION, MODEL) == PLAIN else MODEL


def by_method(seen: Seen, method: str) -> Seen:
    """Return what may be seen with the scores made one way; as it is where they were made one way only."""
    if method != PLAIN or not offered(seen):
        return seen
    return replace(seen, tables=MappingProxyType({**seen.tables, "scores": seen.tables[PLAIN_SCORES]}))


def plain_of(seen: Seen, score: Score) -> Score | None:
    """Return the plain mean beside a score of the model; nothing where none may be seen."""
    if not offered(seen):
        return score if score.method != MODEL else None
    found = scores(by_method(seen, PLAIN), score.wave, score.level, domain=score.domain, voice=score.voice)
    return next((one for one in found if one.subject == score.subject), None)
