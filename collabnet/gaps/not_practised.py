"""Agreed on paper, and not done by those concerned, as far as they say."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from collabnet.gaps._context import each
from collabnet.gaps._record import GapFinding, GapKind, reason
from collabnet.network.claims import UNSPECIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from collabnet.gaps._context import GapContext

KEY = "not_practised"

_CONFIDENCE = {1: 0.25, 2: 0.5}
"""How sure we are of a silence, by how many of the two were interviewed: a convention. Without either there is none."""


def _find(context: GapContext) -> Iterator[GapFinding]:
    ties = {(row.source, row.target, row.process, row.wave): row for row in each(context.ties)}
    named = context.ties[context.ties["yes"] > 0]
    practised, in_some_way = _pairs(named), _pairs(named[named["process"] == UNSPECIFIED])
    for place, ids in _agreed(context).items():
        source, target, process, wave = place
        tie = ties.get(place)
        denied = tie is not None and bool(context.denials(tie))
        told = denied or bool(context.network.interviewed(wave) & {source, target})
        spoken_of = practised if process == UNSPECIFIED else in_some_way
        perhaps = (process == UNSPECIFIED or not denied) and bool({place[:2], (target, source)} & spoken_of[wave])
        if told and not perhaps and (tie is None or tie.yes == 0) and context.sure(ids):
            yield _gap(context, place, ids, tie)


def _pairs(ties: pd.DataFrame) -> defaultdict[str, set[tuple[str, str]]]:
    """Return the pairs of ties by wave.

    Who says that they work together, and not in which way, may mean what was agreed.
    """
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in each(ties):
        found[row.wave].add((row.source, row.target))
    return found


def _agreed(context: GapContext) -> dict[tuple[str, str, str, str], tuple[str, ...]]:
    """Return what documents say was agreed: the statement ids of each pair, process and wave."""
    claims = context.network.claims
    papers = claims[~claims["practice"].astype(bool) & (claims["answer"] == "yes") & ~claims["negative"].astype(bool)]
    found: dict[tuple[str, str, str, str], set[str]] = {}
    for row in each(papers):
        found.setdefault((row.source, row.target, row.process, row.wave), set()).add(row.statement_id)
    return {place: tuple(sorted(ids)) for place, ids in sorted(found.items())}


def _gap(context: GapContext, place: tuple[str, str, str, str], papers: tuple[str, ...], tie: Any) -> GapFinding:
    source, target, process, wave = place
    pair = (source, target)
    denials = context.denials(tie) if tie is not None else ()
    denied = bool(context.sure(denials))
    said = tuple(tie.evidence) if tie is not None else ()
    spoke = len(context.network.interviewed(wave) & set(pair))
    paper, practice = reason("agreed"), reason("denied" if denied else "silent", source=source, target=target)
    return GapFinding(
        kind=KEY, organisations=pair, source=source, target=target,
        process=process, wave=wave, size=100.0 if denied else 70.0,
        confidence=context.confidence(denials) if denied else _CONFIDENCE.get(spoke, 0.0),
        importance=max(context.importance(*pair, wave), 0.5),
        reasons=(paper, practice),
        suggestion="revive", concerns=pair,
        evidence=tuple(sorted({*papers, *said})),
    )  # fmt: skip


NOT_PRACTISED = GapKind(
    key=KEY,
    title="agreed, not practised",
    sentence="A document says they work together; those concerned do not speak of it, or deny it.",
    reasons={
        "agreed": "A document says so.",
        "denied": "{source} or {target} says it does not happen.",
        "silent": "Neither {source} nor {target} speaks of it.",
    },
    suggestions={"revive": "Go through the agreement with {source} and {target}: what is done, what is not, and why."},
    find=_find,
    false_claims=4.0,
    order=8,
)
