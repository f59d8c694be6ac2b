"""Positions in the network: the table that is seen, its methods and citations, and the network's own measures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet.measures import UNKNOWN_AS_ABSENT, Measure, measures
from dashboard.sentences import at_wave, capital, ids, records, study_has, table, wave_of
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say

FIRST = ("degree", "indegree", "outdegree", "betweenness", "harmonic", "kcore", "articulation_point")
"""Shown when nobody has chosen."""

BASES = {
    "reported": N_("reported by anyone"),
    "confirmed": N_("confirmed by both sides"),
    "posterior": N_("likely, with intervals"),
}
"""On which relations measures stand, the simplest first."""

IN_THE_FILE = N_("in the file")
"""The one basis where nobody tells who says so."""

INTERVALS = "posterior"
"""The basis whose values carry an interval and possible places; no other knows how sure a place is."""

MISSING = {
    UNKNOWN_AS_ABSENT: N_("pairs nobody spoke of count as no relation"),
    "not_interviewed": N_("not interviewed: no value where its own word is needed"),
    "drawn_apart": N_("depends on how relations go together: no interval and no place"),
    "not_defined": N_("with so few relations this measure has no value"),
}
"""Why a value is empty or leaves something out."""

NOT_IN_THE_FILE = N_("what the file does not have counts as no tie")

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


APART = "drawn_apart"
"""What ``bounds`` says of measures that ties drawn one by one show too little of."""

FEW_OTHERS = 3
"""So many other measures need no fold of their own."""


@dataclass(frozen=True)
class Asked:
    """What the controls ask for: one way of working together, one wave, one basis, some measures, places or not."""

    process: str
    wave: str
    ties: str
    measures: tuple[str, ...]
    places: bool = False

    @property
    def intervals(self) -> bool:
        """Tell whether values carry an interval on this basis."""
        return self.ties == INTERVALS


def asked(seen: Seen, state: State) -> Asked:
    """Read the controls; what is not there falls back to what is."""
    rows = at_wave(seen, "centrality", wave_of(seen, state.wave))
    process = _one(state.option("process", "all"), processes(seen))
    bases = _bases(rows)
    ties = _one(state.option("ties", "reported"), bases)
    known = known_measures(rows[(rows["process"] == process) & (rows["ties"] == ties)] if len(rows) else rows)
    chosen = tuple(dict.fromkeys(key for key in state.option("measures", ()) if key in known))
    places = state.option("places", "yes" if ties == INTERVALS else "no") == "yes"
    return Asked(process, wave_of(seen, state.wave), ties, chosen or usual(known), places)


def usual(known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the measures that are shown when nobody has chosen."""
    return tuple(key for key in FIRST if key in known) or known[:6]


def offered(seen: Seen, it: Asked) -> tuple[str, ...]:
    """Return the measures that can be chosen for what is asked, in the library's order."""
    rows = at_wave(seen, "centrality", it.wave)
    return known_measures(rows[(rows["process"] == it.process) & (rows["ties"] == it.ties)] if len(rows) else rows)


def bases(seen: Seen, wave: str) -> tuple[str, ...]:
    """Return on which relations measures stand in this wave."""
    return _bases(at_wave(seen, "centrality", wave))


def processes(seen: Seen) -> tuple[str, ...]:
    """Return the ways of working together that were measured, all of them together first."""
    rows = table(seen, "centrality")
    present = set(rows["process"].unique()) if len(rows) else set()
    order = ["all", *seen.settings.processes]
    return tuple(sorted(present, key=lambda key: (order.index(key) if key in order else len(order), key)))


