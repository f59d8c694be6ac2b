"""Which pairs of organisations have a reason to work together, and why; only these can be missing.

Reasons come from three places: services (one needs what the other offers), rows of the ``required`` table, and
wishes in interviews. With none of them the set is empty, and nothing can be missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet.services import expected_matches
from collabnet.settings import DEFAULT_WAVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from collabnet.study import Study, Wave

INFORMATION: Final = "information_exchange"
TRANSFER: Final = "case_transfer"
"""What a need that another can meet calls for: information always, a transfer where a case moves with the service."""

NEED: Final = {"needs_for_clients": "need", "own_needs": "own_need"}
"""How a reason says whose need it is."""

WISH_WEIGHT: Final = 0.5
"""How much one organisation's wish weighs; two organisations that wish the same make a full reason."""

COLUMNS: Final = ["source", "target", "process", "wave", "weight", "reasons"]
_KEY: Final = ["source", "target", "process", "wave"]


def required_relations(study: Study) -> pd.DataFrame:
    """Return the pairs that have a reason to work together.

    Returns
    -------
    pandas.DataFrame
        Columns ``source``, ``target``, ``process``, ``wave``, ``weight`` (above 0, at most 1) and ``reasons``: codes
        such as ``service:need=legal_advice``, ``declared:reason=…`` and ``wish:statement=s12``. One row per pair,
        process and wave; of an undirected process the smaller id comes first.

    Notes
    -----
    Services give the weight of the need that fits best, of those that reach the study's ``required_threshold``: each
    need decides for itself, whatever else an organisation needs. A transfer is expected only for clients' needs with
    which a case moves (:func:`collabnet.services.moves_case`). Where reasons meet,
    the largest weight holds; what is declared holds over what is computed, the most particular row over a general
    one (organisation before group or sector, a named process before all), and a weight of 0 takes the pair out.
    """
    declared = _most_particular(_declared(study))
    found = pd.concat([_from_services(study), _from_wishes(study)], ignore_index=True)
    found = _canonical(found, study)
    merged = pd.concat([_strongest(found), declared], ignore_index=True)
    if merged.empty:
        return pd.DataFrame({column: pd.Series(dtype=_dtype(column)) for column in COLUMNS})
    weights = merged.groupby(_KEY)["weight"].last()
    reasons = merged.groupby(_KEY)["reasons"].agg(_union)
    rows = pd.DataFrame({"weight": weights, "reasons": reasons}).reset_index()
    rows = rows[rows["weight"].gt(0) & _exist(rows, study)]
    return rows.sort_values(_KEY, ignore_index=True)[COLUMNS]


def lives(study: Study) -> Mapping[str, frozenset[str]]:
    """Return, for each wave of a study, the organisations that exist in it."""
    return existing(study.organisations, study.settings.waves)


def existing(organisations: pd.DataFrame, waves: Sequence[Wave]) -> Mapping[str, frozenset[str]]:
    """Return, for each wave, the organisations that exist in it: from ``from_wave`` to ``to_wave``."""
    order = {wave.id: position for position, wave in enumerate(waves)}
    nodes = organisations[organisations["kind"].isin(["", "organisation"])]
    first = nodes["from_wave"].map(order).fillna(-1)
    last = nodes["to_wave"].map(order).fillna(len(order))
    ids = nodes["organisation_id"]
    return {wave: frozenset(ids[first.le(at) & last.ge(at)]) for wave, at in order.items()}


def _from_services(study: Study) -> pd.DataFrame:
    matches = expected_matches(study)
    matches = matches[matches["weight"].ge(study.settings.required_threshold - 1e-12)]
    called_for = {INFORMATION: matches, TRANSFER: matches[matches["moves_case"]]}
    rows = [
        (
            row["source"],
            row["target"],
            process,
            wave,
            row["weight"],
            _codes(f"service:{NEED[row['role']]}", [row["service"]]),
        )
        for process in _declared_processes(study)
        for row in _records(called_for.get(process, matches.iloc[:0]))
        for wave in _waves(study)
    ]
    return _strongest(pd.DataFrame(rows, columns=COLUMNS))


