"""Text files with rows: which letters, which delimiter, which rows."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, Final

from charset_normalizer import from_bytes

from collabnet import settings
from collabnet.findings import Finding
from collabnet.formats._grid import Grid, UnreadableError, grid, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES: Final = (".csv", ".tsv", ".tab", ".txt")
"""Endings of files that hold a table as text."""

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The first bytes by which a file tells its encoding; UTF-32 little-endian starts as UTF-16 does."""

WESTERN: Final = ("cp1252", "iso8859_15", "mac_roman", "cp850")
"""Encodings that old spreadsheets in the Low Countries and France left behind, the likeliest first."""

EXPECTED_LETTERS: Final = frozenset("éèëêàâäáçïîíôöóûüùúñœæÉÈËÊÀÂÄÁÇÏÎÔÖÓÛÜÙŒÆßøåØÅ€’‘“”–—…«»·°²§£ \u00a0")

SAMPLE = 64_000
"""Bytes or characters that are looked at to tell encoding and delimiter."""


def text_grid(data: bytes, file: str, name: str) -> Grid:
    """Return the sheet in a text file, with a note on its encoding and delimiter where they are not the usual ones."""
    text, encoding = decoded(data, file)
    body, delimiter, skipped = _dialect(text)
    if any(line.count(delimiter) > 100 * settings.MOST_COLUMNS for line in io.StringIO(body)):
        raise UnreadableError(too_large(file))
    notes = []
    if encoding not in ("utf-8", "utf-8-sig"):
        notes.append(_encoding_note(file, encoding))
    if delimiter != ",":
        notes.append(_delimiter_note(file, delimiter))
    if quotes := _quotes(body, delimiter, file):
        notes.append(quotes)
    return grid(file, name, _records(body, delimiter, file, skipped), notes)


def decoded(data: bytes, file: str) -> tuple[str, str]:
    """Return the text in some bytes, and the encoding that was found.

    Raises
    ------
    UnreadableError
        Where the bytes are no text in any encoding that tables come in.
    """
    encoding = _encoding(data)
    if encoding is None:
        raise UnreadableError(_no_text(file))
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise UnreadableError(_no_text(file)) from None
    if "\0" in text:
        raise UnreadableError(_no_text(file))
    return text.removeprefix("\ufeff"), encoding


def _encoding(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:SAMPLE]
    if b"\0" in head:
        return _wide(head)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _western(data)
    return "utf-8"


def _wide(head: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zeros: Western letters have one in every pair of bytes."""
    pairs = len(head) // 2
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if zeros[1] > 0.6 * pairs and zeros[0] == 0:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > 0.6 * pairs and zeros[1] == 0 else None


def _western(data: bytes) -> str | None:
    """Choose among old encodings: the one that gives letters people here write; charset-normalizer settles ties."""
    foreign = bytes(sorted({byte for byte in data if byte > 127}))
    if len(foreign) > 60 or data[:SAMPLE].translate(None, bytes(range(32, 256)) + b"\t\n\r\f\x1a"):
        return None
    scores = {encoding: _likely(data, encoding) for encoding in WESTERN}
    best = max(scores.values())
    if best < 0.5:
        return None
    equal = [encoding for encoding in WESTERN if scores[encoding] == best]
    if len(equal) == 1:
        return equal[0]
    guess = from_bytes(data[:SAMPLE], cp_isolation=equal).best()
    return "cp1252" if "cp1252" in equal or guess is None else guess.encoding


def _likely(data: bytes, encoding: str) -> float:
    """Return the share of letters beyond ASCII that are ones people here write."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    beyond = [letter for letter in text if letter > "\x7f"]
    return sum(letter in EXPECTED_LETTERS for letter in beyond) / max(len(beyond), 1)


def _dialect(text: str) -> tuple[str, str, int]:
    """Return the text, its delimiter, and how many lines before it only named the delimiter, as Excel does."""
    first, _, rest = text.partition("\n")
    named = first.strip().casefold()
    if named.startswith("sep=") and len(named) == 5 and first.strip()[-1] in DELIMITERS:
        return rest, first.strip()[-1], 1
    return text, max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter)), 0


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many columns the header has under a delimiter, and how many of the next rows have as many."""
    sample = text[:SAMPLE]
    widths = []
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(record):
                widths.append(len(record))
            if len(widths) > 20:
                break
    except csv.Error:
        return (0, 0)
    if not widths:
        return (0, 0)
    return widths[0], sum(width == widths[0] for width in widths[1:])


def _records(text: str, delimiter: str, file: str, skipped: int) -> Iterator[list[str]]:
    yield from ([] for _ in range(skipped))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise UnreadableError(_broken(file)) from None


def _quotes(text: str, delimiter: str, file: str) -> Finding | None:
    """Say where a quotation mark is never closed, or stands where a spreadsheet would not put it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for row, _ in enumerate(reader, start=1):  # noqa: B007 - the last number is needed after the loop
            pass
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise UnreadableError(_broken(file, row + 1)) from None
        return Finding(
            "quotation_marks",
            "warning",
            file=file,
            row=row + 1,
            expected="quotation marks around a whole cell, and doubled inside it",
            remedy="Look whether this row and those below it were read as meant; save the table from a spreadsheet.",
        )
    return None


def _broken(file: str, row: int = 0) -> Finding:
    return Finding(
        "broken_table",
        "error",
        file=file,
        row=row,
        expected="rows in which every quotation mark that is opened is closed",
        remedy="Open the file in a spreadsheet, mend the row, and save it as CSV (UTF-8).",
    )


def _no_text(file: str) -> Finding:
    return Finding(
        "not_text",
        "error",
        file=file,
        expected="a table saved as text (CSV), in UTF-8 if possible",
        remedy="Save the table from a spreadsheet as CSV (UTF-8), or as an .xlsx workbook.",
    )


def _encoding_note(file: str, encoding: str) -> Finding:
    return Finding(
        "encoding_found",
        "note",
        file=file,
        found=encoding,
        expected="UTF-8",
        remedy="It was read as {encoding}. Look whether letters with accents are right.",
        values={"encoding": encoding},
    )


def _delimiter_note(file: str, delimiter: str) -> Finding:
    return Finding(
        "delimiter_found",
        "note",
        file=file,
        found=DELIMITERS[delimiter],
        expected="cells with a comma between them",
        remedy="It was read as cells with a {delimiter} between them. Nothing needs to be done.",
        values={"delimiter": DELIMITERS[delimiter]},
    )
