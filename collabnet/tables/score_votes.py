"""How each organisation voted in a plain mean."""

from __future__ import annotations

import pandas as pd

from collabnet.scoring import score_votes
from collabnet.tables._record import Parts, Table, TableColumn


def _rows(parts: Parts) -> pd.DataFrame:
    return parts.remember("score_votes", lambda these: score_votes(these.network))


SCORE_VOTES = Table(
    key="score_votes",
    title="votes behind scores",
    sentence="The mean that one organisation (or person) enters in one plain score.",
    columns=(
        TableColumn("level", "network, sector, group, organisation_in, organisation_out, dyad or context."),
        TableColumn("subject", "What is scored: an organisation, a pair (a>b), an attribute and value (a=b)."),
        TableColumn("source", "Sector or organisation that acts; empty where there is none."),
        TableColumn("target", "Sector, group or organisation acted towards."),
        TableColumn("domain", "Condition."),
        TableColumn("wave", "Wave."),
        TableColumn("voice", "Who speaks: organisations, young people or documents; never merged."),
        TableColumn("voter", "Organisation that has the vote; the person or interview where there is none."),
        TableColumn(
            "mean",
            "Its vote: coders averaged within quotes, quotes within interviews, interviews within it.",
            "0–100",
        ),
        TableColumn("without", "The plain score when this vote is left out; empty where it is the only one.", "0–100"),
        TableColumn("interviews", "Interviews behind the vote.", "interviews"),
        TableColumn("quotes", "Quotes behind the vote.", "quotes"),
        TableColumn("statements", "Statements behind the vote.", "statements"),
        TableColumn("evidence", "These statements."),
    ),
    rows=_rows,
    always=False,
    order=9,
)
