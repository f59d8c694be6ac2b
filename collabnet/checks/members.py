"""Members of what is no group, and groups that are members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(context: Context) -> Iterator[Finding]:
    """Say which row of members has an organisation for a group, or the group itself for a member."""
    kinds = context.kinds()
    table = context.table("members")
    plain = table["group_id"].map(kinds).isin(["organisation", "person"])
    for row in rows(table, plain):
        yield Finding(
            "not_a_group",
            "warning",
            **place(row, "group_id"),
            expected="an organisation row of kind group, type or forum",
            remedy="Make its kind group or forum; use parent_id for what is part of an organisation.",
        )
    for row in rows(table, (table["group_id"] == table["organisation_id"]) & (table["group_id"] != "")):
        yield Finding(
            "member_of_itself",
            "error",
            **place(row, "organisation_id"),
            expected="a member other than the group",
            remedy="Correct the member, or take the row out.",
        )


MEMBERS = Check(
    key="members",
    title="members of what is no group",
    sentence="Members belong to groups, types and forums.",
    check=check,
    order=62,
)
