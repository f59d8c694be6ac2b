"""What was found wrong or doubtful in the input, each with its place and its remedy.

``found``, ``expected`` and ``remedy`` are English sentences with ``{names}``; ``values`` fills them, so that
:mod:`collabnet.languages` can say the same in another language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from collabnet import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One thing that a person should know about the input.

    Attributes
    ----------
    code
        Stable name of the rule, such as ``unknown_id``.
    severity
        ``error`` stops the analysis (unless lenient), ``warning`` does not, ``note`` says what was understood.
    file, row, column
        Where; row counts as a spreadsheet does (the header is row 1). Empty or 0 where it concerns the whole.
    found
        The value as it stands in the file; never a quote.
    expected, remedy
        What was expected and how to mend it: English sentences with ``{names}``.
    values
        What fills the names.
    """

    code: str
    severity: Severity
    file: str = ""
    row: int = 0
    column: str = ""
    found: str = ""
    expected: str = ""
    remedy: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def expected_in(self, language: str = "en") -> str:
        """Say what was expected, in a language."""
        return languages.text(self.expected, language, **self.values)

    def remedy_in(self, language: str = "en") -> str:
        """Say how to mend it, in a language."""
        return languages.text(self.remedy, language, **self.values)

    def place(self) -> str:
        """Say where, as ``file, row 3, column domain``, leaving out what is not known."""
        parts = [self.file] if self.file else []
        parts += [f"row {self.row}"] if self.row else []
        parts += [f"column {self.column}"] if self.column else []
        return ", ".join(parts)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put errors first, then by file, row, column and code, each said once."""
    rank = {severity: position for position, severity in enumerate(SEVERITIES)}
    unique = {(f.code, f.severity, f.file, f.row, f.column, f.found, f.remedy_in()): f for f in findings}
    return tuple(sorted(unique.values(), key=lambda f: (rank[f.severity], f.file, f.row, f.column, f.code, f.found)))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those that stop the analysis."""
    return tuple(finding for finding in findings if finding.severity == "error")
