"""What changed between waves, tie by tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet import languages
from collabnet.inference import changes_of_ties
from collabnet.inference.wave_words import CHANGES, EXPLANATIONS, REASONS
from collabnet.reasons import reason_parts
from collabnet.tables._record import BAR, Parts, Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Mapping


def _rows(parts: Parts) -> pd.DataFrame:
    frame = parts.remember("tie_changes", lambda these: changes_of_ties(these.network))
    if frame.empty:
        return frame
    labels = {wave.id: wave.label or wave.id for wave in parts.study.settings.waves}
    return frame.assign(
        source_name=frame["source"].map(parts.name),
        target_name=frame["target"].map(parts.name),
        explanation_text=frame["explanation"].map(EXPLANATIONS).fillna(frame["change"].map(CHANGES)).astype("str"),
        reasons_text=[BAR.join(_said(parts, labels, it) for it in reasons) for reasons in frame["reasons"]],
    ).sort_values(["wave", "source", "target", "process"])


def _said(parts: Parts, labels: Mapping[str, str], written: str) -> str:
    code, facts = reason_parts(written)
    words = {
        key: languages.listing([parts.name(it) if key == "organisation" else labels.get(it, it) if key == "wave" else it
                                for it in values])
        for key, values in facts.items()
    }  # fmt: skip
    return languages.text(REASONS[code], **words)


TIE_CHANGES = Table(
    key="tie_changes",
    title="what changed between waves",
    sentence="One tie in one of two waves that follow each other: kept, gained or lost, and whether that is real or "
    "only reported otherwise.",
    columns=(
        TableColumn("source", "Organisation that acts."),
        TableColumn("target", "Organisation it acts towards."),
        TableColumn("process", "Way of working together; all is any of them."),
        TableColumn("wave_before", "The earlier wave."),
        TableColumn("wave", "The later wave."),
        TableColumn("change", "What became of it, as it appears: kept, gained or lost."),
        TableColumn(
            "explanation",
            "Why it is in one wave only: real (somebody says that it changed), probable (nobody does, and reports make "
            "it at least 0.8 likely), organisation, coding, respondent, silence (it may only be reported differently), "
            "unknown, or listed (in a file that does not tell who says so).",
        ),
        TableColumn("reasons", "What speaks for that, as codes."),
        TableColumn("state_before", "What the reports of the earlier wave add up to."),
        TableColumn("state", "What the reports of the later wave add up to."),
        TableColumn("evidence", "Statements about it, of both waves."),
        TableColumn("source_name", "English name of the organisation that acts."),
        TableColumn("target_name", "English name of the other."),
        TableColumn("explanation_text", "The explanation in English."),
        TableColumn("reasons_text", "The reasons in English."),
        TableColumn(
            "p_changed",
            "How likely it is that the tie was there in one wave and not in the other; empty where no pair was asked "
            "about in both waves, or one of the two was not there.",
        ),
    ),
    rows=_rows,
    always=False,
    order=16,
)
