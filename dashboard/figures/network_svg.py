"""A drawing as an SVG file: the same places, lines and legend as on the screen, with title and source."""

from __future__ import annotations

import math
import textwrap
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from dashboard.figures import LINES, NEGATIVE, UNRATED, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.figures import Drawing, Edge, Key, Node

MARGIN = 80.0
LEGEND = 290.0
STRETCH = 1.25
BEND = 15.0
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
CORNERS = {"diamond": 4, "rectangle": 4, "triangle": 3, "pentagon": 5, "hexagon": 6, "star": 5, "octagon": 8}


def picture(drawing: Drawing, *, title: str, caption: str, source: str, dark: bool = False) -> str:
    """Return the whole picture: title, network, legend, what is known but not drawn, and the source."""
    ink, ground, line = ("#e7eaf1", "#12161f", "#8d97ad") if dark else ("#1d2433", "#ffffff", "#3c4558")
    drawing = _stretched(drawing)
    width = drawing.width + 2 * MARGIN + LEGEND
    heading = textwrap.wrap(title, round((width - MARGIN) / 11.5))
    top = 44.0 + 27 * len(heading)
    height = top + max(drawing.height + 2 * MARGIN, _legend_height(drawing)) + 40
    nodes, bends = {node.key: node for node in drawing.nodes}, _bends(drawing)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" font-family="{FONT}" fill="{ink}" role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" fill="{ground}"/>',
        f'<g font-size="21" font-weight="600">{_lines(heading, 36, 38, 27)}</g>',
        f'<text x="36" y="{top - 6:.0f}" font-size="15">{escape(caption)}</text>',
        f'<g transform="translate({MARGIN} {top + MARGIN / 2:.0f})">',
        *(_edge(edge, nodes, bends[edge.key]) for edge in drawing.edges),
        *(_node(node, line) for node in drawing.nodes),
        *(_label(node, ground) for node in drawing.nodes),
        "</g>",
        f'<g transform="translate({drawing.width + 2 * MARGIN:.0f} {top + 36:.0f})" font-size="14">',
        *_legend(drawing, ink, line),
        "</g>",
        f'<text x="36" y="{height - 18:.0f}" font-size="13">{escape(source)}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def sample(key: Key, *, dark: bool = False) -> str:
    """Return one entry of the legend as a small picture of its own."""
    ink, line = ("#e7eaf1", "#8d97ad") if dark else ("#1d2433", "#3c4558")
    size = max(28.0, key.size + 4)
    width = 46.0 if key.kind in ("line", "colour", "unrated") else size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{size:.0f}" '
        f'viewBox="0 0 {width:.0f} {size:.0f}">{_sample(key, width / 2, size / 2, ink, line)}</svg>'
    )


def _stretched(drawing: Drawing) -> Drawing:
    """Give the network the height that its legend takes anyway, so that names have room."""
    factor = min(max(STRETCH, (_legend_height(drawing) - 2 * MARGIN) / max(drawing.height, 1.0)), 2.0)
    nodes = tuple(replace(node, x=node.x * factor, y=node.y * factor) for node in drawing.nodes)
    return replace(drawing, nodes=nodes, width=drawing.width * factor, height=drawing.height * factor)


def _bends(drawing: Drawing) -> dict[str, float]:
    """Return how far each line bows out, so that those between one pair lie side by side."""
    pairs: dict[frozenset[str], list[Edge]] = {}
    for edge in drawing.edges:
        pairs.setdefault(frozenset((edge.source, edge.target)), []).append(edge)
    return {
        edge.key: (place - (len(twins) - 1) / 2) * BEND * (-1 if edge.source > edge.target else 1)
        for twins in pairs.values()
        for place, edge in enumerate(twins)
    }


def _edge(edge: Edge, nodes: dict[str, Node], bend: float) -> str:
    line = NEGATIVE if edge.negative else LINES.get(edge.state, Line())
    if edge.unrated:
        line = replace(line, dashes=UNRATED)
    ends = _clipped(nodes[edge.source], nodes[edge.target])
    return _stroke(ends, bend, line, edge.colour, edge.width * line.width, edge.directed)


def _clipped(start: Node, end: Node) -> tuple[float, float, float, float]:
    """Shorten a line so that it ends at the borders, not at the centres."""
    dx, dy = end.x - start.x, end.y - start.y
    length = math.hypot(dx, dy) or 1.0
    first, last = start.size / 2 + 2, end.size / 2 + 3
    return (
        start.x + dx / length * first,
        start.y + dy / length * first,
        end.x - dx / length * last,
        end.y - dy / length * last,
    )


def _stroke(
    ends: tuple[float, float, float, float], bend: float, line: Line, colour: str, width: float, directed: bool
) -> str:
    x1, y1, x2, y2 = ends
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    nx, ny = -(y2 - y1) / length, (x2 - x1) / length
    cx, cy = (x1 + x2) / 2 + nx * bend * 2, (y1 + y2) / 2 + ny * bend * 2
    dashes = f' stroke-dasharray="{" ".join(map(str, line.dashes))}"' if line.dashes else ""
    parts = [
        f'<path d="M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}" fill="none" stroke="{colour}" '
        f'stroke-width="{width:.2f}" stroke-opacity=".85"{dashes}/>'
    ]
    if directed and line.head:
        parts.append(_head(x2, y2, math.atan2(y2 - cy, x2 - cx), colour, width, hollow=line.head == "open"))
    if directed and line.both_ends:
        parts.append(_head(x1, y1, math.atan2(y1 - cy, x1 - cx), colour, width, hollow=line.head == "open"))
    mx, my = (x1 + 2 * cx + x2) / 4, (y1 + 2 * cy + y2) / 4
    parts.append(_middle(line.middle, mx, my, math.atan2(y2 - y1, x2 - x1), colour))
    return "".join(parts)


