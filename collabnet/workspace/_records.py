"""What a workspace remembers, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class StudyRecord:
    """A study that the workspace knows.

    Attributes
    ----------
    study_id
        Its part of an address.
    title
        What people read.
    place
        The folder or file it is read from.
    stored
        Whether that is a copy inside the workspace.
    lenient
        Whether rows with errors are left out rather than stopping the analysis.
    added_on
        When it was opened first (UTC, ISO 8601).
    """

    study_id: str
    title: str
    place: Path
    stored: bool
    lenient: bool
    added_on: str


@dataclass(frozen=True)
class Correction:
    """What a reader said is not right.

    Attributes
    ----------
    correction_id, study_id
        Its number and its study.
    about
        The thing on the screen, such as ``org:ID`` or ``tie:SOURCE>TARGET:PROCESS:WAVE``.
    note
        The reader's words.
    view
        The view in which it was written.
    made_on
        When (UTC, ISO 8601).
    settled
        Whether the researcher has dealt with it.
    """

    correction_id: int
    study_id: str
    about: str
    note: str
    view: str
    made_on: str
    settled: bool
