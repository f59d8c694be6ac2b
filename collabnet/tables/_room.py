"""Making every table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.registry import inhabitants
from collabnet.tables._record import Parts, Table, empty, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

ROOM = "collabnet.tables"


def tables() -> Mapping[str, Table]:
    """Return every table that there can be, by key, in the order of lists."""
    return inhabitants(ROOM, Table)


def build(parts: Parts, keys: Iterable[str] | None = None) -> dict[str, pd.DataFrame]:
    """Make every table of an analysis: codes and numbers, lists joined by a bar, rows in an order of their own.

    Parameters
    ----------
    parts
        What the stages before have made.
    keys
        Only these tables; all where nothing is said.

    Returns
    -------
    dict
        Table name to frame. The order of rows in the files that were read changes nothing here.
    """
    made = {key: _made(tables()[key], parts) for key in (tables() if keys is None else keys)}
    return {key: frame for key, frame in made.items() if len(frame) or tables()[key].always}


def _made(table: Table, parts: Parts) -> pd.DataFrame:
    frame = joined(table.rows(parts)).reset_index(drop=True)
    names = [column.name for column in table.columns]
    more = [name for name in frame.columns if name not in names] if table.extra else []
    frame = frame.reindex(columns=[*names, *more])
    told = () if parts.network.two_sided else (column.name for column in table.columns if column.on_reporters)
    return frame.assign(**{name: empty(frame[name]) for name in told})
