"""What can be acted on: one row per case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.tables._gaps import lists, plain, reasons_in_words, told
from collabnet.tables._record import BAR, Parts, Table, TableColumn

if TYPE_CHECKING:
    from collabnet.gaps import Gap


def _rows(parts: Parts) -> pd.DataFrame:
    found, main = parts.gaps, [gap.main for gap in parts.gaps]
    frame = pd.DataFrame(
        {
            **told(parts, main),
            **plain(main, "kind", "source", "target", "size", "confidence", "suggestion", "competent_level"),
            **plain(main, "service", "letter", "stated_level", "people"),
            **plain(found, "gap_id", "importance"),
            **lists(main, "organisations", "expected_because"),
            **lists(found, "kinds", "processes", "domains", "waves", "concerns", "evidence"),
            "rank": range(1, len(found) + 1),
            **_reasons(parts, found),
        }
    )
    return frame[[column.name for column in GAPS.columns]]


def _reasons(parts: Parts, found: tuple[Gap, ...]) -> dict[str, list[str]]:
    """Return every reason of every finding, each once: the kinds of one case may give the same."""
    return {
        "reasons": [BAR.join(dict.fromkeys(code for one in gap.latest for code in one.reasons)) for gap in found],
        "reasons_text": [
            BAR.join(dict.fromkeys(text for one in gap.latest for text in reasons_in_words(parts, one)))
            for gap in found
        ],
    }


GAPS = Table(
    key="gaps",
    title="points for attention",
    sentence="One case a manager can act on: a pair of organisations, a service or an organisation; those that matter "
    "most first.",
    columns=(
        TableColumn("gap_id", "The same in every wave and whatever is found, so that the case can be followed up."),
        TableColumn("kind", "Kind of the heaviest finding in the last of its waves."),
        TableColumn("organisations", "Whom it is about, with a bar between them."),
        TableColumn("source", "Organisation that acts; empty where there is none."),
        TableColumn("target", "Organisation it acts towards."),
        TableColumn("domains", "Conditions it touches, with a bar between them."),
        TableColumn("processes", "Ways of working together it touches, with a bar between them."),
        TableColumn("waves", "Waves in which it stands; empty where it does not depend on when."),
        TableColumn("size", "How far from working the heaviest finding is, in the last of its waves.", "0–100"),
        TableColumn(
            "confidence",
            "How sure we are of the heaviest finding, in the last of its waves: 1 − ½ⁿ, n "
            "adding up who says so: 1 a side, ½ a third party; less from "
            "clients, by hearsay, coded coarsely or in doubt, or long ago; more for several quotes.",
            "0–1",
        ),
        TableColumn("reasons", "Why, in the last of its waves, as codes with a bar between them."),
        TableColumn("suggestion", "What would help, as a code."),
        TableColumn("competent_level", "Level that is competent to change it."),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("service", "Service that is needed; empty for other cases."),
        TableColumn("importance", "How much it matters.", "0–1"),
        TableColumn("letter", "Why there is no working link: K, C, T, D or S."),
        TableColumn("concerns", "Organisations that can act on it."),
        TableColumn("rank", "Place by importance × size × confidence of the heaviest finding."),
        TableColumn("kind_text", "Kind in English."),
        TableColumn("reasons_text", "Why, in English sentences with a bar between them."),
        TableColumn("suggestion_text", "What would help, in English."),
        TableColumn("source_name", "English name of the organisation that acts."),
        TableColumn("target_name", "English name of the other."),
        TableColumn("shareable", "Whether it may be shown to others without telling who said what."),
        TableColumn("stated_level", "Where those who speak of it place it: organisation, or the wider system."),
        TableColumn("people", "People left without help, at least; empty where that is not known.", "persons a year"),
        TableColumn("kinds", "Kinds of all its findings, with a bar between them; the table gap_findings holds each."),
        TableColumn("expected_because", "Why the two are expected to work together, as codes; empty where not."),
        TableColumn("expected_because_text", "The same in English: what somebody wrote down, services, wishes."),
    ),
    rows=_rows,
    order=13,
)