def _from_wishes(study: Study) -> pd.DataFrame:
    statements = study.statements
    wished = statements[
        statements["modality"].eq("wished")
        & statements["about"].isin(["", "collaboration"])
        & statements["sign"].ne("negative")
    ]
    wished = wished.explode("target")
    nodes = _nodes(study)
    wished = wished[wished["source"].isin(nodes) & wished["target"].isin(nodes)]
    process = wished["process"].where(wished["process"].ne(""), "unspecified")
    voice = wished["reporter"].where(wished["reporter"].ne(""), wished["interview_id"])
    rows = wished.assign(process=process, voice=voice)[[*_KEY, "voice", "statement_id"]]
    rows = _canonical(rows, study)
    grouped = rows.groupby(_KEY).agg(voices=("voice", "nunique"), statements=("statement_id", tuple)).reset_index()
    return grouped.assign(
        weight=(grouped["voices"] * WISH_WEIGHT).clip(upper=1.0),
        reasons=grouped["statements"].map(lambda ids: _codes("wish:statement", sorted(ids))),
    )[COLUMNS]


def _declared(study: Study) -> pd.DataFrame:
    """Return every declared pair, spelled out, with how particular its row is."""
    sides = _sides(study)
    nodes = _nodes(study)
    rows = []
    for row in _records(study.table("required")):
        sources, targets = (sides.get(str(row[side]), ()) for side in ("source", "target"))
        named = sum(str(row[side]) in nodes for side in ("source", "target"))
        processes = [row["process"]] if row["process"] else _declared_processes(study)
        weight = 1.0 if pd.isna(row["weight"]) else float(row["weight"])
        reason = "declared:reason=" + str(row["reason"]).replace("|", "/")
        rows += [
            (source, target, process, wave, weight, (reason,), 2 * named + bool(row["process"]))
            for source in sources
            for target in targets
            for process in processes
            for wave in _waves(study)
            if source != target
        ]
    return _canonical(pd.DataFrame(rows, columns=[*COLUMNS, "particular"]), study)


def _most_particular(declared: pd.DataFrame) -> pd.DataFrame:
    """Keep, for each pair, the most particular rows; among equals a 0 takes the pair out, else the largest holds."""
    if declared.empty:
        return declared[COLUMNS]
    best = declared.groupby(_KEY)["particular"].transform("max")
    kept = declared[declared["particular"].eq(best)]
    out = kept.groupby(_KEY)["weight"].transform("min").eq(0)
    return _strongest(kept.assign(weight=kept["weight"].where(~out, 0.0)))


def _strongest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per pair, process and wave: the largest weight, all reasons."""
    if rows.empty:
        return rows[COLUMNS]
    return rows.groupby(_KEY, as_index=False).agg(weight=("weight", "max"), reasons=("reasons", _union))[COLUMNS]


def _canonical(rows: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Put the smaller id first where the process has no direction."""
    undirected = [key for key, process in study.settings.processes.items() if not process.directed]
    swap = rows["process"].isin(undirected) & rows["source"].gt(rows["target"])
    return rows.assign(
        source=rows["source"].where(~swap, rows["target"]), target=rows["target"].where(~swap, rows["source"])
    )


def _exist(rows: pd.DataFrame, study: Study) -> pd.Series[bool]:
    alive = pd.MultiIndex.from_tuples(
        [(wave, id_) for wave, ids in lives(study).items() for id_ in sorted(ids)], names=["wave", "organisation_id"]
    )
    sides = [pd.MultiIndex.from_frame(rows[["wave", side]]).isin(alive) for side in ("source", "target")]
    return pd.Series(sides[0] & sides[1], index=rows.index)


def _sides(study: Study) -> dict[str, tuple[str, ...]]:
    """Return what a side of a required row may name: a sector, a group or an organisation, in rising order."""
    nodes = _nodes(study)
    table = study.organisations
    sectors = table[table["organisation_id"].isin(nodes) & table["sector"].ne("")]
    members = study.members[study.members["organisation_id"].isin(nodes)]
    return (
        {str(key): tuple(ids) for key, ids in sectors.groupby("sector")["organisation_id"]}
        | {str(key): tuple(ids) for key, ids in members.groupby("group_id")["organisation_id"]}
        | {id_: (id_,) for id_ in nodes}
    )


def _nodes(study: Study) -> frozenset[str]:
    table = study.organisations
    return frozenset(table.loc[table["kind"].isin(["", "organisation"]), "organisation_id"])


def _declared_processes(study: Study) -> list[str]:
    return [key for key in study.settings.processes if key not in ("unspecified", "all")]


def _waves(study: Study) -> list[str]:
    return [wave.id for wave in study.settings.waves] or [DEFAULT_WAVE]


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _codes(kind: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{kind}={value}" for value in values)


def _union(reasons: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({reason for group in reasons for reason in group}))


def _dtype(column: str) -> str:
    return {"weight": "float64", "reasons": "object"}.get(column, "str")
