"""Where it sits: by people's own account, and by the model; what both say of each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.sentences import at_wave, capital, leaders, number, records
from dashboard.sentences.scores import PARTS, sits_sentence
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score
    from dashboard.words import Say

STATED: Final = (*PARTS, "unclear")
"""Where people place it, as the column ``part`` writes it."""

STRUCTURAL: Final = {
    "shared": N_("shared by all"),
    "source": N_("tied to organisations that turn to others"),
    "target": N_("tied to organisations that others turn to"),
    "relation": N_("tied to particular pairs"),
}
"""Where the model finds the distance to a level; never called a cause, and never the system."""

SPEAKERS: Final = {"": N_("all that is said"), "_self": N_("of themselves"), "_other": N_("of others")}
"""About whom organisations speak: ending of the columns to words."""

FEWEST: Final = 2
"""Organisations that must speak of themselves, or of others, for their shares to stand beside those of all."""

ALIKE: Final = {"system": ("shared",), "relation": ("relation",), "own": ("source", "target"),
                "other": ("source", "target")}  # fmt: skip
"""Which part of the model points the same way as what people say."""


@dataclass(frozen=True)
class Part:
    """One part of the whole, with its 95 % interval; shares are 0 to 1."""

    key: str
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Stated:
    """Where organisations place it: when they speak of all, of themselves or of others."""

    speaker: str
    organisations: int
    parts: tuple[Part, ...]

    @property
    def hidden(self) -> float:
        """Return the share that this view does not show, because too few organisations stand behind a part."""
        left = 1.0 - sum(part.share for part in self.parts)
        return left if left > 0.005 else 0.0

    def shares(self) -> dict[str, float]:
        """Return the share of each part."""
        return {part.key: part.share for part in self.parts}


@dataclass(frozen=True)
class Level:
    """A level from 0 to 100, and whether the network agreed on it."""

    value: float
    agreed: bool


def stated(seen: Seen, domain: str, wave: str) -> tuple[Stated, ...]:
    """Return where organisations place it: all together, of themselves, of others; those that may be seen."""
    rows = {str(row["part"]): row for row in _rows(seen, "attribution", domain, wave, basis="stated")}
    found = [_stated(speaker, rows) for speaker in SPEAKERS]
    return tuple(one for one in found if one.parts and (one.organisations >= FEWEST or not one.speaker))


def structural(seen: Seen, domain: str, wave: str) -> tuple[Part, ...]:
    """Return where the model finds the distance to the level in force."""
    rows = {str(row["part"]): row for row in _rows(seen, "attribution", domain, wave, basis="structural")}
    return tuple(_part(rows[key], key) for key in STRUCTURAL if key in rows)


def curve(seen: Seen, domain: str, wave: str) -> dict[float, tuple[Part, ...]]:
    """Return the same over the level, in its order."""
    found: dict[float, list[Part]] = {}
    for row in _rows(seen, "attribution_curve", domain, wave):
        found.setdefault(number(row, "aim"), []).append(_part(row, str(row["part"])))
    order = {key: place for place, key in enumerate(STRUCTURAL)}
    return {aim: tuple(sorted(found[aim], key=lambda part: order.get(part.key, 9))) for aim in sorted(found)}


def level_in_force(seen: Seen, whole: Score) -> Level | None:
    """Return the level that the score of the whole network is held against: agreed, or the convention."""
    rows = at_wave(seen, "scores", whole.wave)
    rows = rows[(rows["level"] == "network") & (rows["domain"] == whole.domain) & (rows["voice"] == whole.voice)]
    if rows.empty or math.isnan(float(rows["aim"].iloc[0])):
        return None
    return Level(float(rows["aim"].iloc[0]), str(rows["aim_is"].iloc[0]) == "set")


def level_words(level: Level, say: Say) -> str:
    """Say a level; that nobody agreed on it where it is the convention."""
    if level.agreed:
        return say("the level agreed of {aim}", aim=say.number(level.value))
    return say("a level of {aim}", aim=say.number(level.value))


def stated_title(found: Sequence[Stated], title: str, say: Say) -> str:
    """Say where it is most often placed."""
    said = sits_sentence(found[0].shares(), say) if found else ""
    if not said:
        return say("{domain}: nobody says clearly where it sits", domain=title)
    return say("{domain}: {sentence}", domain=title, sentence=said)


def structural_title(parts: Sequence[Part], level: Level, say: Say) -> str:
    """Say where most of the distance lies by the model; that it cannot be told apart where intervals overlap."""
    first = largest(parts)
    values = {"level": level_words(level, say), "where": say(STRUCTURAL[first.key]), "share": say.percent(first.share)}
    if clear(parts):
        return say("Of the distance to {level}, the largest part is {where} ({share})", **values)
    return say("Of the distance to {level}, no part is clearly the largest: {share} is {where}", **values)


def curve_title(found: Mapping[float, tuple[Part, ...]], level: Level, say: Say) -> str:
    """Say how what is shared changes with the level."""
    wanted = sorted({50.0, level.value, 100.0} & set(found))
    told = [
        say("{share} at {aim}", share=say.percent(_share(found[aim], "shared")), aim=say.number(aim)) for aim in wanted
    ]
    return say("Shared by all, by the level asked: {shares}", shares=say.listing(told))


MOST: Final = 0.5
"""Share above which something is said most often."""


def compared(said: Sequence[Stated], parts: Sequence[Part], level: Level, say: Say) -> str:
    """Put beside each other what people say and what the model finds; empty where either is missing, or nothing leads.

    "Most often" is said of more than half of what people say.
    """
    people = [part for part in said[0].parts if part.key in ALIKE] if said else []
    if not parts or len(leaders({part.key: part.share for part in people})) != 1:
        return ""
    first, second = largest(people), largest(parts)
    values = {
        "where": say.locus(first.key),
        "share": say.percent(first.share),
        "level": level_words(level, say),
        "other": say(STRUCTURAL[second.key]),
        "part": say.percent(second.share),
    }
    told = (
        say(
            "People most often say that it sits {where} ({share}); by the model, the largest part of the distance to "
            "{level} is {other} ({part}).",
            **values,
        )
        if first.share > MOST
        else say(
            "People say that it sits {where} ({share}) more often than elsewhere; by the model, the largest part of "
            "the distance to {level} is {other} ({part}).",
            **values,
        )
    )
    return say("{sentence} {addition}", sentence=told, addition=_verdict(first, second, people, parts, say))


def share_words(share: float, say: Say) -> str:
    """Write a share; one of the model's may lie a little below 0, and nothing is never negative."""
    told = say.percent(abs(share))
    return f"−{told}" if share < 0 and told != say.percent(0.0) else told


