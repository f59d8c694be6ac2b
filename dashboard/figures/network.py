"""The network as a drawing: who stands where, in which colour and size, and what each line says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import picks
from dashboard.figures import SHAPES, Drawing, Edge, Key, Node
from dashboard.figures.colours import SECTORS, score_colour
from dashboard.sentences import ids as several
from dashboard.words import TIE_STATES, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

DRAWN = ("confirmed", "one_sided", "contested", "unverifiable", "reported_by_others", "reported")
"""States that are drawn unless something else is asked for."""

ROOM = 108.0
"""Pixels a side that each organisation gets on average."""

SMALL, LARGE = 12.0, 46.0
"""Diameters of the smallest and the largest organisation."""

PROCESS_COLOURS = {"information_exchange": "#0072B2", "case_transfer": "#B8560F", "case_coordination": "#00795A"}
"""Each way of working together has one colour, everywhere."""

MORE_COLOURS = ("#8C4A82", "#6B6200", "#3E6C99", "#7A4B2A", "#5A5A5A")


@dataclass(frozen=True)
class Wish:
    """What is to be seen of the network.

    Attributes
    ----------
    processes
        Ways of working together, each with lines of its own; none means any of them, as one line.
    lens
        Domain whose scores colour the lines; empty for none.
    colour, size
        Column of organisations that gives colour, measure that gives size.
    basis
        ``reported`` or ``confirmed``.
    sectors, states
        What to keep; none means all (of the usual states).
    evidence_only
        Whether only relations with a statement are kept.
    search
        Words of a name; others step back.
    """

    processes: tuple[str, ...] = ()
    lens: str = ""
    colour: str = "sector"
    size: str = "degree"
    basis: str = "reported"
    sectors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    evidence_only: bool = False
    search: str = ""


def draw(seen: Seen, state: State, wish: Wish) -> Drawing:
    """Describe the network of one wave as it is wished for."""
    text = say(state)
    people = organisations(seen, wish)
    rows = ties(seen, state.wave, wish, set(people["organisation_id"]))
    groups, palette = _groups(people, wish.colour, text, seen)
    sizes, marks = _sizes(seen, people, rows, state.wave, wish)
    width, height = _extent(len(people))
    nodes = _nodes(seen, state, people, rows, (groups, palette, sizes), (width, height), wish)
    edges = _edges(seen, state, rows, wish)
    legend = _legend(text, seen, (groups, palette, marks), edges, wish)
    return Drawing(nodes, edges, legend, _notes(seen, state, text, wish), width, height)


def organisations(seen: Seen, wish: Wish) -> pd.DataFrame:
    """Return the organisations that are drawn: real ones, in the sectors asked for, with a place."""
    table = seen.tables["organisations"]
    kept = table[(table["kind"] == "organisation") & table["organisation_id"].isin(seen.network_positions.index)]
    return kept[kept["sector"].isin(wish.sectors)] if wish.sectors else kept


def ties(seen: Seen, wave: str, wish: Wish, ids: set[str]) -> pd.DataFrame:
    """Return the working relations that are drawn."""
    table = seen.tables["ties"]
    states = ("confirmed",) if wish.basis == "confirmed" else wish.states or DRAWN
    kept = table[
        (table["wave"] == wave)
        & table["process"].isin(wish.processes or ("all",))
        & table["state"].isin(states)
        & table["source"].isin(ids)
        & table["target"].isin(ids)
    ]
    return kept[kept["evidence"].map(lambda cell: bool(several(cell)))] if wish.evidence_only else kept


def directed(seen: Seen, process: str) -> bool:
    """Tell whether a way of working together has a direction."""
    known = seen.settings.processes.get(process)
    return known.directed if known else True


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


def _groups(
    people: pd.DataFrame, column: str, text: Say, seen: Seen
) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Give each organisation its group, and each group a colour and a shape, the largest first."""
    values = people[column].map(_word) if column in people else pd.Series("", index=people.index)
    groups = dict(zip(people["organisation_id"], values, strict=True))
    order = sorted(set(groups.values()), key=lambda word: (word == "", word))
    many = len(order) > len(SECTORS)
    palette = {
        word: (SECTORS[place % len(SECTORS)], SHAPES[(place // len(SECTORS)) % len(SHAPES)] if many else SHAPES[0])
        for place, word in enumerate(order)
    }
    return groups, palette


def _word(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, tuple | list):
        return " ".join(sorted(map(str, value)))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _sizes(
    seen: Seen, people: pd.DataFrame, rows: pd.DataFrame, wave: str, wish: Wish
) -> tuple[dict[str, float], list[tuple[float, float]]]:
    """Return a diameter for each organisation, its area in proportion to the measure, and three samples."""
    values = measured(seen, wave, wish) or _partners(rows)
    values = {key: max(values.get(key, 0.0), 0.0) for key in people["organisation_id"]}
    largest = max(values.values(), default=0.0)
    if wish.size == "none" or largest <= 0:
        return dict.fromkeys(values, 26.0), []
    diameters = {key: _diameter(value / largest) for key, value in values.items()}
    return diameters, [(share * largest, _diameter(share)) for share in (0.1, 0.5, 1.0)]


def measured(seen: Seen, wave: str, wish: Wish) -> dict[str, float]:
    """Return the measure that gives the size, where the tables have it."""
    table = seen.tables.get("centrality", pd.DataFrame())
    if table.empty:
        return {}
    process = wish.processes[0] if len(wish.processes) == 1 else "all"
    found = table[
        (table["measure"] == wish.size)
        & (table["process"] == process)
        & (table["wave"] == wave)
        & (table["ties"] == "reported")
        & table["value"].notna()
    ]
    return dict(zip(found["organisation_id"], found["value"].astype(float), strict=True))


def _partners(rows: pd.DataFrame) -> dict[str, float]:
    both = {frozenset(pair) for pair in zip(rows["source"], rows["target"], strict=True)}
    counted: dict[str, float] = {}
    for pair in both:
        for key in pair:
            counted[key] = counted.get(key, 0.0) + 1.0
    return counted


def _diameter(share: float) -> float:
    return math.sqrt(SMALL**2 + share * (LARGE**2 - SMALL**2))


def _nodes(
    seen: Seen,
    state: State,
    people: pd.DataFrame,
    rows: pd.DataFrame,
    looks: tuple[Any, Any, Any],
    extent: tuple[float, float],
    wish: Wish,
) -> tuple[Node, ...]:
    groups, palette, sizes = looks
    text = say(state)
    near = _neighbours(rows)
    made = []
    for row in people.to_dict("records"):
        key = row["organisation_id"]
        place = seen.network_positions.loc[key]
        name = text.name(seen, key)
        colour, shape = palette[groups[key]]
        partners = near.get(key, ())
        made.append(
            Node(
                key=key,
                label=name,
                x=round(float(place["x"]) * extent[0], 1),
                y=round(float(place["y"]) * extent[1], 1),
                size=round(sizes[key], 1),
                fill=colour,
                shape=shape,
                interviewed=asked(row["interviewed"], state.wave),
                pick=picks.organisation(key),
                neighbours=partners,
                told=_told(text, seen, row, partners),
                faint=bool(wish.search) and wish.search.casefold() not in name.casefold(),
            )
        )
    return tuple(sorted(made, key=lambda node: node.label.casefold()))


def asked(waves: Any, wave: str) -> bool:
    """Tell whether an organisation was interviewed in a wave, from the waves joined by a bar (or a plain yes)."""
    if isinstance(waves, bool):
        return waves
    return wave in several(waves)


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
    for row, strength in zip(rows.to_dict("records"), strengths, strict=True):
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
            )
        )
    return tuple(made)


def _lens(seen: Seen, state: State, domain: str) -> dict[tuple[str, str], str]:
    """Return the colour of each pair's score in one domain."""
    table = seen.tables.get("scores", pd.DataFrame())
    if not domain or table.empty:
        return {}
    rows = table[
        (table["level"] == "dyad")
        & (table["domain"] == domain)
        & (table["wave"] == state.wave)
        & (table["voice"] == "organisations")
        & table["estimate"].notna()
    ]
    triples = zip(rows["source"], rows["target"], rows["estimate"].astype(float), strict=True)
    return {(source, target): score_colour(value, dark=state.dark) for source, target, value in triples}


def _faint(dark: bool) -> str:
    return "#47516a" if dark else "#b9c0cd"


def _negative(dark: bool) -> str:
    return "#ff9d9d" if dark else "#9b1c31"


def _lighter(colour: str) -> str:
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * 0.45):02x}" for part in parts)


