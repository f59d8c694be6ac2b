"""A negative tie: conflict, avoidance or obstruction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.gaps._record import GapFinding, GapKind, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.gaps._context import GapContext

KEY = "conflict"

LISTED = "negative_tie"
"""The reason where a file of ties tells no more than that a tie is negative."""

SIZE = 80.0
"""Worse than no tie is for a pair that could do without: a convention."""


def _find(context: GapContext) -> Iterator[GapFinding]:
    ties = context.network.ties
    negative = ties[ties["negative"].astype(bool) & (ties["process"] != "all") & (ties["yes"] > 0)]
    kinds = context.network.study.statements.set_index("statement_id")["negative_kind"]
    for (source, target, wave), rows in negative.groupby(["source", "target", "wave"]):
        evidence = tuple(sorted({key for ids in rows["evidence"] for key in ids}))
        if context.sure(evidence):
            usual = "conflict" if context.network.two_sided else LISTED
            named = sorted({kinds[key] for key in evidence if kinds.get(key)}) or [usual]
            yield _gap(context, (str(source), str(target), str(wave)), named, evidence)


def _gap(context: GapContext, place: tuple[str, str, str], kinds: list[str], evidence: tuple[str, ...]) -> GapFinding:
    source, target, wave = place
    pair = (source, target)
    return GapFinding(
        kind=KEY, organisations=pair, source=source, target=target, wave=wave, size=SIZE,
        confidence=context.confidence(evidence), importance=context.importance(*pair, wave),
        reasons=tuple(reason(kind, source=source, target=target) for kind in kinds if kind in CONFLICT.reasons),
        suggestion="mediate" if kinds != [LISTED] else "ask_why", concerns=pair, evidence=evidence,
    )  # fmt: skip


CONFLICT = GapKind(
    key=KEY,
    title="conflict",
    sentence="Between two organisations there is conflict, avoidance, obstruction or another negative tie.",
    reasons={
        "conflict": "A conflict is told of between {source} and {target}.",
        "avoidance": "{source} is said to avoid {target}.",
        "obstruction": "{source} is said to hinder {target}.",
        LISTED: "The file has a negative tie between {source} and {target}.",
    },
    suggestions={
        "mediate": "Let somebody both trust speak with {source} and {target}, one by one first.",
        "ask_why": "Find out what the negative tie between {source} and {target} stands for.",
    },
    find=_find,
    order=9,
)
