"""A study full of secrets and traps: whatever others may not read holds the word SECRET, names try to run."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = (
    '=HYPERLINK("http://evil.example")',
    "<script>alert(1)</script>",
    "@SUM(A1)",
    "-2+3",
    "+cmd|' /C calc'!A0",
    "Ünal & Co",
)
SECRET = "SECRET"
OPEN = "OPENWORDS"


def write_hostile(folder: Path) -> Path:
    """Write the study: six organisations, one person, four of them interviewed, every kind of clearing."""
    (folder / "study.toml").write_text('format = 1\ntitle = "=A study that runs"\n', encoding="utf-8")
    _csv(folder / "organisations.csv", [
        *({"organisation_id": f"o{n}", "name": name, "sector": "care" if n < 5 else "law", "in_boundary": "yes"}
          for n, name in enumerate(NAMES, start=1)),
        {"organisation_id": "person_secret", "name": "SECRET Person", "kind": "person"},
        {"organisation_id": "all_o", "name": "all of them", "kind": "group"},
    ])  # fmt: skip
    _csv(folder / "members.csv", [{"group_id": "all_o", "organisation_id": "o1"}])
    spoke = [{"interview_id": f"SECRETint{n}", "organisation_id": f"o{n}"} for n in range(1, 5)]
    _csv(folder / "interviews.csv", [row | {"date": "2024-01-01", "language": "en"} for row in spoke])
    people = [row | {"respondent_id": f"SECRETresp{n}", "role": "SECRET role"} for n, row in enumerate(spoke, start=1)]
    _csv(folder / "respondents.csv", people)
    _csv(folder / "required.csv", [{"source": "o1", "target": "o5", "weight": "1", "reason": "SECRET reason"}])
    _csv(folder / "services.csv", [
        {"organisation_id": "o1", "service": "housing_support", "role": "needs_for_clients"},
        {"organisation_id": "o2", "service": "housing_support", "role": "offers", "demand": "424242",
         "refusals": "434343"},
    ])  # fmt: skip
    _csv(folder / "statements.csv", list(_statements()))
    return folder


def _statements() -> Iterator[dict[str, str]]:
    for n in range(1, 5):
        own, other = {"source": f"o{n}"}, f"o{n % 4 + 1}"
        yield _said(n, "a", **own, target=other, domain="trust", rating="0", process="information_exchange")
        sent = {"target": "o5", "domain": "capacity", "rating": "1", "process": "case_transfer", "transfer_status": "1"}
        yield _said(n, "b", **own, **sent, cause="housing_shortage", cleared="yes", quote=f"{OPEN} about o5 by {n}")
        reworded = {"cleared": "paraphrase", "paraphrase": f"{OPEN} reword {n}"}
        yield _said(n, "c", **own, domain="capacity", rating="2", **reworded)
        yield _said(n, "d", **own, target=other, sign="negative", negative_kind="conflict")
        yield _said(n, "e", **own, target="o6", process="case_coordination", modality="wished")
    yield _said(1, "f", source="o1", target="o2", process="case_coordination", tie_state="absent")
    coded = {"source": "o2", "target": "o3", "domain": "trust", "quote_id": "twice", "quote": f"{SECRET} coded twice"}
    yield _said(2, "g", **coded, rating="4", cleared="yes")
    yield _said(2, "h", **coded, rating="3", cleared="no", coder="SECRETcoder2")
    again = {"source": "o3", "target": "o4", "domain": "trust", "rating": "3", "quote": f"{SECRET} but said elsewhere"}
    yield _said(3, "i", **again, cleared="yes")
    yield _said(3, "j", **again, cleared="")
    yield _said(4, "k", source="o4", target="person_secret", domain="trust", rating="3")


def _said(interview: int, letter: str, **values: str) -> dict[str, str]:
    row = {
        "statement_id": f"SECRETid{interview}{letter}", "interview_id": f"SECRETint{interview}", "level": "",
        "coder": "SECRETcoder", "respondent_id": f"SECRETresp{interview}", "source_role": "SECRET boss",
        "target_role": "SECRET friend", "memo": "SECRET memo", "document": "SECRET.docx", "start": "1", "end": "9",
        "condition": "SECRET condition", "client_group": "SECRET clients", "ended_reason": "SECRET ending",
        "quote": f"SECRET quote {interview}{letter}", "paraphrase": "", "cleared": "no",
    }  # fmt: skip
    values.setdefault("paraphrase", "" if values.get("cleared") == "yes" else f"SECRET paraphrase {interview}{letter}")
    return row | values


def _csv(path: Path, rows: list[dict[str, str]]) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
