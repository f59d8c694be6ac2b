"""The network as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from collabnet import languages, measures
from collabnet.tables._layers import everything, evidence, keys_of, layers
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    from collabnet.network import Layer

INTERVAL: Final = "interval"
"""What ``bounds`` says on posterior: low and high hold 95 % of the drawn networks."""

APART: Final = "drawn_apart"
"""The same of measures of a pattern: ties are drawn one by one, so that there is no interval of the truth."""

NONE: Final = "none"
"""The same where there are no bounds: fewer than twenty drawn networks have a value."""


def _rows(parts: Parts) -> pd.DataFrame:
    frames = []
    for layer in layers(parts):
        found = measures.network_measures(layer, keys_of(parts, layer, "network")).reset_index()
        where = {"process": layer.process, "wave": layer.wave, "ties": layer.ties}
        frames.append(found.assign(**where, evidence=everything(evidence(parts, layer))))
        if layer.ties == "reported" and parts.drawn is not None:
            frames.append(_of_draws(parts, layer).assign(evidence=everything(evidence(parts, layer))))
    frame = pd.concat(frames, ignore_index=True)
    known = measures.measures()
    if not parts.network.two_sided:
        frame = frame[[not known[key].of_reports for key in frame["measure"]]]
    order = {key: place for place, key in enumerate(known)}
    return frame.assign(
        definition=[languages.text(known[key].sentence) for key in frame["measure"]],
        formula=[known[key].formula for key in frame["measure"]],
        _order=frame["measure"].map(order),
    ).sort_values(["_order", "process", "wave", "ties"])


def _of_draws(parts: Parts, layer: Layer) -> pd.DataFrame:
    """Return what drawn networks of a layer give."""
    rows = parts.drawn.whole if parts.drawn is not None else pd.DataFrame()
    here = rows[rows["process"].eq(layer.process) & rows["wave"].eq(layer.wave)]
    known = measures.measures()
    bounds = [
        APART if known[key].of_pattern else INTERVAL if told else NONE
        for key, told in zip(here["measure"], here["low"].notna(), strict=True)
    ]
    return here.assign(ties="posterior", missing="", bounds=bounds)


NETWORK_MEASURES = Table(
    key="network_measures",
    title="the network as a whole",
    sentence="One measure of the whole network, per way of working together, wave and basis.",
    columns=(
        TableColumn("measure", "Which measure."),
        TableColumn("process", "Way of working together; all is any of them."),
        TableColumn("wave", "Wave."),
        TableColumn("ties", "Which ties count: reported (by anyone), confirmed (by both), posterior (many draws)."),
        TableColumn("value", "Its value."),
        TableColumn("low", "Smaller of its values with all unknown pairs absent and all present; posterior: of 95 %."),
        TableColumn("high", "Larger of these."),
        TableColumn("missing", "What the number leaves out: unknown_as_absent or not_interviewed."),
        TableColumn("definition", "What it tells, in one sentence."),
        TableColumn("formula", "How it is computed."),
        TableColumn(
            "bounds",
            "Whether low and high bound it (true), are extremes, an interval, not there (none), or left out because "
            "ties drawn one by one show less reciprocity, closure and centralisation than there is (drawn_apart).",
        ),
        TableColumn("evidence", "Statements behind the ties of this layer."),
    ),
    rows=_rows,
    order=7,
)
