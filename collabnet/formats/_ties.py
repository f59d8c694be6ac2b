"""What a table of ties implies: who spoke, in which interview, and which organisations there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.cells import told
from collabnet.codebook import header_names
from collabnet.findings import Finding
from collabnet.study import FILE, ROW
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INTERVIEW_COLUMNS = ("reporter", "wave", "date", "language")
"""What a table of ties may say of the interview that a row comes from."""

CODED = frozenset(
    {
        "domain", "facet", "rating", "valence", "tie_state", "interview_id", "coder", "quote", "reporter",
        "paraphrase", "cause", "transfer_status", "modality", "level", "quote_id", "cleared",
    }
)  # fmt: skip
"""Columns by which coded statements differ from a plain list of ties."""

UNKNOWN = "unknown"


def roles(header: Iterable[str]) -> frozenset[str]:
    """Return the columns of statements that a header row names."""
    spellings = header_names("statements")
    return frozenset(spellings.get(folded(name), "reporter" if folded(name) in REPORTER else "") for name in header)


REPORTER = frozenset({"reporter", "melder", "spreker", "rapporteur", "locuteur", "informant", "informateur"})
"""How the column is called that says whose account a row is."""


def text(frame: pd.DataFrame, column: str) -> pd.Series[str]:
    """Return a column, empty where the table has none of that name."""
    return frame[column] if column in frame else pd.Series("", index=frame.index, dtype="str")


def with_interviews(ties: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Finding, ...]]:
    """Return the ties as statements, the interviews they come from, and what had to be made for that.

    Whose account a row is stands in ``reporter``, else its source gives it. Without an interview, the rows of one
    reporter in one wave make one.
    """
    reporter = text(ties, "reporter").mask(text(ties, "reporter") == "", text(ties, "source"))
    wave = text(ties, "wave")
    given = text(ties, "interview_id")
    made = (reporter.mask(reporter == "", UNKNOWN) + (" (" + wave + ")").mask(wave == "", "")).astype("str")
    keyed = ties.assign(interview_id=given.mask(given == "", made), reporter=reporter, wave=wave)
    keyed, findings = _one_reporter_each(keyed)
    columns = [
        "interview_id",
        "reporter",
        *[name for name in INTERVIEW_COLUMNS if name in keyed and name != "reporter"],
    ]
    interviews = keyed[[*dict.fromkeys(columns), FILE, ROW]].rename(columns={"reporter": "organisation_id"})
    said = [column for column in interviews.columns if column not in (FILE, ROW)]
    statements = keyed.drop(columns=[name for name in INTERVIEW_COLUMNS if name in keyed])
    if (given == "").any() and len(ties):
        findings = (*findings, _interviews_made(str(ties[FILE].iloc[0]), int((given == "").sum())))
    return statements, interviews.drop_duplicates(said).reset_index(drop=True), findings


def _one_reporter_each(ties: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Part an interview to which rows of several reporters or waves point: one conversation has one of each."""
    sides = ties.groupby("interview_id")[["reporter", "wave"]].transform("nunique")
    mixed = (sides > 1).any(axis=1)
    if not mixed.any():
        return ties, ()
    suffix = ties["reporter"].mask(ties["reporter"] == "", UNKNOWN) + (" (" + ties["wave"] + ")").mask(
        ties["wave"] == "", ""
    )
    parted = ties["interview_id"].mask(mixed, ties["interview_id"] + ": " + suffix).astype("str")
    first = ties[mixed].drop_duplicates("interview_id")
    findings = tuple(
        _parted(str(file), int(row), str(name))
        for name, file, row in first[["interview_id", FILE, ROW]].itertuples(index=False, name=None)
    )
    return ties.assign(interview_id=parted), findings


def organisations_in(ties: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """Return the organisations that ties name and no list of organisations does, each with its first place."""
    listed = set(known["organisation_id"]) if known is not None else set()
    places: dict[str, tuple[str, int]] = {}
    for column in ("source", "target", "reporter"):
        values = text(ties, column)
        for value, file, row in zip(values, ties[FILE], ties[ROW], strict=True):
            for name in (part.strip() for part in str(value).split("|")):
                if name and name not in listed:
                    places[name] = min(places.get(name, (str(file), int(row))), (str(file), int(row)))
    names = sorted(places)
    return pd.DataFrame(
        {
            "organisation_id": pd.Series(names, dtype="str"),
            "name": pd.Series(names, dtype="str"),
            FILE: pd.Series([places[name][0] for name in names], dtype="str"),
            ROW: pd.Series([places[name][1] for name in names], dtype="int64"),
        }
    )


def taken(frame: pd.DataFrame, *, listed: bool) -> tuple[Finding, ...]:
    """Say which organisations were taken from ties: one remark, or one each where a list should have held them."""
    if frame.empty:
        return ()
    if listed:
        return tuple(_not_listed(*row) for row in _places(frame))
    return (
        Finding(
            "organisations_taken",
            "warning",
            file=str(frame[FILE].iloc[0]),
            found=str(len(frame)),
            expected="a table of organisations",
            remedy="{count} organisations were taken from the ties, all of sector unknown. List them to say more.",
            values={"count": str(len(frame))},
        ),
    )


def _places(frame: pd.DataFrame) -> Sequence[tuple[str, str, int]]:
    columns = frame[["organisation_id", FILE, ROW]].itertuples(index=False, name=None)
    return [(str(name), str(file), int(row)) for name, file, row in columns]


def _not_listed(name: str, file: str, row: int) -> Finding:
    return Finding(
        "organisation_taken",
        "warning",
        file=file,
        row=row,
        found=told(name),
        expected="an organisation that is in the list of nodes",
        remedy="It was added, of sector unknown. Look whether it is spelled as in the list, or add it there.",
    )


def _interviews_made(file: str, count: int) -> Finding:
    return Finding(
        "interviews_made",
        "note",
        file=file,
        column="interview_id",
        found=str(count),
        expected="the interview that each row comes from",
        remedy="Rows without an interview count as one interview per organisation that speaks and wave.",
    )


def _parted(file: str, row: int, name: str) -> Finding:
    return Finding(
        "several_reporters",
        "warning",
        file=file,
        row=row,
        column="interview_id",
        found=told(name),
        expected="one reporting organisation and one wave per interview",
        remedy="It was parted by source and wave. Add a column reporter that says whose account each row is.",
    )
