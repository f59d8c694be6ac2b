"""From sheets that are called as the tables of the codebook to a study as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from collabnet.findings import Finding
from collabnet.formats._declared import settings_in
from collabnet.formats._tables import joined, knows_any, named_frame, table_of
from collabnet.formats._ties import INTERVIEW_HEADERS, reporter_header, with_interviews
from collabnet.study import RawStudy

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.formats._grid import Grid, Source

SETTINGS_TABLES: Final = ("study", "waves", "phases")
"""Tables that say what ``study.toml`` says."""

SPEAKING: Final = ("interviews", "statements")
"""Tables that may say which organisation was spoken with."""


def raw_study(source: Source, origin: str) -> RawStudy:
    """Return the study in a folder or workbook whose sheets are called as tables."""
    frames: dict[str, list[pd.DataFrame]] = {}
    findings = list(source.findings)
    declared: dict[str, Any] = {}
    reporters = _reporters(source)
    for grid in source.grids:
        table = table_of(grid.name)
        if table in SETTINGS_TABLES:
            declared.update(settings_in(table, grid, findings))
        elif table is None:
            findings.append(_unknown_table(grid))
        elif grid.header and not knows_any(grid.header, table):
            findings.append(_no_columns(grid, table))
        elif grid.header:
            frame, found = named_frame(grid, table, reporters if table == "statements" else None)
            frames.setdefault(table, []).append(frame)
            findings += found
    findings += [_declared_twice(key) for key in sorted(declared.keys() & source.settings.keys())]
    tables = {name: joined(parts) for name, parts in frames.items()}
    if reporters and "statements" in tables:
        tables = _with_speakers(tables, findings)
    return RawStudy(tables, {**declared, **source.settings}, origin, tuple(findings), source.inputs)


def _reporters(source: Source) -> dict[str, str]:
    """Return how statements say who spoke, where no table of interviews does."""
    headers = {table: [grid.header for grid in source.grids if table_of(grid.name) == table] for table in SPEAKING}
    if any(reporter_header(header) for header in headers["interviews"]):
        return {}
    found = next((meant for header in headers["statements"] if (meant := reporter_header(header))), {})
    return {**INTERVIEW_HEADERS, **found} if found and not headers["interviews"] else found


def _with_speakers(tables: dict[str, pd.DataFrame], findings: list[Finding]) -> dict[str, pd.DataFrame]:
    """Make the interviews that statements with a reporter imply, or fill in who speaks in those that there are."""
    statements = tables["statements"]
    if "interviews" not in tables:
        statements, interviews, found = with_interviews(statements)
        findings += found
        return {**tables, "interviews": interviews, "statements": statements}
    interviews = tables["interviews"]
    speakers = statements[statements["reporter"] != ""].groupby("interview_id")["reporter"].agg(["nunique", "first"])
    alone = speakers.loc[speakers["nunique"] == 1, "first"].to_dict()
    filled = interviews["interview_id"].map(lambda interview: alone.get(interview, "")).astype("str")
    return {**tables, "interviews": interviews.assign(organisation_id=filled)}


def _unknown_table(grid: Grid) -> Finding:
    return Finding(
        "unknown_table",
        "warning",
        file=grid.file,
        expected="a table of the codebook",
        remedy="Nothing was read from it. Call it as the table it holds, such as statements or organisations.",
    )


def _no_columns(grid: Grid, table: str) -> Finding:
    return Finding(
        "no_known_columns",
        "error",
        file=grid.file,
        row=1,
        expected="headers that the table {table} has",
        remedy="Nothing was read from it. Give its columns the names of the codebook, or call it something else.",
        values={"table": table},
    )


def _declared_twice(key: str) -> Finding:
    return Finding(
        "setting_twice",
        "warning",
        file="study.toml",
        column=key,
        found=key,
        expected="one place in which a setting is said",
        remedy="It stands in study.toml and in a table. The one in study.toml counts; take the other out.",
    )
