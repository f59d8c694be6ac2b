"""How far coders agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet import languages
from collabnet.scoring.agreement import SEGMENTS
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
"""What to make of a coefficient of a code, in an English sentence."""

ADVICE_ON_SEGMENTS = {
    "rely": languages.text("Coders mark the same passages often enough to rely on them."),
    "tentative": languages.text("Coders mark the same passages often enough for tentative conclusions only."),
    "do_not_aggregate": languages.text("Coders do not mark the same passages often enough: agree on what a quote is."),
    "too_few": languages.text("Too few passages were marked by two coders to say."),
}
"""The same where it is passages that were compared."""


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.agreement
    said = [
        (ADVICE_ON_SEGMENTS if unit == SEGMENTS else ADVICE)[code]
        for unit, code in zip(frame["unit"], frame["advice"], strict=True)
    ]
    return frame.assign(advice_text=said)


AGREEMENT = Table(
    key="agreement",
    title="coder agreement",
    sentence="How far coders who read the same text chose the same: per code, for the rating, for every two "
    "coders, and in which passages they marked.",
    columns=(
        TableColumn(
            "unit",
            "What was compared: a code, one value of it (domain=trust: seen or not), the rating, or segments (passages "
            "marked).",
        ),
        TableColumn(
            "coefficient",
            "Krippendorff's alpha of all coders (of the rating by three metrics; ordinal decides), Cohen's kappa of "
            "two coders (of the rating with quadratic and linear weights), or F1 of passages.",
        ),
        TableColumn(
            "value",
            "1 is full agreement; 0 what chance would give, for passages that none was marked by both.",
            "at most 1",
        ),
        TableColumn("low", "Lower end of its 95 % interval.", "at most 1"),
        TableColumn("high", "Upper end of its 95 % interval.", "at most 1"),
        TableColumn(
            "units",
            "How much was coded twice: what quotes say of one source and target; quotes, for level and for one domain; "
            "passages, for segments.",
            "units",
        ),
        TableColumn("coders", "Who coded, with a bar between them."),
        TableColumn("advice", "rely, tentative, do_not_aggregate, too_few or no_variation."),
        TableColumn("evidence", "Statements that were compared."),
        TableColumn("advice_text", "Advice in English."),
    ),
    rows=_rows,
    order=12,
)
