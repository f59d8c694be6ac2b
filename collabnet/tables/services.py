"""Who offers and who needs what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.codebook import codebook
from collabnet.tables._record import Parts, Table, TableColumn
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.study.services
    labels = {key: term.label("en") for key, term in vocabulary("services").items()}
    return frame.assign(
        name=frame["organisation_id"].map(parts.name),
        service_text=[labels.get(key, parts.study.settings.label(key, "en")) for key in frame["service"]],
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
