"""Codes of what a person can choose: written into the address, read back by the drawer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pick:
    """One thing that was chosen: its kind and its parts, all empty where the code makes no sense."""

    kind: str = ""
    parts: tuple[str, ...] = ()


SHAPES = {
    "org": 1,
    "tie": 4,
    "score": 5,
    "gap": 1,
    "statement": 1,
    "mention": 2,
    "cause": 2,
    "link": 4,
    "measure": 5,
    "service": 1,
}
"""Kinds and how many parts each has; a tie's first two parts are its source and target."""


def organisation(key: str) -> str:
    """Write the code of an organisation."""
    return f"org:{key}"


def tie(source: str, target: str, process: str, wave: str) -> str:
    """Write the code of a working relation."""
    return f"tie:{source}>{target}:{process}:{wave}"


def score(level: str, subject: str, domain: str, wave: str, voice: str = "organisations") -> str:
    """Write the code of a score."""
    return f"score:{level}:{subject}:{domain}:{wave}:{voice}"


def link(kind: str, domain: str, reason: str, wave: str) -> str:
    """Write the code of a link between two conditions."""
    return f"link:{kind}:{domain}:{reason}:{wave}"


def parse(code: str) -> Pick:
    """Read a code; the first part that may hold colons is the one that names organisations.

    >>> parse("tie:a>b:case_transfer:1").parts
    ('a', 'b', 'case_transfer', '1')
    >>> parse("nonsense")
    Pick(kind='', parts=())
    """
    kind, _, rest = code.partition(":")
    if kind not in SHAPES or not rest:
        return Pick()
    parts = _PARTED[kind](rest) if kind in _PARTED else tuple(rest.rsplit(":", SHAPES[kind] - 1))
    return Pick(kind, parts) if len(parts) == SHAPES[kind] else Pick()


def _tie(rest: str) -> tuple[str, ...]:
    pair, *others = rest.rsplit(":", 2)
    source, arrow, target = pair.partition(">")
    return (source, target, *others) if arrow else ()


def _score(rest: str) -> tuple[str, ...]:
    level, _, others = rest.partition(":")
    return (level, *others.rsplit(":", 3))


def _measure(rest: str) -> tuple[str, ...]:
    key, _, others = rest.partition(":")
    return (key, *others.rsplit(":", 3))


_PARTED = {"tie": _tie, "score": _score, "measure": _measure}
