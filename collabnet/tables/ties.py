"""Who works with whom, and by whose account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.network.ties.join(parts.network.tie_probabilities)
    return frame.assign(
        source_name=frame["source"].map(parts.name), target_name=frame["target"].map(parts.name)
    ).sort_values(["source", "target", "process", "wave", "negative"])


TIES = Table(
    key="ties",
    title="working relations",
    sentence="One pair that somebody spoke of or that is expected, per way of working together (and all) and wave.",
    columns=(
        TableColumn("source", "Organisation that acts."),
        TableColumn("target", "Organisation it acts towards."),
        TableColumn("process", "Way of working together; all is any of them."),
        TableColumn("wave", "Wave."),
        TableColumn("state", "What the reports add up to; listed: in a file that does not tell who says so."),
        TableColumn("strength", "How much of a tie; 1 where it was not measured.", "as coded"),
        TableColumn("probability", "Probability that the tie exists, given who was asked and who reports it.", "0–1"),
        TableColumn("low", "Lower end of its 95 % interval.", "0–1"),
        TableColumn("high", "Upper end of its 95 % interval.", "0–1"),
        TableColumn("yes", "Reporters that say yes.", "reporters", on_reporters=True),
        TableColumn("no", "Reporters that say no.", "reporters", on_reporters=True),
        TableColumn(
            "silent", "Sides that were asked about it and did not name it.", "organisations", on_reporters=True
        ),
        TableColumn(
            "possible_reporters",
            "Reporters that spoke of it, or were asked and silent.",
            "reporters",
            on_reporters=True,
        ),
        TableColumn("transfer_status", "How far a case transfer gets: 0 none to 5 feedback to the sender.", "0–5"),
        TableColumn("works", "Whether it works; empty where that is not known, or not told."),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("rating", "How well it goes, mean of its parties; not what they say of a condition.", "0–4"),
        TableColumn("required_weight", "How much it is expected; 0 where it is not.", "0–1"),
        TableColumn("negative", "Whether it is a conflict, avoidance or obstruction."),
        TableColumn("depends_on_person", "Whether somebody says it hangs on one person."),
        TableColumn("source_name", "English name of the organisation that acts."),
        TableColumn("target_name", "English name of the other."),
        TableColumn("relation", "What the two are to each other, whichever way their ties run; empty for conflicts."),
    ),
    rows=_rows,
    extra=True,
    order=4,
)
