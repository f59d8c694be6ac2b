"""Icons: own SVG files in ``assets/icons``, drawn as masks so that they take the colour of the text around them."""

from __future__ import annotations

from pathlib import Path

from dash import html

from dashboard.components.attributes import attributes

FOLDER = Path(__file__).parents[1] / "assets" / "icons"


def icon(name: str, *, colour: str = "", size: int = 20) -> html.Span:
    """Show an icon beside a word that says the same; it is hidden from screen readers."""
    known = name if (FOLDER / f"{name}.svg").exists() else "circle"
    style = {"--icon": f"url(/assets/icons/{known}.svg)", "width": size, "height": size}
    if colour:
        style["color"] = colour
    return html.Span(className="icon", style=style, **attributes(aria_hidden="true"))
