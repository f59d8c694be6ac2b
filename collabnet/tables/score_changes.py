"""How scores changed between waves."""

from __future__ import annotations

import pandas as pd

from collabnet.scoring import paired_changes, score_votes
from collabnet.tables._record import Parts, Table, TableColumn
from collabnet.tables._scores import named_subjects


def _rows(parts: Parts) -> pd.DataFrame:
    if len(parts.network.waves) < 2:
        return pd.DataFrame()
    votes = parts.remember("score_votes", lambda these: score_votes(these.network))
    found = [paired_changes(parts.network, votes)]
    if parts.modelled is not None:
        found.insert(0, parts.modelled.changes)
    known = [frame for frame in found if len(frame)]
    if not known:
        return pd.DataFrame()
    frame = pd.concat(known, ignore_index=True)
    return frame.assign(subject_name=named_subjects(parts, frame), domain_text=frame["domain"].map(parts.domain_titles))


SCORE_CHANGES = Table(
    key="score_changes",
    title="how scores changed",
    sentence="The change of one score between one wave and the next, with who was asked each time.",
    columns=(
        TableColumn("level", "network, sector, group, organisation_in, organisation_out, dyad or context."),
        TableColumn("subject", "What is scored: an organisation, a pair (a>b), an attribute and value (a=b)."),
        TableColumn("source", "Sector or organisation that acts; empty where there is none."),
        TableColumn("target", "Sector, group or organisation acted towards."),
        TableColumn("domain", "Condition."),
        TableColumn("wave_before", "The earlier wave."),
        TableColumn("wave", "The later wave."),
        TableColumn("voice", "Who speaks: organisations, young people or documents; never merged."),
        TableColumn(
            "method",
            "model (difference of the model's scores within each of its draws) or paired (plain means of those who "
            "spoke in both waves).",
        ),
        TableColumn("value_before", "The score in the earlier wave; paired: of those who spoke both times.", "0–100"),
        TableColumn("value", "The score in the later wave; paired: among the same.", "0–100"),
        TableColumn("difference", "By how much it rose.", "points"),
        TableColumn("low", "Lower end of the 95 % interval of the difference.", "points"),
        TableColumn("high", "Upper end of the 95 % interval of the difference.", "points"),
        TableColumn("p_higher", "Probability that the score is higher in the later wave.", "0–1"),
        TableColumn("reporters_before", "Organisations (or persons) with a vote in the earlier wave.", "reporters"),
        TableColumn("reporters", "Organisations (or persons) with a vote in the later wave.", "reporters"),
        TableColumn("reporters_both", "Those with a vote in both.", "reporters"),
        TableColumn("interviewed_before", "Organisations interviewed in the earlier wave.", "organisations"),
        TableColumn("interviewed", "Organisations interviewed in the later wave.", "organisations"),
        TableColumn("interviewed_both", "Organisations interviewed in both.", "organisations"),
        TableColumn(
            "remark",
            "other_organisations where the score does not stand for all expected pairs and fewer than half of those "
            "interviewed were interviewed both times: the change may only come from who was asked.",
        ),
        TableColumn("evidence", "Statements of both waves it rests on."),
        TableColumn("subject_name", "Subject with English names."),
        TableColumn("domain_text", "Condition in English."),
    ),
    rows=_rows,
    always=False,
    order=10,
)
