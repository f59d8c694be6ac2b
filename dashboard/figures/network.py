"""The network as a drawing: who stands where, in which colour and size, and what each line says."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard import picks
from dashboard.figures import SHAPES, Drawing, Edge, Key, Node
from dashboard.figures.colours import SECTORS, score_colour
from dashboard.rows import records
from dashboard.selection import DRAWN, Wish, asked, directed, measured, organisations, ties
from dashboard.sentences import expected, study_has
from dashboard.words import N_, TIE_STATES, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

ROOM = 108.0
"""Pixels a side that each organisation gets on average."""

CLEAR, STEPS, MANY = 70.0, 40, 200
"""Pixels between two organisations at least, how often they are pushed, and up to how many organisations."""

SMALL, LARGE = 12.0, 46.0
"""Diameters of the smallest and the largest organisation."""

PROCESS_COLOURS = {"information_exchange": "#0072B2", "case_transfer": "#B8560F", "case_coordination": "#00795A"}
"""Each way of working together has one colour, everywhere."""

MORE_COLOURS = ("#8C4A82", "#6B6200", "#3E6C99", "#7A4B2A", "#5A5A5A")


@dataclass(frozen=True)
class _Looks:
    """What organisations look like: the group of each, colour and shape of each group, diameters and their samples."""

    groups: Mapping[str, str]
    palette: Mapping[str, tuple[str, str]]
    sizes: Mapping[str, float]
    samples: tuple[tuple[float, float], ...]
    who_was_interviewed: bool


def draw(seen: Seen, state: State, wish: Wish) -> Drawing:
    """Describe the network of one wave as it is wished for."""
    text = say(state)
    people = organisations(seen, state.wave, wish)
    rows = ties(seen, state.wave, wish, set(people["organisation_id"]))
    everyone = seen.tables["organisations"]
    everyone = everyone[everyone["kind"].eq("organisation")]
    looks = _Looks(
        *_groups(people, everyone, wish.colour),
        *_sizes(seen, people, state.wave, wish),
        study_has.who_was_interviewed(seen),
    )
    width, height = _extent(len(seen.network_positions))
    nodes = _nodes(seen, state, people, _neighbours(rows), looks, wish)
    edges = _edges(seen, state, rows, wish)
    legend = _legend(text, seen, looks, edges, wish, dark=state.dark)
    return Drawing(nodes, edges, legend, _notes(seen, state, text, wish), width, height)


def process_colour(seen: Seen, process: str, *, dark: bool) -> str:
    """Return the colour of a way of working together; lighter on a dark ground."""
    others = [key for key in seen.settings.processes if key not in PROCESS_COLOURS]
    if process in PROCESS_COLOURS:
        colour = PROCESS_COLOURS[process]
    elif process in others:
        colour = MORE_COLOURS[others.index(process) % len(MORE_COLOURS)]
    else:
        colour = "#5d6880"
    return _lighter(colour) if dark else colour


def _extent(number: int) -> tuple[float, float]:
    side = ROOM * math.sqrt(max(number, 6))
    return side * 1.25, side * 0.9


def _places(seen: Seen) -> dict[str, tuple[float, float]]:
    """Return where each organisation stands, in pixels, the same whatever is asked for; those too close step apart."""
    width, height = _extent(len(seen.network_positions))
    points = seen.network_positions[["x", "y"]].to_numpy(dtype=float) * (width, height)
    if 1 < len(points) <= MANY:
        points = _apart(points, (width, height))
    keys = map(str, seen.network_positions.index)
    return {key: (round(float(x), 1), round(float(y), 1)) for key, (x, y) in zip(keys, points, strict=True)}


def _apart(points: np.ndarray, extent: tuple[float, float]) -> np.ndarray:
    """Push apart those that stand closer than a circle with its name, a little at a time."""
    for _ in range(STEPS):
        offset = points[:, None, :] - points[None, :, :]
        distance = np.hypot(offset[..., 0], offset[..., 1])
        np.fill_diagonal(distance, np.inf)
        lack = np.clip(CLEAR - distance, 0.0, None)
        if not lack.any():
            break
        push = (offset / np.maximum(distance, 1.0)[..., None]) * lack[..., None] / 2
        points = np.clip(points + push.sum(axis=1), 0.0, extent)
    return points


def _groups(
    people: pd.DataFrame, everyone: pd.DataFrame, column: str
) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Give each organisation its group, and each group of the whole study a colour and a shape that no filter changes.

    Up to eight groups differ by colour; further ones use the same colours again in other shapes.
    """
    groups = dict(zip(people["organisation_id"], _values(people, column), strict=True))
    order = sorted(set(_values(everyone, column)), key=lambda word: (word == "", word))
    palette = {
        word: (SECTORS[place % len(SECTORS)], SHAPES[(place // len(SECTORS)) % len(SHAPES)])
        for place, word in enumerate(order)
    }
    return groups, palette


def _values(people: pd.DataFrame, column: str) -> pd.Series[str]:
    return people[column].map(_word) if column in people else pd.Series("", index=people.index)


def _word(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, tuple | list):
        return " ".join(sorted(map(str, value)))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _sizes(
    seen: Seen, people: pd.DataFrame, wave: str, wish: Wish
) -> tuple[dict[str, float], tuple[tuple[float, float], ...]]:
    """Return a diameter for each organisation, its area in proportion to the measure, and three samples."""
    values = measured(seen, wave, wish)
    values = {key: max(values.get(key, 0.0), 0.0) for key in people["organisation_id"]}
    largest = max(values.values(), default=0.0)
    if wish.size == "none" or largest <= 0:
        return dict.fromkeys(values, 26.0), ()
    diameters = {key: _diameter(value / largest) for key, value in values.items()}
    samples = {share * largest for share in (0.1, 0.5, 1.0)}
    if all(value.is_integer() for value in values.values()):
        samples = {max(float(round(value)), 1.0) for value in samples}
    return diameters, tuple((value, _diameter(value / largest)) for value in sorted(samples))


def _diameter(share: float) -> float:
    return math.sqrt(SMALL**2 + share * (LARGE**2 - SMALL**2))


def _nodes(
    seen: Seen, state: State, people: pd.DataFrame, near: Mapping[str, tuple[str, ...]], looks: _Looks, wish: Wish
) -> tuple[Node, ...]:
    text = say(state)
    places = _places(seen)
    made = []
    for row in records(people):
        key = str(row["organisation_id"])
        name = text.name(seen, key)
        colour, shape = looks.palette[looks.groups[key]]
        partners = near.get(key, ())
        node = Node(
            key=key,
            label=name,
            x=places[key][0],
            y=places[key][1],
            size=round(looks.sizes[key], 1),
            fill=colour,
            shape=shape,
            interviewed=asked(row["interviewed"], state.wave) or not looks.who_was_interviewed,
            pick=picks.organisation(key),
            neighbours=partners,
            told=_told(text, seen, row, partners),
            faint=bool(wish.search) and wish.search.casefold() not in name.casefold(),
        )
        made.append(node)
    return tuple(sorted(made, key=lambda node: node.label.casefold()))


def _neighbours(rows: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for source, target in zip(rows["source"], rows["target"], strict=True):
        found.setdefault(source, set()).add(target)
        found.setdefault(target, set()).add(source)
    return {key: tuple(sorted(others)) for key, others in found.items()}


def _told(text: Say, seen: Seen, row: Mapping[str, Any], partners: Sequence[str]) -> str:
    name = text.name(seen, row["organisation_id"])
    sector = text.label(seen, row["sector"])
    if not partners:
        return text("{name}, {sector}: no working relations drawn", name=name, sector=sector)
    if len(partners) == 1:
        return text(
            "{name}, {sector}: works with {partner}", name=name, sector=sector, partner=text.name(seen, partners[0])
        )
    return text(
        "{name}, {sector}: works with {number} organisations",
        name=name,
        sector=sector,
        number=text.number(len(partners)),
    )


def _edges(seen: Seen, state: State, rows: pd.DataFrame, wish: Wish) -> tuple[Edge, ...]:
    lens = _lens(seen, state, wish.lens)
    strengths = rows["strength"].fillna(1.0).astype(float)
    largest = max(float(strengths.max()) if len(strengths) else 1.0, 1.0)
    made = []
    for row, strength in zip(records(rows), strengths, strict=True):
        colour = (
            lens.get((row["source"], row["target"]), _faint(state.dark))
            if wish.lens
            else process_colour(seen, row["process"], dark=state.dark)
        )
        negative = row.get("negative") is True
        width = 1.8 if largest == 1.0 else 1.4 + 3.6 * strength / largest
        made.append(
            Edge(
                key=f"{row['source']}>{row['target']}:{row['process']}",
                source=row["source"],
                target=row["target"],
                state=row["state"],
                colour=_negative(state.dark) if negative else colour,
                width=round(width, 2),
                directed=directed(seen, row["process"]),
                negative=negative,
                pick=picks.tie(row["source"], row["target"], row["process"], state.wave),
                unrated=bool(wish.lens) and not negative and (row["source"], row["target"]) not in lens,
            )
        )
    return tuple(made)


def _lens(seen: Seen, state: State, domain: str) -> dict[tuple[str, str], str]:
    """Return the colour of each pair's score in one domain; a score with too little evidence gives none."""
    table = seen.tables.get("scores", pd.DataFrame())
    if not domain or table.empty:
        return {}
    rows = table[
        (table["level"] == "dyad")
        & (table["domain"] == domain)
        & (table["wave"] == state.wave)
        & (table["voice"] == "organisations")
        & table["score"].notna()
    ]
    triples = zip(rows["source"], rows["target"], rows["score"].astype(float), strict=True)
    return {(source, target): score_colour(value, dark=state.dark) for source, target, value in triples}


def _faint(dark: bool) -> str:
    return "#47516a" if dark else "#b9c0cd"


def _negative(dark: bool) -> str:
    return "#ff9d9d" if dark else "#9b1c31"


def _lighter(colour: str) -> str:
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * 0.45):02x}" for part in parts)


def _legend(
    text: Say, seen: Seen, looks: _Looks, edges: Sequence[Edge], wish: Wish, *, dark: bool
) -> tuple[tuple[str, tuple[Key, ...]], ...]:
    borders = (Key("border", text("interviewed"), shape="filled"), Key("border", text("not interviewed"), shape="open"))
    sizes = tuple(
        Key("size", text.number(value, 0 if value >= 10 or value == int(value) else 1), size=diameter)
        for value, diameter in looks.samples
    )
    parts = (
        (text("Organisations"), _group_keys(text, seen, looks, wish)),
        (text("Border"), borders if study_has.interviews(seen) and looks.who_was_interviewed else ()),
        (text("Working relations"), _state_keys(text, seen, edges)),
        (text("Colour of lines"), _colour_keys(text, seen, edges, wish, dark=dark)),
        (text("Size"), sizes),
    )
    return tuple((title, keys) for title, keys in parts if keys)


def _group_keys(text: Say, seen: Seen, looks: _Looks, wish: Wish) -> tuple[Key, ...]:
    counts = Counter(looks.groups.values())
    words = {
        word: text.label(seen, word) if wish.colour == "sector" else value_word(text, seen, word)
        for word in looks.palette
    }
    return tuple(
        Key("node", words[word], colour=colour, shape=shape, number=counts[word])
        for word, (colour, shape) in looks.palette.items()
    )


def _state_keys(text: Say, seen: Seen, edges: Sequence[Edge]) -> tuple[Key, ...]:
    counts = Counter("negative" if edge.negative else edge.state for edge in edges)
    words = {code: text.state(seen, code) for code in TIE_STATES} | {"negative": text("conflict or avoidance")}
    return tuple(Key("line", words[code], state=code, number=counts[code]) for code in words if counts[code])


def _colour_keys(text: Say, seen: Seen, edges: Sequence[Edge], wish: Wish, *, dark: bool) -> tuple[Key, ...]:
    if wish.lens:
        steps = (Key("scale", text.number(at), colour=score_colour(at, dark=dark)) for at in (0, 25, 50, 75, 100))
        return (*steps, Key("unrated", text("not rated, or too little known"), colour=_faint(dark)))
    processes = dict.fromkeys(edge.key.rsplit(":", 1)[1] for edge in edges)
    if len(processes) < 2:
        return ()
    colours = {edge.key.rsplit(":", 1)[1]: edge.colour for edge in edges if not edge.negative}
    return tuple(Key("colour", text.process(seen, key), colour=colours[key]) for key in processes if key in colours)


def value_word(text: Say, seen: Seen, word: str) -> str:
    """Say a value of an attribute: yes, no, not said, a term of the study, or the word itself."""
    fixed = {"": text("not said"), "yes": text("yes"), "no": text("no"), "True": text("yes"), "False": text("no")}
    return fixed.get(word) or text.label(seen, word)


def _denied(seen: Seen) -> str:
    return N_("{number} answered with no") if study_has.interviews(seen) else N_("{number} with a no in the file")


def _notes(seen: Seen, state: State, text: Say, wish: Wish) -> tuple[str, ...]:
    """Say how many relations are known of but not drawn: unknown, denied, ended."""
    table = seen.tables["ties"]
    rows = table[(table["wave"] == state.wave) & table["process"].isin(wish.processes or ("all",))]
    shown = wish.states or DRAWN
    counted = {code: int((rows["state"] == code).sum()) for code in ("absent", "ended") if code not in shown}
    links = expected.links(seen, state.wave, processes=wish.processes)
    unknown = expected.without_information(links, text) if seen.view == "researcher" and "unknown" not in shown else ""
    sentences = {
        "absent": text(_denied(seen), number=text.number(counted.get("absent", 0))),
        "ended": text("{number} ended", number=text.number(counted.get("ended", 0))),
    }
    return (*([unknown] if unknown else []), *(sentences[code] for code, number in counted.items() if number))
