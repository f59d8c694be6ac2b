"""What every column of every table means: the codebook that goes with an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.views import Seen

CODEBOOK_COLUMNS: Final = ("table", "one_row_is", "column", "meaning", "unit")


def codebook_rows(seen: Seen) -> Iterator[tuple[str, str, str, str, str]]:
    """Return one row per column that is written, in the order in which it is written."""
    known = tables()
    for name, frame in seen.tables.items():
        table = known.get(name)
        columns = {column.name: column for column in table.columns} if table else {}
        for column in map(str, frame.columns):
            found = columns.get(column)
            said = (found.explained, found.unit) if found else ("", "")
            yield name, table.sentence if table else "", column, *said
