"""Which conditions people connect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.links
    titles = {f"{name}_text": frame[name].map(parts.domain_titles) for name in ("domain", "reason_domain")}
    return frame.assign(**titles)


DOMAIN_LINKS = Table(
    key="domain_links",
    title="which conditions people connect",
    sentence="Who speaks of two conditions in one quote, or gives one as the reason for what is said of the other.",
    columns=(
        TableColumn("domain", "Condition: the one that is explained; in one quote, either."),
        TableColumn("reason_domain", "Condition given as the reason; in one quote, the other."),
        TableColumn("kind", "same_quote (spoken of together) or because_of (one explained by the other)."),
        TableColumn("wave", "Wave."),
        TableColumn("interviews", "Interviews that connect them.", "interviews"),
        TableColumn("organisations", "Organisations that connect them.", "organisations"),
        TableColumn("of", "Interviews held in the wave.", "interviews"),
        TableColumn("organisations_of", "Organisations interviewed in the wave.", "organisations"),
        TableColumn("share", "Share of the interviewed organisations that connect them.", "0–1"),
        TableColumn("low", "Lower end of the 95 % interval of the share.", "0–1"),
        TableColumn("high", "Upper end of the 95 % interval of the share.", "0–1"),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("domain_text", "Condition in English."),
        TableColumn("reason_domain_text", "The other condition in English."),
    ),
    rows=_rows,
    order=10,
)
