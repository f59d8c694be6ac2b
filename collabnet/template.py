"""Makes new studies: the tables of the codebook with the columns that matter first, an example, and what all means."""

from __future__ import annotations

import csv
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from collabnet.cells import BAR
from collabnet.codebook import CODEBOOK_FILE, CODEBOOK_SHEET, LISTS, LISTS_SHEET, Column, codebook, value_names
from collabnet.codebook import processes as known_processes
from collabnet.domains import domains
from collabnet.errors import CallError
from collabnet.languages import available, text
from collabnet.settings import FORMAT
from collabnet.study import FILE, ROW
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from collabnet.study import RawStudy

    Say = Callable[[str], str]

ROWS: Final = 2_000
"""Rows for which a sheet has drop-down lists."""

TABLES: Final = ("organisations", "interviews", "statements", "members", "respondents", "asked", "services", "required")
"""Tables of a new study, in the order in which they are filled in."""

BORN: Final = datetime(2000, 1, 1)
"""What a workbook says of the day on which it was made."""


def new_study(path: str | Path, *, xlsx: bool = False, language: str = "en") -> Path:
    """Write an empty study with one example, ready to be filled in, and return where it stands.

    Parameters
    ----------
    path
        A folder that is not there yet (or is empty); with ``xlsx`` a file, whose name gets ``.xlsx`` where it lacks it.
    xlsx
        One workbook with drop-down lists instead of a folder of CSV files.
    language
        In which everything is explained: ``en``, ``nl`` or ``fr``. Column names are the same in all.

    Raises
    ------
    CallError
        Where something stands at the path already, or there is no such language. Nothing is overwritten.
    """
    if language not in available():
        raise CallError(f"Expected one of {', '.join(available())}, found {language!r}. Choose one of these languages.")
    place = Path(path)
    if xlsx and place.suffix.casefold() != ".xlsx":
        place = place.with_name(f"{place.name}.xlsx")
    if place.exists() and not (place.is_dir() and not xlsx and not any(place.iterdir())):
        raise CallError(f"Expected a place that is free, found {place}. Choose another name; nothing was overwritten.")

    def say(sentence: str) -> str:
        return text(sentence, language)

    rows = _example(say, language)
    if xlsx:
        _safely(place, lambda draft: _workbook(draft, rows, _settings(say, language), say, language))
    else:
        _safely(place, lambda draft: _folder(draft, rows, say, language))
    return place


def write_workbook(raw: RawStudy, path: str | Path, *, language: str = "en") -> Path:
    """Write a study as one workbook with drop-down lists; every column it has is kept.

    Raises
    ------
    CallError
        Where something stands at the path already.
    """
    place = Path(path)
    if place.exists():
        raise CallError(f"Expected a place that is free, found {place}. Choose another name; nothing was overwritten.")
    rows = {name: _said(frame) for name, frame in raw.tables.items()}
    _safely(place, lambda draft: _workbook(draft, rows, raw.settings, lambda word: text(word, language), language))
    return place


def _said(frame: pd.DataFrame) -> list[dict[str, Any]]:
    said = frame.drop(columns=[FILE, ROW])
    return [{str(key): value for key, value in row.items()} for row in said.to_dict("records")]


def _safely(place: Path, write: Callable[[Path], None]) -> None:
    """Write beside the place and move the result there, so that nothing half-written is left behind."""
    draft = place.with_name(f".{place.name}.part")
    try:
        write(draft)
        if place.is_dir():
            place.rmdir()
        draft.rename(place)
    finally:
        if draft.is_dir():
            shutil.rmtree(draft)
        draft.unlink(missing_ok=True)


def _example(say: Say, language: str) -> dict[str, list[dict[str, str]]]:
    """Return one statement of one interview on two organisations: the least that is a study."""
    return {
        "organisations": [
            {"organisation_id": "example_a", "name": say("Example organisation A"), "sector": "welfare"},
            {"organisation_id": "example_b", "name": say("Example organisation B"), "sector": "housing"},
        ],
        "interviews": [
            {"interview_id": "i01", "organisation_id": "example_a", "kind": "organisation", "wave": "1"}
            | {"language": language}
        ],
        "statements": [
            {
                "statement_id": "s001",
                "interview_id": "i01",
                "source": "example_a",
                "target": "example_b",
                "level": "dyad",
                "domain": "trust",
                "process": "information_exchange",
                "rating": "3",
                "tie_state": "present",
                "quote": say("Replace this row: here stand the words of the person who spoke."),
                "quote_language": language,
                "cleared": "no",
            }
        ],
    }


def _settings(say: Say, language: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "title": say("Title of the study"),
        "description": say("What the study is about, in a few sentences."),
        "languages": [language],
        "seed": 1,
        "boundary": say("How it was decided who belongs to the network."),
        "waves": [{"id": "1", "label": say("First wave")}],
    }


