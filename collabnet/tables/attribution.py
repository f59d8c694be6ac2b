"""Where it sits."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table, TableColumn
from collabnet.tables._whole import with_evidence_of_whole


def _rows(parts: Parts) -> pd.DataFrame:
    stated = parts.attribution
    if parts.modelled is None or parts.modelled.attribution.empty:
        return stated
    structural = with_evidence_of_whole(parts, parts.modelled.attribution).assign(basis="structural")
    structural = structural.assign(organisations_self=0, organisations_other=0)
    return pd.concat([stated, structural] if len(stated) else [structural], ignore_index=True)


ATTRIBUTION = Table(
    key="attribution",
    title="where it sits",
    sentence="Which share of the votes places the cause where, and where the model finds the shortfall.",
    columns=(
        TableColumn("domain", "Condition."),
        TableColumn("wave", "Wave."),
        TableColumn("basis", "stated (by people) or structural (by the model)."),
        TableColumn("part", "own, other, relation, system or unclear; structural: shared, source, target, relation."),
        TableColumn("share", "Share of the votes, or of the shortfall; the parts of one basis add up to 1.", "share"),
        TableColumn("low", "Lower end of its 95 % interval.", "share"),
        TableColumn("high", "Upper end of its 95 % interval.", "share"),
        TableColumn("organisations", "Organisations with a vote.", "organisations"),
        TableColumn("share_self", "The same, of what organisations say about themselves.", "0–1"),
        TableColumn("low_self", "Lower end of its 95 % interval.", "0–1"),
        TableColumn("high_self", "Upper end of its 95 % interval.", "0–1"),
        TableColumn("organisations_self", "Organisations with a vote about themselves.", "organisations"),
        TableColumn("share_other", "The same, of everything else they say.", "0–1"),
        TableColumn("low_other", "Lower end of its 95 % interval.", "0–1"),
        TableColumn("high_other", "Upper end of its 95 % interval.", "0–1"),
        TableColumn("organisations_other", "Organisations with a vote about others.", "organisations"),
        TableColumn("evidence", "Statements that place it there."),
    ),
    rows=_rows,
    order=11,
)
