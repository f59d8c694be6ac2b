"""What interviews name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.mentions
    return frame.assign(domain_text=frame["domain"].map(parts.domain_titles))


MENTIONS = Table(
    key="mentions",
    title="what interviews name",
    sentence="In how many interviews a condition is named, as a barrier, mixed or an enabler; empty means any.",
    columns=(
        TableColumn("domain", "Condition."),
        TableColumn("facet", "Side of it; empty is any."),
        TableColumn("cause", "Cause; empty is any."),
        TableColumn("valence", "barrier, mixed or enabler; empty is any, or none."),
        TableColumn("wave", "Wave."),
        TableColumn("interviews", "Interviews that name it.", "interviews"),
        TableColumn("organisations", "Organisations that name it.", "organisations"),
        TableColumn("of", "Interviews held in the wave.", "interviews"),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("organisations_of", "Organisations interviewed in the wave.", "organisations"),
        TableColumn("young_people", "Interviews with young people that name it.", "interviews"),
        TableColumn("young_people_of", "Interviews with young people in the wave.", "interviews"),
        TableColumn("young_people_evidence", "Statements of young people."),
        TableColumn("domain_text", "Condition in English."),
    ),
    rows=_rows,
    order=9,
)
