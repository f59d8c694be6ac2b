"""The table of places as it is seen, ready for any file format: its rows, its columns, and what is to be said of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet.exports import Sheet, SheetColumn
from dashboard.sentences import centrality as read
from dashboard.sentences import citation, ids, narrowed, records, study_has
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from collabnet.views import Seen
    from dashboard.sentences.centrality import Asked
    from dashboard.state import State
    from dashboard.words import Say

METHOD = ("key", "title", "sentence", "formula", "unit", "limits", "normalisation", "isolates", "source")


def positions(seen: Seen, state: State, text: Say, *, printed: bool) -> Sheet:
    """Return the table of places for the present address.

    Parameters
    ----------
    seen, state, text
        What may be seen, what is asked for (``rows`` and ``columns``, joined by bars, say in which order they stand on
        screen), and the language.
    printed
        Whether people read it: then a value stands in one cell with its interval, and words stand for codes.
    """
    it = read.asked(seen, state)
    frame = narrowed.fitting(read.positions(seen, it), seen, state, text)
    keys = _in_order(it.measures, state.option("columns", ""))
    parts = [part for key in keys for part in _parts(key, frame, it, text, printed=printed)]
    varies = read.varies(frame, "missing")
    first = [SheetColumn("name", text("organisation")), SheetColumn("sector", text("sector"))]
    if study_has.interviews(seen):
        first += [SheetColumn("interviewed", text("interviewed"), "yes_no")]
    if not printed:
        first.insert(0, SheetColumn("organisation_id", text("id of the organisation")))
    last = [SheetColumn("missing", text("what it leaves out"))] if varies or not printed else []
    rows = {str(row["organisation_id"]): row for row in records(frame)}
    order = _in_order(tuple(rows), state.option("rows", ""), all_of_them=False) or sorted(
        rows, key=lambda key: text.name(seen, key).casefold()
    )
    lines = tuple(
        (
            *_who(key, rows[key], seen, text, printed=printed),
            *(make(rows[key]) for _, make in parts),
            *_why(seen, [str(rows[key]["missing"] or "")] if last else [], text, printed=printed),
        )
        for key in order
    )
    return Sheet(
        "positions",
        text("Position in the network: {process}, {wave}", process=text.process(seen, it.process),
             wave=text.wave(seen, it.wave)),
        (*first, *(column for column, _ in parts), *last),
        lines,
        notes=(*_about(seen, state, it, text, frame, len(lines)), *method_lines(keys, text)),
        beside=(_methods(keys, text),),
        language=text.language,
    )  # fmt: skip


def method_lines(keys: tuple[str, ...], text: Say) -> tuple[str, ...]:
    """Return how each measure is computed and whom to cite, one paragraph each."""
    return tuple(
        text(
            "{title} ({key}). {sentence} Formula: {formula}. Unit: {unit}. Range: {limits}. Divided by: "
            "{normalisation}. Without relations: {isolates}. Cite: {source}.",
            **{**method, "isolates": method["isolates"].rstrip("."), "source": method["source"].rstrip(".")},
        )
        for method in read.methods(keys, text)
    )


def _in_order(known: tuple[str, ...], wished: str, *, all_of_them: bool = True) -> tuple[str, ...]:
    """Return what is known in the order wished for."""
    order = dict.fromkeys(key for key in wished.split("|") if key in known)
    return tuple(order) or (known if all_of_them else ())


def _who(key: str, row: Mapping[str, Any], seen: Seen, text: Say, *, printed: bool) -> tuple[Any, ...]:
    interviewed = None if pd.isna(row["interviewed"]) else bool(row["interviewed"])
    told = (interviewed,) if study_has.interviews(seen) else ()
    if printed:
        return text.name(seen, key), text.label(seen, str(row["sector"])), *told
    return key, text.name(seen, key), str(row["sector"]), *told


def _why(seen: Seen, codes: list[str], text: Say, *, printed: bool) -> list[str]:
    return [read.missing_words(seen, code, text) if printed else code for code in codes]


def _parts(key: str, frame: pd.DataFrame, it: Asked, text: Say, *, printed: bool) -> Iterator[tuple[SheetColumn, Any]]:
    """Return the columns of one measure, each with what takes its cell from a row."""
    column = f"{key}.value"
    title = read.measure_title(key, text)
    if column not in frame:
        return
    shown = read.digits(frame[column], interval=it.intervals)
    if printed and it.intervals:
        yield SheetColumn(key, title, "number"), lambda row: read.with_interval(row, key, shown, text) or None
    else:
        yield SheetColumn(key, title, "number", shown), _number(f"{key}.value")
    if it.intervals and not printed:
        words = text("{measure}: lower end of its 95 % interval", measure=title)
        yield SheetColumn(f"{key}_low", words, "number", shown), _number(f"{key}.low")
        words = text("{measure}: upper end of its 95 % interval", measure=title)
        yield SheetColumn(f"{key}_high", words, "number", shown), _number(f"{key}.high")
    if it.places:
        yield from _places(key, title, frame, it, text, printed=printed)


def _places(
    key: str, title: str, frame: pd.DataFrame, it: Asked, text: Say, *, printed: bool
) -> Iterator[tuple[SheetColumn, Any]]:
    if printed:
        words = text("{measure}: possible places", measure=title) if it.intervals else text("place")
        yield SheetColumn(f"{key}_place", words), lambda row: read.place(row, key, text)
    elif it.intervals:
        words = text("{measure}: first place that is possible", measure=title)
        yield SheetColumn(f"{key}_rank_low", words, "number", 0), _number(f"{key}.rank_low")
        words = text("{measure}: last place that is possible", measure=title)
        yield SheetColumn(f"{key}_rank_high", words, "number", 0), _number(f"{key}.rank_high")
    else:
        yield (
            SheetColumn(f"{key}_rank", text("{measure}: place", measure=title), "number", 0),
            _number(f"{key}.rank"),
        )


def _number(name: str) -> Any:
    def cell(row: Mapping[str, Any]) -> float | None:
        value = row.get(name)
        return None if value is None or math.isnan(value) else float(value)

    return cell


def _about(seen: Seen, state: State, it: Asked, text: Say, frame: pd.DataFrame, shown: int) -> Iterator[str]:
    """Say where the table comes from, what it counts, which rows it holds, and what an empty cell means."""
    yield text("Source: {source}", source=citation(seen, text))
    if seen.view == "shared":
        yield text("Files hold what this view shows: {view}.", view=text("what others may see"))
    pattern = (
        N_("Way of working together: {process}. Moment of interviewing: {wave}. Relations counted: {basis}.")
        if study_has.interviews(seen)
        else N_("Way of working together: {process}. Wave: {wave}. Relations counted: {basis}.")
    )
    yield text(
        pattern,
        process=text.process(seen, it.process),
        wave=text.wave(seen, it.wave),
        basis=read.basis(seen, it.ties, text),
    )
    yield read.note(seen, it.ties, text)
    total = len(read.positions(seen, it))
    if shown < total:
        on = narrowed.told(seen, state, text) or text("chosen in the table")
        yield text("{n} of {total} organisations ({filters}).", n=shown, total=total, filters=on)
    codes = sorted({code for joined in frame["missing"] for code in ids(joined)} if len(frame) else ())
    if codes:
        listed = "; ".join(f"{code}: {read.missing_words(seen, code, text)}" for code in codes)
        yield text("Empty cells and what values leave out: {codes}.", codes=listed)
    if it.places:
        yield read.places_note(it, text)


def _methods(keys: tuple[str, ...], text: Say) -> Sheet:
    lines = tuple(tuple(method[name] for name in METHOD) for method in read.methods(keys, text))
    return Sheet("methods", "", tuple(SheetColumn(name) for name in METHOD), lines, language=text.language)