def columns_in_order(table: str) -> tuple[list[Column], list[Column]]:
    """Return the columns of a table that matter first, and the others."""
    columns = list(codebook()[table].values())
    return [column for column in columns if column.first], [column for column in columns if not column.first]


def _folder(draft: Path, rows: Mapping[str, list[dict[str, str]]], say: Say, language: str) -> None:
    draft.mkdir(parents=True)
    (draft / "study.toml").write_text(_toml(say, language), encoding="utf-8")
    (draft / CODEBOOK_FILE).write_text(_explained(say, language), encoding="utf-8")
    for table in TABLES:
        first, others = columns_in_order(table)
        with (draft / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [column.name for column in (*first, *others)], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows.get(table, []))


def _toml(say: Say, language: str) -> str:
    settings = _settings(say, language)
    lines = [
        f"# {say('What holds for the whole study. Lines that start with # are remarks.')}",
        f"format = {settings['format']}",
        *(f"{key} = {_quoted(settings[key])}" for key in ("title", "description")),
        f"languages = [{_quoted(language)}]",
        f"seed = {settings['seed']}",
        f"boundary = {_quoted(settings['boundary'])}",
        "",
        f"# {say('One block for every round of interviews.')}",
        "[[waves]]",
        'id = "1"',
        f"label = {_quoted(settings['waves'][0]['label'])}",
        "",
        f"# {say('A score that the network itself agreed on, from 0 to 100; take the # away to use it.')}",
        "# [aims]",
        "# trust = 75",
        "",
        f"# {say('Columns of your own that others may see too; without this line they stay with the researcher.')}",
        "# [privacy]",
        '# public_columns = ["size"]',
        "",
        f"# {say('A way of working together besides those of the codebook.')}",
        "# [processes.joint_training]",
        "# directed = false",
        '# label_en = "joint training"',
    ]
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    plain = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _explained(say: Say, language: str) -> str:
    """Return the codebook as a page to read."""
    lines = [f"# {say('Codebook')}", "", say("Columns in bold cannot be left empty; all others may."), ""]
    for table in TABLES:
        lines += [f"## {table}", "", f"| {say('column')} | {say('meaning')} | {say('values')} |", "|---|---|---|"]
        first, others = columns_in_order(table)
        for column in (*first, *others):
            name = f"**{column.name}**" if column.obligatory else column.name
            lines.append(f"| {name} | {_meaning(column, say)} | {_values(column, say, language)} |")
        lines.append("")
    return "\n".join(lines)


def _meaning(column: Column, say: Say) -> str:
    """Say what a column means, and whether any number rests on it."""
    return f"{say(column.meaning)} {say('Kept only: no number uses it.')}" if column.kept_only else say(column.meaning)


def _values(column: Column, say: Say, language: str) -> str:
    """Say which values a column takes, in words that a person reads."""
    if words := _words(column, say, language):
        return ", ".join(f"`{key}` ({word})" if word != key else f"`{key}`" for key, word in words)
    if column.type == "boolean":
        return "`yes`, `no`"
    if column.type == "date":
        return "`2024-03-15`, `2024-03`, `2024`"
    return column.unit


def _words(column: Column, say: Say, language: str) -> list[tuple[str, str]]:
    """Return the words that a coded column takes, each with its name in a language."""
    if column.allowed.startswith("vocabulary:"):
        terms = vocabulary(column.allowed.removeprefix("vocabulary:")).values()
        return [(term.key, term.label(language)) for term in terms]
    if column.allowed == "processes":
        return [(term.key, term.label(language)) for term in known_processes().values()]
    if column.allowed == "domains":
        return [(domain.key, say(domain.title)) for domain in domains().values()]
    if column.allowed == "facets":
        return [(facet.key, say(facet.title)) for domain in domains().values() for facet in domain.facets]
    return [(key, key) for key in dict.fromkeys(value_names(column.allowed).values())]


