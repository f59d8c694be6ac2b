"""How many triples of organisations are tied in which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Direction, Measure
from collabnet.structure.triads import DIRECTED, UNDIRECTED, triad_census

if TYPE_CHECKING:
    from collections.abc import Callable

    from collabnet.network import Layer

_DOCUMENT = """Count the triples of organisations of kind {kind}.

    Of Holland and Leinhardt's sixteen: mutual, asymmetric and null pairs, then the way ties run; four without
    direction. Over all kinds n (n − 1) (n − 2) / 6. On basis ``reported`` a pair that nobody spoke about is null.

    References
    ----------
    Holland & Leinhardt (1970), doi:10.1086/224954.
    """


def _count(kind: str) -> Callable[[Layer], float]:
    def count(layer: Layer) -> float:
        return float(triad_census(layer)[kind])

    count.__name__ = count.__qualname__ = f"triads_{kind}"
    count.__doc__ = _DOCUMENT.format(kind=kind)
    return count


def _triad(kind: str, title: str, sentence: str) -> Measure:
    direction: Direction = "directed" if kind in DIRECTED else "undirected"
    place = DIRECTED.index(kind) if kind in DIRECTED else len(DIRECTED) + UNDIRECTED.index(kind)
    return Measure(
        key=f"triads_{kind}",
        title=title,
        sentence=sentence,
        level="network",
        of_pattern=True,
        formula=f"number of triads {kind}",
        unit="triples",
        limits=(0, np.inf),
        isolates="all triples are without ties",
        source="Holland & Leinhardt (1970), doi:10.1086/224954",
        compute=_count(kind),
        directed=direction,
        up_to=200,
        order=300 + place,
    )


MEASURES = (
    _triad(kind="003", title="Triples: no tie", sentence="How many triples of organisations are not tied at all."),
    _triad(kind="012", title="Triples: one tie one way", sentence="How many triples have one tie, one way."),
    _triad(
        kind="102",
        title="Triples: one tie both ways",
        sentence="How many triples have one pair tied both ways, and a third apart.",
    ),
    _triad(
        kind="021D",
        title="Triples: one turns to two",
        sentence="How many triples have one that turns to two who are not tied: a <- b -> c.",
    ),
    _triad(
        kind="021U",
        title="Triples: two turn to one",
        sentence="How many triples have two who are not tied and turn to the same third: a -> b <- c.",
    ),
    _triad(kind="021C", title="Triples: a chain", sentence="How many triples are a chain one way: a -> b -> c."),
    _triad(
        kind="111D",
        title="Triples: a tie both ways, and one turned to",
        sentence="How many triples have a pair tied both ways of which one is turned to by a third: a <-> b <- c.",
    ),
    _triad(
        kind="111U",
        title="Triples: a tie both ways, and one turns away",
        sentence="How many triples have a pair tied both ways of which one turns to a third: a <-> b -> c.",
    ),
    _triad(
        kind="030T",
        title="Triples: a closed chain",
        sentence="How many triples are a chain whose first also turns to its last: a -> b -> c, a -> c.",
    ),
    _triad(
        kind="030C",
        title="Triples: a circle",
        sentence="How many triples turn to each other in a circle: a -> b -> c -> a.",
    ),
    _triad(
        kind="201",
        title="Triples: two ties both ways",
        sentence="How many triples have one tied both ways to two who are not tied: a <-> b <-> c.",
    ),
    _triad(
        kind="120D",
        title="Triples: one turns to a pair",
        sentence="How many triples have one that turns to both of a pair tied both ways.",
    ),
    _triad(
        kind="120U",
        title="Triples: a pair turns to one",
        sentence="How many triples have a pair tied both ways that both turn to a third.",
    ),
    _triad(
        kind="120C",
        title="Triples: through a pair",
        sentence="How many triples run one way through a pair tied both ways.",
    ),
    _triad(
        kind="210",
        title="Triples: all but one way",
        sentence="How many triples lack a single tie one way: two pairs both ways and one pair one way.",
    ),
    _triad(
        kind="300",
        title="Triples: all both ways",
        sentence="How many triples are tied both ways throughout: the smallest tight group.",
    ),
    _triad(
        kind="0", title="Triples: no pair of three", sentence="How many triples of organisations are not tied at all."
    ),
    _triad(kind="1", title="Triples: one pair of three", sentence="How many triples have one tied pair."),
    _triad(
        kind="2",
        title="Triples: two pairs of three",
        sentence="How many triples have one tied to two who are not tied: an opening for a new tie.",
    ),
    _triad(
        kind="3",
        title="Triples: all three pairs",
        sentence="How many triples are tied throughout: the smallest tight group.",
    ),
)
