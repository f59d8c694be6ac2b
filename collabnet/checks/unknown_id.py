"""Ids that point to nothing."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final

from collabnet.cells import items, told
from collabnet.checks import Check, Context, place, rows
from collabnet.codebook import LISTS, Column, codebook, organisation_names
from collabnet.findings import Finding
from collabnet.vocabularies import Spellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

TARGETS: Final = {
    "organisations": "organisation_id",
    "interviews": "interview_id",
    "statements": "statement_id",
    "respondents": "respondent_id",
}
"""Tables that others point to, and the column that holds their ids."""

OPTIONAL: Final = frozenset({"respondents"})
"""Tables that may be left out: an id that points there is then a pseudonym and needs no row."""

SHOWN: Final = 5
"""Ids of which a finding says that one of them may be meant."""


def check(context: Context) -> Iterator[Finding]:
    """Say which id points to a row that is not there, and which one may be meant."""
    known = {name: context.ids(name, column) for name, column in TARGETS.items()}
    sectors = context.ids("organisations", "sector")
    organisations = Spellings.of(organisation_names(context.raw.table("organisations")))
    for name, table in context.tables():
        for column in codebook()[name].values():
            if column.allowed not in known or not context.has(name, column.name):
                continue
            if column.allowed in OPTIONAL and not known[column.allowed]:
                continue
            ids = known[column.allowed] | (sectors if name == "required" else frozenset())
            missing = {value: _missing(value, column, ids) for value in table[column.name].unique()}
            for row in rows(table, table[column.name].map(lambda value, missing=missing: bool(missing[value]))):
                for value in missing[row[column.name]]:
                    several = organisations.meanings(value) if column.allowed == "organisations" else frozenset()
                    yield _several(row, column, value, several) if several else _unknown(row, column, value, ids)
    for entry in context.settings.entry_points:
        if entry not in known["organisations"]:
            yield _entry(entry)


def _missing(value: str, column: Column, ids: Collection[str]) -> tuple[str, ...]:
    values = items(value) if column.type in LISTS else (value,) if value else ()
    return tuple(item for item in values if item not in ids)


def _unknown(row: Mapping[str, Any], column: Column, value: str, ids: Collection[str]) -> Finding:
    where = {**place(row, column.name), "found": told(value)}
    near = difflib.get_close_matches(value, sorted(ids), n=1, cutoff=0.6)
    if near:
        return Finding(
            "unknown_id",
            "error",
            **where,
            expected="an id that the table {table} holds",
            remedy="Did you mean {near}? Otherwise add a row for it in {table}.",
            values={"table": column.allowed, "near": near[0]},
        )
    return Finding(
        "unknown_id",
        "error",
        **where,
        expected="an id that the table {table} holds",
        remedy="Add a row for it in {table}, or correct the id.",
        values={"table": column.allowed},
    )


def _several(row: Mapping[str, Any], column: Column, value: str, several: Collection[str]) -> Finding:
    shown = sorted(several)[:SHOWN]
    return Finding(
        "ambiguous_id",
        "error",
        **{**place(row, column.name), "found": told(value)},
        expected="an id, or a name that one organisation alone has",
        remedy="It may mean {ids}, which differ in case, accents or punctuation only, or are named alike. "
        "Write the id of the one that is meant.",
        values={"ids": ", ".join([*map(told, shown), *(["…"] if len(several) > SHOWN else [])])},
    )


def _entry(value: str) -> Finding:
    return Finding(
        "unknown_id",
        "error",
        file="study.toml",
        column="entry_points",
        found=value,
        expected="an id that the table {table} holds",
        remedy="Add a row for it in {table}, or correct the id.",
        values={"table": "organisations"},
    )


UNKNOWN_ID = Check(
    key="unknown_id",
    title="unknown id",
    sentence="What a row points to is there.",
    check=check,
    order=5,
)