def largest(parts: Sequence[Part]) -> Part:
    """Return the largest part."""
    return max(parts, key=lambda part: part.share)


def clear(parts: Sequence[Part]) -> bool:
    """Tell whether the largest part lies clearly above every other one."""
    first = largest(parts)
    return all(other.high < first.low for other in parts if other.key != first.key)


def _verdict(first: Part, second: Part, people: Sequence[Part], parts: Sequence[Part], say: Say) -> str:
    sure = clear(people) and clear(parts)
    if second.key not in ALIKE[first.key]:
        if sure:
            return say("The two point different ways, which is worth a closer look.")
        return say("The two point different ways, but the intervals are too wide to rely on it.")
    if sure:
        return say("The two point the same way.")
    return say("The two point the same way, but the intervals are too wide to rely on it.")


def _stated(speaker: str, rows: Mapping[str, Mapping[str, Any]]) -> Stated:
    parts = tuple(_part(rows[key], key, speaker) for key in STATED if key in rows)
    known = tuple(part for part in parts if not math.isnan(part.share))
    voices = [number(row, f"organisations{speaker}") for row in rows.values()]
    heard = [voice for voice in voices if not math.isnan(voice)]
    return Stated(speaker, int(max(heard, default=0)), known)


def _part(row: Mapping[str, Any], key: str, speaker: str = "") -> Part:
    return Part(key, *(number(row, f"{name}{speaker}") for name in ("share", "low", "high")))


def _share(parts: Sequence[Part], key: str) -> float:
    return next((part.share for part in parts if part.key == key), math.nan)


def _rows(seen: Seen, name: str, domain: str, wave: str, *, basis: str = "") -> list[dict[str, Any]]:
    rows: pd.DataFrame = at_wave(seen, name, wave)
    if rows.empty:
        return []
    rows = rows[rows["domain"] == domain]
    return records(rows[rows["basis"] == basis] if basis else rows)


def said_of(one: Stated, say: Say) -> str:
    """Say about whom organisations speak, and how many do."""
    return say("{speaker} ({n} organisations)", speaker=capital(say(SPEAKERS[one.speaker])), n=one.organisations)