def _legend(
    text: Say, seen: Seen, looks: tuple[Any, Any, Any], edges: Sequence[Edge], wish: Wish
) -> tuple[tuple[str, tuple[Key, ...]], ...]:
    groups, palette, marks = looks
    counts = {word: sum(group == word for group in groups.values()) for word in palette}
    say_group = (
        (lambda word: text.label(seen, word))
        if wish.colour == "sector"
        else (lambda word: value_word(text, seen, word))
    )
    sectors = tuple(
        Key("node", say_group(word), colour=colour, shape=shape, number=counts[word])
        for word, (colour, shape) in palette.items()
    )
    borders = (Key("border", text("interviewed"), shape="filled"), Key("border", text("not interviewed"), shape="open"))
    sizes = tuple(
        Key("size", text.number(value, 0 if value >= 10 or value == int(value) else 1), size=diameter)
        for value, diameter in marks
    )
    states = tuple(
        Key("line", text.state(code), state=code, number=number)
        for code in TIE_STATES
        if (number := sum(edge.state == code and not edge.negative for edge in edges))
    )
    quarrels = sum(edge.negative for edge in edges)
    if quarrels:
        states += (Key("line", text("conflict or avoidance"), state="negative", number=quarrels),)
    colours = _colour_keys(text, seen, edges, wish)
    parts = (
        (text("Organisations"), sectors),
        (text("Border"), borders),
        (text("Working relations"), states),
        (text("Colour of lines"), colours),
        (text("Size"), sizes),
    )
    return tuple((title, keys) for title, keys in parts if keys)


