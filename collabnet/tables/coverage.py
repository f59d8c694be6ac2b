"""How much is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    import pandas as pd


def _rows(parts: Parts) -> pd.DataFrame:
    """Return one row per condition and way of working together; a file of ties tells of no condition."""
    frame = parts.coverage
    return frame if parts.network.two_sided else frame[frame["kind"].ne("domain")]


COVERAGE = Table(
    key="coverage",
    title="how much we know",
    sentence="How many of the expected pairs were spoken about, and from how many sides.",
    columns=(
        TableColumn("kind", "domain or process."),
        TableColumn("key", "Which condition or way of working together."),
        TableColumn("wave", "Wave."),
        TableColumn("interviewed", "Organisations of the network interviewed.", "organisations", on_reporters=True),
        TableColumn("required", "Pairs expected to work together; 0 where none are declared.", "pairs"),
        TableColumn("required_with_statement", "Expected pairs that somebody spoke about.", "pairs"),
        TableColumn("two_sided", "Pairs about which both sides spoke.", "pairs", on_reporters=True),
        TableColumn("one_sided", "Pairs about which one side spoke.", "pairs", on_reporters=True),
        TableColumn("neither", "Pairs about which neither side spoke.", "pairs", on_reporters=True),
        TableColumn(
            "reporters_effective",
            "Reporters that would weigh as much if all spoke equally.",
            "reporters",
            on_reporters=True,
        ),
        TableColumn("organisations", "Organisations of the network.", "organisations"),
        TableColumn("basis", "required, or stated_pairs where no pairs are expected: no complete list."),
        TableColumn("pairs", "Pairs that the sides are counted over.", "pairs"),
        TableColumn("evidence", "Statements it rests on."),
        TableColumn(
            "others",
            "Of the pairs about which neither side spoke, those of which others did.",
            "pairs",
            on_reporters=True,
        ),
    ),
    rows=_rows,
    order=12,
)
