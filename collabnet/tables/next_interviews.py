"""Whom to interview next, and about what."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table, TableColumn


def _rows(parts: Parts) -> pd.DataFrame:
    if parts.modelled is None:
        return pd.DataFrame()
    frame = parts.modelled.next_interviews
    known = _said(parts)
    ids = [known.get(key, ()) for key in zip(frame["organisation_id"], frame["wave"], strict=True)]
    return frame.assign(
        name=frame["organisation_id"].map(parts.name), evidence=pd.Series(ids, index=frame.index, dtype=object)
    )


def _said(parts: Parts) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the statements by and about each organisation in each wave."""
    statements = parts.study.statements[["statement_id", "reporter", "source", "target", "wave"]].explode("target")
    found: dict[tuple[str, str], set[str]] = {}
    for key, *sides, wave in statements.fillna("").itertuples(index=False):
        for side in {*sides} - {""}:
            found.setdefault((side, wave), set()).add(key)
    return {place: tuple(sorted(ids)) for place, ids in found.items()}


NEXT_INTERVIEWS = Table(
    key="next_interviews",
    title="whom to interview next",
    sentence="By how much one more conversation with an organisation would narrow the intervals, before it is held.",
    columns=(
        TableColumn("organisation_id", "Organisation."),
        TableColumn("name", "Its name in English."),
        TableColumn("domain", "Condition to ask about; empty for all."),
        TableColumn("wave", "The last wave."),
        TableColumn("interviewed", "Whether it was interviewed in that wave."),
        TableColumn("pairs", "Expected pairs it would be asked about.", "pairs"),
        TableColumn("statements", "Statements that are imagined.", "statements"),
        TableColumn("narrowing_network", "By how much the interval of the network's score narrows.", "points"),
        TableColumn(
            "narrowing_organisations", "The same for what partners meet at an organisation, on average.", "points"
        ),
        TableColumn("width_network", "Width of the network's interval now.", "points"),
        TableColumn("rank", "Place by the narrowing of the network's interval; equal ones share the best."),
        TableColumn("evidence", "What was said of and by the organisation so far."),
    ),
    rows=_rows,
    always=False,
    order=13,
)
