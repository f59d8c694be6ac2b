"""What was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.codebook import codebook
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    interviews = parts.study.interviews
    dates = dict(zip(interviews["interview_id"], interviews["date"], strict=True))
    statements = parts.study.statements
    return statements.assign(date=statements["interview_id"].map(dates).fillna("")).sort_values("statement_id")


OF_INTERVIEWS: Final = frozenset({"interview_id", "basis"})
"""Columns of the codebook that tell how somebody came to say it."""


STATEMENTS = Table(
    key="statements",
    title="statements",
    sentence="One coded claim with its quote: the unit of evidence.",
    columns=(
        *(
            TableColumn(column.name, column.meaning, column.unit, on_reporters=column.name in OF_INTERVIEWS)
            for column in codebook()["statements"].values()
        ),
        TableColumn("file", "File it was read from."),
        TableColumn("row", "Row in that file, counted as a spreadsheet does."),
        TableColumn("reporter", "Organisation that said it.", on_reporters=True),
        TableColumn("wave", "Wave of its interview."),
        TableColumn("date", "Date of its interview."),
        TableColumn("voice", "Who speaks: organisations, young people or documents.", on_reporters=True),
        TableColumn("interview_kind", "Kind of conversation or source.", on_reporters=True),
    ),
    rows=_rows,
    extra=True,
    order=2,
)
