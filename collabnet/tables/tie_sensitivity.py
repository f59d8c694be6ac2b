"""How much the network depends on how forgetful we think reporters are."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from collabnet.network import ALL, PRIORS
from collabnet.tables._record import Parts, Table, TableColumn

SETTLED: Final = "settled_by_reports"
TWO_REPORTS: Final = "two_reports_do_not_settle"
NOBODY_ASKED: Final = "nobody_was_asked"

SENTENCES: Final = {
    SETTLED: "Most pairs asked about have three reports or more: they tell how far reporters can be trusted.",
    TWO_REPORTS: "Most pairs have two reports or fewer, which cannot tell forgetful reporters in a dense network from "
    "reliable ones in a sparse one: the range over the three priors shows how much that matters.",
    NOBODY_ASKED: "Nobody was asked about given organisations: how many ties were named says something, which pair "
    "went unnamed says nothing, and what is believed beforehand decides most. Showing a list of organisations in "
    "interviews would mend this.",
}


def _rows(parts: Parts) -> pd.DataFrame:
    network = parts.network
    if not network.two_sided:
        return pd.DataFrame(columns=[column.name for column in COLUMNS])
    places = [(process, wave) for process in network.processes if process != ALL for wave in network.waves]
    return pd.DataFrame(
        [_row(parts, process, wave, place) for process, wave in places for place in range(len(PRIORS))],
        columns=[column.name for column in COLUMNS],
    )


def _row(parts: Parts, process: str, wave: str, place: int) -> dict[str, Any]:
    prior = PRIORS[place]
    posterior = parts.network.posterior(wave, prior)
    cells, rates = posterior.cells[process], posterior.rates[process]
    asked = int(cells.asked.sum())
    remark = NOBODY_ASKED if not asked else SETTLED if posterior.settled(process) else TWO_REPORTS
    ties = posterior.expected_ties(process)
    possible = posterior.layers[process].possible
    numbers = {"ties": ties, "density": ties / possible if possible else np.full(len(ties), np.nan),
               "recall": rates.recall, "false_positive": rates.false_positive}  # fmt: skip
    ends = {}
    for name, drawn in numbers.items():
        ends[name] = float(np.mean(drawn))
        ends[f"{name}_low"], ends[f"{name}_high"] = (float(end) for end in np.quantile(drawn, (0.025, 0.975)))
    best = dict(zip(BEST, posterior.most_likely(process), strict=True))
    facts = {"reported": posterior.layers[process].m, "pairs_asked": asked, "remark": remark}
    return {
        "process": process,
        "wave": wave,
        "prior": prior.key,
        **ends,
        **best,
        **facts,
        "remark_text": SENTENCES[remark],
    }


BEST: Final = ("density_most_likely", "recall_most_likely", "false_positive_most_likely")

COLUMNS: Final = (
    TableColumn("process", "Way of working together."),
    TableColumn("wave", "Wave."),
    TableColumn("prior", "What is believed beforehand of reporters: usual, forgetful or attentive."),
    TableColumn("ties", "Ties that are expected to exist, unknown pairs included."),
    TableColumn("ties_low", "Lower end of its 95 % interval."),
    TableColumn("ties_high", "Upper end of its 95 % interval."),
    TableColumn("density", "Share of all pairs that have a tie.", "0–1"),
    TableColumn("density_low", "Lower end of its 95 % interval.", "0–1"),
    TableColumn("density_high", "Upper end of its 95 % interval.", "0–1"),
    TableColumn("recall", "How often reporters name a tie that exists.", "0–1"),
    TableColumn("recall_low", "Lower end of its 95 % interval.", "0–1"),
    TableColumn("recall_high", "Upper end of its 95 % interval.", "0–1"),
    TableColumn("false_positive", "How often reporters name a tie that does not exist.", "0–1"),
    TableColumn("false_positive_low", "Lower end of its 95 % interval.", "0–1"),
    TableColumn("false_positive_high", "Upper end of its 95 % interval.", "0–1"),
    TableColumn("reported", "Ties that are reported by anyone."),
    TableColumn("pairs_asked", "Pairs that somebody was asked about."),
    TableColumn("remark", "Whether reports settle the rates, as a code."),
    TableColumn("remark_text", "The same in a sentence."),
    TableColumn("density_most_likely", "Most likely share of pairs with a tie (the peak).", "0–1"),
    TableColumn("recall_most_likely", "Most likely recall (the peak; recall is the mean).", "0–1"),
    TableColumn("false_positive_most_likely", "Most likely false-positive rate (the peak).", "0–1"),
)

TIE_SENSITIVITY = Table(
    key="tie_sensitivity",
    title="what depends on how forgetful reporters are",
    sentence="One way of working together in one wave, under one belief about how often reporters name ties.",
    columns=COLUMNS,
    rows=_rows,
    always=False,
    order=8,
)
