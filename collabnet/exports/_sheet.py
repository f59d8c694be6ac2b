"""One table as it is seen, ready for any format: columns that say what they mean, rows, and what is to be said of them.

A page makes one of what it shows, an export makes one of each table. What a format does with it stands in that format's
file, as its :class:`SheetFormat`; formats that hold one table per file use it for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd

from collabnet import languages
from collabnet.exports._manifest import manifest, write_manifest
from collabnet.exports._values import clean, plain
from collabnet.settings import SIGNIFICANT_DIGITS
from collabnet.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from collabnet.exports import ExportOptions, Writer
    from collabnet.views import Seen

Kind = Literal["text", "number", "yes_no"]

READ_DIGITS: Final = 4
"""Significant digits of a number in a format for reading, where a column does not say how many decimals it wants."""

NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet.

    Attributes
    ----------
    name
        Its name for programs.
    label
        What it means, in the sheet's language; the heading in formats for reading.
    kind
        ``text``, ``number`` or ``yes_no``.
    digits
        Decimals that formats for reading show; four significant digits where not said.
    """

    name: str
    label: str = ""
    kind: Kind = "text"
    digits: int | None = None

    @property
    def heading(self) -> str:
        """Return what stands above the column where people read it."""
        return self.label or self.name


@dataclass(frozen=True)
class Sheet:
    """One table as it is seen.

    Attributes
    ----------
    name, title
        Its name for programs, and what it shows in one sentence.
    columns, rows
        The rows hold one cell per column: words, numbers, yes or no, or nothing.
    notes
        What must be said with it, one paragraph each: source, basis, methods, what an empty cell means.
    beside
        Tables that go with it, such as its methods column by column, for formats that hold several.
    language
        The language of its words, in which formats for reading also write numbers.
    """

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()
    beside: tuple[Sheet, ...] = ()
    language: str = languages.ENGLISH

    def cells(self, place: int) -> list[Any]:
        """Return the cells of one column, as plain values."""
        return [plain(row[place]) for row in self.rows]


@dataclass(frozen=True)
class SheetFormat:
    """How a format writes one table as one file.

    Attributes
    ----------
    suffix
        How the file ends.
    write
        Returns the file; the same bytes for the same sheet.
    printed
        Whether people read it rather than programs: then a value and its interval may stand in one cell.
    """

    suffix: str
    write: Callable[[Sheet], bytes]
    printed: bool = False


def sheets(seen: Seen) -> Iterator[Sheet]:
    """Return every table of what is seen as a sheet, its columns labelled by the codebook."""
    for name, frame in seen.tables.items():
        if len(frame.columns):
            yield _sheet(seen, name)


def each(format_: SheetFormat) -> Writer:
    """Return what writes every table into a folder, one file each, with the manifest: the ``write`` of an export."""

    def write(seen: Seen, path: Path, options: ExportOptions) -> None:
        for sheet in sheets(seen):
            (path / f"{sheet.name}{format_.suffix}").write_bytes(format_.write(sheet))
        write_manifest(manifest(seen, options), path)

    return write


def as_words(value: Any) -> str:
    """Return a cell as text that a program reads back: twelve digits, ``true`` or ``false``, nothing where empty."""
    cell = plain(value)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return clean(cell) if isinstance(cell, str) else f"{cell:.{SIGNIFICANT_DIGITS}g}"


def as_read(value: Any, column: SheetColumn, language: str) -> str:
    """Return a cell as people read it: numbers rounded, and written as the language does; a dash where empty."""
    cell = plain(value)
    if cell is None or cell == "":
        return "–" if column.kind == "number" else ""
    if isinstance(cell, bool):
        return languages.text("yes", language) if cell else languages.text("no", language)
    if isinstance(cell, str):
        return " ".join(clean(cell).split())
    return languages.number(cell, language, _decimals(cell) if column.digits is None else column.digits)


def program_names(names: Iterable[str], longest: int, reserved: Collection[str] = ()) -> tuple[str, ...]:
    """Return names that a statistics program takes: letters, digits and underscores, short enough, none twice."""
    given: list[str] = []
    taken = {word.casefold() for word in reserved}
    for name in names:
        wanted = NOT_IN_NAMES.sub("_", name).strip("_") or "v"
        wanted = f"v_{wanted}" if wanted[0].isdigit() else wanted
        found, number = wanted[:longest], 1
        while found.casefold() in taken:
            number += 1
            found = f"{wanted[: longest - len(str(number)) - 1]}_{number}"
        taken.add(found.casefold())
        given.append(found)
    return tuple(given)


def shortened(text: str, longest: int) -> str:
    """Return text of at most so many characters, cut between words, with … where something is missing."""
    text = " ".join(clean(text).split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[longest // 2 :] else cut}…"


def labels(
    sheet: Sheet, names: tuple[str, ...], shorten: Callable[[str], str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the label of each variable, and what it could not hold: names that were changed and labels cut, whole."""
    short, whole = {}, []
    for name, column in zip(names, sheet.columns, strict=True):
        full = " ".join(clean(column.heading).split())
        short[name] = shorten(full)
        if short[name] != full or name != column.name:
            told = f"{name} ({column.name}): {full}" if name != column.name else f"{name}: {full}"
            whole.append(told)
    return short, tuple(whole)


def _sheet(seen: Seen, name: str) -> Sheet:
    frame, known = seen.tables[name], tables().get(name)
    meanings = {column.name: column.explained for column in known.columns} if known else {}
    columns = tuple(
        SheetColumn(str(column), meanings.get(str(column), ""), _kind(frame[column])) for column in frame.columns
    )
    told = (seen.settings.title, known.sentence if known else "")
    return Sheet(
        name,
        known.title[:1].upper() + known.title[1:] if known else name,
        columns,
        tuple(frame.itertuples(index=False, name=None)),
        notes=tuple(line for line in told if line),
    )


def _kind(values: pd.Series[Any]) -> Kind:
    if pd.api.types.is_bool_dtype(values):
        return "yes_no"
    return "number" if pd.api.types.is_numeric_dtype(values) else "text"


def _decimals(number: float) -> int:
    """Return how many decimals show the digits that matter: none of a whole number, four digits of any other."""
    if float(number).is_integer():
        return 0
    before = len(f"{abs(number):.0f}") if abs(number) >= 1 else 0
    leading = 0 if abs(number) >= 0.1 or number == 0 else -int(f"{abs(number):e}".partition("e")[2]) - 1
    return max(READ_DIGITS - before, 0) + min(leading, 8)
