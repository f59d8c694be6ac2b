"""Names that more than one organisation claims."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from collabnet.cells import items
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which alias belongs to another organisation too, and which two are each other's."""
    table = context.table("organisations")
    claimed: dict[str, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for row in rows(table, table["organisation_id"] != ""):
        own = str(row["organisation_id"])
        for alias in items(str(row["aliases"])):
            claimed[folded(alias)].add(own)
        for name in (own, *(str(row[column]) for column in ("name", "name_nl", "name_fr", "name_en"))):
            named[folded(name)].add(own)
    for row in rows(table, table["aliases"] != ""):
        yield from _judged(row, claimed, named)


def _judged(
    row: Mapping[str, Any], claimed: Mapping[str, set[str]], named: Mapping[str, set[str]]
) -> Iterator[Finding]:
    own = str(row["organisation_id"])
    mine = {folded(alias) for alias in items(str(row["aliases"]))}
    names_of_mine = set().union(*(named.get(alias, set()) for alias in mine)) - {own}
    claim_me = set().union(*(claimed.get(name, set()) for name, owners in named.items() if own in owners)) - {own}
    for other in sorted(names_of_mine & claim_me):
        yield Finding(
            "aliases_circle",
            "error",
            **place(row, "aliases"),
            expected="aliases that lead to one organisation",
            remedy="It and {other} are each other's alias. Keep one of the two rows, or take the aliases out.",
            values={"other": other},
        )
    shared = set().union(*(claimed.get(alias, set()) for alias in mine)) | names_of_mine
    for other in sorted(shared - {own} - (names_of_mine & claim_me)):
        yield Finding(
            "alias_claimed_twice",
            "warning",
            **place(row, "aliases"),
            expected="aliases that belong to one organisation",
            remedy="{other} goes by the same name. That name is not understood anywhere until one of them gives it up.",
            values={"other": other},
        )


ALIASES = Check(
    key="aliases",
    title="alias claimed twice",
    sentence="An alias leads to one organisation.",
    check=check,
    order=21,
)
