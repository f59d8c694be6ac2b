"""Find the format, read, understand, check, type: ``read(path)`` gives a study, or all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet.cells import number
from collabnet.checks import Context, checks
from collabnet.codebook import codebook
from collabnet.declared import completed, declared
from collabnet.errors import StudyError
from collabnet.findings import Finding, errors, in_order
from collabnet.formats import format_of, why_not
from collabnet.languages import text
from collabnet.settings import FORMAT
from collabnet.study import FILE, ROW
from collabnet.typed import typed
from collabnet.understanding import understood

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from collabnet.study import RawStudy, Study, StudySettings

ROUNDS: Final = 20
"""How often rows are left out before reading gives up: a row that goes may leave others without what they point to."""

DECIDING: Final[Mapping[str, frozenset[str]]] = {
    "statements": frozenset(
        {"source", "target", "target_mode", "level", "about", "basis", "modality", "sign", "domain", "process"}
    ),
    "interviews": frozenset({"kind", "wave"}),
    "required": frozenset({"process"}),
    "asked": frozenset({"process", "domain"}),
}
"""Columns without which a row says something else: a wish becomes a tie, a document an interview, one process all."""

TELLING: Final = frozenset({"tie_state", "transfer_status", "strength", "rating"})
"""Columns of statements that tell whether a tie is there."""


@dataclass(frozen=True)
class Inspection:
    """Everything that was found out about a path.

    Attributes
    ----------
    raw
        The study as text, in the codebook's words.
    findings
        Errors first, then warnings, then notes.
    study
        The study, where nothing stands in its way.
    """

    raw: RawStudy
    findings: tuple[Finding, ...]
    study: Study | None


def read(path: str | Path, *, lenient: bool = False) -> Study:
    """Read a study from a folder, a workbook, a table of coded ties or a network.

    Parameters
    ----------
    path
        Where it stands.
    lenient
        Leave out what is wrong, and say what, instead of stopping: the cell where the row says the same without it,
        else the row.

    Raises
    ------
    StudyError
        When something is wrong; its ``findings`` hold everything found, not only the first.
    """
    inspection = inspect(path, lenient=lenient)
    if inspection.study is None:
        raise StudyError(_message(inspection.findings), inspection.findings)
    return inspection.study


def inspect(path: str | Path, *, lenient: bool = False) -> Inspection:
    """Return everything that can be said about a path: the study as text, the findings, and the study if there is one.

    Raises
    ------
    StudyError
        Where there is nothing at this path, nothing that is a study, or a study of a newer collabnet.
    """
    place = Path(path)
    original = _original(place)
    migrated, remarks = _migrated(original)
    said, about_settings = declared({"title": place.stem, **migrated.settings})
    raw = understood(migrated, said)
    fixed = in_order((*raw.findings, *remarks, *about_settings))
    if not raw.tables and errors(fixed):
        return Inspection(replace(raw, findings=fixed), fixed, None)
    raw, settings, checked = _checked(raw, said, fixed, lenient=lenient)
    findings = in_order((*fixed, *checked))
    blocked = errors(findings) if not lenient else errors(checked)
    readable = len(raw.tables) and not blocked
    study = replace(typed(raw, settings, findings), place=place.resolve()) if readable else None
    return Inspection(replace(raw, findings=findings), findings, study)


def _original(place: Path) -> RawStudy:
    try:
        format_ = format_of(place)
        if format_ is not None:
            return format_.read(place)
        found = why_not(place)
    except (OSError, ValueError) as error:
        found = (_no_access(str(place), type(error).__name__),)
    raise StudyError(found[0].remedy_in(), found)


def _migrated(raw: RawStudy) -> tuple[RawStudy, tuple[Finding, ...]]:
    """Bring a study of an older layout to this one; refuse a newer one.

    Format 0 was never published: its tables are those of format 1, so nothing but the number changes.
    """
    given = raw.settings.get("format")
    version = None if given is None or isinstance(given, bool) else number(str(given))
    if version is not None and version > FORMAT:
        newer = _format_newer(str(given))
        raise StudyError(newer.remedy_in(), (newer,))
    if given is not None and (version is None or version != int(version) or version < 0):
        return raw, (_format_unread(str(given)),)
    if version is not None and version < FORMAT:
        return replace(raw, settings={**raw.settings, "format": FORMAT}), (_format_older(str(given)),)
    return raw, ()


def _checked(
    raw: RawStudy, said: StudySettings, fixed: Iterable[Finding], *, lenient: bool
) -> tuple[RawStudy, StudySettings, tuple[Finding, ...]]:
    """Run every check; leniently, leave out the cells and rows that are wrong until none is."""
    left: list[Finding] = []
    if lenient:
        raw, left = _without(raw, errors(fixed))
    for _ in range(ROUNDS):
        settings = completed(said, raw.tables)
        if lenient:
            settings, unknown = _with_known_entries(settings, raw)
            left += unknown
        context = Context(raw, settings)
        found = tuple(finding for rule in checks().values() for finding in rule.check(context))
        wrong = errors(found)
        if not lenient or not any(finding.row for finding in wrong):
            break
        raw, more = _without(raw, wrong)
        left += more
        if not more:
            break
    return raw, settings, (*found, *left)


def _with_known_entries(settings: StudySettings, raw: RawStudy) -> tuple[StudySettings, list[Finding]]:
    """Leave out entry points that no organisation has, such as one whose row was left out."""
    listed = raw.table("organisations")
    known = frozenset() if listed is None or "organisation_id" not in listed else frozenset(listed["organisation_id"])
    unknown = [entry for entry in settings.entry_points if entry not in known]
    reason = Finding("unknown_id", "error", file="study.toml", column="entry_points")
    kept = tuple(entry for entry in settings.entry_points if entry in known)
    return replace(settings, entry_points=kept), [_cell_emptied(reason)] if unknown else []


def _without(raw: RawStudy, wrong: Iterable[Finding]) -> tuple[RawStudy, list[Finding]]:
    """Empty the cells that errors name, or leave out their rows where an empty cell would not do, and say which."""
    placed = [finding for finding in wrong if finding.row]
    tables, emptied, rest = _emptied(dict(raw.tables), placed)
    reasons: dict[tuple[str, int], Finding] = {}
    for finding in rest:
        reasons.setdefault((finding.file, finding.row), finding)
    left: list[Finding] = []
    spoken = _places(tables["statements"]) if "statements" in tables else []
    for name, frame in tables.items():
        made = set(spoken) if name != "statements" else set()  # rows that one table implies for another stay
        places = _places(frame)
        wrong_here = [place in reasons and place not in made for place in places]
        kept = pd.Series([not wrong for wrong in wrong_here], index=frame.index, dtype="bool")
        tables[name] = frame[kept].reset_index(drop=True)
        left += [_left_out(reasons[place]) for place, wrong in zip(places, wrong_here, strict=True) if wrong]
    return replace(raw, tables=tables), [*emptied, *left]


def _emptied(
    tables: dict[str, pd.DataFrame], wrong: Iterable[Finding]
) -> tuple[dict[str, pd.DataFrame], list[Finding], list[Finding]]:
    """Return tables without the cells that are wrong, what was emptied, and the errors that emptying does not mend."""
    cells: dict[tuple[str, str], dict[tuple[str, int], Finding]] = {}
    rest: list[Finding] = []
    for finding in wrong:
        table = next((name for name, frame in tables.items() if _may_be_empty(name, frame, finding)), None)
        if table is None:
            rest.append(finding)
        else:
            cells.setdefault((table, finding.column), {}).setdefault((finding.file, finding.row), finding)
    emptied: list[Finding] = []
    for (table, column), reasons in cells.items():
        tables[table] = _without_cells(tables[table], column, reasons)
        emptied += [_cell_emptied(reason) for reason in reasons.values()]
    return tables, emptied, rest


def _may_be_empty(table: str, frame: pd.DataFrame, finding: Finding) -> bool:
    """Return True where a row of a table says the same but for one cell that an error names."""
    column = codebook().get(table, {}).get(finding.column)
    if column is None or column.obligatory or finding.column not in frame:
        return False
    if finding.column in DECIDING.get(table, ()):
        return False
    here = (frame[FILE] == finding.file) & (frame[ROW] == finding.row)
    return bool((frame.loc[here, finding.column] != "").any())


def _without_cells(frame: pd.DataFrame, column: str, reasons: Mapping[tuple[str, int], Finding]) -> pd.DataFrame:
    """Empty cells of one column; a tie of which it cannot be read whether it is there is unclear, not there."""
    here = pd.Series([place in reasons for place in _places(frame)], index=frame.index, dtype="bool")
    emptied = frame.assign(**{column: frame[column].mask(here, "")})
    if column not in TELLING:
        return emptied
    state = emptied["tie_state"] if "tie_state" in emptied else pd.Series("", index=frame.index, dtype="str")
    return emptied.assign(tie_state=state.mask(here & (state == ""), "unclear"))


def _places(frame: pd.DataFrame) -> list[tuple[str, int]]:
    return [(str(file), int(row)) for file, row in zip(frame[FILE], frame[ROW], strict=True)]


def _message(findings: tuple[Finding, ...]) -> str:
    wrong = errors(findings)
    if not wrong:
        return text("The study holds no tables. Look whether the files are called as the tables are.")
    values = {"count": len(wrong), "place": wrong[0].place(), "remedy": wrong[0].remedy_in()}
    if len(wrong) == 1:
        return text("The study has 1 error, in {place}. {remedy}", **values)
    return text("The study has {count} errors. The first is in {place}. {remedy}", **values)


def _no_access(path: str, reason: str) -> Finding:
    return Finding(
        "no_access",
        "error",
        file=path,
        found=reason,
        expected="a file or folder that may be read",
        remedy="{path} cannot be read. Look whether the name is right and whether you have the right to read it.",
        values={"path": path},
    )


def _format_newer(given: str) -> Finding:
    return Finding(
        "format_newer",
        "error",
        file="study.toml",
        column="format",
        found=given[:60],
        expected="format {known} or older",
        remedy="The study is of format {given}; this version of collabnet reads up to {known}. Update collabnet.",
        values={"given": given[:60], "known": str(FORMAT)},
    )


def _left_out(reason: Finding) -> Finding:
    return Finding(
        "left_out",
        "warning",
        file=reason.file,
        row=reason.row,
        column=reason.column,
        found=reason.code,
        expected="a row without errors",
        remedy="The row was left out because of the error {code}. Mend it to have it counted.",
        values={"code": reason.code},
    )


def _cell_emptied(reason: Finding) -> Finding:
    return Finding(
        "cell_emptied",
        "warning",
        file=reason.file,
        row=reason.row,
        column=reason.column,
        found=reason.code,
        expected="a cell without errors",
        remedy="The cell counts as empty because of the error {code}; the rest of the row was kept. Correct it to have "
        "it counted.",
        values={"code": reason.code},
    )


def _format_older(given: str) -> Finding:
    return Finding(
        "format_older",
        "note",
        file="study.toml",
        column="format",
        found=given,
        expected="format 1",
        remedy="The study was read as one of format 1. Write format = 1 in study.toml.",
    )


def _format_unread(given: str) -> Finding:
    return Finding(
        "format_unread",
        "error",
        file="study.toml",
        column="format",
        found=given[:60],
        expected="format 1",
        remedy="Write format = 1 in study.toml.",
    )
