"""Looks into a workbook before anything reads it, so that none can fill the memory or run anything.

Only parts that were looked at are handed on, in an archive made here: what an archive says of its own sizes is
not believed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from collabnet import settings
from collabnet.formats._grid import UnreadableError, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

MOST_PARTS: Final = 2_000
"""Parts of a workbook from which it is refused."""

LONGEST_LIST: Final = 1_000_000
"""Bytes of the list of sheets that are looked at."""

FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError, ValueError,
)  # fmt: skip
"""What Python's zip reader raises at archives that are broken, encrypted or packed in ways it does not know."""

_CELL = re.compile(r"\A([A-Z]{1,7})(\d{1,9})\Z")


class BrokenWorkbookError(Exception):
    """The bytes are no workbook, or hold what no spreadsheet writes."""


@dataclass
class Sheet:
    """What was counted in one sheet while it streamed by."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    letters: int = 0
    formulas: int = 0
    first_formula: str = ""
    first_unsaved: str = ""
    first_error: str = ""


@dataclass(frozen=True)
class Checked:
    """A workbook that can be read without harm: its parts in an archive of our own, and what its sheets hold."""

    archive: bytes
    sheets: tuple[Sheet, ...]


def checked(data: bytes, file: str) -> Checked:
    """Return the parts of a workbook that a reader needs.

    Raises
    ------
    BrokenWorkbookError
        Where it is no archive, or a part declares a document type (by which XML bombs go off).
    UnreadableError
        Where it is larger than any study.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive, file)
    except FAULTS:
        raise BrokenWorkbookError from None
    lengths = _Lengths.of(next((body for name, body in parts.items() if _is(name, "sharedstrings")), b""))
    sheets = []
    for name, body in parts.items():
        if "worksheets/" in name.casefold() and name.casefold().endswith(".xml"):
            sheets.append(_Cells.of(body, lengths, file))
        elif not _is(name, "sharedstrings"):
            _parse(body, _parser())
    return Checked(_archive(parts), tuple(sheets))


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets, reading nothing but the list of them; none where there is no list."""
    found: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "sheet" and "name" in attributes:
            found.append(attributes["name"])

    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            body = part.read(LONGEST_LIST)
        parser = _parser()
        parser.StartElementHandler = start
        _parse(body, parser)
    except (*FAULTS, BrokenWorkbookError):
        return ()
    return tuple(found)


def _is(name: str, part: str) -> bool:
    return name.casefold().endswith(f"{part}.xml")


def _parts(archive: zipfile.ZipFile, file: str) -> dict[str, bytes]:
    """Return the XML parts, never reading more than any study holds, whatever the archive says of itself."""
    infos = [info for info in archive.infolist() if info.filename.casefold().endswith((".xml", ".rels"))]
    if len(archive.infolist()) > MOST_PARTS or sum(info.file_size for info in infos) > settings.LARGEST_FILE:
        raise UnreadableError(too_large(file))
    parts: dict[str, bytes] = {}
    room = settings.LARGEST_FILE
    for info in infos:
        with archive.open(info) as part:
            parts[info.filename] = part.read(room + 1)
        room -= len(parts[info.filename])
        if room < 0:
            raise UnreadableError(too_large(file))
    return parts


def _archive(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, body in parts.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return buffer.getvalue()


def _parser() -> expat.XMLParserType:
    """Return a parser that stops at a document type: without one there are no entities, hence no XML bombs."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise BrokenWorkbookError


def _parse(body: bytes, parser: expat.XMLParserType) -> None:
    try:
        parser.Parse(body, True)
    except expat.ExpatError:
        raise BrokenWorkbookError from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass
class _Lengths:
    """How long each shared text is: a long one that many cells share would be copied for each."""

    found: list[int] = field(default_factory=list)
    inside: bool = False

    @classmethod
    def of(cls, body: bytes) -> list[int]:
        reader = cls()
        if not body:
            return []
        parser = _parser()
        parser.StartElementHandler = reader.start
        parser.CharacterDataHandler = reader.letters
        _parse(body, parser)
        return reader.found

    def start(self, name: str, _: Mapping[str, str]) -> None:
        if _local(name) == "si":
            self.found.append(0)

    def letters(self, text: str) -> None:
        if self.found:
            self.found[-1] += len(text)


@dataclass
class _Cells:
    """Counts what a sheet holds, and stops as soon as it is more than any study does."""

    lengths: list[int]
    file: str
    sheet: Sheet = field(default_factory=Sheet)
    row: int = 0
    column: int = 0
    shared: bool = False
    filled: bool = False
    formula: bool = False
    value: list[str] | None = None

    @classmethod
    def of(cls, body: bytes, lengths: list[int], file: str) -> Sheet:
        reader = cls(lengths, file)
        parser = _parser()
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.letters
        _parse(body, parser)
        return reader.sheet

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        handlers: dict[str, Callable[[Mapping[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_value,
            "t": self._start_value,
        }
        if handler := handlers.get(_local(name)):
            handler(attributes)

    def end(self, name: str) -> None:
        if _local(name) == "c":
            self._end_cell()
        elif _local(name) in ("v", "t"):
            self._end_value()

    def letters(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        given = attributes.get("r", "")
        self.row = int(given) if given.isdecimal() and len(given) < 10 else self.row + 1
        self.column = 0

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        place = _CELL.match(attributes.get("r", "").upper())
        self.column = _number(place.group(1)) if place else self.column + 1
        self.row = int(place.group(2)) if place else self.row
        self.shared = attributes.get("t") == "s"
        self.filled = self.formula = False
        if attributes.get("t") == "e":
            self.sheet.first_error = self.sheet.first_error or self._place()

    def _start_formula(self, _: Mapping[str, str]) -> None:
        self.formula = True
        self.sheet.formulas += 1
        self.sheet.first_formula = self.sheet.first_formula or self._place()

    def _start_value(self, _: Mapping[str, str]) -> None:
        self.filled = True
        self.value = []

    def _end_value(self) -> None:
        text = "".join(self.value or ())
        shared = self.shared and text.strip().isdecimal() and len(text) < 10
        index = int(text) if shared else -1
        self.sheet.letters += self.lengths[index] if 0 <= index < len(self.lengths) else len(text)
        self.value = None

    def _end_cell(self) -> None:
        if self.formula and not self.filled:
            self.sheet.first_unsaved = self.sheet.first_unsaved or self._place()
        if not self.filled and not self.formula:
            return
        sheet = self.sheet
        sheet.cells += 1
        sheet.rows = max(sheet.rows, self.row)
        sheet.columns = max(sheet.columns, self.column)
        most = settings.MOST_CELLS
        if (
            sheet.columns > settings.MOST_COLUMNS
            or max(sheet.cells, sheet.rows * sheet.columns) > most
            or sheet.letters > settings.LARGEST_FILE
        ):
            raise UnreadableError(too_large(self.file))

    def _place(self) -> str:
        return f"{_letters(self.column)}{self.row}"


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters or "A"
