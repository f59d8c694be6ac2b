"""Studies made by hand: only what a test is about is said, all else is as if nobody had said it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from collabnet.codebook import codebook
from collabnet.network import Network
from collabnet.study import Process, Study, StudySettings, Wave

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KINDS: dict[str, Any] = {
    "number": "float64",
    "integer": "float64",
    "boolean": "boolean",
    "ids": "object",
    "texts": "object",
}
EMPTY: dict[str, Any] = {"number": float("nan"), "integer": float("nan"), "boolean": pd.NA, "ids": (), "texts": ()}
PROCESSES = {
    "information_exchange": Process("information_exchange"),
    "case_transfer": Process("case_transfer"),
    "case_coordination": Process("case_coordination", directed=False),
}


def table(name: str, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    columns = codebook()[name]
    types = {column: spec.type for column, spec in columns.items()}
    filled = [{column: row.get(column, EMPTY.get(types[column], "")) for column in types} | row for row in rows]
    extra = sorted({key for row in rows for key in row} - set(types))
    frame = pd.DataFrame(filled, columns=[*types, *extra])
    return frame.astype({column: KINDS.get(kind, "str") for column, kind in types.items()})


def statement(position: int, row: dict[str, Any], interviews: dict[str, dict[str, Any]]) -> dict[str, Any]:
    said = {"statement_id": f"s{position:03d}", "interview_id": "", **row}
    if "by" in said:
        said["interview_id"] = "i_" + said.pop("by")
    interview = interviews[said["interview_id"]]
    if isinstance(said.get("target"), str):
        said["target"] = tuple(said["target"].split("|")) if said["target"] else ()
    document = interview.get("kind") in ("document", "report")
    return {
        "quote_id": said["statement_id"],
        "reporter": interview.get("organisation_id", ""),
        "wave": interview.get("wave", "1"),
        "voice": "documents" if document else "young_people" if interview.get("kind") == "person" else "organisations",
        "interview_kind": interview.get("kind", "organisation"),
        "file": "statements.csv",
        "row": position + 2,
        **said,
    }


def make(
    statements: Sequence[dict[str, Any]] = (),
    *,
    organisations: Sequence[Any] = ("a", "b", "c", "d"),
    interviews: Sequence[Any] = ("a", "b"),
    waves: Sequence[str] = ("1",),
    processes: dict[str, Process] | None = None,
    settings: dict[str, Any] | None = None,
    **others: Sequence[dict[str, Any]],
) -> Study:
    """Say ``by="a"`` for a statement of the interview ``i_a`` with organisation a."""
    nodes = [
        {"organisation_id": row, "name": row} if isinstance(row, str) else {"name": "", **row} for row in organisations
    ]
    talks = [
        {"interview_id": f"i_{row}", "organisation_id": row, "wave": "1"}
        if isinstance(row, str)
        else {"wave": "1", **row}
        for row in interviews
    ]
    known = {talk["interview_id"]: talk for talk in talks}
    said = table("statements", [statement(position, row, known) for position, row in enumerate(statements)])
    for column in ("reporter", "wave", "voice", "interview_kind", "file", "row"):
        said[column] = said[column] if column in said else pd.Series(dtype="str")
    frames = {name: table(name, others.get(name, ())) for name in codebook()}
    frames |= {
        "organisations": table("organisations", nodes).sort_values("organisation_id", ignore_index=True),
        "interviews": table("interviews", talks),
        "statements": said,
    }
    declared = PROCESSES if processes is None else processes
    about = StudySettings(processes=declared, waves=tuple(Wave(wave) for wave in waves), **(settings or {}))
    return Study(about, frames)


@pytest.fixture(scope="session")
def study() -> Callable[..., Study]:
    return make


@pytest.fixture(scope="session")
def network() -> Callable[..., Network]:
    def build(*args: Any, **options: Any) -> Network:
        return Network.from_study(make(*args, **options))

    return build


@pytest.fixture(scope="session")
def state(network: Callable[..., Network]) -> Callable[..., str]:
    """Say the state of the tie from a to b in information exchange."""

    def of(*statements: dict[str, Any], process: str = "information_exchange", **options: Any) -> str:
        ties = network(statements, **options).ties
        row = ties[ties["source"].eq("a") & ties["target"].eq("b") & ties["process"].eq(process) & ~ties["negative"]]
        return str(row["state"].iloc[0]) if len(row) else "unknown"

    return of
