"""Counts out of a total as bars, and shares as one bar in parts: the words and numbers stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def counted(parts: Sequence[tuple[str, int]], of: int) -> html.Div:
    """Draw counts out of a total, one thin bar under the other.

    Parameters
    ----------
    parts
        Kind (``barrier``, ``mixed``, ``help``, ``plain``) and count; a kind is a colour and, in print, a pattern.
    of
        The total, which is the whole length.
    """
    lines = [
        html.Div(
            html.I(className=f"bar-fill {kind}", style={"width": f"{_share(count, of):.1f}%"}), className="bar-line"
        )
        for kind, count in parts
    ]
    return html.Div(lines, className="bars", **attributes(aria_hidden="true"))


def shares(parts: Mapping[str, float]) -> html.Div:
    """Draw shares of one whole as one bar; every key is a class of its own."""
    total = sum(parts.values()) or 1.0
    pieces = [
        html.I(className=f"share-part {key}", style={"width": f"{100 * share / total:.1f}%"})
        for key, share in parts.items()
        if share > 0
    ]
    return html.Div(pieces, className="shares", **attributes(aria_hidden="true"))


def legend(words: Mapping[str, str], *, of: str) -> html.Div:
    """Say what the kinds of a bar are; ``of`` is the class of the bar (``bar-fill`` or ``share-part``)."""
    keys = [html.Span([html.I(className=f"{of} {key} key"), word]) for key, word in words.items()]
    return html.Div(keys, className="legend")


def _share(count: int, of: int) -> float:
    return 100.0 * min(count / of, 1.0) if of else 0.0