def _colour_keys(text: Say, seen: Seen, edges: Sequence[Edge], wish: Wish) -> tuple[Key, ...]:
    if wish.lens:
        return tuple(Key("scale", text.number(value), colour=score_colour(value)) for value in (0, 25, 50, 75, 100))
    processes = dict.fromkeys(edge.key.rsplit(":", 1)[1] for edge in edges)
    if len(processes) < 2:
        return ()
    colours = {edge.key.rsplit(":", 1)[1]: edge.colour for edge in edges if not edge.negative}
    return tuple(Key("colour", text.process(seen, key), colour=colours[key]) for key in processes if key in colours)


def value_word(text: Say, seen: Seen, word: str) -> str:
    """Say a value of an attribute: yes, no, not said, a term of the study, or the word itself."""
    fixed = {"": text("not said"), "yes": text("yes"), "no": text("no"), "True": text("yes"), "False": text("no")}
    return fixed.get(word) or text.label(seen, word)


def _notes(seen: Seen, state: State, text: Say, wish: Wish) -> tuple[str, ...]:
    """Say how many relations are known of but not drawn: unknown, denied, ended."""
    table = seen.tables["ties"]
    rows = table[(table["wave"] == state.wave) & table["process"].isin(wish.processes or ("all",))]
    shown = wish.states or DRAWN
    counted = {code: int((rows["state"] == code).sum()) for code in ("unknown", "absent", "ended") if code not in shown}
    sentences = {
        "unknown": text("{number} expected pairs that nobody spoke of", number=text.number(counted.get("unknown", 0))),
        "absent": text("{number} said not to exist", number=text.number(counted.get("absent", 0))),
        "ended": text("{number} ended", number=text.number(counted.get("ended", 0))),
    }
    return tuple(sentences[code] for code, number in counted.items() if number)
