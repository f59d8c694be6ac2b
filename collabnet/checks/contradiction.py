"""One interview that says yes and no about the same tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.cells import iso_date, number
from collabnet.checks import Check, Context, place, rows
from collabnet.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


def check(context: Context) -> Iterator[Finding]:
    """Say which statement denies a tie that another of the same interview affirms for the same time."""
    table = context.table("statements")
    spoken = (table["target"] != "") & table["modality"].isin(["actual", ""]) & (table["sign"] != "negative")
    spoken &= table["about"].isin(["collaboration", ""])
    undirected = {key for key, process in context.settings.processes.items() if not process.directed}
    affirmed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    denied: list[tuple[tuple[str, ...], dict[str, Any]]] = []
    for row in rows(table, spoken):
        key = _tie(row, undirected)
        said = _answer(row)
        if said is True:
            affirmed.setdefault(key, []).append(row)
        elif said is False:
            denied.append((key, row))
    for key, row in denied:
        others = [other for other in affirmed.get(key, ()) if _overlap(row, other)]
        if others:
            yield _contradicts(row, others[0])


def _tie(row: Mapping[str, Any], undirected: Collection[str]) -> tuple[str, ...]:
    """Return what makes two statements of one interview speak of the same tie."""
    ends = [str(row["source"]), str(row["target"])]
    if row["process"] in undirected:
        ends.sort()
    return (str(row["interview_id"]), *ends, str(row["process"]))


def _answer(row: Mapping[str, Any]) -> bool | None:
    """Return whether a statement says that there is a tie; nothing where it says neither."""
    if row["tie_state"]:
        return {"present": True, "absent": False}.get(str(row["tie_state"]))
    amounts = [number(str(row[column])) for column in ("transfer_status", "strength")]
    if any(amount == 0 for amount in amounts):
        return False
    if any(amount is not None and amount > 0 for amount in amounts):
        return True
    rating = number(str(row["rating"]))
    return rating is None or rating >= 1 or None


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    end, begin = iso_date(str(one["until"])), iso_date(str(other["since"]))
    return bool(end and begin) and str(end) < str(begin)[: len(str(end))]


def _contradicts(row: Mapping[str, Any], other: Mapping[str, Any]) -> Finding:
    return Finding(
        "contradiction",
        "warning",
        **{**place(row, "tie_state"), "found": f"{row['source']} → {row['target']}"[:60]},
        expected="one answer per interview about a tie at one time",
        remedy="Row {row} of the same interview says that there is a tie. Read both quotes; add dates or conditions.",
        values={"row": str(other["_row"])},
    )


CONTRADICTION = Check(
    key="contradiction",
    title="contradiction within an interview",
    sentence="One interview does not say yes and no about the same tie at the same time.",
    check=check,
    order=33,
)
