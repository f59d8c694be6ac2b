"""Each organisation's place in the network, long and wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from collabnet import measures
from collabnet.tables._layers import evidence, keys_of, layers
from collabnet.tables._record import BAR, Parts, Table, TableColumn

if TYPE_CHECKING:
    from collabnet.network import Layer

_ORGANISATION = (
    TableColumn("organisation_id", "Organisation."),
    TableColumn("name", "Its English name."),
    TableColumn("sector", "Its field of work."),
    TableColumn("interviewed", "Whether it was interviewed in this wave.", on_reporters=True),
    TableColumn("process", "Way of working together; all is any of them."),
    TableColumn("wave", "Wave."),
    TableColumn("ties", "Which ties count: reported (by anyone), confirmed (by both), posterior (many draws)."),
)
DRAWN_APART = "drawn_apart"
"""What is missing of measures of a pattern on posterior: the interval, and every place."""

_MISSING = TableColumn(
    "missing",
    "What the number leaves out: unknown_as_absent; not_interviewed: no value; drawn_apart: no interval and no place, "
    "since ties are drawn one by one.",
)
_MISSING_WIDE = TableColumn("missing", "What some of the numbers leave out, joined by a bar: the same two codes.")
_PER_WORD = ("missing_with_own_word", "missing_without")
"""What is missing of measures that need an organisation's own word, and of the others."""
_EVIDENCE = TableColumn("evidence", "Statements behind the organisation's ties in this layer.")


def _keys() -> list[str]:
    return [key for key, it in measures.measures().items() if it.level == "organisation"]


def _places(parts: Parts) -> pd.DataFrame:
    """Return one row per organisation and layer, one column per measure."""
    frames = [_of_layer(parts, layer) for layer in layers(parts)] + [_of_draws_wide(parts)]
    names = [*(column.name for column in (*_ORGANISATION, _MISSING, _EVIDENCE)), *_PER_WORD]
    typed = [frame.reindex(columns=[*names, *_keys()]).astype(dict.fromkeys(_keys(), float)) for frame in frames]
    return pd.concat([frame for frame in typed if len(frame)], ignore_index=True)


def _of_layer(parts: Parts, layer: Layer) -> pd.DataFrame:
    values = measures.measure(layer, keys_of(parts, layer, "organisation"))
    codes = _missing(layer)
    return values.assign(
        organisation_id=values.index.astype(str), process=layer.process, wave=layer.wave, ties=layer.ties,
        missing=[BAR.join(dict.fromkeys(code for code in row if code)) for row in zip(*codes.values(), strict=True)],
        evidence=evidence(parts, layer).reindex(values.index).fillna(""), **codes,
    ).pipe(_about, parts)  # fmt: skip


def _missing(layer: Layer) -> dict[str, pd.Series[str]]:
    """Return what is missing per kind of measure: there are two kinds, however many measures."""
    known, applicable = measures.measures(), measures.applicable(layer, "organisation")
    found = {}
    for name, own in zip(_PER_WORD, (True, False), strict=True):
        key = next((key for key in applicable if known[key].needs_own_word == own), applicable[0])
        found[name] = measures.missing(layer, key)
    return found


def _about(frame: pd.DataFrame, parts: Parts) -> pd.DataFrame:
    """Say of each organisation its name, its sector, and whether it was interviewed in the wave of the row."""
    about = parts.network.organisations.reindex(frame["organisation_id"])
    spoke = [wave in waves for wave, waves in zip(frame["wave"], about["interviewed"], strict=True)]
    names = [parts.name(key) for key in frame["organisation_id"]]
    return frame.assign(name=names, sector=about["sector"].to_numpy(), interviewed=np.array(spoke, dtype=bool))


def _of_draws(parts: Parts) -> pd.DataFrame:
    """Return places over drawn networks, with the statements behind the ties that were weighed."""
    if parts.drawn is None:
        return pd.DataFrame()
    rows = parts.drawn.places
    said = [
        evidence(parts, layer).rename("evidence").rename_axis("organisation_id").reset_index()
        .assign(process=layer.process, wave=layer.wave)
        for layer in layers(parts)
        if layer.ties == "reported"
    ]  # fmt: skip
    rows = rows.merge(pd.concat(said), on=["organisation_id", "process", "wave"], how="left")
    known = measures.measures()
    missing = [DRAWN_APART if known[key].of_pattern else "" for key in rows["measure"]]
    return rows.assign(ties="posterior", missing=missing, evidence=rows["evidence"].fillna("")).pipe(_about, parts)


