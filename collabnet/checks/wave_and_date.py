"""Interviews whose date does not fit their wave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.cells import iso_date
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding
from collabnet.study import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which interview was held after all of a later wave, or before all of an earlier one."""
    order = {wave.id: position for position, wave in enumerate(context.settings.waves)}
    first = context.settings.waves[0].id
    table = context.table("interviews")
    table = table[~table["kind"].isin(WRITTEN)]
    days = [iso_date(day) or "" for day in table["date"]]
    places = [order.get(wave or first) for wave in table["wave"]]
    dated = [(day, place_) for day, place_ in zip(days, places, strict=True) if day and place_ is not None]
    table = table.assign(day=days, position=pd.Series(places, index=table.index, dtype="float64"))
    for row in rows(table, (table["day"] != "") & table["position"].notna()):
        later = [day for day, position in dated if position > row["position"]]
        earlier = [day for day, position in dated if position < row["position"]]
        if (later and row["day"] > max(later)) or (earlier and row["day"] < min(earlier)):
            yield Finding(
                "date_outside_wave",
                "warning",
                **place(row, "date"),
                expected="a date among those of its wave",
                remedy="Correct the date or the wave: the interviews of the other wave lie on the wrong side of it.",
            )


WAVE_AND_DATE = Check(
    key="wave_and_date",
    title="date that does not fit the wave",
    sentence="Waves follow each other.",
    check=check,
    order=74,
)
