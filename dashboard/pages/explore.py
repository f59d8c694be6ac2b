"""Explore: who works with whom, in which way, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from dash import html

from collabnet.domains import domains
from collabnet.measures import measures
from collabnet.views import NOT_SHOWN
from dashboard import picks
from dashboard.components import controls, network, states
from dashboard.components.attributes import attributes
from dashboard.components.grid import Column, grid
from dashboard.components.icons import icon
from dashboard.components.take import take
from dashboard.figures import network_svg
from dashboard.figures.network import draw
from dashboard.pages import Page
from dashboard.rows import records
from dashboard.selection import BOTH_NAME, DRAWN, MUTUAL, Wish, organisations, ties
from dashboard.sentences import at_wave, changes, study_has, wave_before
from dashboard.sentences import ids as several
from dashboard.words import N_, TIE_STATES, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.figures import Drawing
    from dashboard.state import State
    from dashboard.words import Say

SIZES = ("degree", "indegree", "outdegree", "betweenness", "harmonic_in", "pagerank", "eigenvector", "kcore")
"""Measures that may give the size, where the tables have them."""


def wish(state: State) -> Wish:
    """Read from the address what is wished for."""
    return Wish(
        processes=state.option("processes", ()),
        lens=state.option("lens", ""),
        colour=state.option("colour", "sector"),
        size=state.option("size", "degree"),
        basis=state.option("basis", "reported"),
        sectors=state.option("sectors", ()),
        states=state.option("states", ()),
        evidence_only=controls.on(state, "evidence"),
        search=state.option("search", ""),
    )


def available(seen: Seen) -> bool:
    """Tell whether there are working relations, or at least organisations, to show."""
    return len(seen.tables.get("organisations", ())) > 0 and len(seen.network_positions) > 0


def answer(seen: Seen, state: State) -> str:
    """Say how many organisations and relations there are; of all of them, also what changed since the wave before."""
    wished = wish(state)
    narrowed = wished.processes or wished.sectors or wished.states or wished.evidence_only or wished.basis != "reported"
    since = "" if narrowed else changes.relations_since(seen, state.wave, say(state))
    read = study_has.read_as_untold(seen, say(state))
    return " ".join(part for part in (_counted(seen, state), read, since) if part)


def _counted(seen: Seen, state: State) -> str:
    """Say how many organisations and relations there are, and how many are confirmed."""
    text = say(state)
    wished = wish(state)
    people = organisations(seen, state.wave, wished)
    rows = ties(seen, state.wave, wished, set(people["organisation_id"]))
    rows = rows[rows["state"].isin(DRAWN)]
    if rows.empty:
        return text(
            "No working relation fits what you ask for; organisations: {organisations}.",
            organisations=text.number(len(people)),
        )
    pairs = _pairs(rows)
    if not study_has.interviews(seen):
        return text(
            "{organisations} organisations, {pairs} pairs with a tie in the file.",
            organisations=text.number(len(people)),
            pairs=text.number(pairs),
        )
    sure = _pairs(rows[rows["state"].isin(BOTH_NAME)])
    sentence = (
        text(
            "{organisations} organisations, {pairs} pairs that work together, of which {confirmed} is confirmed "
            "by both sides.",
            organisations=text.number(len(people)),
            pairs=text.number(pairs),
            confirmed=text.number(sure),
        )
        if sure == 1
        else text(
            "{organisations} organisations, {pairs} pairs that work together, of which {confirmed} are confirmed "
            "by both sides.",
            organisations=text.number(len(people)),
            pairs=text.number(pairs),
            confirmed=text.number(sure),
        )
    )
    return sentence


def layout(seen: Seen, state: State) -> Component:
    """Return controls, network with its list and legend, and the tables beneath."""
    text = say(state)
    wished = wish(state)
    drawing = draw(seen, state, wished)
    parts: list[Component] = [_controls(seen, state, wished)]
    if not drawing.nodes or (not drawing.edges and (wished.states or wished.sectors or wished.evidence_only)):
        names = text.listing([text("sectors"), text("kinds of relation"), text("only with statements")])
        parts.append(states.nothing_left(state, names))
    if drawing.nodes:
        parts.append(_picture(seen, state, drawing))
        parts.append(_tables(seen, state, wished, drawing))
    return html.Div(parts, className="explore")


def picture_file(seen: Seen, state: State) -> bytes:
    """Return the picture as it is asked for, as an SVG file with title, legend and source."""
    text = say(state)
    wished = wish(state)
    ways = text.listing(text.process(seen, key) for key in wished.processes or ("all",))
    caption = text("Ways of working together: {ways}. {wave}.", ways=ways, wave=text.wave(seen, state.wave))
    sources = "; ".join(seen.settings.sources) or "collabnet"
    source = text("Source: {study}; {sources}", study=text.title(seen), sources=sources)
    drawing = draw(seen, state, wished)
    return network_svg.picture(
        drawing, title=_counted(seen, state), caption=caption, source=source, dark=state.dark
    ).encode()


def _picture(seen: Seen, state: State, drawing: Drawing) -> Component:
    text = say(state)
    told = text("Network picture. The list of organisations beside it holds the same.")
    box = html.Div(
        [network.canvas(state, "network", drawing, told=told), network.listing(state, drawing)], className="network-box"
    )
    foot = html.Div(take(state, "network.svg", text("Take the picture along (SVG)")), className="grid-foot")
    del seen
    return html.Div([box, network.legend(state, drawing), foot], className="network-whole")


def _controls(seen: Seen, state: State, wished: Wish) -> Component:
    text = say(state)
    ways = {key: _capital(text.process(seen, key)) for key in _processes(seen, state.wave)}
    bases = {"reported": text("anyone reports"), "confirmed": text("both confirm")}
    positions = at_wave(seen, "centrality", state.wave)
    two_sided = positions.empty or "confirmed" in set(positions["ties"])
    first = [
        *([controls.choices(state, "processes", text("Ways of working together"), ways, quiet=True)] if ways else []),
        *(
            [controls.segments(state, "basis", text("Relations"), bases, default="reported", quiet=True)]
            if two_sided
            else []
        ),
    ]
    second = [
        controls.select(state, "lens", text("Colour of lines"), _lenses(seen, state, text), default=""),
        controls.select(state, "colour", text("Colour of circles"), _colours(seen, text), default="sector"),
        controls.select(state, "size", text("Size of circles"), _sizes(seen, text), default="degree"),
        controls.search(state, "search", text("Find an organisation"), placeholder=text("Name")),
        _filters(seen, state, wished, text),
    ]
    return html.Div([controls.bar(*first), controls.bar(*second)], className="explore-controls")


def _filters(seen: Seen, state: State, wished: Wish, text: Say) -> Component:
    sectors = sorted(set(organisations(seen, state.wave, Wish())["sector"]))
    table = seen.tables["ties"]
    found = {*table["state"], *table.loc[table["relation"] == MUTUAL, "relation"]}
    known = [code for code in TIE_STATES if code in found and code != "unknown"]
    used = len(wished.sectors) + len(wished.states) + wished.evidence_only
    title = text("Filters ({number} on)", number=text.number(used)) if used else text("Filters")
    kinds = controls.several(
        state,
        "states",
        text("Kinds of relation"),
        {code: text.state(seen, code) for code in known},
        placeholder=text("all but ended and denied"),
    )
    spoken = controls.toggle(state, "evidence", text("Only with statements"))
    inner = controls.bar(
        controls.several(
            state, "sectors", text("Sectors"), {key: text.label(seen, key) for key in sectors}, placeholder=text("all")
        ),
        *([kinds] if len(known) > 1 else []),
        *([spoken] if study_has.interviews(seen) else []),
    )
    return html.Details([html.Summary(title), inner], className="filters", **attributes(data_keep="filters"))


def _processes(seen: Seen, wave: str) -> list[str]:
    table = seen.tables["ties"]
    used = set(table.loc[(table["wave"] == wave) & table["state"].isin(DRAWN), "process"]) - {"all"}
    declared = [key for key in seen.settings.processes if key in used]
    return declared + sorted(used - set(declared))


def _lenses(seen: Seen, state: State, text: Say) -> dict[str, str]:
    table = seen.tables.get("scores", pd.DataFrame())
    rows = table[(table["level"] == "dyad") & (table["wave"] == state.wave)] if len(table) else table
    found = set(rows.loc[rows["score"].notna(), "domain"]) if len(rows) else set()
    lenses = {key: text("how {domain} is rated", domain=text.domain(key)) for key in domains() if key in found}
    return {"": text("way of working together")} | lenses


def _colours(seen: Seen, text: Say) -> dict[str, str]:
    words = {
        "sector": text("sector"),
        "policy_level": text("policy level"),
        "municipality": text("municipality"),
        "specialised": text("specialised or not"),
        "affiliation": text("affiliation"),
        "languages": text("languages"),
        "volunteer_run": text("run by volunteers"),
    }
    table = seen.tables["organisations"]
    return {
        key: word
        for key, word in words.items()
        if key == "sector" or (key in table and table[key].astype(str).drop_duplicates().size > 1)
    }


def _sizes(seen: Seen, text: Say) -> dict[str, str]:
    table = seen.tables.get("centrality", pd.DataFrame())
    there = set(table["measure"]) if len(table) else set()
    known = measures()
    named = {key: text(known[key].title) for key in SIZES if key in there and key in known}
    return {"degree": text("number of partners")} | named | {"none": text("all the same")}


def _tables(seen: Seen, state: State, wished: Wish, drawing: Drawing) -> Component:
    text = say(state)
    parts = [
        html.Details(
            [
                html.Summary([icon("table", size=16), text("Working relations as a table")]),
                _ties_grid(seen, state, wished),
            ],
            className="twin",
            **attributes(data_keep="relations"),
        ),
        html.Details(
            [
                html.Summary([icon("table", size=16), text("Organisations as a table")]),
                _organisations_grid(seen, state, drawing),
            ],
            className="twin",
            **attributes(data_keep="organisations"),
        ),
    ]
    since = _changes_grid(seen, state, wished)
    if since is not None:
        before = text.wave(seen, wave_before(seen, state.wave))
        summary = html.Summary([icon("table", size=16), text("What changed since {wave}, as a table", wave=before)])
        parts.append(html.Details([summary, since], className="twin", **attributes(data_keep="changes")))
    return html.Div(parts, className="twins")


CHANGES = {"kept": N_("both times"), "gained": N_("only now"), "lost": N_("only then")}
"""In which of two waves a relation is reported, as the table of changes writes it."""


def _changes_grid(seen: Seen, state: State, wished: Wish) -> Component | None:
    """Return every relation reported in this wave or the one before, and why it is in one of them only."""
    text = say(state)
    rows = at_wave(seen, "tie_changes", state.wave)
    rows = rows[rows["process"].isin(wished.processes or ("all",))] if len(rows) else rows
    if rows.empty:
        return None
    shown = [
        {
            "source": text.name(seen, row["source"]),
            "target": text.name(seen, row["target"]),
            "process": text.process(seen, row["process"]),
            "change": text(CHANGES[row["change"]]),
            "before": text.state(seen, row["state_before"]),
            "now": text.state(seen, row["state"]),
            "why": text(row["explanation_text"]),
            "_pick": picks.tie(row["source"], row["target"], row["process"], row["wave"]),
        }
        for row in records(rows)
    ]
    columns = [
        Column("source", text("From"), width=150, grow=2),
        Column("target", text("To"), width=150, grow=2),
        Column("process", text("Way of working together"), width=140, grow=1),
        Column("change", text("Reported"), width=100),
        Column("before", text.wave(seen, wave_before(seen, state.wave)), width=130),
        Column("now", text.wave(seen, state.wave), width=130),
        Column("why", text("What is known of it"), width=260, grow=4, wrap=True),
    ]
    return grid(state, "changes", shown, columns, title=text("What changed"), height=420)


def _ties_grid(seen: Seen, state: State, wished: Wish) -> Component:
    text = say(state)
    rows = ties(seen, state.wave, wished, set(organisations(seen, state.wave, wished)["organisation_id"]))
    shown = [
        {
            "source": text.name(seen, row["source"]),
            "target": text.name(seen, row["target"]),
            "process": text.process(seen, row["process"]),
            "state": text.state(seen, row["state"]),
            "strength": row["strength"],
            "statements": len(several(row["evidence"])) + int(row.get(NOT_SHOWN, 0) or 0),
            "_pick": picks.tie(row["source"], row["target"], row["process"], row["wave"]),
        }
        for row in records(rows)
    ]
    spoken = study_has.interviews(seen)
    columns = [
        Column("source", text("From"), width=170, grow=2, pinned=False),
        Column("target", text("To"), width=170, grow=2),
        Column("process", text("Way of working together"), width=160, grow=2),
        Column("state", text("Who says so") if spoken else text("Where it stands"), width=150, grow=2),
        _strength(wished, text),
        Column("statements", text("Statements") if spoken else text("Rows of the file"), "number", width=100),
    ]
    return grid(state, "relations", shown, columns, title=text("Working relations as a table"), height=420)


def _strength(wished: Wish, text: Say) -> Column:
    """Return the column of strengths: over all ways of working together it counts in how many there is a tie."""
    if wished.processes:
        return Column("strength", text("Strength"), "number", digits=1, width=90)
    return Column("strength", text("In how many ways"), "number", width=130)


def _organisations_grid(seen: Seen, state: State, drawing: Drawing) -> Component:
    text = say(state)
    table = seen.tables["organisations"]
    sectors = dict(zip(table["organisation_id"], table["sector"], strict=True))
    told = study_has.who_was_interviewed(seen)
    shown = [
        {
            "name": node.label,
            "sector": text.label(seen, sectors[node.key]),
            "partners": len(node.neighbours),
            **({"interviewed": text("yes") if node.interviewed else text("no")} if told else {}),
            "_pick": node.pick,
        }
        for node in drawing.nodes
    ]
    columns = [
        Column("name", text("Organisation"), width=200, grow=3),
        Column("sector", text("Sector"), width=140, grow=2),
        Column("partners", text("Partners"), "number", width=100),
        *([Column("interviewed", text("Interviewed"), width=110)] if told else []),
    ]
    return grid(state, "organisations", shown, columns, title=text("Organisations as a table"), height=420)


def _pairs(rows: pd.DataFrame) -> int:
    return len({frozenset(pair) for pair in zip(rows["source"], rows["target"], strict=True)})


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


EXPLORE = Page(
    key="explore",
    title="Explore",
    sentence="Who works with whom, in which way, and who says so.",
    icon="explore",
    of_ties_alone="Who is tied to whom, and in which way.",
    order=2,
    available=available,
    answer=answer,
    layout=layout,
    needs=("organisations", "statements"),
    fills=True,
    files={"network.svg": picture_file},
)
