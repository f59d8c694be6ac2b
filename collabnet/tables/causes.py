"""What stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    labels = {key: term.label("en") for key, term in vocabulary("causes").items()}
    frame = parts.causes
    return frame.assign(cause_text=[labels.get(key, key.replace("_", " ")) for key in frame["cause"]])


CAUSES = Table(
    key="causes",
    title="what stands in the way",
    sentence="Who names a cause, per condition and where they place it; empty means any.",
    columns=(
        TableColumn("cause", "Cause."),
        TableColumn("competent_level", "Level that is competent to change it."),
        TableColumn("domain", "Condition it is named with; empty is any."),
        TableColumn("locus", "Where the speaker places it; empty is any."),
        TableColumn("wave", "Wave."),
        TableColumn("interviews", "Interviews that name it.", "interviews"),
        TableColumn("organisations", "Organisations that name it.", "organisations"),
        TableColumn("low", "Lower end of the 95 % interval of the share.", "0–1"),
        TableColumn("high", "Upper end of the 95 % interval of the share.", "0–1"),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("share", "Share of the interviewed organisations that name it.", "0–1"),
        TableColumn("of", "Interviews held in the wave.", "interviews"),
        TableColumn("organisations_of", "Organisations interviewed in the wave.", "organisations"),
        TableColumn("cause_text", "Cause in English."),
    ),
    rows=_rows,
    order=10,
)
