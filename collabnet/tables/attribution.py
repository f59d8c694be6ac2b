"""Where it sits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    return parts.attribution


ATTRIBUTION = Table(
    key="attribution",
    title="where it sits",
    sentence="Which share of organisations' votes places the cause where, per condition and wave.",
    columns=(
        TableColumn("domain", "Condition."),
        TableColumn("wave", "Wave."),
        TableColumn("basis", "stated (by people) or structural (by the model)."),
        TableColumn("part", "own, other, relation, system or unclear."),
        TableColumn("share", "Share of the votes; the parts of one domain add up to 1.", "0–1"),
        TableColumn("low", "Lower end of its 95 % interval.", "0–1"),
        TableColumn("high", "Upper end of its 95 % interval.", "0–1"),
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
