"""What would change the picture."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table, TableColumn
from collabnet.tables._whole import with_evidence_of_whole


def _rows(parts: Parts) -> pd.DataFrame:
    return pd.DataFrame() if parts.modelled is None else with_evidence_of_whole(parts, parts.modelled.sensitivity)


SENSITIVITY = Table(
    key="sensitivity",
    title="what would change the picture",
    sentence="How far the score of the whole network moves when something about data or model is changed.",
    columns=(
        TableColumn("domain", "Condition."),
        TableColumn("wave", "Wave."),
        TableColumn("kind", "interview (left out), prior_scale, not_interviewed, pairs, ordinal or transparent."),
        TableColumn("setting", "Which interview, scale, shift, set of pairs or model."),
        TableColumn("score", "The score then.", "0–100"),
        TableColumn("low", "Lower end of its 95 % interval.", "0–100"),
        TableColumn("high", "Upper end of its 95 % interval.", "0–100"),
        TableColumn("shift", "How far it moved.", "points"),
        TableColumn("flagged", "Whether it moved by more than 5 points."),
        TableColumn("of", "The score as it is shown.", "0–100"),
        TableColumn("organisations", "Organisations behind the score.", "organisations"),
        TableColumn("evidence", "Statements it rests on."),
    ),
    rows=_rows,
    always=False,
    order=12,
)
