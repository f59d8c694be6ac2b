"""What changed between waves, in all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet import languages, measures
from collabnet.drawn import FEWEST
from collabnet.inference import changes_of_ties, wave_changes, wave_pairs
from collabnet.inference.wave_words import CHANGED, EXPLANATIONS, PROBABLE, REAL, TOTALS, TOTALS_OF_A_FILE
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Mapping


def _rows(parts: Parts) -> pd.DataFrame:
    network = parts.network
    ties = parts.remember("tie_changes", lambda these: changes_of_ties(these.network))
    draws = parts.drawn.draws if parts.drawn and parts.drawn.draws >= FEWEST else 0
    found = [wave_changes(network, *pair, ties[ties["wave"].eq(pair[1])], draws=draws) for pair in wave_pairs(network)]
    frame = pd.concat([frame for frame in found if len(frame)] or [pd.DataFrame()], ignore_index=True)
    if frame.empty:
        return frame
    labels = {wave.id: wave.label or wave.id for wave in parts.study.settings.waves}
    changed = frame[frame["item"].eq(CHANGED)]
    counted = changed.set_index(["process", "wave", "explanation"])["count"].to_dict()
    totals = TOTALS if network.two_sided else TOTALS_OF_A_FILE
    return frame.assign(text=[_said(row, totals, labels, counted) for row in frame.to_dict("records")])


def _said(
    row: Mapping[Any, Any], totals: Mapping[str, str], labels: Mapping[str, str], counted: Mapping[Any, float]
) -> str:
    if row["kind"] == "measure":
        return languages.text(measures.measures()[row["item"]].sentence)
    if row["explanation"]:
        return EXPLANATIONS[row["explanation"]]
    return languages.text(
        totals[row["item"]],
        count=languages.number(row["count"]),
        real=languages.number(counted[row["process"], row["wave"], REAL]),
        probable=languages.number(counted.get((row["process"], row["wave"], PROBABLE), 0.0)),
        before=labels[row["wave_before"]],
        after=labels[row["wave"]],
    )


WAVE_CHANGES = Table(
    key="wave_changes",
    title="how much changed between waves",
    sentence="One count of ties, or one measure of the organisations that can be compared, per way of working "
    "together.",
    columns=(
        TableColumn("process", "Way of working together; all is any of them."),
        TableColumn("wave_before", "The earlier wave."),
        TableColumn("wave", "The later wave."),
        TableColumn("kind", "Whether it counts ties (ties) or measures the network (measure)."),
        TableColumn("item", "What is counted (kept, gained, lost, or changed: gained or lost), or which measure."),
        TableColumn("explanation", "Which explanation the counted ties have; empty for all of them."),
        TableColumn("count", "How many ties.", "ties"),
        TableColumn("of", "Of how many ties.", "ties"),
        TableColumn("share", "The count as a share of these."),
        TableColumn("value_before", "The measure in the earlier wave, among organisations that are compared."),
        TableColumn("value", "The measure in the later wave, among the same."),
        TableColumn("difference", "By how much the measure rose."),
        TableColumn(
            "organisations",
            "Organisations that are compared: interviewed in both waves; of a file of ties, in both.",
            "organisations",
        ),
        TableColumn("evidence", "Statements behind it, of both waves."),
        TableColumn("text", "What it says, in English."),
        TableColumn(
            "expected",
            "How many of these ties are expected to have changed: the sum of their probabilities; empty where one has "
            "none.",
            "ties",
        ),
        TableColumn(
            "likely_difference",
            "By how much the measure rose on average between networks drawn from what reports make likely; empty where "
            "fewer than 20 were drawn.",
        ),
        TableColumn("low", "Lower end of the 95 % interval of the difference."),
        TableColumn(
            "high", "Upper end of the 95 % interval of the difference; where 0 lies between, no change is shown."
        ),
        TableColumn(
            "interval",
            "What the interval stands on: posterior (what was reported) or bootstrap (which organisations there are); "
            "empty where there is none.",
        ),
    ),
    rows=_rows,
    always=False,
    order=17,
)
