"""What was found wrong or doubtful in the input."""

from __future__ import annotations

import json

import pandas as pd

from collabnet.findings import grouped
from collabnet.tables._record import Parts, Table, TableColumn


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "code": finding.code, "severity": finding.severity, "file": finding.file, "row": finding.row,
                "column": finding.column, "found": finding.found, "expected": finding.expected_in(),
                "remedy": finding.remedy_in(), "expected_pattern": finding.expected, "remedy_pattern": finding.remedy,
                "values": json.dumps(dict(finding.values), ensure_ascii=False, sort_keys=True), "alike": group.count,
            }
            for group in grouped(parts.study.findings)
            for finding in group.findings
        ],
        columns=[column.name for column in FINDINGS.columns],
    )  # fmt: skip


FINDINGS = Table(
    key="findings",
    title="findings",
    sentence="One thing that a person should know about the input; what matters most first, what is alike together.",
    columns=(
        TableColumn("code", "Stable name of the rule."),
        TableColumn("severity", "error, warning or note."),
        TableColumn("file", "File."),
        TableColumn("row", "Row, counted as a spreadsheet does; 0 where it concerns the whole."),
        TableColumn("column", "Column."),
        TableColumn("found", "Value as it stands in the file."),
        TableColumn("expected", "What was expected, in English."),
        TableColumn("remedy", "How to mend it, in English."),
        TableColumn("expected_pattern", "The same with names in braces, as translations know it."),
        TableColumn("remedy_pattern", "The same with names in braces, as translations know it."),
        TableColumn("values", "What fills the names, as JSON."),
        TableColumn("alike", "How many findings of this rule stand in this column, or among the headers of this file."),
    ),
    rows=_rows,
    order=15,
)
