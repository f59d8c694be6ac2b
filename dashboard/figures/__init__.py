"""The room of figures: a table in, a picture out; one per file, no callbacks.

Each takes ``language`` and ``dark`` (or a :class:`Drawing`) and returns a plotly Figure, cytoscape elements or an SVG
string. The network is described once, as a :class:`Drawing`, and drawn twice: on the screen and as a file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """One organisation in a drawing.

    Attributes
    ----------
    key, label
        Its id and its name.
    x, y, size
        Centre and diameter, in pixels of the drawing.
    fill, shape
        Colour and shape of its group.
    interviewed
        Whether its border is filled; an open one means that it was not interviewed.
    pick, told
        What it opens, and what a screen reader says of it.
    neighbours
        Those it is drawn with.
    faint
        Whether the search puts it in the background.
    """

    key: str
    label: str
    x: float
    y: float
    size: float
    fill: str
    shape: str
    interviewed: bool
    pick: str
    told: str
    neighbours: tuple[str, ...] = ()
    faint: bool = False


@dataclass(frozen=True)
class Edge:
    """One working relation in a drawing.

    Attributes
    ----------
    key, source, target
        Its id and its ends.
    state
        State of the tie: decides the line.
    colour, width
        Colour and pixels.
    directed, negative
        Whether it has an arrowhead, and whether it tells of conflict or avoidance.
    pick
        What it opens.
    unrated
        Whether its colour would be that of a score and there is none: it is then drawn as a row of dashes.
    """

    key: str
    source: str
    target: str
    state: str
    colour: str
    width: float
    directed: bool
    negative: bool
    pick: str
    unrated: bool = False


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a sample and its words; ``number`` counts what it stands for."""

    kind: str
    words: str
    colour: str = ""
    shape: str = ""
    state: str = ""
    size: float = 0.0
    number: int = 0


@dataclass(frozen=True)
class Drawing:
    """A network as it is to be seen.

    Attributes
    ----------
    nodes, edges
        What is drawn.
    legend
        Titled groups of keys.
    notes
        What is known but not drawn, in words.
    width, height
        Pixels of the whole.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    legend: tuple[tuple[str, tuple[Key, ...]], ...]
    notes: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """How a state of a tie is drawn: dash pattern in pixels (empty is solid), share of the width, ends and middle."""

    dashes: tuple[int, ...] = ()
    width: float = 1.0
    head: str = "filled"
    middle: str = ""
    both_ends: bool = False


LINES = {
    "confirmed": Line(),
    "mutual": Line(both_ends=True),
    "one_sided": Line(width=0.6, head="open"),
    "contested": Line(middle="diamond"),
    "unverifiable": Line(dashes=(8, 5)),
    "listed": Line(width=0.9),
    "reported_by_others": Line(dashes=(6, 5), width=0.55),
    "reported": Line(width=0.8),
    "ended": Line(dashes=(2, 4), middle="bar"),
    "absent": Line(dashes=(2, 4), width=0.6, head="", middle="bar"),
}
"""Lines of the tie states; unknown is not drawn but counted in the legend."""

UNRATED = (2, 4)
"""Dashes of a line without a score under a lens, whatever its state."""

NEGATIVE = Line(dashes=(10, 3, 2, 3), head="filled", middle="bars")
"""The line of conflict and avoidance, whatever their state."""

SHAPES = ("ellipse", "diamond", "rectangle", "triangle", "pentagon", "hexagon", "star", "octagon")
"""Shapes after the eighth group has used up the colours."""
