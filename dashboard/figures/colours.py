"""Colours that say the same thing everywhere: scores, sectors, bars.

Scores run from yellow to dark blue: the higher, the more a score stands out against the page. Lightness runs one way,
so the scale also reads without colour and for colour-blind eyes, and no step of it is grey. How much evidence there is
stands beside the number, never in the colour, where it would read as a lower score; too little is hatched.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

LIGHT: Final = ((0.0, "#dcc84a"), (25.0, "#8cc084"), (50.0, "#3a9fa8"), (75.0, "#2b6cb0"), (100.0, "#1c2a73"))
DARK: Final = ((0.0, "#4658a6"), (25.0, "#3d83ba"), (50.0, "#45b39d"), (75.0, "#a5d368"), (100.0, "#f5ec8c"))
"""Score to colour, with one turning point per anchor of the rating scale."""

BELOW: Final = {False: "#b8560f", True: "#f0974e"}
AT: Final = {False: "#d9dcde", True: "#50565b"}
ABOVE: Final = {False: "#2573ad", True: "#6db3e8"}
"""Around an aim that the network set: orange below, grey at it, blue above."""

SURFACE: Final = {False: "#ffffff", True: "#1f2326"}
INK: Final = {False: "#1b1f23", True: "#f3f4f5"}
MUTED: Final = {False: "#565d64", True: "#b4bbc2"}
RULE: Final = {False: "#868e96", True: "#868e96"}
BARRIER: Final = {False: "#c9661a", True: "#ea9146"}
HELP: Final = {False: "#2573ad", True: "#6db3e8"}
MIXED: Final = {False: "#8b939b", True: "#8b939b"}

SECTORS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#8a8a8a")
"""Okabe and Ito (2008), for at most eight sectors."""


def score_colour(score: float, *, dark: bool = False, aim: float | None = None) -> str:
    """Return the fill of a score from 0 to 100; around the aim where one was set."""
    if aim is not None:
        return _around(score, aim, dark=dark)
    stops = DARK if dark else LIGHT
    score = min(max(score, 0.0), 100.0)
    for (low, first), (high, last) in pairwise(stops):
        if score <= high:
            return mixed(first, last, (score - low) / (high - low))
    return stops[-1][1]


def ink_on(fill: str) -> str:
    """Return black or white, whichever reads better on a fill."""
    white, black = contrast(fill, "#ffffff"), contrast(fill, "#000000")
    return "#ffffff" if white > black else "#000000"


def mixed(first: str, last: str, share: float) -> str:
    """Return the colour that lies a share (0 to 1) of the way from the first to the last."""
    pairs = zip(_channels(first), _channels(last), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(first: str, last: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2: text needs 4.5, lines 3)."""
    bright, dim = sorted((_luminance(first), _luminance(last)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _around(score: float, aim: float, *, dark: bool) -> str:
    distance = score - aim
    reach = aim if distance < 0 else max(100.0 - aim, 1.0)
    share = min(abs(distance) / max(min(reach, 50.0), 1.0), 1.0)
    return mixed(AT[dark], BELOW[dark] if distance < 0 else ABOVE[dark], share)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