def _head(x: float, y: float, angle: float, colour: str, width: float, *, hollow: bool) -> str:
    reach = 7 + 1.5 * width
    points = " ".join(
        f"{x - reach * math.cos(angle + turn):.1f},{y - reach * math.sin(angle + turn):.1f}" for turn in (0.42, -0.42)
    )
    fill = "none" if hollow else colour
    return f'<polygon points="{x:.1f},{y:.1f} {points}" fill="{fill}" stroke="{colour}" stroke-width="1.2"/>'


def _middle(kind: str, x: float, y: float, angle: float, colour: str) -> str:
    turn = math.degrees(angle)
    if kind == "diamond":
        place = f"translate({x:.1f} {y:.1f}) rotate({turn + 45:.0f})"
        return f'<rect x="-5" y="-5" width="10" height="10" fill="{colour}" transform="{place}"/>'
    places = {"bar": (0,), "bars": (-3, 3)}.get(kind, ())
    bars = "".join(
        f'<line x1="{place}" x2="{place}" y1="-7" y2="7" stroke="{colour}" stroke-width="2.4"/>' for place in places
    )
    return f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f})">{bars}</g>' if bars else ""


def _node(node: Node, line: str) -> str:
    border = (
        f'stroke="{line}" stroke-width="2"'
        if node.interviewed
        else f'stroke="{node.fill}" stroke-width="2.5" stroke-dasharray="5 3"'
    )
    opacity = 1 if node.interviewed else 0.28
    return _shape(node.shape, node.x, node.y, node.size, f'fill="{node.fill}" fill-opacity="{opacity}" {border}')


def _shape(shape: str, x: float, y: float, size: float, paint: str) -> str:
    if shape not in CORNERS:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size / 2:.1f}" {paint}/>'
    corners = CORNERS[shape]
    turn = math.pi / 4 if shape == "rectangle" else 0.0
    radii = [size / 2, size / 4.6] if shape == "star" else [size / 2]
    total = corners * len(radii)
    points = " ".join(
        f"{x + radii[step % len(radii)] * math.sin(turn + 2 * math.pi * step / total):.1f},"
        f"{y - radii[step % len(radii)] * math.cos(turn + 2 * math.pi * step / total):.1f}"
        for step in range(total)
    )
    return f'<polygon points="{points}" {paint}/>'


def _label(node: Node, ground: str) -> str:
    lines = textwrap.wrap(node.label, 18) or [""]
    return (
        f'<g font-size="12" text-anchor="middle" stroke="{ground}" stroke-width="3" stroke-opacity=".9" '
        f'paint-order="stroke">{_lines(lines, node.x, node.y + node.size / 2 + 14, 13)}</g>'
    )


def _lines(lines: Sequence[str], x: float, y: float, step: float) -> str:
    return "".join(
        f'<text x="{x:.1f}" y="{y + step * place:.1f}">{escape(line)}</text>' for place, line in enumerate(lines)
    )


def _legend(drawing: Drawing, ink: str, line: str) -> Iterator[str]:
    y = 0.0
    for title, keys in drawing.legend:
        yield f'<text x="0" y="{y:.0f}" font-weight="600">{escape(title)}</text>'
        y += 12
        for key in keys:
            room = max(26.0, key.size + 6)
            yield _sample(key, 30, y + room / 2, ink, line)
            yield f'<text x="68" y="{y + room / 2 + 5:.0f}">{escape(_worded(key))}</text>'
            y += room
        y += 26
    for note in drawing.notes:
        yield f'<text x="0" y="{y:.0f}">{escape(note)}</text>'
        y += 22


def _worded(key: Key) -> str:
    return f"{key.words} ({key.number})" if key.number else key.words


def _legend_height(drawing: Drawing) -> float:
    keys = sum(38 + sum(max(26.0, key.size + 6) for key in keys) for _, keys in drawing.legend)
    return 60 + keys + 22 * len(drawing.notes)


def _sample(key: Key, x: float, y: float, ink: str, line: str) -> str:
    """Draw what a key stands for around a point."""
    if key.kind == "node":
        return _shape(key.shape, x, y, 18, f'fill="{key.colour}" stroke="{line}" stroke-width="1.5"')
    if key.kind == "border":
        dashes = "" if key.shape == "filled" else ' stroke-dasharray="4 3" fill-opacity=".28"'
        return f'<circle cx="{x}" cy="{y}" r="9" fill="#9aa4b8" stroke="{line}" stroke-width="2"{dashes}/>'
    if key.kind == "size":
        return f'<circle cx="{x}" cy="{y}" r="{key.size / 2:.1f}" fill="none" stroke="{ink}" stroke-width="1.5"/>'
    if key.kind == "scale":
        return f'<rect x="{x - 10}" y="{y - 8}" width="20" height="16" fill="{key.colour}" stroke="{line}"/>'
    if key.kind in ("colour", "unrated"):
        plain = Line(dashes=UNRATED if key.kind == "unrated" else ())
        return _stroke((x - 20, y, x + 20, y), 0, plain, key.colour, 3, directed=False)
    kind = NEGATIVE if key.state == "negative" else LINES.get(key.state, Line())
    return _stroke((x - 20, y, x + 18, y), 0, kind, ink, 2.6 * kind.width, directed=True)
