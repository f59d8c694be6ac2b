"""What is to be asked, because what is known does not tell."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._gaps import lists, plain, told
from collabnet.tables._record import Parts, Table, TableColumn

_LISTS = ("ask", "organisations", "processes", "domains", "reasons", "evidence", "expected_because")


def _rows(parts: Parts) -> pd.DataFrame:
    asked = parts.questions
    as_it_is = plain(asked, "gap_id", "kind", "source", "target", "wave", "importance", "suggestion")
    frame = pd.DataFrame({**told(parts, asked), **as_it_is, **lists(asked, *_LISTS)})
    return frame[[column.name for column in QUESTIONS.columns]]


QUESTIONS = Table(
    key="questions",
    title="what to ask about",
    sentence="One question per pair of organisations, kind and wave; what matters most in the last wave comes first.",
    columns=(
        TableColumn("gap_id", "The case that it becomes where the answer is no: the id it then has in the table gaps."),
        TableColumn("kind", "Kind of question."),
        TableColumn("ask", "Organisations that can answer it, those not interviewed in this wave first."),
        TableColumn("organisations", "Whom it is about, with a bar between them."),
        TableColumn("source", "Organisation that acts; empty where there is none."),
        TableColumn("target", "Organisation it acts towards."),
        TableColumn("processes", "Ways of working together it is about, with a bar between them."),
        TableColumn("domains", "Conditions it is about, with a bar between them."),
        TableColumn("wave", "Wave for which it is open."),
        TableColumn("importance", "How much it matters.", "0–1"),
        TableColumn("reasons", "Why it is open, as codes with a bar between them."),
        TableColumn("suggestion", "The question, as a code."),
        TableColumn("evidence", "Statements that do not settle it."),
        TableColumn("kind_text", "Kind of question in English."),
        TableColumn("reasons_text", "Why it is open, in English sentences with a bar between them."),
        TableColumn("suggestion_text", "The question, in English."),
        TableColumn("source_name", "English name of the organisation that acts."),
        TableColumn("target_name", "English name of the other."),
        TableColumn("shareable", "Whether it may be shown to others without telling who said what."),
        TableColumn("expected_because", "Why the two are expected to work together, as codes; empty where not."),
        TableColumn("expected_because_text", "The same in English: what somebody wrote down, services, wishes."),
    ),
    rows=_rows,
    order=13,
)
