"""Who offers and who needs what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.codebook import codebook
from collabnet.tables._record import Parts, Table, TableColumn
from collabnet.tables._services import service_text

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.study.services
    return frame.assign(
        name=frame["organisation_id"].map(parts.name),
        service_text=[service_text(parts, key) for key in frame["service"]],
    )


SERVICES = Table(
    key="services",
    title="offers and needs",
    sentence="One service that an organisation offers, or that its clients need.",
    columns=(
        *(TableColumn(column.name, column.meaning, column.unit) for column in codebook()["services"].values()),
        TableColumn("name", "English name of the organisation."),
        TableColumn("service_text", "Service in English."),
    ),
    rows=_rows,
    always=False,
    order=14,
)
