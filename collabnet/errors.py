"""What can go wrong, each as one or more sentences that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collabnet.findings import Finding


class CollabnetError(Exception):
    """Any error that collabnet raises on purpose; its text can be shown to a person as it is."""


class CallError(CollabnetError):
    """The call was wrong: *Expected … found … . Do …*."""


class StudyError(CollabnetError):
    """The study cannot be analysed as it is; ``findings`` lists everything found, errors and warnings alike."""

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.findings: tuple[Finding, ...] = tuple(findings)
