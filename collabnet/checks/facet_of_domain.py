"""Facets of another domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.domains import domains
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which facet does not belong to the domain beside it."""
    pairs = {(domain.key, facet.key) for domain in domains().values() for facet in domain.facets}
    facets = {facet for _, facet in pairs}
    table = context.table("statements")
    for row in rows(table, table["facet"].isin(facets)):
        if (row["domain"], row["facet"]) not in pairs:
            homes = sorted(domain for domain, facet in pairs if facet == row["facet"])
            yield Finding(
                "facet_of_another_domain",
                "warning",
                **place(row, "facet"),
                expected="a facet of the domain beside it",
                remedy="This is a facet of {domains}. Correct the domain or the facet.",
                values={"domains": ", ".join(homes)},
            )


FACET_OF_DOMAIN = Check(
    key="facet_of_domain",
    title="facet of another domain",
    sentence="A facet belongs to the domain beside it.",
    check=check,
    order=53,
)
