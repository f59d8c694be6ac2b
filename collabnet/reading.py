"""Find the format, read, understand, check, type: ``read(path)`` gives a study, or all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from collabnet.declared import completed, declared
from collabnet.errors import StudyError
from collabnet.findings import Finding, errors, in_order
from collabnet.formats import format_of
from collabnet.typed import typed
from collabnet.understanding import understood

if TYPE_CHECKING:
    from collabnet.study import RawStudy, Study


@dataclass(frozen=True)
class Inspection:
    """Everything that was found out about a path.

    Attributes
    ----------
    raw
        The study as text, in the codebook's words; nothing where no format recognises the path.
    findings
        Errors first, then warnings, then notes.
    study
        The study, where nothing stands in its way.
    """

    raw: RawStudy | None
    findings: tuple[Finding, ...]
    study: Study | None


def read(path: str | Path, *, lenient: bool = False) -> Study:
    """Read a study from a folder, a workbook, a table of coded ties or a network.

    Parameters
    ----------
    path
        Where it stands.
    lenient
        Leave out the rows that are wrong, and say which, instead of stopping.

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
        Where there is nothing at this path, or nothing that is a study.
    """
    place = Path(path)
    if not place.exists():
        raise StudyError(f"There is no file or folder {place}. Look whether the name is spelled as it stands on disk.")
    format_ = format_of(place)
    if format_ is None:
        raise StudyError(f"{place.name} is not a study.")
    original = format_.read(place)
    said, about_settings = declared(original.settings)
    raw = understood(original, said)
    settings = completed(said, raw.tables)
    findings = in_order((*raw.findings, *about_settings))
    study = None if errors(findings) else typed(raw, settings, findings)
    return Inspection(raw, findings, study)


def _message(findings: tuple[Finding, ...]) -> str:
    wrong = errors(findings)
    if len(wrong) == 1:
        return f"The study has 1 error. First: {wrong[0].place()}: {wrong[0].remedy_in()}"
    return f"The study has {len(wrong)} errors. First: {wrong[0].place()}: {wrong[0].remedy_in()}"
