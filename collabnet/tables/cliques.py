"""Groups in which everyone works with everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet.structure.cliques import cliques, diversity
from collabnet.tables._layers import evidence_among, layers
from collabnet.tables._record import BAR, Parts, Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from collabnet.network import Layer

MOST: Final = 500
"""A layer with more groups than this is so dense that a list of them tells nothing: it has no rows."""


def _rows(parts: Parts) -> pd.DataFrame:
    offers = _offers(parts)
    return pd.DataFrame([row for layer in layers(parts) for row in _of_layer(parts, layer, offers)])


def _of_layer(parts: Parts, layer: Layer, offers: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    groups = cliques(layer)
    if not groups or len(groups) > MOST:
        return
    for number, members in enumerate(sorted(groups, key=lambda group: (-len(group), group)), start=1):
        ids = [str(layer.organisations[place]) for place in members]
        services = [service for id_ in ids for service in offers.get(id_, ())]
        yield {
            "clique": number, "organisations": tuple(ids), "size": len(ids), "process": layer.process,
            "wave": layer.wave, "ties": layer.ties, "services": len(set(services)),
            "service_diversity": diversity(services), "evidence": evidence_among(parts, layer, members),
            "names": BAR.join(parts.name(id_) for id_ in ids),
        }  # fmt: skip


def _offers(parts: Parts) -> dict[str, list[str]]:
    table = parts.study.services
    offered = table[table["role"].eq("offers")].drop_duplicates(["organisation_id", "service"])
    return {str(id_): list(kinds) for id_, kinds in offered.groupby("organisation_id")["service"]}


CLIQUES = Table(
    key="cliques",
    title="tight groups",
    sentence="One group of three or more in which everyone works with everyone, per way of working together, wave and "
    "basis; none where a network has more than five hundred.",
    columns=(
        TableColumn("clique", "Number within its network, the largest first."),
        TableColumn("organisations", "Its members."),
        TableColumn("size", "How many they are.", "organisations"),
        TableColumn("process", "Way of working together; all is any of them. A tie in either direction counts."),
        TableColumn("wave", "Wave."),
        TableColumn("ties", "Which ties count: reported (at least one yes) or confirmed (by both sides)."),
        TableColumn("services", "Kinds of service that members offer.", "services"),
        TableColumn("service_diversity", "Chance that two offers of members are of different kinds.", "0–1"),
        TableColumn("evidence", "Statements behind the ties between members."),
        TableColumn("names", "English names of the members."),
    ),
    rows=_rows,
    always=False,
    order=7,
)