def known_measures(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the measures of organisations in a table, in the library's order."""
    present = set(rows["measure"].unique()) if len(rows) else set()
    return tuple(key for key in measures() if key in present) + tuple(sorted(present - set(measures())))


def positions(seen: Seen, it: Asked) -> pd.DataFrame:
    """Return one row per organisation: id, sector, and for each measure its value, interval, rank and range.

    ``{measure}.of`` says of how many a place is one.
    """
    rows = at_wave(seen, "centrality", it.wave)
    if rows.empty:
        return pd.DataFrame()
    rows = rows[(rows["process"] == it.process) & (rows["ties"] == it.ties) & rows["measure"].isin(it.measures)]
    parts = ["value", "low", "high", "rank", "rank_low", "rank_high"]
    wide = rows.pivot_table(
        index="organisation_id", columns="measure", values=parts, dropna=False, aggfunc="first", observed=False
    )
    wide.columns = pd.Index([f"{names[1]}.{names[0]}" for names in wide.columns])
    for key in rows["measure"].unique():
        wide[f"{key}.of"] = wide[f"{key}.value"].notna().sum()
    about = rows.drop_duplicates("organisation_id").set_index("organisation_id")[["sector", "interviewed"]]
    codes = rows.groupby("organisation_id", observed=True)["missing"].agg(lambda each: "|".join(sorted({*each} - {""})))
    return about.join(codes).join(wide).reset_index()


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


def basis(seen: Seen, ties: str, say: Say) -> str:
    """Say which relations are counted."""
    return say(BASES[ties]) if study_has.interviews(seen) else say(IN_THE_FILE)


def missing_words(seen: Seen, code: str, say: Say) -> str:
    """Say why values are empty, or what they leave out; several codes have a bar between them."""
    words = MISSING if study_has.interviews(seen) else MISSING | {UNKNOWN_AS_ABSENT: NOT_IN_THE_FILE}
    return "; ".join(say(words[one]) if one in words else one.replace("_", " ") for one in ids(code))


def title(frame: pd.DataFrame, it: Asked, seen: Seen, say: Say) -> str:
    """Say who stands first on the first measure chosen, as surely as the basis allows."""
    key = it.measures[0] if it.measures else ""
    column = f"{key}.value"
    if column not in frame or frame[column].dropna().empty:
        return say("Nothing is known on this basis yet")
    if it.intervals:
        return _first_likely(frame, key, seen, say)
    highest = frame[column].max()
    if highest == 0 and frame[column].isna().any():
        return say(
            "{measure}: 0 for all {n} organisations that have a value, of {total}",
            measure=measure_title(key, say),
            n=frame[column].notna().sum(),
            total=len(frame),
        )
    first = _names(frame[frame[column] == highest], seen, say)
    values = {"measure": measure_title(key, say), "value": say.number(highest, digits(frame[column]))}
    if len(first) > 3:
        return say("{measure}: {n} organisations share the highest value ({value})", n=len(first), **values)
    return say("{measure}: highest for {names} ({value})", names=say.listing(first), **values)


def _first_likely(frame: pd.DataFrame, key: str, seen: Seen, say: Say) -> str:
    """Say who may stand first, where every value has an interval and every place a range."""
    known = frame.dropna(subset=[f"{key}.value", f"{key}.rank_low"])
    if known.empty:
        return say("{measure}: too few possible networks to say who stands first", measure=measure_title(key, say))
    ranked = known.sort_values(f"{key}.value", ascending=False)
    top = records(ranked)[0]
    values = {
        "measure": measure_title(key, say),
        "name": say.name(seen, str(top["organisation_id"])),
        "value": with_interval(top, key, digits(frame[f"{key}.value"], interval=True), say),
    }
    first = ranked[f"{key}.rank_low"].min()
    able = _names(ranked[ranked[f"{key}.rank_low"] == first], seen, say)
    if len(able) < 2:
        return say("{measure}: highest for {name}, {value}", **values)
    if len(able) < 4:
        return say("{measure}: highest among {names}, in which order is not sure", names=say.listing(able), **values)
    return say(
        "{measure}: {n} organisations may stand first; the highest estimate is that of {name}, {value}",
        n=len(able), **values,
    )  # fmt: skip


def _names(frame: pd.DataFrame, seen: Seen, say: Say) -> list[str]:
    return sorted((say.name(seen, item) for item in frame["organisation_id"]), key=str.casefold)


def with_interval(row: Mapping[str, Any], key: str, decimals: int, say: Say) -> str:
    """Write a value with its interval, ``54 (41–66)``; a value alone where it has none, nothing where there is none."""
    value, low, high = (row.get(f"{key}.{part}", math.nan) for part in ("value", "low", "high"))
    if _none(value):
        return ""
    if _none(low) or _none(high):
        return say.number(value, decimals)
    ends = {"low": say.number(low, decimals), "high": say.number(high, decimals)}
    return say("{value} ({low}–{high})", value=say.number(value, decimals), **ends)


def place(row: Mapping[str, Any], key: str, say: Say) -> str:
    """Write a place: the range of possible ones where there is one, *cannot tell* where it says next to nothing."""
    low, high, rank = (row.get(f"{key}.{part}", math.nan) for part in ("rank_low", "rank_high", "rank"))
    if _none(low) or _none(high):
        return "" if _none(rank) else say.number(rank)
    if tells_little(low, high, row[f"{key}.of"]):
        return say("cannot tell")
    return say.number(low) if low == high else say("{low}–{high}", low=say.number(low), high=say.number(high))


def tells_little(low: float, high: float, size: float) -> bool:
    """Tell whether a range of possible places is wider than a third of all, and so tells next to nothing."""
    return high - low > size / 3


def varies(frame: pd.DataFrame, column: str) -> bool:
    """Tell whether a column says different things of different rows."""
    return len(frame) > 0 and len(frame[column].drop_duplicates()) > 1


def note(seen: Seen, ties: str, say: Say) -> str:
    """Say what a basis counts and leaves out, and which measures the view leaves out."""
    counted, hidden = file_note(say), ""
    if study_has.interviews(seen):
        counted = basis_note(ties, say)
        hidden = "" if study_has.who_was_interviewed(seen) else say(
            "Measures that need an organisation's own word are not shown: they would tell who was interviewed."
        )  # fmt: skip
    return " ".join(part for part in (counted, hidden, study_has.read_as_untold(seen, say)) if part)


def file_note(say: Say) -> str:
    """Say what is counted of a file that does not tell who says so."""
    return say(
        "Counts every tie of the file; what the file does not have counts as no tie. How sure a tie is it does not "
        "tell, so there is no interval and no range of possible places."
    )


def basis_note(ties: str, say: Say) -> str:
    """Say what a basis counts, and what it leaves out."""
    notes = {
        "reported": say(
            "Counts every relation that anyone reports. Pairs that nobody spoke of count as no relation, for the "
            "computation only. An organisation that was not interviewed has no value where its own word is needed, and "
            "no place. There is no interval and no range of possible places on this basis."
        ),
        "confirmed": say(
            "Counts relations that both sides name, among organisations that were interviewed; for the others "
            "the value is empty. There is no interval on this basis."
        ),
        "posterior": say(
            "Counts how likely each relation is, given who reports it: the value is the mean over many possible "
            "networks, with the interval that holds 95 % of them."
        ),
    }
    return notes.get(ties, "")


def places_note(it: Asked, say: Say) -> str:
    """Say what the places shown mean, and what they do not."""
    if it.intervals:
        return say(
            "Possible places hold 90 % of the possible networks. Where they span more than a third of all "
            "organisations, the network does not tell them apart: cannot tell."
        )
    return say(
        "A place on this basis takes what was reported as certain: one interview more may move it. 1 is the highest "
        "value; equal values share the smallest place."
    )


def network_rows(seen: Seen, it: Asked) -> pd.DataFrame:
    """Return the measures of the whole network for what is asked."""
    rows = at_wave(seen, "network_measures", it.wave)
    if rows.empty:
        return rows
    rows = rows[(rows["process"] == it.process) & (rows["ties"] == it.ties)]
    rows = rows if study_has.interviews(seen) else rows[rows["value"].notna()]
    order = list(measures())
    return rows.sort_values(
        "measure", key=lambda column: column.map(lambda key: order.index(key) if key in order else 999)
    )


def parted(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part measures of the whole network into those that people ask for first and the others; few stay together."""
    first = rows["measure"].isin(MEASURED_FIRST)
    return (rows[first], rows[~first]) if first.any() and (~first).sum() > FEW_OTHERS else (rows, rows[:0])


def few(value: float) -> int:
    """Return how many decimals a number of the network needs."""
    return 0 if _none(value) or float(value).is_integer() else 2


def bounds(row: Mapping[str, Any], say: Say) -> str:
    """Write between what a number of the network lies; a dash where that is not known."""
    low, high = row["low"], row["high"]
    if _none(low) or _none(high) or row.get("bounds") == APART:
        return "–"
    if row.get("ties") == "reported" and row["value"] == high:
        low, high = high, low  # in the order that the heading tells: if nobody, if everybody worked together
    return say("{low} to {high}", low=say.number(low, few(low)), high=say.number(high, few(high)))


def bounds_title(it: Asked, say: Say) -> str:
    """Say what stands beside a number of the network."""
    return say("95 % interval") if it.intervals else say("if nobody / everybody unknown worked together")


def bounds_note(it: Asked, rows: pd.DataFrame, say: Say) -> str:
    """Say what stands beside a number of the network, in sentences."""
    if not it.intervals:
        return say(
            "Bounds show what the value would be if none, or all, of the pairs that nobody spoke of worked together."
        )
    said = [say("Each number is the mean over many possible networks; its interval holds 95 % of them.")]
    if "bounds" in rows and rows["bounds"].eq(APART).any():
        said.append(
            say(
                "A dash stands at measures of how relations depend on each other: possible networks, drawn relation by "
                "relation, show too little of that."
            )
        )
    return " ".join(said)


def digits(values: pd.Series, *, interval: bool = False) -> int:
    """Return how many decimals a column of values needs: none for counts, else two or three; fewer with an interval."""
    present = values.dropna()
    if present.empty or (present == present.round()).all():
        return 0
    largest = present.abs().max()
    if interval:
        return 3 if largest < 0.1 else 2 if largest < 1 else 1 if largest < 100 else 0
    return 3 if largest < 1 else 2


def _none(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _one(wished: str, known: tuple[str, ...]) -> str:
    return wished if wished in known else next(iter(known), wished)


def _bases(rows: pd.DataFrame) -> tuple[str, ...]:
    present = set(rows["ties"].unique()) if len(rows) else set()
    return tuple(basis for basis in BASES if basis in present)


def _method(known: Measure, say: Say) -> Mapping[str, str]:
    low, high = known.limits
    return {
        "key": known.key,
        "title": capital(say(known.title)),
        "sentence": say(known.sentence),
        "formula": known.formula,
        "unit": say(known.unit),
        "limits": f"{low:g} – {'∞' if high == float('inf') else f'{high:g}'}",
        "normalisation": say(known.normalisation) if known.normalisation else say("nothing (raw)"),
        "isolates": say(known.isolates),
        "source": known.source,
    }
