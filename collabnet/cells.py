"""What one cell of a table says: a number, a date, a yes or no, a list. Text in, value or nothing out."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from typing import Final

BAR: Final = "|"
"""What stands between several values in one cell."""

YES: Final = frozenset({"yes", "y", "true", "1", "ja", "j", "waar", "oui", "o", "vrai", "x", "✓"})
NO: Final = frozenset({"no", "n", "false", "0", "nee", "neen", "onwaar", "non", "faux"})

MISSING: Final = frozenset(
    {
        "?", "??", "???", "-", "--", "---", "–", "—", "/", ".", "n/a", "n.a.", "n.a", "na", "#n/a", "nan", "null",
        "not applicable", "not available", "not known", "unknown", "not asked", "no answer", "don't know", "missing",
        "n.v.t.", "n.v.t", "nvt", "nvt.", "niet van toepassing", "onbekend", "niet bekend", "niet gekend", "n.b.",
        "niet gevraagd", "geen antwoord", "geen gegevens", "weet niet",
        "inconnu", "inconnue", "non connu", "sans objet", "s.o.", "non applicable", "pas applicable", "n.d.", "n/d",
        "non disponible", "non demandé", "sans réponse", "pas de réponse", "ne sait pas",
    }
)  # fmt: skip
"""What people write in English, Dutch and French in a cell about which there is nothing to say."""

EXCEL_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of Excel's calendar, counted so that its invented 29 February 1900 does no harm after that day."""

EXCEL_DAYS: Final = (20000, 80000)
"""Serial numbers taken for a day: October 1954 to January 2119."""

LONGEST_TOLD: Final = 60
MOST_WORDS_TOLD: Final = 6
"""Letters and words from which a value may be a quote that stands in the wrong column."""

_ISO = re.compile(r"\A(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{2}:\d{2}.*)?\Z")
_SLASHED = re.compile(r"\A(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\Z")
_MONTH = re.compile(r"\A(\d{1,2})[/.\-](\d{4})\Z")
_PLAIN = re.compile(r"\A[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z")
_COMMA = re.compile(r"\A[+-]?\d*,\d+\Z")
_GROUPED = re.compile(r"\A[+-]?\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?\Z")


def items(text: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several with a bar between them, empty ones left out."""
    return tuple(part for part in (piece.strip() for piece in text.split(BAR)) if part)


def number(text: str) -> float | None:
    """Return the number a cell holds, with a dot or a comma before its decimals; nothing where it holds none.

    ``1,234`` could be either a thousand or a little over one: it counts as a decimal comma here, and
    :func:`is_ambiguous` tells so.
    """
    plain = text.strip()
    if _PLAIN.match(plain):
        value = float(plain)
    elif _COMMA.match(plain):
        value = float(plain.replace(",", "."))
    elif _GROUPED.match(plain) and ("," in plain or plain.count(".") != 1):
        value = float(re.sub(r"[.\s\u00a0\u202f]", "", plain).replace(",", "."))
    else:
        return None
    return value if math.isfinite(value) else None


def is_missing(text: str) -> bool:
    """Return whether a cell says only that nothing is known, as ``?``, ``n.v.t.`` or ``inconnu`` do."""
    return " ".join(text.casefold().replace("’", "'").split()) in MISSING


def has_decimal_comma(text: str) -> bool:
    """Return whether a number is written with a comma."""
    return "," in text and number(text) is not None


def is_ambiguous(text: str) -> bool:
    """Return whether a comma may stand for thousands as well as for decimals, as in ``1,234``."""
    return bool(re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", text.strip()))


def written(value: float) -> str:
    """Write a number as tables do: whole ones without decimals, others with a dot and no more digits than needed."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def boolean(text: str) -> bool | None:
    """Return whether a cell says yes or no, in English, Dutch or French; nothing where it says neither."""
    plain = text.strip().casefold()
    if plain in YES:
        return True
    return False if plain in NO else None


def iso_date(text: str, *, day_first: bool = True) -> str | None:
    """Return a day, month or year as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; nothing where there is no such day.

    Parameters
    ----------
    text
        An ISO date, ``4/3/2024`` in either order, ``3/2024``, or the serial number by which Excel counts days.
    day_first
        Whether ``4/3/2024`` is the fourth of March.
    """
    plain = text.strip()
    if serial := _serial(plain):
        return serial
    if match := _ISO.match(plain):
        return _calendar(*match.groups())
    if match := _SLASHED.match(plain):
        first, second, year = match.groups()
        return _calendar(year, second, first) if day_first else _calendar(year, first, second)
    if match := _MONTH.match(plain):
        return _calendar(match.group(2), match.group(1), None)
    return None


def is_serial(text: str) -> bool:
    """Return whether a cell holds a day as Excel counts it."""
    return _serial(text.strip()) is not None


def is_slashed(text: str) -> bool:
    """Return whether a day is written as ``4/3/2024``, in which either number may be the month."""
    return bool(_SLASHED.match(text.strip()))


def told(value: str) -> str:
    """Return what a finding may repeat of a value: all of a short one, only the length of what may be a quote."""
    if len(value) <= LONGEST_TOLD and len(value.split()) <= MOST_WORDS_TOLD:
        return value
    return f"… ({len(value)})"


def _serial(text: str) -> str | None:
    value = number(text) if re.fullmatch(r"\d{5}(\.\d+)?", text) else None
    if value is None or not EXCEL_DAYS[0] <= value <= EXCEL_DAYS[1]:
        return None
    return (EXCEL_EPOCH + timedelta(days=int(value))).isoformat()


def _calendar(year: str, month: str | None, day: str | None) -> str | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    text = whole.isoformat()
    return text if day else text[:7] if month else text[:4]
