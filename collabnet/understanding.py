"""Puts a study as text into the codebook's words: spellings, dates, decimals and names -> keys, and says what it did.

What is not understood stays as it stands; the checks speak of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet import cells
from collabnet.codebook import LISTS, NAME_COLUMNS, Column, codebook, organisation_names, value_names
from collabnet.codebook import processes as known_processes
from collabnet.findings import Finding
from collabnet.study import FILE, ROW
from collabnet.vocabularies import Spellings, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from collabnet.study import RawStudy, StudySettings

    Spelling = Callable[[str], str | None]


NEVER_MISSING: Final = frozenset({*NAME_COLUMNS, "quote", "paraphrase", "memo", "document", "source", "target"})
"""Columns in which no word is read as not said: names, somebody's own words, and who acts towards whom, because an
empty target means something else."""


def understood(raw: RawStudy, settings: StudySettings) -> RawStudy:
    """Return the study in the codebook's words, with a note for every spelling that was understood.

    Parameters
    ----------
    raw
        The study as a format read it.
    settings
        What the study declares: its own waves, phases and processes have names too.
    """
    listed = raw.table("organisations")
    sectors = frozenset() if listed is None or "sector" not in listed else frozenset(listed["sector"])
    known = _Known(settings, Spellings.of(organisation_names(listed)), sectors)
    tables: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = list(raw.findings)
    for name, frame in raw.tables.items():
        columns = codebook().get(name, {})
        new = {
            column: _column(frame, columns[column], known, findings) for column in frame.columns if column in columns
        }
        tables[name] = frame.assign(**new)
    if "statements" in tables:
        tables["statements"] = _with_ids(tables["statements"], findings)
    once = {name: _once(frame, findings) for name, frame in tables.items()}
    return replace(raw, tables=once, findings=_missing_once(findings))


@dataclass(frozen=True)
class _Known:
    """What cells may point to: what the study declares, its organisations and its sectors."""

    settings: StudySettings
    organisations: Spellings
    sectors: frozenset[str]

    def organisation(self, column: Column) -> Spelling:
        """Return how organisations are spelled; an expected relation may name a sector exactly."""
        if column.table != "required":
            return self.organisations.key
        exact = self.organisations.keys | self.sectors
        return lambda value: value if value in exact else self.organisations.key(value)


def _column(frame: pd.DataFrame, column: Column, known: _Known, findings: list[Finding]) -> pd.Series[str]:
    """Return one column in the codebook's words."""
    values = frame[column.name]
    spelling = _spelling(column, values, known)
    if spelling is None and not _may_be_missing(column):
        return values
    meanings = {value: _meaning(value, spelling or _as_it_is, column) for value in values.unique() if value}
    findings += _notes(frame, column, meanings)
    return values.map(lambda value: meanings.get(value, value)).astype("str")


def _meaning(value: str, spelling: Spelling, column: Column) -> str:
    if column.type in LISTS:
        return cells.BAR.join(word for item in cells.items(value) if (word := _word(item, spelling, column)))
    return _word(value, spelling, column)


def _word(value: str, spelling: Spelling, column: Column) -> str:
    """Return the codebook's word for one value, or nothing where it says that there is nothing to say."""
    meant = spelling(value)
    if meant is None and _may_be_missing(column) and cells.is_missing(value):
        return ""
    return meant or value


def _as_it_is(value: str) -> str | None:
    return None if cells.is_missing(value) else value


def _may_be_missing(column: Column) -> bool:
    return not column.obligatory and column.name not in NEVER_MISSING


def _spelling(column: Column, values: pd.Series[str], known: _Known) -> Spelling | None:
    """Return what turns a value into the codebook's word for it, or nothing where any value is as good as another."""
    if column.type in ("number", "integer"):
        return _number
    if column.type == "date":
        return _date(values)
    if column.type == "boolean":
        return _yes_or_no
    if (column.allowed == "organisations" and column.name != "organisation_id") or _refers(column):
        return known.organisation(column)
    return _own_names(column, known.settings) or _listed_names(column, known.settings)


def _refers(column: Column) -> bool:
    return column.allowed == "organisations" and column.table != "organisations"


