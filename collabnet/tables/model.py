"""What the model learned of sizes and levels."""

from __future__ import annotations

import pandas as pd

from collabnet.tables._record import Parts, Table, TableColumn


def _rows(parts: Parts) -> pd.DataFrame:
    if parts.modelled is None:
        return pd.DataFrame()
    frame = parts.modelled.parameters
    scores = parts.scores[parts.scores["level"].isin(["network", "context"])]
    known: dict[tuple[str, str, str], set[str]] = {}
    for level, domain, wave, ids in scores[["level", "domain", "wave", "evidence"]].itertuples(index=False):
        model = "context" if level == "context" else "collaboration"
        for place in ((model, domain, wave), (model, domain, ""), (model, "", "")):
            known.setdefault(place, set()).update(ids)
    keys = zip(frame["model"], frame["domain"], frame["wave"], strict=True)
    ids = [tuple(sorted(known.get(key, ()))) for key in keys]
    return frame.assign(evidence=pd.Series(ids, index=frame.index, dtype=object))


MODEL = Table(
    key="model",
    title="what the model learned",
    sentence="Sizes, shifts and levels that the scoring model learned, and whether its chains agree.",
    columns=(
        TableColumn("model", "collaboration, or context."),
        TableColumn("parameter", "deviation_… (how much it differs), shift_…, correlation_…, level, score_network."),
        TableColumn("domain", "Condition; empty for all."),
        TableColumn("wave", "Wave; empty for all."),
        TableColumn("value", "Posterior mean.", "points"),
        TableColumn("low", "Lower end of its 95 % interval.", "points"),
        TableColumn("high", "Upper end of its 95 % interval.", "points"),
        TableColumn("rhat", "Split R-hat: 1 where the chains agree, at most 1.01 is asked."),
        TableColumn("ess", "Effective sample size, bulk or tail: at least 400 is asked.", "draws"),
        TableColumn("levels", "How many effects of the kind there are."),
        TableColumn("draws", "Draws.", "draws"),
        TableColumn("evidence", "Statements it rests on."),
    ),
    rows=_rows,
    always=False,
    order=13,
)
