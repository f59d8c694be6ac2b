"""How many links are expected, and how many of them are known to work."""

from __future__ import annotations

import pandas as pd

from collabnet.network import ALL
from collabnet.network.expected import expected_links
from collabnet.tables._record import Parts, Table, TableColumn


def _rows(parts: Parts) -> pd.DataFrame:
    required, ties = parts.network.required, parts.network.ties
    names = [column.name for column in EXPECTED_LINKS.columns]
    rows = []
    for wave in parts.network.waves:
        here, known = required[required["wave"] == wave], ties[ties["wave"] == wave]
        for process in (*sorted(set(here["process"])), ALL):
            found = expected_links(here if process == ALL else here[here["process"] == process], known)
            numbers = (found.expected, found.known, found.works, found.falls_short, found.unknown)
            rows += [(wave, process, *numbers)] if found.expected else []
    return pd.DataFrame(rows, columns=names)


EXPECTED_LINKS = Table(
    key="expected_links",
    title="what is known of expected links",
    sentence="How many links are expected and what is known of them, per wave and way of working together (and all).",
    columns=(
        TableColumn("wave", "Wave."),
        TableColumn("process", "Way of working together, or all of them added up."),
        TableColumn("expected", "Pairs that are expected to work together in this way.", "links"),
        TableColumn("known", "Those of which it is known whether they work.", "links"),
        TableColumn("works", "Those that are known to work.", "links"),
        TableColumn(
            "falls_short", "Those that are denied, not named when both were asked, have ended or fail.", "links"
        ),
        TableColumn("unknown", "Those of which nobody said, or accounts differ, or neither of the two spoke.", "links"),
    ),
    rows=_rows,
    order=3,
)
