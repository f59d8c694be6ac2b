"""Organisations whose names are the same but for writing."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from collabnet.cells import items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

LEGAL_FORMS: Final = frozenset(
    {
        "vzw", "asbl", "npo", "ivzw", "aisbl", "cv", "cvba", "cvbaso", "scrl", "nv", "sa", "bv", "bvba", "srl", "sprl",
        "vof", "snc", "feitelijke vereniging", "stichting", "fondation", "foundation", "ngo", "ong", "scrlfs",
    }
)  # fmt: skip
"""Words behind or before a name that say how an organisation is made up, not which one it is."""


def check(context: Context) -> Iterator[Finding]:
    """Say which organisations have names that differ only in case, accents, spaces, punctuation or legal form."""
    table = context.table("organisations")
    table = table[table["kind"].isin(["organisation", ""])]
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows(table, table["organisation_id"] != ""):
        for name in _names(row):
            owners[name].add(str(row["organisation_id"]))
    for row in rows(table, table["organisation_id"] != ""):
        own = str(row["organisation_id"])
        others = sorted(set().union(*(owners[name] for name in _names(row))) - {own})
        if others:
            yield Finding(
                "similar_names",
                "warning",
                **{**place(row, "name"), "found": str(row["name"])[:60]},
                expected="names that differ in more than writing or legal form",
                remedy="It is called almost as {others}. If they are one, keep one id and put the rest in aliases.",
                values={"others": ", ".join(others)},
            )


def _names(row: dict[str, Any]) -> set[str]:
    names = [str(row[column]) for column in ("name", "name_nl", "name_fr", "name_en") if row[column]]
    return {plain for name in (*names, *items(str(row["aliases"]))) if (plain := _plain(name))}


def _plain(name: str) -> str:
    """Return a name without legal form and writing; what tells two towns' offices apart stays."""
    bare = re.sub(r"\b((?:[a-z]\.){2,}[a-z]?)(?=\W|$)", lambda match: match.group().replace(".", ""), name.casefold())
    words = [plain for word in re.split(r"[\s,;:.()/\-]+", bare) if (plain := folded(word))]
    kept = [word for word in words if word not in LEGAL_FORMS]
    return re.sub(r"(?<!\d)_|_(?!\d)", "", "_".join(kept or words))  # 10.1 is not 101


SIMILAR_NAMES = Check(
    key="similar_names",
    title="almost the same name",
    sentence="Two organisations are two, not one that was written in two ways.",
    check=check,
    order=20,
)