def _workbook(
    draft: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]], settings: Mapping[str, Any], say: Say, language: str
) -> None:
    import xlsxwriter  # noqa: PLC0415 - only those who write a workbook wait for it

    draft.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(draft), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": BORN})
        _Writer(book, say, language).write(rows, settings)


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, say: Say, language: str) -> None:
        self.book = book
        self.say = say
        self.language = language
        self.head = self._format(bold=True, bg_color="#E3EEF9", border=1)
        self.rest = self._format(bold=True, font_color="#555555", border=1)
        self.wrap = self._format(text_wrap=True, valign="top")
        self.lists: dict[str, str] = {}

    def _format(self, **properties: object) -> Format:
        return self.book.add_format(properties)

    def write(self, rows: Mapping[str, Sequence[Mapping[str, Any]]], settings: Mapping[str, Any]) -> None:
        nested = ("waves", "phases")
        self._plain("study", ("key", "value"), list(flattened({k: v for k, v in settings.items() if k not in nested})))
        for table in nested:
            if given := settings.get(table):
                names = list(dict.fromkeys(key for row in given for key in row))
                self._plain(table, names, [[_shown(row.get(name, "")) for name in names] for row in given])
        sheets = {table: self.book.add_worksheet(table) for table in TABLES}
        lists = self.book.add_worksheet(LISTS_SHEET)
        self._fill_lists(lists)
        for table, sheet in sheets.items():
            self._table(sheet, table, rows.get(table, []))
        self._codebook()
        lists.hide()
        sheets["organisations"].activate()

    def _plain(self, name: str, header: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 28)
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, self.head)
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line):
                sheet.write_string(row, column, value)

    def _fill_lists(self, sheet: Worksheet) -> None:
        """Write every list of words in a column of its own, for the drop-down lists to point to."""
        wanted = {column.allowed: column for table in TABLES for column in codebook()[table].values()}
        position = 0
        for allowed, column in wanted.items():
            words = [key for key, _ in _words(column, self.say, self.language)] if column.type in CODED else []
            if not words:
                continue
            sheet.write_string(0, position, allowed)
            for row, word in enumerate(words, start=1):
                sheet.write_string(row, position, word)
            letter = _letter(position)
            self.lists[allowed] = f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(words) + 1}"
            position += 1

    def _table(self, sheet: Worksheet, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        first, others = columns_in_order(table)
        known = [column.name for column in (*first, *others)]
        own = sorted({name for row in rows for name in row} - set(known))
        used = {name for row in rows for name, value in row.items() if value}
        sheet.freeze_panes(1, 1)
        for position, name in enumerate([*known, *own]):
            leading = position < len(first)
            sheet.write_string(0, position, name, self.head if leading else self.rest)
            grouped = {} if leading or name in used else {"level": 1, "hidden": True}
            sheet.set_column(position, position, 14 if leading else 12, None, grouped)
        for position, column in enumerate((*first, *others)):
            self._helped(sheet, position, column)
        for number, row in enumerate(rows, start=1):
            for position, name in enumerate([*known, *own]):
                if value := _shown(row.get(name, "")):
                    self._cell(sheet, (number, position), value, codebook()[table].get(name))

    def _cell(self, sheet: Worksheet, place: tuple[int, int], value: str, column: Column | None) -> None:
        if column is not None and column.type in ("number", "integer") and value.replace(".", "", 1).isdecimal():
            sheet.write_number(*place, float(value))
        else:
            sheet.write_string(*place, value)

    def _helped(self, sheet: Worksheet, position: int, column: Column) -> None:
        """Say what a column means when one of its cells is chosen, and offer the words that it takes."""
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.name[:32],
            "input_message": _meaning(column, self.say)[:255],
        }
        if column.type == "boolean":
            rule |= {"validate": "list", "source": ["yes", "no"]}
        elif column.allowed in self.lists and column.type not in LISTS:
            rule |= {"validate": "list", "source": self.lists[column.allowed], "error_type": "warning"}
        elif column.allowed in REFERRED and column.type == "id":
            rule |= {"validate": "list", "source": REFERRED[column.allowed], "error_type": "warning"}
        sheet.data_validation(1, position, ROWS, position, rule)

    def _codebook(self) -> None:
        sheet = self.book.add_worksheet(CODEBOOK_SHEET)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 20)
        sheet.set_column(2, 3, 70)
        titles = (self.say("table"), self.say("column"), self.say("meaning"), self.say("values"))
        for position, title in enumerate(titles):
            sheet.write_string(0, position, title, self.head)
        everything = [column for table in TABLES for part in columns_in_order(table) for column in part]
        for row, column in enumerate(everything, start=1):
            values = _values(column, self.say, self.language).replace("`", "")
            for position, value in enumerate((column.table, column.name, self.say(column.meaning), values)):
                sheet.write_string(row, position, value, self.wrap)


CODED: Final = ("choice", "term")
"""Types of columns whose cells hold a word of a list."""

REFERRED: Final = {
    "organisations": f"=organisations!$A$2:$A${ROWS}",
    "interviews": f"=interviews!$A$2:$A${ROWS}",
    "respondents": f"=respondents!$A$2:$A${ROWS}",
}
"""Where the ids stand that other sheets point to."""


def flattened(settings: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, str]]:
    """Yield settings as pairs of a dotted key and a text."""
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{before}{key}.")
        elif value not in ("", None):
            yield f"{before}{key}", _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return BAR.join(str(item) for item in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)
