"""What the cases are made of: one row per finding."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._gaps import lists, plain, told
from collabnet.tables._record import Parts, Table, TableColumn

_AS_IT_IS = (
    "gap_id", "kind", "source", "target", "domain", "process", "wave", "size", "confidence", "suggestion",
    "competent_level", "service", "importance", "letter", "stated_level", "people",
)  # fmt: skip
_LISTS = ("organisations", "reasons", "evidence", "concerns", "expected_because")


def _rows(parts: Parts) -> pd.DataFrame:
    found = [one for gap in parts.gaps for one in gap.findings]
    frame = pd.DataFrame({**told(parts, found), **plain(found, *_AS_IT_IS), **lists(found, *_LISTS)})
    return frame[[column.name for column in GAP_FINDINGS.columns]]


GAP_FINDINGS = Table(
    key="gap_findings",
    title="what points for attention are made of",
    sentence="One thing found wrong, per kind, way of working together, condition and wave; in the order of cases.",
    columns=(
        TableColumn("gap_id", "The case in the table gaps."),
        TableColumn("kind", "Kind of gap."),
        TableColumn("organisations", "Whom it is about, with a bar between them."),
        TableColumn("source", "Organisation that acts; empty where there is none."),
        TableColumn("target", "Organisation it acts towards."),
        TableColumn("domain", "Condition."),
        TableColumn("process", "Way of working together."),
        TableColumn("wave", "Wave; empty where it does not depend on when."),
        TableColumn("size", "How far from working it is.", "0–100"),
        TableColumn(
            "confidence",
            "How sure we are: 1 − ½ⁿ, n adding up who says so: 1 a side, ½ a third party; less from "
            "clients, by hearsay, coded coarsely or in doubt, or long ago; more for several quotes.",
            "0–1",
        ),
        TableColumn("reasons", "Why, as codes with a bar between them."),
        TableColumn("suggestion", "What would help, as a code."),
        TableColumn("competent_level", "Level that is competent to change it."),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("service", "Service that is needed; empty for other kinds."),
        TableColumn("importance", "How much it matters.", "0–1"),
        TableColumn("letter", "Why there is no working link: K, C, T, D or S."),
        TableColumn("concerns", "Organisations that can act on it."),
        TableColumn("kind_text", "Kind of gap in English."),
        TableColumn("reasons_text", "Why, in English sentences with a bar between them."),
        TableColumn("suggestion_text", "What would help, in English."),
        TableColumn("source_name", "English name of the organisation that acts."),
        TableColumn("target_name", "English name of the other."),
        TableColumn("shareable", "Whether it may be shown to others without telling who said what."),
        TableColumn("stated_level", "Where those who speak of it place it: organisation, or the wider system."),
        TableColumn("people", "People left without help, at least; empty where that is not known.", "persons a year"),
        TableColumn("expected_because", "Why the two are expected to work together, as codes; empty where not."),
        TableColumn("expected_because_text", "The same in English: what somebody wrote down, services, wishes."),
    ),
    rows=_rows,
    order=13,
)
