"""The room of gaps: things a network manager can act on, each with its reasons, its evidence and a step.

A kind of gap is one file here that holds one :class:`GapKind`. To add one: write the file; it then stands in the
tables, exports and on the page. A kind names its reasons and suggestions as English sentences with ``{names}``; a
gap carries codes (``absent:source=alder,target=elm``), and :func:`reason_text` puts the two together.

``size`` (0–100) says how far from working it is. ``importance`` (0–1) how much it matters: the weight with which the
pair is expected to work together, else one half where it is named in two or more ways of working together, else one
quarter. ``confidence`` (0–1) how sure we are: 1 − ½ⁿ for n organisations that say so, a doubtful coding counting
half (a kind that rests on counts instead of statements says its own rule). A doubtful coding never makes a gap
alone. Gaps are ranked by importance × size × confidence.
"""

from collabnet.gaps._context import GapContext
from collabnet.gaps._record import Gap, GapKind, gap_id, reason, reason_parts
from collabnet.gaps._room import find_gaps, gap_kinds, reason_text, suggestion_text

__all__ = [
    "Gap", "GapContext", "GapKind", "find_gaps", "gap_id", "gap_kinds", "reason", "reason_parts", "reason_text",
    "suggestion_text",
]  # fmt: skip
