"""One Stata file per table (.dta, Stata 14 and later): labels on variables, notes in the data, values typed."""

from __future__ import annotations

import io
import struct
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet import languages
from collabnet.exports import Export
from collabnet.exports._sheet import Sheet, SheetColumn, SheetFormat, as_words, each, labels, program_names, shortened
from collabnet.languages import text

if TYPE_CHECKING:
    from collabnet.views import Seen

VERSION: Final = 118
"""Format of Stata 14 and later: the first in Unicode."""

LONGEST_NAME: Final = 32
LONGEST_LABEL: Final = 80
LONGEST_NOTE: Final = 15_000
"""Characters; Stata's limit is 67,784 bytes."""

NAME_BYTES: Final = 129
PARTS: Final = 14
"""Entries of the map at the head of a file: where each of its parts begins."""

LARGEST: Final = 8.988465674311579e307
"""The largest number of a double in Stata, (2 − 2⁻⁵²) · 2¹⁰²² (``help data types``); those above mean *absent*."""

CHARACTERISTICS: Final = 8
"""The entry of that map for what Stata calls characteristics: its notes."""

MADE: Final = datetime(2000, 1, 1)
"""A fixed date, so that the same table gives the same bytes."""

RESERVED: Final = frozenset({
    "NULL", "aggregate", "array", "boolean", "break", "byte", "case", "catch", "class", "colvector", "complex",
    "const", "continue", "default", "delegate", "delete", "do", "double", "else", "eltypedef", "end", "enum",
    "explicit", "export", "external", "float", "for", "friend", "function", "global", "goto", "if", "in", "inline",
    "int", "local", "long", "pragma", "protected", "quad", "rowvector", "short", "str#", "strL", "typedef",
    "typename", "using", "virtual", "with",
}) | {f"str{number}" for number in range(1, 2046)}  # fmt: skip
"""Words of Stata's own language, its programming language included, which name no variable."""


def as_stata(sheet: Sheet) -> bytes:
    """Write one table as a Stata file.

    Parameters
    ----------
    sheet
        The table. Names of its columns are made to fit (32 letters, digits, underscores), labels cut at 80
        characters; where that changes anything, the whole of it stands in the notes (``notes`` in Stata).

    Returns
    -------
    bytes
        The file, in format 118: the same bytes for the same sheet.
    """
    names = program_names((column.name for column in sheet.columns), LONGEST_NAME, RESERVED)
    short, whole = labels(sheet, names, lambda words: shortened(words, LONGEST_LABEL))
    frame = pd.DataFrame(
        {name: _values(column, sheet.cells(place)) for place, (name, column) in enumerate(_paired(names, sheet))}
    )
    answers: dict[float, str] = {0: languages.text("no", sheet.language), 1: languages.text("yes", sheet.language)}
    out = io.BytesIO()
    frame.to_stata(
        out,
        write_index=False,
        version=VERSION,
        byteorder="<",
        time_stamp=MADE,
        data_label=shortened(sheet.title, LONGEST_LABEL),
        variable_labels=short,
        value_labels={name: answers for name, column in _paired(names, sheet) if column.kind == "yes_no"},
    )
    return _with_notes(out.getvalue(), (*sheet.notes, *whole))


def _paired(names: tuple[str, ...], sheet: Sheet) -> list[tuple[str, SheetColumn]]:
    return list(zip(names, sheet.columns, strict=True))


def _values(column: SheetColumn, cells: list[Any]) -> pd.Series[Any]:
    if column.kind == "text":
        return pd.Series([as_words(cell) for cell in cells], dtype="object")
    numbers = pd.Series([float("nan") if cell is None else float(cell) for cell in cells], dtype="float64")
    return numbers.where(numbers.abs() <= LARGEST)


def _with_notes(file: bytes, notes: tuple[str, ...]) -> bytes:
    """Put notes into a file that has none: pandas writes none, and the parts behind them move."""
    if not notes:
        return file
    map_at = file.index(b"<map>") + len(b"<map>")
    places = struct.unpack_from(f"<{PARTS}Q", file, map_at)
    told = [("note0", str(len(notes))), *((f"note{number}", note) for number, note in enumerate(notes, start=1))]
    more = b"".join(_characteristic(name, shortened(words, LONGEST_NOTE)) for name, words in told)
    at = places[CHARACTERISTICS] + len(b"<characteristics>")
    moved = [place + len(more) * (number > CHARACTERISTICS) for number, place in enumerate(places)]
    head = file[:map_at] + struct.pack(f"<{PARTS}Q", *moved)
    return head + file[len(head) : at] + more + file[at:]


def _characteristic(name: str, words: str) -> bytes:
    body = b"_dta".ljust(NAME_BYTES, b"\0") + name.encode().ljust(NAME_BYTES, b"\0") + words.encode() + b"\0"
    return b"<ch>" + struct.pack("<I", len(body)) + body + b"</ch>"


def _cannot_hold(seen: Seen) -> tuple[str, ...]:
    return (
        text(
            "Names of variables have at most 32 letters, digits and underscores; where one is changed, a note says so."
        ),
        text("Labels of variables hold 80 characters; longer ones are cut, and stand whole in the notes of the file."),
        text("Stata knows no empty text beside an absent one."),
        *([text("Stata holds no number beyond 8.9E307: such cells are empty.")] if _has_larger(seen) else []),
    )


def _has_larger(seen: Seen) -> bool:
    numbers = (table.select_dtypes("number") for table in seen.tables.values())
    return any(bool((table.abs() > LARGEST).any(axis=None)) for table in numbers)


SHEET = SheetFormat(".dta", as_stata)

STATA = Export(
    key="stata",
    title="Stata files",
    sentence="A folder with one Stata file (.dta) per table, variables labelled, with notes: for Stata 14 and later.",
    suffix="",
    cannot_hold=_cannot_hold,
    write=each(SHEET),
    sheet=SHEET,
    order=5,
)
