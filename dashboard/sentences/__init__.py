"""What tables say, in sentences: plain functions from (seen, wave, say) to text and numbers, drawn by the pages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet.required import existing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.views import Seen
    from dashboard.words import Say

YES = ("confirmed", "mutual", "one_sided", "contested", "unverifiable", "listed", "reported_by_others", "reported")
"""States in which somebody says that two organisations work together."""


@dataclass(frozen=True)
class Sentence:
    """One computed sentence.

    Attributes
    ----------
    text
        What a person reads.
    pick
        Code of what lies behind it, for the drawer; empty where there is no single thing.
    """

    text: str
    pick: str = ""


def capital(sentence: str) -> str:
    """Return a sentence with its first letter in upper case: it may start with a term of the study."""
    return sentence[:1].upper() + sentence[1:]


def table(seen: Seen, name: str) -> pd.DataFrame:
    """Return a table that may be seen; an empty one where the study has none of that name."""
    return seen.tables[name] if name in seen.tables else pd.DataFrame()


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain values by column."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def number(row: Mapping[str, Any], name: str) -> float:
    """Return a cell as a number; NaN where there is none."""
    value = row.get(name)
    try:
        return float(value) if value is not None else math.nan
    except (TypeError, ValueError):
        return math.nan


def leaders(amounts: Mapping[str, float]) -> tuple[str, ...]:
    """Return every key that shares the highest amount above 0, as it is printed to a whole percentage of them all.

    "Most" may be said where there is one of them, "mostly" where it has more than half.
    """
    known = {key: value for key, value in amounts.items() if value > 0}  # NaN is not
    total = sum(known.values())
    shares = {key: round(100 * value / total) for key, value in known.items()}
    return tuple(key for key, share in shares.items() if share == max(shares.values()))


def of_what_is_shown(title: str, seen: Seen, say: Say) -> str:
    """Return a title that compares rows with the words that it compares only those that may be shown."""
    return say("{title} (of what may be shown)", title=title) if title and seen.view == "shared" else title


def within_scale(width: float) -> float:
    """Return the width of an interval as far as it lies on the scale: 100 points at most."""
    return min(width, 100.0)


def at_wave(seen: Seen, name: str, wave: str) -> pd.DataFrame:
    """Return the rows of one wave."""
    frame = table(seen, name)
    return frame[frame["wave"] == wave] if "wave" in frame else frame


def organisations_in(seen: Seen, wave: str) -> pd.DataFrame:
    """Return the organisations of the network in a wave, as measures count them: groups and forums left out.

    An organisation is there from its first wave to its last, and where a relation of it is reported.
    """
    rows = table(seen, "organisations")
    if not {"kind", "from_wave", "to_wave"} <= set(rows.columns):
        return rows
    there = existing(rows, seen.settings.waves).get(wave, frozenset())
    ties = at_wave(seen, "ties", wave)
    if len(ties):
        ties = ties[ties["state"].isin(YES)]
        there |= {*ties["source"], *ties["target"]}
    return rows[rows["kind"].eq("organisation") & rows["organisation_id"].isin(there)]


def wave_of(seen: Seen, wave: str) -> str:
    """Return the wave asked for, or the last one that was declared."""
    declared = [item.id for item in seen.settings.waves]
    return wave if wave in declared else (declared[-1] if declared else wave)


def wave_before(seen: Seen, wave: str) -> str:
    """Return the wave before a wave; empty for the first."""
    declared = [item.id for item in seen.settings.waves]
    place = declared.index(wave) if wave in declared else 0
    return declared[place - 1] if place else ""


def ids(joined: object) -> tuple[str, ...]:
    """Return the ids in a cell that joins them with a bar."""
    if isinstance(joined, tuple | list):
        return tuple(str(item) for item in joined)
    return tuple(part for part in str(joined).split("|") if part) if isinstance(joined, str) else ()


def citation(seen: Seen, say: Say) -> str:
    """Say how to cite the study: its title, its sources, and with what it was analysed."""
    sources = " ".join(f"{one.rstrip('.')}." for one in seen.settings.sources)
    return say(
        "{study}. {sources} Analysed with collabnet {version}, seed {seed}.",
        study=say.title(seen),
        sources=sources,
        version=_version(seen),
        seed=seen.manifest.get("seed", ""),
    ).replace(".  ", ". ")


def _version(seen: Seen) -> str:
    """Return which collabnet made the numbers."""
    versions = seen.manifest.get("versions")
    return str(versions.get("collabnet", "") if isinstance(versions, dict) else seen.manifest.get("version", "") or "")


def source(seen: Seen, wave: str, say: Say) -> str:
    """Say where a sentence comes from, for those who quote it: study, wave and version."""
    title = say.title(seen)
    version = _version(seen)
    if version:
        return say("{study}, {wave}; collabnet {version}", study=title, wave=say.wave(seen, wave), version=version)
    return say("{study}, {wave}; collabnet", study=title, wave=say.wave(seen, wave))
