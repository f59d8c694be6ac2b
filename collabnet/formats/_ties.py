"""What a table of ties implies: who spoke, in which interview, and which organisations there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.cells import number, told
from collabnet.codebook import codebook, header_names, organisation_names
from collabnet.findings import Finding
from collabnet.study import FILE, ROW
from collabnet.vocabularies import Spellings, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INTERVIEW_COLUMNS = ("reporter", "wave", "date", "language")
"""What a table of ties may say of the interview that a row comes from."""

INTERVIEW_HEADERS = {
    **dict.fromkeys(("wave", "golf", "meting", "vague", "round"), "wave"),
    **dict.fromkeys(("date", "datum", "jour"), "date"),
    **dict.fromkeys(("language", "taal", "langue"), "language"),
}
"""How these columns may be spelled there, folded."""

CODED = frozenset(
    {
        "domain", "facet", "rating", "valence", "tie_state", "interview_id", "coder", "quote", "reporter",
        "paraphrase", "cause", "transfer_status", "modality", "level", "quote_id", "cleared",
    }
)  # fmt: skip
"""Columns by which coded statements differ from a plain list of ties."""

UNKNOWN = "unknown"


def roles(header: Iterable[str]) -> frozenset[str]:
    """Return the columns of statements that a header row names, and ``reporter`` where it says who spoke."""
    names = tuple(header)
    meant = {**header_names("statements"), **reporter_header(names)}
    return frozenset(meant.get(folded(name), "") for name in names)


def reporter_header(header: Iterable[str]) -> dict[str, str]:
    """Return the header that says whose account a row is, folded, as the column ``reporter``; empty where none does.

    It is called as interviews call the organisation that speaks; where several are, the plainest word counts.
    """
    there = {folded(name) for name in header}
    spelled = codebook()["interviews"]["organisation_id"].synonyms
    found = next((folded(word) for word in (*spelled, "organisation_id") if folded(word) in there), None)
    return {found: "reporter"} if found else {}


def text(frame: pd.DataFrame, column: str) -> pd.Series[str]:
    """Return a column, empty where the table has none of that name."""
    return frame[column] if column in frame else pd.Series("", index=frame.index, dtype="str")


def with_interviews(ties: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Finding, ...]]:
    """Return the ties as statements, the interviews they come from, and what had to be made for that.

    Whose account a row is stands in ``reporter``, else its source gives it. Without an interview, the rows of one
    reporter in one wave make one. Where an interview has several sources and nothing says which of them was spoken
    with, nobody was: what one organisation tells of two others never makes these two interviewed.
    """
    reporter, findings = _reporters(ties)
    wave = text(ties, "wave")
    given = text(ties, "interview_id")
    made = (reporter.mask(reporter == "", UNKNOWN) + (" (" + wave + ")").mask(wave == "", "")).astype("str")
    keyed = ties.assign(interview_id=given.mask(given == "", made), reporter=reporter, wave=wave)
    keyed, parted = _one_reporter_each(keyed)
    columns = [
        "interview_id",
        "reporter",
        *[name for name in INTERVIEW_COLUMNS if name in keyed and name != "reporter"],
    ]
    interviews = keyed[[*dict.fromkeys(columns), FILE, ROW]].rename(columns={"reporter": "organisation_id"})
    said = [column for column in interviews.columns if column not in (FILE, ROW)]
    statements = keyed.drop(columns=[name for name in INTERVIEW_COLUMNS if name in keyed])
    findings = (*findings, *parted)
    if (given == "").any() and len(ties):
        findings = (*findings, _interviews_made(str(ties[FILE].iloc[0]), int((given == "").sum())))
    return statements, interviews.drop_duplicates(said).reset_index(drop=True), findings


def _reporters(ties: pd.DataFrame) -> tuple[pd.Series[str], tuple[Finding, ...]]:
    """Return whose account each row is, and what was assumed or cannot be known."""
    source, interview, given = text(ties, "source"), text(ties, "interview_id"), text(ties, "reporter")
    if ties.empty:
        return source, ()
    elsewhere = _said_elsewhere(interview, given)
    given = given.mask(given == "", elsewhere)
    alone = source.groupby([interview, text(ties, "wave")]).transform("nunique") == 1
    named = interview.isin({name for name in {*source, *text(ties, "target")} if number(name) is None})
    unclear = (given == "") & (interview != "") & ~alone & ~named
    reporter = given.mask(given == "", source.mask(named, interview)).mask(unclear, "")
    if unclear.any():
        first = ties[unclear].iloc[0]
        several = source[unclear & (interview == first["interview_id"])].unique()
        return reporter, (_not_said(first, several, interview[unclear].nunique()),)
    return reporter, () if "reporter" in ties else (_assumed(str(ties[FILE].iloc[0]), reporter.nunique()),)


def _said_elsewhere(interview: pd.Series[str], given: pd.Series[str]) -> pd.Series[str]:
    """Return the one reporter that other rows of the same interview name; empty where there is none, or several."""
    named = given[(given != "") & (interview != "")].groupby(interview).agg(["nunique", "first"])
    alone = named.loc[named["nunique"] == 1, "first"].to_dict()
    return interview.map(lambda name: alone.get(name, "")).astype("str")


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
    """Return the organisations that ties name and no list of organisations does, each with its first place.

    Listed is what stands in the list exactly so, as an id or as a name that one organisation alone has.
    """
    spelled = Spellings.of(organisation_names(known))
    listed = spelled.keys | {name for name, owners in spelled.exact.items() if len(owners) == 1}
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


def _assumed(file: str, count: int) -> Finding:
    return Finding(
        "reporter_assumed",
        "warning",
        file=file,
        column="reporter",
        found=str(count),
        expected="a column that says which organisation was interviewed",
        remedy="Each row was taken for the word of its source, or of the organisation that its interview is called "
        "after: {count} count as interviewed. If others told it, add a column reporter that says whose account each "
        "row is.",
        values={"count": str(count)},
    )


def _not_said(row: pd.Series, sources: Sequence[str], count: int) -> Finding:
    shown = ", ".join(told(name) for name in list(sources)[:3]) + (" …" if len(sources) > 3 else "")
    return Finding(
        "reporter_not_said",
        "error",
        file=str(row[FILE]),
        column="reporter",
        found=told(str(row["interview_id"])),
        expected="a column that says which organisation was interviewed",
        remedy="Several organisations act in an interview, and nothing says which of them was spoken with: {sources} "
        "in {interview} (interviews like this: {count}). Add a column reporter with the organisation that was "
        "interviewed.",
        values={"count": str(count), "interview": told(str(row["interview_id"])), "sources": shown},
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
