"""How densely fields of work are tied to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet.measures import UNKNOWN_AS_ABSENT
from collabnet.structure.blocks import PERMUTATIONS, blocks
from collabnet.tables._layers import evidence_of_pairs, layers
from collabnet.tables._record import Parts, Table, TableColumn

if TYPE_CHECKING:
    from collabnet.network import Layer


FEWEST: Final = 99
WORK: Final = 2_000_000
"""In large networks groups are dealt out less often, so that ties times deals stay within this number."""


def _rows(parts: Parts) -> pd.DataFrame:
    frames = [_of_layer(parts, layer) for layer in layers(parts)]
    there = [frame for frame in frames if len(frame)]
    return pd.concat(there, ignore_index=True) if there else pd.DataFrame()


def _of_layer(parts: Parts, layer: Layer) -> pd.DataFrame:
    sector = layer.attributes["sector"].fillna("").astype(str)
    if layer.m == 0 or sector.nunique() < 2:
        return pd.DataFrame()
    deals = min(PERMUTATIONS, max(FEWEST, WORK // layer.m))
    found = blocks(layer, permutations=deals, seed=parts.study.settings.seed)
    open_ = layer.ties == "reported" and layer.unknown_count > 0
    return found.assign(
        process=layer.process, wave=layer.wave, ties=layer.ties, tied=found["ties"],
        missing=UNKNOWN_AS_ABSENT if open_ else "", evidence=_evidence(parts, layer, sector, found),
    ).rename(columns={"source_group": "source_sector", "target_group": "target_sector"})  # fmt: skip


def _evidence(parts: Parts, layer: Layer, sector: pd.Series[str], found: pd.DataFrame) -> pd.Series[Any]:
    behind, of = evidence_of_pairs(parts, layer), sector.tolist()
    said: dict[tuple[str, str], set[str]] = {}
    for one, other in zip(layer.source.tolist(), layer.target.tolist(), strict=True):
        block = (of[one], of[other])
        if not layer.directed:
            block = (min(block), max(block))
        said.setdefault(block, set()).update(behind[min(one, other), max(one, other)])
    wanted = zip(found["source_group"], found["target_group"], strict=True)
    return pd.Series([tuple(sorted(said.get(block, ()))) for block in wanted], index=found.index, dtype=object)


BLOCKS = Table(
    key="blocks",
    title="fields of work, two by two",
    sentence="How densely organisations of one field of work are tied to those of another, and whether that is more or "
    "less than chance, per way of working together, wave and basis.",
    columns=(
        TableColumn("source_sector", "Field of work of who acts."),
        TableColumn("target_sector", "Field of work of the other; without direction each two fields stand once."),
        TableColumn("process", "Way of working together; all is any of them."),
        TableColumn("wave", "Wave."),
        TableColumn("ties", "Which ties count: reported (at least one yes) or confirmed (by both sides)."),
        TableColumn("tied", "Ties from the one to the other.", "ties"),
        TableColumn("possible", "Ties there could be.", "ties"),
        TableColumn("density", "Share of these that is there; empty for a field of one with itself.", "0–1"),
        TableColumn("expected", "Mean density if fields were dealt out at random.", "0–1"),
        TableColumn(
            "p", "Share of random deals (999, fewer in a large network) that are at least as far from that.", "0–1"
        ),
        TableColumn("missing", "What the number leaves out: unknown_as_absent."),
        TableColumn("evidence", "Statements behind the ties between the two."),
        TableColumn(
            "p_holm",
            "The same share, corrected for how many pairs of fields are looked at in this layer (Holm); never below "
            "their number over deals + 1. Read this one to say that some pair stands out.",
            "0–1",
        ),
    ),
    rows=_rows,
    always=False,
    order=7,
)
