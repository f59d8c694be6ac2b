"""How one value is written: the same bytes each time, and never as something that runs."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.settings import SIGNIFICANT_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable

RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may start with that makes a spreadsheet take it for a formula (its full-width twins too)."""

NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")

CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold and that no text needs."""


def plain(value: object) -> str | float | bool | None:
    """Return a cell as text, a number of twelve digits, a yes or no, or nothing where it is absent.

    Lists become text with a bar between their parts.
    """
    if isinstance(value, tuple | list | np.ndarray):
        value = "|".join(str(part) for part in value)
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return rounded(value)
    return value if isinstance(value, bool | int) else str(value) or None


def rounded(number: float) -> float | None:
    """Return a number with the digits that repeat on every machine; nothing for one that is none."""
    if not math.isfinite(number):
        return None
    return float(f"{number:.{SIGNIFICANT_DIGITS}g}") + 0.0


def as_text(value: object) -> str:
    """Return a cell of a text file: numbers short, ``true`` or ``false``, and text that cannot run."""
    cell = plain(value)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return harmless(cell)
    return f"{cell:.{SIGNIFICANT_DIGITS}g}"


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run; a number in a text column stays a number."""
    return f"'{text}" if text.startswith(RUNS) and not NUMBER.fullmatch(text) else text


def clean(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return CONTROL.sub("\ufffd", text)


def facts(manifest: Any, prefix: str = "") -> Iterable[tuple[str, str | float | bool | None]]:
    """Return a manifest as rows of a name with dots and a value."""
    if isinstance(manifest, dict):
        for key, value in manifest.items():
            yield from facts(value, f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(manifest, list) and any(isinstance(value, dict | list) for value in manifest):
        for number, value in enumerate(manifest, start=1):
            yield from facts(value, f"{prefix}.{number}")
    else:
        yield prefix, plain(manifest)
