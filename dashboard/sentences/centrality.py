"""Positions in the network: the table that is seen, its methods and citations, and the network's own measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from collabnet.measures import Measure, measures
from dashboard.sentences import at_wave, capital, table, wave_of
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

FIRST = ("degree", "indegree", "outdegree", "betweenness", "harmonic", "kcore", "articulation_point")
"""Shown when nobody has chosen."""

MISSING = {
    "unknown_as_absent": N_("pairs nobody spoke of count as no relation"),
    "not_interviewed": N_("not interviewed: no value on this basis"),
}
"""Why a value is empty or leaves something out."""

MEASURED_FIRST = (
    "density",
    "required_density",
    "reciprocity",
    "confirmation_rate",
    "components_weak",
    "centralisation_degree",
    "centralisation_indegree",
    "centralisation_betweenness",
    "connectedness",
    "compactness",
    "transitivity",
)


@dataclass(frozen=True)
class Asked:
    """What the controls ask for: one way of working together, one wave, one basis, some measures."""

    process: str
    wave: str
    ties: str
    measures: tuple[str, ...]


def asked(seen: Seen, state: State) -> Asked:
    """Read the controls; what is not there falls back to what is."""
    rows = at_wave(seen, "centrality", wave_of(seen, state.wave))
    process = _one(state.option("process", "all"), processes(seen))
    bases = _bases(rows)
    ties = _one(state.option("ties", "reported"), bases)
    known = known_measures(rows[(rows["process"] == process) & (rows["ties"] == ties)] if len(rows) else rows)
    chosen = tuple(key for key in state.option("measures", ()) if key in known)
    return Asked(
        process, wave_of(seen, state.wave), ties, chosen or tuple(key for key in FIRST if key in known) or known[:6]
    )


def bases(seen: Seen, wave: str) -> tuple[str, ...]:
    """Return on which relations measures stand in this wave."""
    return _bases(at_wave(seen, "centrality", wave))


def processes(seen: Seen) -> tuple[str, ...]:
    """Return the ways of working together that were measured, all of them together first."""
    rows = table(seen, "centrality")
    present = set(rows["process"]) if len(rows) else set()
    order = ["all", *seen.settings.processes]
    return tuple(sorted(present, key=lambda key: (order.index(key) if key in order else len(order), key)))


def known_measures(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the measures of organisations in a table, in the library's order."""
    present = set(rows["measure"]) if len(rows) else set()
    return tuple(key for key in measures() if key in present) + tuple(sorted(present - set(measures())))


def positions(seen: Seen, it: Asked) -> pd.DataFrame:
    """Return one row per organisation: id, sector, and for each measure its value, interval, rank and range."""
    rows = at_wave(seen, "centrality", it.wave)
    if rows.empty:
        return pd.DataFrame()
    rows = rows[(rows["process"] == it.process) & (rows["ties"] == it.ties) & rows["measure"].isin(it.measures)]
    parts = ["value", "low", "high", "rank", "rank_low", "rank_high"]
    wide = rows.pivot_table(
        index="organisation_id", columns="measure", values=parts, dropna=False, aggfunc="first", observed=False
    )
    wide.columns = pd.Index([f"{names[1]}.{names[0]}" for names in wide.columns])
    about = rows.drop_duplicates("organisation_id").set_index("organisation_id")[["sector", "interviewed", "missing"]]
    return about.join(wide).reset_index()


def measure_title(key: str, say: Say) -> str:
    """Say a measure's name."""
    known = measures().get(key)
    return capital(say(known.title)) if known else capital(key.replace("_", " "))


def definition(key: str, written: str, say: Say) -> str:
    """Say what a measure of the network tells; as the table writes it where the library does not know the measure."""
    known = measures().get(key)
    return say(known.sentence) if known else written


def methods(keys: tuple[str, ...], say: Say) -> list[Mapping[str, str]]:
    """Return how each measure is computed and whom to cite."""
    return [_method(measures()[key], say) for key in keys if key in measures()]


def missing_words(code: str, say: Say) -> str:
    """Say why a value is empty, or what it leaves out."""
    return say(MISSING[code]) if code in MISSING else code.replace("_", " ")


def title(frame: pd.DataFrame, it: Asked, seen: Seen, say: Say) -> str:
    """Say who stands first on the first measure chosen; several where they share the place."""
    key = it.measures[0] if it.measures else ""
    column = f"{key}.value"
    if column not in frame or frame[column].dropna().empty:
        return say("Nothing is known on this basis yet")
    highest = frame[column].max()
    first = sorted(
        (say.name(seen, item) for item in frame.loc[frame[column] == highest, "organisation_id"]), key=str.casefold
    )
    values = {"measure": measure_title(key, say), "value": say.number(highest, digits(frame[column]))}
    if len(first) > 3:
        return say("{measure}: {n} organisations share the highest value ({value})", n=len(first), **values)
    return say("{measure}: highest for {names} ({value})", names=say.listing(first), **values)


def network_rows(seen: Seen, it: Asked) -> pd.DataFrame:
    """Return the measures of the whole network for what is asked."""
    rows = at_wave(seen, "network_measures", it.wave)
    if rows.empty:
        return rows
    rows = rows[(rows["process"] == it.process) & (rows["ties"] == it.ties)]
    order = list(measures())
    return rows.sort_values(
        "measure", key=lambda column: column.map(lambda key: order.index(key) if key in order else 999)
    )


def digits(values: pd.Series) -> int:
    """Return how many decimals a column of values needs: none for counts, else two or three."""
    present = values.dropna()
    if present.empty or (present == present.round()).all():
        return 0
    return 3 if present.abs().max() < 1 else 2


def _one(wished: str, known: tuple[str, ...]) -> str:
    return wished if wished in known else next(iter(known), wished)


def _bases(rows: pd.DataFrame) -> tuple[str, ...]:
    present = set(rows["ties"]) if len(rows) else set()
    return tuple(basis for basis in ("reported", "confirmed", "posterior") if basis in present)


def _method(known: Measure, say: Say) -> Mapping[str, str]:
    low, high = known.limits
    return {
        "key": known.key,
        "title": capital(say(known.title)),
        "sentence": say(known.sentence),
        "formula": known.formula,
        "unit": say(known.unit),
        "limits": f"{low:g} – {'∞' if high == float('inf') else f'{high:g}'}",
        "normalisation": say(known.normalisation) if known.normalisation else say("raw"),
        "isolates": say(known.isolates),
        "source": known.source,
    }
