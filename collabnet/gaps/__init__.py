"""The room of gaps: things a network manager can act on, each with its reasons, its evidence and a step.

A kind of gap is one file here that holds one :class:`GapKind`. To add one: write the file; it then stands in the
tables, exports and on the page. A kind names its reasons and suggestions as English sentences with ``{names}``; what
it finds carries codes (``absent:source=alder,target=elm``), and :func:`reason_text` puts the two together.

A kind yields :class:`GapFinding`, and where what is known does not tell, :class:`Question`. Findings about the same two
organisations, the same service or the same organisation are one case, a :class:`Gap`, however many ways of working
together, conditions and waves they touch. Questions stand apart: nobody's silence is a gap.

``size`` (0–100) says how far from working it is. ``importance`` (0–1) how much it matters: the weight with which the
pair is expected to work together, else one half where it is named in two or more ways of working together, else one
quarter. ``confidence`` (0–1) how sure we are: 1 − ½ⁿ, where n adds up the organisations that say so, each weighed by
whether it is a side or a third party, how directly it knows, how recently and how often it said so
(:meth:`GapContext.witnesses`; a kind that rests on counts instead of statements says its own rule). A doubtful
coding never makes a gap alone. What a kind would claim in more than a few of 100 sound cases is a question
(``GapKind.false_claims``). Gaps are ranked by importance × size × confidence.
"""

from collabnet.gaps._context import GapContext
from collabnet.gaps._record import Gap, GapFinding, GapKind, Question, case_id, reason, reason_parts
from collabnet.gaps._room import (
    Found,
    because_text,
    cases,
    find_gaps,
    find_questions,
    gap_kinds,
    gaps_and_questions,
    reason_text,
    suggestion_text,
)

__all__ = [
    "Found", "Gap", "GapContext", "GapFinding", "GapKind", "Question", "because_text", "case_id", "cases", "find_gaps",
    "find_questions", "gap_kinds", "gaps_and_questions", "reason", "reason_parts", "reason_text", "suggestion_text",
]  # fmt: skip
