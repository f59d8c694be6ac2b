"""What can be acted on."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pandas as pd

from collabnet import gaps, languages
from collabnet.tables._record import BAR, Parts, Table, TableColumn
from collabnet.tables._services import service_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from collabnet.gaps import Gap


def _rows(parts: Parts) -> pd.DataFrame:
    names = [field.name for field in fields(gaps.Gap)]
    frame = pd.DataFrame([{name: getattr(gap, name) for name in names} for gap in parts.gaps], columns=names)
    kinds, say = gaps.gap_kinds(), _words(parts)
    return frame.assign(
        rank=range(1, len(frame) + 1),
        kind_text=[languages.text(kinds[gap.kind].title) for gap in parts.gaps],
        reasons_text=[
            BAR.join(gaps.reason_text(gap.kind, code, say=say) for code in gap.reasons) for gap in parts.gaps
        ],
        suggestion_text=[gaps.suggestion_text(gap, say=say) for gap in parts.gaps],
        source_name=frame["source"].map(parts.name),
        target_name=frame["target"].map(parts.name),
        shareable=[kinds[gap.kind].shareable for gap in parts.gaps],
        **_joined(parts.gaps),
    )


def _joined(found: tuple[Gap, ...]) -> dict[str, list[str]]:
    names = ("organisations", "reasons", "concerns", "evidence")
    return {name: [BAR.join(getattr(gap, name)) for gap in found] for name in names}


def _words(parts: Parts) -> Callable[[str, str], str]:
    """Return what says a value of a reason in English: names, titles and labels; numbers as they are."""
    phases = {phase.id: phase.labels.get("en", phase.id) for phase in parts.study.settings.phases}

    def say(name: str, value: str) -> str:
        return words[name](value) if name in words else value

    words: dict[str, Callable[[str], str]] = {
        "domain": lambda value: str(parts.domain_titles.get(value, value)),
        "service": lambda value: service_text(parts, value),
        "phase": lambda value: phases.get(value, value),
        "language": languages.language_name,
        "needed": languages.language_name,
        "status": lambda value: value.replace("_", " "),
        **dict.fromkeys(("source", "target", "organisation", "organisations"), parts.name),
    }

    return say


GAPS = Table(
    key="gaps",
    title="points for attention",
    sentence="One thing a manager can act on, per wave; those that matter most first.",
    columns=(
        TableColumn("gap_id", "The same in every wave and at every size, so that it can be followed up."),
        TableColumn("kind", "Kind of gap."),
        TableColumn("organisations", "Whom it is about, with a bar between them."),
        TableColumn("source", "Organisation that acts; empty where there is none."),
        TableColumn("target", "Organisation it acts towards."),
        TableColumn("domain", "Condition."),
        TableColumn("process", "Way of working together."),
        TableColumn("wave", "Wave."),
        TableColumn("size", "How far from working it is.", "0–100"),
        TableColumn("confidence", "How sure we are.", "0–1"),
        TableColumn("reasons", "Why, as codes with a bar between them."),
        TableColumn("suggestion", "What would help, as a code."),
        TableColumn("competent_level", "Level that is competent to change it."),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn("service", "Service that is needed; empty for other kinds."),
        TableColumn("importance", "How much it matters.", "0–1"),
        TableColumn("letter", "Why there is no working link: U, K, C, T, D or S."),
        TableColumn("concerns", "Organisations that can act on it."),
        TableColumn("rank", "Place by importance × size × confidence."),
        TableColumn("kind_text", "Kind of gap in English."),
        TableColumn("reasons_text", "Why, in English sentences with a bar between them."),
        TableColumn("suggestion_text", "What would help, in English."),
        TableColumn("source_name", "English name of the organisation that acts."),
        TableColumn("target_name", "English name of the other."),
        TableColumn("shareable", "Whether it may be shown to others without telling who said what."),
        TableColumn("stated_level", "Where those who speak of it place it: organisation, or the wider system."),
        TableColumn("people", "People left without help, at least; empty where that is not known.", "persons a year"),
    ),
    rows=_rows,
    order=13,
)
