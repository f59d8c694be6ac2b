"""Puts a study as text into the codebook's words: spellings, dates, decimals and names -> keys, and says what it did.

What is not understood stays as it stands; the checks speak of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from collabnet import cells
from collabnet.codebook import LISTS, Column, codebook, value_names
from collabnet.codebook import processes as known_processes
from collabnet.findings import Finding
from collabnet.study import FILE, ROW
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from collabnet.study import RawStudy, StudySettings

    Spelling = Callable[[str], str | None]

NAME_COLUMNS = ("name", "name_nl", "name_fr", "name_en", "aliases")
"""Under what an organisation may be spoken of, beside its id."""


def understood(raw: RawStudy, settings: StudySettings) -> RawStudy:
    """Return the study in the codebook's words, with a note for every spelling that was understood.

    Parameters
    ----------
    raw
        The study as a format read it.
    settings
        What the study declares: its own waves, phases and processes have names too.
    """
    organisations = _names_of_organisations(raw.table("organisations"))
    tables: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = list(raw.findings)
    for name, frame in raw.tables.items():
        columns = codebook().get(name, {})
        new = {
            column: _column(frame, columns[column], settings, organisations, findings)
            for column in frame.columns
            if column in columns
        }
        tables[name] = frame.assign(**new)
    if "statements" in tables:
        tables["statements"] = _with_ids(tables["statements"], findings)
    once = {name: _once(frame, findings) for name, frame in tables.items()}
    return replace(raw, tables=once, findings=tuple(findings))


def _column(
    frame: pd.DataFrame,
    column: Column,
    settings: StudySettings,
    organisations: Mapping[str, str],
    findings: list[Finding],
) -> pd.Series[str]:
    """Return one column in the codebook's words."""
    values = frame[column.name]
    spelling = _spelling(column, values, settings, organisations)
    if spelling is None:
        return values
    meanings = {value: _meaning(value, spelling, column) for value in values.unique() if value}
    findings += _notes(frame, column, meanings)
    return values.map(lambda value: meanings.get(value, value)).astype("str")


def _meaning(value: str, spelling: Spelling, column: Column) -> str:
    if column.type in LISTS:
        return cells.BAR.join(spelling(item) or item for item in cells.items(value))
    return spelling(value) or value


def _spelling(
    column: Column, values: pd.Series[str], settings: StudySettings, organisations: Mapping[str, str]
) -> Spelling | None:
    """Return what turns a value into the codebook's word for it, or nothing where any value is as good as another."""
    if column.type in ("number", "integer"):
        return _number
    if column.type == "date":
        return _date(values)
    if column.type == "boolean":
        return _yes_or_no
    if (column.allowed == "organisations" and column.name != "organisation_id") or _refers(column):
        return lambda value: value if value in organisations.values() else organisations.get(folded(value))
    if names := _names(column, settings):
        return lambda value: names.get(folded(value) or value)
    return _listed if column.type in LISTS else None


def _refers(column: Column) -> bool:
    return column.allowed == "organisations" and column.table != "organisations"


def _listed(value: str) -> str | None:
    return value


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


def _names(column: Column, settings: StudySettings) -> Mapping[str, str]:
    if column.allowed == "processes":
        return _processes(settings)
    if column.allowed == "waves":
        return {folded(word) or word: wave.id for wave in settings.waves for word in (wave.label, wave.id) if word}
    if column.allowed == "phases":
        return {
            folded(word) or word: phase.id for phase in settings.phases for word in (*phase.labels.values(), phase.id)
        }
    return value_names(column.allowed)


def _processes(settings: StudySettings) -> Mapping[str, str]:
    known = {folded(word): key for key, term in known_processes().items() for word in term.synonyms}
    own = {folded(word): key for key, process in settings.processes.items() for word in (*process.labels.values(), key)}
    return known | own


def _names_of_organisations(frame: pd.DataFrame | None) -> Mapping[str, str]:
    """Return every name that one organisation alone has: folded name to id."""
    if frame is None or "organisation_id" not in frame:
        return {}
    claims: dict[str, set[str]] = {}
    columns = [column for column in NAME_COLUMNS if column in frame]
    for row in frame[["organisation_id", *columns]].itertuples(index=False):
        names = [name for cell in row[1:] for name in cells.items(str(cell))]
        for name in (*names, str(row[0])):
            claims.setdefault(folded(name), set()).add(str(row[0]))
    ids = {folded(identifier): identifier for identifier in frame["organisation_id"] if identifier}
    return {name: min(owners) for name, owners in claims.items() if len(owners) == 1 and name} | ids


def _notes(frame: pd.DataFrame, column: Column, meanings: Mapping[str, str]) -> list[Finding]:
    """Say once per file and spelling what was understood; plain changes of writing are one note per column."""
    changed = {value: meaning for value, meaning in meanings.items() if value != meaning}
    if not changed:
        return []
    touched = frame.loc[frame[column.name].isin(list(changed)), [column.name, FILE, ROW]]
    notes: dict[tuple[str, str], Finding] = {}
    for value, file, row in touched.itertuples(index=False, name=None):
        note = _note(column, str(value), changed[value], str(file), int(row))
        if note is not None:
            notes.setdefault((note.code, str(file) + (note.found if note.code == "value_understood" else "")), note)
    return list(notes.values())


def _note(column: Column, value: str, meaning: str, file: str, row: int) -> Finding | None:
    note: Finding | None = None
    if column.type in ("number", "integer"):
        note = DECIMAL_COMMA if "," in value else None
    elif column.type == "date":
        note = EXCEL_DATE if cells.is_serial(value) else DATE_UNDERSTOOD
    elif column.type != "boolean" and folded(value) != folded(meaning):
        note = VALUE_UNDERSTOOD
    if note is None:
        return None
    return replace(note, file=file, row=row, column=column.name, found=cells.told(value), values={"meaning": meaning})


VALUE_UNDERSTOOD = Finding(
    "value_understood",
    "note",
    expected="a value as the codebook spells it",
    remedy="It was understood as {meaning}, here and wherever it stands in this column.",
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