def _of_draws_wide(parts: Parts) -> pd.DataFrame:
    rows = parts.remember("of_draws", _of_draws)
    if rows.empty:
        return rows
    rows = rows.assign(missing=rows.groupby(["process", "wave"])["missing"].transform("max"))
    index = [column.name for column in (*_ORGANISATION, _MISSING, _EVIDENCE)]
    wide = rows.pivot(index=index, columns="measure", values="value")  # noqa: PD010 - the other makes every combination
    return wide.reset_index()


def _wide(parts: Parts) -> pd.DataFrame:
    return parts.remember("places", _places).drop(columns=list(_PER_WORD))


def _long(parts: Parts) -> pd.DataFrame:
    wide = parts.remember("places", _places)
    kept = [*(column.name for column in (*_ORGANISATION, _EVIDENCE)), *_PER_WORD]
    wide = wide[wide["ties"].ne("posterior")]
    frame = wide.melt(id_vars=kept, value_vars=_keys(), var_name="measure", value_name="value")
    frame = frame[_applies(frame, parts)]
    own = frame["measure"].map({key: it.needs_own_word for key, it in measures.measures().items()}).astype(bool)
    frame = frame.assign(missing=frame[_PER_WORD[0]].where(own, frame[_PER_WORD[1]]))
    group = frame.assign(rounded=frame["value"].round(9)).groupby(["measure", "process", "wave", "ties"])["rounded"]
    frame = frame.assign(rank=group.rank(method="min", ascending=False))
    drawn = parts.remember("of_draws", _of_draws)
    frame = pd.concat([frame, drawn], ignore_index=True) if len(drawn) else frame
    normalisation = {key: it.normalisation for key, it in measures.measures().items()}
    order = {key: place for place, key in enumerate(_keys())}
    numbers = ["low", "high", "rank_low", "rank_high"]
    empty = {name: np.nan for name in numbers if name not in frame}
    return frame.assign(
        **empty, normalisation=frame["measure"].map(normalisation), _order=frame["measure"].map(order)
    ).sort_values(["_order", "process", "wave", "ties", "organisation_id"])


def _applies(frame: pd.DataFrame, parts: Parts) -> pd.Series[bool]:
    """Leave out measures that are not defined for a process: some need direction, some need none."""
    defined = {(key, layer.process) for layer in layers(parts) for key in keys_of(parts, layer, "organisation")}
    places = zip(frame["measure"], frame["process"], strict=True)
    return pd.Series([place in defined for place in places], index=frame.index, dtype=bool)


CENTRALITY = Table(
    key="centrality",
    title="place in the network",
    sentence="One measure of one organisation's place, per way of working together, wave and basis.",
    columns=(
        *_ORGANISATION,
        TableColumn("measure", "Which measure."),
        TableColumn("value", "Its value."),
        TableColumn("low", "Lower end of its 95 % interval; on posterior only, from 20 drawn networks on."),
        TableColumn("high", "Upper end of its 95 % interval."),
        TableColumn("rank", "Place: 1 is the highest; equal values share it. On posterior empty where too unsure."),
        TableColumn("rank_low", "First place that is possible (90 %); on posterior only, from 20 drawn networks on."),
        TableColumn("rank_high", "Last place that is possible."),
        TableColumn("normalisation", "By what the value was divided; empty where it is raw."),
        _MISSING,
        _EVIDENCE,
    ),
    rows=_long,
    order=5,
)

CENTRALITY_WIDE = Table(
    key="centrality_wide",
    title="place in the network, side by side",
    sentence="One organisation's place by every measure, per way of working together, wave and basis.",
    columns=(*_ORGANISATION, _MISSING_WIDE),
    rows=_wide,
    extra=True,
    order=6,
)
