"""What a gap is, and what a kind of gap is."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabnet.reasons import reason, reason_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from collabnet.gaps._context import GapContext

__all__ = ["Gap", "GapKind", "gap_id", "reason", "reason_parts"]


@dataclass(frozen=True)
class Gap:
    """One thing that a manager can act on.

    Attributes
    ----------
    gap_id
        The same in every wave and at every size, so that it can be followed up.
    kind
        Key of its :class:`GapKind`.
    organisations
        Whom it is about; source first where there is one.
    source, target, domain, process, service
        Where it lies; empty where it does not apply.
    wave
        In which it was found.
    size
        How far from working, 0–100.
    confidence
        How sure, 0–1.
    importance
        How much it matters, 0–1.
    reasons
        Codes, ``code:key=value,key=value``.
    suggestion
        Code of the step that would help.
    letter
        Why there is no working link: U unknown, K does not know the other, C capacity or rules,
        T able but not used, D too late or with the wrong need, S nobody offers it; empty for other kinds.
    competent_level
        Level that is competent to change it, by the rules of ``_competence.py``.
    stated_level
        Where those who speak of it place it; empty where nobody said.
    people
        Persons a year left without help, at least; NaN where that is not known or does not apply.
    concerns
        Organisations that can act on it.
    evidence
        Statement ids.
    """

    gap_id: str
    kind: str
    organisations: tuple[str, ...]
    wave: str
    size: float
    confidence: float
    importance: float
    reasons: tuple[str, ...]
    suggestion: str
    source: str = ""
    target: str = ""
    domain: str = ""
    process: str = ""
    service: str = ""
    letter: str = ""
    competent_level: str = ""
    stated_level: str = ""
    people: float = math.nan
    concerns: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """Return what gaps are ranked by: importance × size × confidence."""
        return self.importance * self.size * self.confidence


@dataclass(frozen=True)
class GapKind:
    """One kind of gap.

    Attributes
    ----------
    key, title, sentence
        Its name in tables, on screen (English) and in one sentence for a policy reader.
    reasons, suggestions
        Code to English sentence with ``{names}``.
    find
        Returns the gaps of this kind, in any order.
    shareable
        Whether it may be shown to others without telling who said what.
    order
        Its place in lists.
    """

    key: str
    title: str
    sentence: str
    reasons: Mapping[str, str]
    suggestions: Mapping[str, str]
    find: Callable[[GapContext], Iterable[Gap]]
    shareable: bool = False
    order: int = 100


def gap_id(kind: str, organisations: Iterable[str], domain: str = "", process: str = "", service: str = "") -> str:
    """Return the short hash by which a gap is followed over waves; a need has a service instead of a process."""
    words = "\x1f".join([kind, "\x1e".join(organisations), domain, process, *([service] if service else [])])
    return hashlib.sha256(words.encode()).hexdigest()[:10]
