"""One SPSS file per table (.sav), variables labelled, with notes; needs the extra ``spss``."""

from __future__ import annotations

import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet import languages
from collabnet.errors import CollabnetError
from collabnet.exports import Export
from collabnet.exports._sheet import Sheet, SheetColumn, SheetFormat, as_words, each, labels, program_names, shortened
from collabnet.languages import text

if TYPE_CHECKING:
    from collabnet.views import Seen

LONGEST_NAME: Final = 64
LABEL_BYTES: Final = 255
TITLE_BYTES: Final = 64
LONGEST_CELL: Final = 8_000
"""Characters; SPSS holds 32,767 bytes."""

NOTE_LINE: Final = 80
"""Bytes of a line of SPSS's documents."""

MADE_AT: Final = 92
MADE: Final = b"01 Jan 0000:00:00"
"""Where a file says when it was made, and a fixed date and time, so that the same table gives the same bytes."""

RESERVED: Final = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])


def as_spss(sheet: Sheet) -> bytes:
    """Write one table as an SPSS file.

    Parameters
    ----------
    sheet
        The table. Names of its columns are made to fit (64 letters, digits, underscores), labels cut at 255
        bytes; where that changes anything, the whole of it stands in the notes (``DISPLAY DOCUMENTS``).

    Returns
    -------
    bytes
        The file: the same bytes for the same sheet.

    Raises
    ------
    CollabnetError
        When the extra ``spss`` is not installed.
    """
    pyreadstat = _library()
    names = program_names((column.name for column in sheet.columns), LONGEST_NAME, RESERVED)
    short, whole = labels(sheet, names, lambda words: _fitting(words, LABEL_BYTES))
    paired = list(zip(names, sheet.columns, strict=True))
    frame = pd.DataFrame({name: _values(column, sheet.cells(place)) for place, (name, column) in enumerate(paired)})
    answers: dict[int | float, str] = {
        0.0: languages.text("no", sheet.language),
        1.0: languages.text("yes", sheet.language),
    }
    with tempfile.TemporaryDirectory(prefix="collabnet-spss-") as folder:
        place = Path(folder) / "sheet.sav"
        pyreadstat.write_sav(
            frame,
            place,
            file_label=_fitting(sheet.title, TITLE_BYTES),
            column_labels=short,
            note=_lines((*sheet.notes, *whole)),
            row_compress=True,
            variable_value_labels={name: answers for name, column in paired if column.kind == "yes_no"},
            variable_measure={name: "scale" if column.kind == "number" else "nominal" for name, column in paired},
        )
        file = place.read_bytes()
    return file[:MADE_AT] + MADE + file[MADE_AT + len(MADE) :]


def _library() -> Any:
    try:
        import pyreadstat  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CollabnetError(
            "SPSS files need pyreadstat. Install it with: pip install 'collabnet[spss]', or choose stata, which SPSS "
            "opens too."
        ) from error
    return pyreadstat


def _values(column: SheetColumn, cells: list[Any]) -> pd.Series[Any]:
    if column.kind == "text":
        return pd.Series([_cell(as_words(cell)) for cell in cells], dtype="object")
    return pd.Series([float("nan") if cell is None else float(cell) for cell in cells], dtype="float64")


def _fitting(words: str, longest: int) -> str:
    """Return text of at most so many bytes, cut between words: a letter takes up to four."""
    letters = longest
    while len(shortened(words, letters).encode()) > longest:
        letters -= 1
    return shortened(words, letters)


def _cell(words: str) -> str:
    """Return a text that SPSS holds."""
    return words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - 1]}…"


def _lines(notes: tuple[str, ...]) -> list[str]:
    """Return notes as the lines of SPSS's documents: eighty bytes each, broken between words."""
    lines = [line for note in notes for line in _broken(note)]
    return lines or [""]


def _broken(note: str) -> list[str]:
    width = NOTE_LINE
    while True:
        lines = textwrap.wrap(" ".join(note.split()), width) or [""]
        if all(len(line.encode()) <= NOTE_LINE for line in lines):
            return lines
        width -= 4  # letters with accents take more bytes than one


def _cannot_hold(seen: Seen) -> tuple[str, ...]:
    return (
        text(
            "Names of variables have at most 64 letters, digits and underscores; where one is changed, a note says so."
        ),
        text("Labels hold 255 bytes and stand whole in the notes; texts are cut at 8,000 and end in …."),
        text("SPSS knows no empty text beside an absent one."),
    )


SHEET = SheetFormat(".sav", as_spss)

SPSS = Export(
    key="spss",
    title="SPSS files",
    sentence="A folder with one SPSS file (.sav) per table, variables labelled, with notes.",
    suffix="",
    cannot_hold=_cannot_hold,
    write=each(SHEET),
    extra="spss",
    library=_library,
    sheet=SHEET,
    order=6,
)
