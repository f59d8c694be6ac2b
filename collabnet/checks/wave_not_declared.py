"""Waves that the study does not declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS: Final = (("interviews", "wave"), ("organisations", "from_wave"), ("organisations", "to_wave"))


def check(context: Context) -> Iterator[Finding]:
    """Say which wave stands in a table and not in the settings."""
    declared = [wave.id for wave in context.settings.waves]
    for name, column in COLUMNS:
        table = context.table(name)
        for row in rows(table, ~table[column].isin([*declared, ""])):
            yield Finding(
                "wave_not_declared",
                "error",
                **place(row, column),
                expected="a wave that the study declares: {waves}",
                remedy="Declare the wave under [[waves]] in study.toml, or correct it here.",
                values={"waves": ", ".join(declared)},
            )
    interviews = context.table("interviews")
    if len(declared) > 1:
        for row in rows(interviews, interviews["wave"] == ""):
            yield Finding(
                "wave_missing",
                "warning",
                **place(row, "wave"),
                expected="the wave of every interview, where there are several",
                remedy="It counts as wave {first}. Fill in the wave.",
                values={"first": declared[0]},
            )


WAVE_NOT_DECLARED = Check(
    key="wave_not_declared",
    title="wave not declared",
    sentence="Every wave is one that the study declares.",
    check=check,
    order=14,
)
