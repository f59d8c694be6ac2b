"""What a reader should know about the fit."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from collabnet import languages
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

REMARKS: Mapping[str, str] = MappingProxyType({
    "nothing_rated": languages.text("No organisation rated anything, so that there is nothing to score."),
    "few_interviews": languages.text(
        "With {count} interviews, how severely somebody judges can hardly be told from how things are: intervals "
        "are wide."
    ),
    "one_coder": languages.text(
        "One coder coded everything: how severely that coder rates cannot be told apart, so all scores together may be "
        "some points too high or too low. Their intervals allow for that."
    ),
    "all_equal": languages.text(
        "All ratings are the same ({points} points): intervals are as wide as the rounding of a rating allows."
    ),
    "one_sided_reports": languages.text(
        "Everybody spoke of their own acts towards others only: how an organisation acts cannot be told from how it "
        "judges."
    ),
    "many_zeros": languages.text(
        "In {domain}, {share} of the ratings are 0: the scale has a floor there, look at the ordinal numbers too."
    ),
    "not_converged": languages.text(
        "The chains of the model do not agree well enough yet (R-hat {rhat}, {ess} effective draws): ask for more "
        "draws."
    ),
    "ordinal_differs": languages.text(
        "When ratings are steps instead of points, organisations come in another order (Kendall's tau {tau}): "
        "look at the ordinal numbers too. The network's scores move by {points} points at most."
    ),
    "ordinal_agrees": languages.text(
        "When ratings are steps instead of points, organisations come in much the same order (Kendall's tau {tau}); "
        "the network's scores move by {points} points at most."
    ),
})  # fmt: skip
"""Every remark there is, in English."""


def _rows(parts: Parts) -> pd.DataFrame:
    if parts.modelled is None:
        return pd.DataFrame()
    frame = parts.modelled.remarks
    told = [_text(parts, code, facts) for code, facts in frame.itertuples(index=False)]
    return frame.assign(remark_text=pd.Series(told, index=frame.index, dtype="str"))


def _text(parts: Parts, code: str, facts: str) -> str:
    values = dict(fact.split("=", 1) for fact in facts.split(",") if fact)
    if "domain" in values:
        values["domain"] = parts.domain_titles.get(values["domain"], values["domain"])
    return languages.text(REMARKS[code], **values)


MODEL_REMARKS = Table(
    key="model_remarks",
    title="remarks on the model",
    sentence="What a reader should know about the fit of the scoring model.",
    columns=(
        TableColumn("code", "Which remark."),
        TableColumn("facts", "Its numbers, in codes."),
        TableColumn("remark_text", "The remark in English."),
    ),
    rows=_rows,
    always=False,
    order=13,
)
