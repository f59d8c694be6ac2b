"""What a kind of gap finds, the case and the question that this becomes, and what a kind of gap is."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabnet.reasons import reason, reason_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from collabnet.gaps._context import GapContext

__all__ = ["Gap", "GapFinding", "GapKind", "Question", "case_id", "reason", "reason_parts"]


@dataclass(frozen=True)
class GapFinding:
    """One thing that a kind of gap finds wrong: what a case is made of.

    Attributes
    ----------
    kind
        Key of its :class:`GapKind`.
    organisations
        Whom it is about; source first where there is one.
    wave
        In which it was found; empty where it does not depend on when (lists of services have no wave).
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
    source, target, domain, process, service
        Where it lies; empty where it does not apply.
    letter
        Why there is no working link: K does not know the other, C capacity or rules, T able but not used, D too late
        or with the wrong need, S nobody offers it; empty for other kinds.
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
    of_network
        Whether it is about the network as a whole, whoever it names.
    gap_id
        The case it belongs to; :func:`~collabnet.gaps.find_gaps` fills it in.
    expected_because
        Why the two are expected to work together, as codes; empty where they are not. Filled in with ``gap_id``.
    """

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
    of_network: bool = False
    gap_id: str = ""
    expected_because: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """Return what gaps are ranked by: importance × size × confidence."""
        return self.importance * self.size * self.confidence


@dataclass(frozen=True)
class Gap:
    """A case, one thing that a manager can act on: all that was found of a pair, a service or an organisation.

    Kinds, ways of working together, conditions, whom it concerns and evidence are those of all its findings. What tells
    how it stands is of the last wave in which it does: its reasons and how much it matters are of that wave; size,
    confidence, letter, step and level those of the heaviest finding then.

    Attributes
    ----------
    gap_id
        The same in every wave, at every size and whatever is found, so that it can be followed up.
    findings
        What it is made of: the last wave first, within a wave the heaviest first.
    waves
        In which it stands, in their order; nothing where it does not depend on when.
    """

    gap_id: str
    findings: tuple[GapFinding, ...]
    waves: tuple[str, ...]

    @property
    def main(self) -> GapFinding:
        """Return the heaviest finding of the last wave in which it stands."""
        return self.findings[0]

    @property
    def latest(self) -> tuple[GapFinding, ...]:
        """Return what was found in the last wave in which it stands, the heaviest first."""
        return tuple(one for one in self.findings if one.wave == self.main.wave)

    @property
    def organisations(self) -> tuple[str, ...]:
        """Return whom it is about; source first where there is one."""
        return self.main.organisations

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of what was found, the heaviest first."""
        return tuple(dict.fromkeys(one.kind for one in self.findings))

    @property
    def processes(self) -> tuple[str, ...]:
        """Return the ways of working together that it touches."""
        return tuple(dict.fromkeys(one.process for one in self.findings if one.process))

    @property
    def domains(self) -> tuple[str, ...]:
        """Return the conditions that it touches."""
        return tuple(dict.fromkeys(one.domain for one in self.findings if one.domain))

    @property
    def concerns(self) -> tuple[str, ...]:
        """Return the organisations that can act on it."""
        return tuple(dict.fromkeys(key for one in self.findings for key in one.concerns))

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the statements that it rests on."""
        return tuple(sorted({key for one in self.findings for key in one.evidence}))

    @property
    def importance(self) -> float:
        """Return how much it matters: as much as whichever of its findings matters most."""
        return max(one.importance for one in self.latest)

    @property
    def weight(self) -> float:
        """Return what cases are ranked by: that of the heaviest finding, since one trouble has many sides."""
        return self.main.weight


@dataclass(frozen=True)
class Question:
    """Something to ask, because what is known does not tell: never a gap.

    Attributes
    ----------
    kind
        Key of its :class:`GapKind`.
    organisations
        Whom it is about; source first where there is one.
    ask
        Who can answer it, whoever of them that helps most first.
    wave
        For which it was found.
    importance
        How much it matters, 0–1.
    reasons
        Why it is open, as codes.
    suggestion
        Code of the question itself.
    processes, domains
        What it is about; a kind may give one question for each, they are asked together.
    source, target
        The pair it is about; empty where there is none.
    evidence
        What was said, and does not settle it.
    gap_id
        The case that it becomes where the answer is no; filled in as for findings.
    expected_because
        As for findings.
    """

    kind: str
    organisations: tuple[str, ...]
    ask: tuple[str, ...]
    wave: str
    importance: float
    reasons: tuple[str, ...]
    suggestion: str
    processes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    source: str = ""
    target: str = ""
    evidence: tuple[str, ...] = ()
    gap_id: str = ""
    expected_because: tuple[str, ...] = ()


@dataclass(frozen=True)
class GapKind:
    """One kind of gap, or of question.

    Attributes
    ----------
    key, title, sentence
        Its name in tables, on screen (English) and in one sentence for a policy reader.
    reasons, suggestions
        Code to English sentence with ``{names}``.
    find
        Returns what it finds, in any order: findings, questions, or both.
    false_claims
        Of 100 sound cases (pairs, their conditions, services or organisations), how many it claims at most, as
        ``tests/studies/false_claims.py`` measures in studies in which nothing is wrong; 0 for a kind that only asks.
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
    find: Callable[[GapContext], Iterable[GapFinding | Question]]
    false_claims: float = 1.0
    shareable: bool = False
    order: int = 100


def case_id(organisations: Iterable[str] = (), service: str = "") -> str:
    """Return the short hash by which a case is followed: of the organisations in any order, or of the service.

    Neither what was found nor when is part of it: a pair keeps its id when what nobody spoke of turns out not to work.
    """
    words = ["service", service] if service else ["organisations", *sorted(set(organisations))]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:10]
