"""How well collaboration works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd

_PLACES = ("organisation_in", "organisation_out", "dyad")


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.scores
    named = frame["level"].isin(_PLACES)
    names = [
        " > ".join(map(parts.name, subject.split(">"))) if is_named else subject
        for subject, is_named in zip(frame["subject"], named, strict=True)
    ]
    return frame.assign(subject_name=names, domain_text=frame["domain"].map(parts.domain_titles))


SCORES = Table(
    key="scores",
    title="scores",
    sentence="How well one condition is met, 0–100, for the network, a sector, a group, an organisation or a pair.",
    columns=(
        TableColumn("level", "network, sector, group, organisation_in, organisation_out, dyad or context."),
        TableColumn("subject", "What is scored: an organisation, a pair (a>b), an attribute and value (a=b)."),
        TableColumn("source", "Sector or organisation that acts; empty where there is none."),
        TableColumn("target", "Sector, group or organisation acted towards."),
        TableColumn("domain", "Condition."),
        TableColumn("wave", "Wave."),
        TableColumn("voice", "Who speaks: organisations, young people or documents; never merged."),
        TableColumn("score", "How well it works; empty in grade D.", "0–100"),
        TableColumn("estimate", "The same number, always; not to be read in grade D.", "0–100"),
        TableColumn("low", "Lower end of the 95 % interval.", "0–100"),
        TableColumn("high", "Upper end of the 95 % interval.", "0–100"),
        TableColumn("raw_mean", "Plain mean over quotes, without votes.", "0–100"),
        TableColumn("aim", "Level the network agreed on, or the convention.", "0–100"),
        TableColumn("aim_is", "set (by the network) or convention."),
        TableColumn("shortfall", "Aim minus score; empty in grade D.", "points"),
        TableColumn("p_below_aim", "Probability that the score lies below the aim.", "0–1"),
        TableColumn("grade", "How much evidence it rests on, A to D; D hides the number."),
        TableColumn("reliability", "Share of the uncertainty that data removed; empty when transparent.", "0–1"),
        TableColumn("statements", "Statements behind it.", "statements"),
        TableColumn("reporters", "Organisations (or persons) that have a vote in it.", "reporters"),
        TableColumn("basis", "required (every pair behind it is an expected one) or stated_pairs (no complete list)."),
        TableColumn("method", "transparent or model."),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("reporters_effective", "Reporters that would weigh as much if all spoke equally.", "reporters"),
        TableColumn("on_required", "Share of the pair statements behind it that are about expected pairs.", "0–1"),
        TableColumn("standing", "clearly_below, cannot_tell or clearly_above the whole network."),
        TableColumn("standing_aim", "The same against the aim, where the network set one."),
        TableColumn("remark", "not_interviewed where it is about an organisation that was not interviewed."),
        TableColumn("own_statements", "What the organisation says of its own capacity or competence.", "statements"),
        TableColumn("own_estimate", "Mean of that; never part of the score.", "0–100"),
        TableColumn("own_evidence", "Statements behind that."),
        TableColumn("subject_name", "Subject with English names."),
        TableColumn("domain_text", "Condition in English."),
    ),
    rows=_rows,
    order=8,
)
