"""How far coders agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet import languages
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd

ADVICE = {
    "rely": languages.text("Coders agree well enough to rely on this code."),
    "tentative": languages.text("Coders agree well enough for tentative conclusions only."),
    "do_not_aggregate": languages.text("Coders do not agree well enough: discuss this code before adding it up."),
    "too_few": languages.text("Too few quotes were coded twice to say."),
    "no_variation": languages.text(
        "All coders always chose the same value, so that agreement cannot be told from chance."
    ),
}
"""What to make of a coefficient, in an English sentence."""


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.agreement
    return frame.assign(advice_text=[ADVICE[code] for code in frame["advice"]])


AGREEMENT = Table(
    key="agreement",
    title="coder agreement",
    sentence="How far coders who read the same quote chose the same, per code and for the rating.",
    columns=(
        TableColumn("unit", "Code or scale that was compared."),
        TableColumn("coefficient", "Krippendorff's alpha: nominal for codes, ordinal for ratings."),
        TableColumn("value", "1 is full agreement, 0 what chance would give.", "at most 1"),
        TableColumn("low", "Lower end of its 95 % interval.", "at most 1"),
        TableColumn("high", "Upper end of its 95 % interval.", "at most 1"),
        TableColumn("units", "What was coded twice: a quote's word on one source and target.", "units"),
        TableColumn("coders", "Who coded, with a bar between them."),
        TableColumn("advice", "rely, tentative, do_not_aggregate, too_few or no_variation."),
        TableColumn("evidence", "Statements that were compared."),
        TableColumn("advice_text", "Advice in English."),
    ),
    rows=_rows,
    order=12,
)