def _number(value: str) -> str | None:
    found = cells.number(value)
    return None if found is None or cells.is_ambiguous(value) else cells.written(found)


def _yes_or_no(value: str) -> str | None:
    said = cells.boolean(value)
    return None if said is None else "yes" if said else "no"


def _date(values: pd.Series[str]) -> Spelling:
    """Read days of one column in one order: the day first, unless some number cannot be a month and no other a day."""
    slashed = [value for value in values.unique() if cells.is_slashed(value)]
    day_first = [cells.iso_date(value, day_first=True) for value in slashed]
    month_first = [cells.iso_date(value, day_first=False) for value in slashed]
    american = None in day_first and None not in month_first
    return lambda value: cells.iso_date(value, day_first=not american)


def _listed_names(column: Column, settings: StudySettings) -> Spelling | None:
    """Return what the words of the codebook are called; a term that the study labels itself is no likeness of one."""
    names = value_names(column.allowed)
    if not names:
        return _as_it_is if column.type in LISTS else None
    declared = settings.labels if column.type == "term" else {}
    return lambda value: value if value in declared else names.get(folded(value) or value)


def _own_names(column: Column, settings: StudySettings) -> Spelling | None:
    """Return what a study's own waves, phases and processes are called, or nothing where a column holds none."""
    if column.allowed == "processes":
        return _process(settings)
    if column.allowed == "waves":
        return Spellings.of((wave.id, word) for wave in settings.waves for word in (wave.label, wave.id) if word).key
    if column.allowed == "phases":
        return Spellings.of(
            (phase.id, word) for phase in settings.phases for word in (*phase.labels.values(), phase.id)
        ).key
    return None


def _process(settings: StudySettings) -> Spelling:
    """Return how processes are spelled; what a study declares goes before what every study knows."""
    own = Spellings.of(
        (key, word) for key, process in settings.processes.items() for word in (*process.labels.values(), key)
    )
    known = Spellings.of((key, word) for key, term in known_processes().items() for word in term.synonyms)
    exact = own.keys | known.keys
    return lambda value: value if value in exact else (own if own.meanings(value) else known).key(value)


def _notes(frame: pd.DataFrame, column: Column, meanings: Mapping[str, str]) -> list[Finding]:
    """Return what was understood: once per file and other word, and once per file for other ways of writing."""
    changed = {value: meaning for value, meaning in meanings.items() if value != meaning}
    if not changed:
        return []
    touched = frame.loc[frame[column.name].isin(list(changed)), [column.name, FILE, ROW]]
    notes: dict[tuple[str, str], Finding] = {}
    rows: Counter[tuple[str, str]] = Counter()
    for value, file, row in touched.itertuples(index=False, name=None):
        note = _note(column, str(value), changed[value], str(file), int(row))
        if note is not None:
            key = (note.code, str(file) + (note.found if note.code in EACH_WORD else ""))
            rows[key] += 1
            notes.setdefault(key, note)
    return [_counted(note, str(rows[key])) for key, note in notes.items()]


def _counted(note: Finding, count: str) -> Finding:
    return replace(note, values=dict(note.values, count=count)) if note.code in COUNTED else note


