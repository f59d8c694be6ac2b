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

HEADER = 1
"""The row of a header."""


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


@dataclass(frozen=True)
class Group:
    """Findings of one rule in one place, to be said once.

    Attributes
    ----------
    findings
        All of them, in the order of their rows; the first is the example.
    """

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Return the finding that stands for all."""
        return self.findings[0]

    @property
    def count(self) -> int:
        """Return how many findings there are."""
        return len(self.findings)

    @property
    def in_headers(self) -> bool:
        """Return True where they are about headers, not about rows."""
        return self.first.row == HEADER

    @property
    def places(self) -> int:
        """Return in how many places they stand: rows, or headers and files."""
        return len({(finding.file, finding.row, finding.column) for finding in self.findings})

    def found(self, most: int = 3) -> str:
        """Return the values that were found, each once, the first few of them."""
        return _first_few((finding.found for finding in self.findings), most)

    def files(self, most: int = 3) -> str:
        """Return the files in which they stand, the first few of them."""
        return _first_few((finding.file for finding in self.findings), most)

    def rows(self, most: int = 5) -> str:
        """Return the rows in which they stand, the first few of them; empty where they concern the whole."""
        return _first_few((str(finding.row) for finding in self.findings if finding.row), most)

    def columns(self, most: int = 5) -> str:
        """Return the columns in which they stand, the first few of them."""
        return _first_few((finding.column for finding in self.findings), most)


def _first_few(values: Iterable[str], most: int) -> str:
    unique = list(dict.fromkeys(value for value in values if value))
    return ", ".join(unique[:most]) + (" …" if len(unique) > most else "")


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Return findings of one rule together, what matters most first.

    Rows of one column are one group, and so are the headers of one file and the files of one study; notes only where
    the same was understood. Errors go first, then warnings, then notes; among them what concerns a whole file or study,
    then what concerns most rows.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in in_order(findings):
        file = finding.file if finding.row else ""
        column = finding.column if finding.row > HEADER else ""
        meant = str(sorted(finding.values.items())) if finding.severity == "note" else ""
        groups.setdefault((finding.severity, finding.code, file, column, meant), []).append(finding)
    made = [Group(tuple(found)) for found in groups.values()]
    return tuple(sorted(made, key=_importance))


def _importance(group: Group) -> tuple[int, bool, int, str, int, str]:
    first = group.first
    return (SEVERITIES.index(first.severity), first.row > 0, -group.count, first.file, first.row, first.code)


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those that stop the analysis."""
    return tuple(finding for finding in findings if finding.severity == "error")
