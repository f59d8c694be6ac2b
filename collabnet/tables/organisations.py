"""Who there is."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table, TableColumn


def _rows(parts: Parts) -> pd.DataFrame:
    statements = parts.study.statements
    named = statements[["source", "target", "statement_id"]].explode("target")
    about = pd.concat(
        [
            named[["source", "statement_id"]].set_axis(["who", "what"], axis=1),
            named[["target", "statement_id"]].set_axis(["who", "what"], axis=1),
        ]
    ).drop_duplicates()
    frame = parts.study.organisations
    waves = parts.network.organisations["interviewed"]
    identity = frame["organisation_id"]
    return frame.assign(
        kind=frame["kind"].where(frame["kind"] != "", "organisation"),
        interviewed=identity.map(waves).map(lambda found: found if isinstance(found, tuple) else ()),
        in_boundary=frame["in_boundary"].fillna(True).astype(bool),
        statements_by=identity.map(statements["reporter"].value_counts()).fillna(0).astype(int),
        statements_about=identity.map(about["who"].value_counts()).fillna(0).astype(int),
    ).sort_values("organisation_id")


ORGANISATIONS = Table(
    key="organisations",
    title="organisations",
    sentence="Everyone spoken of: organisations, and groups, types and forums, which are never nodes.",
    columns=(
        TableColumn("organisation_id", "Stable short name of the organisation."),
        TableColumn("name", "Name as people say it."),
        TableColumn("kind", "Organisation, group, type, forum, unnamed or person."),
        TableColumn("sector", "Field of work."),
        TableColumn("municipality", "Municipality of its seat."),
        TableColumn("interviewed", "Waves in which it was interviewed, with a bar between them.", on_reporters=True),
        TableColumn("in_boundary", "Whether it belongs to the network under study."),
        TableColumn("statements_by", "Statements it made.", "statements", on_reporters=True),
        TableColumn("statements_about", "Statements in which it acts or is acted towards.", "statements"),
    ),
    rows=_rows,
    extra=True,
    order=1,
)