def _missing_once(findings: list[Finding]) -> tuple[Finding, ...]:
    """Say once per file which words were read as not said."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code == "missing_word":
            by_file[finding.file].append(finding)
    others = [finding for finding in findings if finding.code != "missing_word"]
    return (*others, *(_missing_note(found) for found in by_file.values()))


def _missing_note(found: list[Finding]) -> Finding:
    first = min(found, key=lambda finding: finding.row)
    values = {
        "words": ", ".join(dict.fromkeys(finding.found for finding in found)),
        "columns": ", ".join(dict.fromkeys(finding.column for finding in found)),
        "count": str(sum(int(dict(finding.values)["count"]) for finding in found)),
    }
    return replace(first, column="", values=values)


def _note(column: Column, value: str, meaning: str, file: str, row: int) -> Finding | None:
    note = _kind_of_note(column, value, meaning)
    if note is None:
        return None
    values = {"meaning": cells.told(meaning)}
    return replace(note, file=file, row=row, column=column.name, found=cells.told(value), values=values)


def _kind_of_note(column: Column, value: str, meaning: str) -> Finding | None:
    if len(cells.items(meaning)) < len(cells.items(value)):
        return MISSING_WORD
    if column.type in ("number", "integer"):
        return DECIMAL_COMMA if "," in value else None
    if column.type == "date":
        return EXCEL_DATE if cells.is_serial(value) else DATE_UNDERSTOOD
    if column.type == "boolean" or cells.items(value) == cells.items(meaning):
        return None
    return SPELLING_MATCHED if folded(value) == folded(meaning) else VALUE_UNDERSTOOD


EACH_WORD: Final = frozenset({"value_understood", "missing_word"})
"""Notes that are made for every word anew; of the others one per column says it all."""

COUNTED: Final = frozenset({"spelling_matched", "missing_word"})
"""Notes that say in how many rows they hold."""

VALUE_UNDERSTOOD = Finding(
    "value_understood",
    "note",
    expected="a value as the codebook spells it",
    remedy="It was understood as {meaning}, here and wherever it stands in this column.",
)
SPELLING_MATCHED = Finding(
    "spelling_matched",
    "note",
    expected="a value as it is spelled where it is declared",
    remedy="In {count} rows of this column, case, accents or punctuation were left aside to find what is meant, "
    "{meaning} here. Look whether that is right.",
)
MISSING_WORD = Finding(
    "missing_word",
    "note",
    expected="an empty cell where there is nothing to say",
    remedy="Cells that say {words} were read as not said, in {columns} (cells: {count}). Nothing needs to be done.",
)
DECIMAL_COMMA = Finding(
    "decimal_comma",
    "note",
    expected="numbers with a dot before the decimals",
    remedy="Numbers with a comma were read as decimals in this column, {meaning} here. Nothing needs to be done.",
)
EXCEL_DATE = Finding(
    "excel_date",
    "note",
    expected="a date as year-month-day",
    remedy="Numbers in this column were read as days as Excel counts them, {meaning} here. Look whether that is right.",
)
DATE_UNDERSTOOD = Finding(
    "date_understood",
    "note",
    expected="a date as year-month-day",
    remedy="Days in this column were read as {meaning} is here. Look whether day and month are right.",
)


def _with_ids(frame: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Give statements without an id one made of what they say, so that the order of rows never matters."""
    ids = frame["statement_id"] if "statement_id" in frame else pd.Series("", index=frame.index, dtype="str")
    missing = ids == ""
    if not missing.any():
        return frame
    said = frame.loc[missing, sorted(set(frame.columns) - {FILE, ROW, "statement_id"})]
    made = [_made_id(row) for row in said.to_dict("records")]
    for file, count in Counter(frame.loc[missing, FILE]).items():
        findings.append(_made_note(str(file), count))
    return frame.assign(statement_id=ids.mask(missing, pd.Series(made, index=said.index, dtype="str")))


def _made_id(row: Mapping[Hashable, object]) -> str:
    said = "\x1f".join(f"{key}={value}" for key, value in sorted(row.items(), key=str) if value != "")
    return "s-" + hashlib.sha256(said.encode()).hexdigest()[:10]


def _made_note(file: str, count: int) -> Finding:
    return Finding(
        "ids_made",
        "note",
        file=file,
        column="statement_id",
        found=str(count),
        expected="a statement_id in every row",
        remedy="Rows without one got an id made from what they say. Give them ids of your own if others cite them.",
    )


def _once(frame: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Keep rows that say the same throughout once: the one that stands first by file and row."""
    said = [frame[column].tolist() for column in frame.columns if column not in (FILE, ROW)]
    places = list(zip(frame[FILE].tolist(), frame[ROW].tolist(), strict=True))
    first: dict[tuple[object, ...], int] = {}
    for index in sorted(range(len(places)), key=places.__getitem__):
        words = tuple(column[index] for column in said)
        if first.setdefault(words, index) != index:
            findings.append(_repeated(*places[index]))
    return frame.iloc[list(first.values())].reset_index(drop=True)


def _repeated(file: str, row: int) -> Finding:
    return Finding(
        "repeated_row",
        "warning",
        file=file,
        row=row,
        expected="rows that differ",
        remedy="Another row says exactly the same. It was kept once.",
    )
