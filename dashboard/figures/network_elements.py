"""A drawing as cytoscape elements and their style: what the canvas on the screen is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.figures import LINES, NEGATIVE, UNRATED

if TYPE_CHECKING:
    from dashboard.figures import Drawing, Edge, Line, Node

MIDDLES = {"diamond": "diamond", "bar": "tee", "bars": "tee"}
FEW = 70
"""Up to so many organisations every name is shown; from there on, those that are large on the screen."""

CURVED = 2500
"""Up to so many lines are curved, so that two between one pair lie side by side."""


def elements(drawing: Drawing) -> list[dict[str, Any]]:
    """Return nodes and edges for the ``preset`` layout."""
    return [_node(node) for node in drawing.nodes] + [_edge(edge) for edge in drawing.edges]


def stylesheet(drawing: Drawing, *, dark: bool) -> list[dict[str, Any]]:
    """Return the style of a drawing, light or dark."""
    ink, ground, line = ("#e7eaf1", "#1a1f2b", "#8d97ad") if dark else ("#1d2433", "#ffffff", "#3c4558")
    mark = "#ffb25c" if dark else "#c2410c"
    many = len(drawing.nodes) > FEW
    return [
        {"selector": "node", "style": {
            "label": "data(label)", "width": "data(size)", "height": "data(size)", "shape": "data(shape)",
            "background-color": "data(fill)", "border-width": 2, "border-color": line, "color": ink,
            "font-size": 12, "font-family": "system-ui, sans-serif", "text-valign": "bottom", "text-margin-y": 3,
            "text-wrap": "wrap", "text-max-width": 100, "text-outline-width": 2, "text-outline-color": ground,
            "text-outline-opacity": 0.9,
            "min-zoomed-font-size": 9 if many else 5, "overlay-opacity": 0}},
        {"selector": "node[!interviewed]", "style": {
            "background-opacity": 0.28, "border-width": 2.5, "border-style": "dashed", "border-color": "data(fill)"}},
        {"selector": "edge", "style": {
            "width": "data(width)", "line-color": "data(colour)", "line-style": "solid", "overlay-opacity": 0,
            "curve-style": "straight" if len(drawing.edges) > CURVED else "bezier", "control-point-step-size": 22,
            "target-arrow-color": "data(colour)", "mid-target-arrow-color": "data(colour)",
            "opacity": 0.4 if len(drawing.edges) > CURVED // 2 else 0.85,
            "arrow-scale": 0.9}},
        *(_line(f'edge[state = "{state}"]', line) for state, line in LINES.items()),
        _line("edge[?negative]", NEGATIVE),
        {"selector": "edge[?unrated]", "style": {"line-style": "dashed", "line-dash-pattern": list(UNRATED)}},
        {"selector": "edge[?directed]", "style": {"target-arrow-shape": "triangle"}},
        {"selector": 'edge[state = "mutual"][?directed]', "style": {
            "source-arrow-shape": "triangle", "source-arrow-color": "data(colour)"}},
        {"selector": 'edge[state = "one_sided"]', "style": {"target-arrow-fill": "hollow"}},
        {"selector": ".faint", "style": {"opacity": 0.16}},
        {"selector": "node.near", "style": {"z-index": 20}},
        {"selector": "node:selected, node.chosen", "style": {
            "border-width": 5, "border-color": mark, "border-style": "solid", "z-index": 30}},
        {"selector": "edge:selected, edge.chosen", "style": {
            "line-color": mark, "target-arrow-color": mark,
            "opacity": 1, "z-index": 30}},
    ]  # fmt: skip


def _node(node: Node) -> dict[str, Any]:
    data = {
        "id": node.key, "label": node.label, "size": node.size, "fill": node.fill, "shape": node.shape,
        "interviewed": node.interviewed, "pick": node.pick,
    }  # fmt: skip
    return {"data": data, "position": {"x": node.x, "y": node.y}, "classes": "faint" if node.faint else ""}


def _edge(edge: Edge) -> dict[str, Any]:
    share = (NEGATIVE if edge.negative else LINES[edge.state]).width if edge.state in LINES else 1.0
    data = {
        "id": edge.key, "source": edge.source, "target": edge.target, "state": edge.state, "colour": edge.colour,
        "width": round(edge.width * share, 2), "directed": edge.directed, "negative": edge.negative, "pick": edge.pick,
        "unrated": edge.unrated,
    }  # fmt: skip
    return {"data": data, "classes": ""}


def _line(selector: str, line: Line) -> dict[str, Any]:
    style: dict[str, Any] = {}
    if line.dashes:
        style |= {"line-style": "dashed", "line-dash-pattern": list(line.dashes)}
    if line.middle:
        style["mid-target-arrow-shape"] = MIDDLES[line.middle]
    if line.middle == "bars":
        style |= {"mid-source-arrow-shape": "tee", "mid-source-arrow-color": "data(colour)"}
    return {"selector": selector, "style": style}
