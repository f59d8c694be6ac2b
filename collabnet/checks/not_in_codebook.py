"""Values outside the codebook."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from collabnet.checks import Check, Context, place, rows
from collabnet.codebook import Column, codebook, processes, value_names
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which value is not one of those that its column takes, and which one may be meant."""
    for name, table in context.tables():
        for column in codebook()[name].values():
            allowed = _allowed(column, context)
            if column.type not in ("choice", "term") or not allowed:
                continue
            for row in rows(table, ~table[column.name].isin([*allowed, ""])):
                yield _foreign(row, column, allowed) if column.type == "choice" else _own(row, column)


def _allowed(column: Column, context: Context) -> frozenset[str]:
    if column.allowed == "processes":
        return frozenset({*processes(), *context.settings.processes})
    if column.allowed == "phases":
        return frozenset(phase.id for phase in context.settings.phases)
    declared = context.settings.labels if column.type == "term" else ()
    return frozenset({*value_names(column.allowed).values(), *declared})


def _foreign(row: Mapping[str, Any], column: Column, allowed: Collection[str]) -> Finding:
    near = difflib.get_close_matches(str(row[column.name]).casefold(), sorted(allowed), n=1, cutoff=0.6)
    if near:
        return Finding(
            "not_in_codebook",
            "error",
            **place(row, column.name),
            expected="one of: {allowed}",
            remedy="Did you mean {near}?",
            values={"allowed": ", ".join(sorted(allowed)), "near": near[0]},
        )
    return Finding(
        "not_in_codebook",
        "error",
        **place(row, column.name),
        expected="one of: {allowed}",
        remedy="Use one of the codebook's words, or leave the cell empty.",
        values={"allowed": ", ".join(sorted(allowed))},
    )


def _own(row: Mapping[str, Any], column: Column) -> Finding:
    return Finding(
        "own_term",
        "warning",
        **place(row, column.name),
        expected="a word of the vocabulary, or one that the study labels",
        remedy="It counts as a word of its own. Use the vocabulary's, or give it a label under [labels] in study.toml.",
    )


NOT_IN_CODEBOOK = Check(
    key="not_in_codebook",
    title="value outside the codebook",
    sentence="Coded cells use the words of the codebook; causes and services may have words of their own.",
    check=check,
    order=7,
)
