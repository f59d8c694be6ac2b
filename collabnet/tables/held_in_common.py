"""What several organisations have: services they offer, groups and forums they sit in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet.structure.two_mode import TwoMode
from collabnet.tables._record import BAR, Parts, Table, TableColumn
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator


def _rows(parts: Parts) -> pd.DataFrame:
    services, members = parts.study.services, parts.study.members
    offered = services[services["role"].eq("offers")]
    labels = {key: term.label("en") for key, term in vocabulary("services").items()}
    settings = parts.study.settings
    named = {str(key): labels.get(key, settings.label(key, "en")) for key in offered["service"].unique()}
    groups = {str(key): parts.name(str(key)) for key in members["group_id"].unique()}
    rows = [
        *_of_kind(parts, "service", zip(offered["organisation_id"], offered["service"], strict=True), named),
        *_of_kind(parts, "group", zip(members["organisation_id"], members["group_id"], strict=True), groups),
    ]
    return pd.DataFrame(rows)


def _of_kind(parts: Parts, kind: str, pairs: Any, named: dict[str, str]) -> Iterator[dict[str, Any]]:
    everyone = parts.network.organisations.index
    known = set(everyone)
    two_mode = TwoMode.from_pairs(((one, thing) for one, thing in pairs if one in known), everyone)
    degree, turns = two_mode.degree(), two_mode.centralisation("things")
    for place, (thing, count) in enumerate(two_mode.degree_of_things().items()):
        who = [str(id_) for id_ in everyone[two_mode.table[:, place] > 0]]
        yield {
            "kind": kind, "thing": thing, "count": int(count), "share": count / len(everyone),
            "others_mean": float(degree[who].mean()), "centralisation": turns, "organisations": tuple(who),
            "thing_text": named.get(str(thing), str(thing)), "names": BAR.join(parts.name(id_) for id_ in who),
        }  # fmt: skip


HELD_IN_COMMON = Table(
    key="held_in_common",
    title="what organisations have in common",
    sentence="One service that organisations offer, or one group or forum they sit in.",
    columns=(
        TableColumn("kind", "service (offered) or group (sat in)."),
        TableColumn("thing", "Which service or group."),
        TableColumn("count", "How many organisations have it: 1 means that it hangs on one.", "organisations"),
        TableColumn("share", "Share of all organisations that have it.", "0–1"),
        TableColumn("others_mean", "How many services (or groups) these organisations have on average.", "number"),
        TableColumn("centralisation", "How much everything turns around the most common one; 1 is a star.", "index"),
        TableColumn("organisations", "Organisations that have it."),
        TableColumn("thing_text", "Its English name."),
        TableColumn("names", "English names of these organisations."),
    ),
    rows=_rows,
    always=False,
    order=14,
)
